"""Programs' door to group meetings: plan, call, change, mark, check in, close, open again."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request, house_url
from cookout.core.models import Act
from cookout.core.refusal import Refusal
from cookout.events.models import (
    Attendance,
    Coming,
    GroupMeeting,
    Mark,
    Noted,
    Place,
    ToNote,
    absence_notices,
    changes_at,
    code_of,
    opened,
    roll_of,
)
from cookout.groups.models import Group, Membership

router = Router(tags=["group meetings"])
READ, WRITE = Scope("events:read"), Scope("events:write")
Text200 = Annotated[str, Field(max_length=200)]
MEETINGS, ONE = "/groups/{uuid:uid}/meetings", "/group-meetings/{uuid:uid}"


class MeetingSpan(Schema):
    """Which days: `since` and `until` are both in it."""

    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = Field(100, ge=1, le=1000)


class GroupMeetingOut(Schema):
    """One meeting: its day by the group's calendar, when it begins as an instant, whether it is closed."""

    uid: uuid.UUID
    on: dt.date
    begins_at: dt.datetime
    where: str
    topic: str
    notes: str
    speaker: uuid.UUID | None
    is_holiday: bool
    is_closed: bool
    headcount: int | None


class PlaceOut(Schema):
    """One member: what was said beforehand, and the mark; why somebody is excused only leaders and she herself read."""

    member: uuid.UUID
    name: str
    coming: str
    mark: str
    said: str
    substitute: str
    is_on_leave: bool
    checked_in_at: dt.datetime | None


class RollOut(GroupMeetingOut):
    """One meeting with all its members; `heads` are those in the room, with visitors."""

    heads: int
    ahead: str
    places: list[PlaceOut]


class MeetingPlanIn(Schema):
    """How many weeks ahead."""

    weeks: int = Field(8, ge=1, le=53)


class MeetingCallIn(Schema):
    """A meeting on a day of its own; `starts_at` and `place` empty means as the group meets."""

    on: dt.date
    starts_at: dt.time | None = None
    place: Text200 = ""
    topic: Text200 = ""
    notes: str = Field("", max_length=1000)
    speaker: uuid.UUID | None = None


class MeetingChangeIn(Schema):
    """What is to change; what is not named stays."""

    on: dt.date | None = None
    starts_at: dt.time | None = None
    place: Text200 | None = None
    topic: Text200 | None = None
    notes: str | None = Field(None, max_length=1000)
    speaker: uuid.UUID | None = None


class HolidayIn(Schema):
    """Whether no meeting is held on this day."""

    is_holiday: bool


class AttendanceMarkIn(Schema):
    """One member's mark; `was` is what stood there when you looked: if it is something else by now, that stays."""

    member: uuid.UUID
    mark: Annotated[str, Field(max_length=1), spelled(Mark)]
    substitute: Text200 = ""
    was: str | None = Field(None, max_length=1)


class AttendanceIn(Schema):
    """Marks to write."""

    marks: list[AttendanceMarkIn] = Field(max_length=1000)


class NotedOut(Schema):
    """What came of it: the act, how many changed, and whom somebody else had marked meanwhile."""

    act: str
    changed: int
    skipped: list[uuid.UUID]


class ComingIn(Schema):
    """Whether I come; leaders say it for a `member`."""

    coming: Annotated[str, spelled(Coming)]
    substitute: Text200 = ""
    member: uuid.UUID | None = None


class MeetingClosingIn(Schema):
    """The heads that were counted, and why they differ from who is marked."""

    headcount: int = Field(ge=0, le=5000)
    difference: Text200 = ""


class MeetingReopeningIn(Schema):
    """Why it is opened again."""

    reason: Text200


class CheckInCode(Schema):
    """The code to show now; the next comes at `changes_at`."""

    code: str
    url: str
    changes_at: dt.datetime


class CheckInIn(Schema):
    """The code that was scanned."""

    code: Annotated[str, Field(max_length=100)]


class AbsenceOut(Schema):
    """One member whose absences pile up, and why that is said."""

    member: uuid.UUID
    name: str
    absent: int
    in_a_row: int
    allowed: int | None
    months: int
    said: str


