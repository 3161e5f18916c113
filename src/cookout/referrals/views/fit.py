"""How well a referral fitted, and what I taught because of it; for me alone."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request, back
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.people.models import Person
from cookout.referrals.forms.fit import FitForm, TeachingForm
from cookout.referrals.models import Referral, Teaching
from cookout.referrals.models.fit import rate_fit
from cookout.referrals.models.teaching import good_referral, lesson
from cookout.referrals.views.detail import detail_page, mine
from cookout.ties.models import Tie


@require_POST
def fit_update(request: Request, uid: UUID) -> HttpResponse:
    """Say how well it fitted, and why."""
    one = mine(request, uid)
    form = FitForm(request.POST)
    if not form.is_valid():
        return detail_page(request, one, status=422, problem=_("Choose one of the five, and say why in one line."))
    try:
        act = rate_fit(one, by=request.user, **form.cleaned_data)
    except Refusal as no:
        return detail_page(request, one, status=409, problem=str(no))
    say(request, _("Kept for you alone."), act)
    return redirect(f"{one.get_absolute_url()}#fit")


@require_http_methods(["GET", "HEAD", "POST"])
def teaching_create(request: Request, uid: UUID) -> HttpResponse:
    """What this person knows of my work by now, what not yet, and noting that I told it."""
    tie = _tie_with(request, uid)
    form = TeachingForm(request.user, tie.person, request.POST if request.method == "POST" else None)
    if form.is_valid() and (taught := _teach(request, form, tie)):
        return taught
    context = {
        "person": tie.person,
        "form": form,
        "lesson": lesson(request.user, tie),
        "card": good_referral(request.user),
    }
    return TemplateResponse(request, "referrals/teaching_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def teaching_remove(request: Request, uid: UUID) -> HttpResponse:
    """It was not told after all."""
    teaching: Teaching = get_object_or_404(Teaching.objects.visible_to(request.user).select_related("tie"), uid=uid)
    say(request, _("It stands among what you have not told yet."), teaching.remove(by=request.user))
    return back(request)


def _tie_with(request: Request, uid: UUID) -> Tie:
    """The tie with somebody else than myself, saved or not."""
    others = Person.objects.visible_to(request.user).exclude(account=request.user)
    return Tie.objects.between(request.user, get_object_or_404(others, uid=uid))


def _teach(request: Request, form: TeachingForm, tie: Tie) -> HttpResponse | None:
    said: dict[str, Any] = form.cleaned_data
    referral: Referral | None = said["referral"]
    try:
        taught = Teaching.teach(by=request.user, tie=tie, **said)
    except Refusal as no:
        form.add_error(None, str(no))
        return None
    say(request, _("%(name)s knows it now.") % {"name": tie.person.first_name}, taught.act)
    return redirect(f"{referral.get_absolute_url()}#fit" if referral else tie.person)
