"""Small tables of pairs for the tests: made up, with gaps, and small enough to be checked row by row."""

from dataclasses import fields, replace
from itertools import combinations

import numpy as np

from cookout.science.study.pairs import PairMonths

FIRST = 12 * 2024


def some_pairs(
    seed: int, *, members: int = 8, months: int = 8, missing: float = 0.15, lift: float = 0.5, chapters: int = 1
) -> PairMonths:
    """Directed pairs in chapters of so many members; some rows are missing, so pairs begin late and have gaps."""
    rng = np.random.default_rng(seed)
    rows = []
    for chapter in range(chapters):
        keen = rng.normal(0, 0.5, members)
        for one, other in combinations(range(members), 2):
            met = rng.random(months) < 0.2
            lately = [met[max(t - 2, 0) : t + 1].any() for t in range(months)]
            for i, j in ((one, other), (other, one)):
                passed = rng.poisson(0.5 * np.exp(keen[i] + keen[j]) * (1 + lift * np.array(lately)))
                rows += [
                    (chapter * members + i, chapter * members + j, FIRST + t, met[t], passed[t], chapter)
                    for t in range(months)
                    if rng.random() >= missing
                ]
    table = np.array(rng.permutation(rows), dtype=np.int64)
    giver, receiver, month, of_both, referrals, chapter = table.T
    return PairMonths(giver, receiver, month, of_both, referrals, chapter)


def with_hat(
    seed: int, *, members: int = 6, months: int = 5, chapters: int = 2, takes_up: float = 0.6, lift: float = 1.0
) -> PairMonths:
    """Chapters that draw a matching each month; the first `months` have all they need, two more follow."""
    rng = np.random.default_rng(seed)
    rows = []
    for chapter in range(chapters):
        met = {}
        for t in range(months + 2):
            order = rng.permutation(members)
            drawn = {frozenset(order[k : k + 2].tolist()) for k in range(0, members - 1, 2)}
            for pair in combinations(range(members), 2):
                chosen = frozenset(pair) in drawn
                met[pair, t] = int(rng.random() < (takes_up if chosen else 0.1))
                mean = 0.4 * (1 + lift * any(met.get((pair, t - back)) for back in range(3)))
                rows += [
                    (chapter * members + i, chapter * members + j, FIRST + t, met[pair, t], rng.poisson(mean), chapter,
                     chosen)
                    for i, j in (pair, pair[::-1])
                ]  # fmt: skip
    giver, receiver, month, of_both, referrals, chapter, suggested = np.array(rows, dtype=np.int64).T
    chance = np.full(giver.size, 1 / (members - 1 if members % 2 == 0 else members))
    return PairMonths(giver, receiver, month, of_both, referrals, chapter, suggested.astype(bool), chance)


def only(pairs: PairMonths, rows: np.ndarray) -> PairMonths:
    """The same with some rows, or with the rows in another order."""
    return replace(
        pairs,
        **{one.name: value[rows] for one in fields(pairs) if (value := getattr(pairs, one.name)) is not None},
    )


def all_matchings(places: tuple[int, ...]) -> list[tuple[tuple[int, int], ...]]:
    """Every way to pair all of an even number of places."""
    if not places:
        return [()]
    first, *rest = places
    return [
        ((first, other), *further)
        for other in rest
        for further in all_matchings(tuple(place for place in rest if place != other))
    ]
