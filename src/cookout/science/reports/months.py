"""What a report tells of each name in each month, and the sum of its closed business."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cookout.science.errors import ScienceError
from cookout.science.reports.report import (
    ABSENT,
    CREDIT,
    LATE,
    MEDICAL,
    ONE_TO_ONE,
    PRESENT,
    REFERRAL,
    SUBSTITUTE,
    THANKS,
    VISITOR,
    AttendanceLine,
    Counts,
    MemberMonth,
    Money,
    Report,
    SlipLine,
    WideLine,
)
from cookout.science.reports.slips import is_whole
from cookout.science.tables.months_text import written

LONGEST_MONTH = 35
"""Days: five weeks of meetings may reach over the ends of a month and are still reported as one."""

_TOLD_BY = {
    REFERRAL: ("given_inside", "given_outside", "received_inside", "received_outside"),
    ONE_TO_ONE: ("one_to_ones",),
    VISITOR: ("visitors",),
    CREDIT: ("credits",),
}
_MARKED = {PRESENT: "present", ABSENT: "absent", LATE: "late", MEDICAL: "medical", SUBSTITUTE: "substitute"}


def month_of(report: Report, month: int | None = None) -> int | None:
    """Of which month is a report? By its title, else as a person says, else by its name; None where nothing tells.

    None also for a wide sheet, whose columns have days of their own. Raises ScienceError where the report is of several
    months, or of another than the person says.
    """
    if report.kind == "wide":
        return None
    if report.starts_on is None or report.ends_on is None:
        return report.name_month if month is None else month
    first, last = _month(report.starts_on), _month(report.ends_on)
    if (report.ends_on - report.starts_on).days > LONGEST_MONTH:
        raise ScienceError(
            f"The report is of {report.starts_on.isoformat()} to {report.ends_on.isoformat()}, which is more than a "
            "month, and its counts cannot be parted. Export one report for each month."
        )
    if month is None:
        month = first if first == last else report.name_month
    if month is not None and month not in {first, last}:
        raise ScienceError(
            f"The report is of {report.starts_on.isoformat()} to {report.ends_on.isoformat()}, not of {written(month)}."
        )
    return month


def months_of(report: Report, month: int | None = None) -> tuple[MemberMonth, ...]:
    """What does the report tell of each name in each month? `month` is 12 * year + month - 1, where a person says it.

    >>> from cookout.science.reports.read import read_report
    >>> report = read_report(b"From,To,Slip Type,Inside/Outside\\nAda Ash,Ben Birch,One-to-One,\\n")
    >>> [(one.name, one.counts.one_to_ones, one.counts.given_inside) for one in months_of(report, 24315)]
    [('Ada Ash', 1, None), ('Ben Birch', 1, None)]

    Members of one name stay apart. Slips are counted by name and chapter: a 1-2-1 for both, a referral for giver and
    receiver, a visitor for who invited; kinds of slips that do not occur in the file are not told. Cost: linear.
    Raises ScienceError where nothing says which month it is, or the report is of several.
    """
    if report.kind == "wide":
        of_all = (one for line in report.lines if isinstance(line, WideLine) for one in _of_marks(line))
        return tuple(one for one in of_all if month in {None, one.month})
    of = month_of(report, month)
    if of is None:
        raise ScienceError("Nothing says which month the report is of. Say it, such as 2026-04.")
    if report.kind == "slips":
        return tuple(
            _of_slips([line for line in report.lines if isinstance(line, SlipLine)], of, report.tells_chapters)
        )
    return tuple(
        MemberMonth(line.name, of, line.counts, line.other_chapter, line.chapter, (line.row,))
        for line in report.lines
        if isinstance(line, AttendanceLine)
    )


def money_of(report: Report) -> Money | None:
    """How much closed business does the whole report tell, and of how many members? None: none, or in two currencies.

    Whose it is stays in the file: a sum over fewer than three members is as good as a name.
    """
    told: dict[str, Decimal] = {}
    for line in report.lines:
        if isinstance(line, AttendanceLine) and line.amount:
            told[str(line.row)] = line.amount
        elif isinstance(line, SlipLine) and line.kind == THANKS and line.amount and line.receiver:
            told[_same(line.receiver)] = told.get(_same(line.receiver), Decimal(0)) + line.amount
    if not told or report.currency == "?":
        return None
    return Money(sum(told.values(), Decimal(0)), report.currency, len(told))


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _of_marks(line: WideLine) -> Iterator[MemberMonth]:
    """One for each month with a mark; where there are marks, none of them being A is no absence."""
    by_month: dict[int, list[str]] = {}
    for day, mark in line.marks:
        if mark in _MARKED:
            by_month.setdefault(_month(day), []).append(mark)
    for month, marks in sorted(by_month.items()):
        counts = Counts(**{role: marks.count(mark) for mark, role in _MARKED.items()})
        yield MemberMonth(line.name, month, counts, line.other_chapter, "", (line.row,))


@dataclass(slots=True)
class _Sum:
    """What is counted of one person."""

    name: str
    chapter: str
    elsewhere: bool | None
    counts: Counts
    rows: list[int] = field(default_factory=list)

    def add(self, role: str, many: int, row: int) -> None:
        """So many more."""
        self.counts = replace(self.counts, **{role: (getattr(self.counts, role) or 0) + many})
        self.rows.append(row)


def _of_slips(lines: list[SlipLine], month: int, tells_chapters: bool) -> Iterator[MemberMonth]:
    there = {line.kind for line in lines}
    zero = Counts(**{role: 0 for kind, roles in _TOLD_BY.items() if kind in there for role in roles})
    people: dict[tuple[str, str, bool], _Sum] = {}
    for line in lines:
        if not is_whole(line):
            continue
        for name, elsewhere, role, many in _shares(line):
            chapter = line.detail if elsewhere else ""
            key = (_same(name), _same(chapter), bool(elsewhere))
            known = elsewhere if tells_chapters else None
            one = people.setdefault(key, _Sum(name, chapter, known, zero))
            one.add(role, many, line.row)
    for one in people.values():
        yield MemberMonth(one.name, month, one.counts, one.elsewhere, one.chapter, tuple(one.rows))


def _shares(line: SlipLine) -> Iterable[tuple[str, bool | None, str, int]]:
    """Who gets what from a slip: name, whether of another chapter, which count, how many."""
    giver, receiver = (line.giver, line.giver_elsewhere), (line.receiver, line.receiver_elsewhere)
    if line.kind == REFERRAL:
        side = "inside" if line.inside else "outside"
        return (*giver, f"given_{side}", 1), (*receiver, f"received_{side}", 1)
    if line.kind == ONE_TO_ONE:
        return (*giver, "one_to_ones", 1), (*receiver, "one_to_ones", 1)
    if line.kind == VISITOR:
        return ((*giver, "visitors", 1),)
    if line.kind == CREDIT:
        who = giver if line.giver else receiver
        return ((*who, "credits", line.credits or 0),)
    return ()
