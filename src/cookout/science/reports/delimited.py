"""Delimited text, `.csv` and its kin, as a sheet."""

import csv
import io

from cookout.science.errors import ScienceError
from cookout.science.reports.grid import LONGEST, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Opened, Row, Sheet
from cookout.science.reports.heads import head_of

DELIMITERS = ",;\t|"


def read_delimited(told: bytes, label: str) -> Opened:
    """The file as one sheet, with the delimiter under which it is a report, or else under which it has most columns."""
    text = _decoded(told, label)
    tried = [_sheet(text, delimiter, label) for delimiter in DELIMITERS]
    best = next((one for one in tried if head_of(one)), None) or max(tried, key=_widest)
    return Opened("csv", (best,))


def _decoded(told: bytes, label: str) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if told.startswith(mark):
            return told.decode(encoding, "replace")
    if b"\0" in told:
        raise ScienceError(f"“{label}” is no table that can be read. Take the report as XLS, XLSX or CSV.")
    try:
        return told.decode("utf-8")
    except UnicodeDecodeError:
        return told.decode("cp1252", "replace")


def _sheet(text: str, delimiter: str, label: str) -> Sheet:
    rows: dict[int, Row] = {}
    count = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for at, row in enumerate(reader, start=1):
            cells = {
                column: Cell(said) for column, text in enumerate(row) if (said := " ".join(text.split())[:LONGEST])
            }
            count += len(cells)
            if at > 2 * MOST_ROWS or count > MOST_CELLS or max(cells, default=0) > MOST_COLUMNS:
                raise ScienceError(f"“{label}” reaches farther than any report does. Take the file of one chapter.")
            if cells:
                rows[at] = cells
    except csv.Error:
        # A cell that is longer than any is, as in a file that is no table: what came before is looked at.
        return Sheet(rows)
    return Sheet(rows)


def _widest(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.rows.values()), default=0)
