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


_BEFORE_NO_SURNAME = (
    "new san los las saint st north south east west upper lower main mount fort lake united the a an my our his her "
    "their first last young old dr mr mrs ms in on at from for with and but january february march april may june "
    "july august september october november december monday tuesday wednesday thursday friday saturday sunday"
)
_NO_SURNAME = (
    "street road avenue lane park county city school church hospital university college bank inc llc group company "
    "center centre dental law firm clinic club association society insurance realty foundation state "
    "bakery cafe shop store salon garage farm hotel club house homes heights"
)
_PAIR = re.compile(r"\b([^\W\d_][\w'’-]+)\s+([^\W\d_][\w'’-]+)")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.?\s+([^\W\d_][\w'’-]+)")


def whole_name(text: str) -> str:
    """What looks like a given name with a surname, or a surname after a title; nothing where none does.

    >>> whole_name("Marta Reyes sold her shop; her sister sent her")
    'Marta Reyes'
    >>> whole_name("Dentist, two chairs, New York. Sent by Luis")
    ''
    >>> whole_name("Mrs. Brandt wanted to move")
    'Brandt'
    """
    titled = _TITLED.search(text)
    if titled and titled[1][0].isupper():
        return titled[1]
    for start in (found.start() for found in re.finditer(r"\b[^\W\d_]", text)):
        pair = _PAIR.match(text, start)
        if pair and _is_name(pair[1], pair[2]):
            return f"{pair[1]} {pair[2]}"
    return ""


def _is_name(given: str, family: str) -> bool:
    capitals = given[0].isupper() and family[0].isupper() and not (given.isupper() or family.isupper())
    no_surname = _NO_SURNAME.split()
    return (
        capitals
        and given.lower() not in (*_BEFORE_NO_SURNAME.split(), *no_surname)
        and family.lower() not in no_surname
    )
