"""Candidates made for tests: three kinds of groups, and small ones of every shape; by a seed, always the same."""

import numpy as np
from numpy.typing import NDArray

from cookout.science.pairing.instance import MOST_GAIN, Candidates


def all_pairs(gains: NDArray[np.int64]) -> Candidates:
    """Everybody may meet everybody, except where the gain is not above zero."""
    first, second = np.triu_indices(gains.shape[0], 1)
    gain = gains[first, second].astype(np.int64)
    kept = gain > 0
    return Candidates(gains.shape[0], first[kept], second[kept], gain[kept])


def uniform(members: int, seed: int, most: int = 100_000) -> Candidates:
    """Every pair gains something at random."""
    return all_pairs(np.random.default_rng(seed).integers(1, most + 1, (members, members)))


def clustered(members: int, seed: int) -> Candidates:
    """Members are points around a few centres; the nearer two are, the more they gain."""
    draw = np.random.default_rng(seed)
    centres = draw.random((max(members // 40, 3), 2))
    points = centres[draw.integers(0, len(centres), members)] + draw.normal(0, 0.04, (members, 2))
    apart = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    return all_pairs((100_000 * np.maximum(2 - apart, 0.001)).astype(np.int64))


def propensity(members: int, seed: int) -> Candidates:
    """Some members are keener than others, some classifications complete each other, and there is chance."""
    draw = np.random.default_rng(seed)
    keen = draw.gamma(2.0, 1.0, members)
    complete = draw.random((20, 20))
    kind = draw.integers(0, 20, members)
    both = (complete + complete.T)[kind][:, kind]
    chance = draw.random((members, members))
    return all_pairs((1000 * (keen[:, None] + keen[None, :]) * (1 + both) + 8000 * chance).astype(np.int64) + 1)


def sparse(members: int, each: int, seed: int, most: int = 20_000) -> Candidates:
    """About so many candidates each, six in ten of them within a region of 400."""
    draw = np.random.default_rng(seed)
    one = np.repeat(np.arange(members), max(each // 2, 1))
    near = np.minimum(one // 400 * 400 + draw.integers(0, 400, one.size), members - 1)
    other = np.where(draw.random(one.size) < 0.6, near, draw.integers(0, members, one.size))
    places = np.unique((np.minimum(one, other) * members + np.maximum(one, other))[one != other])
    return Candidates(members, places // members, places % members, draw.integers(1, most + 1, places.size))


def region(members: int, each: float, seed: int, most: int = 20_000) -> Candidates:
    """Exactly so many candidates each on average, six in ten of them within a region of 400; as many as a million."""
    draw = np.random.default_rng(seed)
    wanted = round(members * each / 2)
    one = draw.integers(0, members, wanted * 11 // 10 + 100)
    near = np.minimum(one // 400 * 400 + draw.integers(0, 400, one.size), members - 1)
    other = np.where(draw.random(one.size) < 0.6, near, draw.integers(0, members, one.size))
    places = np.unique((np.minimum(one, other) * members + np.maximum(one, other))[one != other])
    places = np.sort(draw.choice(places, wanted, replace=False))
    return Candidates(members, places // members, places % members, draw.integers(1, most + 1, wanted))


def scattered(members: int, share: float, most: int, seed: int) -> Candidates:
    """Each pair is a candidate with this probability; small `most` makes many ties and odd rings."""
    draw = np.random.default_rng(seed)
    gains = draw.integers(1, most + 1, (members, members)) * (draw.random((members, members)) < share)
    return all_pairs(gains)


HOSTILE = [
    "sum", "product", "higher of two", "difference", "newcomers first", "five values", "near the most", "large sums"
]  # fmt: skip


def hostile(kind: str, members: int) -> Candidates:
    """All with all, with gains that leave a choice everywhere, or nowhere, or differ in their last digit alone."""
    draw = np.random.default_rng(3)
    keen, chance = draw.integers(1, 1000, members), draw.random((members, members))
    one, other = keen[:, None], keen[None, :]
    made = {
        "sum": one + other,
        "product": one * other,
        "higher of two": np.maximum(one, other),
        "difference": abs(one - other) + 1,
        "newcomers first": 1000 * ((one < 200) * 1 + (other < 200)) + 1,
        "five values": 1 + (5 * chance).astype(np.int64),
        "near the most": MOST_GAIN - (3 * chance).astype(np.int64),
        "large sums": 2**28 * (one + other) + (2 * chance).astype(np.int64),
    }
    return all_pairs(made[kind])
