"""Catching whom I met: the page for one thumb, what a device had kept, and who may be somebody I have already."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cookout.core import queue
from cookout.core.http import Request
from cookout.core.middleware import WITH_CAMERA
from cookout.core.models import Act
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.events import rules
from cookout.events.forms.capture import CaptureForm
from cookout.events.models import Encounter
from cookout.events.models.capture_page import caught_on, open_likenesses, places, places_to_come
from cookout.ties.models import local_today


@require_http_methods(["GET", "HEAD", "POST"])
def encounter_create(request: Request) -> HttpResponse:
    """Write somebody down; the page comes back empty, for the next one."""
    form = CaptureForm(request.user, request.POST or None, asked=_uid(request.GET.get("event", "")))
    if form.is_valid():
        try:
            met, act = form.carry_out()
        except Refusal as no:
            form.refuse(no)
        else:
            return _next_one(request, met, act)
    return _page(request, form)


def _next_one(request: Request, met: Encounter, act: Act | None) -> HttpResponse:
    say(request, _("%(name)s is in your book.") % {"name": met.tie.person.full_name}, act)
    here = reverse("encounters:encounter_create")
    return redirect(f"{here}?event={met.event.uid if met.event else ''}")


def _page(request: Request, form: CaptureForm) -> HttpResponse:
    user, today = request.user, local_today(request.user)
    said = form.is_bound or "event" in request.GET
    where = places(user, _uid(form["event"].value() or ""), guess=not said)
    chosen = next((one.event for one in where if one.is_chosen), None)
    day = rules.day_met(today, chosen.on, chosen.last_day) if chosen else today
    context = {
        "form": form, "places": where, "to_come": places_to_come(user), "today": today, "day": day,
        "caught": caught_on(day, user), "likenesses": open_likenesses(user),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    response = TemplateResponse(request, "events/encounter_form.html", context, status=status)
    response.headers["Permissions-Policy"] = WITH_CAMERA
    if not form.is_bound:
        response.headers[queue.KEEPS] = str(user.uid)
    return response


def _uid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
