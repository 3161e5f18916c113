"""Planning: the list, the page of one, and the way to a new one."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import weekday
from cookout.core.undo import say
from cookout.one_to_ones.forms.planning import NearForm, NoteForm, ProposeForm
from cookout.one_to_ones.models import OneToOne, Standing, agenda, fellow, standings
from cookout.people.models import Person, seen_by

PAGE = 50


@require_safe
def one_to_one_list(request: Request) -> HttpResponse:
    """What waits for an answer, what is planned, what has been."""
    mine = OneToOne.objects.visible_to(request.user)
    person = _asked_for(request)
    if person is not None:
        mine = OneToOne.objects.of(request.user, person)
    page = Paginator(mine.settled(request.user).with_seats(), PAGE).get_page(request.GET.get("page"))
    past = standings(page.object_list, request.user)
    context = {"person": person, "open": agenda(request.user, mine), "page": page, "past": past}
    return TemplateResponse(request, "one_to_ones/one_to_one_list.html", context)


def one_to_one_create(request: Request, uid: UUID) -> HttpResponse:
    """Propose one to a fellow member; note one with anybody else, or one that has been."""
    person = get_object_or_404(Person.objects.visible_to(request.user).with_details(), uid=uid)
    if person.account_id == request.user.pk:
        raise Http404
    met, account = "met" in request.GET, fellow(request.user, person)
    form: Any = (
        ProposeForm(request.user, person, request.POST or None, near=NearForm(request.GET))
        if account and not met
        else NoteForm(request.user, person, request.POST or None, met=met)
    )
    if request.method == "POST" and form.is_valid() and (one := _made(request, form, person)):
        return redirect(one)
    context = {"person": person, "form": form, "met": met, "is_fellow": account is not None}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "one_to_ones/one_to_one_form.html", context, status=status)


@require_safe
def one_to_one_detail(request: Request, uid: UUID) -> HttpResponse:
    """When, where, what for, and the next act."""
    return detail_page(request, mine(request, uid))


def mine(request: Request, uid: UUID) -> OneToOne:
    """One of mine, with both seats."""
    one: OneToOne = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return one


def detail_page(request: Request, one: OneToOne, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one."""
    standing = Standing(one, request.user, one.person_for(request.user))
    context = {"one": one, "standing": standing, **more}
    return TemplateResponse(request, "one_to_ones/one_to_one_detail.html", context, status=status)


def _asked_for(request: Request) -> Person | None:
    """The person whose 1-2-1s are wanted."""
    wanted = request.GET.get("person", "")
    try:
        return seen_by(request.user, UUID(wanted)) if wanted else None
    except ValueError:
        return None


def _made(request: Request, form: Any, person: Person) -> OneToOne | None:
    """Do what the form says; a refusal stands on the page beside what was typed."""
    try:
        with one_act(by=request.user, verb="one_to_one.plan", about=person.full_name) as act:
            one: OneToOne = form.carry_out(person)
    except Refusal as no:
        form.refuse(no)
        return None
    said = {"name": person.first_name, "when": weekday(one.starts_at)}
    words = {"proposed": _("Proposed to %(name)s."), "planned": _("Planned with %(name)s: %(when)s.")}
    say(request, words.get(one.state, _("Noted: you and %(name)s met on %(when)s.")) % said, act)
    return one
