"""Writes the 1-2-1s as their verbs would: seats, times, steps, contacts on both sides, and what was written down."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.db import models

from cookout.core.models import User
from cookout.one_to_ones.models import (
    Answer,
    OneToOne,
    ProposedTime,
    Seat,
    State,
    Step,
    ThinkingSlot,
    WrapUp,
    touch_uid,
)
from cookout.one_to_ones.models.kinds import TOUCH, Where
from cookout.people.models import PROMPTS, Person
from cookout.site.sample import shapes
from cookout.site.sample.hours import ZONE, local_day
from cookout.site.sample.load_book import BookWriter
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid
from cookout.ties.models import Tie, Touch

AGREED = {State.PLANNED, State.HELD, State.CONFIRMED, State.NO_SHOW}
"""Between two accounts these come after a time that both agreed on."""


class DiaryWriter:
    """All 1-2-1s on their way into the database. The rows are there before the books, whose contacts name them."""

    NOUNS: tuple[type[models.Model], ...] = (OneToOne, Answer, WrapUp, ThinkingSlot)

    def __init__(self, sample: shapes.Sample, users: Mapping[str, User]) -> None:
        self.seed = sample.seed
        self.diary = sample.diary
        self.users = users
        self.rows = {one.key: self._row(one) for one in sample.diary.one_to_ones}
        self.seats: dict[tuple[str, int], Seat] = {}

    def write(self, writers: Mapping[str, BookWriter]) -> None:
        """Write them; the books are written already."""
        first = [self.rows[one.key] for one in self.diary.one_to_ones if not one.follows]
        following = [self.rows[one.key] for one in self.diary.one_to_ones if one.follows]
        pour(first)
        for one in self.diary.one_to_ones:
            if one.follows:
                self.rows[one.key].follows = self.rows[one.follows]
        pour(following)
        self._seats(writers)
        self._times()
        self._steps()
        self._contacts_of_the_others(writers)
        self._written(writers)

    def _uid(self, kind: str, key: str, on: dt.date) -> uuid.UUID:
        return uid(self.seed, f"{kind} {key}", on)

    def _row(self, one: shapes.OneToOne) -> OneToOne:
        return OneToOne(
            uid=self._uid("1-2-1", one.key, local_day(one.began)),
            made_by=self.users[one.first],
            state=one.state,
            focus=one.focus,
            starts_at=one.starts_at,
            agreed_at=one.starts_at if one.second and one.state in AGREED else None,
            zone=ZONE,
            minutes=one.minutes,
            held_on=local_day(one.starts_at) if one.says and one.starts_at else None,
            where=one.where,
            place=one.place,
            agenda=one.agenda,
            every_weeks=one.every_weeks,
            rhythm_agreed=one.every_weeks is not None,
            sequence=len(one.steps),
        )

    def _seats(self, writers: Mapping[str, BookWriter]) -> None:
        for one in self.diary.one_to_ones:
            said = {step.place: step.at for step in one.steps if step.kind == "held"}
            for place, (mine, theirs) in enumerate(((one.first, one.second), (one.second, one.first)), 1):
                self.seats[one.key, place] = Seat(
                    uid=self._uid("seat", f"{one.key} {place}", local_day(one.began)),
                    one_to_one=self.rows[one.key],
                    place=place,
                    user=self.users.get(mine),
                    name=self.users[mine].name if mine else _in_book(one, writers).full_name,
                    knows=self._known_to(mine, theirs, one, writers),
                    says_at=one.starts_at if place in one.says else None,
                    confirmed_at=said.get(place),
                )
        pour(self.seats.values())

    def _known_to(
        self, mine: str, theirs: str, one: shapes.OneToOne, writers: Mapping[str, BookWriter]
    ) -> Person | None:
        """The other one as this seat keeps them (see `as_kept`)."""
        if not mine:
            return None
        if not theirs:
            return _in_book(one, writers)
        kept = writers[mine].people.get(f"{mine}-{theirs}") if mine in writers else None
        return kept if kept is not None and kept.account_person_id else self.users[theirs].person

    def _times(self) -> None:
        pour(
            (
                ProposedTime(
                    uid=self._uid("time", f"{one.key} {at}", local_day(one.began)),
                    one_to_one=self.rows[one.key],
                    seat=self.seats[one.key, _last_asking(one)],
                    starts_at=at,
                )
                for one in self.diary.one_to_ones
                for at in one.times
            ),
        )

    def _steps(self) -> None:
        pour(
            Step(
                one_to_one=self.rows[one.key], seat=self.seats[one.key, step.place], kind=step.kind, note=step.note,
                at=step.at,
            )
            for one in self.diary.one_to_ones
            for step in one.steps
        )  # fmt: skip

    def _contacts_of_the_others(self, writers: Mapping[str, BookWriter]) -> None:
        """Whose book the sample does not tell has these contacts and nothing else in it."""
        met: dict[tuple[str, str], list[shapes.OneToOne]] = defaultdict(list)
        for one in self.diary.one_to_ones:
            for place, (mine, theirs) in enumerate(((one.first, one.second), (one.second, one.first)), 1):
                if place in one.says and mine not in writers:
                    met[mine, theirs].append(one)
        ties = {pair: self._tie(*pair, ones) for pair, ones in met.items()}
        pour(ties.values())
        pour((self._touch(ties[pair], self.rows[one.key]) for pair, ones in met.items() for one in ones))

    def _tie(self, mine: str, theirs: str, ones: list[shapes.OneToOne]) -> Tie:
        days = sorted({on.toordinal() for one in ones if (on := self.rows[one.key].held_on)})
        since = dt.date.fromordinal(days[0])
        tie = Tie(
            uid=self._uid("tie", f"{mine} {theirs}", since),
            owner=self.users[mine],
            person=self.users[theirs].person,
            circle_since=since,
        )
        tie.derive(days)
        return tie

    def _touch(self, tie: Tie, one: OneToOne) -> Touch:
        kind = TOUCH[Where(one.where)]
        if one.held_on is None:
            raise ValueError(one)
        return Touch(owner=tie.owner, tie=tie, uid=touch_uid(one, tie.owner), kind=kind, on=one.held_on)

    def _written(self, writers: Mapping[str, BookWriter]) -> None:
        """Lines of how it went, answers that have become facts, and times to think."""
        pour(
            WrapUp(
                uid=self._uid("wrap-up", f"{row.owner} {row.one_to_one}", local_day(row.done_at)),
                owner=self.users[row.owner],
                one_to_one=self.rows[row.one_to_one],
                line=row.line,
                done_at=row.done_at,
            )
            for row in self.diary.wrap_ups
        )
        pour(answer for row in self.diary.wrap_ups for answer in self._answers(row, writers[row.owner]))
        pour(self._slot(row) for row in self.diary.thinking)

    def _answers(self, row: shapes.WrapUp, writer: BookWriter) -> Iterator[Answer]:
        """What was learned that day, as answers to the questions of the card; each question once."""
        learned = {fact.prompt: fact for key, fact in writer.learned if key == row.one_to_one and fact.prompt}
        for prompt, fact in learned.items():
            yield Answer(
                uid=self._uid("answer", f"{row.owner} {row.one_to_one} {prompt}", fact.learned_on),
                owner=self.users[row.owner],
                one_to_one=self.rows[row.one_to_one],
                prompt=prompt,
                facet=fact.facet,
                question=str(PROMPTS[prompt].ask),
                text=fact.text,
                revision=1,
                fact=fact,
            )

    def _slot(self, row: shapes.Thinking) -> ThinkingSlot:
        one, owner = self.rows[row.one_to_one], self.users[row.owner]
        seats = [self.seats[row.one_to_one, place] for place in (1, 2)]
        mine, theirs = seats if seats[0].user == owner else seats[::-1]
        return ThinkingSlot(
            uid=self._uid("thinking", f"{row.owner} {row.one_to_one}", local_day(row.starts_at)),
            owner=owner,
            person=mine.knows,
            one_to_one=one,
            name=theirs.name,
            starts_at=row.starts_at,
            zone=ZONE,
        )


def _in_book(one: shapes.OneToOne, writers: Mapping[str, BookWriter]) -> Person:
    return writers[one.first].people[one.person]


def _last_asking(one: shapes.OneToOne) -> int:
    """Whose times are on the table."""
    return [step.place for step in one.steps if step.kind in {"proposed", "moved"}][-1]
