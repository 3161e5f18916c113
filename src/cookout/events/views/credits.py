"""Learning credits and praise at a meeting: noted, taken away."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request, back
from cookout.core.undo import say
from cookout.events.forms.visits import CreditForm, PraiseForm
from cookout.events.models import GroupMeeting, LearningCredit, Praise
from cookout.events.models.taking_part import seat_in
from cookout.events.views.visits import ask, form_page, meeting_of
from cookout.groups.models import Group


def taking_part(request: Request, uid: UUID) -> tuple[GroupMeeting, bool]:
    """A meeting in which the viewer sits or which she leads, and whether she leads it."""
    meeting = meeting_of(request, uid)
    leads = meeting.group.is_led_by(request.user)
    if not leads and seat_in(meeting.group, request.user) is None:
        raise Http404
    return meeting, leads


@form_page
def credit_create(request: Request, uid: UUID) -> HttpResponse:
    """Note what somebody learned: I myself, or anybody where I lead."""
    meeting, leads = taking_part(request, uid)
    form = CreditForm(meeting, request.POST or None, leads=leads)
    if not form.is_valid():
        return ask(request, form, meeting, title=_("Learning credits"), do=_("Note them"))
    told = dict(form.cleaned_data)
    member = told.pop("membership", None) or seat_in(meeting.group, request.user)
    assert member is not None, "Who leads says whose; anybody else sits here."
    LearningCredit.earn(membership=member, by=request.user, many=told.pop("credits"), **told)
    say(request, _("Noted for %s.") % member.name)
    return redirect("meetings:run_sheet", meeting.uid)


@form_page
def praise_create(request: Request, uid: UUID) -> HttpResponse:
    """Praise another member."""
    meeting, leads = taking_part(request, uid)
    form = PraiseForm(meeting, request.POST or None, leads=leads)
    if not form.is_valid():
        return ask(request, form, meeting, title=_("Praise"), do=_("Keep these words"))
    praise = Praise.give(meeting=meeting, by=request.user, **form.cleaned_data)
    say(request, _("Kept. %s hears it at the meeting.") % praise.receiver.name)
    return redirect("meetings:run_sheet", meeting.uid)


@require_POST
def credit_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take learning credits away."""
    credit = _own(LearningCredit.objects.visible_to(request.user).select_related("membership__group"), request, uid)
    say(request, _("Taken away from %s.") % credit.membership.name, credit.remove(by=request.user))
    return back(request, credit.membership.group.get_absolute_url())


@require_POST
def praise_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take words of praise away."""
    rows = Praise.objects.visible_to(request.user).select_related("meeting", "receiver", "giver__group")
    praise = _own(rows, request, uid)
    say(request, _("Taken away."), praise.remove(by=request.user))
    return redirect("meetings:run_sheet", praise.meeting.uid)


def _own(rows: Any, request: Request, uid: UUID) -> Any:
    """One that is the viewer's to take away."""
    seat = "giver" if rows.model is Praise else "membership"
    led = Q(**{f"{seat}__group__in": Group.objects.led_by(request.user).values("pk")})
    return get_object_or_404(rows.filter(led | Q(**{f"{seat}__user": request.user})), uid=uid)
