"""Programs' door to the prep sheet, the same data as the page, and to its sheet of paper."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from cookout.core import papers
from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.one_to_ones.models import OneToOne
from cookout.one_to_ones.models.prep import Prep, prep_for, upcoming
from cookout.one_to_ones.papers import file_name, prep_paper
from cookout.people.models import Person
from cookout.ties.models import local_today

READ = Scope("one_to_ones:read")
PAPER: dict[str, Any] = {
    "responses": {
        200: {
            "description": "One page.",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}

router = Router(tags=["1-2-1s"])


class AskOut(Schema):
    """One question worth asking, why, and whether that is because it is `unknown`, `thin` or `stale`."""

    number: int
    prompt: str
    facet: str
    social: bool
    text: str
    why: str
    reason: str


class SharedOut(Schema):
    """One thing both share: the sentence, and the two entries that met."""

    sentence: str
    personal: bool
    mine: str
    theirs: str
    how: str


class OfferOut(Schema):
    """What one (`seeker`: `me`, `them` or `both`) seeks and the other has, and what to say."""

    sentence: str
    say: str
    seeker: str
    mine: str
    theirs: str


class GroundOut(Schema):
    """What to begin with."""

    shared: list[SharedOut]
    offers: list[OfferOut]


class KnownOut(Schema):
    """One thing I know: whether they wrote it themselves (`told`) or I did, when, and whether it is a year old."""

    facet: str
    prompt: str
    short: str
    text: str
    told: bool
    source: str
    on: dt.date
    age: str
    stale: bool
    key: uuid.UUID


class PartOut(Schema):
    """One heading of the dance card, and the question of the sheet that asks for the rest."""

    facet: str
    label: str
    known: list[KnownOut]
    hint: str
    question: int | None


class CustomerOut(Schema):
    """One of the last ten customers."""

    story: str
    sent_by: str


class PromiseLineOut(Schema):
    """A promise of mine."""

    uid: uuid.UUID
    text: str
    due_on: dt.date
    made_on: dt.date
    kept: bool


class SaidOut(Schema):
    """What I wrote down to one question."""

    question: str
    text: str


class LastOut(Schema):
    """The last 1-2-1: how it went, what I wrote down and what I promised."""

    one_to_one: uuid.UUID
    on: dt.date
    line: str
    said: list[SaidOut]
    promises: list[PromiseLineOut]


class HeadingOut(Schema):
    """How many things I know of one heading, up to three."""

    facet: str
    label: str
    known: int


class GrownOut(Schema):
    """How much was known after one 1-2-1."""

    one_to_one: uuid.UUID
    on: dt.date
    known: int
    share: float


class NextOut(Schema):
    """What the next 1-2-1 is for: about `me`, `them` or `both`."""

    about: str
    words: str
    why: str
    headings: list[str]


class CoverageOut(Schema):
    """How much of the dance card I know: `share` by value, `known` of `asked` questions, `gains` of 15 pips."""

    share: float
    known: int
    asked: int
    gains: int
    headings: list[HeadingOut]
    grown: list[GrownOut]
    next: NextOut


class PrepOut(Schema):
    """The prep sheet."""

    person: uuid.UUID
    one_to_one: uuid.UUID | None
    name: str
    first_name: str
    headline: str
    occasion: str
    lede: str
    when: str
    where: str
    agenda: str
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    left: float | None
    questions: list[AskOut]
    balance: str
    ground: GroundOut
    referral_says: list[str]
    promises: list[PromiseLineOut]
    last: LastOut | None
    card: list[PartOut]
    customers: list[CustomerOut]
    customers_read: str
    filled_in_on: dt.date | None
    filled_in: str
    coverage: CoverageOut
    prepared_for: str
    prepared_on: dt.date
    footer: str


@router.get("/1-2-1s/{uid}/prep", auth=READ, response={200: PrepOut, **Refused}, summary="The prep sheet of a 1-2-1")
def prep_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Everything to read before one 1-2-1."""
    return _of_one(request, uid).as_data()


@router.get("/people/{uid}/prep", auth=READ, response={200: PrepOut, **Refused}, summary="The prep sheet of a person")
def person_prep(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Everything to read before the next 1-2-1 with a person, whether it is planned or not."""
    return _of_person(request, uid).as_data()


@router.get("/1-2-1s/{uid}/prep.pdf", auth=READ, response=Refused, openapi_extra=PAPER, summary="The same on paper")
def prep_pdf(request: Request, uid: uuid.UUID) -> HttpResponse:
    """The prep sheet of a 1-2-1 as one page."""
    return _paper(request, _of_one(request, uid))


@router.get("/people/{uid}/prep.pdf", auth=READ, response=Refused, openapi_extra=PAPER, summary="The same on paper")
def person_prep_pdf(request: Request, uid: uuid.UUID) -> HttpResponse:
    """The prep sheet of a person as one page."""
    return _paper(request, _of_person(request, uid))


def _of_one(request: Request, uid: uuid.UUID) -> Prep:
    user = request.user
    one = get_object_or_404(OneToOne.objects.visible_to(user).prefetch_related("seats"), uid=uid)
    people = Person.objects.visible_to(user).with_details()
    return prep_for(user, get_object_or_404(people, pk=one.seat(user).knows_id), one, today=local_today(user))


def _of_person(request: Request, uid: uuid.UUID) -> Prep:
    user = request.user
    person = get_object_or_404(Person.objects.visible_to(user).with_details(), uid=uid)
    if person.account_id == user.pk:
        raise Http404
    return prep_for(user, person, upcoming(user, person), today=local_today(user))


def _paper(request: Request, prep: Prep) -> HttpResponse:
    return papers.answer(prep_paper(prep, size=papers.size_for(request.user)), file_name(prep))
