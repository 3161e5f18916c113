"""What a 1-2-1 of two members is expected to bring, in whole points, and why (PRODUCT 5.11).

Points compare pairs of one group with each other; they are no forecast of referrals. Only what the whole group may see
goes in: when two met, their classifications, what they tell the group of themselves, since when they are members.

| reason | points |
|---|---|
| `new`: never met | 400 |
| `long_ago`: met m months ago | 400 m / (m + 12), whole |
| `fit`: complementary classifications, 0–100 % | up to 300 |
| `common_ground`: findings | 100, 160, 200 for one, two, three or more |
| `unknowns`: what is not yet told, 0–100 % on each side | up to 50 a side |
| `newcomer`: of the two | 150 each |

Why in this order (SCIENCE 1.5, PRODUCT 5.11). One structured meeting of strangers raised the chance of working together
by 75 % (Boudreau 2017): a new pair gains most. What is not kept up fades (Brooks 2018) and regular meetings bring more
than single ones (Cai & Szeidl 2018): after a year another meeting gains half of a first one. Rivals hold back (Cai &
Szeidl 2018), the same field cited each other 3 to 7 times less after meeting (Lane 2021): different trades come next.
*Some* overlap helped, with an optimum (Lane 2021): each further finding adds less, and none after the third. Newcomers
come first (PRODUCT 5.11), and there is more to learn from whom one knows little of (PRODUCT 5.6).

The order of the sizes follows the sources, the sizes themselves are assumptions; a group's own results correct them
(`learned`). All of it is whole-number arithmetic, so the same everywhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Ints

Reals = NDArray[np.float64]

NEVER = -1
"""In place of months where two have never met."""

REASONS = ("new", "long_ago", "fit", "common_ground", "unknowns", "newcomer")

NEW, FIT, UNKNOWN, NEWCOMER = 400, 300, 50, 150
HALF = 12
"""After so many months a meeting gains half of a first one."""

SHARED = (0, 100, 160, 200)
"""By findings of common ground; more than three count as three."""

BASE = 1
"""Any two who may meet are worth meeting: without it, a pair without a reason could not be planned at all."""

WHOLE = 100

ENOUGH_MEETINGS, ENOUGH_REFERRALS = 60, 20
"""A group's own results speak from here: with 20 referrals the rate is known to ± 45 % (SCIENCE 2.3, rates)."""

AT_LEAST, AT_MOST = 50, 200
"""No reason is ever halved or doubled beyond this, in percent: results go together with reasons, they do not prove."""


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What the group knows of each pair; arrays of one length."""

    months: Ints
    """Whole months since the two last met; `NEVER`."""
    fit: Ints
    """How well the classifications complement each other, 0 … 100; 0 for the same trade."""
    findings: Ints
    """How many findings of common ground."""
    unknowns: Ints
    """Percent of her dance card that each side has not told, both added: 0 … 200."""
    newcomers: Ints
    """How many of the two are newcomers, 0 … 2."""

    def __post_init__(self) -> None:
        """Raise ScienceError where the numbers make no sense."""
        columns = (self.months, self.fit, self.findings, self.unknowns, self.newcomers)
        if any(column.shape != (self.months.size,) for column in columns):
            raise ScienceError("The facts of pairs are columns of one length.")
        for column, least, most in zip(columns, (NEVER, 0, 0, 0, 0), (12_000, 100, 10**6, 200, 2), strict=True):
            if column.size and (column.min() < least or column.max() > most):
                raise ScienceError(f"A fact of a pair is a whole number from {least} to {most}.")


@dataclass(frozen=True, slots=True)
class Gains:
    """Expected gains of pairs, and the points of each reason."""

    gain: Ints
    points: Ints
    """Pairs × reasons, in the order of `REASONS`."""

    def why(self, pair: int, most: int = 3) -> tuple[str, ...]:
        """The reasons of a pair, strongest first, at most so many; none where nothing speaks for it in particular."""
        points = self.points[pair]
        order = np.argsort(-points, kind="stable")[:most]
        return tuple(REASONS[at] for at in order.tolist() if points[at] > 0)


@dataclass(frozen=True, slots=True)
class Learned:
    """What a group's own results say of reasons."""

    percent: Ints
    """By which each reason's points are multiplied; 100 leaves them."""
    trusted: Reals
    """How much of that is the group's own result and not the average of all reasons, 0 … 1."""
    speaks: bool
    """Whether there were results enough; if not, nothing is changed."""


