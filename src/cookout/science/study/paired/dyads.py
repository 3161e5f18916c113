"""Do two people pass more in the months after they met? Each pair compared with itself, month by month."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from cookout.science.study.paired.windows import Rows, has_past, in_order, met_lately
from cookout.science.study.pairs import PairMonths, Whole
from cookout.science.study.results import Estimate, Words

Numbers = npt.NDArray[np.float64]

STEPS = 60
"""Newton steps before we say that there is no answer; 4 to 8 are usual."""

CLOSE = 1e-12
"""A further step would gain less than this share of the fit: it is found."""

LIMIT = 12.0
"""A log ratio beyond this (times 160,000) runs away: referrals fell on one side of the comparison only."""

PLAUSIBLE = 0.25
"""Of what the same pairs alone would give, the variance with shared people has this much at least; below, the products
of different pairs have cancelled by accident, as they do among few people, and the interval would boast."""

CHUNK = 100_000
"""Pairs whose products are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Within:
    """A Poisson regression on one number, with an effect of each pair and of each month."""

    coefficient: float
    information: float
    """Of the coefficient, everything else known: 1/information would be its variance were referrals Poisson."""
    meat: float
    """Sum over rows that share a person of the products of their scores."""
    pair_meat: float
    """The same over rows of the same unordered pair only."""
    rows: int
    pairs: int
    """Unordered pairs that tell something."""
    members: int

    @property
    def variance(self) -> float:
        """Meat between two slices of 1/information; may be zero or below where there are too few people."""
        return self.meat / self.information**2


class NoAnswer(Exception):
    """Why there is no coefficient: one of the silences of `Estimate`, and a sentence."""

    def __init__(self, silence: str, sentence: str) -> None:
        super().__init__(sentence)
        self.silence = silence
        self.sentence = sentence


def pair_effect(pairs: PairMonths) -> Estimate:
    """How many times the referrals of a pair in a month when the two met in it or in the two before (`pairs.met`).

    Model: referrals of giver i to receiver j in month t are Poisson(exp(pair effect ij + month effect t + b met)),
    where only the mean need be right. Each pair is its own comparison, so who is keen, and who likes whom, drops out;
    that a live referral brings two people together does not: then the number is biased, mostly downwards.
    Months without the pair's two months before are only past. Variance: rows that share a person may hang together,
    sum_i S_i² - sum_d S_d² over persons i and unordered pairs d (Fafchamps & Gubert 2007; Aronow, Samii & Assenova
    2015), quantile of Student's t with persons - 1 degrees of freedom. Among few people that sum may come out at zero,
    below it, or under a quarter of sum_d S_d²; then no interval is honest and nothing is told.
    Unit: times. Cost: a few passes over the rows, and pairs x months numbers for 100,000 pairs at a time.

    >>> one = np.array([1])
    >>> pair_effect(PairMonths(0 * one, one, one, one, one, 0 * one)).silence
    'no_pairs'
    """
    rows = in_order(pairs)
    known = has_past(rows)
    met = met_lately(rows)
    return estimate("pairs.met", rows.of(known), met[known].astype(np.float64))


def estimate(key: str, rows: Rows, regressor: Numbers) -> Estimate:
    """The ratio that goes with one more of the regressor, with its interval, or why there is none."""
    try:
        fit = within(rows, regressor)
    except NoAnswer as none:
        return Estimate(
            key=key, unit="times", n=int(rows.pair.size), of="pair-months", clusters="dyad", silence=none.silence,
            plain=Words(none.sentence),
        )  # fmt: skip
    return _spoken(key, fit)


