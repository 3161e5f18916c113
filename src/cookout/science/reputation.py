"""How somebody stands after what others said of what came of it: a mean, how sure it is, and when nothing can be said.

A rating is `good` between 0 (bad) and 1 (good), about a ratee, by a rater, on a day (any unit of time, so long as
half-lives have the same). It is the sign that tells, the size is the rater's style (SCIENCE 5.2 c): see `signs`.

| question | function | unit |
|---|---|---|
| what is usual in this network? | `base_rate`, `base_rates_before` | 0–1 |
| is this rater harsh or kind? | `habits`, `corrected` | 0–1 |
| how does each stand today? | `standings` | 0–1, with an 80% interval |
| what did each rating do to it? | `effects` | difference of the mean |
| what would have been foretold of each next rating? | `foretold` | 0–1 |

Sources: Jøsang & Ismail 2002 (Beta reputation, subjective logic); SCIENCE 1.3, 5.2; PRODUCT 5.9.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cookout.science.errors import ScienceError
from cookout.science.intervals import shares_within
from cookout.science.past import groups, numbers, past_sums, same_length
from cookout.science.touches import Floats, Ints

HALF_LIFE = 548.0
"""Days after which a rating counts half: 18 months, for professionals (SCIENCE 5.2, caveats)."""

PRIOR_WEIGHT = 2.0
"""As how many ratings the base rate counts (W)."""

USUAL = 0.9
"""The base rate of a network of which nothing is known yet: the share of good ratings on Bitcoin-OTC (SCIENCE 1.3)."""

USUAL_WEIGHT = 10.0
"""As how many well-known ratees that first guess counts; the network's own people soon outweigh it."""

HABIT_WEIGHT = 8.0
"""A rater is believed harsh or kind by half after so many ratings. On Bitcoin-OTC any value from 4 to 32 foretells
the next rating within .006 of AUC."""

KNOWN_FROM = 3.0
"""Below so much faded evidence the answer is "not yet known": what was assumed (2) would weigh almost as much."""

FEWEST_RATERS = 2
"""One person's word, however often said, is one person's view."""


@dataclass(frozen=True, slots=True)
class Standings:
    """How n ratees stand: faded evidence for and against, mean, 80% interval, uncertainty, and whether to say it.

    All are arrays of n. `uncertainty` is W/(for + against + W): 1 where there is nothing but the base rate.
    """

    good: Floats
    bad: Floats
    raters: Ints
    mean: Floats
    low: Floats
    high: Floats
    uncertainty: Floats
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Foretold:
    """What was known just before each of N ratings, from earlier ones alone. All are arrays of N.

    `mean`: how the ratee stood; `evidence`: on how much faded evidence; `habit`: the rater's; `base`: the network's;
    `expected`: the good to be expected of this rater about this ratee, mean + habit - base within 0..1.
    """

    mean: Floats
    evidence: Floats
    habit: Floats
    base: Floats
    expected: Floats


def signs(rating: ArrayLike) -> Floats:
    """Was each rating good? 1 above zero, 0 below, a half at zero: of signed ratings of any size.

    >>> signs([10, 1, 0, -3]).tolist()
    [1.0, 1.0, 0.5, 0.0]
    """
    return np.asarray((np.sign(numbers("rating", rating)) + 1.0) / 2.0, dtype=np.float64)


def base_rate(ratee: ArrayLike, good: ArrayLike) -> float:
    """How good is it usually, in this network? The mean over its people, shrunk towards `USUAL`.

    a = (sum of r_i/(n_i + W) + K·0.9) / (sum of n_i/(n_i + W) + K), r_i good ones of n_i ratings of ratee i, W = 2,
    K = 10. The weight n/(n + W) is that of a mean of n in a Beta-binomial model of concentration W, so a thousand
    ratings of one person count as one person. Nothing fades: what is usual changes slowly. Raises ScienceError for
    columns that do not fit together and a `good` outside 0..1.

    >>> round(base_rate([], []), 3), round(base_rate([0] * 1000, [0] * 1000), 3)
    (0.9, 0.818)
    """
    of, share = _rated(ratee, good)
    n = np.bincount(of)
    total, count = np.bincount(of, weights=share), n + PRIOR_WEIGHT
    return float(((total / count).sum() + USUAL_WEIGHT * USUAL) / ((n / count).sum() + USUAL_WEIGHT))