@router.get(MEETINGS, auth=READ, response={200: list[GroupMeetingOut], **Refused}, summary="Its meetings")
def meeting_list(request: Request, uid: uuid.UUID, asked: Query[MeetingSpan]) -> list[dict[str, Any]]:
    """The meetings of a group, the latest first."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    rows = GroupMeeting.objects.of(group).select_related("group", "speaker").prefetch_related("closures")
    if asked.since is not None:
        rows = rows.filter(on__gte=asked.since)
    if asked.until is not None:
        rows = rows.filter(on__lte=asked.until)
    return [_told(meeting) for meeting in rows.order_by("-on")[: asked.limit]]


@router.post(MEETINGS + "/plan", auth=WRITE, response={200: list[GroupMeetingOut], **Refused}, summary="Plan weeks")
def meeting_plan(request: Request, uid: uuid.UUID, told: MeetingPlanIn) -> list[dict[str, Any]]:
    """Plan the next weeks on the group's day; what is planned already stays."""
    return [_told(one) for one in GroupMeeting.plan(_led_group(request, uid), by=request.user, weeks=told.weeks)]


@router.post(MEETINGS, auth=WRITE, response={201: GroupMeetingOut, **Refused}, summary="Call a meeting")
def meeting_call(request: Request, uid: uuid.UUID, told: MeetingCallIn) -> Status[dict[str, Any]]:
    """A meeting on a day of its own; the same day again is the same meeting."""
    group = _led_group(request, uid)
    values = told.dict() | {"speaker": _seat(group, told.speaker) if told.speaker else None}
    return Status(201, _told(GroupMeeting.call(group, by=request.user, **values)))


@router.get(ONE, auth=READ, response={200: RollOut, **Refused}, summary="One meeting")
def meeting_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """One meeting with who comes and who was there."""
    rows = GroupMeeting.objects.visible_to(request.user).select_related("group", "speaker")
    return _roll(request, get_object_or_404(rows, uid=uid))


@router.patch(ONE, auth=WRITE, response={200: UndoKey, **Refused}, summary="Change a meeting")
def meeting_update(request: Request, uid: uuid.UUID, told: MeetingChangeIn) -> dict[str, Any]:
    """Another day, time, place, topic, speaker or announcement."""
    meeting, new = _led(request, uid), told.dict(exclude_unset=True)
    if any(new.get(name, "") is None for name in ("on", "place", "topic", "notes")):
        raise Refusal(_("Leave out what stays. A day, place, topic or announcement is never null."))
    if new.get("speaker"):
        new["speaker"] = _seat(meeting.group, new["speaker"])
    return _undo(meeting.change(by=request.user, **new))


@router.put(ONE + "/holiday", auth=WRITE, response={200: UndoKey, **Refused}, summary="No meeting")
def meeting_holiday(request: Request, uid: uuid.UUID, told: HolidayIn) -> dict[str, Any]:
    """No meeting is held on this day, or one after all."""
    meeting = _led(request, uid)
    return _undo(meeting.call_off(by=request.user) if told.is_holiday else meeting.restore(by=request.user))


