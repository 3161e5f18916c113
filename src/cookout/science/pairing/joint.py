"""Pairs and weeks chosen together, proved best: cuts, then branches whose bounds are proved one by one."""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations

import numpy as np

from cookout.science.pairing.clock import CALENDAR_A_PAIR, EXCHANGE, ODD_SETS_A_MEMBER, SUM_A_ROW, SUM_OF_ROWS, Clock
from cookout.science.pairing.filling import TRIES, Weeks, filled, placed
from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.meetings import Limits, Meetings, columns_of
from cookout.science.pairing.odd_sets import broken_by
from cookout.science.pairing.parity import odd_sums
from cookout.science.pairing.program import Numbers, Prices, Program
from cookout.science.pairing.standing import Standing

ROUNDS = 40
"""So often cuts are looked for before the first branch ..."""

PATIENCE = 5
WORTH_IT = 0.02
"""... as long as so many rounds close so much of the gap: a few without gain may lead to one that gains much."""

CUTS = 25
CUTS_IN_BRANCH = 10
ROUNDS_IN_BRANCH = 1
MOST_CUTS = 250
"""So many rows are added at a time, and kept while branching."""

PLANS = 30
FEW_TRIES = 20
"""Every so many branches a plan is rounded from one, with fewer exchanges than the first."""

CLEARLY = 0.7
"""What the linear program takes for so much is taken for whole when a plan is rounded."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Some columns are taken, some are open, the others are not taken; no plan of it gains more than `bound`."""

    bound: int
    ones: Ints
    open: Ints


