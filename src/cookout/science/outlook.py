"""How much usually goes together with a month like the one that is planned, judged by one's own months alone.

Question: with `planned` of something in a month (1-2-1s, say), between how many of another thing (referrals, say) does
that month see, when in each earlier month so many were `tried` and so many `happened`?
Units: all are counts a month; `tried` and `planned` may be fractions.
Errors: ScienceError where the two histories differ in length, or a number is negative or none.
Formula: happened[m] ~ Poisson(rate · tried[m]), rate ~ Gamma(1/2, 0), which says next to nothing beforehand (Jeffreys).
Afterwards rate ~ Gamma(Y + 1/2, X) with Y and X the sums, so the coming month is negative binomial with mean
m = planned · (Y + 1/2) / X and variance m + m² / (Y + 1/2). Months of people are more uneven than Poisson's: the
variance is multiplied by phi = M/(M-1) · sum (happened - r · tried)² / Y with r = Y/X, where that is above 1.
The range leaves out at most a tenth on either side. It says what went together, not what causes what.
Source: Gelman and others, Bayesian Data Analysis, 3rd edition, 2.6; phi: McCullagh and Nelder, Generalized Linear
Models, 2nd edition, 6.2.4, as a ratio of sums, so that a month in which nothing was tried may be among them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cookout.science.errors import ScienceError
from cookout.science.forecast import FEWEST_KNOWN, TAIL

FEWEST_MONTHS = 6
"""Fewer months say nothing about how uneven they are."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Between how many, four months out of five; from how many months, with what in them, that is known."""

    low: int
    high: int
    months: int
    happened: int
    tried: float
    beyond: bool
    """Whether more is planned than was tried in any of these months."""


def outlook(planned: float, *, happened: Sequence[int], tried: Sequence[float]) -> Outlook | None:
    """The range; None where nothing is planned or too little is known.

    >>> outlook(4, happened=[2, 1, 3, 2, 0, 2], tried=[4, 3, 5, 4, 2, 4])
    Outlook(low=0, high=4, months=6, happened=10, tried=22, beyond=False)
    >>> outlook(4, happened=[2, 1], tried=[4, 3]) is None
    True
    """
    _refuse(planned, happened, tried)
    total, many, months = sum(tried), sum(happened), len(tried)
    if not planned or months < FEWEST_MONTHS or total < FEWEST_KNOWN:
        return None
    mean = planned * (many + 0.5) / total
    variance = unevenness(happened, tried) * (mean + mean * mean / (many + 0.5))
    low, high = _range(mean, variance)
    return Outlook(low, high, months, many, total, planned > max(tried))


def unevenness(happened: Sequence[int], tried: Sequence[float]) -> float:
    """How many times as uneven as Poisson's these months are; never below 1 (phi above).

    >>> unevenness([2, 2, 2], [1, 1, 1]), unevenness([0, 6], [1, 1])
    (1.0, 6.0)
    """
    many, total, months = sum(happened), sum(tried), len(tried)
    if months < 2 or not many or not total:
        return 1.0
    apart = sum((seen - many / total * did) ** 2 for seen, did in zip(happened, tried, strict=True))
    return max(1.0, months / (months - 1) * apart / many)


def _range(mean: float, variance: float) -> tuple[int, int]:
    """The outer tenths of the negative binomial with this mean and variance, which is above the mean."""
    size = mean * mean / (variance - mean)
    stay, go = math.log(mean / variance), math.log1p(-mean / variance)
    below, many, low = 0.0, -1, None
    while below < 1 - TAIL:
        many += 1
        ways = math.lgamma(many + size) - math.lgamma(size) - math.lgamma(many + 1)
        below += math.exp(ways + size * stay + many * go)
        if low is None and below > TAIL:
            low = many
        if many > mean + 20 * math.sqrt(variance) + 20:  # a sum of floats may stop a hair below
            break
    return low or 0, many


def _refuse(planned: float, happened: Sequence[int], tried: Sequence[float]) -> None:
    if len(happened) != len(tried):
        raise ScienceError("For each month say both how much was tried and how much happened.")
    if not all(0 <= number < math.inf for number in (planned, *happened, *tried)):  # NaN is refused too
        raise ScienceError("Nothing can be planned, tried or seen less than no time, and each is a number.")
