"""What the hats drew, as the table of pairs needs it: who could be drawn, how likely, and who was.

A chapter's first draw of a month counts, of rounds that were announced, whatever became of them: a pair that declined,
was replaced or called off was suggested all the same. Left out are

- pairs of whom one has no account, or does not record: whether they met cannot be known;
- pairs that the hat could hardly have drawn, or hardly not (`hat.LEAST`);
- two who shared another of these groups first: what they do counts there;
- rounds across a region: the table knows pairs of one chapter.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from cookout.groups.models import Membership
from cookout.insight import rules
from cookout.insight.models.sharing import Shared
from cookout.rounds.models import Draw
from cookout.rounds.models.among import ERASED
from cookout.science.pairing import hat
from cookout.science.study.pairs import PairMonths

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]

NOBODY = -1
FIRST = 1
"""The number of a round's first draw; what else it drew for a member is given the first."""


@dataclass(frozen=True, slots=True)
class Hat:
    """The draw of one chapter and month."""

    chapter: int
    month: int
    places: Whole
    """For each place of the draw the member of the table, `NOBODY` where she is not in it."""
    draw: hat.Draw
    apart: Truth
    """Candidates whose doings count in another group."""

    @property
    def ends(self) -> tuple[Whole, Whole]:
        """The two of each candidate, as members of the table."""
        return self.places[self.draw.first], self.places[self.draw.second]

    @property
    def counts(self) -> Truth:
        """Which candidates the table takes."""
        one, other = self.ends
        return self.draw.telling & (one >= 0) & (other >= 0) & ~self.apart


def hats(
    chapters: Mapping[int, int], members: Mapping[tuple[int, int], int], shared: Shared, until: int | None = None
) -> list[Hat]:  # fmt: skip
    """All of these groups, by chapter and month, in two queries; `members` are the table's, by group and user."""
    rows = list(_first_of_month(_drawn(chapters), until))
    users = _users(chapters) if rows else {}
    return [_hat(row, month, chapters[row.round.group_id or 0], members, shared, users) for row, month in rows]


def _drawn(groups: Collection[int]) -> Iterable[Draw]:
    found = Draw.objects.filter(
        number=FIRST, policy=hat.POLICY, round__group__in=groups, round__announced_at__isnull=False,
        round__deleted_at=None,
    )  # fmt: skip
    return found.select_related("round").order_by("round__starts_on", "round__announced_at", "pk")


def _first_of_month(rows: Iterable[Draw], until: int | None) -> Iterable[tuple[Draw, int]]:
    """Each with its month; a second one of the same chapter and month suggests to people who had a suggestion."""
    seen: set[tuple[int | None, int]] = set()
    for row in rows:
        month = rules.hat_month(row.round.starts_on, row.round.weeks)
        key = (row.round.group_id, month)
        if key not in seen and (until is None or month <= until):
            seen.add(key)
            yield row, month


def _users(groups: Collection[int]) -> dict[int, int]:
    """Whose membership it is; somebody erased or without account is nobody here."""
    rows = Membership.objects.filter(group__in=groups, user__isnull=False)
    return {key: user for key, user in rows.values_list("pk", "user_id") if user is not None}


def _hat(
    row: Draw, month: int, chapter: int, members: Mapping[tuple[int, int], int], shared: Shared, users: dict[int, int]
) -> Hat:  # fmt: skip
    group = row.round.group_id or 0
    who = [users.get(key, ERASED) for key in row.members]
    draw = stored(row)
    places = np.array([members.get((group, user), NOBODY) for user in who], dtype=np.int64)
    busy = {place for place, user in enumerate(who) if user not in shared.only}
    return Hat(chapter, month, places, draw, _apart(draw, who, busy, shared, group, rules.first_day(month)))


def _apart(draw: hat.Draw, who: Sequence[int], busy: set[int], shared: Shared, group: int, day: dt.date) -> Truth:
    """Candidates who both sit in several groups, and shared another first."""
    pairs = zip(draw.first.tolist(), draw.second.tolist(), strict=True)
    found = (one in busy and two in busy and shared.group(who[one], who[two], day) != group for one, two in pairs)
    return np.fromiter(found, dtype=bool, count=draw.first.size)


