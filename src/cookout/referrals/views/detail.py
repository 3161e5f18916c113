"""One referral: the three, the story, what comes next."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.referrals.forms.steps import StepForm
from cookout.referrals.models import Referral
from cookout.referrals.models.page import Page


@require_safe
def referral_detail(request: Request, uid: UUID) -> HttpResponse:
    """The page of one."""
    return detail_page(request, mine(request, uid))


def mine(request: Request, uid: UUID) -> Referral:
    """One of mine, with the three."""
    one: Referral = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    return one


def detail_page(request: Request, one: Referral, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one, with what was typed where something was wrong with it."""
    page = Page(one, request.user)
    forms: dict[str, Any] = {}
    if page.may_move:
        forms["form"] = StepForm(one, initial={"next_step": one.next_step, "next_on": one.next_on})
    if page.may_correct:
        forms["correction"] = StepForm(one, correct=True, auto_id="correct_%s")
    context = {"one": one, "page": page, **forms, **more}
    return TemplateResponse(request, "referrals/referral_detail.html", context, status=status)
