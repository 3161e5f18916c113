"""Rates and shares of small numbers, with intervals that are exact or known to be right for five cases."""

import math
from dataclasses import dataclass

from scipy.special import gammaincinv, ndtri

from cookout.science.errors import ScienceError
from cookout.science.record import Share, share

__all__ = ["Rate", "Share", "rate", "rate_ratio", "share"]


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in a month, or so many times as many, and between which ends the truth lies."""

    value: float
    low: float
    high: float


def rate(k: float, months: float, *, level: float = 0.95) -> Rate:
    """How many referrals a month are `k` in so many months? With the exact interval of Poisson counts.

    [χ²(α/2; 2k)/2T, χ²(1-α/2; 2k+2)/2T]: the rates under which so few, or so many, would not be surprising. It is
    never narrower than it says. None in T months is between 0 and 3.69/T. `k` need not be whole: a count divided by
    its overdispersion may be put in. Source: Garwood, Biometrika 1936; SCIENCE 2.3.
    Raises ScienceError where k is negative or there was no time.

    >>> rate(3, 12)  # doctest: +ELLIPSIS
    Rate(value=0.25, low=0.0515..., high=0.7306...)
    """
    if not (k >= 0 and months > 0):
        raise ScienceError(f"{k:g} referrals in {months:g} months are no rate: count from 0 on, in more than no time.")
    tail = (1 - level) / 2
    low = float(gammaincinv(k, tail)) / months if k else 0.0
    return Rate(k / months, low, float(gammaincinv(k + 1, 1 - tail)) / months)


def rate_ratio(
    a: float, months_a: float, b: float, months_b: float, *, phi: float = 1.0, level: float = 0.95
) -> Rate:  # fmt: skip
    """How many times the rate of `b` in its months is that of `a` in its own?

    exp(ln RR ± z sqrt(φ(1/a + 1/b))): `phi` is by how much the counts vary more than Poisson's do, 1 or more; what
    varies less is taken as 1. Source: SCIENCE 2.3. Raises ScienceError where either is 0: nothing is so many times
    nothing.

    >>> rate_ratio(30, 20, 10, 20)  # doctest: +ELLIPSIS
    Rate(value=3.0, low=1.46..., high=6.13...)
    """
    if min(a, b, months_a, months_b) <= 0:
        raise ScienceError("Two rates can be compared once both have a referral and some months.")
    value = (a / months_a) / (b / months_b)
    reach = float(ndtri((1 + level) / 2)) * math.sqrt(max(phi, 1.0) * (1 / a + 1 / b))
    return Rate(value, value * math.exp(-reach), value * math.exp(reach))
