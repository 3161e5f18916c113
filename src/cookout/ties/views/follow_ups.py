"""Follow-ups: what comes next with whom I keep; done, another day, not at all."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, back
from cookout.core.models import Act, one_act
from cookout.core.templatetags.dates import day
from cookout.core.undo import say
from cookout.ties.forms import PutOffForm
from cookout.ties.forms.triage import FollowUpChangeForm, FollowUpForm
from cookout.ties.models import FollowUp
from cookout.ties.views.found import form_page, mine, on, tie_with

PAGE = 50
"""So many stand on one page, and so many of those done or let go below the first."""


@require_safe
def follow_up_list(request: Request) -> HttpResponse:
    """What comes next with whom, and what became of the rest."""
    everything = FollowUp.objects.shown_to(request.user)
    page = Paginator(everything.open(), PAGE).get_page(request.GET.get("page"))
    past = everything.past()[:PAGE] if page.number == 1 else ()
    return form_page(request, "ties/follow_up_list.html", page=page, past=past)


def follow_up_create(request: Request, uid: UUID) -> HttpResponse:
    """Decide what comes next with this person."""
    tie = tie_with(request, uid)
    form = FollowUpForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("Follow-up"))
    with one_act(by=request.user, verb="follow_up.plan", about=tie.person.full_name) as act:
        row = FollowUp.plan(tie, by=request.user, **form.cleaned_data)
    said = {"name": tie.person.first_name, "day": day(row.due_on)}
    say(request, _("A follow-up with %(name)s by %(day)s.") % said, act)
    return on(request, tie)


def follow_up_update(request: Request, uid: UUID) -> HttpResponse:
    """Write a follow-up down differently."""
    row = mine(FollowUp, request, uid)
    now = {"text": row.text, "due_on": row.due_on}
    form = FollowUpChangeForm(request.user, request.POST or None, initial=now)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/follow_up_form.html", row=row, form=form)
    say(request, _("Corrected."), row.correct(by=request.user, **{name: form.cleaned_data[name] for name in now}))
    return redirect(row.tie.person)


@require_POST
def follow_up_finish(request: Request, uid: UUID) -> HttpResponse:
    """Done."""
    row = mine(FollowUp, request, uid)
    return _said(request, _("Done: the follow-up with %(name)s."), row, row.finish(by=request.user))


@require_POST
def follow_up_let_go(request: Request, uid: UUID) -> HttpResponse:
    """Not at all, on purpose."""
    row = mine(FollowUp, request, uid)
    return _said(request, _("Let go: the follow-up with %(name)s."), row, row.let_go(by=request.user))


@require_POST
def follow_up_put_off(request: Request, uid: UUID) -> HttpResponse:
    """Another day."""
    row = mine(FollowUp, request, uid)
    form = PutOffForm(request.POST)
    if not form.is_valid():
        return form_page(request, "ties/follow_up_form.html", row=row, form=form)
    act = row.put_off(by=request.user, until=form.cleaned_data["until"])
    say(request, _("Put off to %(day)s.") % {"day": day(row.due_on)}, act)
    return back(request)


@require_POST
def follow_up_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a follow-up away."""
    row = mine(FollowUp, request, uid)
    say(request, _("The follow-up is gone."), row.remove(by=request.user))
    return redirect(row.tie.person)


def _said(request: Request, sentence: str, row: FollowUp, act: Act) -> HttpResponseRedirect:
    say(request, sentence % {"name": row.tie.person.first_name}, act)
    return back(request)