def base_rates_before(ratee: ArrayLike, good: ArrayLike, day: ArrayLike) -> Floats:
    """What was usual in the network just before each of N ratings? `base_rate` of the earlier ones; an array of N.

    Raises ScienceError as `base_rate` does. Cost: two sorts.

    >>> base_rates_before([0, 1, 1], [0, 1, 1], [5, 9, 9]).round(3).tolist()
    [0.9, 0.871, 0.871]
    """
    of, share = _rated(ratee, good)
    when = numbers("day", day)
    same_length(of, when)
    order = np.argsort(when, kind="stable")
    place = np.arange(len(of))
    # One after the other even within one moment: each rating then adds what is its own, and the sums come out.
    n = past_sums(of[order], place, np.ones(len(of)))
    total = past_sums(of[order], place, share[order])
    more = (total + share[order]) / (n + 1 + PRIOR_WEIGHT) - total / (n + PRIOR_WEIGHT)
    weight = (n + 1) / (n + 1 + PRIOR_WEIGHT) - n / (n + PRIOR_WEIGHT)
    everyone = np.zeros(len(of), dtype=np.int64)
    above = past_sums(everyone, when[order], more) + USUAL_WEIGHT * USUAL
    answer = np.empty(len(of))
    answer[order] = above / (past_sums(everyone, when[order], weight) + USUAL_WEIGHT)
    return answer


def habits(rater: ArrayLike, ratee: ArrayLike, good: ArrayLike, day: ArrayLike, *, base: ArrayLike = USUAL) -> Floats:
    """How good does each of N ratings' rater usually find others? The shrunk mean of what he said before, of others.

    (sum of good + H·base) / (n + H) over the rater's earlier ratings of other ratees, H = 8. Who was let down ten times
    by one person is not harsh, so what he said of this ratee is left out; and what he says later changes nothing
    that stands. `base` is one number or N. Raises ScienceError as `base_rate` does.

    >>> habits([4, 4, 4], [0, 0, 1], [0, 0, 1], [1, 2, 3], base=0.9).round(2).tolist()
    [0.9, 0.9, 0.72]
    """
    by = groups("rater", rater)
    of, share = _rated(ratee, good)
    same_length(by, of)
    pair = by * (int(of.max(initial=0)) + 1) + of
    n = past_sums(by, day, np.ones(len(by))) - past_sums(pair, day, np.ones(len(by)))
    total = past_sums(by, day, share) - past_sums(pair, day, share)
    return np.asarray((total + HABIT_WEIGHT * _rate(base)) / (n + HABIT_WEIGHT), dtype=np.float64)


def corrected(good: ArrayLike, habit: ArrayLike, *, base: ArrayLike) -> Floats:
    """What does a rating say once its rater's habit is taken off? good - (habit - base), within 0..1.

    A harsh rater's middling word is praise, a kind one's is not.

    >>> corrected([0.5, 0.5, 1.0], [0.4, 0.9, 0.9], base=0.6).round(2).tolist()
    [0.7, 0.2, 0.7]
    """
    share = numbers("good", good, low=0.0, high=1.0)
    return np.clip(share - (numbers("habit", habit, low=0.0, high=1.0) - _rate(base)), 0.0, 1.0)


def standings(
    ratee: ArrayLike,
    rater: ArrayLike,
    good: ArrayLike,
    day: ArrayLike,
    *,
    n: int,
    today: float,
    base: float = USUAL,
    weight: ArrayLike | None = None,
    half_life: float = HALF_LIFE,
    loss: float = 1.0,
) -> Standings:
    """How does each of n ratees stand today?

    r = sum of w·good·d, s = loss · sum of w·(1 - good)·d over the ratings up to today, d = 2^(-(today - day)/h);
    mean (r + W a)/(r + s + W) with W = 2 and a = `base`; the interval holds 80% of Beta(r + W a, s + W(1 - a)).
    So everything fades towards the base rate, not towards zero. "Known" is who has faded evidence of at least
    `KNOWN_FROM` from at least `FEWEST_RATERS` people; a newcomer is not.

    Input: flat arrays of N ratings in any order, `ratee` 0 … n-1, `good` 0..1 (corrected or not), `weight` 0 and more
    (default 1). `loss` above 1 lets losses weigh more: only where the data show it (PRODUCT A1). Raises ScienceError
    for columns that do not fit together, a base rate not between 0 and 1, a half-life or `loss` that is not positive.
    Cost: linear in N, and an interval for each of the n (see `intervals`).

    >>> s = standings([0, 0, 0, 0], [7, 8, 7, 9], [1, 1, 0, 1], [0, 548, 548, 548], n=2, today=548, base=0.8)
    >>> s.good.tolist(), s.bad.tolist(), s.mean.round(3).tolist(), s.known.tolist()
    ([2.5, 0.0], [1.0, 0.0], [0.745, 0.8], [True, False])
    """
    of, by, share, d = _faded(ratee, rater, good, day, today, half_life, weight)
    a = _base(base)
    if len(of) and of.max() >= n:
        raise ScienceError(f"`ratee` holds {of.max()}, and there are {n}.")
    if not 0 < loss < np.inf:
        raise ScienceError(f"Losses cannot weigh {loss} times as much as gains.")
    r = np.bincount(of, weights=d * share, minlength=n).astype(np.float64)
    s = np.bincount(of, weights=d * (1.0 - share) * loss, minlength=n).astype(np.float64)
    counted = d > 0
    # Each rater once a ratee.
    raters = np.bincount(np.unique(np.column_stack((of, by))[counted], axis=0)[:, 0], minlength=n)
    for_, against = r + PRIOR_WEIGHT * a, s + PRIOR_WEIGHT * (1.0 - a)
    low, high = shares_within(for_, against)
    return Standings(
        good=r, bad=s, raters=raters, mean=for_ / (for_ + against), low=low, high=high,
        uncertainty=np.asarray(PRIOR_WEIGHT / (r + s + PRIOR_WEIGHT), dtype=np.float64),
        known=(r + s >= KNOWN_FROM) & (raters >= FEWEST_RATERS),
    )  # fmt: skip


