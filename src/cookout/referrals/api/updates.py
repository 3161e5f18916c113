"""Programs' door to what is owed: the list, drafts, news to the referrer, and the question to a silent provider."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope, spelled
from cookout.core.http import Request
from cookout.referrals import rules
from cookout.referrals.models import Channel, Referral, Reminder, Update
from cookout.referrals.models.drafting import draft_of, reminder_draft_of
from cookout.referrals.models.owing import as_data, owing

READ, WRITE = Scope("referrals:read"), Scope("referrals:write")

router = Router(tags=["Referrals"])

Way = Annotated[Channel, spelled(Channel)]
For = Annotated[Update.Kind, spelled(Update.Kind)]


class DebtOut(Schema):
    """News that I owe, or was asked for, with the reason and a draft."""

    referral: uuid.UUID
    referrer: str
    prospect: str
    state: str
    why: str
    draft: str
    up_to: int
    due_at: dt.datetime | None
    told_at: dt.datetime | None


class CallOut(Schema):
    """A prospect whom I have not called yet."""

    referral: uuid.UUID
    prospect: str
    referrer: str
    due_at: dt.datetime
    why: str
    phone: str
    mail: str


class WaitOut(Schema):
    """A referral of mine of which I have heard nothing for a week."""

    referral: uuid.UUID
    provider: str
    prospect: str
    days: int
    asked_at: dt.datetime | None
    may_ask: bool
    draft: str


class OwedOut(Schema):
    """What I owe, whom to call first, and for what I wait."""

    news: list[DebtOut]
    more: int
    calls: list[CallOut]
    waiting: list[WaitOut]


class DraftOut(Schema):
    """Words to begin with: news where I am the provider, else the question how it is going."""

    text: str
    up_to: int
    to: str
    is_question: bool


class UpdateOut(Schema):
    """News that was told."""

    uid: uuid.UUID
    text: str
    channel: str
    kind: str
    told_steps: int
    created_at: dt.datetime
    came_back_at: dt.datetime | None
    act: str | None = None


class UpdateIn(Schema):
    """News for the referrer. `up_to` is the number of the change that the words knew; the same `uid` is the same."""

    text: str = Field("", max_length=rules.LONGEST_NEWS)
    channel: Way
    up_to: int | None = Field(None, ge=0, le=2_000_000_000)
    uid: uuid.UUID | None = None
    kind: For = Update.Kind.NEWS


class ReminderIn(Schema):
    """The question how it is going, at most once a week; the same `uid` is the same one."""

    text: str = Field("", max_length=rules.LONGEST_NEWS)
    channel: Way
    uid: uuid.UUID | None = None


class ReminderOut(Schema):
    """What was asked."""

    uid: uuid.UUID
    text: str
    channel: str
    created_at: dt.datetime
    act: str | None = None


@router.get("/owed", auth=READ, response={200: OwedOut, **Refused}, summary="What I owe")
def owed_list(request: Request) -> dict[str, Any]:
    """News to tell, first calls to make, and what I wait to hear."""
    return as_data(owing(request.user))


@router.get("/referrals/{uuid:uid}/draft", auth=READ, response={200: DraftOut, **Refused}, summary="A draft")
def draft_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Words to begin with, from what may be told; nothing is sent by it."""
    one, user = _mine(request, uid), request.user
    is_question = one.provider.user_id != user.pk
    text = reminder_draft_of(one, user) if is_question else draft_of(one, user)
    to = one.other(user).called
    return {"text": text, "up_to": one.steps_many, "to": to, "is_question": is_question}


@router.get(
    "/referrals/{uuid:uid}/updates", auth=READ, response={200: list[UpdateOut], **Refused}, summary="What was told"
)
def update_list(request: Request, uid: uuid.UUID) -> list[Update]:
    """The news of this referral, as it was worded."""
    return list(Update.objects.visible_to(request.user).filter(referral=_mine(request, uid)))


@router.post(
    "/referrals/{uuid:uid}/updates", auth=WRITE, response={200: UpdateOut, **Refused}, summary="Tell the referrer"
)
def update_create(request: Request, uid: uuid.UUID, data: UpdateIn) -> dict[str, Any]:
    """Tell the referrer; what happened after `up_to` stays owed."""
    return _told(Update.tell(referral=_mine(request, uid), by=request.user, **data.model_dump()))


@router.post(
    "/referrals/{uuid:uid}/reminders", auth=WRITE, response={200: ReminderOut, **Refused}, summary="Ask how it goes"
)
def reminder_create(request: Request, uid: uuid.UUID, data: ReminderIn) -> dict[str, Any]:
    """Ask a provider who has been silent for a week."""
    return _told(Reminder.ask(referral=_mine(request, uid), by=request.user, **data.model_dump()))


def _mine(request: Request, uid: uuid.UUID) -> Referral:
    one: Referral = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    return one


def _told(row: Update | Reminder) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields]
    return {**{name: getattr(row, name) for name in names}, "act": str(row.act.uid) if row.act else None}
