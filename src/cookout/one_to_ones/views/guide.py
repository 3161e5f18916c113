"""During: the guide to type into while talking, what a device had kept, and the choice between two texts."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.one_to_ones.models import OneToOne


def guide_detail(request: Request, uid: UUID) -> HttpResponse:
    """The questions, and what was answered."""
    one = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return TemplateResponse(request, "core/base.html", {"one": one})


@require_POST
def answer_create(request: Request, uid: UUID) -> HttpResponse:
    """One answer, as a device sends it."""
    return guide_detail(request, uid)


@require_POST
def choice_create(request: Request, uid: UUID, answer: UUID) -> HttpResponse:
    """Which of two texts stays."""
    return guide_detail(request, uid)
