"""Pure decisions about months and quarters: which are full, what is missing in them, and who did most."""

import datetime as dt
import re
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


MONTH_OF_WEEKS = 4
"""So many weeks of a round are looked at to name its month; what is suggested first is what the hat drew."""


def hat_month(starts_on: dt.date, weeks: int) -> int:
    """The month in which a round's suggestions count: that of the middle of its first four weeks.

    A plan for December may begin on the last Monday of November.

    >>> first_day(hat_month(dt.date(2026, 11, 30), 4)), first_day(hat_month(dt.date(2026, 11, 30), 1))
    (datetime.date(2026, 12, 1), datetime.date(2026, 12, 1))
    """
    return month_of(starts_on + dt.timedelta(days=7 * min(weeks, MONTH_OF_WEEKS) // 2))


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


# Periods: a month, a quarter; and what is missing in one


def month_named(text: str) -> int | None:
    """The number of a month as addresses name it; None where there is no such month.

    >>> month_named("2025-09") == 12 * 2025 + 8, month_named("2025-13"), month_named("next")
    (True, None, None)
    """
    found = re.fullmatch(r"(2\d{3})-(0[1-9]|1[0-2])", text, re.ASCII)
    return 12 * int(found[1]) + int(found[2]) - 1 if found else None


def quarter_named(text: str) -> int | None:
    """The first month of a quarter as addresses name it; None where there is no such quarter.

    >>> quarter_named("2025-q3") == month_named("2025-07"), quarter_named("2025-q5")
    (True, None)
    """
    found = re.fullmatch(r"(2\d{3})-q([1-4])", text, re.ASCII)
    return 12 * int(found[1]) + 3 * int(found[2]) - 3 if found else None


def quarter_name(month: int) -> str:
    """How addresses name the quarter in which a month lies.

    >>> quarter_name(12 * 2025 + 8)
    '2025-q3'
    """
    return f"{month // 12}-q{month % 12 // 3 + 1}"


def last_day(month: int) -> dt.date:
    """The day on which a month ends.

    >>> last_day(12 * 2024 + 1)
    datetime.date(2024, 2, 29)
    """
    return first_day(month + 1) - dt.timedelta(days=1)


def unsettled(
    weekday: int | None, start: dt.date, end: dt.date, meetings: Iterable[tuple[dt.date, bool]]
) -> list[dt.date]:
    """Days of which nothing is known: meetings neither closed nor called off, and weeks without any row.

    `meetings` are day and whether it is settled (closed, or a holiday); a week whose meeting lies outside the period
    is not looked at again.

    >>> rows = [(dt.date(2025, 9, 2), True), (dt.date(2025, 9, 11), False)]
    >>> [day.day for day in unsettled(1, dt.date(2025, 9, 1), dt.date(2025, 9, 30), rows)]
    [11, 16, 23, 30]
    """
    told = dict(meetings)
    weeks = {day - dt.timedelta(days=day.weekday()) for day in told}
    found = {day for day, is_settled in told.items() if not is_settled and start <= day <= end}
    if weekday is not None:
        day = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
        while day <= end:
            if day - dt.timedelta(days=day.weekday()) not in weeks:
                found.add(day)
            day += dt.timedelta(days=7)
    return sorted(found)


def placed(counts: Iterable[tuple[str, int]]) -> list[tuple[int, str, int]]:
    """Place, key and count, the most first; who ties shares the place, and the next one is as far down as heads count.

    Nothing is no achievement: zeros have no place.

    >>> placed([("Ana", 4), ("Bo", 6), ("Cy", 4), ("Di", 1), ("Ed", 0)])
    [(1, 'Bo', 6), (2, 'Ana', 4), (2, 'Cy', 4), (4, 'Di', 1)]
    """
    order = sorted(((count, key) for key, count in counts if count > 0), key=lambda one: (-one[0], one[1]))
    found: list[tuple[int, str, int]] = []
    for at, (count, key) in enumerate(order, 1):
        place = found[-1][0] if found and found[-1][2] == count else at
        found.append((place, key, count))
    return found


FEWEST_PAYERS = 3
"""A sum of money tells what one member earned where fewer share in it."""

FEWEST_COUNTED = 3
"""A mean of a chapter tells what one member did where fewer are counted."""
