"""Programs' door to what passes between me and one person: gives beside takes, and whether it is time to ask."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.people.models import seen_or_404
from cookout.referrals.api.business import TotalOut
from cookout.referrals.api.kept import (
    AskedForOut,
    AskIn,
    AskPage,
    AskPatch,
    FavorIn,
    FavorOut,
    FavorPage,
    FavorPatch,
    KeptPart,
    ResultIn,
    ReviewIn,
    ReviewOut,
    ReviewPage,
    ReviewPatch,
    TestimonialIn,
    TestimonialOut,
    TestimonialPage,
    TestimonialPatch,
    part_of,
)
from cookout.referrals.models import Ask, Favor, Referral, Review, Testimonial
from cookout.referrals.models.between import between
from cookout.referrals.models.earned import earned
from cookout.ties.models import Tie

READ, WRITE = Scope("referrals:read"), Scope("referrals:write")

router = Router(tags=["Referrals"])


class GivenOut(Schema):
    """One kind of help in both directions, with the latest of each."""

    what: str
    gave: int
    took: int
    last_gave: dt.date | None
    last_took: dt.date | None


class DeedOut(Schema):
    """One thing that one did for the other."""

    on: dt.date
    what: str
    by_me: bool
    text: str


class DoneOut(Schema):
    """One thing that was done since the last ask."""

    on: dt.date
    text: str


class GivingOut(Schema):
    """What stands between me and one person; `tree` is what grew out of her referrals, and no amount is in both."""

    person: uuid.UUID
    rows: list[GivenOut]
    deeds: list[DeedOut]
    own: list[TotalOut]
    tree: list[TotalOut]
    asked_on: dt.date | None
    done: list[DoneOut]
    may_ask: str = Field(
        description="`time`, or what comes first: owes, overdue, rest, badly, stranger, nothing, little"
    )
    why: str


@router.get("/giving/{uuid:uid}", auth=READ, response={200: GivingOut, **Refused}, summary="Gives beside takes")
def giving_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Everything given and taken between me and this person, what it brought, and whether it is time to ask."""
    tie = _tie_with(request, uid)
    found = between(request.user, tie.person)
    now = earned(request.user, tie, found)
    return {
        "person": tie.person.uid,
        "rows": list(found.rows),
        "deeds": list(found.deeds),
        "own": list(found.brought.own),
        "tree": list(found.brought.tree),
        "asked_on": now.last_ask.on if now.last_ask else None,
        "done": list(now.done),
        "may_ask": now.answer,
        "why": now.why,
    }


@router.get("/favors", auth=READ, response={200: FavorPage, **Refused}, summary="Help and thanks")
def favor_list(request: Request, part: Query[KeptPart]) -> dict[str, Any]:
    """What I noted, the latest first."""
    return part_of(Favor.objects.visible_to(request.user), part)


@router.post("/favors", auth=WRITE, response={201: FavorOut, **Refused}, summary="Note help or thanks")
def favor_create(request: Request, data: FavorIn) -> Status[Favor]:
    """Note what one did for the other."""
    said = data.model_dump(exclude={"person"})
    return Status(201, Favor.note(by=request.user, tie=_tie_with(request, data.person), **said))


@router.get("/favors/{uuid:uid}", auth=READ, response={200: FavorOut, **Refused}, summary="One favor")
def favor_detail(request: Request, uid: uuid.UUID) -> Any:
    """One of mine."""
    return _mine(Favor, request, uid)


@router.patch("/favors/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Correct a favor")
def favor_update(request: Request, uid: uuid.UUID, data: FavorPatch) -> dict[str, str]:
    """Write it down differently."""
    return _key(_mine(Favor, request, uid).correct(by=request.user, **_said(data)))


@router.delete("/favors/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a favor away")
def favor_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take it away."""
    return _key(_mine(Favor, request, uid).remove(by=request.user))


@router.get("/testimonials", auth=READ, response={200: TestimonialPage, **Refused}, summary="Words of praise")
def testimonial_list(request: Request, part: Query[KeptPart]) -> dict[str, Any]:
    """Given and received, the latest first."""
    return part_of(Testimonial.objects.visible_to(request.user), part)


@router.post("/testimonials", auth=WRITE, response={201: TestimonialOut, **Refused}, summary="Keep words of praise")
def testimonial_create(request: Request, data: TestimonialIn) -> Status[Testimonial]:
    """Keep words of praise, given or received."""
    said = data.model_dump(exclude={"person", "referral"}) | {"referral": _referral(request, data.referral)}
    return Status(201, Testimonial.keep(by=request.user, tie=_tie_with(request, data.person), **said))


@router.get("/testimonials/{uuid:uid}", auth=READ, response={200: TestimonialOut, **Refused}, summary="Some praise")
def testimonial_detail(request: Request, uid: uuid.UUID) -> Any:
    """One of mine."""
    return _mine(Testimonial, request, uid)


@router.patch("/testimonials/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Correct praise")
def testimonial_update(request: Request, uid: uuid.UUID, data: TestimonialPatch) -> dict[str, str]:
    """Write it down differently."""
    return _key(_mine(Testimonial, request, uid).correct(by=request.user, **_said(data)))


@router.delete("/testimonials/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take praise away")
def testimonial_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take it away."""
    return _key(_mine(Testimonial, request, uid).remove(by=request.user))


