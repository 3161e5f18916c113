"""A table before anybody knows what its columns mean: where it begins, its titles, its first rows, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import written_days
from .card import RefusedFile
from .charset import Decoder
from .columns import TYPED, is_google
from .google import GoogleColumns
from .layouts import KNOWN, layout_of
from .mapped import MappedColumns
from .match import fold
from .meanings import column, guess, is_person, titles
from .records import DELIMITERS, delimiter_of, records

_SEPARATOR_HINT = re.compile(r"sep=([,;|\t])\s*", re.IGNORECASE)
HEADER_WITHIN = 12
"""A header stands among the first rows, below a note or a title."""
MOST_COLUMNS = 256
_REACH = {"phone", "email"}
_CALLED = {"full", "given", "family"}


@dataclass(slots=True)
class Table:
    """A table opened as far as its first rows."""

    header: list[str]
    first: list[list[str]]
    line: int
    sheet: str = ""
    has_header: bool = True
    titles: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.titles = titles(self.header)

    @property
    def program(self) -> str:
        """The program that wrote it, as a format, or nothing."""
        layout = layout_of(self.header)
        return is_google(self.header) or (layout.name if layout else "")

    @property
    def is_plain(self) -> bool:
        """Whether its titles say by themselves who and how to reach them, as in a table typed by hand."""
        kinds = self._typed()
        return bool(_CALLED & set(kinds)) and bool(_REACH & set(kinds))

    @property
    def is_about_people(self) -> int:
        """How much this looks like a table of people, so that of several sheets the likeliest is shown first."""
        kinds = {one.partition(":")[0] for one in self.guesses}
        return 2 * bool(self.program or self.is_plain) + bool(_CALLED & kinds) + bool(_REACH & kinds)

    @property
    def guesses(self) -> list[str]:
        """What each column seems to mean."""
        layout = layout_of(self.header)
        said = layout.meanings(self.header) if layout else [""] * len(self.header)
        return [one or other for one, other in zip(said, guess(self.header, self.first, KNOWN), strict=True)]

    def reader(self, meanings: Sequence[str] | None = None) -> Reader | None:
        """Who reads its rows: as its owner said, or as the program does; None where nobody knows."""
        order = written_days.order_of(cell for at in range(len(self.header)) for cell in column(self.first, at))
        if meanings is not None:
            return MappedColumns(self.header if self.has_header else self.titles, meanings, order=order)
        if is_google(self.header):
            return GoogleColumns(self.header)
        if layout := layout_of(self.header):
            return MappedColumns(self.header, layout.meanings(self.header), silent=layout.silent, order=order)
        return MappedColumns(self.header, self._typed()) if self.is_plain else None

    def _typed(self) -> list[str]:
        return [TYPED.get(fold(cell), "") for cell in self.header]


class AsksColumns(RefusedFile):
    """Nobody knows what the columns mean: its owner is asked. `tables` are the sheets there are to choose from."""

    def __init__(self, reason: str, tables: Sequence[Table], guesses: Sequence[str] | None = None) -> None:
        super().__init__(reason)
        self.tables = list(tables)
        self.guesses = list(guesses) if guesses is not None else None


Reader = GoogleColumns | MappedColumns
Asker = Callable[[Table], Sequence[str] | None]
"""Says what the columns of a table mean where its owner has said so; may raise `AsksColumns` itself."""

UNKNOWN = "The file is a table whose columns Cookout does not know; say what each column means."
SEVERAL = "The file has several sheets; say which one holds your people."


def settled(table: Table, meanings: Sequence[str] | None) -> Reader:
    """The reader of a table, or the question."""
    reader = table.reader(meanings)
    if reader is not None:
        return reader
    if len(table.header) > MOST_COLUMNS:
        raise RefusedFile(
            f"The file is a table with {len(table.header)} columns, more than anybody can be asked about; "
            "delete those that say nothing of people and bring it again."
        )
    raise AsksColumns(UNKNOWN, [table])


def begin(rows: Sequence[tuple[int, list[str]]], sheet: str = "") -> Table | None:
    """The table that begins in these first rows; None where there is nothing like one."""
    rows = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    tables = [_table(rows, at, sheet) for at in range(min(len(rows), HEADER_WITHIN))]
    known = next((one for one in tables if one.program), None) or next((one for one in tables if one.is_plain), None)
    if known:
        return known
    wide = [at for at, (_line, cells) in enumerate(rows[:HEADER_WITHIN]) if _width(cells) > 1]
    follows = next((at for at in wide if at + 1 < len(rows) and _width(rows[at + 1][1]) > 1), None)
    if follows is None:
        return None
    most = max(_width(cells) for _line, cells in rows)
    # A title above the table, merged over two or three cells, is narrower than what it stands above.
    at = next((at for at in wide if at >= follows and 2 * _width(rows[at][1]) > most), follows)
    if not is_person(rows[at][1]):
        return tables[at]
    return Table([""] * len(rows[at][1]), [cells for _line, cells in rows[at:]], rows[at][0], sheet, has_header=False)


def _table(rows: Sequence[tuple[int, list[str]]], at: int, sheet: str) -> Table:
    line, cells = rows[at]
    return Table(cells, [following for _line, following in rows[at + 1 :]], line, sheet)


def _width(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def begin_text(lines: Sequence[str]) -> tuple[Table | None, str]:
    """The same of the first lines of a text, with the sign that parts its columns."""
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    hint = _SEPARATOR_HINT.fullmatch(lines[at]) if lines else None
    numbered = [(number, line.encode()) for number, line in enumerate(lines, 1) if not (hint and number <= at + 1)]
    usual = hint.group(1) if hint else max(map(delimiter_of, lines), key=lambda sign: _count(lines, sign), default=",")
    found: dict[str, Table | None] = {}
    for sign in [usual] if hint else [usual, *DELIMITERS.replace(usual, "")]:
        rows = [row for row in records(numbered, Decoder(), sign) if not isinstance(row, int)]
        found[sign] = begin(rows)
        table = found[sign]
        if table and (table.program or table.is_plain):
            return table, sign
    return found[usual], usual


def _count(lines: Sequence[str], sign: str) -> int:
    return sum(sign in line for line in lines)
