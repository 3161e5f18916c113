"""What is decided of rounds from values alone."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

A_WEEK = dt.timedelta(days=7)
FRIDAY = dt.timedelta(days=4)

DAYS_OF_WORK = 5
"""Monday to Friday: who is on leave on one of them is not asked to meet in that week."""


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week in which a day lies.

    >>> monday_of(dt.date(2026, 12, 2)).isoformat()
    '2026-11-30'
    """
    return day - dt.timedelta(days=day.weekday())


# A picture asks the same few bounds of some hundred days.
@lru_cache(maxsize=128)
def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last of a shorter month.

    >>> months_before(dt.date(2026, 5, 31), 3).isoformat()
    '2026-02-28'
    """
    at = 12 * day.year + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def whole_months(since: dt.date, until: dt.date) -> int:
    """How many whole months lie between two days; none where the second is earlier.

    >>> whole_months(dt.date(2026, 1, 31), dt.date(2026, 2, 28))
    0
    >>> whole_months(dt.date(2025, 10, 7), dt.date(2026, 12, 7))
    14
    """
    months = 12 * (until.year - since.year) + until.month - since.month
    return max(months - (until.day < since.day), 0)


def belongs_in(monday: dt.date, joined_on: dt.date, left_on: dt.date | None) -> bool:
    """Whether a member can be paired in this week: who is one on its Friday.

    >>> belongs_in(dt.date(2026, 12, 7), dt.date(2026, 12, 8), None)
    True
    >>> belongs_in(dt.date(2026, 12, 7), dt.date(2026, 1, 8), dt.date(2026, 12, 9))
    False
    """
    friday = monday + FRIDAY
    return joined_on <= friday and (left_on is None or left_on > friday)


def is_away(monday: dt.date, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    """Whether a leave takes one of the five days of work of this week; its last day is the one on which one is back.

    >>> monday = dt.date(2026, 12, 7)
    >>> is_away(monday, dt.date(2026, 12, 11), None), is_away(monday, dt.date(2026, 12, 12), None)
    (True, False)
    """
    after = monday + dt.timedelta(days=DAYS_OF_WORK)
    return starts_on < after and (ends_on is None or ends_on > monday)


def capacity(most: int, weeks: int, a_month: int | None) -> int:
    """How often somebody is paired at most in so many weeks; what she wishes counts for each four of them.

    >>> capacity(4, 4, None), capacity(4, 4, 2), capacity(8, 12, 2), capacity(4, 2, None)
    (4, 2, 6, 2)
    """
    wished = most if a_month is None else a_month * max(1, weeks // 4)
    return min(most, weeks, wished)


def overlap(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> bool:
    """Whether two times, each from a day to a day, have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


UNTIL = dt.timedelta(days=2)
"""A new pair can still meet in the week that runs, if it is told by its Wednesday."""


def is_open_week(monday: dt.date, today: dt.date) -> bool:
    """Whether somebody can still be given a partner in the week of this Monday.

    >>> wednesday = dt.date(2026, 11, 25)
    >>> is_open_week(dt.date(2026, 11, 23), wednesday), is_open_week(dt.date(2026, 11, 16), wednesday)
    (True, False)
    """
    return today <= monday + UNTIL


class Band(IntEnum):
    """How long ago two last met: the higher, the more recent."""

    NEVER, LONGER, YEAR, HALF, QUARTER, MONTH = range(6)


BANDS = ((1, Band.MONTH), (3, Band.QUARTER), (6, Band.HALF), (12, Band.YEAR))
"""Up to how many months ago each lies; the last day belongs to it."""


def band_of(on: dt.date | None, today: dt.date) -> Band:
    """In which band of recency a day lies.

    >>> days = dt.date(2026, 10, 23), dt.date(2026, 10, 22), dt.date(2025, 11, 22), None
    >>> [band_of(day, dt.date(2026, 11, 23)).name for day in days]
    ['MONTH', 'QUARTER', 'LONGER', 'NEVER']
    """
    if on is None:
        return Band.NEVER
    return next((band for months, band in BANDS if on >= months_before(today, months)), Band.LONGER)


FEW_IN_A_FIELD = 3
"""A member beside fewer than that sits better in another of her fields."""


def fields_of(spheres: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """In which field each sits: the first of her spheres, or where few sit there, the fullest of her others.

    Who would sit alone in hers sits with the others who do, in a field without name.

    >>> fields_of({1: ["trades"], 2: ["trades"], 3: ["trades"], 4: ["later-life", "trades"], 5: ["pets"], 6: []})
    {1: 'trades', 2: 'trades', 3: 'trades', 4: 'trades', 5: '', 6: ''}
    """
    first = {key: names[0] if names else "" for key, names in spheres.items()}
    many = Counter(first.values())

    def better(key: int) -> str:
        """The fullest where enough sit; of equals the earlier."""
        if many[first[key]] >= FEW_IN_A_FIELD:
            return first[key]
        full = [name for name in spheres[key] if many[name] >= FEW_IN_A_FIELD]
        return max(full, key=lambda name: many[name], default=first[key])

    found = {key: better(key) for key in spheres}
    sitting = Counter(found.values())
    return {key: name if sitting[name] > 1 else "" for key, name in found.items()}


class Gap(NamedTuple):
    """Two fields, and how many pairs of their members have met, of how many there are."""

    first: str
    second: str
    met: int
    of: int


ENOUGH_PAIRS = 12
"""Of fewer pairs, a share says little."""


def widest_gap(fields: Mapping[int, str], met: Iterable[tuple[int, int]]) -> Gap | None:
    """The two fields whose members have met least; of equals where most pairs could. None where all met.

    >>> fields = dict(zip(range(9), "aaabbbccc", strict=True))
    >>> widest_gap(fields, []) is None  # of nine pairs nothing is said
    True
    >>> widest_gap({key: "ab"[key % 2] for key in range(8)}, [(0, 1)])
    Gap(first='a', second='b', met=1, of=16)
    """
    sizes = Counter(name for name in fields.values() if name)
    met_between = Counter(tuple(sorted((fields[one], fields[other]))) for one, other in met)
    gaps = [
        Gap(one, other, met_between[one, other], sizes[one] * sizes[other])
        for one, other in combinations(sorted(sizes), 2)
        if sizes[one] * sizes[other] >= ENOUGH_PAIRS
    ]
    widest = min(gaps, key=lambda gap: (gap.met / gap.of, -gap.of), default=None)
    return widest if widest is not None and widest.met < widest.of else None


def is_holiday(monday: dt.date) -> bool:
    """Whether the days from Christmas Eve to New Year's Day touch the week: many are away then, in many countries.

    >>> [is_holiday(dt.date(2026, 12, 14) + week * A_WEEK) for week in range(4)]
    [False, True, True, False]
    """
    days = [monday + dt.timedelta(days=number) for number in range(7)]
    return any((day.month == 12 and day.day >= 24) or (day.month == 1 and day.day == 1) for day in days)
