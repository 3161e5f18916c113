"""How closely do 1-2-1s and referrals go together: Pearson, Spearman, and the straight line; with honest intervals.

A correlation compares different members as much as different months. It is no effect, and is never told as one.
"""

import math
from collections.abc import Mapping
from fractions import Fraction

from cookout.science.study.counts import Counts, Products
from cookout.science.study.described.clusters import ONE, chance, chosen, is_enough, reach, root, silent, variance
from cookout.science.study.described.ranks import ranked
from cookout.science.study.results import Estimate, Line

Moments = tuple[Fraction, Fraction, Fraction, Fraction, Fraction]
"""Means of 1-2-1s and of the outcome, their variances, their covariance."""


def pearson(counts: Counts) -> Estimate:
    """Do months with more 1-2-1s have more referrals, along a straight line? `pearson.<outcome>`, from -1 to 1.

    r = Sxy/sqrt(Sxx·Syy). One member-month moves it by zx·zy - r/2 (zx² + zy²), z standardised; these are summed
    within clusters and squared (delta method), and the interval is laid on atanh r, so that it stays within -1 and 1.
    `constant` where 1-2-1s or referrals are all the same, `too_few` below 5 members or 20 member-months.
    """
    return _pearson(f"pearson.{counts.outcome}", counts.months, "member-months")


def members_pearson(counts: Counts) -> Estimate:
    """Do members who average more 1-2-1s average more referrals? `members_pearson.<outcome>`, of yearly averages."""
    return _pearson(f"members_pearson.{counts.outcome}", counts.years, "member-years")


def slope(counts: Counts) -> Estimate:
    """With how many more referrals does one more 1-2-1 in a month go together? `slope.<outcome>`, referrals a month.

    Ordinary least squares over all member-months, sandwich variance over clusters times G/(G-1). Silent as `pearson`.
    """
    key, n = f"slope.{counts.outcome}", _many(counts.months)
    if not is_enough(counts.months, "n"):
        return silent(key, "a month", "too_few", n)
    fitted = line(counts)
    if fitted is None:
        return silent(key, "a month", "constant", n)
    clusters, products = chosen(counts.months)
    error = fitted.covariance[1][1] ** 0.5
    half = fitted.quantile * error
    return Estimate(
        key, "a month", fitted.slope, fitted.slope - half, fitted.slope + half, n, "member-months", clusters,
        products.groups, chance(fitted.slope, error, products.groups),
        more={"se": error, "intercept": fitted.intercept},
    )  # fmt: skip


def line(counts: Counts) -> Line | None:
    """The straight line through all member-months, with the covariance of its ends; None where there is none."""
    if not is_enough(counts.months, "n"):
        return None
    _clusters, products = chosen(counts.months)
    mean_x, mean_y, xx, yy, xy = _moments(products)
    if not (xx and yy):
        return None
    b = xy / xx
    a = mean_y - b * mean_x
    n = products.total("n")
    # The sum over a cluster of (x - mean)(y - a - bx), and of y - a - bx: what it adds to the slope and to the level.
    raw = {"xy": ONE, "xx": -b, "x": b * mean_x - a, "y": -mean_x, "n": a * mean_x}
    to_slope = _sum((raw, 1 / (n * xx)))
    to_first = _sum(({"y": ONE, "n": -a, "x": -b}, Fraction(1, n)), (to_slope, -mean_x))
    first, second = variance(products, to_first), variance(products, to_slope)
    both = (variance(products, _sum((to_first, ONE), (to_slope, ONE))) - first - second) / 2
    covariance = ((float(first), float(both)), (float(both), float(second)))
    return Line(counts.outcome, float(a), float(b), covariance, reach(products.groups))


