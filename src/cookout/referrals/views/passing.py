"""Pass a referral, note one that was given to me, and put right what is known of one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.one_to_ones.models import OneToOne, as_kept
from cookout.people.models import Person
from cookout.referrals.forms.changing import ChangeForm
from cookout.referrals.forms.passing import GIVE, NAME, RECEIVE, PassingForm
from cookout.referrals.models import Referral, Role
from cookout.ties.models import Promise


def referral_create(request: Request) -> HttpResponse:
    """Pass one, note one that came to me, or keep a name for now."""
    begun = _begun(request)
    data = request.POST if request.method == "POST" else None
    form = PassingForm(request.user, data, way=begun.way, with_whom=begun.whom, initial=begun.initial)
    if form.is_bound and form.is_valid() and (one := _made(request, form)):
        return redirect(one)
    context = {"form": form, "begun": begun, "ways": _ways(request, begun)}
    return TemplateResponse(request, "referrals/referral_form.html", context, status=422 if form.is_bound else 200)


def referral_update(request: Request, uid: UUID) -> HttpResponse:
    """Change what is known about it."""
    one = _mine(request, uid)
    form = ChangeForm(request.user, one, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            act = form.carry_out()
        except Refusal as no:
            form.refuse(no)
        else:
            say(request, _("Changed."), act)
            return redirect(one)
    context = {"one": one, "form": form, "other": one.other(request.user)}
    return TemplateResponse(request, "referrals/referral_update.html", context, status=422 if form.is_bound else 200)


@require_POST
def known_create(request: Request, uid: UUID, role: str) -> HttpResponse:
    """Say which person of my book a party is; without one, add them to it."""
    one = _mine(request, uid)
    if role not in Role.values:
        raise Http404
    with one_act(by=request.user, verb="person.keep", about=one.party(role).called) as act:
        if wanted := request.POST.get("person", ""):
            person = _row(Person.objects.visible_to(request.user), wanted)
            one.know(by=request.user, role=role, person=person)
        else:
            person = one.add_to_book(by=request.user, role=role)
    say(request, _("%(name)s is in your book.") % {"name": person.full_name}, act)
    return redirect(one)


@dataclass(frozen=True, slots=True)
class Begun:
    """What the address of the page says already: which way, with whom, about whom, from what it grew."""

    way: str
    whom: Person | None
    initial: dict[str, Any]


def _begun(request: Request) -> Begun:
    """What one may not see is not found."""
    user, asked = request.user, request.GET
    people = Person.objects.visible_to(user)
    grew = {
        "one_to_one": _row(OneToOne.objects.visible_to(user), asked.get("one_to_one")),
        "promise": _row(Promise.objects.visible_to(user), asked.get("promise")),
        "parent": _row(Referral.objects.visible_to(user), asked.get("parent")),
    }
    way = NAME if "name" in asked else RECEIVE if "from" in asked or grew["parent"] and "to" not in asked else GIVE
    whom = _row(people, asked.get("from") or asked.get("to")) or _met_there(request, grew)
    about = _row(people, asked.get("about"))
    known = {"whom": whom and as_kept(user, whom), "prospect": about and as_kept(user, about)}
    initial = {name: row for name, row in grew.items() if row is not None}
    for name, person in known.items():
        if person is not None:
            initial |= {name: person.full_name, f"{name}_is": str(person.uid)}
    return Begun(way, known["whom"], initial)


def _met_there(request: Request, grew: dict[str, Any]) -> Person | None:
    """Whom a 1-2-1 or a promise was with; what grew out of a referral comes from whom that one was about."""
    found: Person | None = None
    if grew["one_to_one"] is not None:
        found = grew["one_to_one"].person_for(request.user)
    elif grew["promise"] is not None and grew["promise"].tie_id is not None:
        found = grew["promise"].tie.person
    elif grew["parent"] is not None and "to" not in request.GET:
        found = grew["parent"].person_for(request.user, Role.PROSPECT)
    return found


def _ways(request: Request, begun: Begun) -> list[tuple[str, str, bool]]:
    """The three ways to begin, each with what is known already."""
    kept = request.GET.copy()
    for name in ("to", "from", "name"):
        kept.pop(name, None)
    whom = str(begun.whom.uid) if begun.whom else ""
    ways = []
    for label, way, name in (
        (_("I pass one"), GIVE, "to"), (_("I was given one"), RECEIVE, "from"), (_("A name for now"), NAME, "name"),
    ):  # fmt: skip
        query = kept.copy()
        query[name] = whom
        if name == "name" and whom:
            query["to"] = whom
        ways.append((f"?{query.urlencode()}", label, begun.way == way))
    return ways


def _made(request: Request, form: PassingForm) -> Referral | None:
    """Do what the form says; a refusal stands on the page beside what was typed."""
    try:
        with one_act(by=request.user, verb=f"referral.{form.deed}", about=form.about) as act:
            one = form.carry_out()
    except Refusal as no:
        form.refuse(no)
        return None
    say(request, _said(request, one), act)
    return one


def _said(request: Request, one: Referral) -> str:
    names = {"other": one.other(request.user).first_name, "prospect": one.prospect.called}
    if one.is_name:
        return _("Kept as a name: %(prospect)s. It becomes a referral when they agree to be contacted.") % names
    if one.role_of(request.user) == Role.REFERRER:
        return _("Passed to %(other)s: %(prospect)s.") % names
    return _("Noted: %(prospect)s, from %(other)s. Tell %(other)s that you have it.") % names


def _mine(request: Request, uid: UUID) -> Referral:
    one: Referral = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    return one


def _row(rows: Any, wanted: str | None) -> Any:
    """The row of this id among those one may see, or nothing where none is asked for."""
    if not wanted:
        return None
    try:
        return get_object_or_404(rows, uid=UUID(wanted))
    except ValueError as problem:
        raise Http404 from problem
