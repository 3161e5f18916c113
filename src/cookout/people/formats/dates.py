"""Dates as address books write them, as ISO where they are one."""

from __future__ import annotations

import re
from datetime import date

_FULL = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|(\d{2})(\d{2}))(?:[T ](.*))?", re.DOTALL)
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})")
_MIDNIGHT = re.compile(r"00:?00(:?00(\.0+)?)?(Z|[+-]00:?00)?")


def _real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def iso(text: str, no_year: str = "") -> str:
    """`1980-04-15`, or `--04-15` where the year is unknown or is the `no_year` stand-in; else the text.

    >>> iso("19800415"), iso("--0415"), iso("1604-04-15", "1604"), iso("circa 1800")
    ('1980-04-15', '--04-15', '--04-15', 'circa 1800')
    """
    text = text.strip()
    short = _NO_YEAR.fullmatch(text)
    if short:
        month, day = int(short.group(1)), int(short.group(2))
        return f"--{month:02}-{day:02}" if _real(2000, month, day) else text
    full = _FULL.fullmatch(text)
    if not full:
        return text
    year, month, day = int(full[1]), int(full[2] or full[4]), int(full[3] or full[5])
    if not _real(year, month, day):
        return text
    return f"--{month:02}-{day:02}" if full[1] == no_year else f"{year:04}-{month:02}-{day:02}"


def is_iso(text: str) -> bool:
    """Whether a text is a date, with or without its year."""
    return iso(text) == text and bool(_FULL.fullmatch(text) or _NO_YEAR.fullmatch(text))


def has_time(text: str) -> bool:
    """Whether a date carries a time of day that `iso` leaves out."""
    full = _FULL.fullmatch(text.strip())
    return bool(full and full[6] and not _MIDNIGHT.fullmatch(full[6].strip()))
