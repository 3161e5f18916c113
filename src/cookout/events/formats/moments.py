"""Days, instants, lengths and zones as calendars write them, also those that write them wrongly."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import icalendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from .lines import Property

_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(?:([Zz])|([+-])(\d{2}):?(\d{2}))?)?"
)
_LENGTH = re.compile(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)
_OFFSET = re.compile(r"\(?(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?\)?.*", re.IGNORECASE)
_SLOW = re.compile(rb"FREQ\s*=\s*(?!YEARLY|MONTHLY)", re.IGNORECASE)
EARLIEST, LATEST = 1900, 2100


class Unreadable(ValueError):
    """This is no day and no time; the message ends a sentence that begins with what it is of."""


@cache
def _known_zones() -> dict[str, str]:
    """Zones by their name without case, and by what Windows calls them."""
    windows = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
    return windows | {name.casefold(): name for name in available_timezones()}


class Zones:
    """The zones of one calendar; a time without a zone is in `home`."""

    def __init__(self, home: dt.tzinfo, described: dict[str, bytes]) -> None:
        self.home = home
        self.strange: set[str] = set()
        self._described = described
        self._found: dict[str, dt.tzinfo] = {}

    def of(self, tzid: str) -> dt.tzinfo:
        """The zone of this name; home where nobody can say which it is."""
        if not tzid:
            return self.home
        if tzid not in self._found:
            zone = named_zone(tzid) or self._described_zone(tzid) or _offset(tzid)
            if zone is None:
                self.strange.add(tzid)
            self._found[tzid] = zone or self.home
        return self._found[tzid]

    def _described_zone(self, tzid: str) -> dt.tzinfo | None:
        """By the rules that the file has for it, unless these would take for ever to follow."""
        block = self._described.get(tzid)
        if block is None or _SLOW.search(block):
            return None
        try:
            described = icalendar.Timezone.from_ical(block + b"\r\n")
            zone = described.to_tz(lookup_tzid=False) if isinstance(described, icalendar.Timezone) else None
            # Asked once, because some rules fail only when they are followed.
            works = isinstance(zone, dt.tzinfo) and zone.utcoffset(dt.datetime(2020, 7, 1)) is not None
        except Exception:  # whatever the block does to the library, the zone is only one that we cannot read
            return None
        return zone if works else None


def named_zone(name: str) -> ZoneInfo | None:
    """A zone that everybody knows, under any of the names that programs give it.

    >>> named_zone("W. Europe Standard Time"), named_zone("/example.org/20240101_1/America/New_York")
    (zoneinfo.ZoneInfo(key='Europe/Berlin'), zoneinfo.ZoneInfo(key='America/New_York'))
    """
    known, parts = _known_zones(), name.strip(' "').casefold().split("/")
    for tail in range(len(parts)):
        if (found := known.get("/".join(parts[tail:]))) is not None:
            return ZoneInfo(found)
    return None


def _offset(name: str) -> dt.tzinfo | None:
    found = _OFFSET.fullmatch(name.strip(' "'))
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if found[1] == "-" else minutes)) if minutes < 1440 else None


def moment(line: Property, zones: Zones, text: str | None = None) -> dt.datetime | dt.date:
    """The day or the instant that a line names."""
    written = (line.value if text is None else text).strip()
    found = _MOMENT.fullmatch(written)
    if found is None:
        raise Unreadable(f"says “{written[:40]}”, which is no day")
    year, month, day = (int(part) for part in found.group(1, 2, 3))
    if not EARLIEST <= year <= LATEST:
        raise Unreadable(f"is in the year {year}")
    try:
        on = dt.date(year, month, day)
        if found[4] is None or line.head.value == "date":
            return on
        # Midnight at the end of the day is written as hour 24, and a leap second as 60.
        time = dt.time(int(found[4]) % 24, int(found[5]), min(int(found[6] or 0), 59))
        on += dt.timedelta(days=int(found[4]) // 24)
    except ValueError as wrong:
        raise Unreadable(f"says “{written[:40]}”, which is no day or time") from wrong
    return dt.datetime.combine(on, time, _zone(found, line, zones))


def _zone(found: re.Match[str], line: Property, zones: Zones) -> dt.tzinfo:
    if found[7]:
        return dt.UTC
    if found[8]:
        minutes = min(int(found[9]) * 60 + int(found[10]), 1439)
        return dt.timezone(dt.timedelta(minutes=-minutes if found[8] == "-" else minutes))
    return zones.of(line.tzid)


def length(text: str) -> dt.timedelta:
    """How long an event takes.

    >>> length("PT1H30M"), length("P1W")
    (datetime.timedelta(seconds=5400), datetime.timedelta(days=7))
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]) or any(len(part or "") > 6 for part in found.groups()):
        raise Unreadable(f"says “{text.strip()[:40]}”, which is no length")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    long = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -long if found[1] == "-" else long
