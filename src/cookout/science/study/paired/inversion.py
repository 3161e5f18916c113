"""Which effects the redraws do not rule out: a permutation test turned into an interval, exactly and at once."""

import math

import numpy as np

from cookout.science.study.paired.lots import Numbers

SAME = 1e-10
"""Differences below this share of the largest are rounding: equal draws count as equal."""


def as_extreme(observed: float, redrawn: Numbers) -> float:
    """p = (1 + number of redraws at least as far from 0 as what was observed) / (redraws + 1).

    >>> as_extreme(2.0, np.array([1.0, -2.0, 0.0]))
    0.5
    """
    scale = max(abs(observed), float(np.abs(redrawn).max(initial=0.0)))
    return float((1 + np.count_nonzero(np.abs(redrawn) >= abs(observed) - SAME * scale)) / (redrawn.size + 1))


def not_ruled_out(y: float, d: float, ys: Numbers, ds: Numbers, *, level: float = 0.95) -> tuple[float, float]:
    """Lowest and highest b for which the test of "Y - b D has nothing to do with the draw" gives p > 1 - level.

    `y` and `d` are what was observed of outcome and treatment, `ys` and `ds` the same of each redraw. The statistic of
    Y - bD is y - bd, so a redraw counts against b where |ys - b ds| >= |y - b d|: between the roots of a quadratic,
    or outside of them. Counting these pieces over b gives the set exactly, without trying out any b (Anderson & Rubin
    1949; Imbens & Rosenbaum 2005). Infinite ends mean that no bound is known; where the treatment moves at all, y/d
    is always inside.
    """
    starts, ends = _pieces(y, d, ys, ds)
    needed = (1 - level) * (ys.size + 1) - 1
    points = np.concatenate([starts, ends])
    count = np.searchsorted(starts, points, side="right") - np.searchsorted(ends, points, side="left")
    inside = points[count > needed * (1 + 1e-12)]
    return (float(inside.min()), float(inside.max())) if inside.size else (math.nan, math.nan)


def _pieces(y: float, d: float, ys: Numbers, ds: Numbers) -> tuple[Numbers, Numbers]:
    """Sorted starts and ends of the pieces of the line on which each redraw is at least as far from 0 as observed.

    (ys - y - b (ds - d)) (ys + y - b (ds + d)) >= 0.
    """
    a, b = _whole(ys - y, y, ys), _whole(ds - d, d, ds)
    c, e = _whole(ys + y, y, ys), _whole(ds + d, d, ds)
    two = (b != 0) & (e != 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.minimum(a / b, c / e), np.maximum(a / b, c / e)
    between, outside = two & (b * e < 0), two & (b * e > 0)
    left, right, all_of_it = _straight(a, b, c, e)
    nothing, start, end = np.empty(0), np.full(ys.size, -np.inf), np.full(ys.size, np.inf)
    starts = (low[between], start[outside], high[outside], start[: left.size], right, start[all_of_it], nothing)
    ends = (high[between], low[outside], end[outside], left, end[: right.size], end[all_of_it], nothing)
    return np.sort(np.concatenate(starts)), np.sort(np.concatenate(ends))


def _straight(a: Numbers, b: Numbers, c: Numbers, e: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Where a factor does not depend on b: ends of pieces that reach to the left, starts of those to the right, and
    which redraws count everywhere."""
    constant = np.where(b == 0, a, c)
    other, slope = np.where(b == 0, c, a), np.where(b == 0, e, b)
    one = ((b == 0) != (e == 0)) & (constant != 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        root = other / slope
    everywhere = ((b == 0) | (e == 0)) & np.where((b == 0) & (e == 0), a * c >= 0, constant == 0)
    return root[one & (constant * slope > 0)], root[one & (constant * slope < 0)], everywhere


def _whole(difference: Numbers, one: float, others: Numbers) -> Numbers:
    """The difference, and 0 where it is only rounding."""
    scale = SAME * max(abs(one), float(np.abs(others).max(initial=0.0)))
    return np.where(np.abs(difference) > scale, difference, 0.0)