@router.delete(ONE, auth=WRITE, response={200: UndoKey, **Refused}, summary="Remove a meeting")
def meeting_remove(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Planned by mistake; one in which somebody stands stays."""
    return _undo(_led(request, uid).remove(by=request.user))


@router.put(ONE + "/coming", auth=WRITE, response={200: UndoKey, **Refused}, summary="Say who comes")
def meeting_coming(request: Request, uid: uuid.UUID, told: ComingIn) -> dict[str, Any]:
    """Say whether I come, send somebody or cannot come; leaders for anybody."""
    meeting = get_object_or_404(GroupMeeting.objects.visible_to(request.user).select_related("group"), uid=uid)
    seat = meeting.members().filter(user=request.user).first()
    if told.member is not None and (seat is None or seat.uid != told.member):
        seat = _seat(_led(request, uid).group, told.member)
    if seat is None:
        raise Http404
    return _undo(Attendance.say(meeting, seat, told.coming, by=request.user, substitute=told.substitute))


@router.put(ONE + "/attendance", auth=WRITE, response={200: NotedOut, **Refused}, summary="Mark who is there")
def meeting_attendance(request: Request, uid: uuid.UUID, told: AttendanceIn) -> dict[str, Any]:
    """Mark several members at once; P A L M S, or empty for not known."""
    meeting = _led(request, uid)
    members = {seat.uid: seat for seat in meeting.members()}
    if any(one.member not in members for one in told.marks):
        raise Refusal(_("Somebody in this list was no member on that day, so nothing was noted."))
    marks = [ToNote(members[one.member], one.mark, one.substitute, one.was) for one in told.marks]
    return _noted(Attendance.note_all(meeting, marks, by=request.user))


@router.post(ONE + "/attendance/rest", auth=WRITE, response={200: NotedOut, **Refused}, summary="Mark the rest")
def meeting_attendance_rest(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Everybody without a mark as they said beforehand, else present."""
    return _noted(Attendance.note_rest(_led(request, uid), by=request.user))


@router.post(ONE + "/closing", auth=WRITE, response={200: GroupMeetingOut, **Refused}, summary="Close a meeting")
def meeting_close(request: Request, uid: uuid.UUID, told: MeetingClosingIn) -> dict[str, Any]:
    """Close it with the heads that were counted; closing twice is closing once."""
    meeting = _led(request, uid)
    meeting.close(by=request.user, headcount=told.headcount, difference=told.difference)
    return _told(meeting)


@router.post(ONE + "/reopening", auth=WRITE, response={200: GroupMeetingOut, **Refused}, summary="Open it again")
def meeting_reopen(request: Request, uid: uuid.UUID, told: MeetingReopeningIn) -> dict[str, Any]:
    """Open it again, and say why."""
    meeting = _led(request, uid)
    meeting.reopen(by=request.user, reason=told.reason)
    return _told(meeting)


@router.get(ONE + "/code", auth=READ, response={200: CheckInCode, **Refused}, summary="The check-in code")
def meeting_code(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """The code to show on the wall, for leaders; it is good for ninety seconds at most."""
    code = code_of(_led(request, uid))
    return {"code": code, "url": f"{house_url(request)}/meetings/check-in/{code}/", "changes_at": changes_at()}


@router.post("/check-ins", auth=WRITE, response={200: PlaceOut, **Refused}, summary="Check in")
def check_in(request: Request, told: CheckInIn) -> dict[str, Any]:
    """Check in with a code that was just scanned."""
    found = opened(told.code, request.user)
    found.arrive(by=request.user)
    place = roll_of(found.meeting, request.user).me
    if place is None:
        raise Http404
    return _place(place)


@router.get("/groups/{uuid:uid}/absences", auth=READ, response={200: list[AbsenceOut], **Refused}, summary="Absences")
def absence_list(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """Whose absences pile up: everybody's to leaders, one's own to a member."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    return [
        {
            "member": notice.membership.uid, "name": notice.membership.name, "said": notice.said,
            "absent": notice.away.absent, "in_a_row": notice.away.in_a_row, "allowed": notice.away.allowed,
            "months": notice.away.months,
        }
        for notice in absence_notices(group, request.user)
    ]  # fmt: skip


def _led_group(request: Request, uid: uuid.UUID) -> Group:
    return get_object_or_404(Group.objects.led_by(request.user), uid=uid)


def _led(request: Request, uid: uuid.UUID) -> GroupMeeting:
    return get_object_or_404(GroupMeeting.objects.led_by(request.user).select_related("group", "speaker"), uid=uid)


def _seat(group: Group, uid: uuid.UUID) -> Membership:
    seat = group.memberships.filter(uid=uid, deleted_at=None).first()
    if seat is None:
        raise Refusal(_("Nobody in this group has that id."))
    return seat


def _told(meeting: GroupMeeting) -> dict[str, Any]:
    names = ("uid", "on", "begins_at", "where", "topic", "notes", "is_holiday", "is_closed")
    closure = meeting.closure
    return {name: getattr(meeting, name) for name in names} | {
        "speaker": meeting.speaker.uid if meeting.speaker else None,
        "headcount": closure.headcount if closure else None,
    }


def _roll(request: Request, meeting: GroupMeeting) -> dict[str, Any]:
    roll = roll_of(meeting, request.user)
    places = [_place(place) for place in roll.places]
    return {**_told(meeting), "heads": roll.heads, "ahead": roll.ahead, "places": places}


def _place(place: Place) -> dict[str, Any]:
    names = ("coming", "substitute", "is_on_leave", "checked_in_at")
    hidden = place.mark == Mark.MEDICAL and not place.tells_why
    return {name: getattr(place, name) for name in names} | {
        "member": place.membership.uid, "name": place.membership.name, "mark": "" if hidden else place.mark,
        "said": place.shown or place.said,
    }  # fmt: skip


def _noted(noted: Noted) -> dict[str, Any]:
    return {**_undo(noted.act), "changed": noted.changed, "skipped": [member.uid for member in noted.skipped]}


def _undo(act: Act) -> dict[str, Any]:
    return {"act": str(act.uid)}
