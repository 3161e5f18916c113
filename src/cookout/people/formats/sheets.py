"""Spreadsheets as rows of text. They are opened in a process of their own, which may burst without harm to ours.

What a formula came to is read, not the formula; a merged cell stands where it begins; a day is `2025-09-01`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from itertools import islice
from typing import Any, BinaryIO

import python_calamine

from cookout.science.errors import ScienceError
from cookout.science.tables.sheets import apart, told

from .card import RefusedFile
from .packed import Packed, locked
from .records import Row

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .xls begins, and any workbook behind a password."""
FIRST_ROWS = 40
MOST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS, MOST_WIDTH, MOST_SHEETS = 200_000, 1_000, 100
AT_ONCE = 500
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class Workbook:
    """A spreadsheet put aside as a file, for the other process to read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._refuse(stream)
        self._file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  (closed by `close`)
        try:
            stream.seek(0)
            shutil.copyfileobj(stream, self._file)
            self._file.flush()
            self.first = [(name, rows) for name, rows in self._told("", "first") if rows]
        except BaseException:
            self.close()
            raise

    @staticmethod
    def _refuse(stream: BinaryIO) -> None:
        stream.seek(0)
        if stream.read(len(OLD)) == OLD:
            stream.seek(0)
            if _LOCKED in stream.read(4 * 1024 * 1024):
                raise locked()
        elif Packed(stream).size > MOST_UNPACKED:
            raise RefusedFile("The file is a spreadsheet far larger than a list of people; save the sheet as CSV.")

    def rows(self, sheet: str) -> Iterator[Row]:
        """All rows of one sheet with their numbers."""
        for part in self._told(sheet, "all"):
            yield from ((line, cells) for line, cells in part)

    def close(self) -> None:
        """Forget the file."""
        self._file.close()

    def _told(self, sheet: str, part: str) -> Iterator[Any]:
        try:
            yield from apart(__name__, self._file.name, sheet, part, label="The file")
        except ScienceError as refused:
            # What it had read before it gave up stands before its sentence.
            said = str(refused).splitlines()[-1]
            raise RefusedFile(said.replace("“The file”", "The file")) from None


def sheets_of(path: str, wanted: str, part: str) -> Iterator[Any]:
    """In the other process: the first rows of each sheet one can see, or all of one in parts."""
    try:
        with python_calamine.load_workbook(path) as book:
            shown = [
                one.name
                for one in book.sheets_metadata
                if one.typ == python_calamine.SheetTypeEnum.WorkSheet
                and one.visible == python_calamine.SheetVisibleEnum.Visible
            ]
            if part == "first":
                for name in shown[:MOST_SHEETS]:
                    yield [name, list(islice(_rows(book.get_sheet_by_name(name)), FIRST_ROWS))]
                return
            rows = _rows(book.get_sheet_by_name(wanted))
            while some := list(islice(rows, AT_ONCE)):
                yield some
    except (python_calamine.CalamineError, OSError, zipfile.BadZipFile) as refused:
        raise ScienceError("“The file” cannot be read as a spreadsheet. Save it again as XLSX or CSV.") from refused


def _rows(sheet: Any) -> Iterator[list[Any]]:
    if sheet.width > MOST_WIDTH:
        raise ScienceError(f"“The file” has a sheet of more than {MOST_WIDTH:,} columns. Delete those that are empty.")
    if sheet.end and sheet.end[0] >= MOST_ROWS:
        raise ScienceError(f"“The file” has a sheet of more than {MOST_ROWS:,} rows. Save it as CSV.")
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_text(cell) for cell in row]
        if any(cells):
            yield [number, cells]


def _text(cell: Any) -> str:
    """What a cell says: whole numbers without a point, days as 2025-09-01."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(told(sheets_of(*sys.argv[1:4])))
