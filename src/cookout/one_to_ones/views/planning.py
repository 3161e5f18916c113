"""Planning: the list, the page of one, and every step from a proposal to “we met”."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person


@require_safe
def one_to_one_list(request: Request) -> HttpResponse:
    """What waits for an answer, what is planned, what has been."""
    return TemplateResponse(request, "core/base.html", {"all": OneToOne.objects.visible_to(request.user)})


def one_to_one_create(request: Request, uid: UUID) -> HttpResponse:
    """Propose one, or note one."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    return TemplateResponse(request, "core/base.html", {"person": person})


@require_safe
def one_to_one_detail(request: Request, uid: UUID) -> HttpResponse:
    """When, where, what for, and the next act."""
    one = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return TemplateResponse(request, "core/base.html", {"one": one})
