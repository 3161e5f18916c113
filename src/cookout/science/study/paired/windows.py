"""Months of pairs in order, so that a window of months is a look at neighbouring rows; without a loop over rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cookout.science.study.pairs import WINDOW, PairMonths, Whole

Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of directed pairs, sorted by pair and month; `pair` counts the pairs from 0 on."""

    giver: Whole
    receiver: Whole
    pair: Whole
    month: Whole
    """Counted from the first of the table, 0 on."""
    met: Whole
    referrals: Whole

    def of(self, chosen: Truth) -> "Rows":
        """Some of the rows, pairs counted anew."""
        pair = np.unique(self.pair[chosen], return_inverse=True)[1]
        return Rows(
            self.giver[chosen], self.receiver[chosen], pair, self.month[chosen], self.met[chosen],
            self.referrals[chosen],
        )  # fmt: skip


def in_order(pairs: PairMonths) -> Rows:
    """The rows sorted by giver, receiver and month."""
    people = _above(pairs.giver, pairs.receiver)
    month = pairs.month - (int(pairs.month.min()) if pairs.month.size else 0)
    span = _above(month)
    key = (pairs.giver * people + pairs.receiver) * span + month
    order = np.argsort(key, kind="stable")
    code = key[order] // span
    new = np.ones(code.size, dtype=bool)
    new[1:] = code[1:] != code[:-1]
    return Rows(
        pairs.giver[order], pairs.receiver[order], np.cumsum(new) - 1, month[order], pairs.met[order],
        pairs.referrals[order],
    )  # fmt: skip


def _above(*numbers: Whole) -> int:
    """A number above all of them."""
    return 1 + max((int(some.max()) for some in numbers if some.size), default=0)


def has_past(rows: Rows, *, months: int = WINDOW) -> Truth:
    """Whether the pair's months just before are all there: the first ones of a pair only serve as past."""
    found = np.zeros(rows.pair.size, dtype=bool)
    back = months - 1
    found[back:] = (rows.pair[back:] == rows.pair[: rows.pair.size - back]) & (
        rows.month[back:] - rows.month[: rows.month.size - back] == back
    )
    return found


def met_lately(rows: Rows, *, months: int = WINDOW) -> Truth:
    """Whether the two met in this month or the two before; only where `has_past` is true does it say so."""
    found = rows.met > 0
    for back in range(1, months):
        found[back:] |= rows.met[: rows.met.size - back] > 0
    return found
