"""What passes between me and one person: help, thanks, praise, asks, reviews; noted, corrected, taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.people.models import Person


@require_safe
def giving_detail(request: Request, uid: UUID) -> HttpResponse:
    """All that was given and taken between me and one person."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    return TemplateResponse(request, "referrals/giving_detail.html", {"person": person})


favor_create = testimonial_create = ask_create = review_create = giving_detail
