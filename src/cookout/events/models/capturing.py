"""Catching somebody I met in one act, and saying whether it is somebody whom I have already."""

import datetime as dt
import uuid

from cookout.core.models import Act, User
from cookout.events import rules
from cookout.people.formats.match import fold
from cookout.people.models import Detail, Person
from cookout.people.models.person import sort_key
from cookout.ties import rules as tie_rules
from cookout.ties.models import Tie

MOVED = ("touches", "promises", "encounters", "follow_ups", "facts", "notes", "triages", "marks")
"""What goes along when the person I caught is one whom I have already."""


def own_uid(encounter: uuid.UUID, part: str) -> uuid.UUID:
    """The id of what an encounter makes: from its own, so that a repeat finds it."""
    return uuid.uuid5(encounter, part)


def contact_details(contact: str) -> list[tuple[str, str, str]]:
    """A mail or a phone number, told apart by the sign that only a mail has."""
    kind = Detail.Kind.EMAIL if "@" in contact else Detail.Kind.PHONE
    return [(kind.value, "", contact.strip())] if contact.strip() else []


def alike(person: Person, by: User) -> dict[int, str]:
    """Who else in my book has the same mail, phone or whole name, by key, with the strongest reason."""
    others = Person.objects.kept_by(by).exclude(pk=person.pk)
    found: dict[int, str] = {}
    for reason, kind in (("mail", Detail.Kind.EMAIL), ("phone", Detail.Kind.PHONE)):
        keys = [detail.key for detail in person.details.applied() if detail.kind == kind and detail.key]
        same = Detail.objects.applied().filter(kind=kind, key__in=keys, person__in=others)
        for pk in same.values_list("person", flat=True):
            found.setdefault(pk, reason)
    called = fold(person.full_name)
    keyed = (sort_key(person.full_name, person.given, person.family), sort_key(person.full_name, "", ""))
    for other in others.filter(sort_key__in=keyed):
        if fold(other.full_name) == called:
            found.setdefault(other.pk, "name")
    return found


def wait_to_be_sorted(tie: Tie, on: dt.date, act: Act) -> None:
    """Within two days I decide on whoever sits in no circle yet; whoever waits already waits since then."""
    if tie.circle not in tie_rules.SEATED and tie.sort_on is None:
        act.update(tie, sort_on=on + rules.DECIDE_WITHIN, waits_since=on)


def move_to(known: Person, caught: Tie, on: dt.date, *, by: User, act: Act) -> None:
    """All that was kept of the person I caught goes to the known one; the other leaves the book."""
    tie = Tie.objects.between(by, known)
    if tie.pk is None:
        tie.begin(by, act.verb)
    for name in MOVED:
        for row in getattr(caught, name).all():
            act.update(row, tie=tie)
    keys = set(known.details.applied().values_list("kind", "key"))
    for detail in caught.person.details.applied():
        if (detail.kind, detail.key) not in keys:
            act.create(Detail.made(known, detail.kind, detail.value, label=detail.label, position=len(keys)))
    known.refresh_words()
    filled = {name: getattr(caught, name) for name in ("how_met", "met_on") if not getattr(tie, name)}
    act.update(tie, **filled)
    wait_to_be_sorted(tie, on, act)
    act.remove(caught.person)
    tie.refresh()
    caught.refresh()
