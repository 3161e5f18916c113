"""How long it takes until one trusts somebody, and whether that is longer in a crowded trade.

That it takes longer in a crowded trade is what the field teaches (PRODUCT C5) and what is seen of rivals, who hold
back (SCIENCE 1.2: Cai & Szeidl; Lane et al.). By how much, nobody has measured: so no number is made up here. Whoever
has judged enough ties reads their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cookout.science.record import Median, Wait, median_wait


@dataclass(frozen=True, slots=True)
class Judged:
    """One tie whose trust was judged: days from the first contact until it was trusted, and how long it was watched."""

    took: float | None
    watched: float
    crowded: bool


@dataclass(frozen=True, slots=True)
class TimeToTrust:
    """By when half of the ties were trusted, in days: all of them, those in crowded trades, and the others."""

    everyone: Median
    crowded: Median
    others: Median

    @property
    def direction(self) -> str:
        """Whether crowded trades took longer: only where the two intervals have no day in common; else nothing."""
        if not (is_known(self.crowded) and is_known(self.others)):
            return ""
        if _after(self.crowded, self.others):
            return "longer"
        return "shorter" if _after(self.others, self.crowded) else ""


def time_to_trust(judged: Iterable[Judged]) -> TimeToTrust:
    """How many days from the first contact to trust? The median, with its 95% interval by the sign test.

    Ties that are judged and not trusted yet count for as long as they were watched (see `median_wait`: Kaplan & Meier,
    JASA 1958), so the slow ones are not forgotten. Ties that were never judged say nothing and are not given.
    Unit: days. Raises ScienceError as `median_wait` does. Cost: that of three medians.

    >>> own = [Judged(days, 900, True) for days in (200, 240, 260, 300, 310, 400)]
    >>> own += [Judged(days, 900, False) for days in (30, 40, 60, 70, 90, 120)]
    >>> found = time_to_trust(own)
    >>> found.crowded.value, found.others.value, found.direction
    (260, 60, 'longer')
    >>> is_known(time_to_trust(own[:4]).everyone)
    False
    """
    rows = list(judged)
    return TimeToTrust(
        everyone=_median(rows),
        crowded=_median(row for row in rows if row.crowded),
        others=_median(row for row in rows if not row.crowded),
    )


def is_known(median: Median) -> bool:
    """Whether there are enough ties to say it, and half of them are trusted by now."""
    return median.is_known and median.value is not None


def _median(rows: Iterable[Judged]) -> Median:
    return median_wait(Wait(row.took, row.watched) for row in rows)


def _after(one: Median, other: Median) -> bool:
    """Whether all of one interval lies after all of the other."""
    return one.low is not None and other.high is not None and one.low > other.high
