"""After a 1-2-1: the wrap-up, and twenty minutes to think whom one knows for somebody."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from cookout.core.http import Request
from cookout.one_to_ones.models import OneToOne, ThinkingSlot


def wrap_up_detail(request: Request, uid: UUID) -> HttpResponse:
    """What follows from it: promises, a thinking slot, the next one, and how it went."""
    one = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return TemplateResponse(request, "core/base.html", {"one": one})


def thinking_slot_detail(request: Request, uid: UUID) -> HttpResponse:
    """Whom do I know for this person?"""
    slot = get_object_or_404(ThinkingSlot.objects.visible_to(request.user), uid=uid)
    return TemplateResponse(request, "core/base.html", {"slot": slot})
