"""Calendars read: what is in them, and a sentence for everything that is not. In our own words, of the nasty forms."""

import datetime as dt
import io
import zipfile
from zoneinfo import ZoneInfo

import pytest

from cookout.events.formats import Event, Guest, Reading, read_calendar
from cookout.events.formats import calendar as limits
from cookout.people.formats import RefusedFile

HOME = ZoneInfo("America/New_York")
UNTIL = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
START = "DTSTART:20250304T150000Z"


def read(*lines: str, until: dt.datetime = UNTIL, encoding: str = "utf-8") -> Reading:
    """A calendar with these lines between its ends."""
    return read_bytes("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode(encoding), until=until)


def read_bytes(data: bytes, *, until: dt.datetime = UNTIL) -> Reading:
    reading = read_calendar(data, home=HOME, until=until)
    parts = reading.taken + reading.cancelled + reading.older + reading.twice + reading.lost
    assert reading.found == parts, "every event ends in exactly one count"
    return reading


def event(*lines: str, uid: str = "a") -> tuple[str, ...]:
    return ("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Lunch", *lines, "END:VEVENT")


def only(reading: Reading) -> Event:
    assert not reading.troubles, reading.troubles
    (found,) = reading.events
    return found


def said(reading: Reading) -> list[str]:
    return [trouble.sentence for trouble in reading.troubles]


def days(reading: Reading) -> list[str]:
    return [found.starts.isoformat()[:10] for found in reading.events]


def test_what_an_event_says_is_read() -> None:
    found = only(
        read(
            *event(
                "DTSTART;TZID=America/New_York:20250304T120000", "DTEND;TZID=America/New_York:20250304T131500",
                "LOCATION:Harbor Cafe\\, Pier 4", "ORGANIZER;CN=Ada:mailto:ada@example.org",
                'ATTENDEE;CN="Reyes, Marta";PARTSTAT=ACCEPTED:mailto:Marta@Example.org',
                "ATTENDEE;PARTSTAT=DECLINED:MAILTO:omar@example.org",
            )
        )
    )  # fmt: skip
    assert found.starts == dt.datetime(2025, 3, 4, 12, tzinfo=HOME)
    assert (found.minutes, found.zone, found.location) == (75, "America/New_York", "Harbor Cafe, Pier 4")
    assert found.guests == (
        Guest("Reyes, Marta", "Marta@Example.org", "accepted"),
        Guest("", "omar@example.org", "declined"),
        Guest("Ada", "ada@example.org"),
    )


@pytest.mark.parametrize(
    "zone",
    [
        "Eastern Standard Time", '"(UTC-05:00) Eastern Time (US & Canada)"', "/example.org/20250101_1/America/New_York",
        "america/new_york", "UTC-5",
    ],
)  # fmt: skip
def test_zones_have_many_names(zone: str) -> None:
    found = read(*event(f"DTSTART;TZID={zone}:20250304T100000")).events[0]
    assert isinstance(found.starts, dt.datetime)
    assert found.starts.astimezone(dt.UTC).hour == 15


def test_a_zone_that_only_the_file_knows_is_followed() -> None:
    zone = (
        "BEGIN:VTIMEZONE", "TZID:Café", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    found = only(read(*zone, *event("DTSTART;TZID=Café:20250304T180000")))
    assert isinstance(found.starts, dt.datetime)
    assert (found.starts.astimezone(dt.UTC).hour, found.zone) == (15, "")


def test_a_zone_whose_rules_never_end_is_not_followed() -> None:
    zone = (
        "BEGIN:VTIMEZONE", "TZID:Trap", "BEGIN:STANDARD", "DTSTART:16010101T000000", "RRULE:FREQ=SECONDLY",
        "TZOFFSETFROM:+0300", "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    reading = read(*zone, *event("DTSTART;TZID=Trap:20250304T180000"))
    assert said(reading) == ["Event 1, “Lunch”: nobody knows its time zone “Trap”; it was read in yours."]
    assert reading.events[0].starts == dt.datetime(2025, 3, 4, 18, tzinfo=HOME)


def test_a_time_without_a_zone_is_the_reader_s_or_the_calendar_s() -> None:
    assert only(read(*event("DTSTART:20250304T120000"))).starts == dt.datetime(2025, 3, 4, 12, tzinfo=HOME)
    berlin = only(read("X-WR-TIMEZONE:Europe/Berlin", *event("DTSTART:20250304T120000")))
    assert berlin.starts == dt.datetime(2025, 3, 4, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("20250304T240000Z", 0, 0),
        ("20250304T155960Z", 15, 59),
        ("2025-03-04T10:00:00-0500", 15, 0),
        ("20250304t150000z", 15, 0),
    ],
)
def test_instants_are_written_in_many_ways(written: str, hour: int, minute: int) -> None:
    found = only(read(*event(f"DTSTART:{written}"))).starts
    assert isinstance(found, dt.datetime)
    assert (found.astimezone(dt.UTC).hour, found.minute) == (hour, minute)


def test_whole_days_and_lengths() -> None:
    day = only(read(*event("DTSTART;VALUE=DATE:20250304", "DTEND;VALUE=DATE:20250306")))
    assert (day.starts, day.minutes) == (dt.date(2025, 3, 4), None)
    assert only(read(*event(START, "DURATION:PT1H30M"))).minutes == 90


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ((), "it has no start, so it was left out"),
        (("DTSTART:soon",), "its start says “soon”, which is no day, so it was left out"),
        (("DTSTART:20250230T12Z",), "its start says “20250230T12Z”, which is no day, so it was left out"),
        (("DTSTART:20250230",), "its start says “20250230”, which is no day or time, so it was left out"),
        (("DTSTART:00010101T000000Z",), "its start is in the year 1, so it was left out"),
        ((START, "DTEND:20250304T140000Z"), "its end is before its start; only the start was read"),
        ((START, "DTEND:later"), "its end says “later”, which is no day; only the start was read"),
        ((START, "DURATION:long"), "its end says “long”, which is no length; only the start was read"),
        (
            (START, "DTEND;VALUE=DATE:20250306"),
            "of its start and end one is a day and the other a time; only the start was read",
        ),
        ((START, "RRULE:FREQ=OFTEN"), "how it repeats could not be read; only the first time was"),
        ((START, "RRULE:FREQ=DAILY;INTERVAL=0"), "how it repeats could not be read; only the first time was"),
        ((START, "RRULE:FREQ=SECONDLY"), "it repeats several times a day; only the first time was read"),
        (
            (START, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:never"),
            "a day of its series says “never”, which is no day; that day was passed over",
        ),
    ],
)
def test_what_is_broken_is_said_and_costs_the_next_nothing(lines: tuple[str, ...], sentence: str) -> None:
    reading = read(*event(*lines), *event("DTSTART:20250401T120000Z", uid="b"))
    assert said(reading) == [f"Event 1, “Lunch”: {sentence}."]
    assert days(reading)[-1] == "2025-04-01"


def test_ends_that_are_missing_end_where_the_next_begins() -> None:
    reading = read(
        "BEGIN:VEVENT", "UID:a", START, "BEGIN:VALARM", "TRIGGER:-PT5M", *event("DTSTART:20250401T120000Z", uid="b")
    )
    assert days(reading) == ["2025-03-04", "2025-04-01"]
    assert said(reading) == ["Event 1: its end is missing from the file; what is there was read."]
    cut = read_bytes(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20250304T150000Z\nSUMM")
    assert days(cut) == ["2025-03-04"]


def test_alarms_and_their_words_are_not_the_event_s() -> None:
    alarm = ("BEGIN:VALARM", "SUMMARY:Beep", "ATTENDEE:mailto:alarm@example.org", "END:VALARM")
    found = only(read("BEGIN:VEVENT", "UID:a", START, *alarm, "SUMMARY:Tea", "END:VEVENT"))
    assert (found.summary, found.guests) == ("Tea", ())


def test_lines_are_folded_well_and_badly() -> None:
    folded = event(START, "ATTENDEE;CN=Mar", " ta Reyes;PARTSTAT=ACC", "\tEPTED:mailto:marta@exa", " mple.org")
    assert only(read(*folded)).guests == (Guest("Marta Reyes", "marta@example.org", "accepted"),)
    lost = event(START, "ATTENDEE;ROLE=REQ-PARTICIPANT:", "MAILTO:omar@example.org")
    assert only(read(*lost)).guests == (Guest("", "omar@example.org"),)
    unfolded = event("DESCRIPTION:First line", "a second one that forgot its blank", START)
    assert only(read(*unfolded)).summary == "Lunch"
    noise = event(START, "X-BAD/NAME:TRUE", "REFRESH - INTERVAL; VALUE = DURATION:PT4H")
    assert only(read(*noise)).starts == dt.datetime(2025, 3, 4, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_bytes_of_any_make(encoding: str) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:Café", START, "END:VEVENT", "END:VCALENDAR"])
    assert only(read_bytes(text.encode(encoding))).summary == "Café"


def test_line_ends_of_any_make_and_a_letter_cut_in_two_by_a_fold() -> None:
    text = "\n".join(["BEGIN:VEVENT", "UID:a", "SUMMARY:Caf\u00e9 with M", START, "END:VEVENT"]).encode()
    for end in (b"\r\n", b"\n", b"\r"):
        assert only(read_bytes(text.replace(b"\n", end))).summary == "Café with M"
    cut = text.replace("é".encode(), "é".encode()[:1] + b"\n " + "é".encode()[1:])
    assert only(read_bytes(cut)).summary == "Café with M"


def test_quoted_printable_of_old_phones() -> None:
    lines = ("BEGIN:VEVENT", "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=", "=A9", START, "END:VEVENT")
    assert only(read(*lines)).summary == "Café"


def test_rooms_and_lists_are_no_people_and_everybody_is_there_once() -> None:
    found = only(
        read(
            *event(
                START, "ORGANIZER:mailto:ada@example.org", "ATTENDEE:mailto:ADA@example.org",
                "ATTENDEE;CUTYPE=ROOM:mailto:room@example.org", "ATTENDEE;CUTYPE=GROUP:mailto:all@example.org",
                "ATTENDEE:mailto:c_1@resource.calendar.google.com", "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:x@y.org",
                "ATTENDEE;CN=Omar Haddad:invalid:nomail", "ATTENDEE;CN=marta@example.org:urn:uuid:1",
                "ATTENDEE:mailto:",
            )
        )
    )  # fmt: skip
    assert [(guest.name, guest.mail) for guest in found.guests] == [
        ("", "ADA@example.org"), ("Omar Haddad", ""), ("", "marta@example.org"),
    ]  # fmt: skip


def test_where_one_meets_by_video() -> None:
    for line in ("LOCATION:https://us02.zoom.us/j/1?pwd=x", "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij"):
        assert only(read(*event(START, line))).link.startswith("https://")
    assert only(read(*event(START, "DESCRIPTION:See https://example.org"))).link == ""


def test_of_several_versions_the_latest_holds() -> None:
    first = event("DTSTART:20250301T120000Z", "SEQUENCE:2")
    later = event("DTSTART:20250305T120000Z", "SEQUENCE:10")
    for reading in (read(*first, *later), read(*later, *first)):
        assert (days(reading), reading.older) == (["2025-03-05"], 1)


def test_cancelled_events_are_left_out_and_counted() -> None:
    assert (read(*event(START, "STATUS:CANCELLED")).cancelled, read("METHOD:CANCEL", *event(START)).cancelled) == (1, 1)


def test_the_same_event_under_two_ids_is_one() -> None:
    reading = read(*event(START, uid="a"), *event(START, uid="b"))
    assert (len(reading.events), reading.twice) == (1, 1)


def test_an_event_without_an_id_has_one_of_its_own_words() -> None:
    lines = ("BEGIN:VEVENT", START, "SUMMARY:Lunch", "END:VEVENT")
    assert only(read(*lines)).uid == only(read(*lines)).uid != ""


def test_what_repeats_is_read_until_now_with_its_exceptions() -> None:
    series = event(
        "DTSTART;TZID=America/New_York:20250603T100000",
        "RRULE:FREQ=WEEKLY",
        "EXDATE;TZID=America/New_York:20250610T100000",
    )
    moved = event("RECURRENCE-ID:20250617T140000Z", "DTSTART;TZID=America/New_York:20250618T100000")
    off = event("RECURRENCE-ID:20250624T140000Z", "DTSTART:20250624T140000Z", "STATUS:CANCELLED")
    reading = read(*series, *moved, *off)
    assert [(found.occurrence, found.starts.isoformat()[:10]) for found in reading.events] == [
        ("2025-06-03", "2025-06-03"), ("2025-06-17", "2025-06-18"),
    ]  # fmt: skip
    assert reading.cancelled == 1


def test_a_series_keeps_the_hour_on_the_wall() -> None:
    series = read(*event("DTSTART;TZID=America/New_York:20250305T100000", "RRULE:FREQ=WEEKLY;COUNT=2")).events
    hours = [found.starts.astimezone(dt.UTC).hour for found in series if isinstance(found.starts, dt.datetime)]
    assert hours == [15, 14]


def test_of_a_long_series_the_latest_times_are_read() -> None:
    reading = read(*event("DTSTART:20150101T120000Z", "RRULE:FREQ=DAILY"))
    assert (len(reading.events), days(reading)[-1]) == (1000, "2025-06-30")
    assert "the latest 1000 were read" in said(reading)[0]


def test_changed_times_without_their_series_stand_alone() -> None:
    changed = event("RECURRENCE-ID:20250617T140000Z", "DTSTART:20250618T140000Z")
    assert only(read(*changed)).occurrence == "2025-06-17"


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def test_a_zip_of_calendars_is_read_as_one() -> None:
    texts = [("\r\n".join(event(START.replace("04T", f"0{n}T"), uid=str(n)))).encode() for n in (1, 2)]
    broken = b"BEGIN:VEVENT\nSUMMARY:Tea\nEND:VEVENT"
    reading = read_bytes(packed(one_ics=texts[0], two_ics=texts[1], three_ics=broken, note_txt=b"hello"))
    assert (days(reading), said(reading)) == (
        ["2025-03-01", "2025-03-02"],
        ["Event 3, “Tea”: it has no start, so it was left out."],
    )


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\0" * 50, "empty"),
        (b"BEGIN:VCARD\nFN:Marta\nEND:VCARD", "address book"),
        (b"%PDF-1.7", "no calendar"),
        (b"<html>", "no calendar"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (packed(note_txt=b"x"), "no calendar"),
        (packed(big_ics=b"x" * (limits.MOST_BYTES + 1)), "one by one"),
        (b"BEGIN:VCALENDAR\n" + b"x" * limits.MOST_BYTES, "bigger than 25 MB"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n" * (limits.MOST_EVENTS + 1), "50,000 events"),
    ],
    ids=["empty", "NULs", "cards", "pdf", "html", "damaged", "nothing inside", "bomb", "big", "many"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(RefusedFile, match=word):
        read_bytes(data)
