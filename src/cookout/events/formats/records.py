"""What a reader of calendars yields: events as they took place, and what could not be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was asked to an event; `answer` is accepted, tentative, declined, or nothing."""

    name: str
    mail: str
    answer: str = ""

    @property
    def declined(self) -> bool:
        """Whether this one said that they would not come."""
        return self.answer == "declined"


@dataclass(frozen=True, slots=True)
class Event:
    """One event, or one time of an event that repeats."""

    place: int
    """The how-manieth event of the file it is."""
    uid: str
    occurrence: str
    """Of a repeated event the day on which it was to be, whatever became of it; else nothing."""
    starts: dt.datetime | dt.date
    """An instant with its zone, or a whole day."""
    minutes: int | None
    zone: str
    """The name of the zone where it is one that everybody knows."""
    summary: str
    location: str
    link: str
    """Where one meets by video, as far as the event says."""
    guests: tuple[Guest, ...]
    """Who was asked, the organiser among them."""
    yearly: bool = False
    days: int = 1
    """Of whole days how many in a row."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be read of one event, in words; `lost` says that nothing of it was taken."""

    place: int
    title: str
    said: str
    lost: bool = False

    @property
    def sentence(self) -> str:
        """Where and what."""
        named = f"Event {self.place}, “{self.title}”" if self.title else f"Event {self.place}"
        return f"{named}: {self.said}."


@dataclass(frozen=True, slots=True)
class Reading:
    """One file or archive read. Every event that was found is in exactly one of the other counts."""

    events: tuple[Event, ...]
    troubles: tuple[Trouble, ...]
    found: int
    taken: int
    cancelled: int = 0
    older: int = 0
    """Versions of an event of which the file has a later one."""
    twice: int = 0
    """The same event once more under another id."""
    lost: int = 0
