"""What is usual in somebody's own network: the priors from which each referrer's answers start, by moments.

With fewer than five people in it, or nothing seen of them, the network says nothing and the given prior stands. Where
people differ no more than chance makes them differ, their mean counts with the strength of the given prior.
Source: SCIENCE 2.7 and 1.3 (the base rate matters more than anything clever).
"""

import numpy as np
from numpy.typing import ArrayLike

from cookout.science.errors import ScienceError
from cookout.science.touches import Floats

FEWEST_PEOPLE = 5

MONTHS_BETWEEN, STRENGTH_BETWEEN = (1.0, 36.0), (1.0, 20.0)
"""So much a prior weighs at least and at most: exposed months, and ratings or outcomes."""


def usual_rate(referrals: ArrayLike, months: ArrayLike, *, otherwise: tuple[float, float]) -> tuple[float, float]:
    """At which rate do people of this network refer? Gamma(a0, b0) with a0 = m²/(s² - m/T), b0 = a0/m.

    `referrals` and exposed `months` of each person, also of those who never referred: leaving them out would make
    everybody look keen. m is all referrals by all months, s² the variance of the rates and T the mean of the months,
    both weighted by months, so that one lucky month does not speak like three years. Raises ScienceError for
    negative numbers. Unit: months.

    >>> a, b = usual_rate([0, 0, 1, 2, 9, 0], [12, 12, 12, 12, 12, 12], otherwise=(0.8, 6.0))
    >>> round(a, 2), round(b, 2)
    (0.38, 2.31)
    >>> usual_rate([1, 3], [12, 12], otherwise=(0.8, 6.0))
    (0.8, 6.0)
    """
    many, time = _columns(referrals, months)
    many, time = many[time > 0], time[time > 0]
    if many.size < FEWEST_PEOPLE or not many.any():
        return otherwise
    mean = float(many.sum() / time.sum())
    beyond = _spread(many / time, mean, time) - mean / float(time.mean())
    b = float(np.clip(mean / beyond, *MONTHS_BETWEEN)) if beyond > 0 else otherwise[1]
    return mean * b, b


def usual_share(yes: ArrayLike, seen: ArrayLike, *, otherwise: tuple[float, float]) -> tuple[float, float]:
    """How large is the share usually? Beta(alpha0, beta0) by the moments of the beta-binomial.

    `yes` (may be fractions) of so many `seen` of each person. m is all yes by all seen; the variance of the shares is
    m(1-m)·(rho + (1-rho)/T), T the mean of `seen`, and alpha0 + beta0 = 1/rho - 1. The mean is drawn towards that of
    the given prior by its strength, so that five kind answers do not make a certainty. Raises ScienceError where yes
    is not within 0 … seen.

    >>> a, b = usual_share([4, 1, 3, 0, 5], [5, 5, 5, 5, 5], otherwise=(1.2, 0.8))
    >>> round(a, 2), round(b, 2)
    (0.53, 0.47)
    """
    many, of = _columns(yes, seen)
    if (many > of + 1e-9).any():
        raise ScienceError("More than all cannot be a yes.")
    many, of = many[of > 0], of[of > 0]
    if many.size < FEWEST_PEOPLE:
        return otherwise
    strength = sum(otherwise)
    mean = float((many.sum() + otherwise[0]) / (of.sum() + strength))
    each = float(of.mean())
    rho = (_spread(many / of, float(many.sum() / of.sum()), of) / (mean * (1 - mean)) - 1 / each) if each > 1 else 0.0
    if rho > 0:
        rho = min(rho / (1 - 1 / each), 0.99)
        strength = float(np.clip(1 / rho - 1, *STRENGTH_BETWEEN))
    return mean * strength, (1 - mean) * strength


def _spread(each: Floats, mean: float, weight: Floats) -> float:
    """The variance between people, weighted, unbiased where the weights are equal."""
    return float((weight * (each - mean) ** 2).sum() / weight.sum() * each.size / (each.size - 1))


def _columns(one: ArrayLike, other: ArrayLike) -> tuple[Floats, Floats]:
    first, second = (np.asarray(given, dtype=np.float64).reshape(-1) for given in (one, other))
    if first.size != second.size:
        raise ScienceError(f"{first.size} people and {second.size} do not go together.")
    if not (np.isfinite(first).all() and np.isfinite(second).all() and (first >= 0).all() and (second >= 0).all()):
        raise ScienceError("What is counted of a person is a number, and not below nothing.")
    return first, second
