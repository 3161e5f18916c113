"""Programs' door to when a member can meet, and to one's private wishes: nobody else's are ever in an answer."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.groups.models import Membership
from cookout.rounds.models import Availability, DoNotPair, Slot
from cookout.rounds.models.availability import spoken_for
from cookout.rounds.models.do_not_pair import may_be_met

READ, WRITE = Scope("rounds:read"), Scope("rounds:write")

router = Router(tags=["rounds"])

TimeOfDay = Annotated[Slot, spelled(Slot)]


class AvailabilityOut(Schema):
    """When one can meet: the usual (no week), or the week of a Monday; no times of day: cannot."""

    membership: uuid.UUID = Field(alias="membership.uid")
    group: str = Field(alias="membership.group.name")
    week_on: dt.date | None
    slots: list[str]
    most: int | None


class AvailabilityIn(Schema):
    """Times of day as usual, or in the week of a Monday; `most` a month is said with the usual, 0 is a pause."""

    slots: list[TimeOfDay] = Field(max_length=len(Slot))
    week_on: dt.date | None = None
    most: Annotated[int, Field(ge=0, le=13)] | None = None


class AvailabilityWeek(Schema):
    """Which week is as usual again; none: the usual is any time."""

    week_on: dt.date | None = None


class DoNotPairOut(Schema):
    """With whom I would rather not be paired; read by me alone."""

    uid: uuid.UUID
    membership: uuid.UUID = Field(alias="membership.uid")
    name: str = Field(alias="membership.name")


class DoNotPairIn(Schema):
    """Which member of my groups."""

    membership: uuid.UUID


@router.get("/availability", auth=READ, response={200: list[AvailabilityOut], **Refused}, summary="When I can meet")
def availability_list(request: Request) -> Any:
    """What I said of myself; where nothing is said, any time."""
    return Availability.objects.visible_to(request.user).select_related("membership__group").order_by("pk")


@router.post("/availability/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Say when I can meet")
def availability_say(request: Request, uid: uuid.UUID, data: AvailabilityIn) -> dict[str, str]:
    """Of my own membership, or as one who leads of a member without account."""
    act = Availability.say(by=request.user, membership=_seat(request, uid), **data.model_dump())
    return {"act": str(act.uid)}


@router.delete("/availability/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="As usual again")
def availability_forget(request: Request, uid: uuid.UUID, which: Query[AvailabilityWeek]) -> dict[str, str]:
    """Forget what was said of a week, or the usual."""
    act = Availability.forget(by=request.user, membership=_seat(request, uid), week_on=which.week_on)
    return {"act": str(act.uid)}


@router.get("/do-not-pair", auth=READ, response={200: list[DoNotPairOut], **Refused}, summary="My private wishes")
def do_not_pair_list(request: Request) -> Any:
    """Mine alone."""
    return DoNotPair.objects.visible_to(request.user).select_related("membership")


@router.post("/do-not-pair", auth=WRITE, response={201: DoNotPairOut, **Refused}, summary="Rather not with this one")
def do_not_pair_create(request: Request, data: DoNotPairIn) -> Status[Any]:
    """Plans from now on keep us apart; nobody else learns of it. Twice is once."""
    membership = get_object_or_404(may_be_met(request.user), uid=data.membership)
    return Status(201, DoNotPair.wish(by=request.user, membership=membership))


@router.delete("/do-not-pair/{uuid:uid}", auth=WRITE, response={204: None, **Refused}, summary="Take a wish back")
def do_not_pair_remove(request: Request, uid: uuid.UUID) -> Status[None]:
    """Plans may pair us again."""
    get_object_or_404(DoNotPair.objects.visible_to(request.user), uid=uid).lift(by=request.user)
    return Status(204, None)


def _seat(request: Request, uid: uuid.UUID) -> Membership:
    return get_object_or_404(spoken_for(request.user), uid=uid)
