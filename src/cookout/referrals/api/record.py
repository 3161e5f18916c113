"""Programs' door to my record as a provider, and to the links under which a hesitant client reads it."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope
from cookout.core.http import Request, house_url
from cookout.referrals.models import RecordLink
from cookout.referrals.models.record import record_of
from cookout.referrals.models.record_link import LASTS
from cookout.referrals.models.record_words import as_data
from cookout.ties.models import local_today

READ, WRITE = Scope("referrals:read"), Scope("referrals:write")

router = Router(tags=["Referrals"])


class RecordLineOut(Schema):
    """One share, 0 to 1, with its 95% interval; null while too little is known."""

    key: str
    title: str
    answer: str
    is_known: bool
    k: int
    n: int
    share: float | None
    low: float | None
    high: float | None
    more: str
    counted: str


class FirstCallOut(Schema):
    """By when half were called, in hours, with its 95% interval; null: not yet known, or later than anything seen."""

    hours: float | None
    low: float | None
    high: float | None
    n: int
    called: int


class AnsweredOut(Schema):
    """How prospects said it went, and how many were asked."""

    well: int
    so_so: int
    not_well: int
    answered: int
    asked: int


class RecordOut(Schema):
    """How I treat the people who are recommended to me; counts alone."""

    since: dt.date
    until: dt.date
    referrals: int
    by_members: int
    lines: list[RecordLineOut]
    first_call: FirstCallOut
    experience: AnsweredOut


class RecordLinkOut(Schema):
    """An address under which the record can be read without an account, and words to send with it."""

    uid: uuid.UUID
    name: str
    address: str
    words: str
    expires_at: dt.datetime | None
    opened: int


class RecordLinkIn(Schema):
    """For whom, and for 30, 90 or 365 days."""

    name: str = Field("", max_length=80)
    days: int = LASTS[1]


@router.get("/record", auth=READ, response={200: RecordOut, **Refused}, summary="My record as a provider")
def record_detail(request: Request) -> dict[str, Any]:
    """First calls, news, outcomes, experience; open cases count as open."""
    return as_data(record_of(request.user, local_today(request.user)))


@router.get("/record-links", auth=READ, response={200: list[RecordLinkOut], **Refused}, summary="Links to my record")
def record_link_list(request: Request) -> list[dict[str, Any]]:
    """Those that open it now."""
    links = RecordLink.objects.visible_to(request.user).valid().order_by("-created_at")
    return [_shown(link, request) for link in links]


@router.post("/record-links", auth=WRITE, response={200: RecordLinkOut, **Refused}, summary="Show my record")
def record_link_create(request: Request, data: RecordLinkIn) -> dict[str, Any]:
    """Open it to somebody; nothing is sent by it."""
    return _shown(RecordLink.make(by=request.user, **data.model_dump()), request)


@router.delete("/record-links/{uuid:uid}", auth=WRITE, response={204: None, **Refused}, summary="End a link")
def record_link_revoke(request: Request, uid: uuid.UUID) -> Status[None]:
    """The address opens nothing any more. Twice is once."""
    get_object_or_404(RecordLink.objects.visible_to(request.user), uid=uid).revoke(by=request.user)
    return Status(204, None)


def _shown(link: RecordLink, request: Request) -> dict[str, Any]:
    address = f"{house_url(request)}{link.path}" if link.path else ""
    return {
        "uid": link.uid, "name": link.name, "address": address, "words": link.words(address) if address else "",
        "expires_at": link.expires_at, "opened": link.opened,
    }  # fmt: skip
