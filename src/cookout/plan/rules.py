"""Pure decisions of the room `plan`: what fits into ten minutes, and from which seed a day is drawn."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

SLOTS = 6
"""How many people a day suggests to reach out to."""

MOST_FOLLOWED = 10
"""So many follow-ups stand on a day by name; the others are one line, and none of them is forgotten."""

POLICY = "due-1"
"""The version of the ranking that is logged with every suggestion; a new ranking takes a new name."""

SHARE = 0.1
"""One slot in ten is drawn by lot (PRODUCT §5.4)."""

SOON = dt.timedelta(days=14)
"""Lots are drawn among those who are due, or will be within two weeks."""

LATER = dt.timedelta(days=1)
NOT_NOW = dt.timedelta(days=14)

MINUTES: Mapping[str, int] = MappingProxyType(
    {
        "call": 10,
        "text": 5,
        "mail": 5,
        "other": 5,
        "promise": 10,
        "prepare": 5,
        "answer": 5,
        "wrap_up": 5,
        "update": 5,
        "reply": 5,
        "triage": 10,
        "follow_ups": 10,
    }  # fmt: skip
)
FITS = (5, 10, 20)


MOST_HOURS: Mapping[str, int] = MappingProxyType({"week": 60, "month": 240})
"""More than that beside one's work is no plan."""


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week in which a day lies.

    >>> monday_of(dt.date(2026, 12, 2)).isoformat()
    '2026-11-30'
    """
    return day - dt.timedelta(days=day.weekday())


def seed(owner: str, day: dt.date) -> int:
    """The seed of one user's day: the same all day long, different tomorrow.

    >>> seed("a", dt.date(2026, 1, 1)) == seed("a", dt.date(2026, 1, 1)) != seed("a", dt.date(2026, 1, 2))
    True
    """
    digest = hashlib.sha256(f"{owner} {day.isoformat()} {POLICY}".encode()).digest()
    return int.from_bytes(digest[:6], "big")


def fitting(minutes: Sequence[int], within: int) -> list[int]:
    """Which of these, in their order, can be done within so many minutes.

    >>> fitting([10, 5, 10, 5], 20)
    [0, 1, 3]
    """
    chosen, left = [], within
    for position, cost in enumerate(minutes):
        if cost <= left:
            chosen.append(position)
            left -= cost
    return chosen


def days_until_birthday(birthday: str, today: dt.date) -> int | None:
    """Days until the next birthday of “1980-04-15” or “--04-15”; None where it says no day. The 29th counts on March 1.

    >>> days_until_birthday("--01-02", dt.date(2025, 12, 30)), days_until_birthday("some spring", dt.date(2026, 1, 1))
    (3, None)
    """
    try:
        month, day = (int(part) for part in birthday[-5:].split("-"))
        if birthday[-6:-5] != "-" or not 1 <= day <= (29 if month == 2 else 31):
            return None
        coming = [_anniversary(year, month, day) for year in (today.year, today.year + 1)]
    except ValueError:
        return None
    return min((date - today).days for date in coming if date >= today)


def _anniversary(year: int, month: int, day: int) -> dt.date:
    if (month, day) == (2, 29):
        return dt.date(year, 2, 28) + dt.timedelta(days=1)
    return dt.date(year, month, day)
