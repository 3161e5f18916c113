"""Triage: one card at a time, the decision, and who steps back where a circle is full."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.ids import uuid7
from cookout.core.models import one_act
from cookout.core.undo import say
from cookout.people.models import Person, seen_by
from cookout.ties.forms.triage import TriageForm, YearForm
from cookout.ties.models import Circle, CircleFull, Table, Tie, Triage
from cookout.ties.models.sorting import FEW, Card, Queue, may_step_back, sorted_today
from cookout.ties.models.year import Year
from cookout.ties.views.found import form_page


@require_safe
def triage(request: Request) -> HttpResponse:
    """The next card: go deep with whom?"""
    form = TriageForm(request.user, initial={"uid": uuid7()})
    return _card_page(request, form, person=_asked_for(request))


@require_POST
def triage_create(request: Request, uid: UUID) -> HttpResponse:
    """Decide on this person, and go on to the next."""
    person = seen_by(request.user, uid)
    if person is None or person.account_id == request.user.pk:
        return _gone(request, uid)
    form = TriageForm(request.user, request.POST)
    if not form.is_valid():
        return _card_page(request, form, person=person)
    tie, steps_back = Tie.objects.between(request.user, person), _steps_back(request)
    try:
        with one_act(by=request.user, verb="triage.decide", about=person.full_name) as act:
            made = Triage.decide(tie, by=request.user, steps_back=steps_back, **form.decision())
    except CircleFull as full:
        return _ask_who(request, tie, form, full)
    back = f"{reverse('ties:triage')}?person={person.uid}"
    say(request, _decided(made, person, steps_back), act, to=back)
    return redirect(f"{reverse('ties:triage')}?skip={_skip(request)}")


def year_of(request: Request) -> tuple[YearForm, Year]:
    """If I keep meeting so many a week: the form, and the arithmetic by what it says or by three."""
    form = YearForm(request.GET if "new_a_week" in request.GET else None, initial={"new_a_week": 3})
    many = form.cleaned_data["new_a_week"] if form.is_valid() else 3
    return form, Year.of(request.user, many)


def _card_page(request: Request, form: TriageForm, *, person: Person | None) -> HttpResponse:
    queue = Queue.of(request.user, request.GET.get("sort", "name"))
    count = queue.count()
    skip = min(_skip(request), max(0, count - 1))
    coming = queue.part(skip, FEW + 1)
    shown = person or (coming[0] if coming else None)
    card = Card.of(request.user, shown, form.data if form.is_bound else request.GET) if shown else None
    year_form, year = year_of(request)
    return form_page(
        request, "ties/triage.html", person=shown, tie=card and card.tie, card=card, count=count, skip=skip,
        place=skip + 1, is_chosen=person is not None, form=form, table=Table.of(request.user), year=year,
        year_form=year_form, verdicts=Triage.Verdict, done=sorted_today(request.user),
        coming=[one for one in coming if one != shown][:FEW],
    )  # fmt: skip


def _skip(request: Request) -> int:
    text = request.POST.get("skip", request.GET.get("skip", "0"))
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _asked_for(request: Request) -> Person | None:
    """Whom the address names, as far as I may see them; else the next one's turn."""
    uid = _uid(request.GET.get("person", ""))
    if uid is None:
        return None
    people = Person.objects.visible_to(request.user).exclude(account=request.user)
    return people.with_details().filter(uid=uid).first()


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _gone(request: Request, uid: UUID) -> HttpResponse:
    """Somebody of mine who was deleted meanwhile is named, and the next card comes; of others' nothing is said."""
    was = Person.objects.filter(keeper=request.user, uid=uid).exclude(deleted_at=None).first()
    if was is None:
        raise Http404
    say(request, _("%(name)s is not in your book any more, so nothing was decided.") % {"name": was.full_name})
    return redirect(f"{reverse('ties:triage')}?skip={_skip(request)}")


def _steps_back(request: Request) -> Tie | None:
    uid = _uid(request.POST.get("steps_back", ""))
    return Tie.objects.visible_to(request.user).seated().with_owner().filter(uid=uid).first() if uid else None


def _ask_who(request: Request, tie: Tie, form: TriageForm, full: CircleFull) -> HttpResponse:
    kept = [(name, value) for name, value in request.POST.items() if name in form.fields or name == "skip"]
    candidates = may_step_back(request.user, full.circle)
    context = {"tie": tie, "circle": Circle(full.circle), "seats": full.seats, "kept": kept, "candidates": candidates}
    return form_page(request, "ties/triage_full.html", skip=_skip(request), **context)


def _decided(made: Triage, person: Person, steps_back: Tie | None) -> str:
    said = {"name": person.first_name, "verdict": made.get_verdict_display()}
    if steps_back is not None and steps_back.circle != made.tie.circle:
        said |= {"other": steps_back.person.first_name, "below": str(Circle(steps_back.circle).label)}
        return _("%(name)s: %(verdict)s. %(other)s steps back to %(below)s.") % said
    return _("%(name)s: %(verdict)s.") % said
