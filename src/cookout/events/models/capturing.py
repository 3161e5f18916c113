"""What is caught of somebody I met: the name, ways to reach them, and what their card said; and who is alike."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cookout.core import search
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.people.formats import code
from cookout.people.formats.match import fold
from cookout.people.models import Detail, Person, Word
from cookout.people.rules import split_name
from cookout.ties import rules as tie_rules
from cookout.ties.models import Circle, Tie

LONGEST_NAME = 200
SHORTEST_NUMBER = 6
"""Numbers with fewer digits are extensions and services: they belong to nobody alone."""

MOST_NAMESAKES = 12
"""Where more have the same name, the name alone says nothing."""

Told = tuple[str, str, str]
"""A detail as it is kept: kind, label and value."""


def own_uid(encounter: uuid.UUID, part: str) -> uuid.UUID:
    """The id of what an encounter makes: from its own, so that a repeat finds it."""
    return uuid.uuid5(encounter, part)


@dataclass(frozen=True, slots=True)
class Described:
    """Somebody as they were caught: how they are called, what is known of them, and what else their card said."""

    name: str
    details: tuple[Told, ...]
    left: str = ""

    @classmethod
    def of(
        cls, by: User, *, name: str, contact: str, card_text: str, needs_name: bool = True
    ) -> "Described":  # fmt: skip
        """What was typed, and what a card says beside it; no word of the card is lost."""
        typed = contact_details(_clean(contact))
        name, card = " ".join(_clean(name).split()), _clean(card_text).strip()
        if len(name) > LONGEST_NAME:
            raise Refusal(
                _("“%(what)s” is too long: %(most)s letters fit.") % {"what": _("name"), "most": LONGEST_NAME}
            )
        told = cls._with_card(by, name, typed, card) if card else cls(name, tuple(typed))
        if needs_name and not told.name:
            raise Refusal(told.left or _("Type a name. Spaces alone are none."))
        return told

    @classmethod
    def _with_card(cls, by: User, name: str, typed: list[Told], card: str) -> "Described":
        """A card without any name is called by what it says first; one that says nothing tells why."""
        read = code.read(card, by.region_code, scanned=False)
        fields = [(field.kind, field.label, field.value) for field in read.fields]
        called = name or next((value for kind, _label, value in fields if kind == "name"), "") or _stand_in(read)
        details = _each_once([*typed, *(one for one in fields if one[0] in Detail.Kind.values)], by.region_code)
        kept = [called[:LONGEST_NAME], *(f"{label} {value}" for _kind, label, value in details)]
        left = _left(card, read, kept) if called else read.said
        return cls(called[:LONGEST_NAME].strip(), tuple(details), left)

    def adds_to(self, person: Person) -> list[Told]:
        """Which of the details this person does not have yet."""
        region = (person.keeper or person.account).region_code  # type: ignore[union-attr]  # one of them is there
        known = set(person.details.applied().values_list("kind", "key"))
        return [one for one in self.details if (one[0], Detail.key_of(one[0], one[2], region=region)) not in known]


def contact_details(contact: str) -> list[Told]:
    """A mail or a phone number, told apart by the sign that only a mail has."""
    kind = Detail.Kind.EMAIL if "@" in contact else Detail.Kind.PHONE
    return [(kind.value, "", contact.strip())] if contact.strip() else []


def _clean(text: str) -> str:
    """Without the one sign that no database keeps."""
    return text.replace("\0", "")


def _each_once(details: Iterable[Told], region: str) -> list[Told]:
    found: dict[tuple[str, str], Told] = {}
    for kind, label, value in details:
        found.setdefault((kind, Detail.key_of(kind, value, region=region)), (kind, label[:60], value))
    return list(found.values())


def _stand_in(read: code.Read) -> str:
    """What a card without a name is called by: its firm, its mail, its number, else its first line."""
    said = {field.kind: field.value for field in reversed(read.fields)}
    first = next((said[kind] for kind in ("organisation", "email", "phone", "url") if said.get(kind)), "")
    return first or next((line.strip() for text in read.rest for line in text.splitlines() if line.strip()), "")


def _left(card: str, read: code.Read, kept: list[str]) -> str:
    """The lines of a card of which what is kept does not say every word; of a contact as data, what has no field."""
    lines = card.splitlines()
    if read.kind != "text":
        names = [field.value for field in read.fields if field.kind == "name"]
        lines = [line for part in (*names, *read.rest, *read.aside) for line in part.splitlines()]
    known = set(_words(" ".join(kept)))
    return "\n".join(line.strip() for line in lines if line.strip() and not set(_words(line)) <= known)


def _words(text: str) -> list[str]:
    """Words and groups of digits, without case; a line of signs alone counts as it stands."""
    return re.findall(r"\w+", text.casefold()) or [text.strip()]


# Who is alike


def alike(person: Person, by: User) -> dict[int, str]:
    """Who else of mine has the same mail, phone or whole name, by key, with the strongest reason."""
    reasons = _with_the_same_ways(person, by)
    likely = {*reasons, *_with_like_words(person, by)} - {person.pk}
    mine, found, namesakes = _ways(person.full_name, person.given, person.family), {}, []
    columns = ("pk", "keeper_id", "full_name", "given", "family")
    people = Person.objects.known_to(by).filter(pk__in=likely).order_by("pk") if likely else Person.objects.none()
    for pk, keeper, full, given, family in people.values_list(*columns):
        if pk in reasons and keeper == by.pk:
            found[pk] = reasons[pk]
        elif mine & _ways(full, given, family):
            namesakes.append(pk)
    return found | dict.fromkeys(namesakes[:MOST_NAMESAKES], "name")


def _with_the_same_ways(person: Person, by: User) -> dict[int, str]:
    """Who keeps the same mail or phone in my book, by the index of details."""
    keys = {"email": "mail", "phone": "phone"}
    ways = [(one.kind, one.key) for one in person.details.applied() if one.kind in keys and _proves(one.kind, one.key)]
    found: dict[int, str] = {}
    for kind in keys:
        if wanted := [key for of, key in ways if of == kind]:
            same = Detail.objects.applied().filter(kind=kind, key__in=wanted, person__keeper=by)
            found = dict.fromkeys(same.values_list("person", flat=True), keys[kind]) | found
    return found


def _proves(kind: str, key: str) -> bool:
    return "@" in key.strip("@") if kind == Detail.Kind.EMAIL else len(key) >= SHORTEST_NUMBER


def _with_like_words(person: Person, by: User) -> list[int]:
    """Who may have the same name, however its parts are ordered and written: by the index of search words.

    One word may be written otherwise (Søren, Soren), so whoever has all but one of them is looked at.
    """
    said = {*search.words(person.full_name), *fold(person.full_name).split()}
    few = max(1, min(len(way.split()) for way in _ways(person.full_name, person.given, person.family)) - 1)
    there = Word.objects.filter(Q(keeper=by) | Q(keeper=None), word__in=[word[:64] for word in said])
    likely = there.order_by().values("person").annotate(many=Count("word", distinct=True)).filter(many__gte=few)
    return list(likely.values_list("person", flat=True))


def _ways(full: str, given: str, family: str) -> set[str]:
    """How somebody is called, folded and with its words in order: the whole name, and without titles and middles."""
    parts = split_name(full) if not (given and family) else {"given": given, "family": family}
    short = f"{parts.get('given', '')} {parts.get('family', '')}" if len(parts) > 1 else ""
    return {" ".join(sorted(fold(way).split())) for way in (full, short) if way.strip()}


def waiting(tie: Tie, on: dt.date | None) -> dict[str, dt.date]:
    """Within two days I decide on whoever sits in no circle yet; whoever waits already waits since then."""
    if on is None or tie.circle in tie_rules.SEATED or tie.sort_on is not None:
        return {}
    return {"sort_on": on + rules.DECIDE_WITHIN, "waits_since": on}


def undecided(tie: Tie) -> dt.date | None:
    """Since when I have met somebody without having decided on them; nothing where I have, or they have a seat."""
    if tie.circle in tie_rules.SEATED:
        return None
    met = tie.encounters.filter(deleted_at=None)
    decided = tie.triages.filter(deleted_at=None).order_by("-created_at").first()
    if decided is not None:
        met = met.filter(created_at__gt=decided.created_at)
    elif tie.circle != Circle.UNSORTED:
        met = met.filter(on__gt=tie.circle_since)
    return met.order_by("on").values_list("on", flat=True).first()
