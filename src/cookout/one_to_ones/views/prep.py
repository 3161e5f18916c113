"""Before: the prep sheet, with an appointment or without, on screen and on paper."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core import papers
from cookout.core.http import Request
from cookout.one_to_ones.models import OneToOne
from cookout.one_to_ones.models.prep import prep_for, upcoming
from cookout.one_to_ones.papers import file_name, prep_paper
from cookout.people.models import Person
from cookout.ties.models import local_today

Asked = tuple[Person, OneToOne | None]


@require_safe
def prep_detail(request: Request, uid: UUID) -> HttpResponse:
    """The sheet for one 1-2-1."""
    return _page(request, *_of_one(request, uid))


@require_safe
def person_prep(request: Request, uid: UUID) -> HttpResponse:
    """The sheet for one person, for the next 1-2-1 where one is planned."""
    return _page(request, *_of_person(request, uid))


@require_safe
def prep_pdf(request: Request, uid: UUID) -> HttpResponse:
    """The sheet for one 1-2-1, on paper."""
    return _paper(request, *_of_one(request, uid))


@require_safe
def person_prep_pdf(request: Request, uid: UUID) -> HttpResponse:
    """The sheet for one person, on paper."""
    return _paper(request, *_of_person(request, uid))


def _of_one(request: Request, uid: UUID) -> Asked:
    one = get_object_or_404(OneToOne.objects.visible_to(request.user).prefetch_related("seats"), uid=uid)
    people = Person.objects.visible_to(request.user).with_details()
    return get_object_or_404(people, pk=one.seat(request.user).knows_id), one


def _of_person(request: Request, uid: UUID) -> Asked:
    person = get_object_or_404(Person.objects.visible_to(request.user).with_details(), uid=uid)
    if person.account_id == request.user.pk:
        raise Http404
    return person, upcoming(request.user, person)


def _page(request: Request, person: Person, one: OneToOne | None) -> HttpResponse:
    sheet = prep_for(request.user, person, one, today=local_today(request.user))
    return TemplateResponse(request, "one_to_ones/prep.html", {"prep": sheet, "person": person, "one": one})


def _paper(request: Request, person: Person, one: OneToOne | None) -> HttpResponse:
    sheet = prep_for(request.user, person, one, today=local_today(request.user))
    return papers.answer(prep_paper(sheet, size=papers.size_for(request.user)), file_name(sheet))