@router.get("/asks", auth=READ, response={200: AskPage, **Refused}, summary="Asks for referrals")
def ask_list(request: Request, part: Query[KeptPart]) -> dict[str, Any]:
    """Whom I asked, the latest first."""
    return part_of(Ask.objects.visible_to(request.user), part)


@router.post("/asks", auth=WRITE, response={201: AskedForOut, **Refused}, summary="Note that I asked")
def ask_create(request: Request, data: AskIn) -> Status[Ask]:
    """Note that I asked for a referral."""
    said = data.model_dump(exclude={"person"})
    return Status(201, Ask.note(by=request.user, tie=_tie_with(request, data.person), **said))


@router.get("/asks/{uuid:uid}", auth=READ, response={200: AskedForOut, **Refused}, summary="One ask")
def ask_detail(request: Request, uid: uuid.UUID) -> Any:
    """One of mine."""
    return _mine(Ask, request, uid)


@router.patch("/asks/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Correct an ask")
def ask_update(request: Request, uid: uuid.UUID, data: AskPatch) -> dict[str, str]:
    """Write it down differently."""
    return _key(_mine(Ask, request, uid).correct(by=request.user, **_said(data)))


@router.delete("/asks/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take an ask away")
def ask_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take it away."""
    return _key(_mine(Ask, request, uid).remove(by=request.user))


@router.post("/asks/{uuid:uid}/result", auth=WRITE, response={200: UndoKey, **Refused}, summary="What came of an ask")
def ask_result(request: Request, uid: uuid.UUID, data: ResultIn) -> dict[str, str]:
    """Say which referral came of it."""
    one = get_object_or_404(Referral.objects.visible_to(request.user), uid=data.referral)
    return _key(_mine(Ask, request, uid).bring(by=request.user, referral=one))


@router.get("/reviews", auth=READ, response={200: ReviewPage, **Refused}, summary="Reviews with clients")
def review_list(request: Request, part: Query[KeptPart]) -> dict[str, Any]:
    """What I agreed to look at with whom, and when next."""
    return part_of(Review.objects.visible_to(request.user).select_related("promise"), part)


@router.post("/reviews", auth=WRITE, response={201: ReviewOut, **Refused}, summary="Agree on a review")
def review_create(request: Request, data: ReviewIn) -> Status[Review]:
    """Agree to look at something together every so many months."""
    said = data.model_dump(exclude={"person", "next_on"}) | {"first_on": data.next_on}
    return Status(201, Review.agree(by=request.user, tie=_tie_with(request, data.person), **said))


@router.get("/reviews/{uuid:uid}", auth=READ, response={200: ReviewOut, **Refused}, summary="One review")
def review_detail(request: Request, uid: uuid.UUID) -> Any:
    """One of mine."""
    return _mine(Review, request, uid)


@router.patch("/reviews/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Change a review")
def review_update(request: Request, uid: uuid.UUID, data: ReviewPatch) -> dict[str, str]:
    """Change what, how often, or the next date."""
    return _key(_mine(Review, request, uid).correct(by=request.user, **_said(data)))


@router.delete("/reviews/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="No more of a review")
def review_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """No more of them; the date that stands goes too."""
    return _key(_mine(Review, request, uid).remove(by=request.user))


def _said(data: Schema) -> dict[str, Any]:
    """What is not left out; null leaves it as it is."""
    return {name: value for name, value in data.model_dump(exclude_unset=True).items() if value is not None}


def _key(act: Any) -> dict[str, str]:
    return {"act": str(act.uid)}


def _mine(model: Any, request: Request, uid: uuid.UUID) -> Any:
    return get_object_or_404(model.objects.visible_to(request.user).select_related("tie__person"), uid=uid)


def _referral(request: Request, uid: uuid.UUID | None) -> Referral | None:
    return get_object_or_404(Referral.objects.visible_to(request.user), uid=uid) if uid else None


def _tie_with(request: Request, uid: uuid.UUID) -> Tie:
    """My tie with this person; nobody has one with themselves."""
    person = seen_or_404(request.user, uid)
    if person.account_id == request.user.pk:
        raise Http404
    return Tie.objects.between(request.user, person)