def spearman(counts: Counts) -> Estimate:
    """Put in order by 1-2-1s, are months also in order of referrals? `spearman.<outcome>`, from -1 to 1.

    The value is exact, ties share the middle rank. Its error for unrelated months follows from the joint table too
    (`ranks`); that months hang together widens it by the square root of the design effect, which is the clustered
    variance of Pearson's r over its unclustered one.
    Ranks are a rising function of the counts, so months of one member resemble each other in either about as much;
    in simulated regions the result is within 10% of a bootstrap over members. A design effect below 1 counts as 1.
    `more` tells the design effect. Silent as `pearson`.
    """
    key, n = f"spearman.{counts.outcome}", _many(counts.months)
    if not is_enough(counts.months, "n"):
        return silent(key, "correlation", "too_few", n)
    clusters, products = chosen(counts.months)
    moments = _moments(products)
    found = ranked(counts.joint)
    if found is None or not (moments[2] and moments[3]):
        return silent(key, "correlation", "constant", n)
    effect = max(_design_effect(counts, products, moments), 1.0)
    error = (found.variance * effect) ** 0.5
    return _within(key, found.value, error, n, "member-months", (clusters, products.groups), {"design_effect": effect})


def _pearson(key: str, told: Mapping[str, Products], of: str) -> Estimate:
    n = _many(told)
    if not is_enough(told, "n", of):
        return silent(key, "correlation", "too_few", n, of)
    clusters, products = chosen(told)
    moments = _moments(products)
    _x, _y, xx, yy, xy = moments
    if not (xx and yy):
        return silent(key, "correlation", "constant", n, of)
    error = root(variance(products, _pull(moments)) / (xx * yy * n * n))
    return _within(key, float(xy) / root(xx * yy), error, n, of, (clusters, products.groups), {})


def _within(
    key: str, r: float, error: float, n: int, of: str, by: tuple[str, int], more: Mapping[str, float]
) -> Estimate:  # fmt: skip
    """A correlation with its interval on the scale of atanh; one of exactly 1 or -1 has none."""
    clusters, groups = by
    if abs(r) > 1 - 1e-12:
        return Estimate(
            key, "correlation", math.copysign(1.0, r), n=n, of=of, clusters=clusters, groups=groups, more=more
        )
    middle, wide = math.atanh(r), error / (1 - r * r)
    half = reach(groups) * wide
    return Estimate(
        key, "correlation", r, math.tanh(middle - half), math.tanh(middle + half), n, of, clusters, groups,
        chance(middle, wide, groups), more={"se": error, **more},
    )  # fmt: skip


def _moments(products: Products) -> Moments:
    n = products.total("n")
    x, y, xx, yy, xy = (Fraction(products.total(name), n) for name in ("x", "y", "xx", "yy", "xy"))
    return x, y, xx - x * x, yy - y * y, xy - x * y


def _pull(moments: Moments) -> dict[str, Fraction]:
    """How sums move r, times n·sqrt(var x · var y): dx·dy - (cov/2 var x)·dx² - (cov/2 var y)·dy², all in fractions."""
    x, y, xx, yy, xy = moments
    return _sum(
        ({"xy": ONE, "y": -x, "x": -y, "n": x * y}, ONE),
        ({"xx": ONE, "x": -2 * x, "n": x * x}, -xy / (2 * xx)),
        ({"yy": ONE, "y": -2 * y, "n": y * y}, -xy / (2 * yy)),
    )


def _sum(*parts: tuple[Mapping[str, Fraction], Fraction]) -> dict[str, Fraction]:
    """Weights times a number each, added up."""
    found: dict[str, Fraction] = {}
    for weights, factor in parts:
        for name, weight in weights.items():
            found[name] = found.get(name, Fraction(0)) + factor * weight
    return found


def _design_effect(counts: Counts, products: Products, moments: Moments) -> float:
    """By how much months that hang together make r less sure than as many unrelated ones."""
    x, y, xx, yy, xy = (float(one) for one in moments)
    apart = sum(
        many * ((a - x) * (b - y) - xy / 2 * ((a - x) ** 2 / xx + (b - y) ** 2 / yy)) ** 2
        for (a, b), many in counts.joint.items()
    )
    return float(variance(products, _pull(moments))) / apart if apart else 1.0


def _many(told: Mapping[str, Products]) -> int:
    return told["member"].total("n") if "member" in told else 0
