"""The day in a hasty line: “yesterday”, “on Tuesday”, “3 weeks ago”, “March 3”, “3/4”, “2026-03-04”."""

import datetime as dt
import re
from collections.abc import Callable

from cookout.people.rules import month_named

MONTH_FIRST = frozenset({"US", "CA", "PH", "PR", "GU"})
"""Countries where 3/4 is the fourth of March."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = "mon|tues?|wed|thurs?|thu|fri|sat|sun"
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple": 2, "few": 3}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_NAMED = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "just now": 0,
    "yesterday": 1, "last night": 1, "yesterday evening": 1, "yesterday morning": 1, "yesterday afternoon": 1,
    "the day before yesterday": 2, "day before yesterday": 2,
    "last week": 7, "last month": 30, "last year": 365, "tomorrow": -1,
}  # fmt: skip

_ISO = re.compile(r"\b(?:on\s+)?(\d{4})-(\d{1,2})-(\d{1,2})\b")
_AGO = re.compile(
    r"\b(?:about\s+)?(?:a\s+)?(\d{1,3}|an?|one|two|three|four|five|six|couple(?:\s+of)?|few)\s+(day|week|month|year)s?\s+ago\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(" + "|".join(sorted(_NAMED, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"\b(?:(?:on|last|this)\s+)?({'|'.join(WEEKDAYS)})\b|\b(?:on|last|this)\s+({_SHORT})\b\.?", re.IGNORECASE
)
_WEEKEND = re.compile(r"\b(?:last|over the|this|at the)\s+weekend\b", re.IGNORECASE)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]*)\.?"
_YEAR = r"(?:,?\s+(\d{4}))?"
_MONTH_DAY = re.compile(rf"\b(?:on\s+)?{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR}", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"\b(?:on\s+)?(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH}(?![a-z]){_YEAR}", re.IGNORECASE
)
_SLASHED = re.compile(r"(?<![\d/])(?:on\s+)?(\d{1,2})/(\d{1,2})(?:/(\d{2}|\d{4}))?(?![\d/])")


class NoSuchDay(ValueError):
    """A day was written that no calendar has."""


def take_day(line: str, *, today: dt.date, day_first: bool = False) -> tuple[dt.date | None, str]:
    """The day a line names, and the line without it; no day where it names none.

    >>> take_day("coffee on March 3 with Ana", today=dt.date(2026, 3, 4))
    (datetime.date(2026, 3, 3), 'coffee with Ana')
    >>> take_day("coffee with Ana", today=dt.date(2026, 3, 4))
    (None, 'coffee with Ana')
    """

    def slashed(found: re.Match[str]) -> dt.date | None:
        day, month = (1, 2) if day_first else (2, 1)
        year = int(found[3]) if found[3] else None
        return _in_year(year + 2000 if year and year < 100 else year, int(found[month]), int(found[day]), today)

    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dt.date | None]], ...] = (
        (_ISO, _iso),
        (_AGO, lambda found: _back(today, _many(found[1]) * _DAYS[found[2].casefold()])),
        (_SAID, lambda found: today - dt.timedelta(days=_NAMED[found[1].casefold()])),
        (_WEEKEND, lambda found: today - dt.timedelta(days=(today.weekday() - 5) % 7 or 7)),
        (_WEEKDAY, lambda found: _weekday(found[1] or found[2], today)),
        (_MONTH_DAY, lambda found: _worded(found[1] + found[2], found[3], found[4], today)),
        (_DAY_MONTH, lambda found: _worded(found[2] + found[3], found[1], found[4], today)),
        (_SLASHED, slashed),
    )
    for pattern, read in readers:
        found = pattern.search(line)
        if found and (on := read(found)) is not None:
            return on, " ".join((line[: found.start()] + " " + line[found.end() :]).split())
    return None, line


def _iso(found: re.Match[str]) -> dt.date:
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as problem:
        raise NoSuchDay from problem


def _many(word: str) -> int:
    return _NUMBERS.get(word.casefold().split()[0]) or int(word)


def _back(today: dt.date, days: int) -> dt.date | None:
    try:
        return today - dt.timedelta(days=days)
    except OverflowError:
        return None


def _weekday(word: str, today: dt.date) -> dt.date:
    wanted = next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word.casefold()[:3]))
    return today - dt.timedelta(days=(today.weekday() - wanted) % 7 or 7)


def _worded(month: str, day: str, year: str | None, today: dt.date) -> dt.date | None:
    number = month_named(month.casefold())
    return _in_year(int(year) if year else None, number, int(day), today) if number else None


def _in_year(year: int | None, month: int, day: int, today: dt.date) -> dt.date | None:
    """The day in that year; without a year the last time the calendar had it."""
    for candidate in [year] if year else range(today.year, today.year - 5, -1):
        try:
            on = dt.date(candidate, month, day)
        except ValueError:
            continue
        if year or on <= today:
            return on
    return None


_AHEAD = re.compile(r"in\s+(\d{1,3}|an?|one|two|three|four|five|six)\s+(day|week|month|year)s?", re.IGNORECASE)


def day_ahead(text: str, *, today: dt.date, day_first: bool = False) -> dt.date | None:
    """A day to come as one types it: “2026-03-09”, “friday”, “tomorrow”, “in 2 weeks”, “March 9”.

    >>> day_ahead("friday", today=dt.date(2026, 3, 4)), day_ahead("in two weeks", today=dt.date(2026, 3, 4))
    (datetime.date(2026, 3, 6), datetime.date(2026, 3, 18))
    >>> day_ahead("March 1", today=dt.date(2026, 3, 4)), day_ahead("some day", today=dt.date(2026, 3, 4))
    (datetime.date(2027, 3, 1), None)
    """
    line = " ".join(text.casefold().split())
    if found := _AHEAD.fullmatch(line):
        return _back(today, -_many(found[1]) * _DAYS[found[2]])
    try:
        on, rest = take_day(line, today=today, day_first=day_first)
    except NoSuchDay:
        return None
    if on is None or rest:
        return None
    if _WEEKDAY.fullmatch(line):
        return on + dt.timedelta(days=7)
    return on if on >= today or _ISO.fullmatch(line) else _next_year(on)


def _next_year(on: dt.date) -> dt.date:
    try:
        return on.replace(year=on.year + 1)
    except ValueError:  # the 29th of February
        return on.replace(year=on.year + 1, day=28)
