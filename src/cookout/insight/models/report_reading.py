"""A chapter report from its file to the lines that wait to be looked at: only here the readers are called."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.money import DIGITS, SIGNS
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.insight.formats.report_lines import COUNTS, FEWEST_PAYERS, ITS_OWN, Line, Sum, Waiting
from cookout.insight.formats.report_matching import Roster, Seat, is_same_chapter, key_of
from cookout.insight.rules import first_day
from cookout.insight.rules import month_of as month_of_day
from cookout.people.models.card_rows import clean
from cookout.science.errors import ScienceError
from cookout.science.reports.months import money_of, month_of, months_of
from cookout.science.reports.read import read_report
from cookout.science.reports.report import WIDE, MemberMonth, Report

MOST_BYTES = 10 * 1024 * 1024
MOST_LINES = 2000
"""A chapter of forty has forty lines; what has more is no chapter's report."""

LONGEST_NAME = 200
MOST_COMPLAINTS = 50
MOST_COUNT = 10_000
"""No member does more of anything in a month; the databases take no number without an end."""


def read(data: bytes, name: str) -> Report:
    """The report in the file, or one sentence that says why there is none."""
    try:
        return read_report(data, name)
    except ScienceError as problem:
        raise Refusal(str(problem)) from problem


def waiting_of(report: Report, group: Group) -> Waiting:
    """Its lines and sums, not yet matched."""
    month, may = _months(report)
    lines: dict[Any, Line] = {}
    for said in months_of(report, _stand_in(report, month, may)):
        key = (key_of(said.name), said.rows, said.other_chapter)
        stands = ITS_OWN if report.kind != WIDE else str(said.month)
        known = lines.get(key) or _line(said, len(lines), group)
        lines[key] = replace(known, months={**known.months, stands: _counts(said)})
    if len(lines) > MOST_LINES:
        raise Refusal(_("There are more than %s names in it. Is it the report of one chapter?") % MOST_LINES)
    return Waiting(tuple(lines.values()), tuple(_sums(report)), month, may)


def _months(report: Report) -> tuple[int | None, tuple[int, ...] | None]:
    """Of which month it is, as far as that is known, and of which it can be; None where the file does not say."""
    if report.kind == WIDE:
        return None, ()
    try:
        month = month_of(report)
    except ScienceError as problem:
        raise Refusal(str(problem)) from problem
    if report.starts_on is None or report.ends_on is None:
        return month, None
    ends = (month_of_day(report.starts_on), month_of_day(report.ends_on))
    return month, (month,) if month is not None else ends


def _stand_in(report: Report, month: int | None, may: tuple[int, ...] | None) -> int | None:
    """A month that the reader accepts while nobody has said which; its counts stand under `ITS_OWN` anyway."""
    if report.kind == WIDE or month is not None:
        return month
    return may[0] if may else month_of_day(timezone.localdate())


def dates_of(report: Report) -> tuple[dt.date | None, dt.date | None]:
    """From when until when it is: as it says, by its meetings, or the month that its name tells."""
    if report.starts_on is not None:
        return report.starts_on, report.ends_on or report.starts_on
    if report.meetings:
        return min(report.meetings), max(report.meetings)
    return whole_month(report.name_month) if report.name_month is not None else (None, None)


def whole_month(month: int) -> tuple[dt.date, dt.date]:
    """Its first and its last day."""
    return first_day(month), first_day(month + 1) - dt.timedelta(days=1)


def complaints_of(report: Report) -> list[str]:
    """What could not be read or is doubtful, as sentences."""
    return [clean(str(said))[:300] for said in report.complaints[:MOST_COMPLAINTS]]


def roster_of(group: Group, starts_on: dt.date | None, ends_on: dt.date | None) -> Roster:
    """Who sat here at any time of the report; without dates, who sits here now. Who came again has one seat."""
    today = timezone.localdate()
    first, last = starts_on or today, ends_on or today
    sat = Membership.objects.filter(Q(left_on=None) | Q(left_on__gt=first), group=group, joined_on__lte=last)
    seats: dict[object, Seat] = {}
    for uid, name, user in sat.filter(deleted_at=None).order_by("pk").values_list("uid", "name", "user_id"):
        seats[user or uid] = Seat(str(uid), name)
    return Roster(list(seats.values()))


def also_elsewhere(group: Group, viewer: User) -> dict[str, str]:
    """In which other groups somebody sits who sits here, by the id of the seat here; as far as the viewer sees them."""
    others = Membership.objects.visible_to(viewer).current().exclude(group=group)
    here = group.memberships.filter(deleted_at=None, user__isnull=False).values_list("user_id", "uid")
    seats = {user: str(uid) for user, uid in here if user is not None}
    found: dict[str, list[str]] = {}
    for user, name in others.filter(user__in=seats).order_by("group__name").values_list("user_id", "group__name"):
        if user is not None:
            found.setdefault(seats[user], []).append(name)
    return {uid: ", ".join(names) for uid, names in found.items()}


def _line(said: MemberMonth, number: int, group: Group) -> Line:
    elsewhere = bool(said.chapter) and not is_same_chapter(said.chapter, group.name)
    is_guest = bool(said.other_chapter) or (said.other_chapter is None and elsewhere)
    return Line(number, clean(said.name)[:LONGEST_NAME], is_guest, clean(said.chapter)[:LONGEST_NAME], {})


def _counts(said: MemberMonth) -> dict[str, int | None]:
    counts = {name: getattr(said.counts, name) for name in COUNTS}
    if any(number is not None and not 0 <= number <= MOST_COUNT for number in counts.values()):
        raise Refusal(_("“%s” has a number that is no count of a month. Look at the file once more.") % said.name)
    return counts


def _sums(report: Report) -> Iterable[Sum]:
    money = money_of(report)
    if money is None or not money.members:
        return []
    total = f"{money.total:f}" if money.members >= FEWEST_PAYERS else ""
    return [Sum(total, _currency(money.currency), money.members)]


def _currency(told: str) -> str:
    """The code that is meant, where only one can be."""
    code = told.strip().upper()
    may = SIGNS.get(told.strip(), ())
    return code if code in DIGITS else (may[0] if len(may) == 1 else "")
