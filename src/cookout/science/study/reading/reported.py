"""Chapter reports among the files of a study: attendance and slips reports become tables of member-months.

A report has no column for the month: its title, its name or the person says it. What it says of people of other
chapters is a part of their month only, and is left out.
"""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cookout.science.errors import ScienceError
from cookout.science.reports.grid import Cell, Sheet
from cookout.science.reports.heads import Head, head_of
from cookout.science.reports.months import months_of
from cookout.science.reports.read import LOOK, PART_OF_MONTH, heads_of, read_report
from cookout.science.reports.report import ATTENDANCE, WIDE, Complaint, MemberMonth, Report
from cookout.science.reports.spreadsheetml import is_spreadsheetml
from cookout.science.study.reading.columns import has_month
from cookout.science.study.reading.complaints import said
from cookout.science.study.results import Complaint as Said
from cookout.science.tables.months_text import written

HEAD = (
    "chapter", "member", "month", "one_to_ones", "referrals_given", "referrals_received", "attendance",
)  # fmt: skip
_OF_NO_MATTER = {"no_member", "not_an_amount", "guessed_amount", "mixed_currencies", "missing_weeks", "open_period"}
"""What is wrong with money, or was put right, changes no answer of a study."""

_FIRST_ROWS = 60


def begins_as_report(path: str) -> bool:
    """Whether a file is a report, by its first lines; of workbooks that is known by their rows only."""
    if path.lower().endswith(".gz"):
        return False
    with Path(path).open("rb") as opened:
        beginning = opened.read(LOOK)
    # No other table comes as SpreadsheetML, so it is either a report or nothing that can be read.
    return is_spreadsheetml(beginning) or any(_is_report(head) for head in heads_of(beginning))


def is_report(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a sheet are those of a report."""
    cells = {
        number: {at: Cell(text) for at, text in enumerate(row) if text}
        for number, row in enumerate(rows[:_FIRST_ROWS], start=1)
    }
    head = head_of(Sheet({number: row for number, row in cells.items() if row}))
    return head is not None and _is_report(head)


def _is_report(head: Head) -> bool:
    """A table with a month in each row is read as any other table."""
    return head.kind != ATTENDANCE or not has_month(head.all_names)


def write_member_months(path: str, label: str, month: int | None, out: Path) -> list[Complaint]:
    """Write what a report says as a table of member-months; what is wrong with it.

    Raises ScienceError where it says nothing to a study: nothing of 1-2-1s and referrals, or not of which month.
    """
    report = read_report(path, label)
    if report.kind == WIDE:
        raise ScienceError(
            f"“{label}” is an attendance sheet: it says who came, not 1-2-1s and referrals. Name the attendance report "
            "(PALMS) or the slips report."
        )
    try:
        months = months_of(report, month)
    except ScienceError as wrong:
        raise ScienceError(f"“{label}”: {wrong} Say --month 2026-04, or put the month into its name.") from wrong
    rows = [_row(report, one) for one in months if not one.other_chapter]
    if not rows:
        raise ScienceError(f"“{label}” is a report without a single member.")
    with out.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([HEAD, *rows])
    return [_advised(one) for one in report.complaints if one.code not in _OF_NO_MATTER]


def _row(report: Report, one: MemberMonth) -> tuple[object, ...]:
    counts = one.counts
    return (
        one.chapter or report.chapter,
        one.name,
        written(one.month),
        counts.one_to_ones,
        _both(counts.given_inside, counts.given_outside),
        _both(counts.received_inside, counts.received_outside),
        counts.present,
    )


def _both(inside: int | None, outside: int | None) -> int | None:
    """Their sum; missing where a part is."""
    return None if inside is None or outside is None else inside + outside


def _advised(one: Complaint) -> Complaint:
    """Parts of a month can be put together here."""
    if one.code != PART_OF_MONTH:
        return one
    return replace(one, text=f"{one.text} Name all reports of the month, and say --doubles sum.")


def complaints_of(told: Sequence[tuple[str, Complaint]]) -> list[Said]:
    """One complaint for each kind: many reports of a region share what is wrong with them."""
    by_code: dict[str, list[tuple[str, Complaint]]] = {}
    for label, one in told:
        by_code.setdefault(one.code, []).append((label, one))
    found = []
    for code, some in by_code.items():
        label, first = some[0]
        files = len({label for label, _one in some})
        text = "In “%(file)s”: %(what)s" if files == 1 else "In %(files)s reports, such as “%(file)s”: %(what)s"
        found.append(said(code, text, sum(len(one.rows) for _label, one in some), file=label, files=files, what=first))
    return found


def without_report(label: str) -> ScienceError:
    """Where a month is said, and no file needs one."""
    return ScienceError(f"“{label}” is no report, so --month says nothing: write the months into a column.")
