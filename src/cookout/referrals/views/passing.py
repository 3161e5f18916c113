"""Pass a referral, note one that was given to me, and put right what is known of one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from cookout.core.http import Request
from cookout.referrals.models import Referral


def referral_create(request: Request) -> HttpResponse:
    """Pass one, note one that came to me, or keep a name for now."""
    return TemplateResponse(request, "referrals/referral_form.html", {})


def referral_update(request: Request, uid: UUID) -> HttpResponse:
    """Change what is known about it."""
    one = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    return TemplateResponse(request, "referrals/referral_update.html", {"one": one})


def known_create(request: Request, uid: UUID, role: str) -> HttpResponse:
    """Say which person of my book a party is."""
    one = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    return TemplateResponse(request, "referrals/referral_update.html", {"one": one})
