"""Programs' door to rounds: plan, look, announce, call off."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Region
from cookout.rounds.models import Round
from cookout.rounds.models.round import MOST_WEEKS
from cookout.rounds.models.who_meets import WhoMeets, round_as_data

router = Router(tags=["rounds"])
READ, WRITE = Scope("rounds:read"), Scope("rounds:write")
ONE = "/rounds/{uuid:uid}"
MOST = 100

Seed = Annotated[int | None, Field(ge=0, lt=2**63)]


class RoundIn(Schema):
    """A round of a group that I lead, or of a region that I direct; any day of its first week. The same `uid` is the
    same round."""

    uid: uuid.UUID | None = None
    group: uuid.UUID | None = None
    region: uuid.UUID | None = None
    starts_on: dt.date
    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)] = 4
    most: Annotated[int, Field(ge=1, le=MOST_WEEKS)] = 4
    hat: Annotated[int, Field(ge=0, le=MOST_WEEKS)] = 1
    months_apart: Annotated[int, Field(ge=0, le=24)] = 3
    is_apart: bool = False
    across: bool = False
    seed: Seed = None


class AgainIn(Schema):
    """From which seed; nothing is a new one."""

    seed: Seed = None


class RoundOut(Schema):
    """A round without its pairs. `state`: draft, announced, called_off; `work_state`: done once it is planned."""

    uid: uuid.UUID
    name: str
    group: uuid.UUID | None
    region: uuid.UUID | None
    starts_on: dt.date
    ends_on: dt.date
    weeks: int
    most: int
    hat: int
    months_apart: int
    is_apart: bool
    across: bool
    seed: int
    state: str
    work_state: str
    failure: str
    value: int | None
    upper_bound: int | None
    is_optimal: bool
    planned_at: dt.datetime | None
    announced_at: dt.datetime | None
    called_off_at: dt.datetime | None


class RoundMemberOut(Schema):
    """One of a pair."""

    uid: uuid.UUID
    name: str


class RoundPairOut(Schema):
    """Two who meet, and why: reasons from the strongest on, and in words.

    Of a pair inside a chapter whose member I am not, nothing tells whether the two met: no `gain`, and no such reason.
    """

    uid: uuid.UUID
    first: RoundMemberOut
    second: RoundMemberOut
    slot: str
    gain: int | None
    reasons: list[str]
    why: str
    is_drawn: bool


class RoundWeekOut(Schema):
    """One week: its pairs, and who sits out."""

    week: int
    monday: dt.date
    pairs: list[RoundPairOut]
    sits_out: list[str]


class WholeRoundOut(RoundOut):
    """A round with its pairs; `obstacles` are for who leads."""

    worth: str
    learned: str
    obstacles: list[str]
    by_week: list[RoundWeekOut]


@router.get(
    "/groups/{uuid:uid}/rounds", auth=READ, response={200: list[RoundOut], **Refused}, summary="A group's rounds"
)
def of_group(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The latest first; drafts where one leads."""
    return _listed(request, get_object_or_404(Group.objects.visible_to(request.user), uid=uid))


@router.get("/regions/{uuid:uid}/rounds", auth=READ, response={200: list[RoundOut], **Refused}, summary="A region's")
def of_region(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The same across the chapters of a region."""
    return _listed(request, get_object_or_404(Region.objects.visible_to(request.user), uid=uid))


@router.post("/rounds", auth=WRITE, response={201: RoundOut, **Refused}, summary="Plan a round")
def round_create(request: Request, data: RoundIn) -> Status[dict[str, Any]]:
    """As a draft. Groups of up to 60 members are planned at once, others within minutes."""
    terms = data.dict(exclude={"group", "region"})
    return Status(201, round_as_data(Round.make(by=request.user, scope=_scope(request, data), **terms)))


@router.get(ONE, auth=READ, response={200: WholeRoundOut, **Refused}, summary="One round")
def round_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Who meets whom, week by week, and why; how good the plan is, and how that is known."""
    rows = Round.objects.visible_to(request.user).select_related("group", "region")
    return WhoMeets.of(get_object_or_404(rows, uid=uid), request.user).as_data()


@router.post(ONE + "/plan-again", auth=WRITE, response={200: RoundOut, **Refused}, summary="Plan it again")
def plan_again(request: Request, uid: uuid.UUID, data: AgainIn) -> dict[str, Any]:
    """Another plan of a draft: a new round that takes its place."""
    return round_as_data(_led(request, uid).plan_again(by=request.user, seed=data.seed))


@router.post(ONE + "/announce", auth=WRITE, response={200: UndoKey, **Refused}, summary="Announce it")
def announce(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Let the members know. Twice is once."""
    return {"act": str(_led(request, uid).announce(by=request.user).uid)}


@router.post(ONE + "/call-off", auth=WRITE, response={200: UndoKey, **Refused}, summary="Call it off")
def call_off(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Its pairs do not hold any more. Twice is once."""
    return {"act": str(_led(request, uid).call_off(by=request.user).uid)}


@router.delete(ONE, auth=WRITE, response={200: UndoKey, **Refused}, summary="Remove a draft")
def round_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Nobody was told of it."""
    return {"act": str(_led(request, uid).remove(by=request.user).uid)}


def _listed(request: Request, scope: Group | Region) -> list[dict[str, Any]]:
    rows = Round.objects.visible_to(request.user).of(scope).select_related("group", "region")
    return [round_as_data(one) for one in rows[:MOST]]


def _led(request: Request, uid: uuid.UUID) -> Round:
    return get_object_or_404(Round.objects.led_by(request.user).select_related("group", "region"), uid=uid)


def _scope(request: Request, data: RoundIn) -> Group | Region:
    """What I lead: to others it is not there."""
    if data.group is not None and data.region is None:
        return get_object_or_404(Group.objects.led_by(request.user), uid=data.group)
    if data.region is None or data.group is not None:
        raise Refusal(_("A round is of a group or of a region: name one of them."))
    directed = Region.objects.all() if request.user.is_host else Region.objects.directed_by(request.user)
    return get_object_or_404(directed, uid=data.region)
