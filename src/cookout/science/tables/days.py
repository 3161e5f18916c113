"""Which day a text means: the ways in which titles and heads of columns write it, read together.

As with months, a text alone can mean two days: `03/04/2026` is the 3rd of April where another says `17/04/2026`, or
where only so all of them fall on one day of the week. Where that leaves it open, it stays unread.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cookout.science.tables.months_text import FIRST_YEAR, LAST_YEAR, NUMBER_OF

DAY, MONTH = "day", "month"
"""What stands first between slashes."""

_SAME_WEEKDAY_FROM = 3
"""So many dates on one day of the week are no chance."""

_WEEKDAY = re.compile(
    r"^(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b[.,]?\s*"
)
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[t ].*)?")
_COMPACT = re.compile(r"(?P<year>(?:19|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_DOTS = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4}|\d{2})?(?:\s.*)?")
_DAY_NAMED = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[.\s-]*(?P<name>[^\W\d_]+)\.?[\s,-]*'?(?P<year>\d{4}|\d{2})?")
_NAMED_DAY = re.compile(r"(?P<name>[^\W\d_]+)\.?[\s-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:[\s,-]+'?(?P<year>\d{4}))?")
_EITHER = re.compile(r"(?P<first>\d{1,2})[/-](?P<second>\d{1,2})(?:[/-](?P<year>\d{4}|\d{2}))?(?:\s.*)?")

WITHIN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|"
    r"\d{1,2}(?:st|nd|rd|th)?[. -]+[^\W\d_]{3,9}\.?[ ,-]+\d{4}|[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?, ?\d{4}"
)
"""Finds what may be a day in a longer text."""


@dataclass(frozen=True, slots=True)
class Days:
    """What the texts mean."""

    of: Mapping[str, date]
    unread: tuple[str, ...] = ()
    ambiguous: Mapping[str, tuple[date, ...]] | None = None
    """Text → the days it could mean, where nothing says which."""


def read_days(texts: Iterable[str], year: int | None = None) -> Days:
    """The days that these texts mean, read together; `year` stands in where they have none.

    >>> read_days(["03/04/2026", "17/04/2026"]).of["03/04/2026"]
    datetime.date(2026, 4, 3)
    >>> sorted(read_days(["03/04/2026", "10/04/2026", "01/05/2026"]).of.values())[-1]
    datetime.date(2026, 5, 1)
    >>> read_days(["7 Apr"], year=2026).of["7 Apr"], read_days(["7 Apr"]).unread
    (datetime.date(2026, 4, 7), ('7 Apr',))
    """
    distinct = list(dict.fromkeys(texts))
    plain = {text: _WEEKDAY.sub("", " ".join(text.lower().split())) for text in distinct}
    found = {text: day for text, written in plain.items() if (day := _certain(written, year))}
    slashed = {text: match for text in distinct if text not in found and (match := _EITHER.fullmatch(plain[text]))}
    order = _order_of(list(slashed.values()), year, found.values())
    open_ = {} if order else {text: both for text, match in slashed.items() if (both := _both(match, year))}
    if order:
        found |= {text: day for text, match in slashed.items() if (day := _slashed(match, order, year))}
    # First of January and the like mean one day either way.
    found |= {text: days[0] for text, days in open_.items() if len(days) == 1}
    ambiguous = {text: days for text, days in open_.items() if len(days) > 1}
    return Days(found, tuple(text for text in distinct if text not in found and text not in ambiguous), ambiguous)


def _certain(text: str, year: int | None) -> date | None:
    """The day of a text that can mean only one."""
    for form, number in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _day(match["year"], number(match), int(match["day"]), year)
    return None


def _in_digits(match: re.Match[str]) -> int:
    return int(match["month"])


def _by_name(match: re.Match[str]) -> int:
    return NUMBER_OF.get(match["name"], 0)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
    (_ISO, _in_digits),
    (_COMPACT, _in_digits),
    (_DOTS, _in_digits),
    (_DAY_NAMED, _by_name),
    (_NAMED_DAY, _by_name),
)


def _day(year: str | None, month: int, day: int, else_: int | None) -> date | None:
    full = else_ if year is None else int(year) + (2000 if len(year) == 2 else 0)
    if full is None or not FIRST_YEAR <= full <= LAST_YEAR:
        return None
    try:
        return date(full, month, day)
    except ValueError:
        return None


def _slashed(match: re.Match[str], order: str, year: int | None) -> date | None:
    first, second = int(match["first"]), int(match["second"])
    day, month = (first, second) if order == DAY else (second, first)
    return _day(match["year"], month, day, year)


def _both(match: re.Match[str], year: int | None) -> tuple[date, ...]:
    days = (_slashed(match, order, year) for order in (DAY, MONTH))
    return tuple(sorted({day for day in days if day}))


def _order_of(matches: list[re.Match[str]], year: int | None, others: Iterable[date]) -> str:
    """`day` or `month` for what stands first; empty where it is open, or where two orders are mixed."""
    says_day = any(int(match["first"]) > 12 for match in matches)
    says_month = any(int(match["second"]) > 12 for match in matches)
    if says_day or says_month:
        return "" if says_day and says_month else DAY if says_day else MONTH
    if len(matches) < _SAME_WEEKDAY_FROM:
        return ""
    weekdays = {day.weekday() for day in others}
    weekly = [
        order
        for order in (DAY, MONTH)
        if len({day.weekday() if day else -1 for day in (_slashed(match, order, year) for match in matches)} | weekdays)
        == 1
    ]
    return weekly[0] if len(weekly) == 1 else ""


def days_within(text: str) -> list[str]:
    """What may be days in a longer text, as they are written.

    >>> days_within("Slips from 01/04/2026 to 30/04/2026")
    ['01/04/2026', '30/04/2026']
    """
    return [match.group() for match in WITHIN.finditer(text)]
