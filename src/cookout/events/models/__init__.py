"""Nouns of the room `events`."""

from cookout.events.models.attendance import Attendance, Coming, Mark, Noted, ToNote
from cookout.events.models.attended import (
    Held,
    Strip,
    Week,
    attendance_of,
    attendance_strips,
    attendance_weeks,
    counted_meetings,
    meetings_held,
)
from cookout.events.models.calendar_import import CalendarImport
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, Stage
from cookout.events.models.check_in import CheckIn, changes_at, code_of, opened
from cookout.events.models.credit import LearningCredit, Praise
from cookout.events.models.encounter import Encounter
from cookout.events.models.event import Event
from cookout.events.models.group_meeting import GroupMeeting, MeetingClosure, today_in
from cookout.events.models.likeness import Likeness
from cookout.events.models.meeting import Meeting, meetings_of
from cookout.events.models.piling_up import AbsenceNotice, absence_notices
from cookout.events.models.roll import Place, Roll, roll_of
from cookout.events.models.visit import Visit

__all__ = [
    "AbsenceNotice",
    "Attendance",
    "CalendarGuest",
    "CalendarImport",
    "CalendarRow",
    "CheckIn",
    "Coming",
    "Encounter",
    "Event",
    "GroupMeeting",
    "Held",
    "LearningCredit",
    "Likeness",
    "Mark",
    "Meeting",
    "MeetingClosure",
    "Noted",
    "Place",
    "Praise",
    "Roll",
    "Stage",
    "Strip",
    "ToNote",
    "Visit",
    "Week",
    "absence_notices",
    "attendance_of",
    "attendance_strips",
    "attendance_weeks",
    "changes_at",
    "code_of",
    "counted_meetings",
    "meetings_held",
    "meetings_of",
    "opened",
    "roll_of",
    "today_in",
]
