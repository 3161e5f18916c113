"""Programs' door to pages without account: the referrer's window, what she says, how it went for the prospect."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request, house_url
from cookout.referrals.models import Experience, ExperienceLink, Referral, Reply, Update, WindowLink

READ, WRITE = Scope("referrals:read"), Scope("referrals:write")

router = Router(tags=["Referrals"])

Word = Annotated[Reply.Kind, spelled(Reply.Kind)]


class WindowOut(Schema):
    """The referrer's window; `address` is empty while it is closed."""

    address: str
    expires_at: dt.datetime | None


class ReplyIn(Schema):
    """What the referrer says to the provider."""

    kind: Word
    line: str = Field("", max_length=300)


class ReplyOut(Schema):
    """What the referrer said, with or without account."""

    uid: uuid.UUID
    kind: str
    line: str
    created_at: dt.datetime
    seen_at: dt.datetime | None


class ExperienceIn(Schema):
    """How to ask: by mail from the house, or with an address that you pass on."""

    by_mail: bool = False


class ExperienceLinkOut(Schema):
    """The address under which the prospect answers, once."""

    address: str
    state: str
    expires_at: dt.datetime | None


class ExperienceOut(Schema):
    """How one step went, as the prospect says."""

    uid: uuid.UUID
    state: str
    rating: str
    line: str
    may_tell: bool
    created_at: dt.datetime


@router.get("/referrals/{uuid:uid}/window", auth=READ, response={200: WindowOut, **Refused}, summary="Her window")
def window_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """The address under which the referrer looks without account, if I opened it."""
    return _window(request, WindowLink.standing(_mine(request, uid), request.user))


@router.post("/referrals/{uuid:uid}/window", auth=WRITE, response={201: WindowOut, **Refused}, summary="Open it")
def window_create(request: Request, uid: uuid.UUID) -> Status[dict[str, Any]]:
    """The window that stands, or a new one."""
    return Status(201, _window(request, WindowLink.of(_mine(request, uid), by=request.user)))


@router.delete("/referrals/{uuid:uid}/window", auth=WRITE, response={200: WindowOut, **Refused}, summary="Close it")
def window_end(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Its addresses open nothing any more. Twice is once."""
    WindowLink.end(_mine(request, uid), by=request.user)
    return _window(request, None)


@router.get(
    "/referrals/{uuid:uid}/replies", auth=READ, response={200: list[ReplyOut], **Refused}, summary="What she said"
)
def reply_list(request: Request, uid: uuid.UUID) -> list[Reply]:
    """Thanks and questions of the referrer's, oldest first."""
    return list(Reply.objects.visible_to(request.user).filter(referral=_mine(request, uid)))


@router.post("/referrals/{uuid:uid}/replies", auth=WRITE, response={201: ReplyOut, **Refused}, summary="Say thank you")
def reply_create(request: Request, uid: uuid.UUID, data: ReplyIn) -> Status[Reply]:
    """Say thank you, or ask how it is going; I am the referrer. Once a day of each kind."""
    said = Reply.say(referral=_mine(request, uid), user=request.user, kind=data.kind, line=data.line)
    return Status(201, said)


@router.post(
    "/referrals/{uuid:uid}/replies/seen", auth=WRITE, response={200: list[ReplyOut], **Refused}, summary="Seen"
)
def reply_see(request: Request, uid: uuid.UUID) -> list[Reply]:
    """I have read what she said. Twice is once."""
    Reply.see(_mine(request, uid), by=request.user)
    return reply_list(request, uid)


@router.post(
    "/referrals/{uuid:uid}/experiences",
    auth=WRITE,
    response={201: ExperienceLinkOut, **Refused},
    summary="Ask the prospect how it went",
)
def experience_link_create(request: Request, uid: uuid.UUID, data: ExperienceIn) -> Status[dict[str, Any]]:
    """Once for each step, and once a week."""
    link = ExperienceLink.ask(referral=_mine(request, uid), by=request.user, by_mail=data.by_mail)
    said = {"state": link.step.state, "expires_at": link.expires_at}
    return Status(201, {"address": house_url(request) + link.path, **said})


@router.get(
    "/referrals/{uuid:uid}/experiences",
    auth=READ,
    response={200: list[ExperienceOut], **Refused},
    summary="What prospects said",
)
def experience_list(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """For the provider alone; the referrer reads “went well” or “not yet” where the prospect agreed."""
    said = Experience.objects.visible_to(request.user).filter(referral=_mine(request, uid)).select_related("step")
    plain = ("uid", "rating", "line", "may_tell", "created_at")
    return [{"state": one.step.state, **{name: getattr(one, name) for name in plain}} for one in said]


@router.post("/updates/{uuid:uid}/return", auth=WRITE, response={200: UndoKey, **Refused}, summary="It came back")
def bounce_create(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """A mail of mine to a referrer came back: the news is owed as before. Twice is once."""
    mailed = Update.objects.visible_to(request.user).mailed_by(request.user)
    return {"act": str(get_object_or_404(mailed, uid=uid).come_back().uid)}


def _mine(request: Request, uid: uuid.UUID) -> Referral:
    one: Referral = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    return one


def _window(request: Request, link: WindowLink | None) -> dict[str, Any]:
    if link is None:
        return {"address": "", "expires_at": None}
    return {"address": house_url(request) + link.path, "expires_at": link.expires_at}
