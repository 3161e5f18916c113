"""Before: the prep sheet, with an appointment or without, on screen and on paper."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person


@require_safe
def prep_detail(request: Request, uid: UUID) -> HttpResponse:
    """The sheet for one 1-2-1."""
    one = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return TemplateResponse(request, "core/base.html", {"one": one})


@require_safe
def person_prep(request: Request, uid: UUID) -> HttpResponse:
    """The sheet for one person, whether a 1-2-1 is planned or not."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    if person.account_id == request.user.pk:
        raise Http404
    return TemplateResponse(request, "core/base.html", {"person": person})


@require_safe
def prep_pdf(request: Request, uid: UUID) -> HttpResponse:
    """The same on paper."""
    return prep_detail(request, uid)


@require_safe
def person_prep_pdf(request: Request, uid: UUID) -> HttpResponse:
    """The same on paper."""
    return person_prep(request, uid)
