"""Appointments as iCalendar (RFC 5545 and 5546): one invitation, or a whole calendar to follow."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

PRODUCER = "-//Cookout//1-2-1s//EN"
MARGIN = dt.timedelta(days=370)
"""So far before and after its appointments a calendar knows when clocks change."""


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody in a calendar."""

    name: str
    mail: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry of a calendar; `changed_at` and `sequence` say which of two copies is the later one."""

    uid: str
    starts_at: dt.datetime
    minutes: int
    zone: str
    summary: str
    changed_at: dt.datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""
    is_off: bool = False
    organizer: Address | None = None
    attendee: Address | None = None


def invitation(entry: Appointment) -> str:
    """What a letter carries: the request, or that it is off."""
    return _written([entry], method="CANCEL" if entry.is_off else "REQUEST").decode()


def feed(entries: Sequence[Appointment], *, name: str, every: dt.timedelta = dt.timedelta(hours=1)) -> bytes:
    """A calendar that other programs read again and again. The same entries give the same bytes."""
    return _written(entries, method="PUBLISH", name=name, every=every)


def _written(
    entries: Sequence[Appointment], *, method: str, name: str = "", every: dt.timedelta | None = None
) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCER)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("name", name)
    if every is not None:
        calendar.add("refresh-interval", every, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vText(f"PT{int(every.total_seconds() // 60)}M"))
    for zone in sorted({entry.zone for entry in entries if _in_zone(entry.starts_at, entry.zone).tzinfo is not dt.UTC}):
        calendar.add_component(_clock(zone, [entry.starts_at for entry in entries if entry.zone == zone]))
    for entry in entries:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Appointment) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", _in_zone(entry.starts_at, entry.zone))
    event.add("dtend", _in_zone(entry.starts_at + dt.timedelta(minutes=entry.minutes), entry.zone))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    for key in ("location", "description", "url"):
        if value := getattr(entry, key):
            event.add(key, value)
    if entry.organizer is not None:
        event.add("organizer", _address(entry.organizer))
    if entry.attendee is not None:
        told = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
        event.add("attendee", _address(entry.attendee, **told))
    return event


def _address(who: Address, **told: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{who.mail}")
    address.params.update({"CN": vText(who.name.replace('"', "'")), **{key: vText(word) for key, word in told.items()}})
    return address


def _in_zone(at: dt.datetime, zone: str) -> dt.datetime:
    """On the wall of the zone; in UTC where the wall shows this hour twice and this is the second time."""
    local = at.astimezone(ZoneInfo(zone))
    return at.astimezone(dt.UTC) if zone == "UTC" or local.fold else local


def _clock(zone: str, times: Sequence[dt.datetime]) -> Timezone:
    """When the clocks of a zone change around these times.

    Written here, because readers take the onset to be in the clock before the change, which the library's own
    writer does not do in spring.
    """
    known, first = ZoneInfo(zone), min(times) - MARGIN
    clock = Timezone()
    clock.add("tzid", zone)
    for onset in (first, *_changes(known, first, max(times) + MARGIN)):
        before, after = (onset - dt.timedelta(seconds=1)).astimezone(known), onset.astimezone(known)
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        was, now = before.utcoffset() or dt.timedelta(), after.utcoffset() or dt.timedelta()
        part.add("dtstart", (onset.astimezone(dt.UTC) + was).replace(tzinfo=None))
        part.add("tzoffsetfrom", was)
        part.add("tzoffsetto", now)
        part.add("tzname", after.tzname() or zone)
        clock.add_component(part)
    return clock


def _changes(zone: ZoneInfo, first: dt.datetime, last: dt.datetime) -> Iterator[dt.datetime]:
    """The instants at which the offset changes, to the minute."""
    start = first.astimezone(dt.UTC).replace(second=0, microsecond=0)
    while start < last:
        end = start + dt.timedelta(days=7)
        if start.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
            yield _change_between(zone, start, end)
        start = end


def _change_between(zone: ZoneInfo, early: dt.datetime, late: dt.datetime) -> dt.datetime:
    was = early.astimezone(zone).utcoffset()
    while late - early > dt.timedelta(minutes=1):
        middle = early + (late - early) // 2 // dt.timedelta(minutes=1) * dt.timedelta(minutes=1)
        if middle.astimezone(zone).utcoffset() == was:
            early = middle
        else:
            late = middle
    return late