class Joint:
    """The search for a better plan among the columns that a better plan could contain.

    Everything that is left out is left out by proof: a column because a plan with it gains no more than the best
    one known, a branch because its bound is no higher. So the highest bound left is a bound of all plans.
    """

    def __init__(self, meetings: Meetings, program: Program, prices: Prices, weeks: Weeks, clock: Clock) -> None:
        """A program of all columns, its prices, and a plan to begin with."""
        self._meetings, self._clock, self._first_prices = meetings, clock, prices
        self.weeks, self.value, self.bound = weeks, int(meetings.candidates.gain[weeks[0]].sum()), prices.bound
        self._column = np.flatnonzero(prices.could_help(self.value))
        self._program = program.only(self._column, self._column[:0])
        self._standing = Standing(self._program)
        self._unsettled = 0

    def search(self, seed: int) -> None:
        """Look for the best plan until it is proved, or there is no time left."""
        self._cut(seed)
        if self.bound > self.value:
            self._branch(seed)

    def _cut(self, seed: int) -> None:
        """Cut off what is no plan, round by round, and leave out the columns that cannot help; then plan from that."""
        bounds: list[int] = []
        for number in range(ROUNDS):
            if self._clock.left < 0:
                break
            prices = self._prices(self._everything)
            self._lower(prices.bound)
            bounds.append(self.bound)
            if number == 0 or not prices.torn.any():
                self._round(self._everything, seed + number, TRIES if number else FEW_TRIES)
            if self.bound <= self.value:
                return
            prices = self._narrow(prices)
            if self._stalls(bounds) or not self._cut_off(prices):
                break
        self._round(self._everything, seed + len(bounds))
        self._replan(seed + len(bounds))

    def _stalls(self, bounds: list[int]) -> bool:
        """Whether the last few rounds closed little of the gap."""
        gap = bounds[-1] - self.value
        return len(bounds) > PATIENCE and bounds[-1 - PATIENCE] - bounds[-1] < WORTH_IT * gap

    def _cut_off(self, prices: Prices) -> bool:
        self._drop(prices.price <= 0)
        self._clock.worked(SUM_OF_ROWS + SUM_A_ROW * self._program.most.size)
        self._clock.worked(ODD_SETS_A_MEMBER * self._meetings.candidates.members)
        found = False
        for cuts in (
            odd_sums(self._program, prices.share, CUTS),
            broken_by(self._meetings, self._column, prices.share),
        ):
            if cuts is not None:
                self._add(cuts)
                found = True
        return found

    def _add(self, cuts: Limits) -> None:
        self._program = self._program.cut(cuts)
        self._standing.cut(cuts)

    def _drop(self, idle: Flags) -> None:
        """Leave out the cuts that are idle."""
        idle[: idle.size - self._program.cuts] = False
        if idle.any():
            self._program = self._program.without(idle)
            self._standing.without(idle)

    def _prices(self, branch: Branch) -> Prices:
        """Prices for the open columns of a branch, and what they prove of it beside what is taken already."""
        upper = np.zeros(self._column.size)
        upper[branch.open] = upper[branch.ones] = 1
        lower = np.zeros(self._column.size)
        lower[branch.ones] = 1
        price, share = self._standing.ask(lower, upper, self._clock)
        return self._program.only(branch.open, branch.ones).proved(price, share[branch.open])

    def _lower(self, bound: int) -> None:
        self.bound = max(min(self.bound, bound), self.value)

    def _narrow(self, prices: Prices) -> Prices:
        """Leave out the columns that cannot help."""
        helps = np.flatnonzero(prices.could_help(self.value))
        if helps.size < self._column.size:
            self._column = self._column[helps]
            self._program = self._program.only(helps, helps[:0])
            self._standing.only(helps)
        return Prices(prices.bound, prices.loss[helps], prices.grain, prices.share[helps], prices.price)

    def _round(self, branch: Branch, seed: int, tries: int = TRIES) -> None:
        """A plan from the linear program: what it clearly takes is taken, then it is asked again."""
        while branch.open.size and self._clock.left > 0:
            prices = self._prices(branch)
            order = np.argsort(-prices.share, kind="stable")
            clear = order[: max(int((prices.share > CLEARLY).sum()), 1)]
            branch = self._with(branch, branch.open[clear])
        taken = self._column[branch.ones]
        self._take(filled(self._meetings, self._first_prices, taken, self.bound, seed, tries))
        if self.value < self.bound:  # Else the first few were enough.
            self._clock.worked(EXCHANGE * tries * self._meetings.candidates.members)

    def _replan(self, seed: int) -> None:
        """Two spans of weeks are planned anew around the others, as long as that gains."""
        spans = range(self._meetings.width.size)
        stale: set[tuple[int, int]] = set()
        while fresh := [two for two in combinations(spans, 2) if two not in stale]:
            for two in fresh:
                before = self.value
                if self._clock.left < 0 or before >= self.bound:
                    return
                self._round(self._without(two), seed, FEW_TRIES)
                stale = {two} if self.value > before else stale | {two}

    def _without(self, spans: tuple[int, int]) -> Branch:
        """The best plan so far without what is in these spans."""
        kept = columns_of(self._meetings, *self.weeks)
        kept = kept[np.isin(self._meetings.span[kept], spans, invert=True)]
        ones = np.flatnonzero(np.isin(self._column, kept))
        branch = Branch(self.bound, ones, np.flatnonzero(np.isin(self._meetings.span[self._column], spans)))
        return self._fitting(branch)

    def _take(self, weeks: Weeks) -> None:
        value = int(self._meetings.candidates.gain[weeks[0]].sum())
        if value > self.value:
            self.value, self.weeks = value, weeks

    @property
    def _everything(self) -> Branch:
        return Branch(self.bound, np.zeros(0, np.int64), np.arange(self._column.size))

    def _branch(self, seed: int) -> None:
        """Best bound first, of equal ones the newest; from there on taking one more column each, while it can help."""
        heap, number, looks = [(-self.bound, 0, self._everything)], 0, 0
        while heap and self._clock.left > 0 and heap[0][2].bound > self.value:
            branch: Branch | None = heappop(heap)[2]
            while branch is not None:
                looks += 1
                if looks % PLANS == 0:
                    self._round(branch, seed + looks, FEW_TRIES)
                parts = self._parts(branch)
                branch = parts.pop() if parts else None
                for part in parts:
                    number += 1
                    heappush(heap, (-part.bound, -number, part))
                if branch is not None and self._clock.left <= 0:
                    heappush(heap, (-branch.bound, -number - 1, branch))
                    break
        self._lower(max([self._unsettled, *(part.bound for _, _, part in heap)]))

    def _parts(self, branch: Branch) -> list[Branch]:
        """What is left to look at of this branch: nothing, or two parts of it."""
        base = int(self._program.gain[branch.ones].sum())
        bound, open_ = branch.bound, branch.open
        for _ in range(1 + ROUNDS_IN_BRANCH):
            prices = self._prices(Branch(bound, branch.ones, open_))
            bound = min(bound, base + prices.bound)
            if bound <= self.value:
                return []
            helps = prices.could_help(self.value - base)
            open_, torn, share = open_[helps], prices.torn[helps], prices.share[helps]
            if not torn.any() or not self._cut_branch(branch.ones, open_, share):
                break
        rest = Branch(bound, branch.ones, open_)
        place = self._divided(rest, torn, share)
        if not place.size:
            return []
        other = open_ != place
        return [Branch(bound, branch.ones, open_[other]), self._with(rest, place)]

    def _cut_branch(self, ones: Ints, open_: Ints, share: Numbers) -> bool:
        """Cuts hold everywhere, not in this branch alone."""
        whole = np.zeros(self._column.size)
        whole[open_], whole[ones] = share, 1
        if self._program.cuts > MOST_CUTS:
            spare = self._program.most - self._program.rows @ whole
            self._drop(spare >= 0.1)
        cuts = odd_sums(self._program, whole, CUTS_IN_BRANCH)
        self._clock.worked(SUM_OF_ROWS + SUM_A_ROW * self._program.most.size)
        if cuts is not None:
            self._add(cuts)
        return cuts is not None

    def _divided(self, branch: Branch, torn: Flags, share: Numbers) -> Ints:
        """The column on which the branch divides; none where nothing is left to look at.

        Where none is torn the program took a plan, which is the best of the branch if its bound says so. Else it lacks
        a week for somebody, or the program gave no answer: then the branch divides on until it is one plan.
        """
        if torn.any():
            order = np.argsort(np.abs(share - 0.5) + ~torn, kind="stable")
            return branch.open[order[:1]]
        columns = np.concatenate([branch.ones, branch.open[share > 0.5]])
        weeks = placed(self._meetings, self._column[columns])
        self._clock.worked(CALENDAR_A_PAIR * self._meetings.candidates.gain.size)
        self._take(weeks)
        if branch.bound > self.value and not branch.open.size and weeks[0].size < columns.size:
            self._unsettled = max(self._unsettled, branch.bound)
        if branch.bound <= self.value:
            return branch.open[:0]
        missing = np.isin(self._program.pair[branch.open], weeks[0], invert=True)
        return branch.open[np.argsort(-share - missing, kind="stable")[:1]]

    def _with(self, branch: Branch, places: Ints) -> Branch:
        """The part in which these columns are taken too: one by one and where they fit, if not all of them do."""
        ones = np.append(branch.ones, places)
        left = self._program.most - self._program.rows[:, ones].sum(axis=1)
        if places.size > 1 and (left[self._program.most >= 0] < 0).any():
            for place in places:
                branch = self._with(branch, places[places == place]) if place in branch.open else branch
            return branch
        other = np.isin(branch.open, places, invert=True)
        return self._fitting(Branch(branch.bound, ones, branch.open[other]))

    def _fitting(self, branch: Branch) -> Branch:
        """The same branch where only that is open which fits with what is taken."""
        left = self._program.most - self._program.rows[:, branch.ones].sum(axis=1)
        full = self._program.rows[np.flatnonzero(left <= 0)][:, branch.open]
        crossed = np.asarray((full > 0).sum(axis=0)) > 0
        same = np.isin(self._program.pair[branch.open], self._program.pair[branch.ones])
        fits = ~(crossed | same)
        return Branch(branch.bound, branch.ones, branch.open[fits])
