"""The wide attendance sheet: a row for each member, a column for each meeting, and a mark where they cross.

A blank cell is missing, and so is a meeting without a column: neither is an absence. A holiday is none either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cookout.science.reports.body import in_rows, is_bold, name_of, rows_below
from cookout.science.reports.grid import Row, Sheet
from cookout.science.reports.heads import Head
from cookout.science.reports.marks import mark_of, nobody
from cookout.science.reports.report import Complaint, WideLine

_WEEK = timedelta(days=7)


@dataclass(slots=True)
class WideRead:
    """What the body says."""

    lines: list[WideLine] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


def read_wide(sheet: Sheet, head: Head) -> WideRead:
    """The lines below the heads."""
    unknown: list[int] = []
    rows = [(number, row, name) for number, row in rows_below(sheet, head) if (name := _somebody(row, head))]
    all_bold = len(rows) > 1 and all(is_bold(row, head) for _number, row, _name in rows)
    tells = sheet.tells_bold and not all_bold
    lines = [
        WideLine(number, name, _marks(number, row, head, unknown), is_bold(row, head) if tells else None)
        for number, row, name in rows
    ]
    complaints = [*head.complaints, *_missing_weeks(head.days.values())]
    if unknown:
        text = "What stands in some cells of %(rows)s is none of P, A, L, M, S: missing there."
        rows_ = tuple(dict.fromkeys(unknown))
        complaints.append(Complaint("unknown_mark", text, {"rows": in_rows(rows_)}, rows_))
    return WideRead(lines, complaints)


def _somebody(row: Row, head: Head) -> str:
    """The name of a row; empty for totals, and for the key to the marks below the table."""
    name = name_of(row, head)
    return "" if nobody(name) or "=" in name else name


def _marks(number: int, row: Row, head: Head, unknown: list[int]) -> tuple[tuple[date, str], ...]:
    marks = []
    for column, day in head.days.items():
        mark = mark_of(row[column].text) if column in row else ""
        if mark is None:
            unknown.append(number)
        elif mark:
            marks.append((day, mark))
    return tuple(sorted(marks))


def _missing_weeks(days: Iterable[date]) -> list[Complaint]:
    """Where meetings are a week apart, the weeks that have no column."""
    there: Sequence[date] = sorted(days)
    steps = [later - earlier for earlier, later in zip(there, there[1:], strict=False)]
    if sum(step == _WEEK for step in steps) * 2 < len(steps) or any(step.days % 7 for step in steps):
        return []
    missing = []
    for earlier, step in zip(there, steps, strict=False):
        missing += [earlier + week * _WEEK for week in range(1, min(step.days // 7, 60))]
    if not missing:
        return []
    shown = ", ".join(day.isoformat() for day in missing[:8]) + (" and more" if len(missing) > 8 else "")
    text = "No column tells of %(days)s: those weeks are missing, which is not an absence."
    return [Complaint("missing_weeks", text, {"days": shown})]
