"""Programs' door to the plan: read what was kept, set it, pause it, go on, look back on a week."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.plan.models import Aim, Kind, Per, Plan, PlanPause, WeekReview
from cookout.plan.models.plan_data import as_data, pause_data, plan_data
from cookout.plan.models.targets import refuse_twice

router = Router(tags=["plan"])
READ, WRITE = Scope("plan:read"), Scope("plan:write")
LONGEST = 20_000


class PlanTargetOut(Schema):
    """So many of something in a week or month."""

    kind: str
    number: float
    per: str


class PlanOut(Schema):
    """What is set out to be done from a week on."""

    uid: uuid.UUID
    starts_on: dt.date
    reason: str
    targets: list[PlanTargetOut]


class PlanPauseOut(Schema):
    """When the plan waits."""

    uid: uuid.UUID
    starts_on: dt.date
    ends_on: dt.date | None
    reason: str


class PlanKeptOut(Schema):
    """How much there was; `planned` is null where it was not part of the plan, or the plan waited."""

    kind: str
    number: float
    planned: float | None


class PlanSpanOut(Schema):
    """One week or month; `state` is planned, paused or none."""

    first: dt.date
    last: dt.date
    state: str
    word: str
    kept: list[PlanKeptOut]


class PlanOutlookOut(Schema):
    """What goes together with it, in words, and from what that is known."""

    words: str
    basis: str


class MyPlanOut(Schema):
    """The plan, its pauses, and what was kept."""

    plan: PlanOut | None
    coming: PlanOut | None
    is_paused: bool
    pauses: list[PlanPauseOut]
    weeks: list[PlanSpanOut]
    months: list[PlanSpanOut]
    smaller: list[PlanTargetOut]
    outlook: PlanOutlookOut | None


class PlanTargetIn(Schema):
    """So many of something in a week or month."""

    kind: Annotated[Kind, spelled(Kind)]
    number: Decimal
    per: Annotated[Per, spelled(Per)] = Per.WEEK


class PlanIn(Schema):
    """All that is wanted; what is left out is not. The same `uid` again is the same plan."""

    targets: list[PlanTargetIn] = Field(max_length=len(Kind.values))
    starts_on: dt.date | None = None
    reason: str = Field("", max_length=300)
    uid: uuid.UUID | None = None


class PlanPauseIn(Schema):
    """From when, until when, why. The same `uid` again is the same pause."""

    starts_on: dt.date
    ends_on: dt.date | None = None
    reason: str = Field("", max_length=200)
    uid: uuid.UUID | None = None


class WeekReviewIn(Schema):
    """Any day of the week, and the answers; writing a week again changes them."""

    monday: dt.date
    went_well: str = Field("", max_length=LONGEST)
    in_the_way: str = Field("", max_length=LONGEST)
    next_week: str = Field("", max_length=LONGEST)
    uid: uuid.UUID | None = None


class WeekReviewOut(Schema):
    """What a week taught me."""

    uid: uuid.UUID
    monday: dt.date
    went_well: str
    in_the_way: str
    next_week: str


class Asked(Schema):
    """How many at most."""

    limit: int = Field(100, ge=1, le=1000)


@router.get("/plan", auth=READ, response={200: MyPlanOut, **Refused}, summary="The plan and what was kept")
def plan_detail(request: Request) -> dict[str, Any]:
    """What the page shows."""
    return as_data(request.user)


@router.post("/plan", auth=WRITE, response={201: PlanOut, **Refused}, summary="Set out to do so much")
def plan_create(request: Request, data: PlanIn) -> Status[dict[str, Any]]:
    """From this week on, or a later one; weeks that were keep the plan they had."""
    refuse_twice([target.kind for target in data.targets])
    aims = {target.kind.value: Aim(target.number, target.per.value) for target in data.targets}
    made = Plan.make(aims, by=request.user, starts_on=data.starts_on, reason=data.reason, uid=data.uid)
    return Status(201, plan_data(made))


@router.post("/plan/pauses", auth=WRITE, response={201: PlanPauseOut, **Refused}, summary="Let the plan wait")
def pause_create(request: Request, data: PlanPauseIn) -> Status[dict[str, Any]]:
    """Nothing in these weeks is missed."""
    return Status(201, pause_data(PlanPause.begin(by=request.user, **data.model_dump())))


@router.post("/plan/pauses/{uuid:uid}/end", auth=WRITE, response={200: UndoKey, **Refused}, summary="Go on today")
def pause_end(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """The plan holds again from today; a pause that has not begun is taken away."""
    pause = get_object_or_404(PlanPause.objects.visible_to(request.user), uid=uid)
    return {"act": str(pause.end(by=request.user).uid)}


@router.get("/plan/reviews", auth=READ, response={200: list[WeekReviewOut], **Refused}, summary="Weeks looked back on")
def review_list(request: Request, asked: Query[Asked]) -> Any:
    """Mine, the latest week first."""
    return WeekReview.objects.visible_to(request.user)[: asked.limit]


@router.post("/plan/reviews", auth=WRITE, response={201: WeekReviewOut, **Refused}, summary="Look back on a week")
def review_create(request: Request, data: WeekReviewIn) -> Status[WeekReview]:
    """Answer the three questions, or change what was answered."""
    return Status(201, WeekReview.write(by=request.user, **data.model_dump()))
