"""Nouns of the room `events`."""

from cookout.events.models.calendar_import import CalendarImport
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, Stage
from cookout.events.models.meeting import Meeting, meetings_of

__all__ = ["CalendarGuest", "CalendarImport", "CalendarRow", "Meeting", "Stage", "meetings_of"]
