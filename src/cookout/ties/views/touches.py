"""Touches, notes and facts: what was noted, corrected, taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.templatetags.dates import ago
from cookout.core.undo import say
from cookout.ties.forms import FactForm, NoteForm, TouchForm
from cookout.ties.models import Fact, Note, Touch
from cookout.ties.views.found import form_page, mine, on, tie_with


def touch_create(request: Request, uid: UUID) -> HttpResponse:
    """Note a contact."""
    tie = tie_with(request, uid)
    form = TouchForm(request.user, request.POST or None, initial={"kind": request.GET.get("kind", "call")})
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("Note a contact"))
    with one_act(by=request.user, verb="touch.note", about=tie.person.full_name) as act:
        touch = tie.touch(by=request.user, **form.cleaned_data)
    said = {"what": touch.get_kind_display(), "name": tie.person.first_name, "when": ago(touch.on)}
    say(request, _("Noted: %(what)s with %(name)s, %(when)s.") % said, act)
    return on(request, tie)


def touch_update(request: Request, uid: UUID) -> HttpResponse:
    """Correct a contact."""
    touch = mine(Touch, request, uid)
    now = {"kind": touch.kind, "on": touch.on, "text": touch.text, "by_me": touch.by_me}
    form = TouchForm(request.user, request.POST or None, initial=now)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/row_form.html", row=touch, form=form, title=_("Contact"), kind="touch")
    said = {name: form.cleaned_data[name] for name in now}
    say(request, _("Corrected."), touch.correct(by=request.user, **said))
    return redirect(touch.tie.person)


@require_POST
def touch_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a contact away."""
    touch = mine(Touch, request, uid)
    say(request, _("The contact is gone."), touch.remove(by=request.user))
    return redirect(touch.tie.person)


def note_create(request: Request, uid: UUID) -> HttpResponse:
    """Write a note."""
    tie = tie_with(request, uid)
    form = NoteForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("Note"))
    with one_act(by=request.user, verb="note.write", about=tie.person.full_name) as act:
        tie.write(form.cleaned_data["text"], by=request.user, uid=form.cleaned_data["uid"])
    say(request, _("Kept your note on %(name)s.") % {"name": tie.person.first_name}, act)
    return on(request, tie)


def note_update(request: Request, uid: UUID) -> HttpResponse:
    """Write a note differently."""
    note = mine(Note, request, uid)
    form = NoteForm(request.user, request.POST or None, initial={"text": note.text})
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/row_form.html", row=note, form=form, title=_("Note"), kind="note")
    say(request, _("Corrected."), note.correct(by=request.user, text=form.cleaned_data["text"]))
    return redirect(note.tie.person)


@require_POST
def note_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a note away."""
    note = mine(Note, request, uid)
    say(request, _("The note is gone."), note.remove(by=request.user))
    return redirect(note.tie.person)


def fact_create(request: Request, uid: UUID) -> HttpResponse:
    """Keep something learned."""
    tie = tie_with(request, uid)
    form = FactForm(request.user, request.POST or None, initial={"facet": request.GET.get("facet", "")})
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("What you learned"))
    with one_act(by=request.user, verb="fact.learn", about=tie.person.full_name) as act:
        tie.learn(by=request.user, **form.cleaned_data)
    say(request, _("Kept what you learned about %(name)s.") % {"name": tie.person.first_name}, act)
    return on(request, tie)


def fact_update(request: Request, uid: UUID) -> HttpResponse:
    """Correct a fact."""
    fact = mine(Fact, request, uid)
    now = {"text": fact.text, "facet": fact.facet, "source": fact.source, "learned_on": fact.learned_on}
    form = FactForm(request.user, request.POST or None, initial=now)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/row_form.html", row=fact, form=form, title=_("What you learned"), kind="fact")
    said = {name: form.cleaned_data[name] or now[name] for name in now if name != "source"}
    say(request, _("Corrected."), fact.correct(by=request.user, source=form.cleaned_data["source"], **said))
    return redirect(fact.tie.person)


@require_POST
def fact_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a fact away."""
    fact = mine(Fact, request, uid)
    say(request, _("Forgotten."), fact.remove(by=request.user))
    return redirect(fact.tie.person)
