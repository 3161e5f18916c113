"""The attendance report: one line for each member with the counts of the whole period, then lines that are nobody's."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from itertools import groupby

from cookout.science.reports.body import (
    COUNTED,
    cell_of,
    counts_of,
    in_rows,
    is_bold,
    is_single,
    name_of,
    rows_below,
    unread_counts,
)
from cookout.science.reports.figures import Amounts, read_amounts
from cookout.science.reports.grid import Cell, Row, Sheet
from cookout.science.reports.heads import Head
from cookout.science.reports.marks import nobody
from cookout.science.reports.report import AttendanceLine, Complaint, Counts


@dataclass(frozen=True, slots=True)
class _Told:
    """A row of the body, read."""

    row: int
    name: str
    single: bool
    counts: Counts
    amount: Cell
    custom: str
    chapter: str
    bold: bool

    @property
    def attends(self) -> bool:
        """Whether the line tells of meetings at all."""
        one = self.counts
        return any((one.present, one.absent, one.late, one.medical, one.substitute))


@dataclass(slots=True)
class AttendanceRead:
    """What the body says."""

    lines: list[AttendanceLine] = field(default_factory=list)
    totals: Counts | None = None
    visitors: Counts | None = None
    currency: str = ""
    complaints: list[Complaint] = field(default_factory=list)


def read_attendance(sheet: Sheet, head: Head) -> AttendanceRead:
    """The lines below the heads."""
    unread: dict[str, list[int]] = {}
    told = [_told(number, row, head, unread) for number, row in rows_below(sheet, head)]
    nameless = [one.row for one in told if not one.name and any(value is not None for value in astuple(one.counts))]
    apart, doubtful = _not_members([one for one in told if one.name])
    members = [one for one in told if one.name and one.row not in apart]
    amounts = read_amounts(one.amount for one in members)
    all_bold = len(members) > 1 and all(one.bold for one in members)
    done = AttendanceRead(currency=amounts.currency)
    done.lines = [_line(one, amounts, sheet.tells_bold and not all_bold) for one in members]
    for one in told:
        kind = apart.get(one.row)
        if kind == "total":
            done.totals = one.counts
        elif kind == "visitors":
            done.visitors = one.counts
    done.complaints += unread_counts(unread, head)
    done.complaints += _about_names(members, nameless, doubtful)
    done.complaints += about_amounts(amounts, head.names.get("amount", ""))
    done.complaints += _about_totals(done.totals, [one.counts for one in told if apart.get(one.row) != "total"], head)
    return done


def _told(number: int, row: Row, head: Head, unread: dict[str, list[int]]) -> _Told:
    return _Told(
        row=number,
        name=name_of(row, head),
        single=is_single(row, head),
        counts=counts_of(row, number, head, unread),
        amount=cell_of(row, head, "amount"),
        custom=cell_of(row, head, "custom").text,
        chapter=cell_of(row, head, "chapter").text,
        bold=is_bold(row, head),
    )


def _line(one: _Told, amounts: Amounts, tells_chapters: bool) -> AttendanceLine:
    return AttendanceLine(
        row=one.row,
        name=one.name,
        counts=one.counts,
        amount=amounts.of.get(one.amount),
        custom=one.custom,
        chapter=one.chapter,
        other_chapter=one.bold if tells_chapters else None,
    )


def _not_members(told: Sequence[_Told]) -> tuple[dict[int, str], list[_Told]]:
    """Rows that are nobody's with what they are, and those among them for which only their place speaks.

    Beside the lines for visitors and totals stands one for the organisation itself: one name, and it attends nothing.
    """
    apart: dict[int, str] = {}
    doubtful = []
    for single, run in groupby(told, key=lambda one: one.single):
        some = list(run)
        kinds = {one.row: nobody(one.name) for one in some if nobody(one.name)}
        apart |= kinds
        if single and kinds:
            doubtful += [one for one in some if one.row not in kinds and not one.attends]
    return apart | {one.row: "organisation" for one in doubtful}, doubtful


def _about_names(members: Sequence[_Told], nameless: Sequence[int], doubtful: Sequence[_Told]) -> list[Complaint]:
    complaints = []
    if nameless:
        text = "Left out, as nobody is named there: %(rows)s."
        complaints.append(Complaint("no_name", text, {"rows": in_rows(nameless)}, tuple(nameless)))
    if doubtful:
        text = (
            "Taken for no member, as it has one name, attends nothing and stands by the totals: “%(name)s” (%(rows)s)."
        )
        rows = tuple(one.row for one in doubtful)
        complaints.append(Complaint("no_member", text, {"name": doubtful[0].name, "rows": in_rows(rows)}, rows))
    rows_of: dict[str, list[int]] = {}
    for one in members:
        rows_of.setdefault(" ".join(one.name.casefold().split()), []).append(one.row)
    names = {one.row: one.name for one in members}
    for rows_ in rows_of.values():
        if len(rows_) > 1:
            text = "“%(name)s” stands in %(rows)s: two members of one name, or one twice. Both are kept."
            values = {"name": names[rows_[0]], "rows": in_rows(rows_)}
            complaints.append(Complaint("same_name", text, values, tuple(rows_)))
    return complaints


def about_amounts(amounts: Amounts, column: str) -> list[Complaint]:
    """What is wrong with a column of money."""
    complaints = []
    if amounts.unread:
        text = "“%(column)s” holds no amount in %(many)s cells, such as “%(example)s”: not told there."
        values = {"column": column, "many": str(len(amounts.unread)), "example": amounts.unread[0][:40]}
        complaints.append(Complaint("not_an_amount", text, values))
    if amounts.guessed:
        text = "“%(example)s” in “%(column)s” was read as thousands: nothing in the column says that it is a fraction."
        complaints.append(Complaint("guessed_amount", text, {"column": column, "example": amounts.guessed[0][:40]}))
    if amounts.currency == "?":
        text = "“%(column)s” mixes currencies, so it is not added up."
        complaints.append(Complaint("mixed_currencies", text, {"column": column}))
    return complaints


def _about_totals(totals: Counts | None, others: Iterable[Counts], head: Head) -> list[Complaint]:
    """Where the report's own line of totals says something else than its lines."""
    if totals is None:
        return []
    lines = list(others)
    complaints = []
    for role in COUNTED:
        said = getattr(totals, role)
        told = [value for one in lines if (value := getattr(one, role)) is not None]
        if said is not None and told and sum(told) != said:
            text = "The report's own total of “%(column)s” is %(said)s, but its lines add up to %(sum)s."
            values = {"column": head.names.get(role, role), "said": str(said), "sum": str(sum(told))}
            complaints.append(Complaint("total_differs", text, values))
    return complaints
