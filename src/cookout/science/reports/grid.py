"""Sheets as a report needs them: only cells that hold something, where they stand, and whether they are bold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 500, 150_000
"""A chapter of a hundred members with a slip each for every day of a year is far below."""

LONGEST = 2_000
"""Letters of a cell that are kept."""


class Cell(NamedTuple):
    """What a cell says."""

    text: str
    number: bool = False
    """Whether it is a number by its type: then a point in it is a decimal point."""
    bold: bool = False


NO_CELL = Cell("")

Row = Mapping[int, Cell]
"""Column, from 0 → its cell, without the blank ones."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file."""

    rows: Mapping[int, Row]
    """Row, from 1 → its cells, in order; without the blank ones."""
    name: str = ""
    tells_bold: bool = False
    """Whether this form of file says which cells are bold."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as sheets."""

    form: str
    """`xml`, `xls`, `xlsx`, `ods` or `csv`."""
    sheets: tuple[Sheet, ...]


def texts(row: Row) -> list[str]:
    """The texts of a row up to its last cell, blank ones too.

    >>> texts({1: Cell("P")})
    ['', 'P']
    """
    return [row.get(column, NO_CELL).text for column in range(max(row, default=-1) + 1)]
