"""Programs' door to groups."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import EmailStr, Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request, house_url
from cookout.groups.models import Group, Invitation, Membership, Seat, roster
from cookout.groups.models.roster import newcomer
from cookout.people.models import Classification

router = Router(tags=["groups"])
read, write = Scope("groups:read"), Scope("groups:write")


class MemberOut(Schema):
    """One member of today; `person` is there where she tells something to you."""

    uid: uuid.UUID
    name: str
    classification: str
    since: dt.date
    offices: list[str]
    has_account: bool
    is_me: bool
    sponsor: str
    mentor: str
    is_away: bool
    back_on: dt.date | None
    person: uuid.UUID | None = Field(None, alias="person.uid")


class MemberIn(Schema):
    """A member without account; the classification by its slug."""

    name: str = Field(min_length=1, max_length=200)
    classification: str | None = None
    joined_on: dt.date | None = None


class SeatIn(Schema):
    """Another classification by its slug, or none."""

    classification: str | None


class InvitationIn(Schema):
    """Whom to invite, and onto which seat."""

    email: EmailStr
    name: str = Field("", max_length=200)
    classification: str | None = None


class InvitationOut(Schema):
    """An open invitation."""

    uid: uuid.UUID
    email: str
    name: str
    expires_at: dt.datetime


class InvitationSent(InvitationOut):
    """A new invitation; the link is told here and in the letter, and never again."""

    link: str


def led(request: Request, uid: uuid.UUID) -> Group:
    """A group that the token's owner leads."""
    return get_object_or_404(Group.objects.led_by(request.user), uid=uid)


def profession(slug: str | None) -> Classification | None:
    """The classification of this slug."""
    return get_object_or_404(Classification, slug=slug) if slug else None


@router.get("/groups/{uuid:uid}/members", auth=read, response={200: list[MemberOut], **Refused}, summary="Its members")
def member_list(request: Request, uid: uuid.UUID) -> list[Seat]:
    """The members of today, by name."""
    return roster(get_object_or_404(Group.objects.visible_to(request.user), uid=uid), viewer=request.user)


@router.post("/groups/{uuid:uid}/members", auth=write, response={201: MemberOut, **Refused}, summary="Add a member")
def member_create(request: Request, uid: uuid.UUID, told: MemberIn) -> Status[Seat]:
    """Add a member without account; leaders only."""
    group = led(request, uid)
    seat = profession(told.classification)
    member = group.admit(by=request.user, name=told.name, classification=seat, joined_on=told.joined_on)
    return Status(201, newcomer(member, viewer=request.user))


@router.post("/memberships/{uuid:uid}/end", auth=write, response={200: UndoKey, **Refused}, summary="Leave")
def membership_end(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """End my membership, or one in a group I lead."""
    user = request.user
    ours = Q(user=user) | Q(group__in=Group.objects.led_by(user).values("pk"))
    member = get_object_or_404(Membership.objects.visible_to(user).filter(ours), uid=uid)
    return {"act": str(member.leave(by=user).uid)}


@router.put("/memberships/{uuid:uid}/seat", auth=write, response={200: UndoKey, **Refused}, summary="Reseat")
def membership_reseat(request: Request, uid: uuid.UUID, told: SeatIn) -> dict[str, Any]:
    """Change a member's classification; leaders only."""
    within = Membership.objects.current().filter(group__in=Group.objects.led_by(request.user).values("pk"))
    member = get_object_or_404(within.select_related("group"), uid=uid)
    return {"act": str(member.reseat(by=request.user, classification=profession(told.classification)).uid)}


@router.get(
    "/groups/{uuid:uid}/invitations", auth=read, response={200: list[InvitationOut], **Refused}, summary="Invitations"
)
def invitation_list(request: Request, uid: uuid.UUID) -> QuerySet[Invitation]:
    """The open invitations into a group I lead."""
    return Invitation.objects.open().filter(group=led(request, uid))


@router.post("/groups/{uuid:uid}/invitations", auth=write, response={201: InvitationSent, **Refused}, summary="Invite")
def invitation_create(request: Request, uid: uuid.UUID, told: InvitationIn) -> Status[dict[str, Any]]:
    """Invite someone into a group I lead; the letter goes out with the link."""
    group, base = led(request, uid), house_url(request)
    invitation, secret = Invitation.send(
        by=request.user,
        group=group,
        base=base,
        email=told.email,
        name=told.name,
        classification=profession(told.classification),
    )
    fields = {name: getattr(invitation, name) for name in ("uid", "email", "name", "expires_at")}
    return Status(201, {**fields, "link": Invitation.link(secret, base=base)})


@router.delete("/invitations/{uuid:uid}", auth=write, response={204: None, **Refused}, summary="Withdraw")
def invitation_delete(request: Request, uid: uuid.UUID) -> Status[None]:
    """Take an invitation back."""
    get_object_or_404(Invitation.objects.visible_to(request.user), uid=uid).withdraw(by=request.user)
    return Status(204, None)