def _spoken(key: str, fit: Within) -> Estimate:
    if fit.meat <= PLAUSIBLE * fit.pair_meat or fit.members < 3:
        return Estimate(
            key=key, unit="times", n=fit.rows, of="pair-months", clusters="dyad", groups=fit.pairs,
            silence="too_few_clusters",
            plain=Words("Too few people for an honest interval: each of them is in too many of the pairs."),
            more={"coefficient": fit.coefficient, "meat": fit.meat, "pair_meat": fit.pair_meat, "members": fit.members},
        )  # fmt: skip
    se = fit.variance**0.5
    free = fit.members - 1
    reach = float(stdtrit(free, 0.975)) * se
    with np.errstate(over="ignore"):  # an interval without an upper end is infinite, and says so
        value, low, high = (float(np.exp(fit.coefficient + side * reach)) for side in (0, -1, 1))
    return Estimate(
        key=key, unit="times", value=value, low=low, high=high, n=fit.rows, of="pair-months", clusters="dyad",
        groups=fit.pairs, p=float(2 * stdtr(free, -abs(fit.coefficient) / se)),
        more={"coefficient": fit.coefficient, "se": se, "members": fit.members, "degrees": free},
    )  # fmt: skip


def within(rows: Rows, regressor: Numbers) -> Within:
    """The regression itself. Pairs and months without a referral tell nothing and are left out; raises `NoAnswer`."""
    rows, x = _telling(rows, regressor)
    b, delta, mu = _newton(rows, x)
    second = _second(rows, x, mu)
    partial = np.linalg.lstsq(second[1:, 1:], second[1:, 0], rcond=1e-11)[0]
    information = float(second[0, 0] - second[0, 1:] @ partial)
    if not information > 1e-9 * max(float(np.sum(mu * x * x)), 1e-300):
        raise NoAnswer("no_variation", SAME)
    scores = _centred(rows, x - partial[rows.month], mu) * (rows.referrals - mu)
    by_pair = np.bincount(_unordered(rows.giver, rows.receiver), scores)
    return Within(
        coefficient=b, information=information, meat=float(meat(scores[:, None], rows.giver, rows.receiver)[0, 0]),
        pair_meat=float(by_pair @ by_pair), rows=int(x.size), pairs=int(by_pair.size),
        members=int(np.unique(np.concatenate([rows.giver, rows.receiver])).size),
    )  # fmt: skip


SAME = "No pair can be compared with itself: within each pair, whatever is asked about is the same in all its months."
ONE_SIDE = "All referrals fell on one side of the comparison, so that no ratio can be told yet."


def meat(scores: Numbers, one: Whole, other: Whole) -> Numbers:
    """The sum of the products of the scores of all rows that share at least one person.

    `scores`: rows by coefficients; `one` and `other`: the two persons of a row, 0 ... Over persons i the sum of
    S_i S_i' counts rows of the same pair twice, so over unordered pairs d the sum of S_d S_d' is taken off.

    >>> meat(np.array([[1.0], [2.0], [4.0]]), np.array([0, 1, 2]), np.array([1, 2, 3]))
    array([[41.]])
    """
    people = int(max(one.max(), other.max())) + 1
    pair = _unordered(one, other)
    by_person = _sums(one, scores, people) + _sums(other, scores, people)
    by_pair = _sums(pair, scores, int(pair.max()) + 1)
    return np.asarray(by_person.T @ by_person - by_pair.T @ by_pair)


def _unordered(one: Whole, other: Whole) -> Whole:
    """Unordered pairs, counted from 0 on."""
    people = int(max(one.max(), other.max())) + 1
    return np.unique(np.minimum(one, other) * people + np.maximum(one, other), return_inverse=True)[1]


def _sums(group: Whole, values: Numbers, groups: int) -> Numbers:
    return np.stack([np.bincount(group, column, minlength=groups) for column in values.T], axis=1)


