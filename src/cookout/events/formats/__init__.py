"""Calendars in, pure: bytes to events. The one door is `read_calendar`."""

from .calendar import read_calendar
from .records import Event, Guest, Reading, Trouble

__all__ = ["Event", "Guest", "Reading", "Trouble", "read_calendar"]
