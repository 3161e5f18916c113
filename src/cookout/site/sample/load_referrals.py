"""Writes the referrals as their verbs would: parties, steps, news, what each side keeps, and from when news is owed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping

from django.db import models

from cookout.core.models import User
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person
from cookout.referrals import rules
from cookout.referrals.models import (
    ClosedBusiness,
    Experience,
    Kind,
    Known,
    Party,
    Referral,
    Reminder,
    Reply,
    Role,
    Side,
    Step,
    Update,
)
from cookout.referrals.models.whom import milestones
from cookout.site.sample import referral_shapes as shapes
from cookout.site.sample.hours import clock, local_day
from cookout.site.sample.load_book import BookWriter
from cookout.site.sample.pouring import born, pour
from cookout.site.sample.uids import uid
from cookout.ties.models import Promise

Stamped = tuple[models.Model, dt.datetime]
MORNING = dt.time(9, 5)

ROLES = (Role.REFERRER, Role.PROVIDER, Role.PROSPECT)
SAME = (
    "note", "may_contact", "may_tell", "is_confidential", "was_asked", "closeness", "expects_call", "first_step",
    "handoff", "temperature", "next_step", "next_on", "update_days", "state",
)  # fmt: skip
"""What is called the same in the sample and in the database."""


class Replay:
    """Goes through what happened to one referral in its order and writes down what its verbs would have."""

    def __init__(self, row: Referral, one: shapes.Referral, parties: Mapping[str, Party]) -> None:
        self.row = row
        self.one = one
        self.parties = parties
        self.steps: list[Step] = []
        self.news: list[tuple[shapes.Told, int]] = []

    def run(self) -> None:
        """Moves and news, one after the other; then from when news is owed."""
        state = "name"
        events: list[shapes.Move | shapes.Told] = [*self.one.moves, *self.one.told]
        for event in sorted(events, key=lambda event: event.at):
            if isinstance(event, shapes.Move):
                self._move(event, state)
                state = event.state
            else:
                self.row.told_steps, self.row.told_at = self.row.steps_many, event.at
                self.news.append((event, self.row.steps_many))
        self.row.news_due_at = self._due(state)

    def _move(self, move: shapes.Move, was: str) -> None:
        row, number = self.row, self.row.steps_many + (move.state != was)
        step = Step(
            referral=row, party=self.parties[move.role], number=number, kind=move.kind, was=was, state=move.state,
            note=move.note, on=local_day(move.at),
        )  # fmt: skip
        step.created_at = move.at
        self.steps.append(step)
        if move.role == Role.REFERRER and row.told_steps == row.steps_many:
            row.told_steps, row.told_at = number, move.at
        row.steps_many = number
        row.changed_at = move.at
        for name, at in milestones(row, move.state, move.at).items():
            setattr(row, name, at)

    def _due(self, state: str) -> dt.datetime | None:
        """What `Referral.next_news` computes from the database."""
        if not self.one.provider.account or state == "name":
            return None
        untold = next((step.created_at for step in self.steps if step.number > self.row.told_steps), None)
        is_open, told_at = state in rules.OPEN, self.row.told_at or self.one.made_at
        return rules.news_due(untold, is_open=is_open, told_at=told_at, days=self.row.update_days)


class ReferralWriter:
    """All referrals on their way into the database; the books and the 1-2-1s are written already."""

    NOUNS: tuple[type[models.Model], ...] = (Referral, Update, Experience, ClosedBusiness)

    def __init__(
        self,
        seed: int,
        told: Iterable[shapes.Referral],
        users: Mapping[str, User],
        writers: Mapping[str, BookWriter],
        ones: Mapping[str, OneToOne],
    ) -> None:
        self.seed = seed
        self.told = sorted(told, key=lambda one: one.made_at)
        self.users = users
        self.writers = writers
        self.ones = ones
        self.rows = {one.key: self._row(one) for one in self.told}
        self.replays = {one.key: Replay(self.rows[one.key], one, self._parties(one)) for one in self.told}

    def write(self) -> None:
        """Write them in a few statements, each row with the moment at which it was made."""
        for replay in self.replays.values():
            replay.run()
        first = [self.rows[one.key] for one in self.told if not one.parent]
        grown = [self.rows[one.key] for one in self.told if one.parent]
        pour(first)
        for one in self.told:
            if one.parent:
                self.rows[one.key].parent = self.rows[one.parent]
        pour(grown)
        parties = [party for replay in self.replays.values() for party in replay.parties.values()]
        pour(parties)
        pour(row for one in self.told for row in self._known(one))
        pour(step for replay in self.replays.values() for step in replay.steps)
        for told in (self._news, self._replies, self._reminders, self._felt):
            pour(born(row, at) for one in self.told for row, at in told(one))
        pour(row for one in self.told for row in self._closed(one))
        pour(row for one in self.told for row in self._sides(one))

    def _uid(self, kind: str, key: str, at: dt.datetime) -> uuid.UUID:
        return uid(self.seed, f"{kind} {key}", local_day(at))

    def _row(self, one: shapes.Referral) -> Referral:
        return Referral(
            uid=self._uid("referral", one.key, one.made_at),
            created_at=one.made_at,
            made_by=self.users[one.made_by],
            kind=Kind.INSIDE if one.is_inside else Kind.OUTSIDE,
            given_on=local_day(one.made_at),
            **{name: getattr(one, name) for name in SAME},
        )

    def _parties(self, one: shapes.Referral) -> dict[str, Party]:
        return {
            role: Party(
                uid=self._uid("party", f"{one.key} {role}", one.made_at),
                referral=self.rows[one.key],
                role=role,
                user=self.users.get(who.account),
                name=who.name,
                mail=who.mail if role == Role.PROSPECT else "",
                phone=who.phone if role == Role.PROSPECT else "",
            )
            for role, who in zip(ROLES, (one.referrer, one.provider, one.prospect), strict=True)
        }

    def _known(self, one: shapes.Referral) -> Iterator[Known]:
        """Who made it knows the others; the other member knows who made it; and whoever has them in the book."""
        whos = dict(zip(ROLES, (one.referrer, one.provider, one.prospect), strict=True))
        readers = {whos[role].account for role in (Role.REFERRER, Role.PROVIDER)} - {""}
        for reader in sorted(readers):
            for role, who in whos.items():
                person = self._as_kept(reader, who)
                is_told = reader == one.made_by or who.account == one.made_by or who.person
                if person is not None and is_told:
                    party = self.replays[one.key].parties[role]
                    yield Known(party=party, owner=self.users[reader], person=person)

    def _as_kept(self, reader: str, who: shapes.Who) -> Person | None:
        """A party as one keeps them: the row of one's own book, where there is one (see `as_kept`)."""
        people = self.writers[reader].people if reader in self.writers else {}
        if not who.account:
            return people.get(who.person)
        kept = people.get(f"{reader}-{who.account}")
        account: Person = self.users[who.account].person
        known = kept if kept is not None and kept.account_person_id else account
        return None if who.account == reader else known

    def _news(self, one: shapes.Referral) -> Iterator[tuple[Update, dt.datetime]]:
        replay = self.replays[one.key]
        for position, (told, number) in enumerate(replay.news):
            yield Update(
                uid=self._uid("update", f"{one.key} {position}", told.at), referral=replay.row, kind=told.kind,
                by=self.users[one.provider.account], text=told.text, channel=told.channel, told_steps=number,
            ), told.at  # fmt: skip

    def _replies(self, one: shapes.Referral) -> Iterator[tuple[Reply, dt.datetime]]:
        for position, heard in enumerate(one.heard):
            if heard.kind != "reminder":
                yield Reply(
                    uid=self._uid("reply", f"{one.key} {position}", heard.at), referral=self.rows[one.key],
                    kind=heard.kind, line=heard.text, user=self.users.get(one.referrer.account),
                    seen_at=heard.at + dt.timedelta(hours=5),
                ), heard.at  # fmt: skip

    def _reminders(self, one: shapes.Referral) -> Iterator[tuple[Reminder, dt.datetime]]:
        for position, heard in enumerate(one.heard):
            if heard.kind == "reminder":
                yield Reminder(
                    uid=self._uid("reminder", f"{one.key} {position}", heard.at), referral=self.rows[one.key],
                    by=self.users[one.referrer.account], text=heard.text, channel=heard.channel,
                ), heard.at  # fmt: skip

    def _felt(self, one: shapes.Referral) -> Iterator[tuple[Experience, dt.datetime]]:
        for felt in one.felt:
            step = next(step for step in self.replays[one.key].steps if step.state == felt.state)
            yield Experience(
                uid=self._uid("experience", f"{one.key} {felt.state}", felt.at), referral=self.rows[one.key],
                step=step, rating=felt.rating, line=felt.line, may_tell=felt.may_tell,
            ), felt.at  # fmt: skip

    def _closed(self, one: shapes.Referral) -> Iterator[ClosedBusiness]:
        for position, closed in enumerate(one.closed):
            yield ClosedBusiness(
                uid=self._uid("business", f"{one.key} {position}", clock(closed.on, MORNING)),
                owner=self.users[one.provider.account], referral=self.rows[one.key], amount=closed.amount,
                currency="USD", is_repeat=closed.is_repeat, shares_band=closed.shares_band, on=closed.on,
                note=closed.note,
            )  # fmt: skip

    def _sides(self, one: shapes.Referral) -> Iterator[Side]:
        for side in one.sides:
            owner = self.users[side.owner]
            yield Side(
                uid=self._uid("side", f"{one.key} {side.owner}", one.made_at), referral=self.rows[one.key],
                owner=owner, note=side.note, one_to_one=self.ones.get(side.one_to_one),
                promise=Promise.objects.get(owner=owner, text=side.promise) if side.promise else None,
                fit=side.fit, fit_reason=side.fit_reason, fit_at=side.fit_at,
            )  # fmt: skip
