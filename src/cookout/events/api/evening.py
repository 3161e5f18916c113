"""Programs' door to the evening before: run sheet, visitors, praise, learning credits, speakers."""

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import EmailStr, Field

from cookout.core import papers
from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.core.models import Act, User
from cookout.events.models import GroupMeeting, LearningCredit, Praise, Visit
from cookout.events.models.guests import guests_of, shown
from cookout.events.models.run_sheet import run_sheet
from cookout.events.models.speakers import turns
from cookout.events.papers import file_name, run_sheet_paper
from cookout.groups.models import Group, Membership

router = Router(tags=["meetings"])
READ, WRITE = Scope("events:read"), Scope("events:write")
PAPER: dict[str, Any] = {
    "responses": {
        200: {
            "description": "One page.",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class SheetPartOut(Schema):
    """One part of a meeting: when it begins where a time is agreed, how long it takes, what is told in it."""

    key: str
    title: str
    at: dt.time | None
    minutes: int
    note: str
    lines: list[str]


class VisitOut(Schema):
    """A visitor; how to reach her and what came of it is empty for who does not look after her."""

    uid: uuid.UUID
    name: str
    trade: str
    guest_of: str
    came: bool | None
    visits: int
    is_over: bool
    is_tended: bool
    email: str
    phone: str
    follow_up_by: str
    follow_up_on: dt.date | None
    followed_up_on: dt.date | None
    outcome: Annotated[str, spelled(Visit.Outcome)] | Literal[""]


class RunSheetOut(Schema):
    """How a meeting goes. `since` is the day of the meeting before."""

    title: str
    place: str
    ends: str
    expected: str
    since: dt.date
    members: int
    away: list[str]
    parts: list[SheetPartOut]
    guests: list[VisitOut]


class VisitIn(Schema):
    """A guest of mine; for who leads `invited_by` is another membership, or nobody."""

    uid: uuid.UUID | None = None
    name: str = Field(min_length=1, max_length=200)
    trade: str = Field("", max_length=120)
    email: EmailStr | Literal[""] = ""
    phone: str = Field("", max_length=40)
    invited_by: uuid.UUID | None = None


class VisitChangeIn(Schema):
    """What is different about a visitor; what is left out stays."""

    name: str = Field("", min_length=1, max_length=200)
    trade: str = Field("", max_length=120)
    email: EmailStr | Literal[""] = ""
    phone: str = Field("", max_length=40)
    follow_up_by: uuid.UUID | None = None
    follow_up_on: dt.date | None = None


class CameIn(Schema):
    """Whether the guest came; nothing where it is not known."""

    came: bool | None


class FollowUpIn(Schema):
    """What came of it. Who `applies` has applied by it."""

    outcome: Annotated[str, spelled(Visit.Outcome)]
    on: dt.date | None = None


class PraiseIn(Schema):
    """Words for another member; `giver` is for who leads."""

    uid: uuid.UUID | None = None
    receiver: uuid.UUID
    giver: uuid.UUID | None = None
    text: str = Field("", max_length=500)


class CreditIn(Schema):
    """What a member learned."""

    uid: uuid.UUID | None = None
    credits: int = Field(1, ge=1, le=200)
    title: str = Field("", max_length=200)
    on: dt.date | None = None


class AddedOut(Schema):
    """The id of what was noted."""

    uid: uuid.UUID


class TurnOut(Schema):
    """Whose turn it is: the longest waiting first; `spoke_on` is empty where nothing is known of it."""

    uid: uuid.UUID = Field(alias="member.uid")
    name: str = Field(alias="member.name")
    spoke_on: dt.date | None


class SpeakerIn(Schema):
    """Who speaks; nothing is nobody."""

    speaker: uuid.UUID | None
    topic: str | None = Field(None, max_length=200)


@router.get("/group-meetings/{uid}/run-sheet", auth=READ, response={200: RunSheetOut, **Refused}, summary="Run sheet")
def run_sheet_detail(request: Request, uid: uuid.UUID) -> Any:
    """How the meeting goes, minute by minute."""
    meeting = _meeting(request.user, uid)
    return run_sheet(meeting, request.user, leads=meeting.group.is_led_by(request.user))


@router.get("/group-meetings/{uid}/run-sheet.pdf", auth=READ, openapi_extra=PAPER, summary="Run sheet on paper")
def run_sheet_pdf(request: Request, uid: uuid.UUID) -> HttpResponse:
    """The same on one page."""
    meeting = _meeting(request.user, uid)
    sheet = run_sheet(meeting, request.user, leads=meeting.group.is_led_by(request.user))
    return papers.answer(run_sheet_paper(sheet, size=papers.size_for(request.user)), file_name(sheet))


@router.get("/group-meetings/{uid}/visits", auth=READ, response={200: list[VisitOut], **Refused}, summary="Visitors")
def visit_list(request: Request, uid: uuid.UUID) -> Any:
    """Who visits a meeting."""
    meeting = _meeting(request.user, uid)
    return guests_of(meeting, request.user, leads=meeting.group.is_led_by(request.user))


@router.post(
    "/group-meetings/{uid}/visits", auth=WRITE, response={201: AddedOut, **Refused}, summary="Put a guest on the list"
)
def visit_create(request: Request, uid: uuid.UUID, told: VisitIn) -> Any:
    """A guest of mine; of others, where I lead."""
    meeting = _meeting(request.user, uid)
    values = told.dict(exclude_unset=True)
    if "invited_by" in values:
        values["invited_by"] = _seat(meeting.group, told.invited_by)
    return Status(201, Visit.invite(meeting=meeting, by=request.user, **values))


@router.get("/visits", auth=READ, response={200: list[VisitOut], **Refused}, summary="Visitors to follow up")
def visit_due_list(request: Request) -> Any:
    """Visitors whom I ask how it was, the longest waiting first."""
    return shown(Visit.objects.for_me_to_follow(request.user).with_people()[:200], request.user, leads=True)


@router.get("/visits/{uid}", auth=READ, response={200: VisitOut, **Refused}, summary="One visitor")
def visit_detail(request: Request, uid: uuid.UUID) -> Any:
    """A visitor whom I look after."""
    return shown([_tended(request.user, uid)], request.user, leads=True)[0]


@router.patch("/visits/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Change a visitor")
def visit_change(request: Request, uid: uuid.UUID, told: VisitChangeIn) -> Any:
    """Write it down differently."""
    visit = _tended(request.user, uid)
    values = told.dict(exclude_unset=True)
    if "follow_up_by" in values:
        values["follow_up_by"] = _seat(visit.meeting.group, told.follow_up_by)
    return _undo(visit.correct(by=request.user, **values))


@router.post("/visits/{uid}/came", auth=WRITE, response={200: UndoKey, **Refused}, summary="A visitor came")
def visit_come(request: Request, uid: uuid.UUID, told: CameIn) -> Any:
    """Or did not; who came is followed up within two days."""
    return _undo(_tended(request.user, uid).come(by=request.user, came=told.came))


@router.post("/visits/{uid}/follow-up", auth=WRITE, response={200: UndoKey, **Refused}, summary="Follow up")
def visit_follow_up(request: Request, uid: uuid.UUID, told: FollowUpIn) -> Any:
    """Say what the guest said."""
    return _undo(_tended(request.user, uid).follow_up(by=request.user, outcome=told.outcome, on=told.on))


@router.delete("/visits/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a guest off the list")
def visit_remove(request: Request, uid: uuid.UUID) -> Any:
    """Undo within thirty days."""
    return _undo(_tended(request.user, uid).remove(by=request.user))


@router.post("/group-meetings/{uid}/praise", auth=WRITE, response={201: AddedOut, **Refused}, summary="Praise a member")
def praise_create(request: Request, uid: uuid.UUID, told: PraiseIn) -> Any:
    """In my own name; in that of others, where I lead."""
    meeting = _meeting(request.user, uid)
    receiver, giver = _seat(meeting.group, told.receiver), _seat(meeting.group, told.giver)
    if receiver is None:
        raise Http404
    made = Praise.give(
        meeting=meeting, by=request.user, receiver=receiver, giver=giver, text=told.text, uid=told.uid
    )  # fmt: skip
    return Status(201, made)


@router.delete("/praise/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take praise away")
def praise_remove(request: Request, uid: uuid.UUID) -> Any:
    """One's own; that of others, where I lead."""
    rows = Praise.objects.visible_to(request.user).select_related("giver__group", "receiver")
    return _undo(get_object_or_404(rows, uid=uid).remove(by=request.user))


@router.post(
    "/memberships/{uid}/learning-credits", auth=WRITE, response={201: AddedOut, **Refused}, summary="Note credits"
)
def credit_create(request: Request, uid: uuid.UUID, told: CreditIn) -> Any:
    """What I learned; what others did, where I lead."""
    seat = get_object_or_404(Membership.objects.visible_to(request.user).current().select_related("group"), uid=uid)
    made = LearningCredit.earn(
        membership=seat, by=request.user, many=told.credits, title=told.title, on=told.on, uid=told.uid
    )
    return Status(201, made)


@router.delete("/learning-credits/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take credits away")
def credit_remove(request: Request, uid: uuid.UUID) -> Any:
    """One's own; those of others, where I lead."""
    rows = LearningCredit.objects.visible_to(request.user).select_related("membership__group")
    return _undo(get_object_or_404(rows, uid=uid).remove(by=request.user))


@router.get(
    "/group-meetings/{uid}/speakers", auth=READ, response={200: list[TurnOut], **Refused}, summary="Who speaks next"
)
def speaker_list(request: Request, uid: uuid.UUID) -> Any:
    """Who spoke longest ago comes first."""
    meeting = _meeting(request.user, uid)
    return turns(meeting.group, meeting.on)


@router.put(
    "/group-meetings/{uid}/speaker", auth=WRITE, response={200: UndoKey, **Refused}, summary="Let somebody speak"
)
def speaker_update(request: Request, uid: uuid.UUID, told: SpeakerIn) -> Any:
    """Who speaks, for who leads."""
    meeting = get_object_or_404(GroupMeeting.objects.led_by(request.user).select_related("group"), uid=uid)
    topic = {} if told.topic is None else {"topic": told.topic}
    return _undo(meeting.change(by=request.user, speaker=_seat(meeting.group, told.speaker), **topic))


def _meeting(user: User, uid: uuid.UUID) -> GroupMeeting:
    found = GroupMeeting.objects.visible_to(user).select_related("group", "speaker__classification")
    return get_object_or_404(found, uid=uid)


def _tended(user: User, uid: uuid.UUID) -> Visit:
    return get_object_or_404(Visit.objects.tended_by(user).with_people(), uid=uid)


def _seat(group: Group, uid: uuid.UUID | None) -> Membership | None:
    rows: QuerySet[Membership] = Membership.objects.current().filter(group=group)
    return get_object_or_404(rows.select_related("group"), uid=uid) if uid else None


def _undo(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
