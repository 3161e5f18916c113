"""Reads a calendar of any make: every event that can be read, and a sentence for everything that cannot."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable

from cookout.people.formats import RefusedFile

from .drafts import Draft, drafted
from .lines import RawCalendar, as_utf8, calendars
from .moments import Zones, named_zone
from .records import Event, Reading, Trouble
from .repeats import Time, only_named, times

MOST_BYTES = 25 * 1024 * 1024
MOST_EVENTS = 50_000
MOST_FILES = 200
MOST_SECONDS = 120
"""So long the repetitions of one file may take to work out; a rule that fits a line can take hours."""
_EVENT = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*V(CALENDAR|EVENT|TIMEZONE|FREEBUSY|TODO|JOURNAL)", re.I | re.M)
_CARD = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD", re.I | re.M)


def read_calendar(
    data: bytes, *, home: dt.tzinfo, until: dt.datetime, breathe: Callable[[], None] = lambda: None,
    seconds: float | None = None,
) -> Reading:  # fmt: skip
    """The events of a calendar, or of all calendars in a zip, until an instant; `home` is the zone of whoever reads.

    `breathe` is called now and then, because rules that repeat can take long to work out; after so many
    `seconds` of it only first times are read, and that is said.
    """
    found: list[Draft] = []
    for text in _texts(data):
        for calendar in calendars(text, before=len(found)):
            found += _drafts(calendar, home)
            if len(found) > MOST_EVENTS:
                raise RefusedFile(f"The file has more than {MOST_EVENTS:,} events. Export it year by year.")
    return _Sorting(until, breathe, MOST_SECONDS if seconds is None else seconds).reading(found)


def _texts(data: bytes) -> list[bytes]:
    if data.startswith(b"PK\x03\x04"):
        return _unpacked(data)
    text = _checked(data)
    if not _EVENT.search(text):
        if _CARD.search(text):
            raise RefusedFile("The file is an address book, not a calendar. Bring it under “Bring people in”.")
        raise RefusedFile("The file is no calendar that Cookout can read. Export your calendar as .ics and try again.")
    return [text]


def _checked(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise RefusedFile(
            f"The file is bigger than {MOST_BYTES // 1024 // 1024} MB. Export your calendar year by year."
        )
    text = as_utf8(data)
    if not text.strip(b"\r\n\t \0"):
        raise RefusedFile("The file is empty. Export your calendar again and bring the new file.")
    return text


def _unpacked(data: bytes) -> list[bytes]:
    """The calendars in an archive; its other files are passed over."""
    if len(data) > MOST_BYTES:
        return [_checked(data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if one.filename.lower().endswith((".ics", ".ical", ".vcs"))]
            if not inside:
                raise RefusedFile("There is no calendar (.ics) in the archive.")
            if len(inside) > MOST_FILES or sum(one.file_size for one in inside) > MOST_BYTES:
                raise RefusedFile(
                    f"The archive holds more than {MOST_FILES} calendars or {MOST_BYTES // 1024 // 1024} MB. "
                    "Bring its calendars one by one."
                )
            return [as_utf8(archive.read(one)) for one in inside]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as broken:
        raise RefusedFile("The archive is damaged or locked. Unpack it and bring the calendar inside.") from broken


def _drafts(calendar: RawCalendar, home: dt.tzinfo) -> list[Draft]:
    zones = Zones(named_zone(calendar.zone) or home, calendar.zones)
    return [drafted(raw, zones, method=calendar.method) for raw in calendar.events]


class _Sorting:
    """Compares versions, works out repetitions, and keeps the books: every event found ends in one count."""

    def __init__(self, until: dt.datetime, breathe: Callable[[], None], seconds: float) -> None:
        self._until = until
        self._breathe = breathe
        self._events: list[Event] = []
        self._counts = dict.fromkeys(("taken", "cancelled", "older", "twice", "lost"), 0)
        self._seen: set[tuple[object, ...]] = set()
        self._full = False
        self._late = time.monotonic() + seconds

    def reading(self, drafts: list[Draft]) -> Reading:
        """All of it."""
        readable = [draft for draft in drafts if not draft.is_lost]
        self._counts["lost"] = len(drafts) - len(readable)
        for together in self._latest(readable):
            self._take(together)
            self._breathe()
        troubles = [trouble for draft in drafts for trouble in draft.troubles]
        if self._full:
            troubles.append(Trouble(0, "", f"there are more than {MOST_EVENTS:,} times; the rest was left out"))
        return Reading(tuple(self._events), tuple(troubles), len(drafts), **self._counts)

    def _latest(self, drafts: list[Draft]) -> list[list[Draft]]:
        """The events by their id, of each the latest version."""
        latest: dict[tuple[str, str], Draft] = {}
        for draft in drafts:
            key = (draft.uid, day_of(draft.was_to_be))
            known = latest.get(key)
            self._counts["older"] += known is not None
            if known is None or draft.version >= known.version:
                latest[key] = draft
        grouped: dict[str, list[Draft]] = defaultdict(list)
        for (uid, _original), draft in latest.items():
            grouped[uid].append(draft)
        return list(grouped.values())

    def _take(self, together: list[Draft]) -> None:
        """One event with the changed versions of its times."""
        series = next((one for one in together if one.was_to_be is None), None)
        self._counts["cancelled"] += sum(one.cancelled for one in together)
        alive = [one for one in together if not one.cancelled]
        if series is None or series.cancelled or not series.repeats:
            self._single(alive)
        elif self._is_twice(series):
            self._counts["twice"] += len(alive)
        else:
            self._counts["taken"] += len(alive)
            changed = [one for one in together if one is not series]
            for at in self._times(series, changed):
                if not at.draft.cancelled:
                    self._add(replaced(at.draft, at.starts, day_of(at.was_to_be)))

    def _times(self, series: Draft, changed: list[Draft]) -> list[Time]:
        if time.monotonic() < self._late:
            return times(series, changed, self._until)
        series.trouble("the file repeats more than can be worked out; only the first time of this was read")
        return only_named(series, changed)

    def _single(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            if self._is_twice(draft):
                self._counts["twice"] += 1
                continue
            self._counts["taken"] += 1
            if draft.starts is not None:
                self._add(replaced(draft, draft.starts, day_of(draft.was_to_be)))

    def _is_twice(self, draft: Draft) -> bool:
        """Whether the same event came under another id, as when one is in two calendars of an archive."""
        said = (draft.starts, draft.minutes, draft.summary, draft.rule, frozenset(one.mail for one in draft.guests))
        if said in self._seen:
            return True
        self._seen.add(said)
        return False

    def _add(self, event: Event) -> None:
        self._full = self._full or len(self._events) >= MOST_EVENTS
        if not self._full:
            self._events.append(event)


def day_of(moment: dt.datetime | dt.date | None) -> str:
    """The day on which a time of a series was to be; it names the time even when the hour of the series changes."""
    if moment is None:
        return ""
    return (moment.date() if isinstance(moment, dt.datetime) else moment).isoformat()


def replaced(draft: Draft, starts: dt.datetime | dt.date, occurrence: str) -> Event:
    """The event of a draft at one of its times."""
    minutes = draft.minutes if isinstance(starts, dt.datetime) else None
    return Event(
        draft.place, draft.uid, occurrence, starts, minutes, draft.zone, draft.summary, draft.location, draft.link,
        draft.guests, yearly="FREQ=YEARLY" in draft.rule, days=draft.days,
    )  # fmt: skip
