"""CSV as records with line numbers: quoted newlines, any delimiter, and a forgotten quote costs one line.

A cell that a spreadsheet would run as a formula is read as text. The apostrophe by which such cells are
made harmless is taken off here, where it stands before `=`, `+`, `-`, `@`, tab or return, and put on by
`safe`, so that what we write comes back equal.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from .charset import Decoder

MAX_RECORD_LINES = 2000
MAX_RECORD_CHARS = 100_000
_APOSTROPHED = re.compile(r"'+[=+\-@\t\r]")
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"\+\d[\d ().\-]*")

DELIMITERS = ",;\t|"

Row = tuple[int, list[str]]


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before formulas, but not before `+1 415 …`.

    >>> safe("=cmd|' /C calc'!A0"), safe("+1 415 555 0100"), safe("-")
    ("'=cmd|' /C calc'!A0", '+1 415 555 0100', "'-")
    """
    return f"'{cell}" if _RISKY.match(cell) and not _NUMBER.fullmatch(cell) else cell


def plain(cell: str) -> str:
    """The inverse of `safe`."""
    return cell[1:] if cell[:1] == "'" and _APOSTROPHED.match(cell) else cell


def delimiter_of(header: str) -> str:
    """The sign that parts the columns of a header: comma, semicolon, tab or bar, whichever is most frequent."""
    return max(DELIMITERS, key=header.count)


def records(lines: Iterable[tuple[int, bytes]], decode: Decoder, delimiter: str) -> Iterator[Row | int]:
    """Rows with the number of their first line; a bare number is a line whose quote is never closed."""
    pending: list[tuple[int, str]] = []
    size = 0
    is_open = False
    for number, raw in lines:
        text = decode(raw)
        is_open = _open_after(text, delimiter, is_open) if is_open or '"' in text else False
        if not is_open and not pending:
            yield from _row(number, text, delimiter)
            continue
        pending.append((number, text))
        size += len(text)
        if not is_open:
            yield from _row(pending[0][0], "\n".join(line for _, line in pending), delimiter)
            pending, size = [], 0
        elif len(pending) > MAX_RECORD_LINES or size > MAX_RECORD_CHARS:
            yield from _apart(pending, delimiter)
            pending, size, is_open = [], 0, False
    yield from _apart(pending, delimiter)


def _apart(pending: list[tuple[int, str]], delimiter: str) -> Iterator[Row | int]:
    """The lines after a quote that is never closed, each for itself, so that they are not lost with it."""
    for position, (number, text) in enumerate(pending):
        if position == 0:
            yield number
        else:
            yield from _row(number, text, delimiter)


def _row(number: int, text: str, delimiter: str) -> Iterator[Row | int]:
    if not text.strip():
        return
    try:
        row = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        yield number
        return
    yield number, [plain(cell) for cell in row]


def _open_after(line: str, delimiter: str, was_open: bool) -> bool:
    """Whether a quoted cell is still open at the end of a line, given whether one was at its start.

    Within one line any quotation mark closes a cell, as every reader of CSV has it. A cell of several lines
    is closed only where the cell can end, so that a stray mark does not close what it never opened.
    """
    pieces = line.split('"')
    is_open, just_closed = was_open, False
    for position, piece in enumerate(pieces[:-1]):
        after = pieces[position + 1]
        if is_open:
            closes = not was_open or not after or after.startswith(delimiter)
            is_open, just_closed = not closes, closes
        elif not piece and just_closed:
            is_open, just_closed = True, False
        else:
            is_open, just_closed = (piece.endswith(delimiter) or (not piece and position == 0)), False
    return is_open
