"""Writes one private book: people, ties and all that is kept on them, with the derived columns by the same rules."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from cookout.core.models import User
from cookout.one_to_ones.models import Answer, OneToOne, touch_uid
from cookout.people.models import Classification, Person
from cookout.site.sample import shapes
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid
from cookout.ties.models import (
    Capacity,
    Context,
    Fact,
    Mark,
    Note,
    Promise,
    Relation,
    SavedList,
    Tag,
    Tie,
    TieLife,
    TieTag,
    Touch,
)

Noun = type[models.Model]
A_YEAR = dt.timedelta(days=365)
KEPT: tuple[tuple[Noun, str], ...] = (
    (Touch, "touches"),
    (Promise, "promises"),
    (Fact, "facts"),
    (Note, "notes"),
    (Mark, "marks"),
)
"""What hangs on a tie, and how the sample calls it."""

Keep = Callable[[Person, tuple[shapes.Value, ...]], Person]


class BookWriter:
    """One owner's book on its way into the database."""

    NOUNS: tuple[Noun, ...] = (Tie, Touch, Promise, Fact, Mark, Note, Relation)

    def __init__(
        self,
        sample: shapes.Sample,
        book: shapes.Book,
        users: Mapping[str, User],
        trades: Mapping[str, Classification],
        keep: Keep,
        ones: Mapping[str, OneToOne],
    ) -> None:
        self.seed = sample.seed
        self.today = sample.today
        self.book = book
        self.users = users
        self.trades = trades
        self.keep = keep
        self.ones = ones
        self.learned: list[tuple[str, Fact]] = []
        self.owner = users[book.owner]
        self.people: dict[str, Person] = {}

    def meet(self) -> None:
        """Make the people of the book; who is only known from the chapter is that account's own person."""
        for one in self.book.people:
            account_person = self.users[one.account].person if one.account else None
            if not one.kept and account_person is not None:
                self.people[one.key] = account_person
                continue
            person = Person(
                uid=self._uid("person", one.key, one.tie.met_on if one.tie else None),
                keeper=self.owner,
                account_person=account_person if one.linked else None,
                full_name=one.name.full,
                given=one.name.given,
                family=one.name.family,
                classification=self.trades[one.slug] if one.slug else None,
            )
            self.people[one.key] = self.keep(person, one.details)

    def write(self) -> None:
        """Write ties and what hangs on them."""
        Capacity.objects.create(owner=self.owner)
        tied = [(one, one.tie) for one in self.book.people if one.tie is not None]
        ties = {one.key: self._tie(one, tie) for one, tie in tied}
        pour(ties.values())
        self._date_people()
        self._order(tied, ties)
        for noun, part in KEPT:
            rows = [
                self._kept(noun, ties[one.key], row, f"{part} {one.key} {position}")
                for one, tie in tied
                for position, row in enumerate(getattr(tie, part))
            ]
            pour(rows)
        self._relations()

    def _date_people(self) -> None:
        """The database stamps them with the present; most came into the book when they were met, or a year ago."""
        kept = [one for one in self.book.people if self.people[one.key].keeper_id == self.owner.pk]
        for one in kept:
            on = (one.tie.met_on if one.tie else None) or self.today - A_YEAR
            self.people[one.key].created_at = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
        Person.objects.bulk_update([self.people[one.key] for one in kept], ["created_at"])

    def _uid(self, kind: str, key: str, on: dt.date | None) -> Any:
        return uid(self.seed, f"{self.book.owner} {kind} {key}", on or self.today)

    def _tie(self, one: shapes.Person, tie: shapes.Tie) -> Tie:
        row = Tie(
            uid=self._uid("tie", one.key, tie.met_on),
            owner=self.owner,
            person=self.people[one.key],
            circle=tie.circle,
            circle_since=tie.circle_since or self.today,
            wished_days=tie.wished_days,
            client_since=tie.client_since,
            how_met=tie.how_met,
            met_on=tie.met_on,
        )
        row.derive(sorted({touch.on.toordinal() for touch in tie.touches}))
        return row

    def _kept(self, noun: Noun, tie: Tie, row: Any, key: str) -> models.Model:
        """One thing kept on a tie; the fields have the same names, days of keeping become instants."""
        values = {name: getattr(row, name) for name in row.__slots__}
        for name in ("kept_on", "let_go_on"):
            if name in values:
                day = values.pop(name)
                values[f"{name[:-3]}_at"] = self._evening(day) if day else None
        one = values.pop("one_to_one", "")
        if noun is not Mark:
            began = values.get("on") or values.get("made_on") or values.get("learned_on")
            values |= {"owner": self.owner, "uid": self._uid("kept", key, began)}
        return self._of_a_1_2_1(noun, one, {"tie": tie, **values}) if one else noun(tie=tie, **values)

    def _of_a_1_2_1(self, noun: Noun, key: str, values: dict[str, Any]) -> models.Model:
        """A contact that a 1-2-1 is, or a fact that was learned in one, as its verbs write them."""
        one = self.ones[key]
        if noun is Touch:
            return Touch(**{**values, "uid": touch_uid(one, self.owner)})
        fact = Fact(**{**values, "source": Answer(owner=self.owner, one_to_one=one).source})
        self.learned.append((key, fact))
        return fact

    def _evening(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(8 + day.day % 10, day.day), tzinfo=ZoneInfo(self.owner.zone))

    def _order(self, tied: Iterable[tuple[shapes.Person, shapes.Tie]], ties: Mapping[str, Tie]) -> None:
        """Lives, tags and saved lists."""
        tied = list(tied)
        lives = {name: Context.objects.create(owner=self.owner, name=name) for name in self.book.lives}
        tags = {
            name: Tag.objects.create(owner=self.owner, name=name)
            for name in sorted({tag for _one, tie in tied for tag in tie.tags})
        }
        pour(TieLife(tie=ties[one.key], life=lives[name]) for one, tie in tied for name in tie.lives)
        pour(TieTag(tie=ties[one.key], tag=tags[name]) for one, tie in tied for name in tie.tags)
        for saved in self.book.saved_lists:
            names: dict[str, Mapping[str, Any]] = {"life": lives, "tag": tags}
            filters = {
                wish: str(names[wish][value].uid) if wish in names else value
                for wish, value in saved.wishes
                if wish not in names or value in names[wish]
            }
            SavedList.objects.create(owner=self.owner, name=saved.name, filters=filters)

    def _relations(self) -> None:
        """How people of the book belong to each other."""
        pour(
            Relation(
                owner=self.owner,
                person=self.people[row.person],
                other=self.people[row.other],
                kind=row.kind,
                note=row.note,
                uid=self._uid("relation", f"{row.person} {row.other} {row.kind}", None),
            )
            for row in self.book.relations
        )
