"""Programs' door for who wants to come in, and whom a group looks for."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import EmailStr, Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request, house_url
from cookout.groups.api.belonging import led, profession
from cookout.groups.models import Application, Group, Membership, WantedSeat

router = Router(tags=["groups"])
read, write = Scope("groups:read"), Scope("groups:write")


class ApplicationIn(Schema):
    """Somebody wants to come in; the sponsor by the id of the membership."""

    name: str = Field(min_length=1, max_length=200)
    email: EmailStr | None = None
    phone: str = Field("", max_length=40)
    classification: str | None = None
    sponsor: uuid.UUID | None = None
    note: str = Field("", max_length=500)
    applied_on: dt.date | None = None
    uid: uuid.UUID | None = Field(None, description="an id of your own: the same again is the same application")


class ApplicationOut(Schema):
    """An application, for those who lead."""

    uid: uuid.UUID
    name: str
    email: str
    phone: str
    classification: str | None = Field(None, alias="classification.slug")
    sponsor: str | None = Field(None, alias="sponsor.name")
    note: str
    applied_on: dt.date
    state: str


class ApplicationNotedOut(Schema):
    """That it was noted; the rest is for those who lead."""

    uid: uuid.UUID
    state: str


class WelcomeIn(Schema):
    """Whether a letter shall invite the new member to an account."""

    invite: bool = False


class MembershipMadeOut(Schema):
    """The new member."""

    uid: uuid.UUID
    name: str


class WantedSeatIn(Schema):
    """A trade by its slug, and whom exactly."""

    classification: str = Field(min_length=1)
    note: str = Field("", max_length=200)


class WantedSeatOut(Schema):
    """A trade that the group looks for."""

    uid: uuid.UUID
    classification: str = Field(alias="classification.slug")
    name: str = Field(alias="classification.name")
    note: str


def asked(request: Request, uid: uuid.UUID) -> Application:
    """An application into a group that the token's owner leads."""
    return get_object_or_404(Application.objects.visible_to(request.user).select_related("group"), uid=uid)


def seen(request: Request, uid: uuid.UUID) -> Group:
    """A group that the token's owner may see."""
    return get_object_or_404(Group.objects.visible_to(request.user), uid=uid)


@router.get(
    "/groups/{uuid:uid}/applications",
    auth=read,
    response={200: list[ApplicationOut], **Refused},
    summary="Applications",
)
def application_list(request: Request, uid: uuid.UUID) -> QuerySet[Application]:
    """Who wants to come in, and what was decided; leaders only."""
    rows = Application.objects.visible_to(request.user).filter(group=led(request, uid))
    return rows.select_related("classification", "sponsor")


@router.post(
    "/groups/{uuid:uid}/applications", auth=write, response={201: ApplicationNotedOut, **Refused}, summary="Apply"
)
def application_create(request: Request, uid: uuid.UUID, said: ApplicationIn) -> Status[Application]:
    """Note that somebody wants to come in; any member may, the leaders decide."""
    group = seen(request, uid)
    values: dict[str, Any] = said.model_dump(exclude={"email", "classification", "sponsor"})
    sponsor: Membership | None = None
    if said.sponsor:
        sponsor = get_object_or_404(group.memberships.current(), uid=said.sponsor)
    trade = profession(said.classification)
    made = Application.apply(
        group=group, by=request.user, email=said.email or "", classification=trade, sponsor=sponsor, **values
    )
    return Status(201, made)


@router.post(
    "/applications/{uuid:uid}/accept", auth=write, response={200: MembershipMadeOut, **Refused}, summary="Take in"
)
def application_accept(request: Request, uid: uuid.UUID, said: WelcomeIn) -> Membership:
    """Take the applicant in, onto a free seat."""
    return asked(request, uid).accept(by=request.user, base=house_url(request) if said.invite else "")


@router.post("/applications/{uuid:uid}/decline", auth=write, response={200: UndoKey, **Refused}, summary="Say no")
def application_decline(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Say no; nothing is sent."""
    return {"act": str(asked(request, uid).decline(by=request.user).uid)}


@router.post("/applications/{uuid:uid}/withdraw", auth=write, response={200: UndoKey, **Refused}, summary="Withdraw")
def application_withdraw(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """They no longer want to come in."""
    return {"act": str(asked(request, uid).withdraw(by=request.user).uid)}


@router.get(
    "/groups/{uuid:uid}/wanted",
    auth=read,
    response={200: list[WantedSeatOut], **Refused},
    summary="Open classifications",
)
def wanted_list(request: Request, uid: uuid.UUID) -> QuerySet[WantedSeat]:
    """The trades that the group looks for and nobody holds."""
    return WantedSeat.objects.of(seen(request, uid))


@router.post("/groups/{uuid:uid}/wanted", auth=write, response={201: WantedSeatOut, **Refused}, summary="Look for")
def wanted_create(request: Request, uid: uuid.UUID, said: WantedSeatIn) -> Status[WantedSeat]:
    """Put a trade on the list; leaders only."""
    group, trade = led(request, uid), profession(said.classification)
    assert trade is not None  # its slug is there, and an unknown one is not found
    return Status(201, WantedSeat.seek(group=group, by=request.user, classification=trade, note=said.note))


@router.delete("/wanted/{uuid:uid}", auth=write, response={200: UndoKey, **Refused}, summary="Look no more for")
def wanted_delete(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Take a trade off the list; leaders only."""
    groups = Group.objects.led_by(request.user).values("pk")
    wanted = get_object_or_404(WantedSeat.objects.filter(group__in=groups, deleted_at=None), uid=uid)
    return {"act": str(wanted.unseek(by=request.user).uid)}
