"""What a report would do, as page, program and command show it before it is brought in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.models import User
from cookout.insight.formats.report_lines import ITS_OWN, Line, Sum, parts_of, value_of
from cookout.insight.formats.report_matching import ASK, GUEST, KNOWN, UNKNOWN
from cookout.insight.models.report_asking import Question
from cookout.insight.models.report_in import ReportIn
from cookout.insight.models.report_reading import also_elsewhere
from cookout.insight.models.report_words import SHOWN

TITLES = {
    ASK: gettext_lazy("Who is this?"),
    UNKNOWN: gettext_lazy("Not a member by that name"),
    GUEST: gettext_lazy("Of another chapter"),
    KNOWN: gettext_lazy("Members"),
}
WHY = {
    ASK: gettext_lazy("Several may be meant, or the file calls a member a guest. Say who it is, or leave it out."),
    UNKNOWN: gettext_lazy("Say who it is, keep the name alone, or leave it out."),
    GUEST: gettext_lazy("Their own chapter's report tells of them; here they are left out."),
    KNOWN: gettext_lazy("The whole name fits one seat."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line with what it says in words, and who may be picked."""

    line: Line
    said: str
    first: tuple[tuple[str, str], ...]
    """The seats that may be meant before all others, the picked one first."""
    also_in: str
    """The other groups of who is meant; what comes in counts here alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one kind."""

    state: str
    title: str
    why: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A report as it waits."""

    parts: tuple[Part, ...]
    seats: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    sums: tuple[Sum, ...]
    shares_sums: bool
    coming: int
    left_out: int
    asks_month: bool

    @classmethod
    def of(cls, report: ReportIn, *, viewer: User) -> "Preview | None":
        """What waits, or None where nothing does."""
        if report.state != ReportIn.State.PREVIEW:
            return None
        waiting, seats = report.waiting, report.seats
        told = {name for line in waiting.lines for name, number in line.totals.items() if number is not None}
        elsewhere = also_elsewhere(report.group, viewer)
        rows = [_row(line, seats, told, elsewhere) for line in waiting.lines]
        parts = [Part(state, str(TITLES[state]), str(WHY[state]), tuple(row for row in rows if row.line.state == state))
                 for state in TITLES]  # fmt: skip
        coming = sum(line.comes_in for line in waiting.lines)
        return cls(
            tuple(part for part in parts if part.rows),
            tuple(sorted(seats.items(), key=lambda seat: seat[1])),
            tuple(report.questions()),
            waiting.sums,
            report.group.shares_sums,
            coming,
            len(waiting.lines) - coming,
            waiting.asks_month,
        )

    @property
    def brings(self) -> str:
        """What the button says."""
        return ngettext("Bring in the counts of %s name", "Bring in the counts of %s names", self.coming) % self.coming

    @property
    def asks_currency(self) -> bool:
        """Whether the amounts need a currency."""
        return any(one.total and not one.currency for one in self.sums)

    @property
    def money(self) -> str:
        """What becomes of the amounts, in a sentence; empty where there are none."""
        if not self.sums:
            return ""
        one = self.sums[0]
        if not self.shares_sums:
            return _("Sums of closed business are not agreed upon, so the amounts stay out.")
        if not one.total:
            return _("Fewer than three members reported closed business, so the amounts stay out.")
        told = {"total": f"{one.total} {one.currency}".strip(), "n": one.payers}
        return _("Closed business: %(total)s by %(n)s members. Only this sum is kept, no amount of a member.") % told


def counts_said(counts: Mapping[str, int | None], told: Collection[str]) -> str:
    """The counts in a few words, of those that the file tells of: zeros are passed over, what is missing is not.

    Referrals stand as their sum, inside and outside.
    """
    found = [(SHOWN[name], value_of(counts, name)) for name in SHOWN if parts_of(name) & set(told)]
    words = [f"{label} {_('missing') if number is None else number}" for label, number in found if number != 0]
    return " · ".join(words) or _("Zero in everything")


def as_data(report: ReportIn, *, viewer: User) -> dict[str, Any]:
    """What programs read of it."""
    preview = Preview.of(report, viewer=viewer)
    names = ("uid", "file_name", "kind", "chapter", "starts_on", "ends_on", "state", "created_at", "applied_at",
             "undone_at", "complaints")  # fmt: skip
    told: dict[str, Any] = {name: getattr(report, name) for name in names}
    told |= {
        "group": report.group.uid,
        "lines": [],
        "questions": [],
        "money": "",
        "when": report.when,
        "members": report.months.count(),
    }
    if preview is not None:
        rows = sorted((row for part in preview.parts for row in part.rows), key=lambda row: row.line.number)
        told["lines"] = [_line(row) for row in rows]
        told["questions"] = [{"key": one.key, "sentence": one.sentence} for one in preview.questions]
        told["money"] = preview.money
    return told


def _row(line: Line, seats: dict[str, str], told: Collection[str], elsewhere: Mapping[str, str]) -> Row:
    first = tuple((uid, seats[uid]) for uid in dict.fromkeys((line.pick, *line.candidates)) if uid in seats)
    return Row(line, counts_said(line.totals, told), first, elsewhere.get(line.pick, ""))


def _line(row: Row) -> dict[str, Any]:
    line = row.line
    return {
        "number": line.number, "name": line.name, "chapter": line.chapter, "state": line.state, "pick": line.pick,
        "also_in": row.also_in,
        "candidates": list(line.candidates), "months": {_month(month): counts for month, counts in line.months.items()},
    }  # fmt: skip


def _month(said: str) -> str:
    """2026-10; empty for the one month of the report."""
    return "" if said == ITS_OWN else f"{int(said) // 12:04}-{int(said) % 12 + 1:02}"
