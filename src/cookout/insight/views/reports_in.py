"""Pages of chapter reports coming in, for who leads the group: choose a file, look, say who is who, bring in, undo."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.undo import say
from cookout.core.uploads import too_big
from cookout.groups.models import Group
from cookout.insight.forms.reports_in import Choice, month_in
from cookout.insight.models import ReportIn
from cookout.insight.models.report_counts import MonthSaid, months_seen_by
from cookout.insight.models.report_preview import Preview

PER_PAGE = 24


def led(request: Request, uid: UUID) -> ReportIn:
    """This report, if the viewer leads its group."""
    return get_object_or_404(ReportIn.objects.visible_to(request.user).select_related("group"), uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def report_in_list(request: Request, uid: UUID) -> HttpResponse:
    """Where to bring a report of this group, what was brought before, and what it all says."""
    group = get_object_or_404(Group.objects.led_by(request.user), uid=uid)
    if request.method == "POST":
        file = request.FILES.get("file")
        report = ReportIn.receive(file, group=group, by=request.user, too_big=too_big(request))
        return redirect(report)
    page = Paginator(ReportIn.objects.filter(group=group), PER_PAGE).get_page(request.GET.get("page"))
    said = MonthSaid.of(group, viewer=request.user, month=month_in(request.GET.get("month", "")))
    context = {"group": group, "page": page, "said": said, "months": months_seen_by(request.user, group)}
    return TemplateResponse(request, "insight/report_in_list.html", context)


@require_safe
def report_in_detail(request: Request, uid: UUID) -> HttpResponse:
    """One report: what it would do, or what it has done."""
    report = led(request, uid)
    months = MonthSaid.in_report(report, viewer=request.user)
    context = {
        "report": report,
        "group": report.group,
        "preview": Preview.of(report, viewer=request.user),
        "months": months,
    }
    return TemplateResponse(request, "insight/report_in_detail.html", context)


@require_POST
def report_in_choice(request: Request, uid: UUID) -> HttpResponse:
    """Keep what was chosen; with the button, bring it in."""
    report = led(request, uid)
    choice = Choice.read(request.POST)
    report.choose(by=request.user, **choice.as_given())
    if request.POST.get("do") == "apply":
        act = report.apply(by=request.user, agreed=choice.agreed)
        say(request, _("It is brought in. Its counts stand beside yours as reported."), act)
    else:
        say(request, _("Kept. Nothing is brought in yet."))
    return redirect(report)


@require_POST
def report_in_undo(request: Request, uid: UUID) -> HttpResponse:
    """Take all of it back."""
    report = led(request, uid)
    act = report.undo(by=request.user)
    say(request, _("Taken back. What it had taken the place of counts again."), act)
    return redirect(report)


@require_POST
def report_in_remove(request: Request, uid: UUID) -> HttpResponse:
    """Forget a file that was not brought in."""
    report = led(request, uid)
    report.discard(by=request.user)
    messages.success(request, _("Forgotten. Nothing of it was brought in."))
    return redirect("reports:report_in_list", report.group.uid, permanent=False)
