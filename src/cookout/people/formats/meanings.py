"""What a column may mean: a word, and after a colon whose or which: `phone:work`, `related:referred by`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .columns import TYPED
from .match import fold

NAMES = ("full", "given", "additional", "family", "prefix", "suffix")
ADDRESS = {"pobox": 0, "extended": 1, "street": 2, "city": 3, "region": 4, "postal": 5, "country": 6}
BIRTH = ("birth-year", "birth-month", "birth-day")
PLAIN = (
    "nickname", "email", "phone", "address", "organisation", "department", "title", "role", "birthday", "anniversary",
    "date", "url", "im", "related", "note", "category", "other",
)  # fmt: skip
SKIP = "skip"
ECHO = "echo"
"""What programs write beside a mail: its own name once more. Kept only where it says more than the mail."""
WORDS = frozenset((*NAMES, *ADDRESS, *BIRTH, *PLAIN, SKIP))
REFERRER = "related:referred by"
_ALIASES = {
    "name": "full", "company": "organisation", "organization": "organisation", "mail": "email", "e-mail": "email",
    "mobile": "phone:mobile", "referrer": REFERRER, "referred by": REFERRER, "website": "url", "tag": "category",
    "first name": "given", "last name": "family",
}  # fmt: skip
LONGEST = 60
SEEN = 3
"""How many values of a column are shown beside the question."""

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_PHONE = re.compile(r"\+?[\d ()./\-]{6,24}(?:(?:x|ext\.?) ?\d{1,6})?")
_URL = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){1,3}")
_LOOKS = {"email": _EMAIL, "phone": _PHONE, "url": _URL}


def normal(meaning: str) -> str:
    """A meaning as it is kept; nothing where there is no such meaning.

    >>> normal(" Phone:Work "), normal("referrer"), normal("shoe size")
    ('phone:Work', 'related:referred by', '')
    """
    text = _ALIASES.get(" ".join(meaning.split()).lower(), meaning)
    word, _colon, label = (part.strip() for part in text.partition(":"))
    word = word.lower()
    if word not in WORDS or len(label) > LONGEST:
        return ""
    return f"{word}:{label}" if label else word


def titles(header: Sequence[str]) -> list[str]:
    """The titles of columns, each once: what has none is called by its place, what is there twice is numbered.

    >>> titles(["Phone", "", "Phone"])
    ['Phone', 'Column 2', 'Phone (2)']
    """
    found: dict[str, str] = {}
    for at, cell in enumerate(header):
        title = " ".join(cell.split()) or f"Column {at + 1}"
        number, once = 1, title
        while fold(once) in found:
            number += 1
            once = f"{title} ({number})"
        found[fold(once)] = once
    return list(found.values())


def guess(header: Sequence[str], rows: Sequence[Sequence[str]], known: dict[str, str]) -> list[str]:
    """What each column seems to mean: by its title, else by what stands in it; `other` where nothing speaks."""
    found = []
    for at, title in enumerate(header):
        key = fold(title)
        found.append(TYPED.get(key) or known.get(key) or _by_values(column(rows, at)))
    if not set(NAMES) & set(found):
        named = (at for at, one in enumerate(found) if one == "other" and _all(_NAME, column(rows, at)))
        first = next(named, None)
        if first is not None:
            found[first] = "full"
    return found


def column(rows: Iterable[Sequence[str]], at: int) -> list[str]:
    """What stands in one column, without the empty cells."""
    return [row[at].strip() for row in rows if at < len(row) and row[at].strip()]


def _by_values(values: Sequence[str]) -> str:
    for meaning, looks in (("email", _EMAIL), ("url", _URL), ("date", _DAY), ("phone", _PHONE)):
        if _all(looks, values):
            return "other" if meaning == "date" else meaning
    return "other"


def _all(looks: re.Pattern[str], values: Sequence[str]) -> bool:
    return bool(values) and all(looks.fullmatch(value) for value in values)


def is_person(row: Sequence[str]) -> bool:
    """Whether a line that should be a header holds somebody: a mail, or a number of seven digits and more."""
    return any(
        _EMAIL.fullmatch(cell.strip())
        or (_PHONE.fullmatch(cell.strip()) and sum(sign.isdigit() for sign in cell) > LEAST_DIGITS)
        for cell in row
    )


LEAST_DIGITS = 6


def misfit(header: Sequence[str], meanings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The title of the first column in which nothing looks like what it is said to be; else nothing."""
    for at, meaning in enumerate(meanings):
        looks, values = _LOOKS.get(meaning.partition(":")[0]), column(rows, at)
        if looks and len(values) >= SEEN and not any(looks.search(value) for value in values):
            return header[at]
    return ""
