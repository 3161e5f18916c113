"""What stands above the heads: of which chapter the report is, and of which days. All of it may be missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cookout.science.reports.grid import Row
from cookout.science.reports.report import Complaint
from cookout.science.tables.days import Days, days_within, read_days
from cookout.science.tables.keys import key
from cookout.science.tables.months_text import month_within, read_months

_LABELS = {
    key(name): role
    for role, names in {
        "chapter": "chapter, chapter name, group, group name, chaptername, gruppe, unternehmerteam",
        "from": "from, from date, start, start date, von, ab, beginn, date from, period from",
        "to": "to, to date, end, end date, bis, until, ende, date to, period to",
        "period": "period, date, dates, month, report date, report month, zeitraum, monat, datum, meeting date",
        "made": "printed, printed on, print date, created, created on, created at, generated, generated on, run at, "
        "run date, exported, exported on, erstellt, erstellt am, gedruckt am, stand, running user, user, region, "
        "country, time, page",
    }.items()
    for name in names.split(",")
}
_MADE = ("printed", "created", "generated", "run at", "exported", "erstellt", "gedruckt")
"""What a line begins with that says when the file was made, which is not the time it is about."""


_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Title:
    """What is said there."""

    text: str = ""
    chapter: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    complaints: tuple[Complaint, ...] = ()


@dataclass(slots=True)
class _Said:
    """Labels with their values, and the free texts between them."""

    labelled: dict[str, str] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)


def read_title(rows: Iterable[Row], name_month: int | None) -> Title:
    """The title out of the rows above the heads; the month of the file's name decides between two readings of a day."""
    said = _said(rows)
    starts_on, ends_on, complaints = _period(said, name_month)
    return Title(
        text=said.free[0] if said.free else "",
        chapter=said.labelled.get("chapter", ""),
        starts_on=starts_on,
        ends_on=ends_on,
        complaints=tuple(complaints),
    )


def _said(rows: Iterable[Row]) -> _Said:
    said = _Said()
    for row in rows:
        cells = [cell.text[:_LONGEST_TITLE] for _column, cell in sorted(row.items())]
        at = 0
        while at < len(cells):
            label, _colon, value = cells[at].partition(":")
            role = _LABELS.get(key(label))
            if role and not value.strip() and at + 1 < len(cells):
                at += 1
                value = cells[at]
            if role and value.strip():
                said.labelled.setdefault(role, value.split(" | ")[0].strip())
            elif not cells[at].lower().startswith(_MADE):
                said.free.append(cells[at])
            at += 1
    return said


def _period(said: _Said, name_month: int | None) -> tuple[date | None, date | None, list[Complaint]]:
    written = [days_within(said.labelled.get(role, "")) for role in ("from", "to", "period")]
    others = [one for text in said.free for one in days_within(text)]
    texts = [one for some in written for one in some] or others
    days = read_days(texts)
    decided = _decided(days, name_month)
    if any(text not in decided for text in days.ambiguous or {}):
        return None, None, [_open(days)]
    found = sorted({*days.of.values(), *decided.values()})
    if found:
        from_day, to_day = (days.of.get(some[0]) if some else None for some in written[:2])
        if from_day and to_day and from_day > to_day:
            return None, None, [_reversed(from_day, to_day)]
        return found[0], found[-1], []
    month = _month([*said.labelled.values(), *said.free])
    return (None, None, []) if month is None else (*_days_of(month), [])


def _decided(days: Days, name_month: int | None) -> dict[str, date]:
    """Where a text could mean two days, the one in the month that the file's name says."""
    return {
        text: day
        for text, both in (days.ambiguous or {}).items()
        for day in both
        if name_month is not None and 12 * day.year + day.month - 1 == name_month
    }


def _month(texts: Sequence[str]) -> int | None:
    """The only month that the texts name: `April 2026`."""
    found = {month for text in texts if (month := read_months([text]).of.get(text)) and month > 12 * 1900}
    found |= {month for text in texts if (month := month_within(text)) is not None}
    return found.pop() if len(found) == 1 else None


def _days_of(month: int) -> tuple[date, date]:
    """Its first and last day."""
    after = month + 1
    return date(month // 12, month % 12 + 1, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _open(days: Days) -> Complaint:
    texts = ", ".join(f"“{text}”" for text in (days.ambiguous or {}))
    text = "%(days)s in the title can be read in two ways. Say which month the report is of."
    return Complaint("open_period", text, {"days": texts})


def _reversed(starts_on: date, ends_on: date) -> Complaint:
    text = "The title says from %(start)s to %(end)s, which ends before it begins. Say which month the report is of."
    return Complaint("reversed_period", text, {"start": starts_on.isoformat(), "end": ends_on.isoformat()})