def stored(row: Draw) -> hat.Draw:
    """A draw as science made it, so that it can be drawn again; its errors are not kept."""
    told = np.array(row.candidates, dtype=np.float64).reshape(-1, 3)
    first, second = (told[:, at].astype(np.int64) for at in (0, 1))
    return hat.Draw(
        members=len(row.members), pairs=np.array(row.pairs, dtype=np.int64).reshape(-1, 2),
        sits_out=np.array(row.sits_out, dtype=np.int64), first=first, second=second, probability=told[:, 2],
        error=np.zeros(len(told)), turns=np.array(row.turns, dtype=np.int64), ways=tuple(row.ways), seed=row.seed,
        redraws=row.redraws, policy=row.policy,
    )  # fmt: skip


def filled(pairs: PairMonths, drawn: Sequence[Hat]) -> PairMonths:
    """The table with what the hats said; as it was where there was none."""
    if not drawn or not pairs.giver.size:
        return pairs
    key = _Key(int(max(pairs.giver.max(), pairs.receiver.max())) + 1, int(pairs.month.min()))
    parts = [_told(one, key) for one in drawn]
    codes, chosen, chance = (np.concatenate([part[at] for part in parts]) for at in range(3))
    if not codes.size:
        return replace(pairs, suggested=np.zeros(pairs.giver.size, bool), probability=np.zeros(pairs.giver.size))
    order = codes.argsort(kind="stable")
    codes, chosen, chance = codes[order], chosen[order], chance[order]
    rows = key.of(pairs.giver, pairs.receiver, pairs.month)
    at = np.minimum(np.searchsorted(codes, rows), codes.size - 1)
    known = codes[at] == rows
    return replace(pairs, suggested=known & chosen[at], probability=np.where(known, chance[at], 0.0))


@dataclass(frozen=True, slots=True)
class _Key:
    """A number for two members and a month, whichever way."""

    many: int
    since: int

    def of(self, one: Whole, other: Whole, month: Whole | int) -> Whole:
        low, high = np.minimum(one, other), np.maximum(one, other)
        found: Whole = ((month - self.since) * self.many + low) * self.many + high
        return found


def _told(one: Hat, key: _Key) -> tuple[Whole, Truth, npt.NDArray[np.float64]]:
    """The candidates that the table takes: their keys, whether they were drawn, and how likely that was."""
    counts = one.counts & (one.month >= key.since) & (np.maximum(*one.ends) < key.many)
    first, second = (end[counts] for end in one.ends)
    return key.of(first, second, one.month), one.draw.drawn[counts], one.draw.probability[counts]


@dataclass(slots=True)
class Again:
    """Draws the hats again, for the test of the study: by the law by which each was drawn, its own slips included.

    Slips cost most, so that a hat draws all the times that the study asks for at once, and gives them out in parts.
    """

    drawn: Sequence[Hat]
    times: int
    tell: Callable[[], None] = lambda: None
    """Called after each, because many take a while."""
    kept: dict[tuple[int, int], npt.NDArray[np.int32]] = field(default_factory=dict)

    def __call__(self, chapter: int, month: int, members: Whole, times: int, rng: np.random.Generator) -> Whole:
        """Members of the pairs, `times` by pairs by 2; a pair that the table does not take is one with itself."""
        left = self.kept.get((chapter, month))
        if left is None or len(left) < times:
            left = self._fresh(chapter, month, members, max(times, self.times), rng)
        self.kept[chapter, month] = left[times:]
        return left[:times].astype(np.int64)

    def _fresh(
        self, chapter: int, month: int, members: Whole, times: int, rng: np.random.Generator
    ) -> npt.NDArray[np.int32]:  # fmt: skip
        [one] = (found for found in self.drawn if (found.chapter, found.month) == (chapter, month))
        pairs = one.places[hat.again(one.draw, times, seed=int(rng.integers(2**62)))]
        self.tell()
        strange = ~np.isin(pairs, members).all(axis=2)
        pairs[strange] = members[0]
        return pairs.astype(np.int32)
