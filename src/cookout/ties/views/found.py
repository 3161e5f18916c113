"""What every view begins with: the tie or the row that the viewer may see, or nothing."""

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

from cookout.core.http import Request, back
from cookout.people.models import Person
from cookout.ties.models import Tie


def tie_with(request: Request, uid: UUID) -> Tie:
    """My tie with this person, not saved yet where nothing was ever decided; nobody has one with themselves."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    if person.account_id == request.user.pk:
        raise Http404
    return Tie.objects.between(request.user, person)


def mine(model: type[models.Model], request: Request, uid: UUID) -> Any:
    """My own row of this noun."""
    return get_object_or_404(model._default_manager.visible_to(request.user), uid=uid)  # type: ignore[attr-defined]  # every noun here has it


def on(request: Request, tie: Tie) -> HttpResponse:
    """To where the form was sent from: the page it names, else the one before, else the person."""
    wished = request.POST.get("next", "")
    if wished and url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(wished, status=303)
    return back(request, tie.person.get_absolute_url())


def form_page(request: Request, template: str, **context: Any) -> HttpResponse:
    """A page with a form; one that was filled in wrongly says so to programs too."""
    failed = getattr(context.get("form"), "is_bound", False)
    return TemplateResponse(request, template, context, status=422 if failed else 200)
