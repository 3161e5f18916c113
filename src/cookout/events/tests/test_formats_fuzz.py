"""Whatever bytes come: no exception but a refusal, every event in one count, and the same bytes the same answer."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cookout.events.formats import Reading, read_calendar
from cookout.people.formats import RefusedFile

UNTIL = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
NAMES = (
    "BEGIN",
    "END",
    "UID",
    "DTSTART",
    "DTSTART;TZID=Europe/Berlin",
    "DTEND",
    "DURATION",
    "RRULE",
    "EXDATE",
    "RDATE",
    "SUMMARY",
    "RECURRENCE-ID",
    "ATTENDEE;CN=A",
    'ATTENDEE;CN="B',
    "ORGANIZER",
    "STATUS",
    "SEQUENCE",
    "METHOD",
    "DESCRIPTION",
    " ",
    "X",
)
VALUES = (
    "VEVENT",
    "VCALENDAR",
    "VTIMEZONE",
    "VALARM",
    "20250304T150000Z",
    "20250304T150000",
    "20250304",
    "20250230",
    "PT1H",
    "-PT1H",
    "FREQ=WEEKLY;COUNT=3",
    "FREQ=WEEKLY;UNTIL=20250401",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=MONTHLY;BYDAY=9XX;COUNT=4",
    "mailto:marta@example.org",
    "CANCELLED",
    "a",
    "",
    "\\",
    "é",
    "\ud83d\ude00",
    "1" * 30,
)

line = some.builds(lambda name, value: f"{name}:{value}", some.sampled_from(NAMES), some.sampled_from(VALUES))
text = some.lists(line, max_size=25).map(lambda lines: "\n".join(["BEGIN:VEVENT", *lines]).encode("utf-8", "replace"))


def read(data: bytes) -> Reading | None:
    try:
        return read_calendar(data, home=ZoneInfo("America/New_York"), until=UNTIL)
    except RefusedFile:
        return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text)
def test_any_lines_are_read(data: bytes) -> None:
    reading = read(data)
    assert reading is not None
    assert reading.found == reading.taken + reading.cancelled + reading.older + reading.twice + reading.lost
    assert reading == read(data)
    for event in reading.events:
        assert len(event.summary) <= 300
        assert isinstance(event.starts, dt.date)
        assert not isinstance(event.starts, dt.datetime) or event.starts.tzinfo is not None


@settings(max_examples=100, deadline=None)
@given(some.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read(data)
    read(b"BEGIN:VEVENT\n" + data)
    read(b"PK\x03\x04" + data)


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_a_file_cut_anywhere_is_read(data: some.DataObject) -> None:
    whole = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Café\r\nDTSTART;TZID=Europe/Berlin:20250304T100000\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=3\r\nATTENDEE;CN=Marta:mailto:marta@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()
    at = data.draw(some.integers(20, len(whole)))
    read(whole[:at])
