"""The linear program of a month, and what its prices prove in whole numbers."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from cookout.science.pairing.clock import LEAST_SECONDS, Clock
from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.meetings import Limits, Meetings

Numbers = NDArray[np.float64]

GRAIN = 2520
"""Prices are counted in multiples of 2520ths: that number is divided by 1 ... 10, so such fractions stay exact."""

FINEST = 2**50
"""No gain counted in grains is above four times this, so that sums over the rows of a column stay exact."""

STEEPEST = 1e5
"""Gains are scaled to this in the linear program, far above its tolerances."""

SMALL = 1000
"""Up to so many columns the solver's preparations take longer than they save."""

LARGE = 15_000
"""Above so many columns an interior-point method is the faster one."""

SURE = 1e-6
"""Shares within this of 0 and 1 count as such; a wrong guess costs tightness or time, never truth."""


@dataclass(frozen=True, slots=True)
class Prices:
    """A proof: no plan gains more than `bound`, and a plan with a column gains at most bound - loss / grain.

    `loss` is one whole number >= 0 for every column; `share` how much of the column the linear program takes, 0 ... 1.
    """

    bound: int
    loss: Ints
    grain: int
    share: Numbers
    price: Ints

    def could_help(self, value: int) -> Flags:
        """The columns that a plan of more than this value could contain."""
        helps: Flags = self.loss < self.grain * min(max(self.bound - value, 0), 2**60 // self.grain)
        return helps

    @property
    def torn(self) -> Flags:
        """The columns that are taken in part."""
        torn: Flags = (self.share > SURE) & (self.share < 1 - SURE)
        return torn


@dataclass(frozen=True, slots=True)
class Program:
    """Columns with their gains and pairs, and what every plan keeps: `rows @ columns <= most`, each pair once at most.

    The last `cuts` rows follow from the others where columns are whole.
    """

    gain: Ints
    pair: Ints
    rows: sparse.csr_array
    most: Ints
    cuts: int = 0

    @classmethod
    def of(cls, meetings: Meetings, limits: Limits) -> "Program":
        """All columns under these limits."""
        return cls(meetings.gain, meetings.pair, limits.rows, limits.most)

    def only(self, places: Ints, ones: Ints) -> "Program":
        """The columns in these places, where those of `ones` are taken already (and in none of the places)."""
        most = self.most - self.rows[:, ones].sum(axis=1) if ones.size else self.most
        return replace(self, gain=self.gain[places], pair=self.pair[places], rows=self.rows[:, places], most=most)

    def cut(self, more: Limits) -> "Program":
        """The same with these limits, which no plan breaks."""
        rows = sparse.csr_array(sparse.vstack([self.rows, more.rows], format="csr"))
        return replace(self, rows=rows, most=np.concatenate([self.most, more.most]), cuts=self.cuts + more.most.size)

    def without(self, rows: Flags) -> "Program":
        """The same without these rows, which are cuts."""
        cuts = self.cuts - int(rows.sum())
        return replace(self, rows=sparse.csr_array(self.rows[~rows]), most=self.most[~rows], cuts=cuts)

    @property
    def grain(self) -> int:
        """In how many parts prices count a unit of gain."""
        finer = FINEST // (GRAIN * int(self.gain.max(initial=1)))
        return GRAIN << max(min(finer.bit_length() - 1, 10), 0)

    @property
    def once(self) -> Limits:
        """That a pair with several columns meets once at most, as rows."""
        _, row, count = np.unique(self.pair, return_inverse=True, return_counts=True)
        rows = sparse.csr_array((np.ones(row.size, np.int64), (row, np.arange(row.size))), (count.size, row.size))
        return Limits(sparse.csr_array(rows[count > 1]), np.ones(int((count > 1).sum()), np.int64))

    def prices(self, clock: Clock, least: float = LEAST_SECONDS) -> Prices:
        """The bound of the linear program, proved in whole numbers whatever its rounding; `least` seconds for it.

        With prices z >= 0 of the rows A x <= b, gain g of a column and S grains to a unit: for each pair
        y = max(0, max over its columns of S g - zA), and no plan gains more than (zb + sum of y) / S, as a pair meets
        once at most (weak duality). The solver's prices are only a proposal: they are rounded, and the bound is
        computed from them in integers. Units: those of gain. No column: bound 0.
        """
        if not self.gain.size:
            return self.proved(np.zeros(self.most.size), np.zeros(0))
        return self.proved(*self._solved(clock, least))

    def proved(self, price: Numbers, share: Numbers) -> Prices:
        """What is proved by prices of the rows, in units of gain, that somebody proposes; and the shares proposed."""
        grain = self.grain
        whole = np.rint(np.maximum(price if self.gain.size else 0 * price, 0) * grain).astype(np.int64)
        bound, loss = self.proof(whole)
        return Prices(bound, loss, grain, share, whole)

    def proof(self, price: Ints) -> tuple[int, Ints]:
        """What these prices prove: the bound, and what each column falls short of it."""
        margin = self.margin(price)
        best = np.zeros(int(self.pair.max(initial=-1)) + 1, np.int64)
        np.maximum.at(best, self.pair, margin)
        total: int = exact_sum(best) + sum(int(one) * int(most) for one, most in _used(price, self.most))
        return total // self.grain, best[self.pair] - margin

    def margin(self, price: Ints) -> Ints:
        """What each column gains beyond the prices of its rows, in grains."""
        margin: Ints = self.grain * self.gain - self.rows.T @ price
        return margin

    def _solved(self, clock: Clock, least: float) -> tuple[Numbers, Numbers]:
        """Prices of the rows, in units of gain, and the columns' shares."""
        scale = max(float(self.gain.max()) / STEEPEST, 1e-5)
        once = self.once
        rows = sparse.csr_array(sparse.vstack([self.rows, once.rows], format="csr")).astype(np.float64)
        most = np.concatenate([self.most, once.most])
        is_large = self.gain.size > LARGE  # Then the clock counts: one step may take seconds.
        options = {
            "time_limit": max(clock.left if is_large else clock.late_in, least),
            "presolve": self.gain.size > SMALL,
        }
        if not is_large:
            options["maxiter"] = clock.pivots(self.gain.size, least)
        answer = optimize.linprog(  # type: ignore[call-overload]  # the stubs know no sparse rows
            -self.gain / scale,
            rows,
            most,
            bounds=(0, 1),
            method="highs-ipm" if is_large else "highs",
            options=options,
        )
        clock.pivoted(self.gain.size, answer.nit)
        if answer.x is None:  # No answer is still a proof with prices of nothing: every pair at its full gain.
            return np.zeros(self.most.size), np.zeros(self.gain.size)
        return -answer.ineqlin.marginals[: self.most.size] * scale, np.asarray(answer.x)


def _used(price: Ints, most: Ints) -> list[tuple[int, int]]:
    places = np.flatnonzero(price)
    return list(zip(price[places].tolist(), most[places].tolist(), strict=True))


def exact_sum(numbers: Ints) -> int:
    """The sum of whole numbers >= 0, also beyond 64 bits."""
    return (int((numbers >> 31).sum()) << 31) + int((numbers & (2**31 - 1)).sum())
