"""Events of my own: the list, one of them, putting down, correcting, repeating, taking away."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.core.uploads import too_big
from cookout.events.forms.events import ChangeEventForm, EventForm, NewEventForm, RepeatForm
from cookout.events.models import Event
from cookout.events.models.event_file import EventFile, bring_events
from cookout.events.models.event_offer import Offer
from cookout.events.models.event_page import event_lines, event_year, event_years, met_at, to_sort_at
from cookout.ties.models import local_today

PAGE = 50
MOST_NEXT = 5
form_page = require_http_methods(["GET", "HEAD", "POST"])


def mine(request: Request, uid: UUID) -> Event:
    """One of my own."""
    return get_object_or_404(Event.objects.visible_to(request.user), uid=uid)


@require_safe
def event_list(request: Request) -> HttpResponse:
    """Those to come, those I have been to, and what a year of them took."""
    events, today = Event.objects.visible_to(request.user), local_today(request.user)
    shown = "past" if request.GET.get("show") == "past" else "coming"
    rows = events.past(today) if shown == "past" else events.to_come(today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    years = event_years(request.user)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in years} else (years[0] if years else None)
    context = {
        "shown": shown, "page": page, "lines": event_lines(list(page.object_list), request.user), "years": years,
        "took": event_year(request.user, year) if year else None,
        "is_empty": not years and not page.paginator.count and not events.exists(),
    }  # fmt: skip
    return TemplateResponse(request, "events/event_list.html", context)


@require_safe
def event_detail(request: Request, uid: UUID) -> HttpResponse:
    """One event, and whom I met there."""
    event, user = mine(request, uid), request.user
    following = event.following()
    context = {
        "event": event, "met": met_at(event, user), "to_sort": to_sort_at(event, user),
        "has_come": not event.is_to_come(user), "following": following[:MOST_NEXT],
        "following_many": following.count(), "repeat": RepeatForm(initial={"every": event.every or "week"}),
    }  # fmt: skip
    return TemplateResponse(request, "events/event_detail.html", context)


@form_page
def event_create(request: Request) -> HttpResponse:
    """Put one down, with its later times where it repeats."""
    form = NewEventForm(request.user, request.POST or None, on=local_today(request.user))
    if form.is_valid():
        try:
            event, act = form.carry_out()
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("“%s” is in your list.") % event.name, act)
            return redirect(event)
    return _form(request, form, _("An event"), _("Put it in the list"))


@form_page
def event_update(request: Request, uid: UUID) -> HttpResponse:
    """Put it down differently; of a series this one, or all that follow as well."""
    event = mine(request, uid)
    form = ChangeEventForm(request.user, request.POST or None, event=event)
    if form.is_valid():
        try:
            act = form.carry_out()
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("Changed."), act)
            return redirect(event)
    return _form(request, form, mine(request, uid).name, _("Change the event"))


@require_POST
def event_repeat(request: Request, uid: UUID) -> HttpResponse:
    """Put down its later times."""
    event, form = mine(request, uid), RepeatForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Say how often it repeats, and until which day."))
    with one_act(by=request.user, verb="event.repeat", about=event.name) as act:
        made = event.repeat(by=request.user, **form.cleaned_data)
    say(request, ngettext("%s more is in your list.", "%s more are in your list.", len(made)) % len(made), act)
    return redirect(event)


@require_POST
def event_miss(request: Request, uid: UUID) -> HttpResponse:
    """I did not go; or I did."""
    event, missed = mine(request, uid), not request.POST.get("went")
    words = _("Noted: you did not go to “%s”.") if missed else _("Noted: you went to “%s”.")
    say(request, words % event.name, event.miss(by=request.user, missed=missed))
    return redirect(event)


@require_POST
def event_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take it away; of a series this one, or all that follow as well."""
    event, following = mine(request, uid), bool(request.POST.get("following"))
    words = _("“%s” and all that follow are gone.") if following else _("“%s” is gone. Whom you met there stays.")
    act = event.remove(by=request.user, following=following)
    say(request, words % event.name, act, to=event.get_absolute_url())
    return redirect("events:event_list")


@form_page
def event_file(request: Request) -> HttpResponse:
    """Choose a calendar file, and see what is in it; nothing comes in before it is ticked."""
    if request.method != "POST":
        return TemplateResponse(request, "events/event_file.html", {})
    try:
        read = EventFile.read(request.FILES.get("file"), by=request.user, too_big=too_big(request))
    except Refusal as no:
        return TemplateResponse(request, "events/event_file.html", {"no": str(no)}, status=422)
    return TemplateResponse(request, "events/event_file.html", {"read": read})


@require_POST
def event_bring(request: Request) -> HttpResponse:
    """Bring in what was ticked."""
    brought = bring_events([Offer.told(key) for key in request.POST.getlist("event")], by=request.user)
    say(request, brought.said, brought.act)
    return redirect("events:event_list")


def _form(request: Request, form: EventForm, title: str, do: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "do": do}
    return TemplateResponse(request, "events/event_form.html", context, status=422 if form.is_bound else 200)
