"""Programs' door to what works."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema, Status

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.insight.models import StudyRun, Subject, made_for
from cookout.insight.models.mine import my_months
from cookout.insight.models.page import as_data

router = Router(tags=["what works"])
READ, WRITE = Scope("insight:read"), Scope("insight:write")


class Whose(Schema):
    """A group or a region by its id, or `mine`; nothing is my first group."""

    group: uuid.UUID | None = None
    region: uuid.UUID | None = None
    mine: bool = False


class StudyOut(Schema):
    """A study: `study` holds every estimate by its documented name, `tables` the counts without the small ones.

    `hat` counts the pairs that were drawn: how many were suggested, met, and passed. Who they were is not told.
    """

    scope: str
    name: str
    uid: uuid.UUID
    made_at: dt.datetime | None
    until: str | None
    left_out: dict[str, int]
    hat: dict[str, int | None]
    tables: dict[str, list[list[int | None]]]
    study: dict[str, Any] | None


class StudyAsked(Schema):
    """A run on its way."""

    uid: uuid.UUID
    scope: str
    name: str
    state: str
    made_at: dt.datetime | None


class MonthOut(Schema):
    """One of my months; null is missing, which is not zero."""

    month: str
    one_to_ones: int | None
    given: int | None
    received: int | None


@router.get("/insight/study", auth=READ, response={200: StudyOut, **Refused}, summary="What works")
def study_detail(request: Request, whose: Query[Whose]) -> dict[str, Any]:
    """Do 1-2-1s and referrals go together: in my group, in its region, in my own months. Nobody is named."""
    subject = _subject(request, whose)
    return as_data(subject, *made_for(subject))


@router.post("/insight/study", auth=WRITE, response={202: StudyAsked, **Refused}, summary="Work it out anew")
def study_create(request: Request, data: Whose) -> Status[Any]:
    """Have the worker work it out anew; twice is once while it is under way."""
    return Status(202, StudyRun.ask(by=request.user, subject=_subject(request, data)).as_data())


@router.get("/insight/months", auth=READ, response={200: list[MonthOut], **Refused}, summary="My own months")
def month_list(request: Request) -> list[dict[str, Any]]:
    """What I did in each month, as the study counts it."""
    return [month.as_data() for month in my_months(request.user)]


def _subject(request: Request, whose: Whose) -> Subject:
    subject = Subject.find(request.user, **whose.dict())
    if subject is None:
        raise Http404
    return subject
