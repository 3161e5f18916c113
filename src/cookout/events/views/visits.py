"""Visitors: put on the list, came or not, followed up. To whom they are not, and who does not lead, not found."""

from copy import copy
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request, back
from cookout.core.undo import say
from cookout.events.forms.visits import FollowUpForm, VisitDetailForm, VisitForm
from cookout.events.models import GroupMeeting, Visit

form_page = require_http_methods(["GET", "HEAD", "POST"])
CAME = {"yes": True, "no": False, "": None}


def meeting_of(request: Request, uid: UUID) -> GroupMeeting:
    """A meeting that the viewer may see."""
    found = GroupMeeting.objects.visible_to(request.user).select_related("group", "speaker__classification")
    return get_object_or_404(found, uid=uid)


def tended(request: Request, uid: UUID) -> Visit:
    """A visitor whom the viewer looks after."""
    return get_object_or_404(Visit.objects.tended_by(request.user).with_people(), uid=uid)


def ask(
    request: Request, form: forms.BaseForm, meeting: GroupMeeting, *, title: "str | LazyText", do: "str | LazyText"
) -> HttpResponse:
    """A page with one form about a meeting, and one button that names the act."""
    context = {"form": form, "meeting": meeting, "title": title, "do": do}
    return TemplateResponse(request, "events/run_sheet_form.html", context, status=422 if form.is_bound else 200)


@form_page
def visit_create(request: Request, uid: UUID) -> HttpResponse:
    """Put a guest on the list."""
    meeting = meeting_of(request, uid)
    form = VisitForm(meeting, request.POST or None, leads=meeting.group.is_led_by(request.user))
    if not form.is_valid():
        return ask(request, form, meeting, title=_("A visitor"), do=_("Put on the list"))
    visit = Visit.invite(meeting=meeting, by=request.user, **form.cleaned_data)
    say(request, _("%s is on the list.") % visit.name)
    return redirect("meetings:run_sheet", meeting.uid)


@form_page
def visit_update(request: Request, uid: UUID) -> HttpResponse:
    """One visitor: how to reach, who follows up, what came of it."""
    visit = tended(request, uid)
    leads = visit.meeting.group.is_led_by(request.user)
    form = VisitDetailForm(visit.meeting, request.POST or None, instance=copy(visit), leads=leads)
    if not form.is_valid():
        context = {"form": form, "visit": visit, "meeting": visit.meeting, "follow_up": FollowUpForm(visit)}
        return TemplateResponse(request, "events/visit_detail.html", context, status=422 if form.is_bound else 200)
    say(request, _("Kept."), visit.correct(by=request.user, **form.cleaned_data))
    return redirect("meetings:run_sheet", visit.meeting.uid)


@require_POST
def visit_come_create(request: Request, uid: UUID) -> HttpResponse:
    """The guest came, or did not."""
    visit = tended(request, uid)
    came = CAME.get(request.POST.get("came", "yes"))
    act = visit.come(by=request.user, came=came)
    words = {True: _("%s came."), False: _("%s did not come."), None: _("It is not known whether %s came.")}
    say(request, words[came] % visit.name, act)
    return back(request, visit.meeting.get_absolute_url())


@require_POST
def follow_up_create(request: Request, uid: UUID) -> HttpResponse:
    """What the guest said."""
    visit = tended(request, uid)
    form = FollowUpForm(visit, request.POST)
    if not form.is_valid():
        leads = visit.meeting.group.is_led_by(request.user)
        own = VisitDetailForm(visit.meeting, instance=copy(visit), leads=leads)
        context = {"form": own, "visit": visit, "meeting": visit.meeting, "follow_up": form}
        return TemplateResponse(request, "events/visit_detail.html", context, status=422)
    act = visit.follow_up(by=request.user, **form.cleaned_data)
    say(request, f"{visit.name}: {visit.get_outcome_display()}.", act)
    return redirect("meetings:run_sheet", visit.meeting.uid)


@require_POST
def visit_remove(request: Request, uid: UUID) -> HttpResponse:
    """Off the list."""
    visit = tended(request, uid)
    say(request, _("%s is off the list.") % visit.name, visit.remove(by=request.user))
    return redirect("meetings:run_sheet", visit.meeting.uid)
