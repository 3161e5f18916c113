"""Sheets of Excel, LibreOffice and their kin as rows of text."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import python_calamine

from cookout.science.errors import ScienceError

SHEETS = (".xlsx", ".ods", ".xls", ".xlsm", ".xlsb")


def sheet_rows(path: str, wanted: str = "") -> Iterator[list[list[str]]]:
    """The rows of the sheet that is wanted, or of each in turn."""
    try:
        with python_calamine.load_workbook(path) as book:
            if wanted and wanted not in book.sheet_names:
                raise ScienceError(f"There is no sheet “{wanted}” in this file. It has: {', '.join(book.sheet_names)}.")
            for name in [wanted] if wanted else book.sheet_names:
                yield [[_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
    except (python_calamine.CalamineError, OSError) as refused:
        raise ScienceError(f"“{path.rsplit('/', 1)[-1]}” could not be opened as a spreadsheet: {refused}.") from refused


def _text(cell: Any) -> str:
    """What a cell says: whole numbers without a point, dates as 2025-09-01."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell).strip()
