"""A plan that members know is mended: after a no, a departure or a leave, with as few changes as possible."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User, record
from cookout.core.refusal import Refusal
from cookout.groups.models import Leave, Membership
from cookout.rounds import rules, signals
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.pairing import Pairing, PairingQuerySet
from cookout.rounds.models.repair_asked import SLOTS, Pair, Question, pair_of, slot_of
from cookout.rounds.models.round import Round
from cookout.science.pairing.instance import Flags, Plan
from cookout.science.pairing.repair import repair
from cookout.science.pairing.verify import verify_plan

MANY = 500
"""Of a round with more pairs that stand, as of a region, a repair moves nobody who has not lost somebody."""

SECONDS = 3.0
"""Somebody waits for the answer: the best that is found by then is taken, with its bound."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What a repair changed."""

    ended: tuple[Pairing, ...]
    begun: tuple[Pairing, ...]

    def __bool__(self) -> bool:
        """Whether it changed anything."""
        return bool(self.ended or self.begun)


@transaction.atomic
def repaired(made: Round, *, by: User) -> Act:
    """Mend the plan for those who left or are away since, and for who has nobody yet. Twice is once."""
    held = Round.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if held.announced_at is None or held.called_off_at is not None:
        raise Refusal(_("Only a round that is on can be repaired. Plan this one again instead."))
    act = record(by=by, verb="round.repair", about=str(held))
    mend(held, act, by=by)
    return act


def mend(
    made: Round, act: Act, *, by: User, lost: Iterable[Pairing] = (), moved: Iterable[Pairing] = (), only: bool = False
) -> Mended:
    """Mend as part of an act in which `lost` have ended and `moved` begun; `only`: nobody gets somebody new but losers.

    What is sure stays for certain. Of the rest as many as possible stay in their weeks, then gains decide; what the
    members were told a pair gains holds, so that value and bound compare with those before. Where one of two who lost
    each other would be left alone, one pair of that week is taken apart for them, if that serves both.
    """
    standing = _Standing.of(made)
    gone = [row for row in standing.rows if row.pk in standing.broken]
    for row in gone:
        row.end(act, Pairing.Ending.LEFT if standing.has_left(row) else Pairing.Ending.REPLACED)
    kept = [row for row in standing.rows if row.pk not in standing.broken]
    # Of very many nobody else moves: there are too many to ask all of them anew for one no.
    is_large = made.region_id is not None or len(kept) > MANY
    sure = [row for row in kept if is_large or is_sure(row, standing.today)]
    settled = {row.pk for row in sure}
    loose = [row for row in kept if row.pk not in settled]
    question = Question.of(made, standing.today, sure, loose, _ended_pairs(made, only or is_large))
    answer = _answer(made, question, tuple(lost), loose)
    ended, begun = _written(act, made, question, answer, loose)
    mended = Mended((*lost, *gone, *ended), (*moved, *begun))
    if mended:
        value = sum(row.gain for row in sure) + answer.value
        bound = value + answer.upper_bound - answer.value
        act.update(made, value=value, upper_bound=bound, planned_at=timezone.now())
        told = {"ended": mended.ended, "begun": mended.begun}
        signals.pairing_changed.send(sender=Round, round=made, by=by, act=act, **told)
    return mended


def _answer(made: Round, question: Question, lost: Sequence[Pairing], loose: Sequence[Pairing]) -> Plan:
    """The plan that changes least; with one more change where that gives both of a pair that said no somebody."""
    answer = _mended(made, question)
    said_no = [row for row in lost if row.ending == Pairing.Ending.DECLINED]
    if len(said_no) == 1 and not question.serves(answer, said_no[0]):
        other = question.exchanged(said_no[0], {pair_of(row) for row in loose if row.is_drawn})
        if other is not None:
            return _mended(made, other)
    return answer


def _mended(made: Round, question: Question) -> Plan:
    answer = repair(question.candidates, question.rules, question.plan, seed=made.seed % 2**31, seconds=SECONDS)
    verify_plan(question.candidates, question.rules, answer)
    return answer


def fit_in(row: Pairing, act: Act) -> None:
    """Give two who meet in another week a time of day that suits both, or refuse; who of them cannot is not said."""
    both: list[bool] = _both_can(row).tolist()[row.week - 1]
    if not any(both):
        raise Refusal(_("One of you two cannot in that week. Choose another one."))
    if row.week in _taken(row, timezone.localdate()):
        raise Refusal(_("One of you two meets somebody else in that week already. Choose another one."))
    if not both[slot_of(row)]:
        act.update(row, slot=SLOTS[both.index(True)])


def open_weeks(row: Pairing) -> list[int]:
    """The other weeks in which the two can meet instead, as far as the plan of others lets them."""
    both = [any(slots) for slots in _both_can(row).tolist()]
    today = timezone.localdate()
    taken = _taken(row, today) | {row.week}
    weeks = range(1, row.round.weeks + 1)
    is_open = partial(rules.is_open_week, today=today)
    return [week for week in weeks if both[week - 1] and week not in taken and is_open(row.round.monday_of(week))]


