"""One report from a file: opened by what it is, whatever its name ends with, and read by its heads."""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cookout.science.errors import ScienceError
from cookout.science.reports.attendance import read_attendance
from cookout.science.reports.delimited import read_delimited
from cookout.science.reports.grid import Opened, Sheet
from cookout.science.reports.heads import Head, head_of
from cookout.science.reports.report import (
    ATTENDANCE,
    SLIPS,
    WIDE,
    AttendanceLine,
    Complaint,
    Counts,
    Report,
    SlipLine,
    WideLine,
)
from cookout.science.reports.slips import read_slips
from cookout.science.reports.spreadsheetml import is_spreadsheetml, read_spreadsheetml
from cookout.science.reports.titles import read_title
from cookout.science.reports.wide import read_wide
from cookout.science.reports.workbook import is_workbook, read_workbook
from cookout.science.tables.months_text import month_within

MOST_BYTES = 32 << 20
"""A report of a chapter is far below."""

LOOK = 8192
"""Bytes by which a file is known."""

SHORTEST_MONTH = 14
"""Days: a report of fewer is of a meeting or two."""

PART_OF_MONTH = "part_of_month"

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d{4})")
"""Stands in the name of a file, also as the beginning of 202604."""

_OTHERS: Mapping[bytes, str] = {
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"\x89PNG": "a picture",
    b"\xff\xd8": "a picture",
}
_WAYS = "Cookout reads attendance reports (PALMS), slips reports and attendance sheets as XLS, XLSX or CSV."


def read_report(source: str | os.PathLike[str] | bytes, name: str = "") -> Report:
    """What does this report say? A path or the bytes themselves; `name` is what the person calls the file.

    Cost: linear in its cells; workbooks are opened in a process of their own. Raises ScienceError where it is no
    report, broken, or made to harm. `tests/report_files.py` writes examples of all forms.

    >>> report = read_report(b"First Name,Last Name,P,A,L,M,S,RGI\\nAda,Ash,4,0,0,0,0,2\\n", "April 2026.csv")
    >>> report.kind, report.lines[0].name, report.lines[0].counts.present, report.name_month
    ('attendance', 'Ada Ash', 4, 24315)
    """
    label = name or (Path(os.fspath(source)).name if not isinstance(source, bytes) else "the report")
    month = month_within(label.rsplit(".", 1)[0])
    year = int(found[1]) if (found := _YEAR.search(label)) else None
    opened = _opened(source, label)
    heads = [(sheet, head) for sheet in opened.sheets if (head := _head(sheet, year))]
    if not heads:
        raise ScienceError(f"“{label}” is no report that can be read: no line names its columns. {_WAYS}")
    sheet, head = heads[0]
    title = read_title((row for number, row in sheet.rows.items() if number < head.row), month)
    body = _BODIES[head.kind](sheet, head)
    meetings = tuple(sorted(head.days.values()))
    starts_on, ends_on = (meetings[0], meetings[-1]) if meetings else (title.starts_on, title.ends_on)
    complaints = [*title.complaints, *_about_others(heads), *body.complaints]
    if head.kind != WIDE:
        complaints += _about_part(starts_on, ends_on)
    return Report(
        kind=head.kind, form=opened.form, lines=body.lines, title=title.text, chapter=title.chapter,
        starts_on=starts_on, ends_on=ends_on, name_month=month, currency=body.currency, totals=body.totals,
        visitors=body.visitors, meetings=meetings, tells_chapters=body.tells_chapters, complaints=tuple(complaints),
    )  # fmt: skip


def heads_of(beginning: bytes) -> list[Head]:
    """The heads of a text file that begins so; cheap, for who has many files, most of which are something else."""
    if is_workbook(beginning):
        return []
    try:
        return [head for sheet in read_delimited(beginning, "").sheets if (head := head_of(sheet))]
    except ScienceError:
        return []


def _opened(source: str | os.PathLike[str] | bytes, label: str) -> Opened:
    size = len(source) if isinstance(source, bytes) else Path(source).stat().st_size
    if not size:
        raise ScienceError(f"“{label}” is empty.")
    if size > MOST_BYTES:
        raise ScienceError(f"“{label}” is larger than any report of a chapter. {_WAYS}")
    told = source if isinstance(source, bytes) else Path(source).read_bytes()
    beginning = told[:LOOK]
    if is_workbook(beginning):
        return _workbook(source, told, label)
    if is_spreadsheetml(beginning):
        return read_spreadsheetml(told, label)
    for mark, what in _OTHERS.items():
        if beginning.startswith(mark):
            raise ScienceError(f"“{label}” is {what}. {_WAYS}")
    if beginning.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise ScienceError(
            f"“{label}” is a page for a browser, not a sheet. Open it in a spreadsheet and save it as XLSX."
        )
    return read_delimited(told, label)


def _workbook(source: str | os.PathLike[str] | bytes, told: bytes, label: str) -> Opened:
    if not isinstance(source, bytes):
        return read_workbook(os.fspath(source), label)
    with tempfile.TemporaryDirectory(prefix="cookout-report-") as folder:
        path = Path(folder) / "report"
        path.write_bytes(told)
        return read_workbook(str(path), label)


def _head(sheet: Sheet, year: int | None) -> Head | None:
    """The heads; where days of meetings have no year, with that of the title or of the file's name."""
    head = head_of(sheet, year)
    if head or year:
        return head
    title = read_title(sheet.rows.values(), None)
    return head_of(sheet, title.starts_on.year) if title.starts_on else None


def _about_others(heads: list[tuple[Sheet, Head]]) -> list[Complaint]:
    if len(heads) < 2:
        return []
    text = "Only the sheet “%(sheet)s” was read; the file has %(many)s reports. Bring each as a file of its own."
    return [Complaint("other_sheets", text, {"sheet": heads[0][0].name, "many": str(len(heads))})]


def _about_part(starts_on: date | None, ends_on: date | None) -> list[Complaint]:
    """A report of a meeting or two says what they brought, not what their month did."""
    if starts_on is None or ends_on is None or (ends_on - starts_on).days >= SHORTEST_MONTH:
        return []
    days = " to ".join(dict.fromkeys(day.isoformat() for day in (starts_on, ends_on)))
    text = "It is of %(days)s, a part of a month: what the other meetings brought is missing."
    return [Complaint(PART_OF_MONTH, text, {"days": days})]


class _Body(NamedTuple):
    """What a report says below its heads, whatever its kind."""

    lines: tuple[AttendanceLine, ...] | tuple[SlipLine, ...] | tuple[WideLine, ...]
    complaints: list[Complaint]
    currency: str = ""
    totals: Counts | None = None
    visitors: Counts | None = None
    tells_chapters: bool = False


def _attendance(sheet: Sheet, head: Head) -> _Body:
    read = read_attendance(sheet, head)
    tells = any(line.other_chapter is not None for line in read.lines)
    return _Body(tuple(read.lines), read.complaints, read.currency, read.totals, read.visitors, tells)


def _slips(sheet: Sheet, head: Head) -> _Body:
    read = read_slips(sheet, head)
    return _Body(tuple(read.lines), read.complaints, read.currency, tells_chapters=read.tells_chapters)


def _wide(sheet: Sheet, head: Head) -> _Body:
    read = read_wide(sheet, head)
    tells = any(line.other_chapter is not None for line in read.lines)
    return _Body(tuple(read.lines), read.complaints, tells_chapters=tells)


_BODIES: Mapping[str, Callable[[Sheet, Head], _Body]] = {ATTENDANCE: _attendance, SLIPS: _slips, WIDE: _wide}
