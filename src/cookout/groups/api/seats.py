"""Programs' door to one membership: who accompanies her, offices, leave."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.core.models import User, one_act
from cookout.groups.models import Group, Leave, Membership, Office, Term, terms
from cookout.groups.models.terms import endable

router = Router(tags=["groups"])
read, write = Scope("groups:read"), Scope("groups:write")


class MembershipIn(Schema):
    """What is said of a membership; what is left out stays as it is, null takes it away."""

    sponsor: uuid.UUID | None = None
    mentor: uuid.UUID | None = None
    renews_on: dt.date | None = None
    is_ranked: bool | None = None


class HolderOut(Schema):
    """Somebody in office, or who will be."""

    office: uuid.UUID
    member: uuid.UUID
    name: str
    starts_on: dt.date
    ends_on: dt.date | None


class TermOut(Schema):
    """One office: who holds it today, who follows; empty where nobody does."""

    role: str
    label: str
    holders: list[HolderOut]
    next: list[HolderOut]


class OfficeIn(Schema):
    """An office for a term."""

    role: Annotated[Office.Role, spelled(Office.Role)]
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    succeeds: bool = Field(False, description="ends the terms of the others in this office on that day")


class OfficeOut(Schema):
    """A term."""

    uid: uuid.UUID
    role: str
    starts_on: dt.date
    ends_on: dt.date | None


class LeaveIn(Schema):
    """From when until when; nobody is asked why."""

    starts_on: dt.date
    ends_on: dt.date | None = None
    uid: uuid.UUID | None = Field(None, description="an id of your own: the same again is the same leave")


class LeaveOut(Schema):
    """A time away."""

    uid: uuid.UUID
    membership: uuid.UUID = Field(alias="membership.uid")
    name: str = Field(alias="membership.name")
    starts_on: dt.date
    ends_on: dt.date | None


class LastDayIn(Schema):
    """On which day it ends; today where nothing is said."""

    on: dt.date | None = None


def ours(user: User, uid: uuid.UUID) -> Membership:
    """My own membership, or one in a group I lead."""
    may = Q(user=user) | Q(group__in=Group.objects.led_by(user).values("pk"))
    return get_object_or_404(Membership.objects.current().filter(may).select_related("group"), uid=uid)


def led_seat(user: User, uid: uuid.UUID) -> Membership:
    """A member of a group that the token's owner leads."""
    within = Membership.objects.current().filter(group__in=Group.objects.led_by(user).values("pk"))
    return get_object_or_404(within.select_related("group"), uid=uid)


def fellow(member: Membership, uid: uuid.UUID | None) -> Membership | None:
    """Another member of the same group."""
    return get_object_or_404(member.group.memberships.filter(deleted_at=None), uid=uid) if uid else None


@router.patch("/memberships/{uuid:uid}", auth=write, response={200: UndoKey, **Refused}, summary="Change a membership")
def membership_update(request: Request, uid: uuid.UUID, said: MembershipIn) -> dict[str, Any]:
    """Sponsor, mentor and renewal by who leads; whether one is named in recognition by oneself."""
    user, values = request.user, said.model_dump(exclude_unset=True)
    named = values.pop("is_ranked", None)
    member = led_seat(user, uid) if values else ours(user, uid)
    with one_act(by=user, verb="membership.change", about=member.name) as act:
        companions = {name: fellow(member, values[name]) for name in ("sponsor", "mentor") if name in values}
        if companions:
            member.accompany(by=user, **companions)
        if "renews_on" in values:
            member.renew(by=user, until=values["renews_on"])
        if named is not None:
            member.rank(by=user, is_ranked=named)
    return {"act": str(act.uid)}


@router.get("/groups/{uuid:uid}/offices", auth=read, response={200: list[TermOut], **Refused}, summary="Its offices")
def office_list(request: Request, uid: uuid.UUID) -> list[Term]:
    """Every office of the group, those in which nobody is as well."""
    return terms(get_object_or_404(Group.objects.visible_to(request.user), uid=uid))


@router.post(
    "/memberships/{uuid:uid}/offices", auth=write, response={201: OfficeOut, **Refused}, summary="Give an office"
)
def office_create(request: Request, uid: uuid.UUID, said: OfficeIn) -> Status[Office]:
    """Give a member an office for a term; leaders only."""
    return Status(201, led_seat(request.user, uid).appoint(by=request.user, **said.model_dump()))


@router.post("/offices/{uuid:uid}/end", auth=write, response={200: UndoKey, **Refused}, summary="End a term")
def office_end(request: Request, uid: uuid.UUID, said: LastDayIn) -> dict[str, Any]:
    """End a term: in a group I lead, over a region as host, or my own as director."""
    office = get_object_or_404(endable(request.user), uid=uid)
    return {"act": str(office.end(by=request.user, on=said.on).uid)}


@router.get("/groups/{uuid:uid}/leaves", auth=read, response={200: list[LeaveOut], **Refused}, summary="Who is away")
def leave_list(request: Request, uid: uuid.UUID) -> QuerySet[Leave]:
    """Leaves of today and later ones in a group; why is not kept."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    rows = Leave.objects.visible_to(request.user).filter(membership__group=group).to_come()
    return rows.select_related("membership")


@router.post("/memberships/{uuid:uid}/leaves", auth=write, response={201: LeaveOut, **Refused}, summary="Be away")
def leave_create(request: Request, uid: uuid.UUID, said: LeaveIn) -> Status[Leave]:
    """Take leave, or note that a member of a group I lead does."""
    return Status(201, Leave.take(membership=ours(request.user, uid), by=request.user, **said.model_dump()))


@router.post("/leaves/{uuid:uid}/end", auth=write, response={200: UndoKey, **Refused}, summary="Be back")
def leave_end(request: Request, uid: uuid.UUID, said: LastDayIn) -> dict[str, Any]:
    """End a leave; one that has not begun is taken away."""
    leave = get_object_or_404(Leave.objects.decided_by(request.user).select_related("membership"), uid=uid)
    return {"act": str(leave.end(by=request.user, on=said.on).uid)}
