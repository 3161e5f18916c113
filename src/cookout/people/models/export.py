"""Address books going out: vCard 4.0 and 3.0, Google CSV, and what the room adds to the archive of everything."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from cookout.core import exports
from cookout.core.models import User
from cookout.people.formats import Card, write_google_csv, write_vcard
from cookout.people.models.card_rows import card_of
from cookout.people.models.column_mapping import ColumnMapping
from cookout.people.models.detail import Detail
from cookout.people.models.merge import Distinct, Merge
from cookout.people.models.person import Person
from cookout.people.models.profile import ProfileEntry
from cookout.people.models.profile_link import ProfileLink

CHUNK = 300
FORMATS = {
    "vcard4": ("cookout-people.vcf", "text/vcard; charset=utf-8"),
    "vcard3": ("cookout-people-3.vcf", "text/vcard; charset=utf-8"),
    "csv": ("cookout-people.csv", "text/csv; charset=utf-8"),
    "zip": ("cookout-everything.zip", "application/zip"),
}
"""What can be taken along: the name of the file and its type."""


class Cards:
    """The cards of one book, read from the database anew each time they are walked."""

    def __init__(self, user: User) -> None:
        self._user = user

    def __iter__(self) -> Iterator[Card]:
        people = Person.objects.kept_by(self._user).in_order().with_details()
        return (card_of(person) for person in people.iterator(chunk_size=CHUNK))


def written(user: User, format: str) -> Iterable[bytes]:
    """The bytes of an export, piece by piece."""
    if format == "vcard4":
        return write_vcard(Cards(user), "4.0")
    if format == "vcard3":
        return write_vcard(Cards(user), "3.0")
    return write_google_csv(Cards(user)) if format == "csv" else _archive(user)


def _archive(user: User) -> Iterator[bytes]:
    # The list of contents stands at the end of an archive, so it is made in a file that vanishes by itself.
    with tempfile.TemporaryFile() as file:
        exports.write_archive(user, file)
        file.seek(0)
        while piece := file.read(64 * 1024):
            yield piece


def people_rows(user: User) -> Iterator[dict[str, Any]]:
    """My book for the archive."""
    people = Person.objects.kept_by(user).in_order().with_details()
    for person in people.iterator(chunk_size=CHUNK):
        yield {
            "uid": person.uid,
            "name": person.full_name,
            "given": person.given,
            "family": person.family,
            "additional": person.additional,
            "prefix": person.prefix,
            "suffix": person.suffix,
            "classification": person.classification.slug if person.classification else None,
            "photo": f"media/{person.photo}" if person.photo else None,
            "created_at": person.created_at,
            "details": [
                {"kind": d.kind, "label": d.label, "value": d.value, "extra": d.extra} for d in person.details.all()
            ],
        }


def merge_rows(user: User) -> Iterator[dict[str, Any]]:
    """Whose two cards I made one, with what the one who went said of itself, for the archive."""
    merges = Merge.objects.visible_to(user).standing().select_related("kept", "gone").prefetch_related("gone__details")
    for merge in merges.iterator(chunk_size=CHUNK):
        gone = merge.gone
        details = [{"kind": d.kind, "label": d.label, "value": d.value} for d in gone.details.all()]
        went = {"uid": gone.uid, "name": gone.full_name, "photo": f"media/{gone.photo}" if gone.photo else None}
        yield {"kept": merge.kept.uid, "gone": {**went, "details": details}, "made_at": merge.created_at}


def distinct_rows(user: User) -> Iterator[dict[str, Any]]:
    """Who I said are two people, for the archive."""
    for pair in Distinct.objects.filter(keeper=user).order_by("pk").select_related("one", "other"):
        yield {"one": pair.one.uid, "other": pair.other.uid, "said_at": pair.created_at}


def mapping_rows(user: User) -> Iterator[dict[str, Any]]:
    """What I said that the columns of my tables mean, for the archive."""
    for mapping in ColumnMapping.objects.visible_to(user):
        yield {"means": mapping.means, "said_at": mapping.said_at}


def profile_rows(user: User) -> Iterator[dict[str, Any]]:
    """What I tell about myself, with the question it answers and what it said before, for the archive."""
    for entry in ProfileEntry.objects.of(user).prefetch_related("versions"):
        yield {
            "uid": entry.uid,
            "facet": entry.facet,
            "prompt": entry.prompt,
            "text": entry.text,
            "audience": entry.audience,
            "position": entry.position,
            "created_at": entry.created_at,
            "versions": [{"text": version.text, "said_at": version.said_at} for version in entry.versions.all()],
        }


def link_rows(user: User) -> Iterator[dict[str, Any]]:
    """The links to my profile, without their secrets, for the archive."""
    for link in ProfileLink.objects.visible_to(user).order_by("pk"):
        yield {
            "uid": link.uid,
            "name": link.name,
            "with_phone": link.with_phone,
            "with_email": link.with_email,
            "expires_at": link.expires_at,
            "revoked_at": link.revoked_at,
            "opened": link.opened,
        }


def picture_files(user: User) -> Iterator[str]:
    """The pictures of my book, and mine."""
    mine = Person.objects.kept_by(user) | Person.objects.filter(account=user)
    mine |= Person.objects.filter(keeper=user, merged_into__isnull=False)
    yield from mine.exclude(photo="").values_list("photo", flat=True)
    kept = Detail.objects.applied().filter(person__in=Person.objects.kept_by(user), kind=Detail.Kind.PHOTO)
    yield from (detail.value for detail in kept if detail.is_file)
