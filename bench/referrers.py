"""The insight of 10,000 referrers from their facts, beside the same formulas one referrer after the other.

The peer is plain Python with scipy's distributions of single numbers; both must come to the same answers.
"""

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from bench._pages import p95, row, times
from scipy import special

from cookout.science import referrers as science

MANY, FEW, BUDGET_MS, READS = 10_000, 1_000, 200.0, 15


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of so many referrers: five referrals, twenty months in touch and thirty touches each."""

    n: int
    gave: tuple[Any, Any]
    exposed: tuple[Any, Any, Any]
    fit: tuple[Any, Any, Any]
    came: tuple[Any, Any, Any, Any]
    care: tuple[Any, Any]
    days: tuple[Any, Any, Any]


def measure() -> list[dict[str, Any]]:
    """All four answers with their intervals and words."""
    many, few = made(MANY), made(FEW)
    ours, theirs = insight(few), by_hand(few)
    assert all(np.allclose(a, b, atol=2e-3) for a, b in zip(ours, theirs, strict=True))
    whole = times(lambda: insight(many), READS)
    small = statistics.median(times(lambda: insight(few), READS))
    peer = statistics.median(times(lambda: by_hand(few), 1))
    found = row(f"Insight of {MANY:,} referrers, p95", p95(whole), BUDGET_MS)
    alone = row(f"Insight of {FEW:,} referrers, median", small, None)
    return [found, {**alone, "peer": "plain Python, one by one", "ratio": round(peer / small, 1)}]


def insight(facts: Facts) -> tuple[Any, ...]:
    """Will refer, understands, trusts, has more: every number that a page would show."""
    n = facts.n
    rate = science.willing(*facts.gave, exposed=facts.exposed, n=n)
    fit = science.understands(*facts.fit, n=n)
    trust = science.trusts(*facts.came, n=n)
    care = science.faded(*facts.care, n=n)
    more = science.has_more(rate, alive=science.alive(*facts.days), care=care)
    shown = (*rate.interval(), *fit.interval(), *trust.interval(), more.low, more.high)
    return rate.rate, rate.sure, rate.soon(), fit.mean, fit.sure, trust.mean, more.expected, *shown[:2]


def made(n: int) -> Facts:
    """Somebody's network, drawn."""
    chance = np.random.default_rng(n)

    def some(each: int, span: float) -> tuple[Any, Any]:
        return chance.integers(0, n, n * each), chance.uniform(0, span, n * each)

    touched = chance.uniform(0, 900, n)
    return Facts(
        n, some(5, 48), (*some(20, 36), np.ones(n * 20)), (*some(4, 48), chance.integers(1, 6, n * 4)),
        (*some(4, 48), chance.random(n * 4) < 0.7, chance.integers(0, 3, n * 4)), some(6, 24),
        (chance.integers(0, 40, n), touched, touched + chance.uniform(0, 400, n)),
    )  # fmt: skip


def by_hand(facts: Facts) -> tuple[Any, ...]:
    """The same, written as one reads it in the paper."""
    gave, exposed, fits, came, care = (_each(rows) for rows in (facts.gave, facts.exposed, facts.fit, facts.came,
                                                                facts.care))  # fmt: skip
    answers = []
    for one in range(facts.n):
        a = 0.8 + sum(2 ** (-ago / 12) for (ago,) in gave[one])
        b = 6 + sum(2 ** (-ago / 12) * months for ago, months in exposed[one])
        alpha = 1.2 + sum(2 ** (-ago / 18) * (x - 1) / 4 for ago, x in fits[one])
        beta = 0.8 + sum(2 ** (-ago / 18) * (5 - x) / 4 for ago, x in fits[one])
        cared = min(sum(2 ** (-ago / 12) for (ago,) in care[one]), 3)
        expected = 6 * a / b * _alive(*(column[one] for column in facts.days)) * math.exp(0.3 * cared)
        answers.append(
            (a / b, special.gammaincc(a, b / 3), 1 - (b / (b + 3)) ** a, alpha / (alpha + beta),
             special.betainc(beta, alpha, 0.4), _trust(came[one]), expected,
             special.gammaincinv(a, 0.1) / b, special.gammaincinv(a, 0.9) / b)
        )  # fmt: skip
    return tuple(np.array(column) for column in zip(*answers, strict=True))


def _each(columns: tuple[Any, ...]) -> dict[int, list[tuple[Any, ...]]]:
    found = defaultdict(list)
    for who, *values in zip(*(column.tolist() for column in columns), strict=True):
        found[who].append(tuple(values))
    return found


def _alive(x: int, t: float, until: float) -> float:
    return 1 / (1 + 0.1 / (0.8 + x - 1) * ((9 + until) / (9 + t)) ** (0.5 + x)) if x else 1.0


def _trust(seen: list[tuple[Any, ...]]) -> float:
    """The mean over a grid of the logit scale."""
    above = below = 0.0
    for place in range(281):
        at = -14 + place / 10
        share = 1 / (1 + math.exp(-at))
        weight = share**1.2 * (1 - share) ** 0.8
        for ago, is_yes, step in seen:
            chance = 1 / (1 + math.exp(-at - (0.0, 0.5, 1.0)[step]))
            weight *= (chance if is_yes else 1 - chance) ** (2 ** (-ago / 24))
        above, below = above + share * weight, below + weight
    return above / below


if __name__ == "__main__":
    for measured in measure():
        print(measured)