def _telling(rows: Rows, x: Numbers) -> tuple[Rows, Numbers]:
    """Rows of pairs and of months in which something was passed, and where the regressor is not the same all over."""
    if not rows.pair.size:
        raise NoAnswer("no_pairs", "No pair was there for three months in a row.")
    if not rows.referrals.any():
        raise NoAnswer("all_zero", "Not one referral was passed between these pairs.")
    if x.min() == x.max():
        raise NoAnswer("constant", SAME)
    passed = np.bincount(rows.pair, rows.referrals) > 0
    monthly = np.bincount(rows.month, rows.referrals) > 0
    chosen = passed[rows.pair] & monthly[rows.month]
    rows, x = rows.of(chosen), x[chosen]
    spread = np.bincount(rows.pair, x * x) * np.bincount(rows.pair) - np.bincount(rows.pair, x) ** 2
    if not (spread > 0).any():
        raise NoAnswer("no_variation", SAME)
    return rows, x


def _newton(rows: Rows, x: Numbers) -> tuple[float, Numbers, Numbers]:
    """Coefficient, month effects and expected referrals that make the likelihood highest, pair effects profiled out.

    Given a pair's total, its months share it out in proportion to exp(b x + month effect). The likelihood is concave,
    so halving a step that goes down is enough. Month effects are told up to what pairs take up: least norm is taken.
    """
    y = rows.referrals.astype(np.float64)
    total: Numbers = np.bincount(rows.pair, y).astype(np.float64)
    found = np.zeros(1 + int(rows.month.max()) + 1)
    likelihood, mu = _likelihood(rows, x, y, total, found)
    for _ in range(STEPS):
        score = np.concatenate([[np.dot(x, y - mu)], np.bincount(rows.month, y - mu)])
        step = np.linalg.lstsq(_second(rows, x, mu), score, rcond=1e-11)[0]
        gain = float(step @ score)
        for _halving in range(30):
            higher, next_mu = _likelihood(rows, x, y, total, found + step)
            if higher >= likelihood - 1e-9 * abs(likelihood):
                break
            step = step / 2
        found, likelihood, mu = found + step, higher, next_mu
        if abs(found[0]) > LIMIT:
            raise NoAnswer("no_variation", ONE_SIDE)
        if gain < CLOSE:
            return float(found[0]), found[1:], mu
    raise NoAnswer("no_variation", ONE_SIDE)


def _likelihood(rows: Rows, x: Numbers, y: Numbers, total: Numbers, at: Numbers) -> tuple[float, Numbers]:
    eta = at[0] * x + at[1:][rows.month]
    weight = np.exp(eta - eta.max())
    share = weight / np.bincount(rows.pair, weight)[rows.pair]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(y > 0, y * np.log(share), 0.0)
    return float(parts.sum()), total[rows.pair] * share


def _centred(rows: Rows, x: Numbers, mu: Numbers) -> Numbers:
    """The regressor less its mean in the pair, months weighted by what is expected of them."""
    return np.asarray(x - (np.bincount(rows.pair, mu * x) / np.bincount(rows.pair, mu))[rows.pair])


def _second(rows: Rows, x: Numbers, mu: Numbers) -> Numbers:
    """Minus the second derivatives of the likelihood: the regressor first, then the months.

    sum over rows of mu z z', less for each pair (sum of mu z)(sum of mu z)' / its referrals.
    """
    months = int(rows.month.max()) + 1
    found = np.zeros((1 + months, 1 + months))
    found[0, 0] = np.dot(mu, x * x)
    found[0, 1:] = found[1:, 0] = np.bincount(rows.month, mu * x, minlength=months)
    found[np.arange(1, 1 + months), np.arange(1, 1 + months)] = np.bincount(rows.month, mu, minlength=months)
    total = np.bincount(rows.pair, mu)
    product = np.bincount(rows.pair, mu * x)
    for first in range(0, total.size, CHUNK):
        start, end = np.searchsorted(rows.pair, [first, first + CHUNK])
        many = min(CHUNK, total.size - first)
        sums = np.zeros((many, 1 + months))
        sums[:, 0] = product[first : first + many]
        sums[rows.pair[start:end] - first, 1 + rows.month[start:end]] = mu[start:end]
        found -= sums.T @ (sums / total[first : first + many, None])
    return found
