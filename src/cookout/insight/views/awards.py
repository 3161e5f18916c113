"""Doors for people: who did most, and the awards that leaders give."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.undo import say
from cookout.groups.models import Group
from cookout.insight.forms.awards import AwardForm, ScopeForm
from cookout.insight.models import Award
from cookout.insight.models.award import leads
from cookout.insight.models.recognition import Recognition
from cookout.insight.models.standings import Scope


@require_safe
def award_list(request: Request) -> HttpResponse:
    """Who did most of what counts, in a group or a region, in a month or a quarter; and the awards given."""
    form = ScopeForm(request.GET)
    scope = form.scope(request.user)
    period = form.period(scope) if scope is not None else None
    if scope is None or period is None:
        raise Http404
    page = Recognition(scope, period, request.user, timezone.localdate())
    context = {
        "page": page, "group": scope if page.is_group else None, "region": None if page.is_group else scope,
        "leads": leads(request.user, scope),
    }  # fmt: skip
    return TemplateResponse(request, "insight/award_list.html", context)


@require_POST
def award_create(request: Request) -> HttpResponse:
    """Give an award to whoever did most; ties share it."""
    form = AwardForm(request.POST)
    scope = form.scope(request.user)
    period = form.period(scope) if scope is not None else None
    if scope is None or period is None or not leads(request.user, scope):
        raise Http404
    kind = form.cleaned_data["kind"]
    with one_act(by=request.user, verb="award.give", about=str(scope)) as act:
        award = Award.give(by=request.user, scope=scope, kind=kind, starts_on=period.start, ends_on=period.end)
    say(request, _("%(names)s: %(kind)s.") % {"names": ", ".join(award.names), "kind": award.get_kind_display()}, act)
    return redirect(_page(scope, f"&month={period.name}"))


@require_POST
def award_withdrawal_create(request: Request, uid: UUID) -> HttpResponse:
    """Take an award back."""
    award = get_object_or_404(Award.objects.visible_to(request.user), uid=uid)
    if not leads(request.user, award.scope):
        raise Http404
    act = award.withdraw(by=request.user)
    say(request, _("The award is taken back."), act)
    return redirect(_page(award.scope))


def _page(scope: Scope, asked: str = "") -> str:
    """The address of the list for a group or region."""
    whose = "group" if isinstance(scope, Group) else "region"
    return f"{reverse('reports:award_list')}?{whose}={scope.uid}{asked}"
