"""The meetings of a group: the list, one of them, planning, holidays, closing and opening again."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import weekday
from cookout.core.undo import say
from cookout.events.forms.meetings import ClosingForm, MeetingForm, PlanForm, ReopeningForm
from cookout.events.models import (
    GroupMeeting,
    absence_notices,
    attendance_weeks,
    counted_meetings,
    roll_of,
    today_in,
)
from cookout.groups.models import Group

form_page = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 13


def seen(user: User, uid: UUID) -> GroupMeeting:
    """A meeting of a group that this user may see."""
    rows = GroupMeeting.objects.visible_to(user).select_related("group", "speaker")
    return get_object_or_404(rows, uid=uid)


def led(user: User, uid: UUID) -> GroupMeeting:
    """A meeting of a group that this user leads."""
    return get_object_or_404(GroupMeeting.objects.led_by(user).select_related("group", "speaker"), uid=uid)


@require_safe
def meeting_list(request: Request, uid: UUID) -> HttpResponse:
    """The meetings to come, those that wait to be closed, and those that were."""
    group = get_object_or_404(Group.objects.visible_to(request.user).select_related("region").with_counts(), uid=uid)
    today = today_in(group)
    meetings = GroupMeeting.objects.of(group)
    page = Paginator(meetings.filter(on__lt=today).order_by("-on"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "group": group, "leads": group.is_led_by(request.user), "plan": PlanForm(), "page": page,
        "coming": meetings.filter(on__gte=today).select_related("speaker"), "past": counted_meetings(page.object_list),
    }  # fmt: skip
    context |= {"weeks": attendance_weeks(group), "notices": absence_notices(group, request.user)}
    return TemplateResponse(request, "events/meeting_list.html", context)


@require_safe
def meeting_detail(request: Request, uid: UUID) -> HttpResponse:
    """One meeting: who comes, who was there, how it was closed."""
    return detail_page(request, seen(request.user, uid))


def detail_page(
    request: Request, meeting: GroupMeeting, *, closing: ClosingForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one meeting."""
    roll = roll_of(meeting, request.user)
    context = {
        "meeting": meeting, "group": meeting.group, "roll": roll, "leads": roll.leads,
        "closing": closing or ClosingForm(), "reopening": ReopeningForm(),
        "traces": meeting.closures.exclude(reopened_at=None).select_related("reopened_by"),
    }  # fmt: skip
    return TemplateResponse(request, "events/meeting_detail.html", context, status=status)


@require_POST
def plan_create(request: Request, uid: UUID) -> HttpResponse:
    """Plan the next weeks on the group's day."""
    group = get_object_or_404(Group.objects.led_by(request.user), uid=uid)
    form = PlanForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Say how many weeks ahead: 1 to 53."))
    planned = GroupMeeting.plan(group, by=request.user, weeks=form.cleaned_data["weeks"])
    said = ngettext("%s meeting is planned.", "%s meetings are planned.", len(planned)) % len(planned)
    say(request, said)
    return redirect("meetings:meeting_list", group.uid)


@form_page
def meeting_create(request: Request, uid: UUID) -> HttpResponse:
    """A meeting on a day of its own."""
    group = get_object_or_404(Group.objects.led_by(request.user), uid=uid)
    form = MeetingForm(group, request.POST or None)
    if form.is_valid():
        try:
            return redirect(GroupMeeting.call(group, by=request.user, **form.cleaned_data))
        except Refusal as no:
            form.refuse(no)
    return _form(request, form, group, _("A meeting on another day"), _("Call it"))


@form_page
def meeting_update(request: Request, uid: UUID) -> HttpResponse:
    """Another day, time, place, topic, speaker or announcement."""
    meeting = led(request.user, uid)
    form = MeetingForm(meeting.group, request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            act = meeting.change(by=request.user, **form.cleaned_data)
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("Changed."), act)
            return redirect(meeting)
    return _form(request, form, meeting.group, weekday(meeting.on), _("Change the meeting"))


@require_POST
def holiday_create(request: Request, uid: UUID) -> HttpResponse:
    """No meeting on this day; or one after all."""
    meeting, ends = led(request.user, uid), bool(request.POST.get("restore"))
    act = meeting.restore(by=request.user) if ends else meeting.call_off(by=request.user)
    words = _("There is a meeting on %s.") if ends else _("No meeting on %s. Nobody is absent.")
    say(request, words % weekday(meeting.on), act)
    return redirect(meeting)


@require_POST
def meeting_remove(request: Request, uid: UUID) -> HttpResponse:
    """Planned by mistake."""
    meeting = led(request.user, uid)
    say(request, _("The meeting on %s is gone.") % weekday(meeting.on), meeting.remove(by=request.user))
    return redirect("meetings:meeting_list", meeting.group.uid)


@require_POST
def closing_create(request: Request, uid: UUID) -> HttpResponse:
    """Count the heads and close it."""
    meeting, form = led(request.user, uid), ClosingForm(request.POST)
    if not form.is_valid():
        return detail_page(request, meeting, closing=form, status=422)
    try:
        closure = meeting.close(by=request.user, **form.cleaned_data)
    except Refusal as no:
        form.refuse(no)
        return detail_page(request, meeting, closing=form, status=422)
    say(request, _("Closed with %s in the room.") % closure.headcount)
    return redirect(meeting)


@require_POST
def reopening_create(request: Request, uid: UUID) -> HttpResponse:
    """Open it again, with a reason."""
    meeting, form = led(request.user, uid), ReopeningForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Say why it is opened again, in 200 letters at most."))
    meeting.reopen(by=request.user, reason=form.cleaned_data["reason"])
    say(request, _("Open again. Close it when it is right."))
    return redirect(meeting)


def _form(request: Request, form: MeetingForm, group: Group, title: str, do: str) -> HttpResponse:
    context = {"form": form, "group": group, "title": title, "do": do}
    return TemplateResponse(request, "events/meeting_form.html", context, status=422 if form.is_bound else 200)
