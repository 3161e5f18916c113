"""Programs' door to speed evenings: plan one, read who sits where, deal anew, without somebody, take away."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.rounds.models import SpeedEvening
from cookout.rounds.models.evening_turns import EveningPlan

router = Router(tags=["speed evenings"])
READ, WRITE = Scope("rounds:read"), Scope("rounds:write")
EVENINGS, ONE = "/groups/{uuid:uid}/speed-evenings", "/speed-evenings/{uuid:uid}"


class SpeedEveningOut(Schema):
    """One evening; `repeats` is how often two meet who met before at it, `fewest_repeats` what no seating is below."""

    uid: uuid.UUID
    on: dt.date
    starts_at: dt.time | None
    tables: int
    seats: int
    turns: int
    minutes: int
    is_apart: bool
    seed: int
    value: int
    repeats: int
    fewest_repeats: int


class SpeedSeatOut(Schema):
    """Who."""

    member: uuid.UUID
    name: str


class SpeedTableOut(Schema):
    """One table in one turn."""

    table: int
    seats: list[SpeedSeatOut]


class SpeedTurnOut(Schema):
    """One turn: its tables, and who sits it out."""

    turn: int
    tables: list[SpeedTableOut]
    out: list[SpeedSeatOut]


class SpeedPlanOut(SpeedEveningOut):
    """One evening, turn by turn."""

    plan: list[SpeedTurnOut]


class SpeedEveningIn(Schema):
    """An evening to plan; without tables or turns, as many as fit. `absent` are members who do not come."""

    on: dt.date
    starts_at: dt.time | None = None
    seats: int = 2
    tables: int | None = None
    turns: int | None = None
    minutes: int = 10
    is_apart: bool = True
    absent: list[uuid.UUID] = Field(default=[], max_length=1000)
    seed: int | None = None
    uid: uuid.UUID | None = None


class SeedIn(Schema):
    """Another seed; without one, by lot."""

    seed: int | None = None


class SpeedAbsenceIn(Schema):
    """Who does not come, or goes home: from which turn on."""

    member: uuid.UUID
    turn: int = 1


@router.get(EVENINGS, auth=READ, response={200: list[SpeedEveningOut], **Refused}, summary="Its speed evenings")
def evening_list(request: Request, uid: uuid.UUID) -> Any:
    """The evenings of a group, the latest first."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    return SpeedEvening.objects.filter(group=group, deleted_at=None)[:100]


@router.post(EVENINGS, auth=WRITE, response={201: SpeedPlanOut, **Refused}, summary="Plan a speed evening")
def evening_create(request: Request, uid: uuid.UUID, told: SpeedEveningIn) -> Status[dict[str, Any]]:
    """Seat the members who come, so that nobody meets twice; the same uid again is the same evening."""
    group = get_object_or_404(Group.objects.led_by(request.user), uid=uid)
    absent = list(group.memberships.filter(uid__in=told.absent, deleted_at=None))
    if len(absent) != len(set(told.absent)):
        raise Refusal(_("Somebody who is said to be absent is no member of this group."))
    values = told.dict() | {"absent": absent}
    return Status(201, _told(SpeedEvening.plan(by=request.user, group=group, **values)))


@router.get(ONE, auth=READ, response={200: SpeedPlanOut, **Refused}, summary="One speed evening")
def evening_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """One evening, turn by turn."""
    return _told(get_object_or_404(SpeedEvening.objects.visible_to(request.user), uid=uid))


@router.post(ONE + "/again", auth=WRITE, response={201: SpeedPlanOut, **Refused}, summary="Seat them anew")
def evening_again(request: Request, uid: uuid.UUID, told: SeedIn) -> Status[dict[str, Any]]:
    """The same people from another seed: a new evening takes the place of this one."""
    return Status(201, _told(_led(request, uid).again(by=request.user, seed=told.seed)))


@router.post(ONE + "/absence", auth=WRITE, response={200: UndoKey, **Refused}, summary="Somebody does not come")
def evening_absence(request: Request, uid: uuid.UUID, told: SpeedAbsenceIn) -> dict[str, Any]:
    """Without her from this turn on; in each turn one other moves at most."""
    evening = _led(request, uid)
    member = evening.group.memberships.filter(uid=told.member, deleted_at=None).first()
    if member is None:
        raise Refusal(_("Whoever is meant is no member of this group."))
    return {"act": str(evening.without(by=request.user, membership=member, turn=told.turn).uid)}


@router.delete(ONE, auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a speed evening away")
def evening_remove(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """It does not take place."""
    return {"act": str(_led(request, uid).remove(by=request.user).uid)}


def _led(request: Request, uid: uuid.UUID) -> SpeedEvening:
    return get_object_or_404(SpeedEvening.objects.led_by(request.user).select_related("group"), uid=uid)


def _told(evening: SpeedEvening) -> dict[str, Any]:
    fields = {name: getattr(evening, name) for name in SpeedEveningOut.model_fields}
    plan = [
        {"turn": turn.number, "out": [_seat(one) for one in turn.out],
         "tables": [{"table": at.number, "seats": [_seat(one) for one in at.seats]} for at in turn.tables]}
        for turn in EveningPlan.of(evening).turns
    ]  # fmt: skip
    return {**fields, "plan": plan}


def _seat(one: Membership) -> dict[str, Any]:
    return {"member": one.uid, "name": one.name}
