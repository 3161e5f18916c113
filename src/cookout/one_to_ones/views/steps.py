"""The steps of one 1-2-1: accept, move, change, decline, cancel, hold, miss, end the rhythm."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import clock, weekday
from cookout.core.undo import say
from cookout.one_to_ones.forms.planning import (
    AcceptForm,
    DetailsForm,
    HeldForm,
    LineForm,
    PlanningForm,
    TimesForm,
)
from cookout.one_to_ones.models import Collides, OneToOne
from cookout.one_to_ones.views.planning import detail_page, mine


@require_POST
def one_to_one_accept(request: Request, uid: UUID) -> HttpResponse:
    """Take one of the times."""
    one, form = mine(request, uid), AcceptForm(request.POST)
    if not form.is_valid():
        return detail_page(request, one, status=422, problem=_("Choose one of the times."))
    time = get_object_or_404(one.times.all(), uid=form.cleaned_data["time"])
    try:
        act = one.accept(by=request.user, starts_at=time.starts_at, despite=form.cleaned_data["despite"])
    except Collides as collides:
        return detail_page(request, one, status=409, problem=str(collides), keep=time)
    said = {"day": weekday(time.starts_at), "clock": clock(time.starts_at)}
    say(request, _("Planned: %(day)s, %(clock)s.") % said, act)
    return redirect(one)


def one_to_one_move(request: Request, uid: UUID) -> HttpResponse:
    """Propose other times."""
    one = mine(request, uid)
    form = TimesForm(request.user, request.POST or None, initial={"minutes": one.minutes})
    if request.method == "POST" and form.is_valid():
        said, times = form.cleaned_data, form.times()
        try:
            act = one.move(by=request.user, times=times, note=said["note"], despite=said["despite"])
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("Proposed other times.") if one.is_shared else _("Moved."), act)
            return redirect(one)
    if not form.is_bound:
        form.suggest()
    return _page(request, one, form, "one_to_ones/one_to_one_times.html")


def one_to_one_update(request: Request, uid: UUID) -> HttpResponse:
    """Change where, how long, what for, about whom, how often."""
    one = mine(request, uid)
    form = DetailsForm.of(one, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.details(one.seat(request.user).place)
        try:
            act = one.change(by=request.user, despite=form.cleaned_data["despite"], **values)
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("Changed."), act)
            return redirect(one)
    return _page(request, one, form, "one_to_ones/one_to_one_change.html")


@require_POST
def one_to_one_decline(request: Request, uid: UUID) -> HttpResponse:
    """Say no to what was proposed."""
    one = mine(request, uid)
    say(request, _("Declined."), one.decline(by=request.user, note=_line(request)))
    return redirect(one)


@require_POST
def one_to_one_cancel(request: Request, uid: UUID) -> HttpResponse:
    """Call it off."""
    one, ends = mine(request, uid), bool(request.POST.get("ends_rhythm"))
    say(request, _("Called off."), one.cancel(by=request.user, note=_line(request), ends_rhythm=ends))
    return redirect(one)


def one_to_one_hold(request: Request, uid: UUID) -> HttpResponse:
    """We met, at the time that stood or at another."""
    one = mine(request, uid)
    as_planned = request.method == "POST" and "at" not in request.POST
    form = HeldForm(request.user, request.POST if request.method == "POST" and not as_planned else None)
    if as_planned or (form.is_bound and form.is_valid()):
        at = None if as_planned else form.cleaned_data["at"]
        try:
            act = one.hold(by=request.user, at=at)
        except Refusal as no:
            if as_planned:
                raise
            form.refuse(no)
        else:
            say(request, _("Noted: you met."), act)
            return redirect(one)
    if not form.is_bound and one.starts_at is not None:
        form.initial["at"] = form.wall(one.starts_at)
    return _page(request, one, form, "one_to_ones/one_to_one_held.html")


@require_POST
def one_to_one_miss(request: Request, uid: UUID) -> HttpResponse:
    """It did not happen."""
    one = mine(request, uid)
    say(request, _("Noted: it did not happen."), one.miss(by=request.user, note=_line(request)))
    return redirect(one)


@require_POST
def rhythm_end(request: Request, uid: UUID) -> HttpResponse:
    """No next one comes by itself."""
    one = mine(request, uid)
    say(request, _("The rhythm has ended."), one.end_rhythm(by=request.user))
    return redirect(one)


def _line(request: Request) -> str:
    form = LineForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("That line is too long: 300 letters fit."))
    return str(form.cleaned_data["note"])


def _page(request: Request, one: OneToOne, form: PlanningForm, template: str) -> HttpResponse:
    context = {"one": one, "other": one.other(request.user), "form": form}
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)
