"""The counts of a table that is in memory already, without a database; the twin of `counting`.

`counts_of(grid, outcome)` and `facts_of(grid)` give exactly what `counting.count` and `counting.facts` give of the
same rows on an engine.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.counts import Counts
from cookout.science.study.gathering import Gathering
from cookout.science.study.grid import Counting, Grid, absent
from cookout.science.study.packing import MONTHS_A_YEAR, Ints, Packing
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
    gathering = Gathering(cells.packing, homes(grid.chapter, grid.present.any(axis=1)), max(_most(grid.x), _most(y)))
    starts = _years(grid)
    joint: Counter[int] = Counter()
    for start, stop in _runs(*grid.x.shape):
        codes = cells.codes(grid.x[start:stop], y[start:stop])
        joint.update(cells.tally(codes))
        gathering.add(start, [np.add.reduceat(word, starts, axis=1) for word in cells.words(codes)])
    return gathering.counts(outcome, {cells.values(code): many for code, many in joint.items()})


def facts_of(grid: Grid) -> Facts:
    """What the table holds, and how many months are missing between a member's first and last."""
    here = grid.present
    rows = here.sum(axis=1)
    some = rows > 0
    held, told = here[some], grid.chapter[some]
    first = held.argmax(axis=1) if held.size else np.zeros(0, dtype=np.int64)
    last = here.shape[1] - 1 - held[:, ::-1].argmax(axis=1) if held.size else first
    when = np.flatnonzero(here.any(axis=0))
    return Facts(
        rows=int(rows.sum()),
        members=int(some.sum()),
        chapters=int(np.unique(told[told >= 0]).size),
        first=int(grid.months[when[0]]) if when.size else 0,
        last=int(grid.months[when[-1]]) if when.size else 0,
        missing=int((last - first + 1 - rows[some]).sum()),
        one_to_ones=int(grid.x.sum(where=here, dtype=np.int64)),
        given=_total(grid, "given"),
        received=_total(grid, "received"),
    )


def homes(chapter: npt.NDArray[np.int32], present: npt.NDArray[np.bool_]) -> Ints | None:
    """Chapters as 0 ... C-1, or None where not everybody's is told; who has no row has none to tell."""
    if not present.any() or chapter[present].min() < 0:
        return None
    found = np.zeros(chapter.shape, dtype=np.int64)
    found[present] = np.unique(chapter[present], return_inverse=True)[1]
    return found


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
    here = np.flatnonzero(grid.present.any(axis=0))
    last = int(here[-1]) if here.size else 0
    year = (np.arange(grid.x.shape[1]) - last - 1) // MONTHS_A_YEAR
    return np.flatnonzero(np.append(True, np.diff(year)))


def _runs(many: int, wide: int) -> list[tuple[int, int]]:
    step = max(1, CELLS // max(1, wide))
    return [(start, min(start + step, many)) for start in range(0, many if wide else 0, step)]


def _most(values: Counting) -> int:
    return int(values.max(initial=0, where=values != absent(values.dtype)))


def _total(grid: Grid, outcome: str) -> int | None:
    if outcome not in grid.outcomes:
        return None
    values = grid.outcomes[outcome]
    return int(values.sum(where=grid.present & (values != absent(values.dtype)), dtype=np.int64))
