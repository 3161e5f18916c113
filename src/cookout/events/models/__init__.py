"""Nouns of the room `events`."""

from cookout.events.models.attendance import Attendance, Coming, Mark
from cookout.events.models.calendar_import import CalendarImport
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, Stage
from cookout.events.models.credit import LearningCredit, Praise
from cookout.events.models.group_meeting import GroupMeeting, MeetingClosure
from cookout.events.models.meeting import Meeting, meetings_of
from cookout.events.models.visit import Visit

__all__ = [
    "Attendance",
    "CalendarGuest",
    "CalendarImport",
    "CalendarRow",
    "Coming",
    "GroupMeeting",
    "LearningCredit",
    "Mark",
    "Meeting",
    "MeetingClosure",
    "Praise",
    "Stage",
    "Visit",
    "meetings_of",
]
