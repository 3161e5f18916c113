"""Programs' door to reports: the month of a group, the quarter of a region."""

import uuid
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.groups.models import Group, Region
from cookout.insight.models.month_report import MonthReport
from cookout.insight.models.periods import Period
from cookout.insight.models.quarter_report import QuarterReport

router = Router(tags=["reports"])
READ = Scope("insight:read")


class MonthAsked(Schema):
    """Which month, as `2026-10`; nothing is the last that is over."""

    month: Annotated[str | None, Field(pattern=r"^2\d{3}-(0[1-9]|1[0-2])$")] = None


class QuarterAsked(Schema):
    """Which quarter, as `2026-q3`; nothing is the last that is over."""

    quarter: Annotated[str | None, Field(pattern=r"^2\d{3}-q[1-4]$")] = None


class MonthReportOut(Schema):
    """The month of a group; null is not known, not zero. A 1-2-1 stands with both; `pairs` counts each once."""

    group: dict[str, Any]
    month: str
    title: str
    missing: list[str]
    members: int
    pairs: int | None
    total: dict[str, int | None]
    rows: list[dict[str, Any]]
    sums: list[dict[str, Any]]
    awards: list[dict[str, Any]]
    reported: dict[str, Any] | None


class QuarterReportOut(Schema):
    """The quarter of a region: its groups by name, as far as one may see them; and all of them together."""

    region: dict[str, Any]
    quarter: str
    title: str
    missing: list[str]
    groups: int
    members: int
    pairs: int
    total: dict[str, int]
    middle: dict[str, str]
    rows: list[dict[str, Any]]
    sums: list[dict[str, Any]]
    awards: list[dict[str, Any]]


@router.get("/groups/{uuid:uid}/report", auth=READ, response={200: MonthReportOut, **Refused}, summary="A month")
def month_report(request: Request, uid: uuid.UUID, asked: Query[MonthAsked]) -> dict[str, Any]:
    """What is missing first, then each member as far as the group agreed to show counts."""
    group = get_object_or_404(Group.objects.visible_to(request.user).select_related("region"), uid=uid)
    period = _period(asked.month, months=1)
    return MonthReport.of(group, period.first, request.user, today=timezone.localdate()).as_data()


@router.get("/regions/{uuid:uid}/report", auth=READ, response={200: QuarterReportOut, **Refused}, summary="A quarter")
def quarter_report(request: Request, uid: uuid.UUID, asked: Query[QuarterAsked]) -> dict[str, Any]:
    """What is missing first, then the groups beside each other, by name."""
    region = get_object_or_404(Region.objects.visible_to(request.user), uid=uid)
    period = _period(asked.quarter, months=3)
    return QuarterReport.of(region, period.first, request.user, today=timezone.localdate()).as_data()


def _period(text: str | None, *, months: int) -> Period:
    today = timezone.localdate()
    found = Period.named(text) if text else Period.latest(today, months=months)
    if found is None or found.start > today:
        raise Http404
    return found