def gains(facts: PairFacts, learned: Learned | None = None) -> Gains:
    """What does a 1-2-1 of each pair bring, in points, and of which reasons? Whole numbers from 1 up.

    >>> two = PairFacts(*(np.array(each) for each in ([NEVER, 12], [50, 0], [2, 0], [0, 100], [1, 0])))
    >>> found = gains(two)
    >>> found.gain.tolist(), found.why(0), found.why(1)
    ([861, 251], ('new', 'common_ground', 'fit'), ('long_ago', 'unknowns'))
    """
    never = facts.months == NEVER
    months = np.maximum(facts.months, 0)
    points = np.stack(
        [
            np.where(never, NEW, 0),
            np.where(never, 0, NEW * months // (months + HALF)),
            FIT * facts.fit // WHOLE,
            np.array(SHARED)[np.minimum(facts.findings, len(SHARED) - 1)],
            UNKNOWN * facts.unknowns // WHOLE,
            NEWCOMER * facts.newcomers,
        ],
        axis=1,
    ).astype(np.int64)
    if learned is not None:
        points = points * learned.percent // WHOLE
    return Gains(points.sum(axis=1) + BASE, points)


def learned(meetings: Ints, referrals: Ints) -> Learned:
    """Which reasons brought this group more than others did? Shrunk towards all of them alike.

    For each of `REASONS`: 1-2-1s that had it, and referrals both ways between the two in the three months after. A
    meeting with several reasons counts in each.

    Model (empirical Bayes): referrals_k ~ Poisson(rate_k × meetings_k), rate_k ~ Gamma(a, b); mean m = Σy/Σn; variance
    between the rates by moments, s² = (Σ n_k (y_k/n_k − m)² − (K−1) m) / (N − Σn_k²/N); a = m²/s², b = m/s²;
    rate_k = (a + y_k)/(b + n_k), percent = 100 rate_k / m, rounded, within 50 … 200. Where the rates differ no more
    than chance would have it (s² ≤ 0), all stay as they are. Sources: SCIENCE 2.7 (Gamma–Poisson); Clayton & Kaldor
    1987; moments as DerSimonian & Laird 1986. It says *goes together with*, not *leads to*.

    >>> found = learned(np.array([40, 40, 40, 0, 0, 0]), np.array([60, 20, 20, 0, 0, 0]))
    >>> found.percent.tolist(), found.speaks
    ([175, 62, 62, 100, 100, 100], True)
    """
    if meetings.shape != (len(REASONS),) or referrals.shape != meetings.shape:
        raise ScienceError("Results are told for each reason.")
    if meetings.min() < 0 or referrals.min() < 0 or bool(np.any((meetings == 0) & (referrals > 0))):
        raise ScienceError("Referrals after no 1-2-1 cannot come of one.")
    exposed, count = meetings.astype(np.float64), referrals.astype(np.float64)
    if exposed.sum() < ENOUGH_MEETINGS or count.sum() < ENOUGH_REFERRALS:
        return Learned(np.full(len(REASONS), WHOLE), np.zeros(len(REASONS)), speaks=False)
    mean = count.sum() / exposed.sum()
    between = _between(exposed, count, mean)
    if between <= 0:
        return Learned(np.full(len(REASONS), WHOLE), np.zeros(len(REASONS)), speaks=True)
    prior = mean / between
    rate = (mean * prior + count) / (prior + exposed)
    percent = np.clip(np.rint(WHOLE * rate / mean), AT_LEAST, AT_MOST).astype(np.int64)
    return Learned(percent, exposed / (prior + exposed), speaks=True)


def _between(exposed: Reals, count: Reals, mean: float) -> float:
    """Variance of the rates beyond that of Poisson counts; not above 0 where there is none."""
    there = exposed > 0
    if int(there.sum()) < 2:
        return 0.0
    n, rate, total = exposed[there], count[there] / exposed[there], exposed.sum()
    beyond = float((n * (rate - mean) ** 2).sum() - (n.size - 1) * mean)
    return beyond / float(total - (n**2).sum() / total)
