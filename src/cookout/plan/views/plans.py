"""People's door to the plan: what was kept, the numbers, pauses, what a week taught me."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import Act, one_act
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import short_day
from cookout.core.undo import say
from cookout.plan import rules
from cookout.plan.forms import PauseForm, PlanForm, ReviewForm
from cookout.plan.models import PlanPause, WeekReview, ahead_of, measured
from cookout.plan.models.picture import drawn
from cookout.ties.models import Capacity, local_today


@require_safe
def plan_detail(request: Request) -> HttpResponse:
    """The plan and what was kept of it."""
    return _shown(request, PauseForm(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: Request) -> HttpResponse:
    """Set out to do so much; `?smaller=1` fills in what would fit the last weeks."""
    if request.method == "POST":
        form = PlanForm(request.user, request.POST)
        if done := _done(request, form, "plan.make"):
            made, act = done
            return _thanks(request, _("Your plan holds from the week of %s.") % short_day(made.starts_on), act)
        return TemplateResponse(request, "plan/plan_form.html", {"form": form}, status=422)
    told = measured(request.user)
    aims = told.plan.aims if told.plan is not None else {}
    fitting = told.smaller if request.GET.get("smaller") else {}
    context = {"form": PlanForm(request.user, aims={**aims, **fitting}), "plan": told.plan, "smaller": fitting}
    return TemplateResponse(request, "plan/plan_form.html", context)


@require_POST
def pause_create(request: Request) -> HttpResponse:
    """Let the plan wait."""
    form = PauseForm(request.user, request.POST)
    if done := _done(request, form, "plan_pause.begin"):
        made, act = done
        return _thanks(request, _("Your plan waits from %s. Nothing is missed.") % short_day(made.starts_on), act)
    return _shown(request, form, status=422)


@require_POST
def pause_end(request: Request, uid: uuid.UUID) -> HttpResponse:
    """Go on from today."""
    pause = get_object_or_404(PlanPause.objects.visible_to(request.user), uid=uid)
    return _thanks(request, _("Your plan goes on."), pause.end(by=request.user))


@require_safe
def review_list(request: Request) -> HttpResponse:
    """What the weeks taught me."""
    mine, monday = WeekReview.objects.visible_to(request.user), rules.monday_of(local_today(request.user))
    context = {"reviews": mine, "this_week": monday, "last_week": monday - dt.timedelta(days=7)}
    return TemplateResponse(request, "plan/review_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_update(request: Request, week: str) -> HttpResponse:
    """The three questions of one week."""
    monday = _monday(request, week)
    form = ReviewForm(request.user, monday, request.POST if request.method == "POST" else None)
    if form.is_bound and (done := _done(request, form, "week_review.write")):
        say(request, _("Kept: the week of %s.") % short_day(monday), done[1], to=reverse("plan:review_list"))
        return redirect("plan:review_list")
    context = {"form": form, "monday": monday, "sunday": monday + dt.timedelta(days=6)}
    return TemplateResponse(request, "plan/review_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def review_remove(request: Request, uid: uuid.UUID) -> HttpResponse:
    """Take one away."""
    review = get_object_or_404(WeekReview.objects.visible_to(request.user), uid=uid)
    act = review.remove(by=request.user)
    say(request, _("Taken away: the week of %s.") % short_day(review.monday), act, to=reverse("plan:review_list"))
    return redirect("plan:review_list")


def _done(request: Request, form: Any, verb: str) -> tuple[Any, Act] | None:
    """What the form's verb made, and the act; None where it says no, and then the form says why."""
    if not form.is_valid():
        return None
    try:
        with one_act(by=request.user, verb=verb) as act:
            return form.carry_out(), act
    except Refusal as no:
        form.add_error(None, str(no))
        return None


def _shown(request: Request, form: PauseForm, *, status: int = 200) -> HttpResponse:
    told = measured(request.user)
    context = {
        "told": told,
        "picture": drawn(told.weeks),
        "ahead": ahead_of(request.user, told.plan),
        "form": form,
        "hours": Capacity.of(request.user).hours_per_week,
    }
    return TemplateResponse(request, "plan/plan_detail.html", context, status=status)


def _monday(request: Request, week: str) -> dt.date:
    """The Monday of the week that an address names; a week to come is not there yet."""
    try:
        monday = rules.monday_of(dt.date.fromisoformat(week))
    except (ValueError, OverflowError):
        raise Http404 from None
    if monday > local_today(request.user):
        raise Http404
    return monday


def _thanks(request: Request, sentence: str, act: Act) -> HttpResponse:
    say(request, sentence, act, to=reverse("plan:plan_detail"))
    return redirect("plan:plan_detail")
