"""The people list: my people narrowed, searched and sorted as wished; the same for page, API and command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from cookout.core import lists
from cookout.core.models import User
from cookout.core.search import LONGEST
from cookout.people.models.detail import Detail
from cookout.people.models.person import Person, PersonQuerySet

LIST = "people"
"""The name under which higher rooms register their filters, orders and columns with `core.lists`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list with what the rooms above know of the tie."""

    person: Person
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """One filter as the page shows it."""

    name: str
    label: "str | LazyText"
    choices: Sequence[tuple[str, str]]
    value: str


@dataclass(frozen=True, slots=True)
class Book:
    """One user's people, as asked for."""

    user: User
    text: str = ""
    company: str = ""
    wishes: Mapping[str, str] = field(default_factory=dict)
    sort: str = "name"

    @classmethod
    def asked(cls, user: User, asked: Mapping[str, str]) -> "Book":
        """Read what an address, a saved list or a command asks for; what is not known is left out."""
        known = {entry.name for entry in lists.filters(LIST)}
        sorts = {entry.name for entry in lists.sorts(LIST)}
        return cls(
            user=user,
            text=str(asked.get("q", "")).strip()[:LONGEST],
            company=str(asked.get("company", "")).strip()[:LONGEST],
            wishes={name: str(asked[name])[:LONGEST] for name in sorted(known) if asked.get(name)},
            sort=asked["sort"] if asked.get("sort") in sorts else "name",
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for besides everybody."""
        return bool(self.text or self.company or self.wishes)

    @property
    def asks(self) -> dict[str, str]:
        """What is asked for, as it stands in an address or a saved list."""
        asked = {"q": self.text, "company": self.company, **self.wishes}
        return {name: value for name, value in asked.items() if value}

    def people(self) -> PersonQuerySet:
        """All of them, in order, without what the rows show."""
        found: Any = Person.objects.known_to(self.user)
        if self.text:
            found = found.matching(self.text, by=self.user)
        if self.company:
            found = found.working_at(self.company)
        by_name = {entry.name: entry for entry in lists.filters(LIST)}
        for name, value in self.wishes.items():
            found = by_name[name].narrow(self.user, found, value)
        order = next((entry for entry in lists.sorts(LIST) if entry.name == self.sort), None)
        found = order.order(self.user, found) if order else found.in_order()
        people: PersonQuerySet = found
        return people

    def rows(self, people: Sequence[Person]) -> list[Row]:
        """These people with their columns, at a constant number of queries."""
        more = lists.columns(LIST, self.user, people)
        return [Row(person, more[person.pk]) for person in people]

    def filters(self) -> list[Wish]:
        """The filters to choose from, with what is chosen."""
        return [
            Wish(entry.name, entry.label, entry.choices(self.user), self.wishes.get(entry.name, ""))
            for entry in lists.filters(LIST)
        ]

    def sorts(self) -> Wish:
        """The orders to choose from, with the chosen one."""
        by_name = ("name", str(_("Sort: by name")))
        return Wish("sort", _("Sort"), [by_name, *((s.name, str(s.label)) for s in lists.sorts(LIST))], self.sort)


def plain(row: Row) -> dict[str, Any]:
    """One row as programs read it; how to reach an account is that account's to tell, not the list's."""
    person = row.person
    kept = person if person.keeper_id is not None else None
    return {
        "uid": person.uid,
        "name": person.full_name,
        "organisation": person.organisation,
        "title": person.first(Detail.Kind.TITLE),
        "classification": person.classification.slug if person.classification else None,
        "emails": [detail.value for detail in kept.of_kind(Detail.Kind.EMAIL)] if kept else [],
        "phones": [detail.value for detail in kept.of_kind(Detail.Kind.PHONE)] if kept else [],
        "kept": kept is not None,
        **{name: value for name, value in row.more.items() if not name.startswith("_")},
    }
