"""The counts of a table that is in memory already, without a database; the twin of `counting`.

`counts_of(grid, outcome)` and `facts_of(grid)` give exactly what `counting.count` and `counting.facts` give of the
same rows on an engine.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.study.counts import Counts
from cookout.science.study.engines.gathering import Gathering
from cookout.science.study.engines.packing import MONTHS_A_YEAR, Ints, Packing
from cookout.science.study.grid import Counting, Grid, absent
from cookout.science.study.results import Facts

CELLS = 1 << 19
"""So many cells are looked at together: a few megabytes, which stay in the cache."""

LOOKED_UP = 1 << 20
"""Up to so many pairs of values are worked out beforehand and looked up."""


def counts_of(grid: Grid, outcome: str) -> Counts:
    """The whole numbers behind averages, correlations and the line. Cells without the outcome are left out.

    Exact. Cost: one pass over the cells, and a few megabytes. Raises ScienceError where the table does not tell this
    outcome.

    >>> from cookout.science.study.grid import of_rows
    >>> rows = {"one_to_ones": np.array([3, 0]), "received": np.array([1, 2])}
    >>> counts_of(of_rows(np.array([0, 1]), np.array([24300, 24301]), rows), "received").joint
    {(0, 2): 1, (3, 1): 1}
    """
    if outcome not in grid.outcomes:
        raise ScienceError(f"The table does not tell how many referrals were {outcome}.")
    y = grid.outcomes[outcome]
    cells = _Cells(_most(grid.x), _most(y))
    gathering = Gathering(cells.packing, homes(grid), max(_most(grid.x), _most(y)))
    starts = _years(grid)
    joint: Counter[int] = Counter()
    for start, stop in _runs(*grid.x.shape):
        codes = cells.codes(grid.x[start:stop], y[start:stop])
        joint.update(cells.tally(codes))
        gathering.add(start, [np.add.reduceat(word, starts, axis=1) for word in cells.words(codes)])
    return gathering.counts(outcome, {cells.values(code): many for code, many in joint.items()})


def facts_of(grid: Grid) -> Facts:
    """What the table holds, and how many months are missing between a member's first and last."""
    many, wide = grid.x.shape
    rows, span = np.zeros(many, dtype=np.int64), np.zeros(many, dtype=np.int64)
    by_month = np.zeros(wide, dtype=np.int64)
    for start, stop in _runs(many, wide):
        here = grid.x[start:stop] != absent(grid.x.dtype)
        rows[start:stop] = here.sum(axis=1)
        span[start:stop] = wide - here.argmax(axis=1) - here[:, ::-1].argmax(axis=1)
        by_month += here.sum(axis=0)
    some, when = rows > 0, np.flatnonzero(by_month)
    told = grid.chapter[some]
    return Facts(
        rows=int(rows.sum()),
        members=int(some.sum()),
        chapters=int(np.unique(told[told >= 0]).size),
        first=int(grid.months[when[0]]) if when.size else 0,
        last=int(grid.months[when[-1]]) if when.size else 0,
        missing=int((span - rows)[some].sum()),
        one_to_ones=_total(grid.x),
        given=_total(grid.outcomes["given"]) if "given" in grid.outcomes else None,
        received=_total(grid.outcomes["received"]) if "received" in grid.outcomes else None,
    )


def homes(grid: Grid) -> Ints | None:
    """Chapters as 0 ... C-1, or None where not everybody's is told; who has no row has none to tell."""
    untold = np.flatnonzero(grid.chapter < 0)
    if untold.size == grid.chapter.size or (grid.x[untold] != absent(grid.x.dtype)).any():
        return None
    return np.unique(np.maximum(grid.chapter, 0), return_inverse=True)[1].astype(np.int64)


class _Cells:
    """Reads cells: both values of a cell as one code, and the words that belong to each code."""

    def __init__(self, most_x: int, most_y: int) -> None:
        self.packing = Packing.up_to(most_x, most_y)
        self._untold = (most_x + 1) * (most_y + 1)
        self._most_x, self._width = most_x, most_y + 1
        every = np.arange(self._untold) if self._untold < LOOKED_UP else None
        self._table = None if every is None else [np.append(word, 0) for word in self._pack(every)]

    def codes(self, x: Counting, y: Counting) -> Ints:
        told = (x != absent(x.dtype)) & (y != absent(y.dtype))
        return np.where(told, x.astype(np.int64) * self._width + y, self._untold)

    def values(self, code: int) -> tuple[int, int]:
        return code // self._width, code % self._width

    def words(self, codes: Ints) -> list[Ints]:
        if self._table is not None:
            return [word[codes] for word in self._table]
        return [np.where(codes == self._untold, 0, word) for word in self._pack(codes)]

    def tally(self, codes: Ints) -> Mapping[int, int]:
        """How often each code stands there: by counting up where there are few codes, else by sorting."""
        if self._table is not None:
            many = np.bincount(codes.ravel(), minlength=self._untold)
            which = np.flatnonzero(many[: self._untold])
            return dict(zip(which.tolist(), many[which].tolist(), strict=True))
        which, many = np.unique(codes, return_counts=True)
        told = which != self._untold
        return dict(zip(which[told].tolist(), many[told].tolist(), strict=True))

    def _pack(self, codes: Ints) -> list[Ints]:
        return self.packing.pack(codes // self._width, codes % self._width)


def _years(grid: Grid) -> Ints:
    """At which column each year begins: twelve months counted back from the last that has a row."""
    wide = grid.x.shape[1]
    last = next((at for at in reversed(range(wide)) if (grid.x[:, at] != absent(grid.x.dtype)).any()), 0)
    year = (np.arange(wide) - last - 1) // MONTHS_A_YEAR
    return np.flatnonzero(np.append(True, np.diff(year)))


def _runs(many: int, wide: int) -> list[tuple[int, int]]:
    step = max(1, CELLS // max(1, wide))
    return [(start, min(start + step, many)) for start in range(0, many if wide else 0, step)]


def _most(values: Counting) -> int:
    parts = (values[start:stop] for start, stop in _runs(*values.shape))
    return max((int(part.max(initial=0, where=part != absent(part.dtype))) for part in parts), default=0)


def _total(values: Counting) -> int:
    parts = (values[start:stop] for start, stop in _runs(*values.shape))
    return sum(int(part.sum(where=part != absent(part.dtype), dtype=np.int64)) for part in parts)
