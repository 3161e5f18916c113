"""What is said of the tie itself: circle, rhythm, description, marks, lives and tags, relations."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.undo import say
from cookout.people.models import Person
from cookout.ties.forms import DescriptionForm, MarksForm, RelationForm, RhythmForm
from cookout.ties.models import (
    Circle,
    CircleFull,
    Context,
    Mark,
    Relation,
    Tie,
    TieLife,
    TieTag,
    moments,
    put_lives,
    put_tags,
    who_may_step_back,
)
from cookout.ties.views.found import form_page, mine, on, tie_with


@require_POST
def circle_update(request: Request, uid: UUID) -> HttpResponse:
    """Go deeper or step back; a full circle asks who steps back."""
    tie = tie_with(request, uid)
    circle = request.POST.get("circle", "")
    if circle not in Circle.values:
        return on(request, tie)
    steps_back = _steps_back(request)
    try:
        act = tie.move(circle, by=request.user, steps_back=steps_back)
    except CircleFull as full:
        return _ask_who(request, tie, full)
    say(request, _moved(tie, steps_back), act)
    return on(request, tie)


def _steps_back(request: Request) -> Tie | None:
    chosen = request.POST.get("steps_back", "")
    ties = Tie.objects.visible_to(request.user).seated().with_owner()
    return next((tie for tie in ties if str(tie.uid) == chosen), None) if chosen else None


def _ask_who(request: Request, tie: Tie, full: CircleFull) -> HttpResponse:
    context = {"tie": tie, "circle": Circle(full.circle), "seats": full.seats, "next": request.POST.get("next", "")}
    context["candidates"] = who_may_step_back(request.user, full.circle)
    return form_page(request, "ties/circle_full.html", **context)


def _moved(tie: Tie, steps_back: Tie | None) -> str:
    said = {"name": tie.person.first_name, "circle": Circle(tie.circle).label}
    if steps_back is not None:
        said |= {"other": steps_back.person.first_name, "below": Circle(steps_back.circle).label}
        return _("%(name)s: %(circle)s. %(other)s steps back to %(below)s.") % said
    return _("%(name)s: %(circle)s.") % said


@require_POST
def rhythm_update(request: Request, uid: UUID) -> HttpResponse:
    """How often to be in touch."""
    tie = tie_with(request, uid)
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("Rhythm"))
    act = tie.keep_rhythm(by=request.user, wished=form.cleaned_data["wished"], longest=form.cleaned_data["longest"])
    say(request, _("The rhythm with %(name)s is kept.") % {"name": tie.person.first_name}, act)
    return on(request, tie)


def description_update(request: Request, uid: UUID) -> HttpResponse:
    """How we met, client since, lives, tags."""
    tie = tie_with(request, uid)
    form = DescriptionForm(request.user, request.POST or None, initial=_described(tie))
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("How you know each other"))
    said = form.cleaned_data
    with one_act(by=request.user, verb="tie.describe", about=tie.person.full_name) as act:
        tie.describe(by=request.user, **{name: said[name] for name in ("how_met", "met_on", "client_since")})
        lives = [*said["lives"], *([Context.make(said["new_life"], by=request.user)] if said["new_life"] else [])]
        put_lives(tie, lives, by=request.user)
        put_tags(tie, said["tags"].split(","), by=request.user)
    say(request, _("Kept what you wrote about %(name)s.") % {"name": tie.person.first_name}, act)
    return redirect(tie.person)


def _described(tie: Tie) -> dict[str, object]:
    tags = TieTag.objects.filter(tie=tie.pk).select_related("tag").order_by("tag__name")
    return {
        "how_met": tie.how_met,
        "met_on": tie.met_on,
        "client_since": tie.client_since,
        "lives": list(TieLife.objects.filter(tie=tie.pk).values_list("life", flat=True)),
        "tags": ", ".join(row.tag.name for row in tags),
    }


def mark_list(request: Request, uid: UUID) -> HttpResponse:
    """Know, like, trust, care: judge them, and see how they came about."""
    tie = tie_with(request, uid)
    form = MarksForm(request.POST or None, initial=_judged(tie))
    if request.method != "POST" or not form.is_valid():
        history = Mark.objects.filter(tie=tie.pk)
        return form_page(request, "ties/mark_list.html", tie=tie, form=form, history=history)
    with one_act(by=request.user, verb="tie.mark", about=tie.person.full_name) as act:
        for kind, value, reason in form.marks():
            tie.mark(kind, value, by=request.user, reason=reason)
    say(request, _("Kept your marks for %(name)s.") % {"name": tie.person.first_name}, act)
    return redirect(tie.person)


def _judged(tie: Tie) -> dict[str, object]:
    now = tie.latest_marks() if tie.pk else {}
    return {kind: mark.value for kind, mark in now.items()} | {f"{kind}_why": mark.reason for kind, mark in now.items()}


@require_safe
def timeline(request: Request, uid: UUID) -> HttpResponse:
    """Everything that happened with one person."""
    tie = tie_with(request, uid)
    return form_page(request, "ties/timeline.html", tie=tie, moments=moments(tie))


@require_POST
def relation_create(request: Request, uid: UUID) -> HttpResponse:
    """Say who is what to this person; a new name comes into the book."""
    tie = tie_with(request, uid)
    form = RelationForm(request.POST)
    if not form.is_valid():
        return form_page(request, "ties/tie_form.html", tie=tie, form=form, title=_("Relations"))
    name = form.cleaned_data["name"]
    others = [person for person in Person.objects.known_to(request.user).called(name, by=request.user)]
    others = [person for person in others if person.pk != tie.person.pk]
    if len(others) > 1 and not request.POST.get("person"):
        return form_page(request, "ties/relation_which.html", tie=tie, data=form.cleaned_data, people=others)
    chosen = next((person for person in others if str(person.uid) == request.POST.get("person")), None)
    with one_act(by=request.user, verb="relation.tell", about=tie.person.full_name) as act:
        other = chosen or next(iter(others), None) or Person.keep(by=request.user, full_name=name)
        Relation.tell(tie.person, other, form.cleaned_data["kind"], by=request.user, note=form.cleaned_data["note"])
    say(request, _("Kept: %(one)s and %(two)s.") % {"one": tie.person.full_name, "two": other.full_name}, act)
    return redirect(tie.person)


@require_POST
def relation_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a relation back."""
    row = mine(Relation, request, uid)
    person = row.person
    act = row.remove(by=request.user)
    say(request, _("Taken back."), act)
    return on(request, Tie.objects.between(request.user, person))
