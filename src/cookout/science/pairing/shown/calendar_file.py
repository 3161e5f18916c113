"""A plan as a calendar: each pair a week of its own to find an hour in."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from cookout.science.pairing.answer import Answer, Meeting, Week
from cookout.science.shown.harmless import harmless

PRODUCER = "-//Cookout//pairs//EN"
WEEK = timedelta(days=7)


def calendar(answer: Answer, member: str = "") -> bytes:
    """All pairs, or those of one member; the same plan gives the same bytes."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCER)
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", harmless(f"1-2-1s of {member}" if member else "1-2-1s"))
    weeks = {week.number: week for week in answer.weeks}
    for one in answer.meetings:
        if not member or member in (one.a, one.b):
            made.add_component(_event(one, weeks[one.week], member))
    written: bytes = made.to_ical()
    return written


def _event(one: Meeting, week: Week, member: str) -> Event:
    event = Event()
    other = {one.a: one.b, one.b: one.a}.get(member)
    who = other or f"{one.a} and {one.b}"
    event.add("uid", f"{uuid5(NAMESPACE_URL, _told([one.a, one.b, week.monday.isoformat()]))}@cookout")
    event.add("dtstamp", datetime.combine(week.monday, time(), UTC))
    event.add("dtstart", week.monday)
    event.add("dtend", week.monday + WEEK)
    event.add("summary", harmless(f"1-2-1: {who}" + (f" ({one.slot})" if one.slot else "")))
    event.add("description", harmless(one.why))
    event.add("transp", "TRANSPARENT")
    return event


def _told(parts: Sequence[str]) -> str:
    return "\n".join(parts)
