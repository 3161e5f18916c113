"""People's door to Today."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import Act
from cookout.core.undo import say
from cookout.plan.forms import FilterForm, FinishForm
from cookout.plan.models import Line, today_of
from cookout.plan.models.aside import aside, beginning
from cookout.plan.models.task import Together
from cookout.rounds.models.telling import told_after
from cookout.ties.models import Tie, Touch


def today(request: Request) -> HttpResponse:
    """The list of the day."""
    form = FilterForm(request.GET, user=request.user)
    life, minutes = form.chosen
    mine = Tie.objects.visible_to(request.user)
    told = today_of(request.user, life=life, mine=mine).within(minutes)
    context = {
        "today": told,
        "form": form,
        "life": life,
        "minutes": minutes,
        "begin": None if told.tasks else beginning(request.user, mine),
    }
    return TemplateResponse(request, "plan/today.html", context)


@require_safe
def today_aside(request: Request) -> HttpResponse:
    """The table and the month: the page of the day asks for them once its list stands there."""
    page = "plan/_aside.html" if request.htmx else "plan/today_aside.html"
    return TemplateResponse(request, page, {"aside": aside(request.user)})


@require_POST
def line_finish(request: Request, key: str) -> HttpResponse:
    """Done, in one tap."""
    form = FinishForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    text = form.cleaned_data["text"] if form.is_valid() else ""
    act = _line(request, key).finish(by=request.user, kind=kind or Touch.Kind.OTHER, text=text)
    return _back(request, _("Done: %(what)s."), act)


@require_POST
def line_later(request: Request, key: str) -> HttpResponse:
    """Tomorrow."""
    return _back(request, _("Tomorrow: %(what)s."), _line(request, key).later(by=request.user))


@require_POST
def line_not_now(request: Request, key: str) -> HttpResponse:
    """In two weeks; of a pair: not this month."""
    line = _line(request, key)
    act = line.not_now(by=request.user)
    if isinstance(line, Together):
        return _back(request, _("Left until the week is near: %(what)s."), act)
    if line.pairing is None:
        return _back(request, _("Left for two weeks: %(what)s."), act)
    say(request, told_after(act, request.user), act)
    return redirect("plan:today")


def _line(request: Request, key: str) -> Line:
    line = Line.find(request.user, key)
    if line is None:
        raise Http404
    return line


def _back(request: Request, sentence: str, act: Act) -> HttpResponse:
    say(request, sentence % {"what": act.about.rstrip(".")}, act)
    return redirect("plan:today")
