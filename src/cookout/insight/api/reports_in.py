"""Programs' door to reports of other systems: bring one in, look, say who is who, apply, take back, read the counts."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict, Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.core.uploads import too_big
from cookout.groups.models import Group
from cookout.insight.models import ReportIn
from cookout.insight.models.report_counts import MonthSaid, as_data_of_month
from cookout.insight.models.report_preview import as_data

router = Router(tags=["reports brought in"])
READ, WRITE = Scope("insight:read"), Scope("insight:write")
MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"


class ReportLineOut(Schema):
    """One name of the file. `pick` is the id of a membership, `name` (the name alone), or empty (left out)."""

    number: int
    name: str
    chapter: str
    state: str
    pick: str
    also_in: str
    candidates: list[str]
    months: dict[str, dict[str, int | None]]


class ReportQuestionOut(Schema):
    """What has to be agreed to, by its key, when the report is applied."""

    key: str
    sentence: str


class ReportInOut(Schema):
    """A report: `lines` and `questions` while it is looked at; `members` how many months of members it brought in."""

    uid: uuid.UUID
    group: uuid.UUID
    file_name: str
    kind: Annotated[str, spelled(ReportIn.Kind)]
    chapter: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    state: Annotated[str, spelled(ReportIn.State)]
    created_at: dt.datetime
    applied_at: dt.datetime | None
    undone_at: dt.datetime | None
    when: str
    complaints: list[str]
    lines: list[ReportLineOut]
    questions: list[ReportQuestionOut]
    money: str
    members: int


class ReportInLine(Schema):
    """A report in the list."""

    uid: uuid.UUID
    file_name: str
    kind: Annotated[str, spelled(ReportIn.Kind)]
    state: Annotated[str, spelled(ReportIn.State)]
    starts_on: dt.date | None
    ends_on: dt.date | None
    created_at: dt.datetime


class PicksIn(Schema):
    """Who is meant by which line (by its number), of which month the report is, in which currency its amounts are."""

    model_config = ConfigDict(extra="forbid")

    picks: dict[int, str] = Field(default_factory=dict, max_length=2000)
    month: str | None = Field(None, pattern=MONTH)
    currency: str = Field("", max_length=3)
    names: bool = False


class AgreedIn(Schema):
    """To which questions the answer is yes."""

    model_config = ConfigDict(extra="forbid")

    agreed: list[str] = Field(default_factory=list, max_length=20)


class MonthAsked(Schema):
    """Which month; the latest unless said."""

    month: str | None = Field(None, pattern=MONTH)


class ReportedMemberOut(Schema):
    """What reports say of one member; null is missing, which is not zero."""

    membership: uuid.UUID | None
    name: str
    counts: dict[str, int | None]


class ReportedSumOut(Schema):
    """A sum in the smallest unit of its currency, of three members or more, where the group agreed."""

    amount: int
    currency: str
    payers: int


class ReportedMonthOut(Schema):
    """One month as reports tell it; never added to the counts kept here."""

    month: str
    members: list[ReportedMemberOut]
    sums: list[ReportedSumOut]


@router.get(
    "/groups/{uuid:uid}/reports-in", auth=READ, response={200: list[ReportInLine], **Refused}, summary="Reports"
)
def report_in_list(request: Request, uid: uuid.UUID) -> QuerySet[ReportIn]:
    """The reports that were brought to a group I lead, the newest first."""
    return ReportIn.objects.filter(group=_led(request, uid))[:200]


@router.post(
    "/groups/{uuid:uid}/reports-in", auth=WRITE, response={201: ReportInOut, **Refused}, summary="Bring a report"
)
def report_in_create(
    request: Request, uid: uuid.UUID, file: File[UploadedFile | None] = None
) -> Status[dict[str, Any]]:
    """Bring a report (.xls, .xlsx, .csv) to a group I lead; the same file again is the same report."""
    group = _led(request, uid)
    report = ReportIn.receive(file, group=group, by=request.user, too_big=too_big(request))
    return Status(201, as_data(report, viewer=request.user))


@router.get(
    "/groups/{uuid:uid}/reported", auth=READ, response={200: list[ReportedMonthOut], **Refused}, summary="Counts"
)
def reported_detail(request: Request, uid: uuid.UUID, asked: Query[MonthAsked]) -> list[dict[str, Any]]:
    """What reports say of one month of my group, where it agreed to show counts; empty where they say nothing."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    said = MonthSaid.of(group, viewer=request.user, month=_number(asked.month))
    return [as_data_of_month(said)] if said else []


@router.get("/reports-in/{uuid:uid}", auth=READ, response={200: ReportInOut, **Refused}, summary="One report")
def report_in_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """What it would do, or what it has done."""
    return as_data(_mine(request, uid), viewer=request.user)


@router.patch("/reports-in/{uuid:uid}", auth=WRITE, response={200: ReportInOut, **Refused}, summary="Say who is who")
def report_in_update(request: Request, uid: uuid.UUID, told: PicksIn) -> dict[str, Any]:
    """Say who is meant by which line; `names` keeps the unknown ones by their names alone."""
    report = _mine(request, uid)
    choice = {**told.dict(), "month": _number(told.month)}
    report.choose(by=request.user, **choice)
    return as_data(report, viewer=request.user)


@router.post(
    "/reports-in/{uuid:uid}/application", auth=WRITE, response={200: ReportInOut, **Refused}, summary="Bring in"
)
def report_in_apply(request: Request, uid: uuid.UUID, told: AgreedIn) -> dict[str, Any]:
    """Bring it in; the counts stay reported."""
    report = _mine(request, uid)
    report.apply(by=request.user, agreed=told.agreed)
    return as_data(report, viewer=request.user)


@router.post("/reports-in/{uuid:uid}/undo", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take it back")
def report_in_undo(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Take all of it back; what it had taken the place of counts again. `act` is empty where nothing was left to do."""
    act = _mine(request, uid).undo(by=request.user)
    return {"act": str(act.uid) if act else ""}


@router.delete("/reports-in/{uuid:uid}", auth=WRITE, response={204: None, **Refused}, summary="Forget it")
def report_in_delete(request: Request, uid: uuid.UUID) -> Status[None]:
    """Forget a report that was not brought in."""
    _mine(request, uid).discard(by=request.user)
    return Status(204, None)


def _mine(request: Request, uid: uuid.UUID) -> ReportIn:
    return get_object_or_404(ReportIn.objects.visible_to(request.user).select_related("group"), uid=uid)


def _led(request: Request, uid: uuid.UUID) -> Group:
    return get_object_or_404(Group.objects.led_by(request.user), uid=uid)


def _number(text: str | None) -> int | None:
    return 12 * int(text[:4]) + int(text[5:]) - 1 if text else None
