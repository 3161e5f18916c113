"""The slips report: one line for each slip, without a date of its own.

A thank-you is often anonymous: then only who is thanked is named. In bold letters stands who is of another chapter, and
Detail says of which.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cookout.science.reports.attendance import about_amounts
from cookout.science.reports.body import cell_of, in_rows, rows_below, turned
from cookout.science.reports.figures import Amounts, count, read_amounts
from cookout.science.reports.grid import Row, Sheet
from cookout.science.reports.heads import Head
from cookout.science.reports.marks import inside_of, nobody, slip_of
from cookout.science.reports.report import (
    CREDIT,
    ONE_TO_ONE,
    REFERRAL,
    THANKS,
    VISITOR,
    Complaint,
    SlipLine,
)


@dataclass(slots=True)
class SlipsRead:
    """What the body says."""

    lines: list[SlipLine] = field(default_factory=list)
    currency: str = ""
    tells_chapters: bool = False
    complaints: list[Complaint] = field(default_factory=list)


def read_slips(sheet: Sheet, head: Head) -> SlipsRead:
    """The lines below the heads."""
    rows = [(number, row) for number, row in rows_below(sheet, head) if _is_slip(row, head)]
    amounts = read_amounts(cell_of(row, head, "amount") for _number, row in rows)
    tells = sheet.tells_bold and not _all_bold([row for _number, row in rows], head)
    not_credits: list[int] = []
    lines = [_line(number, row, head, amounts, tells, not_credits) for number, row in rows]
    complaints = [told for rule in _RULES if (told := rule.about(lines))]
    if not_credits:
        values = {"column": head.names["credits"], "rows": in_rows(not_credits)}
        text = "“%(column)s” holds no count in %(rows)s: not told there."
        complaints.append(Complaint("not_a_count", text, values, tuple(not_credits)))
    if sheet.tells_bold and not tells:
        text = "Every name is bold, so bold letters say nothing here of who is of another chapter."
        complaints.append(Complaint("all_bold", text))
    complaints += _about_chapters(lines, sheet.tells_bold)
    complaints += about_amounts(amounts, head.names.get("amount", ""))
    return SlipsRead(lines, amounts.currency, tells, complaints)


def _about_chapters(lines: Sequence[SlipLine], tells_bold: bool) -> list[Complaint]:
    """Where a chapter is named, but nothing says whose it is."""
    rows = tuple(line.row for line in lines if line.detail and line.kind in {REFERRAL, ONE_TO_ONE})
    if tells_bold or not rows:
        return []
    text = "Detail names another chapter in %(rows)s, but this form of file does not say who of the two is of it."
    return [Complaint("chapters_untold", text, {"rows": in_rows(rows)}, rows)]


def _is_slip(row: Row, head: Head) -> bool:
    """Whether a row is more than blank, a total or a remark below the table."""
    giver, receiver, kind = (cell_of(row, head, role).text for role in ("giver", "receiver", "type"))
    if not kind:
        return bool(giver and receiver)
    return not (nobody(giver) == "total" and not receiver)


def _all_bold(rows: Sequence[Row], head: Head) -> bool:
    parties = [cell for row in rows for role in ("giver", "receiver") if (cell := cell_of(row, head, role)).text]
    return len(parties) > 2 and all(cell.bold for cell in parties)


def _line(number: int, row: Row, head: Head, amounts: Amounts, tells: bool, not_credits: list[int]) -> SlipLine:
    giver, receiver = cell_of(row, head, "giver"), cell_of(row, head, "receiver")
    try:
        credits_ = count(cell_of(row, head, "credits").text)
    except ValueError:
        not_credits.append(number)
        credits_ = None
    return SlipLine(
        row=number,
        kind=slip_of(cell_of(row, head, "type").text),
        giver=turned(giver.text),
        receiver=turned(receiver.text),
        inside=inside_of(cell_of(row, head, "inside").text),
        amount=amounts.of.get(cell_of(row, head, "amount")),
        credits=credits_,
        detail=cell_of(row, head, "detail").text,
        giver_elsewhere=giver.bold if tells and giver.text else None,
        receiver_elsewhere=receiver.bold if tells and receiver.text else None,
    )


def is_whole(line: SlipLine) -> bool:
    """Whether a slip says enough to be counted."""
    return not any(rule.is_wrong(line) for rule in _RULES)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Why a slip cannot be counted."""

    code: str
    text: str
    is_wrong: Callable[[SlipLine], bool]

    def about(self, lines: Sequence[SlipLine]) -> Complaint | None:
        """The complaint about the lines for which it is so."""
        rows = tuple(line.row for line in lines if self.is_wrong(line))
        return Complaint(self.code, self.text, {"rows": in_rows(rows)}, rows) if rows else None


def _lacks_a_party(line: SlipLine) -> bool:
    both = line.kind in {REFERRAL, ONE_TO_ONE} and not (line.giver and line.receiver)
    return both or (line.kind == VISITOR and not line.giver) or (line.kind == THANKS and not line.receiver)


_RULES = (
    _Rule(
        "unknown_type",
        "Not counted, as their slip type is none that is known: %(rows)s.",
        lambda line: not line.kind,
    ),
    _Rule("half_slip", "Not counted, as somebody is not named: %(rows)s.", _lacks_a_party),
    _Rule(
        "to_oneself",
        "Not counted, as From and To are the same person: %(rows)s.",
        lambda line: line.kind in {REFERRAL, ONE_TO_ONE} and bool(line.giver) and line.giver == line.receiver,
    ),
    _Rule(
        "no_tier",
        "Not counted, as nothing says whether the referral is inside or outside: %(rows)s.",
        lambda line: line.kind == REFERRAL and line.inside is None and bool(line.giver and line.receiver),
    ),
    _Rule(
        "no_credits",
        "Not counted, as nobody is named or no credits are told: %(rows)s.",
        lambda line: line.kind == CREDIT and (line.credits is None or not (line.giver or line.receiver)),
    ),
)
