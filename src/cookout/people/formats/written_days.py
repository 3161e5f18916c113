"""Days as programs write them beside people: `12 Mar 2024`, `7-Feb-22`, `3. März 1980`, `4/15/1980`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import dates

_MONTHS = (
    "jan jän", "feb fév fev", "mar mär mrz mär", "apr abr avr", "may mai maj", "jun jui", "jul juil lip",
    "aug ago aoû", "sep set", "oct okt ott", "nov", "dec dez dic déc",
)  # fmt: skip
_BY_NAME = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_NAMED = re.compile(r"(\d{1,2})[. \-]+([^\W\d_]{3,12})\.?[ \-,]+(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2}),? (\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})([/\-])(\d{1,2})\2(\d{4})")
_NOTHING = re.compile(r"0{1,4}([/.\-])0{1,2}\1(0{1,2}|0{4})")
MONTHS = 12
_PIVOT = 70
FOUR_DIGITS = 4


def says_nothing(text: str) -> bool:
    """Whether this is how a program writes that there is no day: `0/0/00`, `00.00.00`."""
    return bool(_NOTHING.fullmatch(text.strip()))


def order_of(values: Iterable[str]) -> str:
    """`dmy` or `mdy` where a day beyond the twelfth proves it and none speaks against it; else nothing."""
    first = second = False
    for value in values:
        found = _SLASHED.fullmatch(value.strip())
        if found:
            first |= int(found[1]) > MONTHS
            second |= int(found[3]) > MONTHS
    if first == second:
        return ""
    return "dmy" if first else "mdy"


def iso(text: str, order: str = "") -> str:
    """The day as ISO where it can be read in one way; else the text as it is.

    >>> iso("12 Mar 2024"), iso("7-Feb-22"), iso("3. März 1980"), iso("04/05/1980"), iso("04/05/1980", "dmy")
    ('2024-03-12', '2022-02-07', '1980-03-03', '04/05/1980', '1980-05-04')
    """
    text = text.strip()
    year, month, day = _parts(text, order)
    made = f"{year:04}-{month:02}-{day:02}" if month else text
    return made if dates.is_iso(made) else dates.iso(text)


def _parts(text: str, order: str) -> tuple[int, int, int]:
    if found := _NAMED.fullmatch(text):
        return _year(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    if found := _DOTTED.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    found = _SLASHED.fullmatch(text)
    if not found:
        return 0, 0, 0
    one, two, year = int(found[1]), int(found[3]), int(found[4])
    way = order or order_of([text])
    if one == two:
        way = "dmy"
    return {"dmy": (year, two, one), "mdy": (year, one, two)}.get(way, (0, 0, 0))


def _month(word: str) -> int:
    word = word.casefold()
    return _BY_NAME.get(word[:4]) or _BY_NAME.get(word[:3], 0)


def _year(text: str) -> int:
    """Two digits are of this century or the end of the last."""
    year = int(text)
    if len(text) == FOUR_DIGITS:
        return year
    return 2000 + year if year < _PIVOT else 1900 + year
