"""Pure decisions of the room `people`."""

import datetime as dt
import re

from nameparser import HumanName


def split_name(full_name: str) -> dict[str, str]:
    """The parts of a name as typed, in the words of the model; nothing where there is only one word.

    >>> split_name("Dr. Ana María de la Cruz Jr.")
    {'given': 'Ana', 'family': 'de la Cruz', 'additional': 'María', 'prefix': 'Dr.', 'suffix': 'Jr.'}
    >>> split_name("Cher")
    {}
    """
    if len(full_name.split()) < 2:
        return {}
    name = HumanName(full_name)
    parts = {
        "given": name.first,
        "family": name.last,
        "additional": name.middle,
        "prefix": name.title,
        "suffix": name.suffix,
    }
    longest = {"given": 100, "family": 100, "additional": 100, "prefix": 60, "suffix": 60}
    return {part: value[: longest[part]] for part, value in parts.items() if value}


MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_YEARLESS = re.compile(r"--(\d{1,2})-?(\d{1,2})")
_BIG_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?(?:,? (\d{4}))?")


def read_day(text: str) -> str:
    """A day as people write it, in the form address books keep; empty where it is no day.

    >>> read_day("April 12, 1985"), read_day("12 Apr"), read_day("1985-4-12"), read_day("--0412"), read_day("soon")
    ('1985-04-12', '--04-12', '1985-04-12', '--04-12', '')
    """
    line = " ".join(text.casefold().split())
    if found := _YEARLESS.fullmatch(line):
        return _day(None, int(found[1]), int(found[2]))
    if found := _BIG_FIRST.fullmatch(line):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _WORDED.fullmatch(line)
    if not found or bool(found[1]) == bool(found[3]):
        return ""
    month = month_named(found[2])
    year = int(found[4]) if found[4] else None
    return _day(year, month, int(found[1] or found[3])) if month else ""


def month_named(word: str) -> int:
    """The number of a month, whole or by its first letters; 0 where it is none.

    >>> month_named("sept"), month_named("ma"), month_named("tom")
    (9, 0, 0)
    """
    found = [number for number, name in enumerate(MONTHS, start=1) if len(word) >= 3 and name.startswith(word)]
    return found[0] if len(found) == 1 else 0


def _day(year: int | None, month: int, day: int) -> str:
    try:
        # Without its year a day may be the 29th of February: any leap year tells.
        dt.date(year or 2000, month, day)
    except ValueError:
        return ""
    return f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