def effects(
    ratee: ArrayLike,
    rater: ArrayLike,
    good: ArrayLike,
    day: ArrayLike,
    *,
    today: float,
    base: float = USUAL,
    weight: ArrayLike | None = None,
    half_life: float = HALF_LIFE,
    loss: float = 1.0,
) -> Floats:
    """What does each of N ratings do to its ratee's mean today? The mean less what it would be without the rating.

    Input and errors as in `standings`. They do not add up to the mean: each is the difference one alone makes.

    >>> effects([0, 0], [7, 8], [1, 0], [0, 0], today=0, base=0.8).round(3).tolist()
    [0.117, -0.217]
    """
    of, by, share, d = _faded(ratee, rater, good, day, today, half_life, weight)
    n = int(of.max(initial=-1)) + 1
    all_ = standings(of, by, share, day, n=n, today=today, base=base, weight=weight, half_life=half_life, loss=loss)
    r = all_.good[of] - d * share + PRIOR_WEIGHT * base
    s = all_.bad[of] - d * (1.0 - share) * loss + PRIOR_WEIGHT * (1.0 - base)
    return np.asarray(all_.mean[of] - r / (r + s), dtype=np.float64)


def foretold(
    ratee: ArrayLike,
    rater: ArrayLike,
    good: ArrayLike,
    day: ArrayLike,
    *,
    half_life: float = HALF_LIFE,
    by_habit: bool = True,
    base: ArrayLike | None = None,
) -> Foretold:
    """What would have been foretold of each of N ratings, from those of earlier days alone?

    The mean as in `standings`, with the base rate of its time (or `base`, one number or N). With `by_habit` the ratings
    are corrected for their raters first, and what is expected of a rater is what is known of the ratee plus his habit:
    the correction taken off the others is put on again for him. Without, mean and expected are the same.
    Raises ScienceError as `standings` does. Cost: some sorts, and as many steps as one ratee has ratings at most.

    >>> f = foretold([0, 0, 0], [7, 8, 9], [1, 1, 0], [0, 0, 548], by_habit=False, base=0.8)
    >>> f.mean.round(3).tolist(), f.evidence.tolist()
    ([0.8, 0.8, 0.867], [0.0, 0.0, 1.0])
    """
    of, share = _rated(ratee, good)
    a = base_rates_before(of, share, day) if base is None else np.broadcast_to(_rate(base), of.shape).astype(np.float64)
    habit = habits(rater, of, share, day, base=a)
    said = corrected(share, habit, base=a) if by_habit else share
    evidence = past_sums(of, day, np.ones(len(of)), half_life=half_life)
    mean = (past_sums(of, day, said, half_life=half_life) + PRIOR_WEIGHT * a) / (evidence + PRIOR_WEIGHT)
    expected = np.clip(mean + habit - a, 0.0, 1.0) if by_habit else mean
    return Foretold(mean=mean, evidence=evidence, habit=habit, base=a, expected=expected)


def _rated(ratee: ArrayLike, good: ArrayLike) -> tuple[Ints, Floats]:
    of, share = groups("ratee", ratee), numbers("good", good, low=0.0, high=1.0)
    same_length(of, share)
    return of, share


def _faded(
    ratee: ArrayLike,
    rater: ArrayLike,
    good: ArrayLike,
    day: ArrayLike,
    today: float,
    half_life: float,
    weight: ArrayLike | None,
) -> tuple[Ints, Ints, Floats, Floats]:
    """The columns checked, and what each rating still counts today; one of a later day counts nothing."""
    of, share = _rated(ratee, good)
    by, when = groups("rater", rater), numbers("day", day)
    heavy = np.ones(len(of)) if weight is None else numbers("weight", weight, low=0.0)
    same_length(of, by, when, heavy)
    if not half_life > 0:
        raise ScienceError(f"The half-life is {half_life}; it must be more than zero.")
    age = today - when
    return of, by, share, np.where(age < 0, 0.0, heavy * np.exp2(-np.maximum(age, 0.0) / half_life))


def _rate(base: ArrayLike) -> Floats:
    """A base rate, or one a rating: strictly between 0 and 1."""
    rate = np.asarray(base, dtype=np.float64)
    if not ((rate > 0) & (rate < 1)).all():
        raise ScienceError("A base rate must lie between 0 and 1, and be neither.")
    return rate


def _base(base: float) -> float:
    return float(_rate(base))
