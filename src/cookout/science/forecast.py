"""How many of what is planned will take place, judged by how it went before.

Question: of `planned` meetings ahead, how many take place, when of `known` earlier ones `took_place` did?
Units: meetings. Formula: with a uniform prior for the chance that one takes place, the number k of the planned ones is
beta-binomial: P(k) = C(n, k) B(k + a, n - k + b) / B(a, b), where a = took_place + 1 and b = known - took_place + 1.
The range leaves out at most a tenth on either side.
Source: Gelman and others, Bayesian Data Analysis, 3rd edition, 2.4.
"""

import math
from dataclasses import dataclass

FEWEST_KNOWN = 5
"""Fewer earlier ones say nothing about the next."""

TAIL = 0.1


@dataclass(frozen=True, slots=True)
class Forecast:
    """Between how many of the planned ones take place, four times out of five; and from how many that is known."""

    low: int
    high: int
    took_place: int
    known: int


def forecast(planned: int, *, took_place: int, known: int) -> Forecast | None:
    """The range; None where nothing is planned or too little is known.

    >>> forecast(2, took_place=10, known=12)
    Forecast(low=1, high=2, took_place=10, known=12)
    >>> forecast(2, took_place=3, known=3) is None
    True
    """
    if planned < 1 or known < FEWEST_KNOWN or not 0 <= took_place <= known:
        return None
    below, low, high = 0.0, None, planned
    for many, chance in enumerate(chances(planned, took_place=took_place, known=known)):
        below += chance
        if low is None and below > TAIL:
            low = many
        if below >= 1 - TAIL:
            high = many
            break
    return Forecast(low or 0, high, took_place, known)


def chances(planned: int, *, took_place: int, known: int) -> list[float]:
    """The chance that none, one, … all of the planned ones take place.

    >>> [round(chance, 3) for chance in chances(1, took_place=1, known=2)]
    [0.5, 0.5]
    """
    a, b = took_place + 1, known - took_place + 1
    return [
        math.comb(planned, many) * math.exp(_log_beta(many + a, planned - many + b) - _log_beta(a, b))
        for many in range(planned + 1)
    ]


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
