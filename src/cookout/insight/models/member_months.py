"""Member-months and pair-months of groups: plain numbers for the study, and no name.

A month counts for a member when she belonged through the whole of it, her account existed before it began, and she had
written down a 1-2-1 or a referral by then; the running month is left out. What is not there is missing, not zero.

What two do counts where both belonged to the same group on that day; those who share several groups: once, in the group
that they shared first. A member of two groups is a member of each.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from cookout.groups.models import Group
from cookout.insight import rules
from cookout.insight.models import acts
from cookout.insight.models.acts import Belonging
from cookout.insight.models.hats import Hat, filled, hats
from cookout.insight.models.sharing import Shared
from cookout.rounds.models.among import ERASED
from cookout.science.study.grid import Grid, of_rows
from cookout.science.study.pairs import PairMonths

Whole = npt.NDArray[np.int64]
_NONE: Whole = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Whose months are not there, and why."""

    without_account: int = 0
    never_recorded: int = 0
    """With an account, and no 1-2-1 or referral written down: nothing done cannot be told from nothing recorded."""
    too_new: int = 0
    """With no full month yet."""


@dataclass(frozen=True, slots=True)
class MemberMonths:
    """The numbers: members are 0 … N-1, chapters 0 … C-1."""

    grid: Grid
    pairs: PairMonths
    left_out: LeftOut
    until: int
    """The last full month."""
    mine: tuple[int, ...] = ()
    """Which members the asking user is."""
    hats: tuple[Hat, ...] = ()
    """What was drawn among them; not asked for one user alone."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """One row a member-month, in order of member and month, and for each the place of its three numbers."""

    member: Whole
    month: Whole
    counts: npt.NDArray[np.int64]


def member_months(groups: Collection[int], *, me: int | None = None, now: dt.datetime | None = None) -> MemberMonths:
    """All member-months of these groups, in a handful of queries; with `me`, of this user alone."""
    now = now or timezone.now()
    zones = dict(Group.objects.filter(pk__in=groups, deleted_at=None).order_by("pk").values_list("pk", "zone"))
    everybody, without = acts.belongings(list(zones))
    began = acts.first_acts(list(zones), me)
    ends = {group: rules.month_of(now.astimezone(ZoneInfo(zone)).date()) - 1 for group, zone in zones.items()}
    months = [_months(one, zones, began, ends) for one in everybody]
    counted = [(one, found) for one, found in zip(everybody, months, strict=True) if found]
    places = {(one.group, one.user): number for number, (one, _found) in enumerate(counted)}
    chapters = {group: number for number, group in enumerate(zones)}
    homes = np.array([chapters[one.group] for one, _found in counted], dtype=np.int64)
    rows = _rows(found for _one, found in counted)
    shared = Shared(everybody, zones)
    met, passed = _placed(list(zones), shared, me)
    _count(rows, met, passed, places)
    drawn = hats(chapters, places, shared) if me is None else []
    return MemberMonths(
        grid=_grid(rows, homes),
        pairs=filled(_pairs(rows, homes, met, passed, places), drawn),
        left_out=_left_out(everybody, months, began, without),
        until=max(ends.values(), default=0),
        mine=tuple(number for (_group, user), number in places.items() if user == me),
        hats=tuple(drawn),
    )


def _months(one: Belonging, zones: dict[int, str], began: dict[int, dt.date], ends: dict[int, int]) -> list[int]:
    if one.joined is None or one.user not in began:
        return []
    since = rules.counts_from(one.joined.astimezone(ZoneInfo(zones[one.group])).date(), began[one.user])
    return rules.full_months(one.spans, since, ends[one.group])


def _left_out(everybody: list[Belonging], months: list[list[int]], began: dict[int, dt.date], without: int) -> LeftOut:
    with_account = [(one, found) for one, found in zip(everybody, months, strict=True) if one.user != ERASED]
    silent = sum(one.user not in began for one, _found in with_account)
    new = sum(one.user in began and not found for one, found in with_account)
    return LeftOut(without, silent, new)


Placed = list[tuple[int, int, int, int]]
"""Group, one, other, month."""


def _placed(groups: list[int], shared: Shared, me: int | None) -> tuple[Placed, Placed]:
    """1-2-1s and referrals, each with its group and month."""
    met = [
        (group, one, other, rules.month_of(day))
        for one, other, day in acts.meetings(groups, me)
        if (group := shared.group(one, other, day)) is not None
    ]
    passed = []
    for giver, receiver, at in acts.passings(groups, me):
        if (found := shared.of_moment(giver, receiver, at)) is not None:
            passed.append((found[0], giver, receiver, rules.month_of(found[1])))
    return met, passed


def _rows(found: Iterator[list[int]]) -> _Rows:
    months = list(found)
    member = np.repeat(np.arange(len(months), dtype=np.int64), [len(some) for some in months])
    month = np.array([month for some in months for month in some], dtype=np.int64)
    return _Rows(member, month, np.zeros((3, len(month)), dtype=np.int64))


def _count(rows: _Rows, met: Placed, passed: Placed, places: dict[tuple[int, int], int]) -> None:
    """Each act in the member-month of each of the two, as far as there is one."""
    at = {key: place for place, key in enumerate(zip(rows.member.tolist(), rows.month.tolist(), strict=True))}
    told = [(0, group, user, month) for group, *both, month in met for user in both]
    told += [(1, group, giver, month) for group, giver, _receiver, month in passed]
    told += [(2, group, receiver, month) for group, _giver, receiver, month in passed]
    for layer, group, user, month in told:
        place = at.get((places.get((group, user), -1), month))
        if place is not None:
            rows.counts[layer, place] += 1


def _grid(rows: _Rows, homes: Whole) -> Grid:
    layers = dict(zip(("one_to_ones", "given", "received"), rows.counts, strict=True))
    return of_rows(rows.member, rows.month, layers, chapter=homes[rows.member])


def _pairs(
    rows: _Rows, homes: Whole, met: Placed, passed: Placed, places: dict[tuple[int, int], int]
) -> PairMonths:  # fmt: skip
    """Both ways, each month in which both have a row."""
    chapter = homes[rows.member]
    order = np.lexsort((rows.member, rows.month, chapter))
    cuts = np.flatnonzero(np.diff(chapter[order]) | np.diff(rows.month[order])) + 1
    ends = [0, *cuts.tolist(), len(order)] if len(order) else []
    parts = [_both_ways(rows, order[start:end]) for start, end in pairwise(ends)]
    giver, receiver, month = (np.concatenate([_NONE, *(part[at] for part in parts)]) for at in range(3))
    keys = _Keys(len(homes), int(rows.month.min()) if rows.month.size else 0)
    held = [(g, one, two, when) for g, a, b, when in met for one, two in ((a, b), (b, a))]
    return PairMonths(
        giver=giver,
        receiver=receiver,
        month=month,
        met=keys.counted(held, places, giver, receiver, month),
        referrals=keys.counted(passed, places, giver, receiver, month),
        chapter=homes[giver],
    )


def _both_ways(rows: _Rows, some: Whole) -> tuple[Whole, Whole, Whole]:
    """Everybody of one chapter and month with everybody else."""
    members = rows.member[some]
    giver, receiver = np.repeat(members, len(members)), np.tile(members, len(members))
    others = giver != receiver
    month = np.repeat(rows.month[some], len(members))
    return giver[others], receiver[others], month[others]


@dataclass(frozen=True, slots=True)
class _Keys:
    """A number for each pair and month, so that acts are found among rows by sorting."""

    many: int
    first: int

    def of(self, giver: Whole, receiver: Whole, month: Whole) -> Whole:
        return ((month - self.first) * self.many + giver) * self.many + receiver

    def counted(
        self, told: Placed, places: dict[tuple[int, int], int], giver: Whole, receiver: Whole, month: Whole
    ) -> Whole:  # fmt: skip
        """How many of these acts each row has."""
        found = [(places.get((g, a), -1), places.get((g, b), -1), when) for g, a, b, when in told]
        known = np.array([row for row in found if row[0] >= 0 <= row[1] and row[2] >= self.first], dtype=np.int64)
        counts = np.zeros(len(giver), dtype=np.int64)
        if not known.size or not giver.size:
            return counts
        keys, many = np.unique(self.of(*known.T), return_counts=True)
        rows = self.of(giver, receiver, month)
        at = np.minimum(np.searchsorted(keys, rows), len(keys) - 1)
        return np.where(keys[at] == rows, many[at], counts)
