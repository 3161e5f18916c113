"""Doors for people: the month of a group and the quarter of a region, as page, on paper and as tables."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cookout.core import papers
from cookout.core.http import Request
from cookout.groups.models import Group, Region
from cookout.insight import papers as sheets
from cookout.insight.formats.palms import as_palms
from cookout.insight.formats.report_tables import month_table, quarter_table
from cookout.insight.models.month_report import MonthReport
from cookout.insight.models.palms_rows import palms_rows
from cookout.insight.models.quarter_report import QuarterReport
from cookout.insight.rules import month_named, month_of, quarter_named


@require_safe
def month_detail(request: Request, uid: UUID, month: str) -> HttpResponse:
    """The month of a group: for its members, its director and the host."""
    report = _month(request, uid, month)
    leads = report.group.is_led_by(request.user)
    context = {"report": report, "group": report.group, "leads": leads}
    return TemplateResponse(request, "insight/month.html", context)


@require_safe
def month_pdf(request: Request, uid: UUID, month: str) -> HttpResponse:
    """The same on paper."""
    report = _month(request, uid, month)
    body = sheets.month_paper(report, size=papers.size_for(request.user))
    return papers.answer(body, f"{_stem(report.group)}-{report.name}.pdf")


@require_safe
def month_csv(request: Request, uid: UUID, month: str) -> HttpResponse:
    """The same as a table."""
    report = _month(request, uid, month)
    return _table(month_table(report), f"{_stem(report.group)}-{report.name}.csv")


@require_safe
def palms_csv(request: Request, uid: UUID, month: str) -> HttpResponse:
    """For who leads: the table in the columns of other systems, to be typed in there."""
    get_object_or_404(Group.objects.led_by(request.user), uid=uid)
    report = _month(request, uid, month)
    return _table(as_palms(palms_rows(report)), f"{_stem(report.group)}-{report.name}-palms.csv")


@require_safe
def quarter_detail(request: Request, uid: UUID, quarter: str) -> HttpResponse:
    """The quarter of a region: for its members, its director and the host."""
    report = _quarter(request, uid, quarter, lately=True)
    return TemplateResponse(request, "insight/quarter.html", {"report": report, "region": report.region})


@require_safe
def quarter_pdf(request: Request, uid: UUID, quarter: str) -> HttpResponse:
    """The same on paper."""
    report = _quarter(request, uid, quarter)
    body = sheets.quarter_paper(report, size=papers.size_for(request.user))
    return papers.answer(body, f"{_stem(report.region)}-{report.name}.pdf")


@require_safe
def quarter_csv(request: Request, uid: UUID, quarter: str) -> HttpResponse:
    """The same as a table: a row for each group that one may see."""
    report = _quarter(request, uid, quarter)
    return _table(quarter_table(report), f"{_stem(report.region)}-{report.name}.csv")


def _month(request: Request, uid: UUID, month: str) -> MonthReport:
    group = get_object_or_404(Group.objects.visible_to(request.user).select_related("region"), uid=uid)
    number, today = month_named(month), timezone.localdate()
    if number is None or number > month_of(today):
        raise Http404
    return MonthReport.of(group, number, request.user, today=today)


def _quarter(request: Request, uid: UUID, quarter: str, *, lately: bool = False) -> QuarterReport:
    region = get_object_or_404(Region.objects.visible_to(request.user), uid=uid)
    number, today = quarter_named(quarter), timezone.localdate()
    if number is None or number > month_of(today):
        raise Http404
    return QuarterReport.of(region, number, request.user, today=today, lately=lately)


def _table(body: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _stem(scope: Group | Region) -> str:
    """How files of it begin."""
    return slugify(scope.name) or "report"
