"""How often the 95% intervals hold the truth: computed exactly for shares, simulated for waits with open cases."""

import math

import numpy as np
import pytest

from cookout.science import Wait, median_wait, share
from cookout.science.record import FEWEST

GRID = np.linspace(0.02, 0.98, 97)


def coverage(n: int) -> np.ndarray:
    """The exact chance that Wilson's interval of n holds p, for each p of the grid."""
    chances = np.array([[math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)] for p in GRID])
    holds = np.array([[share(k, n).low <= p <= share(k, n).high for k in range(n + 1)] for p in GRID])
    return np.asarray((chances * holds).sum(axis=1))


@pytest.mark.parametrize("n", [FEWEST, 10, 20, 50])
def test_a_share_is_covered_as_often_as_said(n: int) -> None:
    """On average 95% already at five; near 0 and 1 it dips, as Brown, Cai & DasGupta show, and never below 83%."""
    found = coverage(n)
    assert found.mean() > 0.945
    assert found.min() > 0.83


@pytest.mark.proof
@pytest.mark.parametrize("shared", [0.0, 0.5, 1.0])
def test_news_of_one_referral_that_stand_and_fall_together_are_covered(shared: float) -> None:
    """12 referrals of 1 to 8 news each; with the chance `shared` all news of one fare alike."""
    rng, held = np.random.default_rng(8), 0
    for _ in range(2000):
        sizes = rng.integers(1, 9, 12)
        alike = rng.random(12) < shared
        kept = sum(int(size) * int(rng.random() < 0.8) if same else int(rng.binomial(size, 0.8))
                   for size, same in zip(sizes, alike, strict=True))  # fmt: skip
        found = share(kept, int(sizes.sum()), independent=12)
        held += found.low <= 0.8 <= found.high
    assert held / 2000 > 0.9


@pytest.mark.proof
@pytest.mark.parametrize("n", [FEWEST, 10, 40])
@pytest.mark.parametrize("never", [0.0, 0.2])
def test_a_median_wait_is_covered_although_some_are_open_and_some_never_come(n: int, never: float) -> None:
    """Log-normal hours; each case began at a random time of the last 400 hours, so that many are still open."""
    rng, held, runs = np.random.default_rng(48), 0, 2000
    truth = _quantile(0.5 / (1 - never))
    for _ in range(runs):
        took = np.where(rng.random(n) < never, np.inf, rng.lognormal(3, 1.2, n))
        watched = rng.uniform(0, 400, n)
        waits = [Wait(float(t) if t <= w else None, float(w)) for t, w in zip(took, watched, strict=True)]
        found = median_wait(waits)
        low, high = found.low or math.inf, math.inf if found.high is None else found.high
        held += low <= truth <= high
    assert held / runs > 0.93


def _quantile(share_of_those_who_come: float) -> float:
    """Of the log-normal, by halving: numpy has no inverse of it."""
    low, high = -6.0, 6.0
    for _ in range(80):
        z = (low + high) / 2
        low, high = (z, high) if 0.5 * (1 + math.erf(z / math.sqrt(2))) < share_of_those_who_come else (low, z)
    return math.exp(3 + 1.2 * low)
