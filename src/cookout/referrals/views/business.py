"""Closed business of a referral: noted, corrected, taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from cookout.core.http import Request
from cookout.referrals.models import Referral


def business_create(request: Request, uid: UUID) -> HttpResponse:
    """Note the business that came of a referral."""
    one = get_object_or_404(Referral.objects.visible_to(request.user), uid=uid)
    return TemplateResponse(request, "referrals/business_form.html", {"referral": one})
