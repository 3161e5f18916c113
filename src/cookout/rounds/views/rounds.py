"""Doors for people: a group's rounds, planning one, and what is done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.groups.models import Group, Membership
from cookout.rounds.forms.rounds import RoundForm
from cookout.rounds.models import Round
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.availability import spoken_for
from cookout.rounds.models.mending import Mending
from cookout.rounds.models.obstacles import in_words
from cookout.rounds.models.planning import obstacles_of
from cookout.rounds.models.refusing import refuse_overlap, refuse_terms
from cookout.rounds.models.terms import mondays_of
from cookout.rounds.models.who_meets import RoundsNow, WhoMeets
from cookout.rounds.views.across import across_page

LATEST = 24
"""So many rounds are listed, the latest first."""


@require_safe
def round_list(request: Request, uid: UUID) -> HttpResponse:
    """The rounds of a group: those that were announced, and drafts for who leads."""
    group = get_object_or_404(Group.objects.visible_to(request.user).select_related("region").with_counts(), uid=uid)
    rounds = Round.objects.visible_to(request.user).of(group).select_related("group", "region")[:LATEST]
    seats = list(spoken_for(request.user).filter(group=group))
    context = {"group": group, "rounds": rounds, "leads": group.is_led_by(request.user),
               "mine": next((seat for seat in seats if seat.user_id is not None), None),
               "seats": [seat for seat in seats if seat.user_id is None]}  # fmt: skip
    return TemplateResponse(request, "rounds/round_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_create(request: Request, uid: UUID) -> HttpResponse:
    """Plan a round of a group that one leads; “look” shows what stands in the way and makes nothing."""
    group = get_object_or_404(Group.objects.led_by(request.user), uid=uid)
    form = RoundForm(request.POST or None, initial=_usual(group, request))
    if not form.is_valid():
        return _show(request, form, group, 422 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        if "look" in request.POST:
            return _show(request, form, group, 200, looked=True, obstacles=_obstacles(request, group, said))
        made = Round.make(by=request.user, scope=group, **said)
    except Refusal as no:
        form.add_error(None, str(no))
        return _show(request, form, group, 422)
    say(request, _("Planned as a draft. Look at it, then announce it."))
    return redirect(made)


@require_safe
def round_detail(request: Request, uid: UUID) -> HttpResponse:
    """All weeks of a round, and how good its plan is."""
    found = get_object_or_404(Round.objects.visible_to(request.user).select_related("group", "region"), uid=uid)
    if found.group is None:
        return across_page(request, found)
    shown = WhoMeets.of(found, request.user)
    context = {"shown": shown, "round": shown.round, "group": shown.round.group, "leads": shown.leads,
               "mending": Mending.of(shown)}  # fmt: skip
    return TemplateResponse(request, "rounds/round_detail.html", context)


@require_safe
def round_csv(request: Request, uid: UUID) -> HttpResponse:
    """The same as a table."""
    shown = _shown(request, uid)
    answer = HttpResponse(shown.as_table(), content_type="text/csv; charset=utf-8")
    name = f"{slugify(shown.round.scope.name) or 'round'}-{shown.round.starts_on}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def round_again_create(request: Request, uid: UUID) -> HttpResponse:
    """Another plan of the same draft."""
    again = _led(request, uid).plan_again(by=request.user)
    say(request, _("Planned again: another plan of the same weeks."))
    return redirect(again)


@require_POST
def round_announcement_create(request: Request, uid: UUID) -> HttpResponse:
    """Let the members know."""
    round = _led(request, uid)
    act = round.announce(by=request.user)
    say(request, _("Announced. The members see it from now on."), act)
    return redirect(round)


@require_POST
def round_end_create(request: Request, uid: UUID) -> HttpResponse:
    """Call an announced round off."""
    round = _led(request, uid)
    act = round.call_off(by=request.user)
    say(request, _("Called off: %s.") % round, act)
    return redirect(round)


@require_POST
def round_remove(request: Request, uid: UUID) -> HttpResponse:
    """Let go of a draft."""
    round = _led(request, uid)
    act = round.remove(by=request.user)
    say(request, _("The draft is removed."), act)
    return redirect(round.scope)


def _led(request: Request, uid: UUID) -> Round:
    rows = Round.objects.led_by(request.user).select_related("group", "region")
    return get_object_or_404(rows, uid=uid)


def _shown(request: Request, uid: UUID) -> WhoMeets:
    rows = Round.objects.visible_to(request.user).select_related("group", "region")
    return WhoMeets.of(get_object_or_404(rows, uid=uid), request.user)


def _usual(group: Group, request: Request) -> dict[str, Any]:
    starts_on = RoundsNow.of(group, request.user).next_on
    return {"starts_on": starts_on, "weeks": 4, "most": 4, "hat": 1, "months_apart": 3}


def _obstacles(request: Request, group: Group, said: dict[str, Any]) -> list[str]:
    draft = Round.draft(scope=group, **said)
    refuse_terms(draft, request.user)
    refuse_overlap(draft)
    asked = Asked.of(draft)
    names = {one.pk: one.name for one in asked.memberships}
    return in_words(obstacles_of(asked), names, mondays_of(draft))


def _show(request: Request, form: RoundForm, group: Group, status: int, **more: Any) -> HttpResponse:
    members = Membership.objects.current().filter(group=group).count()
    context = {"form": form, "group": group, "members": members, "leads": True, **more}
    return TemplateResponse(request, "rounds/round_form.html", context, status=status)
