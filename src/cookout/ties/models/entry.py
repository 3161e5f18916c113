"""The quick entry: one line of text becomes a touch with somebody I know."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.people.models import Person, now_known_as
from cookout.ties import rules
from cookout.ties.models.kept import Touch, local_today
from cookout.ties.models.tie import Tie


class NotUnderstood(Refusal):
    """The line names no contact, or a day that has not come."""


class Nobody(Refusal):
    """Nobody in the book is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(_("Nobody in your book is called “%(name)s”. Add them first.") % {"name": name})
        self.name = name


class WhichOne(Refusal):
    """Several people may be meant."""

    def __init__(self, name: str, people: Sequence[Person]) -> None:
        names = ", ".join(person.full_name for person in people[:5])
        super().__init__(
            _("Several people are called “%(name)s”: %(names)s. Say which.") % {"name": name, "names": names}
        )
        self.name = name
        self.people = people


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """A line that was understood, with whom it is about."""

    said: rules.Entry
    people: tuple[Person, ...]
    line: str = ""

    @classmethod
    def read(cls, line: str, *, by: User, person: Person | None = None) -> "QuickEntry":
        """Understand a line; a person that was chosen is taken for the name."""
        today = local_today(by)
        said = rules.parse_entry(line, today=today, day_first=by.region_code not in rules.MONTH_FIRST)
        if said is None:
            raise NotUnderstood(_("Say how and with whom, such as: coffee with Marta yesterday."))
        if said.on > today:
            raise NotUnderstood(_("That day has not come yet. Note it when it has happened."))
        return cls(said, (person,) if person is not None else _meant(said, by), line)

    @transaction.atomic
    def note(self, *, by: User, uid: uuid.UUID | None = None) -> list[Touch]:
        """Note the touch, with each of them; the `uid` is that of the first."""
        return [self._touch(person, by, uid if place == 0 else None) for place, person in enumerate(self.people)]

    def _touch(self, person: Person, by: User, uid: uuid.UUID | None) -> Touch:
        """The touch as a later room makes it, where it knows what this line means; else a plain one."""
        said = self.said
        meant = (meaning(self, person, by, uid) for meaning in _meanings)
        return next((touch for touch in meant if touch is not None), None) or Tie.objects.between(by, person).touch(
            by=by, kind=said.kind, on=said.on, text=said.text, by_me=said.by_me, uid=uid
        )


Meaning = Callable[[QuickEntry, Person, User, uuid.UUID | None], Touch | None]
_meanings: list[Meaning] = []


def register_entry(meaning: Meaning) -> None:
    """Announce what else a line may mean to a later room: it answers with the touch that comes of it, or None."""
    if meaning not in _meanings:
        _meanings.append(meaning)


def _meant(said: rules.Entry, by: User) -> tuple[Person, ...]:
    """Whom the name means; where the whole is nobody and names two, each of them."""
    everyone = Person.objects.known_to(by)
    found = everyone.called(said.name, by=by)
    if not found and len(said.names) > 1:
        return tuple(_one(name, everyone.called(name, by=by)) for name in said.names)
    return (_one(said.name, found),)


def _one(name: str, found: Sequence[Person]) -> Person:
    if not found:
        raise Nobody(name)
    if len(found) > 1:
        raise WhichOne(name, found)
    return found[0]


def person_called(name: str, *, by: User) -> Person:
    """The one person of this name or id; several or nobody are refused."""
    everyone = Person.objects.known_to(by)
    try:
        known = everyone.filter(uid=uuid.UUID(name)).first() or now_known_as(by, uuid.UUID(name))
    except ValueError:
        known = None
    return known or _one(name, everyone.called(name, by=by))
