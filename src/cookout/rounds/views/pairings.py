"""Doors for people: a pair, what the two say to it, and mending a plan."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import day
from cookout.core.undo import say
from cookout.rounds.forms.pairings import AnswerForm, WeekForm
from cookout.rounds.models import Pairing, Round
from cookout.rounds.models.repairing import repaired
from cookout.rounds.models.seen import SeenPair, seen, to_meet, with_all
from cookout.rounds.models.telling import told_after


@require_safe
def pairing_detail(request: Request, uid: UUID) -> HttpResponse:
    """The two, the week, why, and what each says."""
    row = get_object_or_404(with_all(Pairing.objects.shown_to(request.user)), uid=uid)
    shown = SeenPair(row, request.user)
    context: dict[str, Any] = {"shown": shown, "round": row.round, "now": []}
    if shown.me is not None and not shown.stands:
        context["now"] = seen(request.user, to_meet(request.user))
    return TemplateResponse(request, "rounds/pairing_detail.html", context)


@require_POST
def pairing_accept(request: Request, uid: UUID) -> HttpResponse:
    """Yes."""
    row = _answered(request, uid)
    act = row.accept(by=request.user, membership=AnswerForm(request.POST).whose(row))
    say(request, _("Accepted: week of %(day)s.") % {"day": day(row.monday)}, act)
    return redirect(row)


@require_POST
def pairing_decline(request: Request, uid: UUID) -> HttpResponse:
    """Not this month; nobody asks why."""
    row = _answered(request, uid)
    act = row.decline(by=request.user, membership=AnswerForm(request.POST).whose(row))
    say(request, told_after(act, request.user) or _("Noted. The plan is mended."), act, to=row.get_absolute_url())
    return redirect(_next(row, request))


@require_POST
def pairing_swap(request: Request, uid: UUID) -> HttpResponse:
    """Another week of the round."""
    row, form = _answered(request, uid), WeekForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose one of the weeks."))
    act = row.swap(by=request.user, week=form.cleaned_data["week"], membership=form.whose(row))
    say(request, told_after(act, request.user) or _("Moved to another week."), act, to=row.get_absolute_url())
    return redirect(row.follower() or row)


@require_POST
def repair_create(request: Request, uid: UUID) -> HttpResponse:
    """Mend the plan for those who left or are away since."""
    made = get_object_or_404(Round.objects.led_by(request.user).select_related("group", "region"), uid=uid)
    act = repaired(made, by=request.user)
    has_changed = act.changes.filter(model="rounds.pairing").exists()
    words = _("The plan is mended. Whose partner changed hears of it.")
    say(request, words if has_changed else _("There was nothing to mend."), act if has_changed else None)
    return redirect(made)


def _answered(request: Request, uid: UUID) -> Pairing:
    """A pair to which the user may say something."""
    rows = Pairing.objects.answered_by(request.user).select_related("round")
    return get_object_or_404(rows, uid=uid)


def _next(row: Pairing, request: Request) -> Pairing | Round:
    """Where one looks after a no: one's own pair that came of it, else the round."""
    seat = row.seat_of(request.user)
    rows = to_meet(request.user).filter(round=row.round_id, created_at__gt=row.created_at)
    return (rows.order_by("-pk").first() if seat is not None else None) or row.round
