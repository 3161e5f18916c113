"""Thinking slots: twenty minutes, whom do I know for somebody?"""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, back
from cookout.core.models import Act, one_act
from cookout.core.templatetags.dates import clock, day, weekday
from cookout.core.undo import say
from cookout.one_to_ones.formats.calendar import feed
from cookout.one_to_ones.forms.after import AskForm, SlotForm, ThoughtForm
from cookout.one_to_ones.models import ThinkingSlot, whom_for
from cookout.people.models import Person

SHOWN = 3
"""How many Today names."""


@require_POST
def thinking_slot_create(request: Request, uid: UUID) -> HttpResponse:
    """Think for somebody: now, or at a time."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    form = SlotForm(request.user, request.POST)
    if not form.is_valid():
        return back(request, person.get_absolute_url())
    slot = ThinkingSlot.plan(by=request.user, person=person, **form.cleaned_data)
    return redirect(slot)


@require_safe
def thinking_slot_detail(request: Request, uid: UUID) -> HttpResponse:
    """Whom do I know for this person?"""
    slot = _mine(request, uid)
    person = slot.whom
    context = {
        "slot": slot,
        "person": person,
        "found": whom_for(request.user, person, slot=slot) if person else None,
        "thought_form": ThoughtForm(),
        "slot_form": SlotForm(request.user),
    }
    return TemplateResponse(request, "one_to_ones/thinking_slot.html", context)


@require_safe
def thinking_slot_calendar(request: Request, uid: UUID) -> HttpResponse:
    """The slot as a file for any calendar program."""
    slot = _mine(request, uid)
    body = feed([slot.appointment], name=slot.name)
    disposition = content_disposition_header(True, f"{slugify(slot.name) or 'thinking'}.ics")
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": str(disposition)}
    )


@require_safe
def thinking_slot_fits(request: Request, uid: UUID) -> HttpResponse:
    """The first few who fit, for Today, which does not wait for them."""
    slot = _mine(request, uid)
    found = whom_for(request.user, slot.whom, slot=slot, most=SHOWN) if slot.whom else None
    return TemplateResponse(request, "one_to_ones/_fits.html", {"slot": slot, "found": found})


@require_POST
def thinking_slot_ask(request: Request, uid: UUID) -> HttpResponse:
    """Promise to ask a contact whether an introduction is welcome."""
    slot, contact, form = _mine(request, uid), _contact(request), AskForm(request.POST)
    due_on = form.cleaned_data["due_on"] if form.is_valid() else None
    with one_act(by=request.user, verb="thinking_slot.ask", about=contact.full_name) as act:
        promise = slot.ask(contact, by=request.user, due_on=due_on)
    said = {"text": promise.text, "day": day(promise.due_on)}
    return _on(request, slot, _("Promised by %(day)s: %(text)s.") % said, act)


@require_POST
def thinking_slot_pass_over(request: Request, uid: UUID) -> HttpResponse:
    """Not this one."""
    slot, contact = _mine(request, uid), _contact(request)
    act = slot.pass_over(contact, by=request.user)
    return _on(request, slot, _("Left out here: %(name)s.") % {"name": contact.full_name}, act)


@require_POST
def thought_create(request: Request, uid: UUID) -> HttpResponse:
    """Keep a thought."""
    slot, form = _mine(request, uid), ThoughtForm(request.POST)
    if form.is_valid():
        with one_act(by=request.user, verb="thinking_slot.think", about=slot.name) as act:
            slot.think(by=request.user, **form.cleaned_data)
        return _on(request, slot, _("Kept as a note on %(name)s.") % {"name": slot.first_name}, act)
    return redirect(slot)


@require_POST
def thinking_slot_move(request: Request, uid: UUID) -> HttpResponse:
    """Think another time."""
    slot, form = _mine(request, uid), SlotForm(request.user, request.POST)
    if not form.is_valid() or not form.cleaned_data["starts_at"]:
        return redirect(slot)
    at, despite = form.cleaned_data["starts_at"], form.cleaned_data["despite"]
    act = slot.move(by=request.user, starts_at=at, despite=despite)
    return _on(request, slot, _("Moved to %(day)s, %(time)s.") % {"day": weekday(at), "time": clock(at)}, act)


@require_POST
def thinking_slot_finish(request: Request, uid: UUID) -> HttpResponse:
    """I have thought."""
    slot = _mine(request, uid)
    say(request, _("You took time for %(name)s.") % {"name": slot.first_name}, slot.finish(by=request.user))
    return redirect(slot.whom or slot)


@require_POST
def thinking_slot_let_go(request: Request, uid: UUID) -> HttpResponse:
    """Not at all."""
    slot = _mine(request, uid)
    say(request, _("Let go: thinking for %(name)s.") % {"name": slot.first_name}, slot.let_go(by=request.user))
    return back(request, slot.whom.get_absolute_url() if slot.whom else "/")


def _mine(request: Request, uid: UUID) -> ThinkingSlot:
    return get_object_or_404(ThinkingSlot.objects.visible_to(request.user).select_related("person"), uid=uid)


def _contact(request: Request) -> Person:
    form = AskForm(request.POST)
    form.is_valid()
    known = Person.objects.visible_to(request.user)
    return get_object_or_404(known, uid=form.cleaned_data.get("person"))


def _on(request: Request, slot: ThinkingSlot, sentence: str, act: Act) -> HttpResponseRedirect:
    say(request, sentence, act)
    return HttpResponseRedirect(slot.get_absolute_url(), status=303)
