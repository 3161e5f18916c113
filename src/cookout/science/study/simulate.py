"""A region whose truth is known: what the study must find there, and what it must not.

Sociable members meet more *and* pass more; pairs that like each other do both; a referral of last month brings a 1-2-1
in this one. Only what is left, `theta`, is the doing of the 1-2-1. A graph cannot tell these apart; a hat can.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.grid import Counting, Grid
from cookout.science.study.pairs import WINDOW, PairMonths

Reals = npt.NDArray[np.float64]
Told = npt.NDArray[np.integer] | npt.NDArray[np.bool_]

FIRST = 12 * 2025
"""Simulated regions begin in January 2025."""

BURN_IN = 3
"""Months that are simulated and thrown away, so that the first one kept has a past."""

SOCIABLE, LIKING, SEASON = 0.55, 0.7, 0.12
"""Standard deviations of a member's sociability, of a pair's liking, of a month's temper; each drawn from a normal."""

MEETS, MEETS_SOCIABLE, MEETS_LIKING, MEETS_AFTER_REFERRAL = -3.05, 0.8, 0.7, 1.0
"""Log-odds of a 1-2-1 of a pair in a month: in itself, by the two's sociability, by liking, by a referral."""

PASSES, PASSES_SOCIABLE, PASSES_LIKING = -2.55, 0.55, 0.6
"""Log of the referrals a pair passes in a month, both ways together, likewise."""

FOLLOWS = 2.6
"""By how much a suggestion raises the log-odds of a 1-2-1: from 7% to 42%."""

MEETINGS, ATTENDS, ATTENDS_SOCIABLE = 4, 1.5, 0.8
"""Meetings of a chapter in a month, and the log-odds that a member is there."""


@dataclass(frozen=True, slots=True)
class _Region:
    """What stays the same over the months."""

    sociable: Reals
    """Chapters by members."""
    one: npt.NDArray[np.int64]
    two: npt.NDArray[np.int64]
    """The two of each pair, as places within the chapter; `one` before `two`."""
    meets: Reals
    """Log-odds of a 1-2-1, chapters by pairs."""
    passes: Reals
    """Referrals of a pair each way, months by chapters by pairs, without the doing of 1-2-1s."""


MOST_EFFECT = 1000.0
"""No 1-2-1 makes more of a referral than a thousand."""


def simulate(
    chapters: int = 20, members: int = 24, months: int = 12, theta: float = 0.0, seed: int = 1, *,
    confounding: float = 1.0, reverse: float = 1.0, suggestions: bool = True, without: int = 0,
    attendance: bool = False,
) -> tuple[Grid, PairMonths]:  # fmt: skip
    """What would the books of a region hold, if a 1-2-1 raised a pair's referrals by the share `theta` for 3 months?

    `theta` 0 is no effect, 0.5 half as many again. `confounding` scales how much sociability and liking drive both
    1-2-1s and referrals, `reverse` how much a referral brings a 1-2-1 in the next month; 0 switches either off.
    With `suggestions` a hat draws in each chapter and month a uniform matching of all members (one sits out where
    their number is odd), and a pair follows in 4 of 10 cases; the last `without` chapters have no hat. `attendance`
    adds the layer of that name, 0 to 4 meetings a month, which goes with sociability and does nothing.

    Returned are all member-months and all pair-months, both ways, after a burn-in of 3 months: with C chapters of n
    members over T months C·n·T cells and C·n·(n-1)·T rows. The same `seed` gives the same region.
    Per month t, pair ij: logit P(met) = -3.05 + .8(s_i + s_j) + .7 a_ij + 2.6 suggested + 1[referral in t-1];
    referrals each way ~ Poisson(exp(-2.55 + .55(s_i + s_j) + .6 a_ij + m_t)(1 + theta · met in t-2..t)/2);
    s ~ N(0, .55²), a ~ N(0, .7²), m ~ N(0, .12²). Source: SCIENCE 2.2. Raises ScienceError where no region results.

    >>> grid, pairs = simulate(2, 10, 6, theta=0.5, seed=3)
    >>> grid.x.shape, pairs.met.shape, int(grid.x.sum()) == int(pairs.met.sum())
    ((20, 6), (1080,), True)
    """
    _check(chapters, members, months, theta, without, seed)
    rng = np.random.default_rng(seed)
    region = _region(chapters, members, months + BURN_IN, confounding, rng)
    drawn = _drawn(region, months + BURN_IN, (chapters - without) if suggestions else 0, rng)
    met, passed = _months(region, drawn, theta, reverse, rng)
    met, passed, drawn = met[BURN_IN:], passed[:, BURN_IN:], drawn[BURN_IN:]
    extra = {"attendance": _attendance(region.sociable, months, confounding, rng)} if attendance else {}
    hat = (drawn, chapters - without) if suggestions else None
    return _grid(region, met, passed, extra), _pairs(region, met, passed, hat)


def _check(chapters: int, members: int, months: int, theta: float, without: int, seed: int) -> None:
    if chapters < 1 or members < 2 or months < 1:
        raise ScienceError("A simulated region needs 1 chapter, 2 members in each and 1 month at least.")
    if not -1 <= theta <= MOST_EFFECT:
        raise ScienceError(f"An effect of {theta} is no share: 0 is none, 0.5 half as many again, -1 none left.")
    if seed < 0:
        raise ScienceError(f"A seed is a whole number from 0 on, not {seed}.")
    if not 0 <= without <= chapters:
        raise ScienceError(f"{without} chapters without a hat cannot be among {chapters}.")


