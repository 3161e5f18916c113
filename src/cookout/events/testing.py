"""Synthetic calendars, and the short way to bring them in; a chapter that meets on Tuesdays."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from cookout.core.models import User, WorkState
from cookout.events.models import Attendance, CalendarImport, CalendarRow, GroupMeeting
from cookout.groups.models import Group, Office


def event(
    uid: str, day: dt.date | dt.datetime, *guests: str, summary: str = "Lunch", hours: float = 1, **properties: str
) -> str:
    """One event; a guest is an address, with `=declined` behind it where they said no."""
    starts = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time(12), dt.UTC)
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{starts:%Y%m%dT%H%M%SZ}", f"SUMMARY:{summary}"]
    lines.append(f"DTEND:{starts + dt.timedelta(hours=hours):%Y%m%dT%H%M%SZ}")
    for guest in guests:
        mail, _equals, answer = guest.partition("=")
        lines.append(f"ATTENDEE;PARTSTAT={(answer or 'accepted').upper()}:mailto:{mail}")
    lines += [f"{name.replace('_', '-').upper()}:{value}" for name, value in properties.items()]
    return "\r\n".join([*lines, "END:VEVENT"])


def calendar(*events: str) -> bytes:
    """A calendar of these events."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]).encode()


def receive(keeper: User, data: bytes, name: str = "calendar.ics") -> CalendarImport:
    """A run that waits to be read."""
    return CalendarImport.receive(ContentFile(data, name=name), by=keeper)


def carry_out(run: CalendarImport) -> CalendarImport:
    """What the worker would do next."""
    assert run.claim()
    run.work()
    run.refresh_from_db()
    assert run.work_state == WorkState.DONE, run.failure
    return run


def look(keeper: User, *events: str) -> CalendarImport:
    """A run that has been read."""
    return carry_out(receive(keeper, calendar(*events)))


def bring(keeper: User, *events: str) -> CalendarImport:
    """A run that is brought in as it was proposed."""
    run = look(keeper, *events)
    run.apply(by=keeper)
    return carry_out(run)


def take_back(run: CalendarImport) -> CalendarImport:
    """Undo a run, and let the worker finish."""
    run.undo(by=run.keeper)
    return carry_out(run)


def outcomes(run: CalendarImport) -> list[str]:
    """What each row means, in the order of the days."""
    return list(CalendarRow.objects.filter(run=run).order_by("on", "starts_at", "pk").values_list("outcome", flat=True))


TUESDAY = dt.date(2026, 3, 3)
"""A day on which the chapter of the tests meets."""

SEVEN = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
"""Seven in the morning of that day, in New York."""


def tuesdays(*users: User, leader: User | None = None, name: str = "Riverside", **fields: Any) -> Group:
    """A chapter in New York that meets on Tuesdays at seven; these sit in it since long ago, one leads it."""
    agreed = {"meets_on": 1, "meets_at": dt.time(7), "zone": "America/New_York", "meets_where": "Harbor Cafe"}
    group = Group.objects.create(name=name, **agreed | fields)
    for user in users:
        seat = group.memberships.create(user=user, name=user.name, joined_on=dt.date(2024, 1, 2))
        if user == leader:
            Office.objects.create(membership=seat, role=Office.Role.PRESIDENT, starts_on=dt.date(2024, 1, 2))
    return group


def met_on(group: Group, *marks: str, last: dt.date = TUESDAY, closed: bool = False) -> list[GroupMeeting]:
    """Meetings of the weeks up to that day; each word has a letter a member, `.` for no mark."""
    members = list(group.memberships.order_by("pk"))
    made: list[GroupMeeting] = []
    for back, word in enumerate(reversed(marks)):
        meeting = GroupMeeting.objects.create(group=group, on=last - dt.timedelta(weeks=back))
        rows = [(seat, mark) for seat, mark in zip(members, word, strict=False) if mark != "."]
        Attendance.objects.bulk_create(Attendance(meeting=meeting, membership=seat, mark=mark) for seat, mark in rows)
        if closed:
            meeting.closures.create(closed_at=timezone.now(), headcount=len(rows))
        made.insert(0, meeting)
    return made
