"""Programs' door to closed business: mine alone, in whole numbers of the smallest unit, never across currencies."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.amounts import amount_of
from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.money import LONGEST
from cookout.core.refusal import Refusal
from cookout.referrals.models import ClosedBusiness, Referral
from cookout.referrals.models.money import by_chain, by_person

READ, WRITE = Scope("referrals:read"), Scope("referrals:write")

router = Router(tags=["Referrals"])


class BusinessOut(Schema):
    """What a referral brought. `amount` is in the smallest unit of the currency; `said` is for people."""

    uid: uuid.UUID
    referral: uuid.UUID = Field(alias="referral.uid")
    amount: int
    currency: str
    said: str
    is_repeat: bool
    shares_band: bool
    on: dt.date
    note: str

    @staticmethod
    def resolve_said(business: ClosedBusiness) -> str:
        """The amount as people read it."""
        return str(business.paid)


class BusinessIn(Schema):
    """Business to note, as `amount` or as `text` such as “1,480.00”. The same `uid` again is the same business."""

    uid: uuid.UUID | None = None
    referral: uuid.UUID
    amount: int | None = None
    text: str = Field("", max_length=2 * LONGEST)
    currency: str = Field("", max_length=20)
    on: dt.date | None = None
    is_repeat: bool | None = None
    shares_band: bool = False
    note: str = Field("", max_length=200)


class BusinessPatch(Schema):
    """What to correct; what is left out stays."""

    amount: int | None = None
    text: str = Field("", max_length=2 * LONGEST)
    currency: str = Field("", max_length=20)
    on: dt.date | None = None
    is_repeat: bool | None = None
    shares_band: bool | None = None
    note: str | None = Field(None, max_length=200)


class BusinessPart(Schema):
    """Which business: of one referral, from and until a day, and which part of it."""

    referral: uuid.UUID | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=10**9)


class BusinessPage(Schema):
    """One part of the business, and how many there are in all."""

    items: list[BusinessOut]
    count: int


class TotalOut(Schema):
    """What came in one currency: all of it, how many times, and the part that was repeat business."""

    currency: str
    amount: int
    many: int
    repeat: int
    said: str


class OfPerson(Schema):
    """What one referrer brought by her own referrals."""

    name: str
    person: uuid.UUID | None
    totals: list[TotalOut]


class OfChain(Schema):
    """What one tree of referrals brought, under the referral with which it began."""

    began_with: uuid.UUID
    name: str
    totals: list[TotalOut]


class TotalsOut(Schema):
    """The same amounts twice: once by who referred, once by the tree they grew in."""

    by_person: list[OfPerson]
    by_chain: list[OfChain]


@router.get("/business", auth=READ, response={200: BusinessPage, **Refused}, summary="Closed business")
def business_list(request: Request, part: Query[BusinessPart]) -> dict[str, Any]:
    """Mine, the latest first."""
    asked = {"referral__uid": part.referral, "on__gte": part.since, "on__lte": part.until}
    rows = ClosedBusiness.objects.shown_to(request.user)
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return {"count": rows.count(), "items": list(rows[part.offset : part.offset + part.limit])}


@router.get("/business/totals", auth=READ, response={200: TotalsOut, **Refused}, summary="Totals of business")
def business_totals(request: Request) -> dict[str, Any]:
    """By person and by chain, in every currency alone."""
    user = request.user
    return {
        "by_person": [
            {"name": name, "person": person.uid if person else None, "totals": list(totals)}
            for name, person, totals in by_person(user)
        ],
        "by_chain": [
            {"began_with": root.uid, "name": root.prospect.called, "totals": list(totals)}
            for root, totals in by_chain(user)
        ],
    }


@router.post("/business", auth=WRITE, response={201: BusinessOut, **Refused}, summary="Note business")
def business_create(request: Request, data: BusinessIn) -> Status[ClosedBusiness]:
    """Note what a won referral brought."""
    one = get_object_or_404(Referral.objects.visible_to(request.user), uid=data.referral)
    paid = _paid(data)
    if "amount" not in paid:
        raise Refusal("Say the amount: a whole number of the smallest unit as `amount`, or words as `text`.")
    names = ("uid", "on", "is_repeat", "shares_band", "note")
    said = {name: getattr(data, name) for name in names}
    paid.setdefault("currency", data.currency)
    return Status(201, ClosedBusiness.close(by=request.user, referral=one, **paid, **said))


@router.get("/business/{uuid:uid}", auth=READ, response={200: BusinessOut, **Refused}, summary="One business")
def business_detail(request: Request, uid: uuid.UUID) -> Any:
    """One of mine."""
    return _mine(request, uid)


@router.patch("/business/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Correct business")
def business_update(request: Request, uid: uuid.UUID, data: BusinessPatch) -> dict[str, str]:
    """Correct it."""
    business = _mine(request, uid)
    names = ("on", "is_repeat", "shares_band", "note")
    said = {name: getattr(data, name) for name in names if getattr(data, name) is not None}
    act = business.correct(by=request.user, **said, **_paid(data, business.currency))
    return {"act": str(act.uid)}


@router.delete("/business/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take business away")
def business_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take it away."""
    return {"act": str(_mine(request, uid).remove(by=request.user).uid)}


def _paid(data: BusinessIn | BusinessPatch, currency: str = "") -> dict[str, Any]:
    """Amount and currency, as far as they were said."""
    if data.text and data.amount is not None:
        raise Refusal("Say the amount once: as `amount` or as `text`.")
    if data.text:
        paid = amount_of(data.text, data.currency or currency)
        return {"amount": paid.amount, "currency": paid.currency}
    said = {"amount": data.amount, "currency": data.currency or None}
    return {name: value for name, value in said.items() if value is not None}


def _mine(request: Request, uid: uuid.UUID) -> ClosedBusiness:
    return get_object_or_404(ClosedBusiness.objects.shown_to(request.user), uid=uid)
