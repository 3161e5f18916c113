"""How somebody's record reads in numbers: shares, waits and promises of news, each with how sure it is.

A record is a promise to whoever reads it. So every number here is one that the open cases cannot flatter: who still
waits is counted as waiting, and a case counts only once it had the time that the question asks about.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cookout.science.errors import ScienceError

FEWEST = 5
"""Below so many the answer is "not yet known": three flawless cases out of three may still be worse than a coin
(Wilson: at least 44%), five of five are better than one (at least 57%). It also keeps single answers unrecognisable."""

Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution: 95% lie between its two sides."""

TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `n`, and between which shares the truth lies with 95% confidence; all between 0 and 1."""

    k: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself; None of nothing."""
        return self.k / self.n if self.n else None

    @property
    def is_known(self) -> bool:
        """Whether there are enough to say it."""
        return self.n >= FEWEST


@dataclass(frozen=True, slots=True)
class Wait:
    """One case: how long it took (None: not yet, or never), and for how long it could be watched."""

    took: float | None
    watched: float


@dataclass(frozen=True, slots=True)
class Median:
    """By when half were served, in the caller's unit, with its 95% interval; None: later than anything seen so far."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    served: int

    @property
    def is_known(self) -> bool:
        """Whether there are enough to say it."""
        return self.n >= FEWEST


@dataclass(frozen=True, slots=True)
class Turns:
    """Promises of news: how many came due, and how many of these were kept."""

    kept: int
    due: int


def share(k: int, n: int, *, independent: int | None = None) -> Share:
    """How large is a share of which `k` of `n` are known? With Wilson's 95% interval.

    (p + z²/2m ± z sqrt(p(1-p)/m + z²/4m²)) / (1 + z²/m) with p = k/n. Wilson, and not Jeffreys or Clopper–Pearson:
    it needs no tables, never leaves 0..1, is right on average also for five cases, and 5 of 5 does not read as
    certain. `independent` (m, at most n) says of how many unrelated cases the n were drawn: several pieces of news of
    one referral are no independent witnesses, so the interval is as wide as if each referral had spoken once.
    Nothing of nothing is between 0 and 1. Raises ScienceError where k is not within 0..n, or m not within 1..n.
    Source: Wilson, JASA 1927; Brown, Cai & DasGupta, Statistical Science 2001; SCIENCE 1.3 and 2.3.

    >>> five = share(5, 5)
    >>> round(five.low, 3), five.high
    (0.566, 1.0)
    >>> round(share(27, 30).low, 3), round(share(27, 30, independent=10).low, 3)
    (0.744, 0.596)
    """
    if not 0 <= k <= n:
        raise ScienceError(f"{k} of {n} is no share.")
    if n == 0:
        return Share(0, 0, 0.0, 1.0)
    m = n if independent is None else independent
    if not 1 <= m <= n:
        raise ScienceError(f"{m} independent cases cannot make {n}.")
    p, z2 = k / n, Z * Z
    middle = (p + z2 / (2 * m)) / (1 + z2 / m)
    half = Z * math.sqrt(p * (1 - p) / m + z2 / (4 * m * m)) / (1 + z2 / m)
    return Share(k, n, 0.0 if k == 0 else max(0.0, middle - half), 1.0 if k == n else min(1.0, middle + half))


def within(waits: Iterable[Wait], limit: float) -> Share:
    """Which share was served within `limit`? Only cases that were watched that long count, so no open one vanishes.

    Whoever was served at once but came in a moment ago is left out as well: counting quick answers of the young and
    not their open cases would flatter. Units: those of the waits. Raises ScienceError as `median_wait` does.

    >>> within([Wait(3, 100), Wait(60, 100), Wait(None, 100), Wait(1, 2)], 48)  # doctest: +ELLIPSIS
    Share(k=1, n=3, low=..., high=...)
    """
    old = [wait for wait in _checked(waits) if wait.watched >= limit]
    return share(sum(wait.took is not None and wait.took <= limit for wait in old), len(old))


def median_wait(waits: Iterable[Wait]) -> Median:
    """By when is half of the cases served, if the open ones are not forgotten?

    At each time t only cases count that were watched until t; k(t) of these n(t) were served by then. The median is
    the first t with k(t)/n(t) >= 1/2: the "reduced-sample estimate" of Kaplan & Meier (JASA 1958), which may be used
    as it is known of every case how long it could be watched. Never served means not served, for as long as watched.
    The interval inverts the sign test, which assumes no distribution: it begins at the first t at which k(t) is not
    too few for one half (P(Bin(n, ½) <= k) > 2.5%) and ends at the first at which it is too many (P(Bin(n, ½) >= k)
    <= 2.5%). Without open cases these are the order statistics of the textbooks. Cost: n log n, and n for each time
    that may bound the interval.
    Raises ScienceError for times that are negative or no number, and for what took longer than it was watched.

    >>> median_wait([Wait(hours, 500) for hours in (2, 3, 5, 8, 20, 30)])
    Median(value=5, low=2, high=30, n=6, served=6)
    >>> median_wait([Wait(2, 500), Wait(4, 500), *[Wait(None, 500)] * 3]).value is None
    True
    """
    cases = _checked(waits)
    served = [(wait.took, wait.watched) for wait in cases if wait.took is not None]
    took, watched = sorted(took for took, _watched in served), sorted(wait.watched for wait in cases)
    left = sorted(until for _took, until in served)
    value = low = high = None
    for t in sorted(set(took)):
        n = len(cases) - bisect_left(watched, t)
        k = bisect_right(took, t) - bisect_left(left, t)  # whoever was not watched until t was served before, or never
        low = t if low is None and _at_most(k, n) > TAIL else low
        value = t if value is None and 2 * k >= n else value
        # As many or more: the coin has two equal sides. Of half or fewer no coin is too many.
        if 2 * k > n and _at_most(n - k, n) <= TAIL:
            high = t
            break
    return Median(value, low, high, len(cases), len(served))


def turns(told: Sequence[float], *, since: float, ended: float | None, every: float, now: float) -> Turns:
    """Of the promise of news at least every so many days, how often did it come due, and how often was it kept?

    A turn begins when the other heard last. It is kept by news within `every`; where the matter ended meanwhile, by
    news within `every` of the end. A turn that is running is not counted; one that was missed counts once, however
    long the silence lasts, and stays missed when the news comes at last. A second word within a day of the last one,
    without anything new, is no turn. All are days on one clock; `told` is in order and later than `since`.
    Raises ScienceError for a promise of no days, and for what was told out of order or in the future.

    >>> turns([5, 9], since=0, ended=None, every=7, now=12)  # kept twice; the third has until day 16
    Turns(kept=2, due=2)
    >>> turns([10], since=0, ended=9, every=7, now=40)  # nobody heard for ten days, then of the end at once
    Turns(kept=0, due=1)
    >>> turns([], since=0, ended=3, every=7, now=8), turns([], since=0, ended=3, every=7, now=11)
    (Turns(kept=0, due=0), Turns(kept=0, due=1))
    """
    times = [since, *told]
    if not every > 0 or any(later < earlier for earlier, later in zip(times, [*told, now], strict=True)):
        raise ScienceError(
            "News are told in order, not ahead of time, and promised for a time that is longer than none."
        )
    kept = due = 0
    for heard, after in zip(times, [*told, None], strict=True):
        limit = _limit(heard, ended, every)
        if limit is None:
            break
        if after is None:
            due += now > limit
        elif after - heard >= 1 or _tells_end(heard, after, ended):
            due += 1
            kept += after <= limit
    return Turns(kept, due)


def _limit(heard: float, ended: float | None, every: float) -> float | None:
    """Until when the next news is promised; None where the end has been heard."""
    if ended is None or ended > heard + every:
        return heard + every
    return ended + every if ended > heard else None


def _tells_end(heard: float, after: float, ended: float | None) -> bool:
    return ended is not None and heard < ended <= after


def _at_most(k: int, n: int) -> float:
    """The chance of `k` heads or fewer in `n` throws of a fair coin."""
    ways, found = 1, 1
    for heads in range(k):
        ways = ways * (n - heads) // (heads + 1)
        found += ways
    return float(found / (1 << n))


def _checked(waits: Iterable[Wait]) -> list[Wait]:
    cases = list(waits)
    for wait in cases:
        if not 0 <= wait.watched < math.inf:
            raise ScienceError("A case is watched for some time, or for none.")
        if wait.took is not None and not 0 <= wait.took <= wait.watched:
            raise ScienceError("What took longer than it was watched was not seen.")
    return cases
