"""Would a bad rating have been seen coming? Scores of ratees, judged by the next rating, strictly forward in time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cookout.science.backtest.learned import Table, curve_forward, line_forward
from cookout.science.backtest.measures import auc
from cookout.science.errors import ScienceError
from cookout.science.past import groups, numbers, past_sums, same_length
from cookout.science.reputation import HALF_LIFE, USUAL, Foretold, foretold, signs
from cookout.science.touches import Floats, Ints

BURN_IN = 0.25
"""The share of the ratings, the earliest, that is only learned from."""

FEWEST = 20
"""So many good and so many bad ratings must be left to judge by."""


@dataclass(frozen=True, slots=True)
class Told:
    """How one score did: AUC of a bad next rating, and mean absolute error on the scale of the ratings."""

    score: str
    auc: float
    error: float


@dataclass(frozen=True, slots=True)
class OfReputation:
    """A back-test of reputation: how each score did, and on how much."""

    told: tuple[Told, ...]
    ratings: int
    people: int
    days: float
    judged: int
    bad: float


def back_test(
    rater: Sequence[int] | Ints,
    ratee: Sequence[int] | Ints,
    rating: Floats,
    seconds: Floats,
    *,
    half_life: float | None = None,
    learned: bool = False,
    burn_in: float = BURN_IN,
) -> OfReputation:
    """How well do simple scores tell the next rating of somebody who was rated before?

    Ratings are signed; below zero is bad. Judged are those after the first `burn_in` of all, of ratees with an earlier
    rating. AUC: of “below zero”. Error: after a least-squares line from score to rating, fitted on the past every 400
    ratings; in the unit of the ratings. Scores: `last`, the rating before; `rater`, the habit of who rates; `beta`, the
    Beta of SCIENCE 5.2 with base rate .9 and `half_life` days (none: nothing fades); `corrected`, the product's
    standing with the network's own base rate, 18 months and harsh and kind raters corrected; `default`, the same with
    the habit of who rates next, as the product expects it; and `learned`, a logistic and a linear mix of what is known
    before, fitted on the past. Raises ScienceError where too little is left to judge. Cost: seconds for 35,000 ratings.
    """
    by, of, size, when = groups("rater", rater), groups("ratee", ratee), numbers("rating", rating), _days(seconds)
    same_length(by, of, size, when)
    if not 0 < burn_in < 1:
        raise ScienceError(f"The burn-in is {burn_in:g}; it must be a share between 0 and 1.")
    order = np.argsort(when, kind="stable")
    by, of, size, when = by[order], of[order], size[order], when[order]
    begin = int(burn_in * len(of))
    rated = past_sums(of, when, np.ones(len(of)))
    judged = (np.arange(len(of)) >= begin) & (rated >= 1)
    bad = (size < 0).astype(np.float64)
    if min(bad[judged].sum(), (1 - bad[judged]).sum()) < FEWEST:
        raise ScienceError(
            f"After the burn-in there are {int(judged.sum()):,} ratings of people rated before,"
            f" {int(bad[judged].sum()):,} of them below zero."
            f" At least {FEWEST} below and {FEWEST} others are needed to judge by."
        )
    product = foretold(of, by, signs(size), when, half_life=HALF_LIFE)
    scores = _scores(by, of, size, when, product, half_life)
    found = [
        Told(
            name,
            auc(bad[judged], -score[judged]),
            _error(line_forward(score[:, None], size, when, begin), size, judged),
        )
        for name, score in scores.items()
    ]
    if learned:
        known = _known(by, of, size, when, product)
        chance, line = curve_forward(known, bad, when, begin), line_forward(known, size, when, begin)
        found.append(Told("learned", auc(bad[judged], chance[judged]), _error(line, size, judged)))
    people = len(np.union1d(by, of))
    return OfReputation(tuple(found), len(of), people, float(when[-1]), int(judged.sum()), float(bad[judged].mean()))


def _days(seconds: Floats) -> Floats:
    when = numbers("seconds", seconds)
    return np.asarray((when - when.min(initial=np.inf)) / 86_400.0, dtype=np.float64) if len(when) else when


def _scores(by: Ints, of: Ints, size: Floats, when: Floats, product: Foretold, half_life: float | None
            ) -> dict[str, Floats]:  # fmt: skip
    beta = _beta(by, of, size, when, np.inf if half_life is None else half_life)
    return {
        "last": _last(of, when, size),
        "rater": product.habit,
        "beta": beta,
        "corrected": product.mean,
        "default": product.expected,
    }


def _beta(by: Ints, of: Ints, size: Floats, when: Floats, half_life: float) -> Floats:
    return foretold(of, by, signs(size), when, half_life=half_life, by_habit=False, base=USUAL).mean


def _last(group: Ints, when: Floats, value: Floats) -> Floats:
    """The latest value of an earlier moment in each row's group; what is usual where there is none."""
    order = np.lexsort((when, group))
    g, t, v = group[order], when[order], value[order]
    place = np.arange(len(g))
    new = np.ones(len(g), dtype=np.bool_)
    new[1:] = (g[1:] != g[:-1]) | (t[1:] != t[:-1])
    before = np.maximum.accumulate(np.where(new, place, 0)) - 1
    there = (before >= 0) & (g[before] == g)
    everyone = np.zeros(len(g), dtype=np.int64)
    usual = past_sums(everyone, t, v) / np.maximum(past_sums(everyone, t, np.ones(len(g))), 1.0)
    answer = np.empty(len(g))
    answer[order] = np.where(there, v[before], usual)
    return answer


