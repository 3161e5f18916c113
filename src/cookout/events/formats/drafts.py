"""One event of a file understood, as far as it can be; what cannot is said and does not cost the rest."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from cookout.people.formats.content_lines import unescape

from .lines import Property, RawEvent
from .moments import Unreadable, Zones, length, moment
from .records import Guest, Trouble

MOST_GUESTS = 500
MOST_DAYS = 5_000
"""So many days that a series names one by one are read."""
ROOMS = ("@resource.calendar.google.com", "@group.calendar.google.com", "@group.v.calendar.google.com")
ANSWERS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined", "DELEGATED": "declined"}
VIDEO = re.compile(
    r"https?://[\w.-]*(?:zoom\.us|meet\.google\.com|teams\.(?:microsoft|live)\.com|webex\.com|whereby\.com|meet\.jit\.si"
    r"|gotomeeting\.com|gotomeet\.me|facetime\.apple\.com|skype\.com|bluejeans\.com|goto\.com)[^\s<>\"\\]*",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s@<>\",;:]+@[^\s@<>\",;:]+\.[^\s@<>\",;:]+|[^\s@<>\",;:]+@[\w-]+")


@dataclass(slots=True)
class Draft:
    """An event as its lines say it, before versions are compared and repetitions worked out."""

    place: int
    uid: str = ""
    starts: dt.datetime | dt.date | None = None
    minutes: int | None = None
    days: int = 1
    zone: str = ""
    was_to_be: dt.datetime | dt.date | None = None
    """Which time of a repeated event this is the changed version of."""
    version: tuple[int, str] = (0, "")
    summary: str = ""
    location: str = ""
    link: str = ""
    cancelled: bool = False
    guests: tuple[Guest, ...] = ()
    rule: str = ""
    more: list[dt.datetime | dt.date] = field(default_factory=list)
    without: list[dt.datetime | dt.date] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def repeats(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rule or self.more)

    def trouble(self, said: str, *, lost: bool = False) -> None:
        """Note what could not be read."""
        self.troubles.append(Trouble(self.place, self.summary[:80], said, lost))

    @property
    def is_lost(self) -> bool:
        """Whether nothing of it can be taken."""
        return any(trouble.lost for trouble in self.troubles)


def drafted(raw: RawEvent, zones: Zones, *, method: str = "") -> Draft:
    """What one event says."""
    draft = Draft(raw.place)
    draft.summary = _line(raw, "SUMMARY", 300)
    draft.location = _line(raw, "LOCATION", 300)
    draft.link = _link(raw)
    draft.cancelled = method == "CANCEL" or _line(raw, "STATUS", 20).upper() == "CANCELLED"
    draft.version = _version(raw)
    _time(raw, zones, draft)
    draft.uid = _line(raw, "UID", 2000) or _made_uid(draft)
    draft.guests = _guests(raw)
    if not draft.is_lost and not draft.cancelled:
        _repetition(raw, zones, draft)
    if not raw.ended:
        draft.trouble("its end is missing from the file; what is there was read")
    return draft


def _line(raw: RawEvent, name: str, most: int) -> str:
    line = raw.first(name)
    return " ".join(unescape(line.value).split())[:most] if line else ""


def _link(raw: RawEvent) -> str:
    for name in (
        "X-GOOGLE-CONFERENCE",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "CONFERENCE",
        "LOCATION",
        "URL",
        "DESCRIPTION",
    ):
        for line in raw.every(name):
            if found := VIDEO.search(unescape(line.value)):
                return found.group()[:300]
    return ""


def _version(raw: RawEvent) -> tuple[int, str]:
    """Later versions are greater: the number of the version, then when it was written."""
    number = _line(raw, "SEQUENCE", 12)
    written = max((_line(raw, name, 20) for name in ("LAST-MODIFIED", "DTSTAMP")), default="")
    return (int(number) if number.isascii() and number.isdigit() else 0, written)


def _made_uid(draft: Draft) -> str:
    """An event without an id is the same whenever it says the same."""
    return "cookout-" + hashlib.sha256(f"{draft.summary}\n{draft.starts}".encode("utf-8", "replace")).hexdigest()[:40]


def _time(raw: RawEvent, zones: Zones, draft: Draft) -> None:
    start = raw.first("DTSTART")
    if start is None:
        draft.trouble("it has no start, so it was left out", lost=True)
        return
    try:
        draft.starts = moment(start, zones)
    except Unreadable as wrong:
        draft.trouble(f"its start {wrong}, so it was left out", lost=True)
        return
    if start.tzid in zones.strange:
        draft.trouble(f"nobody knows its time zone “{start.tzid[:60]}”; it was read in yours")
    if isinstance(draft.starts, dt.datetime):
        draft.zone = str(getattr(draft.starts.tzinfo, "key", ""))
    _end(raw, zones, draft)
    _original(raw, zones, draft)


def _end(raw: RawEvent, zones: Zones, draft: Draft) -> None:
    try:
        lasts = _lasting(raw, zones, draft)
    except Unreadable as wrong:
        draft.trouble(f"its end {wrong}; only the start was read")
        return
    if lasts is None:
        return
    if lasts < dt.timedelta(0):
        draft.trouble("its end is before its start; only the start was read")
        return
    draft.minutes, draft.days = int(lasts.total_seconds() // 60), max(1, lasts.days)


def _lasting(raw: RawEvent, zones: Zones, draft: Draft) -> dt.timedelta | None:
    end, takes, starts = raw.first("DTEND"), raw.first("DURATION"), draft.starts
    if end is None or starts is None:
        return length(takes.value) if takes else None
    ends = moment(end, zones)
    if isinstance(starts, dt.datetime) and isinstance(ends, dt.datetime):
        return ends - starts
    if isinstance(starts, dt.datetime) or isinstance(ends, dt.datetime):
        draft.trouble("of its start and end one is a day and the other a time; only the start was read")
        return None
    return ends - starts


def _original(raw: RawEvent, zones: Zones, draft: Draft) -> None:
    line = raw.first("RECURRENCE-ID")
    if line is None:
        return
    try:
        draft.was_to_be = moment(line, zones)
    except Unreadable as wrong:
        draft.trouble(f"which time of its series it is {wrong}; it was read as an event of its own")


def _repetition(raw: RawEvent, zones: Zones, draft: Draft) -> None:
    rules = raw.every("RRULE")
    draft.rule = rules[0].value.upper() if rules and draft.was_to_be is None else ""
    if draft.was_to_be is None:
        draft.more = _moments(raw.every("RDATE"), zones, draft.trouble)
        draft.without = _moments(raw.every("EXDATE"), zones, draft.trouble)


def _moments(lines: list[Property], zones: Zones, trouble: Callable[[str], None]) -> list[dt.datetime | dt.date]:
    found: list[dt.datetime | dt.date] = []
    for line in lines:
        for part in line.value.split(",")[: MOST_DAYS - len(found)]:
            try:
                # Of a period its beginning counts.
                found.append(moment(line, zones, part.partition("/")[0]))
            except Unreadable as wrong:
                trouble(f"a day of its series {wrong}; that day was passed over")
    if len(found) == MOST_DAYS:
        trouble(f"its series names {MOST_DAYS:,} days or more; the rest was passed over")
    return found


def _guests(raw: RawEvent) -> tuple[Guest, ...]:
    """The people who were asked, each once, the organiser among them."""
    found: dict[str, Guest] = {}
    for line in [*raw.every("ATTENDEE")[:MOST_GUESTS], *raw.every("ORGANIZER")[:1]]:
        guest = _guest(line)
        if guest is not None:
            found.setdefault(guest.mail.casefold() or guest.name.casefold(), guest)
    return tuple(found.values())


def _guest(line: Property) -> Guest | None:
    def said(name: str) -> str:
        return line.head.params.get(name, [""])[0].strip()

    kind, role = said("CUTYPE").upper(), said("ROLE").upper()
    address = _MAIL.search(unescape(line.value)) or _MAIL.search(said("EMAIL"))
    mail = address.group()[:254] if address else ""
    if kind in {"ROOM", "RESOURCE", "GROUP"} or role == "NON-PARTICIPANT" or mail.casefold().endswith(ROOMS):
        return None
    name = " ".join(said("CN").split())[:200]
    if "@" in name:
        name, mail = "", mail or (found.group()[:254] if (found := _MAIL.search(name)) else "")
    return Guest(name, mail, ANSWERS.get(said("PARTSTAT").upper(), "")) if name or mail else None
