"""Programs' door to Today."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.core.models import Act
from cookout.plan.forms import FilterForm
from cookout.plan.models import Line
from cookout.plan.models.read import as_data
from cookout.plan.models.today import today_of
from cookout.ties.models import Touch

router = Router(tags=["today"])


class TaskOut(Schema):
    """One thing to do, with the reason in words."""

    key: str
    part: str
    what: str
    why: str
    opener: str
    minutes: int
    person: str | None
    person_uid: uuid.UUID | None
    contact: str | None
    href: str | None
    page: str | None
    starts_at: dt.datetime | None
    lives: list[str]
    drawn: bool


class TodayOut(Schema):
    """The list of the day."""

    on: dt.date
    minutes: int
    more_due: int
    tasks: list[TaskOut]
    losing_touch: list[TaskOut]


class Filters(Schema):
    """Which life (its id), and what fits into 5, 10 or 20 minutes."""

    life: str = ""
    fits: int | None = None


class FinishIn(Schema):
    """How I was in touch, and what about."""

    kind: Annotated[Touch.Kind, spelled(Touch.Kind)] = Touch.Kind.OTHER
    text: str = Field("", max_length=2000)


@router.get("/today", auth=Scope("plan:read"), response=TodayOut, summary="Whom to be in touch with today, and why")
def today_detail(request: Request, filters: Query[Filters]) -> dict[str, Any]:
    """Return the list that the page shows."""
    form = FilterForm({"life": filters.life, "fits": filters.fits}, user=request.user)
    life, minutes = form.chosen
    return as_data(today_of(request.user, life=life).within(minutes))


@router.post("/today/{key}/finish", auth=Scope("plan:write"), response={200: UndoKey, **Refused}, summary="Done")
def line_finish(request: Request, key: str, data: FinishIn) -> dict[str, str]:
    """Keep the promise, or note the contact."""
    return _key(_line(request, key).finish(by=request.user, kind=data.kind, text=data.text))


@router.post("/today/{key}/later", auth=Scope("plan:write"), response={200: UndoKey, **Refused}, summary="Tomorrow")
def line_later(request: Request, key: str) -> dict[str, str]:
    """Put it off until tomorrow."""
    return _key(_line(request, key).later(by=request.user))


@router.post("/today/{key}/not-now", auth=Scope("plan:write"), response={200: UndoKey, **Refused}, summary="Not now")
def line_not_now(request: Request, key: str) -> dict[str, str]:
    """Leave it for two weeks."""
    return _key(_line(request, key).not_now(by=request.user))


def _line(request: Request, key: str) -> Line:
    line = Line.find(request.user, key)
    if line is None:
        raise Http404
    return line


def _key(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