def _region(chapters: int, members: int, months: int, confounding: float, rng: np.random.Generator) -> _Region:
    one, two = np.triu_indices(members, 1)
    sociable = rng.normal(0, SOCIABLE, (chapters, members))
    liking = confounding * rng.normal(0, LIKING, (chapters, one.size))
    season = rng.normal(0, SEASON, (months, 1, 1))
    both = confounding * (sociable[:, one] + sociable[:, two])
    passes = np.exp(PASSES + PASSES_SOCIABLE * both + PASSES_LIKING * liking + season) / 2
    return _Region(sociable, one, two, MEETS + MEETS_SOCIABLE * both + MEETS_LIKING * liking, passes)


def _drawn(region: _Region, months: int, hats: int, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Whom the hats drew, months by chapters by pairs: one uniform matching for each month and chapter with a hat."""
    chapters, members = region.sociable.shape
    drawn = np.zeros((months, chapters, region.one.size), dtype=np.bool_)
    order = rng.random((months, hats, members)).argsort(axis=2)
    left, right = order[..., 0 : members - 1 : 2], order[..., 1:members:2]
    place = np.zeros((members, members), dtype=np.int64)
    place[region.one, region.two] = place[region.two, region.one] = np.arange(region.one.size)
    drawn[np.arange(months)[:, None, None], np.arange(hats)[None, :, None], place[left, right]] = True
    return drawn


def _months(
    region: _Region, drawn: npt.NDArray[np.bool_], theta: float, reverse: float, rng: np.random.Generator
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Who met and what was passed each way, month after month, as what was passed moves who meets next."""
    met = np.zeros_like(drawn)
    passed = np.zeros((2, *drawn.shape), dtype=np.int64)
    for t in range(len(drawn)):
        odds = region.meets + FOLLOWS * drawn[t]
        if t:
            odds += reverse * MEETS_AFTER_REFERRAL * (passed[:, t - 1].sum(0) > 0)
        met[t] = rng.random(odds.shape) < 1 / (1 + np.exp(-odds))
        lately = met[max(t - WINDOW + 1, 0) : t + 1].any(0)
        passed[:, t] = rng.poisson(region.passes[t] * (1 + theta * lately), (2, *odds.shape))
    return met, passed


def _attendance(sociable: Reals, months: int, confounding: float, rng: np.random.Generator) -> Counting:
    chance = 1 / (1 + np.exp(-ATTENDS - ATTENDS_SOCIABLE * confounding * sociable.reshape(-1, 1)))
    return rng.binomial(MEETINGS, chance, (sociable.size, months)).astype(np.uint8)


def _grid(
    region: _Region, met: npt.NDArray[np.bool_], passed: npt.NDArray[np.int64], extra: dict[str, Counting]
) -> Grid:
    chapters, members = region.sociable.shape
    one, two = np.eye(members)[region.one], np.eye(members)[region.two]

    def layer(of_one: Told, of_two: Told) -> Counting:
        sums = (of_one @ one + of_two @ two).transpose(1, 2, 0).reshape(chapters * members, -1)
        return np.ascontiguousarray(sums).astype(np.uint8 if sums.max() < np.iinfo(np.uint8).max else np.uint16)

    there, back = passed
    return Grid(
        months=np.arange(FIRST, FIRST + len(met), dtype=np.int32),
        x=layer(met, met),
        outcomes={"received": layer(back, there), "given": layer(there, back)},
        chapter=np.repeat(np.arange(chapters, dtype=np.int32), members),
        extra=extra,
    )


def _pairs(
    region: _Region, met: npt.NDArray[np.bool_], passed: npt.NDArray[np.int64],
    hat: tuple[npt.NDArray[np.bool_], int] | None,
) -> PairMonths:  # fmt: skip
    """Rows by chapter, pair, way and month."""
    months, (chapters, members) = len(met), region.sociable.shape
    shape = (chapters, region.one.size, 2, months)

    def rows(values: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
        return np.broadcast_to(values, shape).astype(np.int64).ravel()

    home = np.arange(chapters)[:, None, None, None]
    ways = np.stack([region.one, region.two], axis=1)[None, :, :, None] + members * home
    suggested = probability = None
    if hat is not None:
        drawn, hats = hat
        suggested = np.broadcast_to(drawn.transpose(1, 2, 0)[:, :, None], shape).ravel()
        chance = np.where(home < hats, 1 / (members - 1 if members % 2 == 0 else members), 0.0)
        probability = np.broadcast_to(chance, shape).ravel()
    return PairMonths(
        giver=rows(ways),
        receiver=rows(ways[:, :, ::-1]),
        month=rows(np.arange(FIRST, FIRST + months)),
        met=rows(met.transpose(1, 2, 0)[:, :, None]),
        referrals=passed.transpose(2, 3, 0, 1).ravel(),
        chapter=rows(home),
        suggested=suggested,
        probability=probability,
    )
