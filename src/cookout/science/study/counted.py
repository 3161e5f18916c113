"""The counts of a table that is in memory already, without a database; the obvious twin of `counting`.

`counts_of(grid, outcome)` and `facts_of(grid)` give exactly what `counting.count` and `counting.facts` give of the
same rows on an engine.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.counts import FEWEST_MONTHS, LCM, MONTHS, YEARS, Counts, Products
from cookout.science.study.grid import Counting, Grid, absent
from cookout.science.study.results import EDGES, Facts

Sums = npt.NDArray[Any]
"""A row a cluster, a column a sum: int64, or Python's whole numbers where int64 does not reach."""

CELLS = 1 << 20
"""So many cells are looked at together: a few megabytes, which stay in the cache."""

EXACT = 53
"""Whole numbers up to 2 to this power are exact in float64, and so are sums that stay below it."""

LIMB = 20
"""Longer numbers are taken apart into pieces of so many bits."""


def counts_of(grid: Grid, outcome: str) -> Counts:
    """The whole numbers behind averages, correlations and the line. Cells without the outcome are left out.

    Raises ScienceError where the table does not tell this outcome.
    """
    if outcome not in grid.outcomes:
        raise ScienceError(f"The table does not tell how many referrals were {outcome}.")
    y = grid.outcomes[outcome]
    blocks = _blocks(grid)
    kind = _kind(grid, y)
    width = _most(y) + 1
    joint: Counter[int] = Counter()
    months: list[Sums] = []
    years: list[Sums] = []
    for start, stop in _rows_at_a_time(grid):
        xs, ys, told = _cells(grid.x[start:stop], y[start:stop])
        joint.update(_tally((xs * width + ys)[told]))
        months.append(_month_sums(xs, ys, told).astype(kind))
        years.append(_year_sums(xs, ys, told, blocks, kind))
    by_month, by_year = _together(months, MONTHS, kind), _together(years, YEARS, kind)
    return Counts(
        outcome=outcome,
        joint={(at // width, at % width): many for at, many in sorted(joint.items())},
        months=_by_cluster(MONTHS, by_month, grid.chapter),
        years=_by_cluster(YEARS, by_year, grid.chapter),
    )


def facts_of(grid: Grid) -> Facts:
    """What the table holds, and how many months are missing between a member's first and last."""
    here = grid.present
    rows = here.sum(axis=1)
    some = rows > 0
    homes = grid.chapter[some]
    held = here[some]
    first = held.argmax(axis=1) if held.size else np.zeros(0, dtype=np.int64)
    last = here.shape[1] - 1 - held[:, ::-1].argmax(axis=1) if held.size else first
    when = np.flatnonzero(here.any(axis=0))
    return Facts(
        rows=int(rows.sum()),
        members=int(some.sum()),
        chapters=int(np.unique(homes[homes >= 0]).size),
        first=int(grid.months[when[0]]) if when.size else 0,
        last=int(grid.months[when[-1]]) if when.size else 0,
        missing=int((last - first + 1 - rows[some]).sum()),
        one_to_ones=int(grid.x.sum(where=here, dtype=np.int64)),
        given=_total(grid, "given"),
        received=_total(grid, "received"),
    )


def products(names: tuple[str, ...], sums: Sums) -> Products:
    """Of the sums of each cluster, a row each: totals, and for each pair of sums the sum of products. Exact."""
    crossed = cross(sums)
    totals = tuple(int(total) for total in sums.sum(axis=0, dtype=object)) if len(sums) else (0,) * len(names)
    return Products(
        names=names,
        groups=len(sums),
        sums=totals,
        cross=tuple(tuple(int(value) for value in row) for row in crossed),
    )


def cross(sums: Sums) -> Sums:
    """The columns times each other, exactly: by floating point only as far as that counts whole numbers exactly.

    >>> cross(np.array([[3, 1], [2**40, 5]])).tolist()
    [[1208925819614629174706185, 5497558138883], [5497558138883, 26]]
    """
    most = int(np.abs(sums).max(initial=0))
    if sums.dtype == object:
        return np.asarray(sums.T.dot(sums), dtype=object)
    limbs = _limbs(sums, most)
    step = 1 << max(0, EXACT - 2 * min(most.bit_length(), LIMB))
    found = np.zeros((sums.shape[1], sums.shape[1]), dtype=object)
    for start in range(0, len(sums), min(step, CELLS)):
        cut = [limb[start : start + min(step, CELLS)].astype(np.float64) for limb in limbs]
        for i, left in enumerate(cut):
            for j, right in enumerate(cut):
                found += (left.T @ right).astype(np.int64).astype(object) << (LIMB * (i + j))
    return found


def _limbs(sums: Sums, most: int) -> list[npt.NDArray[np.int64]]:
    wide = np.asarray(sums, dtype=np.int64)
    many = max(1, -(-most.bit_length() // LIMB))
    return [wide >> (LIMB * at) & ((1 << LIMB) - 1) for at in range(many)]


def _tally(codes: npt.NDArray[np.int64]) -> Mapping[int, int]:
    """How often each number stands there: by counting up where they are small, else by sorting."""
    if codes.max(initial=0) > CELLS:
        return {int(code): int(many) for code, many in zip(*np.unique(codes, return_counts=True), strict=True)}
    found = np.bincount(codes)
    return {int(code): int(found[code]) for code in np.flatnonzero(found)}


def _by_cluster(names: tuple[str, ...], sums: Sums, chapter: npt.NDArray[np.int32]) -> Mapping[str, Products]:
    """By member, and by chapter where everybody's is told. Who has no row is no cluster."""
    counted = sums[:, names.index("n")] > 0
    found = {"member": products(names, sums[counted])}
    homes = chapter[counted]
    if homes.size and homes.min() >= 0:
        which, at = np.unique(homes, return_inverse=True)
        whole = np.zeros((which.size, len(names)), dtype=sums.dtype)
        np.add.at(whole, at, sums[counted])
        found["chapter"] = products(names, whole)
    return found


def _month_sums(xs: Sums, ys: Sums, told: npt.NDArray[np.bool_]) -> Sums:
    """`MONTHS` of each member."""
    band = np.searchsorted(EDGES, xs, side="right") - 1
    inside = [told & (band == at) for at in range(len(EDGES))]
    columns = [here.sum(axis=1) for here in inside]
    columns += [np.where(here, ys, 0).sum(axis=1) for here in inside]
    columns += [_over(told, values) for values in (np.ones_like(xs), xs, ys, xs * xs, xs * ys, ys * ys)]
    return np.stack(columns, axis=1)


def _year_sums(
    xs: Sums, ys: Sums, told: npt.NDArray[np.bool_], blocks: npt.NDArray[np.int64], kind: type
) -> Sums:  # fmt: skip
    """`YEARS` of each member: means in parts of 1/LCM."""
    found: Sums = np.zeros((len(xs), len(YEARS)), dtype=kind)
    for block in np.unique(blocks):
        here = blocks == block
        n = told[:, here].sum(axis=1)
        x, y = _over(told[:, here], xs[:, here]), _over(told[:, here], ys[:, here])
        enough = n >= FEWEST_MONTHS
        few, many = enough & (x <= n), enough & (x >= 3 * n)
        part = LCM // np.where(enough, n, 1)
        mx: Sums = np.where(enough, x * part, 0).astype(kind)
        my: Sums = np.where(enough, y * part, 0).astype(kind)
        some = enough & ~few & ~many
        parts: list[Sums] = [few, some, many, *(np.where(which, my, 0) for which in (few, some, many))]
        parts += [enough, mx, my, mx * mx, mx * my, my * my]
        found += np.stack([np.asarray(part, dtype=kind) for part in parts], axis=1)
    return found


def _over(told: npt.NDArray[np.bool_], values: Sums) -> Sums:
    return np.asarray(np.where(told, values, 0).sum(axis=1))


def _cells(x: Counting, y: Counting) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    told = np.asarray((x != absent(x.dtype)) & (y != absent(y.dtype)))
    return np.where(told, x, 0).astype(np.int64), np.where(told, y, 0).astype(np.int64), told


def _blocks(grid: Grid) -> npt.NDArray[np.int64]:
    """Which year each month belongs to, counted back from the last that has a row."""
    here = np.flatnonzero(grid.present.any(axis=0))
    last = int(grid.months[here[-1]]) if here.size else 0
    return (last - grid.months.astype(np.int64)) // 12


def _kind(grid: Grid, y: Counting) -> type:
    """int64 where no sum of products can pass it, else Python's whole numbers: slow, but they have no end."""
    most = (max(_most(grid.x), _most(y), 1) * LCM) ** 2 * max(grid.x.size, 1)
    return np.int64 if most < 2**62 else object


def _most(values: Counting) -> int:
    return int(values.max(initial=0, where=values != absent(values.dtype)))


def _total(grid: Grid, outcome: str) -> int | None:
    if outcome not in grid.outcomes:
        return None
    values = grid.outcomes[outcome]
    return int(values.sum(where=grid.present & (values != absent(values.dtype)), dtype=np.int64))


def _rows_at_a_time(grid: Grid) -> list[tuple[int, int]]:
    many, wide = grid.x.shape
    step = max(1, CELLS // max(1, wide))
    return [(start, min(start + step, many)) for start in range(0, many, step)]


def _together(parts: list[Sums], names: tuple[str, ...], kind: type) -> Sums:
    return np.concatenate(parts) if parts else np.zeros((0, len(names)), dtype=kind)