def _both_can(row: Pairing) -> Flags:
    """Weeks × times of day of the round: when both can, by the rules of now; who pauses (0 a month) cannot."""
    asked = Asked.of(row.round, only=pair_of(row))
    at = [asked.places[seat.pk] for seat in row.both if seat.pk in asked.places]
    if len(at) < len(row.both) or not asked.rules.capacity[at].all():
        return np.zeros((row.round.weeks, len(SLOTS)), np.bool_)
    both: Flags = np.asarray(asked.rules.by_slot[at].all(axis=0))
    return both


def _taken(row: Pairing, today: dt.date) -> set[int]:
    """The weeks in which one of the two has somebody else for certain."""
    theirs = Q(first__in=row.both) | Q(second__in=row.both)
    return {other.week for other in _rows(row.round).filter(theirs).exclude(pk=row.pk) if is_sure(other, today)}


def _rows(made: Round) -> PairingQuerySet:
    """The pairs that stand, with all that is asked of them."""
    rows: PairingQuerySet = made.pairings.standing().select_related(
        "round", "first__group", "second__group", "one_to_one"
    )
    return rows.prefetch_related("replies")


def to_repair(made: Round) -> tuple[Pairing, ...]:
    """The pairs to come of which one has left, or is away in that week: what a repair would replace."""
    if made.announced_at is None or made.called_off_at is not None:
        return ()
    standing = _Standing.of(made)
    return tuple(row for row in standing.rows if row.pk in standing.broken)


def kept_of(made: Round) -> tuple[int, int]:
    """How many of the pairs that were announced stand still, in whichever week, and how many there were."""
    first: set[Pair] = set()
    stand: set[Pair] = set()
    for row in made.pairings.all():
        if made.announced_at is None or row.created_at <= made.announced_at:
            first.add(pair_of(row))
        if row.ended_at is None:
            stand.add(pair_of(row))
    return len(first & stand), len(first)


def is_sure(row: Pairing, today: dt.date) -> bool:
    """Whether a repair leaves it alone: accepted, planned as a 1-2-1, or of a week that is over."""
    return row.is_accepted or _has_plan(row) or not rules.is_open_week(row.monday, today)


def _has_plan(row: Pairing) -> bool:
    one = row.one_to_one
    return one is not None and one.deleted_at is None and (one.is_open or one.took_place)


def _ended_pairs(made: Round, only: bool) -> "tuple[set[Pair], set[int] | None]":
    """Which pairs said no, so that they do not come again, and who may get somebody new (None: everybody)."""
    refused: set[Pair] = set()
    losers: set[int] = set()
    for row in made.pairings.exclude(ended_at=None):
        if row.ending == Pairing.Ending.DECLINED:
            refused.add(pair_of(row))
        if row.ending != Pairing.Ending.MOVED:
            losers.update(pair_of(row))
    return refused, losers if only else None


@dataclass(frozen=True, slots=True)
class _Standing:
    """The pairs of a round that hold, and those among them that cannot be."""

    today: dt.date
    rows: Sequence[Pairing]
    broken: frozenset[int]

    @classmethod
    def of(cls, made: Round) -> "_Standing":
        today = timezone.localdate()
        rows = list(_rows(made))
        seats = {seat.pk for row in rows for seat in row.both}
        away: dict[int, list[Leave]] = defaultdict(list)
        for leave in Leave.objects.filter(membership__in=seats, deleted_at=None):
            away[leave.membership_id].append(leave)
        found = cls(today, rows, frozenset())
        return replace(found, broken=frozenset(row.pk for row in rows if found._is_broken(row, away)))

    def has_left(self, row: Pairing) -> bool:
        """Whether one of the two is no member in that week."""
        return any(not _belongs(seat, row.monday) for seat in row.both)

    def _is_broken(self, row: Pairing, away: dict[int, list[Leave]]) -> bool:
        if _has_plan(row) or not rules.is_open_week(row.monday, self.today):
            return False
        leaves = [leave for seat in row.both for leave in away[seat.pk]]
        return self.has_left(row) or any(rules.is_away(row.monday, one.starts_on, one.ends_on) for one in leaves)


def _belongs(seat: Membership, monday: dt.date) -> bool:
    return seat.deleted_at is None and rules.belongs_in(monday, seat.joined_on, seat.left_on)


def _written(
    act: Act, made: Round, question: Question, answer: Plan, loose: Sequence[Pairing]
) -> tuple[list[Pairing], list[Pairing]]:
    """End what does not stay, begin what is new; a pair that stays in its week is not touched, save its time of day."""
    stood = {pair_of(row): row for row in loose}
    stays: set[int] = set()
    begun: list[Pairing] = []
    for chosen, week, slot in zip(answer.chosen.tolist(), answer.week.tolist(), answer.slot.tolist(), strict=True):
        first, second = question.pair(chosen)
        row = stood.get((first.pk, second.pk))
        values = {"week": week + 1, "slot": SLOTS[slot]}
        if row is None:
            gain, why = int(question.candidates.gain[chosen]), question.asked.why(question.place[chosen])
            begun.append(Pairing(round=made, first=first, second=second, gain=gain, reasons=why, **values))
        elif row.week == week + 1:
            stays.add(row.pk)
            act.update(row, slot=SLOTS[slot])
        else:
            begun.append(row.anew(**values))
    ended = [row for row in loose if row.pk not in stays]
    moved = {pair_of(row) for row in begun}
    for row in ended:
        row.end(act, Pairing.Ending.MOVED if pair_of(row) in moved else Pairing.Ending.REPLACED)
    for row in begun:
        act.create(row)
    return ended, begun
