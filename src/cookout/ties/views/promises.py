"""Promises: made, kept, put off, let go."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, back
from cookout.core.models import Act, one_act
from cookout.core.templatetags.dates import day
from cookout.core.undo import say
from cookout.ties.forms import PromiseForm, PutOffForm
from cookout.ties.models import Promise, local_today
from cookout.ties.views.found import form_page, mine, on, tie_with


@require_safe
def promise_list(request: Request) -> HttpResponse:
    """What I have promised, and what became of it."""
    everything = Promise.objects.shown_to(request.user)
    context = {"open": everything.open(), "past": everything.past()[:50], "today": local_today(request.user)}
    return form_page(request, "ties/promise_list.html", **context)


def promise_create(request: Request, uid: UUID) -> HttpResponse:
    """Promise something."""
    tie = tie_with(request, uid)
    form = PromiseForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("Promise"))
    with one_act(by=request.user, verb="promise.make", about=tie.person.full_name) as act:
        promise = tie.promise(by=request.user, **form.cleaned_data)
    said = {"name": tie.person.first_name, "day": day(promise.due_on)}
    say(request, _("Promised to %(name)s by %(day)s.") % said, act)
    return on(request, tie)


def promise_update(request: Request, uid: UUID) -> HttpResponse:
    """Correct a promise."""
    promise = mine(Promise, request, uid)
    now = {"text": promise.text, "due_on": promise.due_on}
    form = PromiseForm(request.user, request.POST or None, initial=now)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/row_form.html", row=promise, form=form, title=_("Promise"), kind="promise")
    say(request, _("Corrected."), promise.correct(by=request.user, **{name: form.cleaned_data[name] for name in now}))
    return _after(promise)


@require_POST
def promise_keep(request: Request, uid: UUID) -> HttpResponse:
    """Done."""
    promise = mine(Promise, request, uid)
    return _said(request, _("Kept: %(text)s") % {"text": promise.text}, promise.keep(by=request.user))


@require_POST
def promise_let_go(request: Request, uid: UUID) -> HttpResponse:
    """Not done, on purpose."""
    promise = mine(Promise, request, uid)
    return _said(request, _("Let go: %(text)s") % {"text": promise.text}, promise.let_go(by=request.user))


@require_POST
def promise_put_off(request: Request, uid: UUID) -> HttpResponse:
    """Another day."""
    promise = mine(Promise, request, uid)
    form = PutOffForm(request.POST)
    if not form.is_valid():
        return form_page(request, "ties/row_form.html", row=promise, form=form, title=_("Another day"), kind="promise")
    act = promise.put_off(by=request.user, until=form.cleaned_data["until"])
    return _said(request, _("Put off to %(day)s.") % {"day": day(promise.due_on)}, act)


@require_POST
def promise_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a promise away."""
    promise = mine(Promise, request, uid)
    say(request, _("The promise is gone."), promise.remove(by=request.user))
    return _after(promise)


def _said(request: Request, sentence: str, act: Act) -> HttpResponseRedirect:
    say(request, sentence, act)
    return back(request)


def _after(promise: Promise) -> HttpResponse:
    return redirect(promise.tie.person if promise.tie else "ties:promise_list")
