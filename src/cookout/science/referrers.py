"""What referrals tell of those who give them: will she refer, does she understand, is she trusted, has she more?

Everything is asked of `n` referrers at once. What is known comes as flat arrays in any order: `who` (0 … n-1) and `ago`
(months, at least 0), and beside them whatever was seen. Every answer is a posterior that forgets *towards its prior*:
q_t = q0 + (q_(t-) - q0)·2^(-Δt/h) + new evidence, which is the same as weighing each piece by 2^(-ago/h). Half-lives
are 12 months for willingness, 18 for understanding, 24 for trust: assumptions to start with. `half_life=inf` forgets
nothing.

| question | function | model | cut |
|---|---|---|---|
| will she refer? | `willing` | Gamma(a, b) on the rate in a month | once in a quarter |
| does she understand what I do? | `understands` | Beta on ratings of 1 to 5 | 0.6 and 0.4 |
| do they come whom she sends? | `trusts` | Beta on yes and no, and how warmly it was handed over | 0.5 |
| has she more to give? | `has_more` | rate · P(alive) · exp(gamma · care) | one half in six months |

A word is spoken where P(beyond the cut) > 0.8 and at least two things were seen. Else it is `UNKNOWN` while the 80%
interval (from 10% to 90%) spans the cut. Small numbers deserve humble words.
Source: SCIENCE 2.7; forgetting is Josang & Ismail 2002 with a base rate; `alive` is Fader, Hardie & Lee 2005.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from cookout.science.errors import ScienceError
from cookout.science.intervals import TAIL, rates_within, shares_within
from cookout.science.touches import Floats, Ints

Words = NDArray[np.str_]
Gamma = tuple[float, float]
Beta = tuple[float, float]

RATE: Gamma = (0.8, 6.0)
"""The rate before anything is known: 0.8 referrals in 6 months."""

FIT: Beta = (1.2, 0.8)
"""The understanding before anything is known; the same for the share that comes."""

WILLING_MONTHS, FIT_MONTHS, TRUST_MONTHS = 12.0, 18.0, 24.0
"""The half-lives."""

QUARTERLY = 1 / 3
"""The cut of the rate, in a month: one in a quarter."""

FITS_FROM, FITS_NOT_BELOW, COMES_FROM = 0.6, 0.4, 0.5
SURE, FEWEST = 0.8, 2

WARMER = (0.0, 0.5, 1.0)
"""By how much on the logit scale a warm handoff helps: a name or card, told to expect the call, made together.
Assumed, until outcomes tell; so the bare name is what she is measured by."""

GAMMA, MOST_CARE = 0.3, 3.0
"""By how much care raises what comes (N(.3, .2) until learned), and after how much of it no more is added: nobody has
seen that a hundred letters bring exp(30) times as much."""

MORE_MONTHS, MORE_FROM = 6.0, 0.5

UNKNOWN, GIVES, LESS = "unknown", "gives", "less"
UNDERSTANDS, EXAMPLE, PARTLY = "understands", "example", "partly"
TRUSTS, MORE = "trusts", "more"

_FEW = 20.0
_COARSE, _FINE = np.linspace(-14.0, 14.0, 71), np.linspace(-14.0, 14.0, 701)
"""Places on the logit scale: with up to twenty outcomes a posterior is not narrower than 0.4, so steps of 0.4 add up to
it as exactly as any (the trapezoid rule on a smooth bell); with more they are a tenth of that."""


@dataclass(frozen=True, slots=True)
class Willing:
    """Gamma(a, b) on the rate in a month; `sure`: P(rate > cut); 80% interval; what was seen, unweighted."""

    a: Floats
    b: Floats
    sure: Floats
    seen: Ints
    word: Words

    @property
    def rate(self) -> Floats:
        """The expected rate in a month."""
        return self.a / self.b

    def interval(self) -> tuple[Floats, Floats]:
        """Between which rates it lies with 80%."""
        low, high = rates_within(self.a)
        return low / self.b, high / self.b

    def soon(self, months: float = 3.0) -> Floats:
        """P(at least one within so many exposed months) = 1 - (b/(b+H))^a.

        >>> six = willing([0] * 6, [0.0] * 6, exposed=([0], [0.0], [12.0]), n=1, half_life=math.inf)
        >>> six.soon().round(2), six.sure.round(2)
        (array([0.65]), array([0.58]))
        """
        if not months >= 0:
            raise ScienceError("A chance is for some months to come, or for none.")
        return np.asarray(-np.expm1(self.a * np.log(self.b / (self.b + months))), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Shares:
    """Beta(alpha, beta) on a share; `sure`: P(share > cut); what was seen, unweighted."""

    alpha: Floats
    beta: Floats
    sure: Floats
    seen: Ints
    word: Words

    @property
    def mean(self) -> Floats:
        """The expected share."""
        return self.alpha / (self.alpha + self.beta)

    def interval(self) -> tuple[Floats, Floats]:
        """Between which shares it lies with 80%."""
        return shares_within(self.alpha, self.beta)


@dataclass(frozen=True, slots=True)
class More:
    """What may come in six months, its 80% interval, and P(it is more than one half)."""

    expected: Floats
    low: Floats
    high: Floats
    sure: Floats
    word: Words


def willing(
    who: ArrayLike, ago: ArrayLike, *, exposed: tuple[ArrayLike, ArrayLike, ArrayLike], n: int,
    prior: Gamma = RATE, half_life: float = WILLING_MONTHS, cut: float = QUARTERLY,
) -> Willing:  # fmt: skip
    """Will she refer? One entry for each referral; `exposed`: who was in touch or asked, how long ago, for how long.

    rate ~ Gamma(a, b); a += referrals, b += months exposed: time in which nobody thought of me says nothing of her.
    Unit: months. `GIVES` where P(rate > cut) > 0.8; `LESS` where the 80% interval lies below the cut.
    Cost: linear. Raises ScienceError for what is not one of `n`, of the future, or no number.

    >>> found = willing([0, 1, 1, 1], [2, 1, 3, 5], exposed=([0, 1], [0, 0], [3, 6]), n=2, half_life=math.inf)
    >>> found.soon().round(2), found.word
    (array([0.4 , 0.57]), array(['unknown', 'unknown'], dtype='<U11'))
    """
    owner, weight = _weights(who, ago, n, half_life)
    whom, fading, months = *_weights(exposed[0], exposed[1], n, half_life), _numbers("months", exposed[2])
    _same_length(whom, months)
    if (months < 0).any():
        raise ScienceError("Somebody is in touch for some months, or for none.")
    a0, b0 = _positive(prior)
    a = a0 + _sums(owner, weight, n)
    b = b0 + _sums(whom, fading * months, n)
    sure = special.gammaincc(a, b * cut)
    seen = np.bincount(owner, minlength=n)
    lived = np.bincount(whom, minlength=n) + seen
    word = _worded((sure > SURE) & (seen >= FEWEST), (sure <= TAIL) & (lived >= FEWEST), GIVES, LESS)
    return Willing(a, b, sure, seen, word)


def understands(
    who: ArrayLike, ago: ArrayLike, rating: ArrayLike, *, n: int, prior: Beta = FIT, half_life: float = FIT_MONTHS
) -> Shares:
    """Does she understand what I do? One entry for each referral whose fit was rated from 1 to 5.

    f = (rating - 1)/4; alpha += f, beta += 1 - f. `UNDERSTANDS` where P(> .6) > .8, `EXAMPLE` (show her an example
    client) where P(< .4) > .5; `PARTLY` where it is known to lie between. Ratings that contradict each other widen the
    posterior and leave it `UNKNOWN`. Raises ScienceError also for ratings outside 1 to 5.

    >>> fives = understands([0, 0, 0, 1], [0, 0, 0, 0], [5, 4, 5, 5], n=2)
    >>> fives.sure.round(2), fives.word
    (array([0.86, 0.74]), array(['understands', 'unknown'], dtype='<U11'))
    """
    owner, weight = _weights(who, ago, n, half_life)
    fit = (_numbers("ratings", rating) - 1) / 4
    _same_length(owner, fit)
    if ((fit < 0) | (fit > 1)).any():
        raise ScienceError("A rating is from 1 to 5.")
    alpha0, beta0 = _positive(prior)
    alpha = alpha0 + _sums(owner, weight * fit, n)
    beta = beta0 + _sums(owner, weight * (1 - fit), n)
    seen = np.bincount(owner, minlength=n)
    found = _shares(alpha, beta, seen, cut=FITS_FROM, yes=UNDERSTANDS)
    rows = np.flatnonzero((alpha < beta) & (seen >= FEWEST))  # else the median is not below one half
    low = special.betainc(alpha[rows], beta[rows], FITS_NOT_BELOW)
    found.word[rows[low > 0.5]] = EXAMPLE
    return found


def trusts(
    who: ArrayLike, ago: ArrayLike, came: ArrayLike, warmth: ArrayLike, *, n: int, prior: Beta = FIT,
    half_life: float = TRUST_MONTHS, warmer: tuple[float, ...] = WARMER,
) -> Shares:  # fmt: skip
    """Do they come whom she sends? One entry for each referral that came to a yes or no of its prospect.

    P(came) = logistic(logit(share) + warmer[warmth]), share ~ Beta: whoever makes the call together is expected to be
    heard, so a yes after it says less, and a no says more. `warmth` is 0 … len(warmer) - 1. The posterior is
    integrated on the logit scale and given as the Beta with its mean and variance; without any warm
    handoff it is the plain conjugate. How close the referrer is to the prospect is read before any of this.

    >>> plain = trusts([0, 0], [0, 0], [True, False], [0, 0], n=1)
    >>> plain.alpha.round(3), plain.beta.round(3)
    (array([2.2]), array([1.8]))
    >>> warm = trusts([0, 0], [0, 0], [True, False], [2, 2], n=1)
    >>> bool(warm.mean[0] < plain.mean[0])
    True
    """
    owner, weight = _weights(who, ago, n, half_life)
    yes, step = _numbers("outcomes", came) > 0, np.asarray(warmth, dtype=np.int64).reshape(-1)
    _same_length(owner, yes)
    _same_length(owner, step)
    if ((step < 0) | (step >= len(warmer))).any():
        raise ScienceError(f"A handoff is one of the steps 0 to {len(warmer) - 1}.")
    alpha0, beta0 = _positive(prior)
    counted = np.zeros((n, 2 * len(warmer)))
    for place in range(len(warmer)):
        for side, is_so in ((0, yes), (1, ~yes)):
            counted[:, 2 * place + side] = _sums(owner, weight * (is_so & (step == place)), n)
    alpha, beta = alpha0 + counted[:, 0::2].sum(axis=1), beta0 + counted[:, 1::2].sum(axis=1)
    shifted = [2 * place + side for place, by in enumerate(warmer) if by for side in (0, 1)]
    is_warm, is_few = counted[:, shifted].any(axis=1), counted.sum(axis=1) <= _FEW
    for places, of in ((_COARSE, is_few), (_FINE, ~is_few)):
        rows = np.flatnonzero(is_warm & of)
        alpha[rows], beta[rows] = _integrated(places, counted[rows], alpha0, beta0, np.asarray(warmer))
    return _shares(alpha, beta, np.bincount(owner, minlength=n), cut=COMES_FROM, yes=TRUSTS)


def has_more(found: Willing, *, alive: ArrayLike, care: ArrayLike) -> More:
    """Has she more to give? Expected in six months: rate · 6 · P(alive) · exp(gamma · care).

    `alive` is the chance that the tie lives (0 to 1), `care` the decayed count of prospects' good outcomes and of times
    kept informed (see `faded`); beyond 3 it adds no more. The interval is that of the rate alone.
    `MORE` where P(more than one half) > 0.8, `LESS` where the 80% interval lies below.

    >>> five = willing([0] * 5, [1, 8, 15, 22, 30], exposed=([0], [0], [20]), n=1)
    >>> has_more(five, alive=1, care=2).expected.round(2)
    array([1.37])
    """
    living, cared = (np.broadcast_to(_numbers(*given), found.a.shape) for given in (("alive", alive), ("care", care)))
    if ((living < 0) | (living > 1) | (cared < 0)).any():
        raise ScienceError("A tie lives with a chance from 0 to 1, and care is not below nothing.")
    factor = MORE_MONTHS * living * np.exp(GAMMA * np.minimum(cared, MOST_CARE))
    low, high = found.interval()
    with np.errstate(divide="ignore"):
        sure = special.gammaincc(found.a, found.b * np.where(factor > 0, MORE_FROM / factor, np.inf))
    word = _worded((sure > SURE) & (found.seen >= FEWEST), sure <= TAIL, MORE, LESS)
    return More(found.rate * factor, low * factor, high * factor, sure, word)


def faded(who: ArrayLike, ago: ArrayLike, *, n: int, half_life: float = WILLING_MONTHS) -> Floats:
    """How much of what was done is left: a count in which every half-life halves.

    >>> faded([0, 0, 1], [0, 12, 24], n=2)
    array([1.5 , 0.25])
    """
    return _sums(*_weights(who, ago, n, half_life), n)


def alive(
    repeats: ArrayLike, last: ArrayLike, watched: ArrayLike, *, r: float = 0.5, alpha: float = 9.0, a: float = 0.1,
    b: float = 0.8,
) -> Floats:  # fmt: skip
    """With what chance does a tie live? BG/NBD: 1/(1 + 1[x>0]·a/(b+x-1)·((α+T)/(α+t))^(r+x)).

    `repeats` x: distinct days of contact after the first; `last` t and `watched` T: days from the first one to the
    last and to today. Parameters are the middle of what was fitted to work mail (SCIENCE 1.1). A tie of one day has
    shown no rhythm from which to fall silent: 1. Raises ScienceError where t > T or anything is negative.

    >>> alive([4, 4, 0], [270, 270, 0], [400, 1000, 900]).round(2)
    array([0.87, 0.1 , 1.  ])
    """
    x, t, until = (_numbers("days", given) for given in (repeats, last, watched))
    if (x < 0).any() or (t < 0).any() or (t > until).any():
        raise ScienceError("The last day of contact lies between the first one and today.")
    with np.errstate(over="ignore"):
        silent = np.exp(np.minimum((r + x) * np.log((alpha + until) / (alpha + t)), 700.0))
    return np.asarray(np.where(x > 0, 1 / (1 + a / (b + np.maximum(x, 1) - 1) * silent), 1.0))


def _integrated(places: Floats, counted: Floats, alpha0: float, beta0: float, warmer: Floats) -> tuple[Floats, Floats]:
    """The Betas with mean and variance of the posteriors; columns: yes and no at each step."""
    share = special.expit(places)
    logs = np.concatenate([(special.log_expit(places + by), special.log_expit(-places - by)) for by in warmer])
    # No `@`: the linear algebra behind it wakes a thread a core for so little, and they turn while they wait.
    density = np.einsum("ij,jk->ik", counted, logs)
    density += alpha0 * special.log_expit(places) + beta0 * special.log_expit(-places)
    density -= density.max(axis=1, keepdims=True)
    np.exp(density, out=density)
    whole = density.sum(axis=1)
    mean = np.einsum("ij,j->i", density, share) / whole
    variance = np.maximum(np.einsum("ij,j->i", density, share**2) / whole - mean**2, 1e-12)
    strength = mean * (1 - mean) / variance - 1
    return mean * strength, (1 - mean) * strength


def _shares(alpha: Floats, beta: Floats, seen: Ints, *, cut: float, yes: str) -> Shares:
    sure = _floats(special.betainc(beta, alpha, 1 - cut))  # P(X > cut): the other tail, as scipy is slow at betaincc
    word = _worded((sure > SURE) & (seen >= FEWEST), (sure <= TAIL) & (seen >= FEWEST), yes, PARTLY)
    return Shares(alpha, beta, sure, seen, word)


def _worded(is_yes: NDArray[np.bool_], is_below: NDArray[np.bool_], yes: str, below: str) -> Words:
    return np.select([is_yes, is_below], [yes, below], UNKNOWN).astype("<U11")


def _weights(who: ArrayLike, ago: ArrayLike, n: int, half_life: float) -> tuple[Ints, Floats]:
    owner, age = np.asarray(who).reshape(-1), _numbers("months ago", ago)
    if owner.size and not np.issubdtype(owner.dtype, np.integer):
        raise ScienceError("Each entry belongs to a referrer, by a whole number.")
    owner = owner.astype(np.int64)
    _same_length(owner, age)
    if not half_life > 0:
        raise ScienceError("A half-life is longer than nothing.")
    if ((owner < 0) | (owner >= n)).any():
        raise ScienceError(f"Each entry belongs to one of the {n} referrers, counted from 0.")
    if (age < 0).any():
        raise ScienceError("What was seen lies in the past: months ago are not below 0.")
    return owner, np.exp2(-age / half_life)


def _sums(owner: Ints, weight: Floats, n: int) -> Floats:
    return np.bincount(owner, weights=weight, minlength=n).astype(np.float64)


def _floats(found: ArrayLike) -> Floats:
    return np.asarray(found, dtype=np.float64)


def _numbers(name: str, given: ArrayLike) -> Floats:
    numbers = np.asarray(given, dtype=np.float64).reshape(-1)
    if not np.isfinite(numbers).all():
        raise ScienceError(f"The {name} are numbers, each of them known.")
    return numbers


def _same_length(one: NDArray[np.generic], other: NDArray[np.generic]) -> None:
    if one.size != other.size:
        raise ScienceError(f"{one.size} entries and {other.size} beside them do not go together.")


def _positive(prior: tuple[float, float]) -> tuple[float, float]:
    if not all(0 < each < math.inf for each in prior):
        raise ScienceError("A prior has two numbers above 0.")
    return prior
