"""Writes the rounds: those that are over, with their draws and what became of them, and the one that runs."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from cookout.core.models import User, WorkState
from cookout.groups.models import Membership, Region
from cookout.one_to_ones.models import OneToOne
from cookout.rounds.models import Availability, DoNotPair, Draw, Pairing, PairingReply, Round, Slot
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.planning import Planned
from cookout.site.sample import shapes
from cookout.site.sample.hours import clock
from cookout.site.sample.load_chapters import ChapterWriter
from cookout.site.sample.pouring import born, pour
from cookout.site.sample.round_shapes import WEEKS, Paired, PastRound
from cookout.site.sample.stamping import stamp
from cookout.site.sample.uids import uid
from cookout.site.sample.words import read

ROUND_NOUNS: tuple[type[models.Model], ...] = (Round, Pairing)
SECONDS = 1.0
"""So long the best plan is sought; nearly always it is proved long before."""

DAYTIME = Slot.MORNING
ACCEPTED = PairingReply.Says.ACCEPTED
LIKELY = {1: 0.7, 2: 0.35}
"""How many have said yes by now, by the week of the round."""


def write_rounds(sample: shapes.Sample, chapters: ChapterWriter, ones: Mapping[str, OneToOne]) -> None:
    """When members can first, because the running round is planned around it."""
    writer = RoundWriter(sample, chapters, ones)
    writer.availability()
    writer.past()
    writer.running()
    writer.across()


class RoundWriter:
    """The rounds on their way into the database; members and 1-2-1s are there."""

    def __init__(self, sample: shapes.Sample, chapters: ChapterWriter, ones: Mapping[str, OneToOne]) -> None:
        self.seed = sample.seed
        self.today = sample.today
        self.rounds = sample.rounds
        self.chapters = chapters
        self.ones = ones
        self.told = read("rounds")

    @property
    def monday(self) -> dt.date:
        """Of this week: then the running round began."""
        return self.today - dt.timedelta(days=self.today.weekday())

    # What members say of themselves

    def availability(self) -> None:
        """When they can, and who wishes not to be paired with whom."""
        home = self.told["running"]["chapter"]
        rows = [self._usual(home, row) for row in self.told["usual"]] + [
            self._week(home, row) for row in self.told["week"]
        ]
        pour(rows)
        for chapter in self.told["chapter"]:
            for owner, about in chapter["apart"]:
                seat = self.chapters.seats[chapter["key"], about]
                DoNotPair.objects.create(
                    uid=uid(self.seed, f"wish {owner} {about}", self.today), membership=seat,
                    owner=self._seat(chapter["key"], owner)[1],
                )  # fmt: skip

    def _seat(self, chapter: str, name: str) -> tuple[Membership, User]:
        seat = self.chapters.seats[chapter, name]
        if seat.user is None:
            raise ValueError(name)
        return seat, seat.user

    def _usual(self, chapter: str, row: Mapping[str, Any]) -> Availability:
        seat, user = self._seat(chapter, row["member"])
        key = uid(self.seed, f"usual {row['member']}", self.today - dt.timedelta(days=90))
        return Availability(uid=key, membership=seat, slots=row["slots"], most=row.get("most"), said_by=user)

    def _week(self, chapter: str, row: Mapping[str, Any]) -> Availability:
        seat, user = self._seat(chapter, row["member"])
        week_on = self.monday + dt.timedelta(weeks=row["in"])
        key = uid(self.seed, f"week {row['member']} {row['in']}", self.today - dt.timedelta(days=6))
        return Availability(uid=key, membership=seat, week_on=week_on, slots=row["slots"], said_by=user)

    # What lies behind

    def past(self) -> None:
        """Rounds, draws, pairs, replies: each in one statement."""
        told = list(self.rounds)
        rounds = pour([self._round(one) for one in told])
        draws = pour([self._draw(one, row) for one, row in zip(told, rounds, strict=True)])
        made = [
            (paired, one, self._pairing(paired, one, row, draw))
            for one, row, draw in zip(told, rounds, draws, strict=True)
            for paired in one.pairs
        ]
        pour(born(row, _begun(paired, one)) for paired, one, row in made)
        replies = [reply for paired, one, row in made for reply in self._replies(paired, one, row)]
        pour(replies)

    def _round(self, one: PastRound) -> Round:
        leader = self.chapters.led_by(one.chapter)
        value = sum(row.gain for row in one.pairs if not row.ending)
        planned_at = one.announced_at - dt.timedelta(minutes=25)
        return Round(
            uid=uid(self.seed, f"round {one.chapter} {one.starts_on}", one.announced_at.date()),
            group=self.chapters.groups[one.chapter], starts_on=one.starts_on, weeks=WEEKS, most=1, hat=1,
            months_apart=one.months_apart, seed=one.draw.seed, made_by=leader, planned_at=planned_at, value=value,
            upper_bound=value, engine="the hat", announced_at=one.announced_at, announced_by=leader,
            work_state=WorkState.DONE,
        )  # fmt: skip

    def _draw(self, one: PastRound, row: Round) -> Draw:
        drawn = one.draw
        candidates = zip(drawn.first.tolist(), drawn.second.tolist(), drawn.probability.tolist(), strict=True)
        return Draw(
            uid=uid(self.seed, f"draw {one.chapter} {one.starts_on}", one.announced_at.date()), round=row,
            policy=drawn.policy, seed=drawn.seed, redraws=drawn.redraws, ways=list(drawn.ways),
            members=[self.chapters.seats[one.chapter, name].pk for name in one.members],
            turns=drawn.turns.tolist(), candidates=[list(each) for each in candidates], pairs=drawn.pairs.tolist(),
            sits_out=drawn.sits_out.tolist(),
        )  # fmt: skip

    def _pairing(self, paired: Paired, one: PastRound, row: Round, draw: Draw) -> Pairing:
        seats = [self.chapters.seats[one.chapter, name] for name in (paired.one, paired.other)]
        first, second = sorted(seats, key=lambda seat: seat.pk)
        key = f"pairing {one.chapter} {one.starts_on} {paired.one} {paired.other}"
        return Pairing(
            uid=uid(self.seed, key, one.announced_at.date()), round=row, first=first, second=second, week=paired.week,
            slot=DAYTIME, gain=paired.gain, reasons=[list(reason) for reason in paired.reasons],
            draw=draw if paired.is_drawn else None, one_to_one=self.ones.get(paired.one_to_one),
            ended_at=paired.ended_at, ending=paired.ending,
        )  # fmt: skip

    def _replies(self, paired: Paired, one: PastRound, row: Pairing) -> Iterator[PairingReply]:
        for said in paired.replies:
            seat = self.chapters.seats[one.chapter, said.name]
            key = uid(self.seed, f"reply {one.chapter} {one.starts_on} {said.name} {row.uid}", said.at.date())
            yield PairingReply(
                uid=key, pairing=row, membership=seat, says=said.says, said_at=said.at, said_by=seat.user
            )

    # What runs

    def running(self) -> None:
        """The plan that the program itself makes for these four weeks, known for a week, and the first answers."""
        told = self.told["running"]
        group, leader = self.chapters.groups[told["chapter"]], self.chapters.users[told["by"]]
        at = clock(self.monday - dt.timedelta(days=9), dt.time(20, 5))
        row = Round.draft(scope=group, starts_on=self.monday, seed=told["seed"], made_by=leader)
        self._planned(row, "running", at)
        self._answered(row, "running", at, dict(told["says"]))

    def across(self) -> None:
        """One of the region's chapters, in the weeks that no chapter has planned yet; without a hat."""
        told = self.told["across"]
        starts_on, director = self.monday + dt.timedelta(weeks=told["in"]), self.chapters.users[told["by"]]
        row = Round.draft(
            scope=Region.objects.get(name=told["region"]), starts_on=starts_on, seed=told["seed"], made_by=director,
            weeks=told["weeks"], most=1, hat=0, across=True,
        )  # fmt: skip
        at = clock(self.monday - dt.timedelta(days=12), dt.time(9, 40))
        self._planned(row, "across", at)
        self._answered(row, "across", at, dict(told["says"]))

    def _planned(self, row: Round, key: str, at: dt.datetime) -> None:
        """Planned by the program and announced, a while ago."""
        row.uid = uid(self.seed, f"round {self.monday} {key}", at.date())
        planned = Planned.of(row, Asked.of(row, self.today), seconds=SECONDS, hat_from=row.seed)
        for name, value in planned.facts.items():
            setattr(row, name, value)
        row.planned_at, row.announced_at, row.announced_by = at - dt.timedelta(minutes=10), at, row.made_by
        row.work_state = WorkState.DONE
        row.save()
        planned.write(row)
        self._named(row, key, at)

    def _named(self, row: Round, key: str, at: dt.datetime) -> None:
        """Ids as those of everything else here: the same for the same seed."""
        for draw in row.draws.all():
            draw.uid = uid(self.seed, f"draw {key} {draw.number}", at.date())
            draw.save(update_fields=["uid"])
        pairs = list(row.pairings.order_by("pk"))
        for number, pair in enumerate(pairs):
            pair.uid = uid(self.seed, f"pairing {key} {number}", at.date())
        Pairing.objects.bulk_update(pairs, ["uid"])
        stamp(Pairing, "created_at", ((pair, row.planned_at or at) for pair in pairs))

    def _answered(self, row: Round, key: str, at: dt.datetime, says: Mapping[str, str]) -> None:
        """Some have said yes to their first two weeks by now; for those who are named, it is told by hand.

        Whoever is told to have accepted has accepted all of hers.
        """
        rng = random.Random(f"{self.seed} answers {self.monday}")
        named = {self.chapters.users[who].pk: word for who, word in says.items()}
        pairs = row.pairings.select_related("first", "second").order_by("pk")
        replies = []
        for pair in pairs:
            for seat in (pair.first, pair.second):
                dice, word = rng.random(), named.get(seat.user_id or 0)
                if word == ACCEPTED or (word is None and dice < LIKELY.get(pair.week, 0)):
                    public = uid(self.seed, f"reply {key} {pair.uid} {seat.name}", at.date())
                    said_at = at + dt.timedelta(minutes=rng.randint(20, 900))
                    values = {"says": ACCEPTED, "said_at": said_at, "said_by": seat.user}
                    replies.append(PairingReply(uid=public, pairing=pair, membership=seat, **values))
        pour(replies)


def _begun(paired: Paired, one: PastRound) -> dt.datetime:
    """With the plan; what mended it, when both noes were said."""
    return one.announced_at - dt.timedelta(minutes=25) if paired.is_drawn else one.announced_at + dt.timedelta(days=2)
