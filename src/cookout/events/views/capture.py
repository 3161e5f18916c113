"""Catching whom I met: the page for one thumb, what a device had kept, and who may be somebody I have already."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core import queue
from cookout.core.http import Request, back
from cookout.core.middleware import WITH_CAMERA
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.events import rules
from cookout.events.forms.capture import CaptureForm, Caught, KeptForm
from cookout.events.models import Encounter, Likeness
from cookout.events.models.capture_page import caught_on, heading, line_of, open_likenesses, places, places_to_come
from cookout.ties.models import local_today


@require_http_methods(["GET", "HEAD", "POST"])
def encounter_create(request: Request) -> HttpResponse:
    """Write somebody down; the page comes back empty, for the next one."""
    form = CaptureForm(
        request.user, request.POST or None, request.FILES or None, asked=_uid(request.GET.get("event", ""))
    )
    if form.is_valid():
        try:
            caught = form.carry_out()
        except Refusal as no:
            form.refuse(no)
        else:
            return _next_one(request, caught)
    return _page(request, form)


@queue.receives
def encounter_receive(request: Request) -> dict[str, Any]:
    """Somebody whom a device had kept; sent again it is the same."""
    is_first, user = queue.is_first(request), request.user
    item = UUID(request.POST["item"])
    if is_first:
        caught = KeptForm(user, request.POST, request.FILES).arrive(item)
        return {**_row(request, caught.met), "said": caught.said, "told": _told(caught)}
    met = Encounter.objects.visible_to(user).filter(uid=item).with_people().first()
    return _row(request, met) if met else {"uid": str(item)}


@require_safe
def likeness_list(request: Request) -> HttpResponse:
    """Whom I met and may have already: every question that is open."""
    return TemplateResponse(request, "events/likeness_list.html", {"likenesses": open_likenesses(request.user)})


@require_POST
def likeness_answer(request: Request, uid: UUID) -> HttpResponse:
    """The same person, or somebody else."""
    likeness = get_object_or_404(Likeness.objects.visible_to(request.user), uid=uid)
    said = {"name": likeness.encounter.tie.person.full_name, "known": likeness.person.full_name}
    if request.POST.get("same") not in ("yes", "no"):
        raise Refusal(_("Say whether %(name)s is %(known)s, or somebody else.") % said)
    same = request.POST["same"] == "yes"
    act = likeness.answer(same=same, by=request.user)
    words = _("Put together: what you noted is with %(known)s.") if same else _("Noted: %(name)s is somebody else.")
    say(request, words % said, act)
    return back(request, reverse("encounters:likeness_list"))


def _next_one(request: Request, caught: Caught) -> HttpResponse:
    say(request, _("%(name)s is in your book.") % {"name": caught.met.tie.person.full_name}, caught.act)
    if caught.said:
        messages.error(request, caught.said)
    here = reverse("encounters:encounter_create")
    return redirect(f"{here}?event={caught.met.event.uid if caught.met.event else ''}")


def _row(request: Request, met: Encounter) -> dict[str, Any]:
    """The person's line for a page that stays open, and the questions that came with them."""
    asked = {"likenesses": open_likenesses(request.user)}
    return {
        "uid": str(met.uid),
        "row": render_to_string("events/_caught_row.html", {"one": line_of(met)}, request),
        "asked": render_to_string("events/_alike.html", asked, request),
    }


def _told(caught: Caught) -> dict[str, str]:
    """What is said of somebody saved just now, with the way back."""
    text = _("%(name)s is in your book.") % {"name": caught.met.tie.person.full_name}
    return {"text": text, "undo": reverse("core:undo_create", args=[caught.act.uid]) if caught.act else ""}


def _page(request: Request, form: CaptureForm) -> HttpResponse:
    user, today = request.user, local_today(request.user)
    said = form.is_bound or "event" in request.GET
    where = places(user, _uid(form["event"].value() or ""), guess=not said)
    chosen = next((one.event for one in where if one.is_chosen), None)
    day = rules.day_met(today, chosen.on, chosen.last_day) if chosen else today
    caught = caught_on(day, user)
    context = {
        "form": form, "places": where, "to_come": places_to_come(user), "today": today, "heading": heading(day, user),
        "caught": caught, "by": min((one.by for one in caught if one.by), default=None),
        "likenesses": open_likenesses(user),
    }  # fmt: skip
    response = TemplateResponse(
        request, "events/encounter_form.html", context, status=422 if form.is_bound else 200
    )  # fmt: skip
    response.headers["Permissions-Policy"] = WITH_CAMERA
    if not form.is_bound and not len(messages.get_messages(request)):  # what was said once is not kept to be said again
        response.headers[queue.KEEPS] = str(user.uid)
    return response


def _uid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
