"""Pure decisions about months: which ones are full, and from when on somebody's months count."""

import datetime as dt
from collections.abc import Iterable

Span = tuple[dt.date, dt.date | None]
"""The first day of a membership, and the first day after it; None while it lasts."""


def month_of(day: dt.date) -> int:
    """The number of a month.

    >>> month_of(dt.date(2025, 9, 30)) == 12 * 2025 + 8
    True
    """
    return 12 * day.year + day.month - 1


def first_day(month: int) -> dt.date:
    """The day on which a month begins.

    >>> first_day(12 * 2025 + 8)
    datetime.date(2025, 9, 1)
    """
    return dt.date(month // 12, month % 12 + 1, 1)


def next_full(day: dt.date) -> int:
    """The first month of which this day and all after it see the whole.

    >>> next_full(dt.date(2025, 9, 1)) == month_of(dt.date(2025, 9, 1))
    True
    >>> next_full(dt.date(2025, 9, 2)) == month_of(dt.date(2025, 10, 1))
    True
    """
    return month_of(day) + (day.day > 1)


def counts_from(joined: dt.date, first_act: dt.date) -> int:
    """From which month on somebody's months count: her account existed before it began, and by its first day she had
    written something down. The month of the first act itself is left out: it is there only because it is not empty.

    >>> first_day(counts_from(dt.date(2025, 1, 10), dt.date(2025, 3, 5)))
    datetime.date(2025, 4, 1)
    >>> first_day(counts_from(dt.date(2025, 3, 1), dt.date(2024, 3, 5)))
    datetime.date(2025, 4, 1)
    """
    return max(month_of(joined) + 1, next_full(first_act))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Memberships that follow each other without a day between them, as one.

    >>> one, two = (dt.date(2025, 1, 1), dt.date(2025, 1, 17)), (dt.date(2025, 1, 17), None)
    >>> merged([two, one]) == [(dt.date(2025, 1, 1), None)]
    True
    """
    found: list[Span] = []
    for joined, left in sorted(spans, key=lambda span: span[0]):
        end = found[-1][1] if found else dt.date.min
        if found and (end is None or joined <= end):
            later = None if end is None or left is None else max(end, left)
            found[-1] = (found[-1][0], later)
        else:
            found.append((joined, left))
    return found


def full_months(spans: Iterable[Span], since: int, until: int) -> list[int]:
    """The months from `since` to `until` through which a membership lasted from the first to the last day.

    >>> spans = [(dt.date(2025, 1, 15), dt.date(2025, 4, 1)), (dt.date(2025, 6, 1), None)]
    >>> [first_day(month).month for month in full_months(spans, month_of(dt.date(2025, 1, 1)), 12 * 2025 + 6)]
    [2, 3, 6, 7]
    """
    found: set[int] = set()
    for joined, left in merged(spans):
        last = until if left is None else min(until, month_of(left) - 1)
        found.update(range(max(since, next_full(joined)), last + 1))
    return sorted(found)


def covers(spans: Iterable[Span], day: dt.date) -> dt.date | None:
    """The first day of the membership in which this day lies; None where it lies in none."""
    return next((joined for joined, left in spans if joined <= day and (left is None or day < left)), None)
