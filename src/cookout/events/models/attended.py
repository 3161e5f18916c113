"""Who was there, over many meetings: strips of one group, counts of many, absences that pile up."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from cookout.core.asked import once
from cookout.events.models.attendance import Attendance, Mark
from cookout.events.models.away import away_on, covers
from cookout.events.models.group_meeting import GroupMeeting, closed_rows, today_in
from cookout.groups.models import Group, Leave, Membership
from cookout.groups.models.roster import leaves_in, members_ever

Groups = Iterable[Group] | QuerySet[Any]

STRIP = {Mark.PRESENT: "p", Mark.LATE: "p", Mark.SUBSTITUTE: "s", Mark.ABSENT: "a", Mark.MEDICAL: "x"}
"""How a strip shows a mark; `x` is excused, and nobody reads why. Empty: not known; `-`: no member on that day."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One member at the last meetings, the oldest first: `p` present, `s` substitute, `a` absent, `x` excused."""

    days: tuple[dt.date, ...]
    marks: tuple[str, ...]

    @property
    def present(self) -> int:
        """How often the member came."""
        return self.marks.count("p")

    @property
    def substitutes(self) -> int:
        """How often somebody came instead."""
        return self.marks.count("s")

    @property
    def absent(self) -> int:
        """How often nobody came."""
        return self.marks.count("a")


@dataclass(frozen=True, slots=True)
class Week:
    """One meeting in numbers; missing are members whose mark nobody wrote."""

    on: dt.date
    present: int
    substitutes: int
    absent: int
    excused: int
    missing: int

    @property
    def members(self) -> int:
        """How many belonged to the group on that day."""
        return self.present + self.substitutes + self.absent + self.excused + self.missing


@dataclass(frozen=True, slots=True)
class Held:
    """The meetings of one group in a time: held and closed, held and not closed, not known, holidays."""

    closed: int
    open: int
    missing: int
    holidays: int


def attendance_strips(group: Group, memberships: Collection[Membership], last: int = 10) -> dict[int, Strip]:
    """For each membership (by its key) the last meetings of the group: three queries, however many members."""
    meetings, away = last_meetings(group, last), leaves_in(group)
    marks = _marks(meetings)
    days = tuple(meeting.on for meeting in meetings)
    return {
        member.pk: Strip(
            days, tuple(_shown(member, one.on, marks[one.pk].get(member.pk, ""), away) for one in meetings)
        )
        for member in memberships
    }


def attendance_weeks(group: Group, last: int = 10) -> list[Week]:
    """The last meetings of a group in numbers, the oldest first."""
    meetings = last_meetings(group, last)
    marks, weeks = _marks(meetings), []
    seats, leaves = members_ever(group), leaves_in(group)
    for meeting in meetings:
        on_leave = away_on(leaves, meeting.on)
        there = {seat.pk for seat in seats if seat.is_current(meeting.on)}
        # Nobody is absent while on leave.
        counted = {who: mark for who, mark in marks[meeting.pk].items() if mark != Mark.ABSENT or who not in on_leave}
        count = Counter(STRIP[Mark(mark)] for mark in counted.values())
        missing = max(0, len(there) - len(counted))
        excused = min(missing, len(there & on_leave))
        told = (count["p"], count["s"], count["a"], count["x"] + excused, missing - excused)
        weeks.append(Week(meeting.on, *told))
    return weeks


def attendance_of(groups: Groups, start: dt.date, end: dt.date) -> dict[int, dict[str, int]]:
    """For each membership (by its key) how often each mark (P A L M S) was given from `start` up to before `end`.

    Counted in SQL, one query for a whole region. What is not known is not in it; holidays do not count, and nobody is
    absent while on leave.
    """
    marked = Attendance.objects.counted().filter(meeting__group__in=groups, meeting__on__gte=start, meeting__on__lt=end)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for membership, mark, n in marked.values_list("membership_id", "mark").annotate(n=Count("pk")).order_by():
        counts[membership][mark] = n
    return dict(counts)


def meetings_held(groups: Groups, start: dt.date, end: dt.date) -> dict[int, Held]:
    """For each group (by its key) its meetings from `start` up to before `end`, so that what is missing can be said."""
    marked = Exists(Attendance.objects.filter(meeting=OuterRef("pk")).exclude(mark=""))
    closed = Exists(closed_rows())
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = GroupMeeting.objects.filter(group__in=groups, on__gte=start, on__lt=end, deleted_at=None)
    for group, holiday, is_closed, is_marked in rows.annotate(was_closed=closed, was_marked=marked).values_list(
        "group_id", "is_holiday", "was_closed", "was_marked"
    ):
        found[group]["holidays" if holiday else "closed" if is_closed else "open" if is_marked else "missing"] += 1
    return {
        group: Held(count["closed"], count["open"], count["missing"], count["holidays"])
        for group, count in found.items()
    }


def counted_meetings(meetings: Iterable[GroupMeeting]) -> list[tuple[GroupMeeting, Counter[str]]]:
    """Each with how often each mark was given at it, and under `closed` whether it is closed: two queries for all."""
    told: dict[int, Counter[str]] = defaultdict(Counter)
    given = list(meetings)
    rows = Attendance.objects.filter(meeting__in=given).exclude(mark="")
    for meeting, mark, n in rows.values_list("meeting_id", "mark").annotate(n=Count("pk")).order_by():
        told[meeting][mark] = n
    for meeting in GroupMeeting.objects.filter(Exists(closed_rows()), pk__in=[one.pk for one in given]).values_list(
        "pk", flat=True
    ):
        told[meeting]["closed"] = 1
    return [(one, told[one.pk]) for one in given]


def last_meetings(group: Group, last: int) -> list[GroupMeeting]:
    """The last so many meetings, the oldest first; today's once somebody was marked; no holidays."""
    return once(("last meetings", group.pk, last), lambda: _find_last(group, last))


def _find_last(group: Group, last: int) -> list[GroupMeeting]:
    today = today_in(group)
    rows = list(GroupMeeting.objects.of(group).filter(on__lte=today, is_holiday=False).order_by("-on")[: last + 1])
    if rows and rows[0].on == today and not rows[0].is_marked:
        rows = rows[1:]
    return rows[:last][::-1]


def _marks(meetings: Iterable[GroupMeeting]) -> dict[int, dict[int, str]]:
    """For each meeting (by its key) how each membership (by its key) was marked."""
    keys = tuple(meeting.pk for meeting in meetings)
    return once(("marks", keys), lambda: _read_marks(keys))


def _read_marks(meetings: Iterable[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {meeting: {} for meeting in meetings}
    rows = Attendance.objects.filter(meeting__in=list(found)).exclude(mark="")
    for meeting, membership, mark in rows.values_list("meeting_id", "membership_id", "mark"):
        found[meeting][membership] = mark
    return found


def _shown(member: Membership, day: dt.date, mark: str, away: Mapping[int, Collection[Leave]]) -> str:
    if mark in ("", Mark.ABSENT) and covers(away.get(member.pk, ()), day):
        return "x"
    if mark:
        return STRIP[Mark(mark)]
    return "" if member.is_current(day) else "-"
