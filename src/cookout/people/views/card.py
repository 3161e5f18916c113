"""The dance card on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cookout.core import papers
from cookout.core.http import Request
from cookout.people.models import Person


@require_safe
def profile_card_pdf(request: Request, uid: UUID) -> HttpResponse:
    """One page of paper: what this person tells of themselves, as far as the viewer may read it."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    return papers.answer(b"", f"{person.full_name}.pdf")
