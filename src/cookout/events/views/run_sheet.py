"""The run sheet of a meeting: to prepare, to show on the wall, to print; and who speaks."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cookout.core import papers
from cookout.core.http import Request
from cookout.core.undo import say
from cookout.events.forms.visits import SpeakerForm
from cookout.events.models import GroupMeeting
from cookout.events.models.run_sheet import run_sheet as read
from cookout.events.models.speakers import turns
from cookout.events.papers import file_name, run_sheet_paper
from cookout.events.views.visits import ask, form_page, meeting_of

PROPOSED = 3
"""So many who have waited longest are named."""


@require_safe
def run_sheet(request: Request, uid: UUID) -> HttpResponse:
    """How the meeting goes; `?show=screen` for the wall."""
    meeting = meeting_of(request, uid)
    leads = meeting.group.is_led_by(request.user)
    sheet = read(meeting, request.user, leads=leads)
    if request.GET.get("show") == "screen":
        return TemplateResponse(request, "events/run_sheet_screen.html", {"sheet": sheet, "meeting": meeting})
    proposed = turns(meeting.group, meeting.on)[:PROPOSED] if leads and meeting.speaker is None else []
    context = {"sheet": sheet, "meeting": meeting, "leads": leads, "proposed": proposed}
    return TemplateResponse(request, "events/run_sheet.html", context)


@require_safe
def run_sheet_pdf(request: Request, uid: UUID) -> HttpResponse:
    """The same on one page of paper."""
    meeting = meeting_of(request, uid)
    sheet = read(meeting, request.user, leads=meeting.group.is_led_by(request.user))
    return papers.answer(run_sheet_paper(sheet, size=papers.size_for(request.user)), file_name(sheet))


@form_page
def speaker_update(request: Request, uid: UUID) -> HttpResponse:
    """Who speaks, and about what."""
    led = GroupMeeting.objects.led_by(request.user).select_related("group", "speaker")
    meeting = get_object_or_404(led, uid=uid)
    form = SpeakerForm(meeting, request.POST or None)
    if not form.is_valid():
        return ask(request, form, meeting, title=_("Who speaks?"), do=_("Let them speak"))
    act = meeting.change(by=request.user, **form.cleaned_data)
    speaker = meeting.speaker.name if meeting.speaker else ""
    say(request, _("%s speaks.") % speaker if speaker else _("Nobody speaks yet."), act)
    return redirect("meetings:run_sheet", meeting.uid)
