"""Who comes and who is there: a word beforehand, the marks at the door, a code on the screen, checking in oneself."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request, house_url
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.events.forms.meetings import ComingForm, MarksForm
from cookout.events.models import Attendance, CheckIn, GroupMeeting, Noted, code_of, opened, roll_of
from cookout.events.views.meetings import led, seen
from cookout.people.formats import qr


@require_POST
def coming_create(request: Request, uid: UUID) -> HttpResponse:
    """I come, I send somebody, I cannot come."""
    meeting, form = seen(request.user, uid), ComingForm(request.POST)
    seat = meeting.members().filter(user=request.user).first()
    if seat is None:
        raise Http404
    if not form.is_valid():
        raise Refusal(_("Say whether you come, send somebody, or cannot come."))
    act = Attendance.say(meeting, seat, by=request.user, **form.cleaned_data)
    say(request, _("Noted."), act)
    return redirect(meeting)


@require_POST
def attendance_update(request: Request, uid: UUID) -> HttpResponse:
    """Mark one row or all of them; what somebody else marked meanwhile stays."""
    meeting = led(request.user, uid)
    form = MarksForm(meeting, request.POST)
    if not form.is_valid():
        raise Refusal(" ".join(str(error) for error in form.non_field_errors()))
    noted = Attendance.note_all(meeting, form.marks, by=request.user)
    if request.htmx:
        return _row(request, meeting, form.marks[0].membership.pk if form.marks else 0, noted)
    say(request, _told(noted), noted.act)
    return redirect(meeting)


@require_POST
def attendance_rest_create(request: Request, uid: UUID) -> HttpResponse:
    """Everybody without a mark as they said, else present."""
    meeting = led(request.user, uid)
    noted = Attendance.note_rest(meeting, by=request.user)
    say(request, _told(noted), noted.act)
    return redirect(meeting)


@require_safe
def meeting_screen(request: Request, uid: UUID) -> HttpResponse:
    """For the wall: the code that members scan, and how many are there. It renews itself."""
    meeting = led(request.user, uid)
    return TemplateResponse(request, "events/meeting_screen.html", _code(request, meeting))


@require_safe
def code_detail(request: Request, uid: UUID) -> HttpResponse:
    """The part of that page which changes."""
    return TemplateResponse(request, "events/_code.html", _code(request, led(request.user, uid)))


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Request, token: str) -> HttpResponse:
    """What a scanned code opens: one button, and then that one is there."""
    found: CheckIn = opened(token, request.user)
    problem = "" if found.is_fresh else _("This code has changed since. Scan the one that is on the screen now.")
    if request.method == "POST":
        try:
            found.arrive(by=request.user)
            return redirect("meetings:meeting_detail", found.meeting.uid)
        except Refusal as no:
            problem = str(no)
    context = {"meeting": found.meeting, "group": found.meeting.group, "attendance": found.attendance}
    status = 409 if problem else 200
    return TemplateResponse(request, "events/check_in.html", {**context, "problem": problem}, status=status)


def _code(request: Request, meeting: GroupMeeting) -> dict[str, object]:
    path = reverse("meetings:check_in", args=[code_of(meeting)])
    there = meeting.attendances.filter(mark__in="PLS").count()
    open_now = not meeting.is_holiday and not meeting.is_closed
    link = house_url(request) + path
    return {"meeting": meeting, "group": meeting.group, "code": qr.code(link), "there": there, "open": open_now}


def _row(request: Request, meeting: GroupMeeting, member: int, noted: Noted) -> HttpResponse:
    roll = roll_of(meeting, request.user)
    place = next((place for place in roll.places if place.membership.pk == member), None)
    if place is None:
        raise Http404
    context = {"meeting": meeting, "roll": roll, "place": place, "skipped": bool(noted.skipped), "again": True}
    return TemplateResponse(request, "events/_roll_row.html", context)


def _told(noted: Noted) -> str:
    if noted.skipped:
        names = ", ".join(member.name for member in noted.skipped)
        return _("Kept, except %s: somebody else marked them meanwhile, and that stays.") % names
    return ngettext("%s mark kept.", "%s marks kept.", noted.changed) % noted.changed
