"""A table out of a file, with the number of each line, so that whatever is wrong can be said where it is."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cookout.science.errors import ScienceError
from cookout.science.tables.keys import key
from cookout.science.tables.sheets import SHEETS, sheet_rows

DELIMITERS = ",;\t|"
HEAD_WITHIN = 20
"""The line that names the columns is one of so many."""

MOST_BYTES = 1 << 28
"""A table of a million lines is smaller."""

LONGEST = 300
"""A cell that is longer is none: a quotation mark before it was never closed."""

UNDEFINED = frozenset("\x81\x8d\x8f\x90\x9d")
"""What Windows' western letters have no sign for."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of table is known by."""

    noun: str
    needed: Mapping[str, frozenset[str]]
    """What each column means, and the names it goes by, as `key` writes them."""
    optional: Mapping[str, frozenset[str]]
    example: str
    """A first line as it could be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose columns are known."""

    label: str
    heads: tuple[str, ...]
    column: Mapping[str, int]
    """Meaning → place among the cells; optional ones may be missing."""
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    def cell(self, row: Row, meaning: str) -> str:
        """What the row says there; empty where there is no such column."""
        at = self.column.get(meaning)
        return "" if at is None else row.cells[at]

    def wrong(self, line: int, cause: str) -> ScienceError:
        """The error that names file and line."""
        return ScienceError(f"“{self.label}”, line {line}: {cause}")


def open_sheet(path: str, form: Form) -> Sheet:
    """The table in a file: CSV and its kin, or the first sheet with such columns. Raises ScienceError."""
    label = Path(path).name
    try:
        size = Path(path).stat().st_size
        if not Path(path).is_file():
            raise ScienceError(f"“{path}” is a folder, a device or the like. Name the file with the {form.noun}.")
        if not size:
            raise ScienceError(f"“{label}” is empty. Its first line could be “{form.example}”.")
        if size > MOST_BYTES:
            raise ScienceError(f"“{label}” is larger than any {form.noun} is. Name another file.")
        if Path(path).suffix.lower() in SHEETS:
            return _first_known(label, form, ((rows, ()) for rows in sheet_rows(path)))
        text, notes = _decoded(Path(path).read_bytes(), label)
    except OSError as refused:
        raise ScienceError(f"“{path}” cannot be read ({refused.strerror}). Look at its name and folder.") from refused
    return _first_known(label, form, ((_lines(text, one, label), notes) for one in DELIMITERS))


Tries = Iterator[tuple[Sequence[Sequence[str]], tuple[str, ...]]]


def _decoded(told: bytes, label: str) -> tuple[str, tuple[str, ...]]:
    """The text, and what is to be said of how it was read."""
    if told.startswith((b"\xff\xfe", b"\xfe\xff")):
        return told.decode("utf-16", "replace"), ()
    if b"\0" in told:
        line = told[: told.index(b"\0")].count(b"\n") + 1
        raise ScienceError(f"“{label}”, line {line}: this is no text. Save the table as CSV (UTF-8), XLSX or ODS.")
    try:
        return told.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = told[: error.start].count(b"\n") + 1
    text = told.decode("cp1252", "replace")
    if "\ufffd" in text or UNDEFINED & set(text):
        raise ScienceError(f"“{label}”, line {line}: these letters are not in UTF-8. Save the table as CSV (UTF-8).")
    return text, (
        f"“{label}” is not in UTF-8 (line {line}); its letters were read as Windows writes them in the west.",
    )


def _lines(text: str, delimiter: str, label: str) -> list[list[str]]:
    """The cells of every line of the file, so that the place in the list is the number of the line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[list[str]] = []
    try:
        for cells in reader:
            lines.append([cell.strip() for cell in cells])
            lines.extend([] for _ in range(reader.line_num - len(lines)))
    except csv.Error:
        raise ScienceError(
            f"“{label}”, line {len(lines) + 1}: a quotation mark is opened and not closed. Close it, or leave it out."
        ) from None
    return lines


def _first_known(label: str, form: Form, tries: Tries) -> Sheet:
    """The first reading whose head has all the columns; else why none has."""
    best: tuple[int, int, Sequence[str]] = (-1, 1, ())
    for lines, notes in tries:
        for at, cells in enumerate(lines[:HEAD_WITHIN]):
            known = _columns(cells, form)
            if len({*form.needed} & {*known}) == len(form.needed):
                return _sheet(label, form, lines, at, notes)
            told = len({*form.needed} & {*known})
            if any(cells) and (told, len(cells) if told else 0) > (best[0], len(best[2]) if best[0] > 0 else 0):
                best = (told, at + 1, cells)
    raise ScienceError(_headless(label, form, best))


def _headless(label: str, form: Form, best: tuple[int, int, Sequence[str]]) -> str:
    told, line, cells = best
    if told < 0:
        return f"“{label}” holds nothing but blanks. Its first line could be “{form.example}”."
    missing = [meaning for meaning in form.needed if meaning not in _columns(cells, form)]
    names = " and ".join(f"“{name}”" for name in missing)
    read = ", ".join(cells)[:80]
    return (
        f"“{label}”, line {line}: no column is called {names}; it reads “{read}”. The line that names the columns "
        f"could be “{form.example}”, with commas, semicolons, tabs or | between them."
    )


def _columns(cells: Sequence[str], form: Form) -> dict[str, int]:
    """Where each meaning stands in such a head; the first of two alike."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = key(cell)
        for meaning, names in (*form.needed.items(), *form.optional.items()):
            if name in names and meaning not in found:
                found[meaning] = at
                break
    return found


def _sheet(label: str, form: Form, lines: Sequence[Sequence[str]], head: int, notes: tuple[str, ...]) -> Sheet:
    heads = tuple(lines[head])
    while heads and not heads[-1]:
        heads = heads[:-1]
    sheet = Sheet(label, heads, _columns(heads, form), (), notes)
    rows = tuple(_row(sheet, line, cells) for line, cells in enumerate(lines[head + 1 :], start=head + 2) if any(cells))
    if not rows:
        raise ScienceError(f"“{label}” names its columns and nobody below them. Add a line for each.")
    return Sheet(label, heads, sheet.column, rows, notes)


def _row(sheet: Sheet, line: int, cells: Sequence[str]) -> Row:
    many = len(sheet.heads)
    if any(cells[many:]):
        raise sheet.wrong(
            line,
            f"it has {len(cells)} cells where the head names {many} columns. Put quotation marks around a cell "
            "that holds the sign between cells.",
        )
    if any(len(cell) > LONGEST or "\n" in cell for cell in cells):
        raise sheet.wrong(line, "a cell goes on over the end of its line. Close its quotation mark.")
    return Row(line, (*cells[:many], *("" for _ in range(many - len(cells)))))
