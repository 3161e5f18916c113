"""Pages of calendars coming in: choose a file, look, tick, bring in, take back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.uploads import too_big
from cookout.events.forms.calendars import Choice
from cookout.events.models import CalendarGuest, CalendarImport, CalendarRow, Meeting, Stage, meetings_of
from cookout.people.models import Person

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it."""

    row: CalendarRow
    meeting: Meeting | None
    choices: tuple[Person, ...]
    """Who may be meant; asked once for each guest on a page."""


def mine(request: Request, uid: UUID) -> CalendarImport:
    """This calendar, if it is the viewer's."""
    return get_object_or_404(CalendarImport.objects.visible_to(request.user), uid=uid)


def calendar_list(request: Request) -> HttpResponse:
    """Where to bring a calendar, and what was brought before."""
    if request.method == "POST":
        run = CalendarImport.receive(request.FILES.get("file"), by=request.user, too_big=too_big(request))
        return redirect("events:calendar_detail", run.uid, permanent=False)
    runs = CalendarImport.objects.visible_to(request.user).latest_first()
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "events/calendar_list.html", {"page": page})


@require_safe
def calendar_detail(request: Request, uid: UUID) -> HttpResponse:
    """One calendar: how far it is, what it would do, what it has done."""
    run = mine(request, uid)
    if request.htmx:
        response = TemplateResponse(request, "events/calendar_detail.html#progress", {"run": run})
        return response if run.is_busy else HttpResponse(headers={"HX-Refresh": "true"})
    tabs = _tabs(run)
    asked = request.GET.get("show", "")
    shown = asked if asked in {name for name, _label, _count in tabs} else (tabs[0][0] if tabs else "")
    context = {"run": run, "tabs": tabs, "shown": shown, **_part(request, run, shown)}
    return TemplateResponse(request, "events/calendar_detail.html", context)


@require_POST
def choice_create(request: Request, uid: UUID) -> HttpResponse:
    """Keep what is ticked on this page; with the button, bring it in."""
    run = mine(request, uid)
    judged_anew = run.choose(by=request.user, **Choice.read(request.POST).as_given())
    if request.POST.get("do") == "apply":
        run.apply(by=request.user)
    if not request.htmx:
        return redirect("events:calendar_detail", run.uid, permanent=False)
    if judged_anew:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return TemplateResponse(request, "events/calendar_detail.html#bring", {"run": run})


@require_POST
def calendar_undo_create(request: Request, uid: UUID) -> HttpResponse:
    """Take all of it back."""
    run = mine(request, uid)
    run.undo(by=request.user)
    return redirect("events:calendar_detail", run.uid, permanent=False)


@require_POST
def calendar_remove(request: Request, uid: UUID) -> HttpResponse:
    """Forget a calendar that was not brought in."""
    mine(request, uid).discard(by=request.user)
    messages.success(request, _("Forgotten. Nothing of it was brought in."))
    return redirect("events:calendar_list", permanent=False)


def _tabs(run: CalendarImport) -> list[tuple[str, str, int]]:
    """The parts of the preview that hold anything."""
    if run.stage not in (Stage.PREVIEW, Stage.APPLIED):
        return []
    rows = run.in_rows().shown(run.stage)
    ahead = rows.filter(outcome=CalendarRow.Outcome.AHEAD).count()
    counted = (
        ("contacts", _("Contacts"), rows.count() - ahead),
        ("ahead", _("Still to come"), ahead),
        ("strangers", _("Not in your book"), _strangers(run).count()),
        ("troubles", _("Could not be read"), len(run.troubles)),
    )
    return [(name, label, count) for name, label, count in counted if count]


def _strangers(run: CalendarImport) -> "QuerySet[CalendarGuest]":
    unknown = run.in_guests().filter(state=CalendarGuest.State.UNKNOWN)
    return unknown.annotate(many=Count("rows"), latest=Max("rows__on")).order_by("-many", "-latest", "pk")


def _part(request: Request, run: CalendarImport, shown: str) -> dict[str, Any]:
    """One page of one part."""

    def page_of(rows: "list[str] | QuerySet[Any]") -> "Page[Any]":
        return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))

    if shown == "strangers":
        return {"page": page_of(_strangers(run))}
    if shown == "troubles":
        return {"page": page_of(run.troubles)}
    rows = run.in_rows().shown(run.stage).by_day().select_related("touch", "run")
    ahead = CalendarRow.Outcome.AHEAD
    rows = (
        rows.filter(outcome=ahead).order_by("on", "starts_at", "pk")
        if shown == "ahead"
        else rows.exclude(outcome=ahead)
    )
    page = page_of(rows)
    return {"page": page, "lines": _lines(request, list(page.object_list))}


def _lines(request: Request, rows: list[CalendarRow]) -> list[Line]:
    meetings = meetings_of(rows, request.user)
    asked = {row.guest_id: row for row in reversed(rows) if row.guest.state == CalendarGuest.State.ASK}
    wanted = {uid for row in asked.values() for uid in row.guest.candidates}
    people = {str(person.uid): person for person in Person.objects.known_to(request.user).filter(uid__in=wanted)}
    return [
        Line(row, meetings.get(row.pk), _choices(row, people) if asked.get(row.guest_id) is row else ()) for row in rows
    ]


def _choices(row: CalendarRow, people: dict[str, Person]) -> tuple[Person, ...]:
    return tuple(people[uid] for uid in row.guest.candidates if uid in people)
