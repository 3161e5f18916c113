"""Counts and amounts of money as reports write them, read exactly.

A count may come as `3`, `3.0` or `" 3 "`. An amount may come as `1,480.00`, `1.480,00`, `$1,480`, `1 480,00 €`,
`1.856E+10`: which sign parts the cents is told by the column where a text alone leaves it open.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cookout.science.reports.grid import Cell

MOST = 100_000
"""More of anything than this in one period is a slip of the pen."""

MOST_MONEY = Decimal(10) ** 13

BLANK = {"", "-", "–", "—", "na", "n/a", "#n/a", "nan", "null", "none", ".", "?"}

_COUNT = re.compile(r"[+-]?\d{1,12}(?:[.,]0+)?")
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?")
_POWER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?[eE][+-]?\d{1,2}")
_CURRENCY = re.compile(r"[^\W\d_]{1,4}\.?|[$€£¥₹₩₪₫₱฿₺₽]")
_GROUPED = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<group>[.,'])(?:\d{2,3}(?P=group))*\d{3}|\d{1,30})(?:(?P<mark>[.,])(?P<cents>\d{1,30}))?"
)
_OPEN_POINT = re.compile(r"\D*[1-9]\d{0,2}\.\d{3}\D*")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_DUST = 6
"""Digits behind the point from which on they are dust of binary fractions."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the cells of one column of money mean."""

    of: Mapping[Cell, Decimal]
    """Each in whole units of the currency."""
    currency: str = ""
    """The code or sign, `?` where they differ."""
    guessed: tuple[str, ...] = ()
    """Texts such as `1.480`, read as thousands though nothing in the column says so."""
    unread: tuple[str, ...] = ()


def count(text: str) -> int | None:
    """The whole number that a cell tells; None where it is blank. ValueError where it tells none, or an absurd one.

    >>> count("3.0"), count(" - ")
    (3, None)
    """
    plain = text.strip()
    if plain.lower() in BLANK:
        return None
    if not (plain.isascii() and _COUNT.fullmatch(plain)):
        raise ValueError
    number = int(re.split(r"[.,]", plain)[0])
    if not 0 <= number <= MOST:
        raise ValueError
    return number


def read_amounts(cells: Iterable[Cell]) -> Amounts:
    """The amounts of the cells of one column, read together.

    >>> list(read_amounts([Cell("$1,480"), Cell("1,480.50")]).of.values())
    [Decimal('1480'), Decimal('1480.50')]
    >>> list(read_amounts([Cell("1.480"), Cell("99,5")]).of.values())
    [Decimal('1480'), Decimal('99.5')]
    """
    distinct = [cell for cell in dict.fromkeys(cells) if cell.text.strip().lower() not in BLANK]
    signs = {sign for cell in distinct if (sign := _sign(cell.text))}
    point = _point_of(_bare(cell.text) for cell in distinct if not _is_plain(cell))
    found: dict[Cell, Decimal] = {}
    guessed = []
    for cell in distinct:
        amount = _plain(cell.text) if _is_plain(cell) else _grouped(_bare(cell.text), point)
        if amount is not None and 0 <= amount <= MOST_MONEY:
            found[cell] = amount
            # A comma before three digits parts thousands; a point there may also be what a program wrote for 1.48.
            if not point and _OPEN_POINT.fullmatch(cell.text) and not cell.number:
                guessed.append(cell.text)
    unread = tuple(cell.text for cell in distinct if cell not in found)
    currency = "" if not signs else signs.pop() if len(signs) == 1 else "?"
    return Amounts(found, currency, tuple(guessed), unread)


def _sign(text: str) -> str:
    """The code or sign of the currency that stands in a text."""
    if _POWER.fullmatch(text.strip()):
        return ""
    return "".join(_CURRENCY.findall(text)).strip(".").upper()


def _bare(text: str) -> str:
    return _SPACES.sub("", _CURRENCY.sub("", text)).replace("’", "'")


def _is_plain(cell: Cell) -> bool:
    """Whether it is written as programs write numbers: by its type, or with a power of ten."""
    return cell.number or bool(_POWER.fullmatch(cell.text.strip()))


def _plain(text: str) -> Decimal | None:
    if not (text.isascii() and _NUMBER.fullmatch(text.strip())):
        return None
    number = Decimal(text.strip())
    if abs(number) > MOST_MONEY:
        return None
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_DUST:
        number = round(number, _DUST).normalize()
    return Decimal(f"{number:f}")


def _is_open(bare: str) -> bool:
    """Whether `1.480` or `1,480` stands there: thousands or a fraction."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", bare))


def _point_of(texts: Iterable[str]) -> str:
    """Which sign parts the cents, where a text in the column says so beyond doubt; empty where none does, or two do."""
    said = set()
    for text in texts:
        marks = [letter for letter in text if letter in ".,"]
        if len(set(marks)) == 2:
            said.add(marks[-1])
        elif len(marks) > 1:
            said.add("," if marks[0] == "." else ".")
        elif len(marks) == 1 and not _is_open(text):
            said.add(marks[0])
    return said.pop() if len(said) == 1 else ""


def _grouped(bare: str, point: str) -> Decimal | None:
    """The amount of a text without its currency, its thousands apart or not."""
    if bare.isascii() and _is_open(bare) and point in bare and point:
        return Decimal(bare.replace(",", "."))
    match = _GROUPED.fullmatch(bare) if bare.isascii() else None
    if match is None or (match["group"] and match["group"] in {match["mark"], point}):
        return None
    whole = re.sub(r"\D", "", match["whole"])
    return Decimal(f"{whole}.{match['cents']}" if match["mark"] else whole)
