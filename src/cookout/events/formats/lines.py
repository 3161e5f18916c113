"""The grammar of calendars below its meaning: folded lines, and which lines belong to which event.

Written by hand because a library gives up a whole file for one line; this loses nothing but what is broken.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cookout.people.formats.charset import Decoder
from cookout.people.formats.content_lines import Head, parse_head, split_head

LONGEST = 20_000
"""Bytes of one property that are read; only descriptions are longer, and of these a link is all we look for."""

_MARKS = ((b"\xef\xbb\xbf", ""), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PROPERTY = re.compile(rb"[A-Za-z][^\s:;,\"]*\s*[;:]")
_PROSE = re.compile(rb"(SUMMARY|DESCRIPTION|LOCATION|ATTENDEE|ORGANIZER)\b", re.IGNORECASE)
_FRAME = re.compile(rb"(BEGIN|END)\s*:\s*([\w-]+)\s*$", re.IGNORECASE)
_SOFT = re.compile(rb"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_WANTED = frozenset(
    b"UID RECURRENCE-ID SEQUENCE DTSTAMP LAST-MODIFIED SUMMARY DTSTART DTEND DURATION LOCATION DESCRIPTION ORGANIZER "
    b"ATTENDEE STATUS URL CONFERENCE X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL RRULE RDATE EXDATE "
    b"MAILTO".split()
)


@dataclass(frozen=True, slots=True)
class Property:
    """One line of an event: what stands before the colon, and what behind it, still escaped."""

    head: Head
    value: str

    @property
    def tzid(self) -> str:
        """The zone that the line names."""
        return self.head.params.get("TZID", [""])[0]


@dataclass(slots=True)
class RawEvent:
    """The lines of one event."""

    place: int
    properties: list[Property] = field(default_factory=list)
    ended: bool = False

    def first(self, name: str) -> Property | None:
        """The first line of a name."""
        return next((line for line in self.properties if line.head.name == name), None)

    def every(self, name: str) -> list[Property]:
        """All lines of a name."""
        return [line for line in self.properties if line.head.name == name]


@dataclass(slots=True)
class RawCalendar:
    """One calendar: its events, and what holds for all of them."""

    events: list[RawEvent] = field(default_factory=list)
    zones: dict[str, bytes] = field(default_factory=dict)
    method: str = ""
    zone: str = ""


def as_utf8(data: bytes) -> bytes:
    """Without the mark at its beginning; of any Unicode, UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return rest.decode(encoding, "replace").encode() if encoding else rest
    return data


def calendars(data: bytes, before: int = 0) -> list[RawCalendar]:
    """The calendars of a file; events that stand outside any calendar are one of their own.

    `before` is how many events the files before this one had, for they are counted through.
    """
    collector = _Collector(before)
    for line in _unfolded(data):
        collector.take(line)
    return collector.calendars


def _unfolded(data: bytes) -> Iterator[bytes]:
    pieces: list[bytes] = []
    for raw in data.replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        if pieces and _continues(pieces, raw):
            if len(pieces) < LONGEST // 40:
                pieces.append(raw[1:] if raw[:1] in (b" ", b"\t") else raw)
            continue
        if pieces:
            yield b"".join(pieces)[:LONGEST]
        pieces = [raw] if raw.strip() else []
    if pieces:
        yield b"".join(pieces)[:LONGEST]


def _continues(pieces: list[bytes], raw: bytes) -> bool:
    """A folded line begins with a blank; many programs forget it, so in prose whatever is no property continues."""
    if raw[:1] in (b" ", b"\t"):
        return True
    if pieces[-1].endswith(b"=") and _SOFT.match(pieces[0][:200]):
        pieces[-1] = pieces[-1][:-1]
        return True
    return bool(raw.strip()) and not _PROPERTY.match(raw) and bool(_PROSE.match(pieces[0]))


class _Collector:
    """A state machine over one whole line at a time."""

    def __init__(self, before: int) -> None:
        self.calendars = [RawCalendar()]
        self._decode = Decoder()
        self._event: RawEvent | None = None
        self._within: list[bytes] = []
        self._zone: list[bytes] | None = None
        self._count = before

    def take(self, line: bytes) -> None:
        frame = _FRAME.match(line)
        if frame:
            self._framed(frame.group(1).upper() == b"BEGIN", frame.group(2).upper(), line)
        elif self._zone is not None:
            self._zone.append(line)
        elif self._event is not None:
            if not self._within:
                self._add(self._event, line)
        else:
            self._for_all(line)

    def _framed(self, begins: bool, name: bytes, line: bytes) -> None:
        if name == b"VEVENT":
            self._frame_event(begins)
        elif name == b"VCALENDAR":
            self._frame_calendar(begins)
        elif self._zone is not None or name == b"VTIMEZONE":
            self._frame_zone(begins, name, line)
        elif begins:
            self._within.append(name)
        elif name in self._within:
            del self._within[self._within.index(name) :]

    def _frame_calendar(self, begins: bool) -> None:
        self._event, self._within, self._zone = None, [], None
        if begins:
            self.calendars.append(RawCalendar())

    def _frame_zone(self, begins: bool, name: bytes, line: bytes) -> None:
        self._event = None
        self._zone = [*(self._zone or []), line]
        if name == b"VTIMEZONE" and not begins:
            self._close_zone()

    def _frame_event(self, begins: bool) -> None:
        self._within, self._zone = [], None
        if begins:
            self._count += 1
            self._event = RawEvent(self._count)
            self.calendars[-1].events.append(self._event)
        elif self._event is not None:
            self._event.ended, self._event = True, None

    def _close_zone(self) -> None:
        lines, self._zone = self._zone or [], None
        for line in lines:
            if line.upper().startswith(b"TZID"):
                self.calendars[-1].zones[self._decode(line.partition(b":")[2]).strip()] = b"\r\n".join(lines)

    def _for_all(self, line: bytes) -> None:
        name, _colon, value = line.partition(b":")
        if name.upper() == b"METHOD":
            self.calendars[-1].method = self._decode(value).strip().upper()
        elif name.upper().startswith(b"X-WR-TIMEZONE"):
            self.calendars[-1].zone = self._decode(value).strip()

    def _add(self, event: RawEvent, line: bytes) -> None:
        parts = split_head(line)
        name = re.split(rb"[;:]", line, maxsplit=1)[0].strip().upper()
        if parts is None or name.rpartition(b".")[2] not in _WANTED:
            return
        head = parse_head(self._decode(parts[0]))
        if head is None:
            return
        value = quopri.decodestring(parts[1]) if head.encoding == "qp" else parts[1]
        text = self._decode(value, head.charset).strip()
        last = event.properties[-1] if event.properties else None
        if head.name == "MAILTO" and last and last.head.name == "ATTENDEE" and not last.value:
            # The fold before the address was lost: what looks like a property is the value of the one before.
            event.properties[-1] = Property(last.head, f"mailto:{text}")
        else:
            event.properties.append(Property(head, text))
