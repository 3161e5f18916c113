"""From packed years to counts: what adding rows up in SQL and in numpy have in common afterwards. Exact throughout."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.counts import FEWEST_MONTHS, LCM, MONTHS, YEARS, Counts, Products
from cookout.science.study.engines.packing import Ints, Packing

Sums = npt.NDArray[Any]
"""A row a cluster, a column a sum: int64, or Python's whole numbers where int64 does not reach."""

AT_ONCE = 1 << 20
EXACT = 53
"""Whole numbers up to 2 to this power are exact in float64, and so are sums that stay below it."""
LIMB = 20
"""Longer numbers are taken apart into pieces of so many bits."""


class Gathering:
    """Takes the packed years of runs of members, one run after the other, and keeps only what `Counts` needs.

    `homes` is the chapter of every member, 0 ... C-1, or None where not everybody's is told.
    """

    def __init__(self, packing: Packing, homes: Ints | None, most: int) -> None:
        largest = int(np.bincount(homes).max(initial=1)) if homes is not None else 1
        self._packing, self._homes = packing, homes
        self._members: dict[tuple[str, ...], Crossed] = {names: Crossed(len(names)) for names in (MONTHS, YEARS)}
        self._chapters: dict[tuple[str, ...], Sums] = {}
        self._largest, self._most = largest, most

    def add(self, first: int, words: list[Ints]) -> None:
        """The years of members from number `first` on: each word as members by years; 0 where there is no month."""
        sums = self._packing.unpack(words)
        wide = _reaching((self._most * LCM) ** 2 * sums["n"].shape[1] * self._largest)
        months = np.stack([_over_years(sums[name]) for name in MONTHS], axis=1)
        self._add(MONTHS, first, months)
        self._add(YEARS, first, year_sums(sums, wide))

    def counts(self, outcome: str, joint: Mapping[tuple[int, int], int]) -> Counts:
        """Everything together. Raises ScienceError where a member has two rows for one month."""
        months, years = self._by_cluster(MONTHS), self._by_cluster(YEARS)
        if months["member"].total("n") != sum(joint.values()):
            raise ScienceError("The table has two rows for one member and month. Add them up first, or leave one out.")
        return Counts(outcome=outcome, joint=dict(sorted(joint.items())), months=months, years=years)

    def _add(self, names: tuple[str, ...], first: int, sums: Sums) -> None:
        some = sums[:, names.index("n")] > 0
        self._members[names].add(sums[some])
        if self._homes is None:
            return
        if names not in self._chapters:
            self._chapters[names] = np.zeros((int(self._homes.max(initial=-1)) + 1, len(names)), dtype=sums.dtype)
        at = self._homes[first : first + len(sums)]
        for column in range(len(names)):
            np.add.at(self._chapters[names][:, column], at, np.ascontiguousarray(sums[:, column]))

    def _by_cluster(self, names: tuple[str, ...]) -> dict[str, Products]:
        found = {"member": self._members[names].products(names)}
        if self._homes is not None and self._homes.size:
            sums = self._chapters.get(names, np.zeros((0, len(names)), dtype=np.int64))
            crossed = Crossed(len(names))
            crossed.add(sums[sums[:, names.index("n")] > 0])
            found["chapter"] = crossed.products(names)
        return found


class Crossed:
    """Sums and products of clusters, added up exactly however many come."""

    def __init__(self, many: int) -> None:
        self._found: Sums = np.zeros((many + 1, many + 1), dtype=object)

    def add(self, sums: Sums) -> None:
        """More clusters."""
        ones = np.ones((len(sums), 1), dtype=sums.dtype)
        self._found = self._found + cross(np.concatenate([ones, sums], axis=1))

    def products(self, names: tuple[str, ...]) -> Products:
        """As the contract has it: the column of ones has given their number and their totals."""
        found = [[int(value) for value in row] for row in self._found]
        crossed = tuple(tuple(row[1:]) for row in found[1:])
        return Products(names=names, groups=found[0][0], sums=tuple(found[0][1:]), cross=crossed)


def cross(sums: Sums) -> Sums:
    """The columns times each other, exactly: by floating point only as far as that counts whole numbers exactly.

    >>> cross(np.array([[3, 1], [2**40, 5]])).tolist()
    [[1208925819614629174706185, 5497558138883], [5497558138883, 26]]
    """
    if sums.dtype == object:
        return np.asarray(sums.T.dot(sums), dtype=object)
    most = int(sums.max(initial=0))
    limbs = max(1, -(-most.bit_length() // LIMB))
    step = min(AT_ONCE, 1 << (EXACT - 2 * min(most.bit_length(), LIMB)))
    found: Sums = np.zeros((sums.shape[1], sums.shape[1]), dtype=object)
    for start in range(0, len(sums), step):
        part = sums[start : start + step]
        cut = [((part >> (LIMB * at)) & ((1 << LIMB) - 1)).astype(np.float64) for at in range(limbs)]
        for i, left in enumerate(cut):
            for j, right in enumerate(cut):
                found += (left.T @ right).astype(np.int64).astype(object) << (LIMB * (i + j))
    return found


def year_sums(sums: Mapping[str, Ints], kind: type = np.int64) -> Sums:
    """`YEARS` of each member, from sums of members by years: means in parts of 1/LCM.

    >>> year_sums({"n": np.array([[6, 5]]), "x": np.array([[9, 0]]), "y": np.array([[2, 0]])})[0].tolist()[:6]
    [0, 1, 0, 0, 9240, 0]
    """
    n, x, y = sums["n"], sums["x"], sums["y"]
    enough = n >= FEWEST_MONTHS
    few, many = enough & (x <= n), enough & (x >= 3 * n)
    part = np.where(enough, LCM // np.maximum(n, 1), 0)
    mx: Sums = (x * part).astype(kind)
    my: Sums = (y * part).astype(kind)
    which = (few, enough & ~few & ~many, many)
    columns = [*which, *(np.where(here, my, 0) for here in which), enough, mx, my, mx * mx, mx * my, my * my]
    return np.stack([_over_years(np.asarray(column, dtype=kind)) for column in columns], axis=1)


def _over_years(values: Sums) -> Sums:
    """Each member's total: year by year, which is several times quicker than numpy's sum over a short row."""
    return sum((values[:, year] for year in range(1, values.shape[1])), start=values[:, 0])


def _reaching(most: int) -> type:
    """int64 where no sum passes it, else Python's whole numbers: slow, but they have no end."""
    return np.int64 if most < 2**62 else object
