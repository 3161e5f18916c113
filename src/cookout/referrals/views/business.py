"""Closed business of a referral: noted, corrected, taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.referrals.forms.business import BusinessForm
from cookout.referrals.models import ClosedBusiness, Referral


def business_create(request: Request, uid: UUID) -> HttpResponse:
    """Note the business that came of a referral."""
    one = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    form = BusinessForm(request.user, one, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            with one_act(by=request.user, verb="closed_business.close", about=str(one)) as act:
                made = ClosedBusiness.close(
                    by=request.user, referral=one, uid=form.cleaned_data["uid"], **form.values()
                )
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("Noted: %s.") % made.paid, act)
            return redirect(one)
    return _page(request, one, form)


def business_update(request: Request, uid: UUID) -> HttpResponse:
    """Correct it."""
    business = _mine(request, uid)
    one = business.referral
    form = BusinessForm(request.user, one, request.POST if request.method == "POST" else None, business=business)
    if form.is_bound and form.is_valid():
        try:
            act = business.correct(by=request.user, **form.values())
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("Corrected."), act)
            return redirect(one)
    return _page(request, one, form, business=business)


@require_POST
def business_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take it away."""
    business = _mine(request, uid)
    say(request, _("The business is gone."), business.remove(by=request.user))
    return redirect(business.referral)


def _mine(request: Request, uid: UUID) -> ClosedBusiness:
    return get_object_or_404(ClosedBusiness.objects.shown_to(request.user), uid=uid)


def _page(
    request: Request, one: Referral, form: BusinessForm, *, business: ClosedBusiness | None = None
) -> HttpResponse:
    context = {"one": one, "form": form, "business": business}
    return TemplateResponse(request, "referrals/business_form.html", context, status=422 if form.is_bound else 200)