def _known(by: Ints, of: Ints, size: Floats, when: Floats, product: Foretold) -> Table:
    """What the mix is made of, each column by earlier ratings alone."""
    one, good = np.ones(len(of)), signs(size)
    everyone = np.zeros(len(of), dtype=np.int64)
    usual = past_sums(everyone, when, size) / np.maximum(past_sums(everyone, when, one), 1.0)
    given, got = past_sums(by, when, one), past_sums(of, when, one)
    rater = (past_sums(by, when, size) + usual) / (given + 1)
    ratee = (past_sums(of, when, size) + usual) / (got + 1)
    harsh = np.log((past_sums(by, when, 1 - good) + 0.2) / (past_sums(by, when, good) + 1.8))
    down = np.log((past_sums(of, when, 1 - good) + 0.2) / (past_sums(of, when, good) + 1.8))
    faded = [past_sums(of, when, 1 - good, half_life=h) for h in (30.0, 90.0)]
    fading = [_beta(by, of, size, when, h) for h in (30.0, 90.0, 365.0)]
    width = int(max(by.max(), of.max())) + 1
    back = _back(by, of, when, size, width)
    return np.column_stack((
        rater, ratee, harsh, down, product.habit, product.mean, *fading, *[np.log1p(x) for x in faded], usual,
        np.log1p(given), np.log1p(got), _last(of, when, size), _last(by, when, size),
        np.log1p(_since(of, when)), back, back != 0, np.log1p(past_sums(of, when, one, half_life=7.0)),
    ))  # fmt: skip


def _back(by: Ints, of: Ints, when: Floats, size: Floats, width: int) -> Floats:
    """What the ratee last said before of who rates now; 0 where nothing."""
    # Both directions in one column: a row of value for who wrote it, and a question from the other side.
    pair = np.concatenate((by * width + of, of * width + by))
    is_said = np.concatenate((np.ones(len(by)), np.zeros(len(by))))
    value, time = np.concatenate((size, np.zeros(len(by)))), np.concatenate((when, when))
    # A question must not hide what was said before it, so it carries nothing: the sum of the said ones, by their count.
    total, count = past_sums(pair, time, value), past_sums(pair, time, is_said)
    return np.asarray((total / np.maximum(count, 1.0))[len(by) :], dtype=np.float64)


def _since(group: Ints, when: Floats) -> Floats:
    """Days since the group's first row."""
    first = np.full(int(group.max()) + 1, np.inf)
    np.minimum.at(first, group, when)
    return np.asarray(when - first[group], dtype=np.float64)


def _error(expected: Floats, came: Floats, judged: NDArray[np.bool_]) -> float:
    return float(np.abs(expected - came)[judged].mean())
