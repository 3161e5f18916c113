"""Which month a text means: the many ways in which tables write it, read together, column by column.

A column is read as a whole, because a text alone can mean two months: `03/04/2025` is March where another row says
`03/25/2025`. Where even the whole column leaves it open, it stays unread, and the reader says so.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1950, 2150
COUNTED = 1200
"""Numbers below it are months counted from some beginning, without a year."""

_NAMES = (
    ("january", "januar", "jan", "jänner", "jaenner"),
    ("february", "februar", "feb", "febr", "feber"),
    ("march", "märz", "maerz", "mar", "mär", "mrz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "juni", "jun"),
    ("july", "juli", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oktober", "oct", "okt"),
    ("november", "nov"),
    ("december", "dezember", "dec", "dez"),
)
NUMBER_OF = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
_NAMED = re.compile(r"(?:(?P<day>\d{1,2})[.\s-]*)?(?P<name>[^\W\d_]+)[\s./,-]*'?(?P<year>\d{4}|\d{2})")
_NAMED_LAST = re.compile(r"(?P<year>\d{4})[\s./,-]*(?P<name>[^\W\d_]+)\.?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/._ m]\s*m?(?P<month>\d{1,2})(?:\s*[-/._ ]\s*\d{1,2}(?:[t ].*)?)?")
_YEAR_LAST = re.compile(r"(?P<month>\d{1,2})\s*[-/._ ]\s*(?P<year>\d{4})")
_SHORT = re.compile(r"(?P<month>\d{1,2})\s*[/.]\s*(?P<year>\d{2})")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?:\d\d)?")
_DAY_FIRST = re.compile(r"(?P<first>\d{1,2})\s*\.\s*(?P<second>\d{1,2})\s*\.\s*(?P<year>\d{4}|\d{2})(?:\D.*)?")
_EITHER = re.compile(r"(?P<first>\d{1,2})\s*[/-]\s*(?P<second>\d{1,2})\s*[/-]\s*(?P<year>\d{4})(?:\D.*)?")
_NUMBER = re.compile(r"\d+")
_ZEROS = re.compile(r"^(\d+)[.,]0+$")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)(\d{4})[-_. ]?(\d\d)(?!\d)")
_NAME_AND_YEAR = re.compile(r"([^\W\d_]{3,})[-_. ]*(\d{4})(?!\d)")
_EXCEL_BEGINS = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Months:
    """What the texts of one column mean."""

    of: Mapping[str, int]
    """12 * year + month - 1 of each text that could be read."""
    unread: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    """Texts that could mean two months, and nothing in the column says which."""
    counted: bool = False
    """Whether the months are only counted, without a year."""


def read_months(texts: Iterable[str]) -> Months:
    """The months that these texts mean, read as one column.

    >>> dict(read_months(["Sept. 25", "2025-10-01"]).of)
    {'2025-10-01': 24309, 'Sept. 25': 24308}
    >>> read_months(["03/04/2025", "04/03/2025"]).ambiguous
    ('03/04/2025', '04/03/2025')
    """
    distinct = sorted(set(texts))
    plain = {text: _plain(text) for text in distinct}
    order = _order_of(plain.values())
    counted = bool(plain) and all(_is_counted(text) for text in plain.values())
    found: dict[str, int] = {}
    for text, written in plain.items():
        month = int(written) if counted else _month(written, order)
        if month is not None:
            found[text] = month
    left = [text for text in distinct if text not in found]
    ambiguous = tuple(text for text in left if not order and _EITHER.fullmatch(plain[text]))
    return Months(found, tuple(text for text in left if text not in ambiguous), ambiguous, counted)


def month_of_year(text: str) -> int | None:
    """1 to 12 where the text is a month without a year: `9`, `09`, `Sept.`, `September`."""
    plain = _plain(text).rstrip(".")
    if plain in NUMBER_OF:
        return NUMBER_OF[plain]
    return int(plain) if _NUMBER.fullmatch(plain) and 1 <= int(plain) <= 12 else None


def month_within(text: str) -> int | None:
    """The one month that a longer text, such as the name of a file, holds: `chapter 2025-09 final`."""
    found = set()
    for form in (_YEAR_AND_MONTH, _NAME_AND_YEAR):
        found = {_month(_plain(" ".join(match.groups())), "") for match in form.finditer(text)} - {None}
        if found:
            break
    return found.pop() if len(found) == 1 else None


def written(month: int) -> str:
    """`2025-09` for 24308.

    >>> written(24308)
    '2025-09'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _month(text: str, order: str) -> int | None:
    for form, read in _FORMS:
        match = form.fullmatch(text)
        if match:
            return read(match)
    slashed = _EITHER.fullmatch(text)
    if slashed and order:
        return _index(slashed["year"], int(slashed["second" if order == "day" else "first"]))
    return _of_number(int(text)) if _NUMBER.fullmatch(text) else None


def _index(year: str, month: int) -> int | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    return 12 * full + month - 1 if FIRST_YEAR <= full <= LAST_YEAR and 1 <= month <= 12 else None


def _of_name(match: re.Match[str]) -> int | None:
    number = NUMBER_OF.get(match["name"])
    return _index(match["year"], number) if number else None


def _of_digits(match: re.Match[str]) -> int | None:
    return _index(match["year"], int(match["month"]))


def _of_day_first(match: re.Match[str]) -> int | None:
    return _index(match["year"], int(match["second"]))


def _of_number(number: int) -> int | None:
    """Our own months (24308), or days as Excel counts them (45901)."""
    if 12 * FIRST_YEAR <= number <= 12 * LAST_YEAR:
        return number
    if 29_000 <= number <= 80_000:
        day = _EXCEL_BEGINS + timedelta(days=number)
        return 12 * day.year + day.month - 1
    return None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int | None]], ...] = (
    (_COMPACT, _of_digits),
    (_YEAR_FIRST, _of_digits),
    (_YEAR_LAST, _of_digits),
    (_SHORT, _of_digits),
    (_NAMED, _of_name),
    (_NAMED_LAST, _of_name),
    (_DAY_FIRST, _of_day_first),
)


def _order_of(texts: Iterable[str]) -> str:
    """`day` or `month` for what stands first between slashes; empty where the column leaves it open."""
    pairs = {(int(m["first"]), int(m["second"])) for text in texts if (m := _EITHER.fullmatch(text))}
    says_day = any(first > 12 for first, _second in pairs)
    says_month = any(second > 12 for _first, second in pairs)
    if says_day or says_month:
        return "" if says_day and says_month else "day" if says_day else "month"
    # First days of months are the commonest dates of all: the part that never changes from 1 is the day.
    firsts, seconds = {first for first, _ in pairs}, {second for _, second in pairs}
    if firsts == seconds:
        return "day" if firsts == {1} else ""
    return "day" if firsts == {1} else "month" if seconds == {1} else ""


def _plain(text: str) -> str:
    """Small letters, single blanks, and no `.0` behind a number that went through a spreadsheet."""
    return _ZEROS.sub(r"\1", " ".join(text.split()).lower())


def _is_counted(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and int(text) < COUNTED
