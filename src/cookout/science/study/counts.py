"""The whole numbers that are exactly sufficient for averages, correlations and the line, however long the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LCM = 27720
"""Divisible by 1 to 12: a mean over that many months is a whole number of its parts, so sums of means stay exact."""

FEWEST_MONTHS = 6
"""A yearly average needs so many months of the twelve."""

MONTHS = ("n0", "n1", "n2", "n3", "y0", "y1", "y2", "y3", "n", "x", "y", "xx", "xy", "yy")
"""Sums of one cluster over its member-months: months and outcome in each band, then months, 1-2-1s, outcome, products
of 1-2-1s with themselves, of 1-2-1s with the outcome, of the outcome with itself: the last for the interval of r."""

YEARS = ("few", "some", "many", "few_y", "some_y", "many_y", "n", "x", "y", "xx", "xy", "yy")
"""Sums of one cluster over its member-years: how many with a mean of <= 1, between, >= 3 1-2-1s a month, and the means
of their outcome; then number, means of 1-2-1s and of the outcome, and their products.
Means are counted in parts of 1/LCM, products in parts of 1/LCM²."""


@dataclass(frozen=True, slots=True)
class Products:
    """For each pair of sums, the sum over clusters of their product: all that a clustered variance needs.

    `sums` are the totals themselves; `groups` the number of clusters; `cross[i][j]` = sum over clusters of i times j.
    """

    names: tuple[str, ...]
    groups: int
    sums: tuple[int, ...]
    cross: tuple[tuple[int, ...], ...]

    def total(self, name: str) -> int:
        """One of the sums."""
        return self.sums[self.names.index(name)]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one outcome. Member-months whose outcome is missing are left out."""

    outcome: str
    joint: Mapping[tuple[int, int], int]
    """How many member-months had so many 1-2-1s and so much of the outcome."""
    months: Mapping[str, Products]
    """`MONTHS`, clustered by `member` and, where told, by `chapter`."""
    years: Mapping[str, Products] = field(default_factory=dict)
    """`YEARS`, likewise. A year is twelve months counted back from the last of the table."""
