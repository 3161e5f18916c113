"""The calendars of public test suites: every one is read or refused in a sentence, and every event is accounted for."""

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from cookout.events.formats import Reading, read_calendar
from cookout.people.formats import RefusedFile

FILES = sorted((Path(__file__).resolve().parents[5] / "shared" / "data" / "contacts").rglob("*.ics"))
REFUSED = {
    "availablity.ics",
    "fuzz_testcase_0_char_in_component_name.ics",
    "silly_test.ics",
    "simple_3_0_test.ics",
}
"""No calendars: fragments, noise, an address book."""

needs_files = pytest.mark.skipif(not FILES, reason="the public calendars are not beside this checkout")


def read(path: Path) -> Reading:
    return read_calendar(
        path.read_bytes(), home=ZoneInfo("America/New_York"), until=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )


def counted(data: bytes) -> int:
    """Another program's count of the events; where it gives up, the lines that begin one."""
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
    except Exception:  # whatever stops it, the lines can be counted
        calendars = []
    if not calendars:
        return len(re.findall(rb"^BEGIN:VEVENT\s*$", data, re.MULTILINE))
    return sum(len(one.walk("VEVENT")) for one in calendars)


@needs_files
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_public_calendar_is_read_or_refused(path: Path) -> None:
    if path.name in REFUSED:
        with pytest.raises(RefusedFile, match=r"^The file .*\.$"):
            read(path)
        return
    reading = read(path)
    assert reading.found == counted(path.read_bytes())
    assert reading.found == reading.taken + reading.cancelled + reading.older + reading.twice + reading.lost
    assert reading.lost == sum(trouble.lost for trouble in reading.troubles)
    assert all(re.fullmatch(r"Event \d+(, “.+”)?: .+\.", trouble.sentence) for trouble in reading.troubles)


@needs_files
def test_all_of_them_together() -> None:
    readings = [read(path) for path in FILES if path.name not in REFUSED]
    assert (len(FILES), len(readings)) == (35, 31)
    assert sum(reading.found for reading in readings) == 36
    assert sum(reading.lost for reading in readings) == 6
    assert sum(len(reading.events) for reading in readings) > 130
