"""Workbooks of Excel and its kin (.xlsx, .xls, .ods) as sheets of cells, opened in a process of their own.

Values come from calamine. It does not say what is bold, so for .xlsx the styles are read beside it; for the others that
stays unknown.
"""

import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import python_calamine

from cookout.science.errors import ScienceError
from cookout.science.reports.bold import bold_cells
from cookout.science.reports.grid import LONGEST, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Opened, Sheet
from cookout.science.tables.sheets import apart, told, unreadable

OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
"""How a true .xls and an .xlsx begin."""

_TEXT, _NUMBER, _BOLD = 0, 1, 2


def is_workbook(beginning: bytes) -> bool:
    """Whether a file that begins so is one."""
    return beginning.startswith((OLE, ZIP))


def read_workbook(path: str, label: str) -> Opened:
    """The sheets of the workbook; ScienceError where it cannot be opened."""
    sheets = []
    form = ""
    for one in apart(__name__, path, label, label=label):
        form = one["form"]
        rows = {
            int(row): {int(at): Cell(cell[_TEXT], bool(cell[_NUMBER]), bool(cell[_BOLD])) for at, cell in cells.items()}
            for row, cells in one["rows"].items()
        }
        sheets.append(Sheet(rows, one["name"], one["tells_bold"]))
    return Opened(form, tuple(sheets))


def unpacked(path: str, label: str) -> Iterator[dict[str, Any]]:
    """The same as plain values, in this process."""
    try:
        bold = bold_cells(path)
        form = _form(path)
        with python_calamine.load_workbook(path) as book:
            for at, name in enumerate(book.sheet_names):
                sheet = book.get_sheet_by_name(name)
                if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS:
                    raise ScienceError(f"“{label}” reaches farther than any report does. Take the file of one chapter.")
                yield {
                    "name": name[:LONGEST],
                    "form": form,
                    "tells_bold": bold is not None,
                    "rows": _rows(sheet, bold[at] if bold and at < len(bold) else frozenset(), label),
                }
    except (python_calamine.CalamineError, OSError, zipfile.BadZipFile) as refused:
        raise ScienceError(unreadable(label)) from refused


def _form(path: str) -> str:
    if not zipfile.is_zipfile(path):
        return "xls"
    with zipfile.ZipFile(path) as packed:
        return "ods" if "content.xml" in packed.namelist() else "xlsx"


def _rows(sheet: Any, bold: frozenset[tuple[int, int]], label: str) -> dict[int, dict[int, tuple[str, int, int]]]:
    first_row, first_column = sheet.start or (0, 0)
    rows = {}
    count = 0
    for at, values in enumerate(sheet.to_python(), start=first_row):
        cells = {
            column: (text, int(_is_number(value)), int((at, column) in bold))
            for column, value in enumerate(values, start=first_column)
            if (text := _text(value))
        }
        count += len(cells)
        if count > MOST_CELLS:
            raise ScienceError(f"“{label}” reaches farther than any report does. Take the file of one chapter.")
        if cells:
            rows[at + 1] = cells
    return rows


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: object) -> str:
    """What a cell says: whole numbers without a point, times as ISO writes them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return " ".join(str(value).split())[:LONGEST]


if __name__ == "__main__":
    sys.exit(told(unpacked(sys.argv[1], sys.argv[2])))
