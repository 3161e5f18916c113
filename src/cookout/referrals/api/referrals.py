"""Programs' door to referrals: the same verbs as the pages. What the other keeps for himself is in no answer."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.models import Act
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import seen_or_404
from cookout.referrals import rules
from cookout.referrals.api.shapes import (
    CorrectionIn,
    KnownIn,
    KnownPartyOut,
    Many,
    Part,
    ReasonIn,
    ReferralIn,
    ReferralOut,
    ReferralPatch,
    SideIn,
    SideOut,
    StepIn,
    StepLineIn,
    WholeOut,
    said,
)
from cookout.referrals.models import Prospect, Referral, chain_of, seen
from cookout.ties.models import Promise

READ, WRITE = Scope("referrals:read"), Scope("referrals:write")

router = Router(tags=["Referrals"])


@router.get("/referrals", auth=READ, response={200: Many, **Refused}, summary="My referrals")
def referral_list(request: Request, part: Query[Part]) -> dict[str, Any]:
    """Those that I gave and was given, the latest first."""
    user = request.user
    mine = {"given": Referral.objects.given_by, "received": Referral.objects.given_to}
    found = mine.get(part.direction, Referral.objects.visible_to)(user)
    if part.person is not None:
        person = seen_or_404(user, part.person)
        found = found.filter(pk__in=Referral.objects.of(user, person).values("pk"))
    if part.open is not None:
        found = found.open() if part.open else found.exclude(state__in=rules.OPEN)
    if part.owing is not None:
        owing = Referral.objects.owing()
        found = found.filter(pk__in=owing.values("pk")) if part.owing else found.exclude(pk__in=owing.values("pk"))
    found = found.filter(state=part.state) if part.state else found
    found = found.matching(part.q)
    rows = found.with_parties().order_by("-given_on", "-pk")[part.offset : part.offset + part.limit]
    return {"count": found.count(), "items": [one.as_data() for one in seen(rows, user)]}


@router.post("/referrals", auth=WRITE, response={201: WholeOut, **Refused}, summary="Pass or note a referral")
def referral_create(request: Request, data: ReferralIn) -> Status[Any]:
    """Pass one on, note one that came to me, or keep a name for now."""
    user = request.user
    if (data.provider is None) == (data.referrer is None):
        raise Refusal("Say either the provider, to whom you pass it, or the referrer, who gave it to you.")
    values = {**said(data), "parent": _parent(request, data.grew_out_of), **_grown(request, data)}
    values |= {"may_contact": data.may_contact} | ({"given_on": data.given_on} if data.given_on else {})
    values |= {"private_note": data.private_note} if data.private_note else {}
    whom = data.prospect
    person = seen_or_404(user, whom.person) if whom and whom.person else None
    prospect = whom and Prospect(whom.name, whom.mail, whom.phone, person)
    both: dict[str, Any] = {"by": user, "prospect": prospect, "uid": data.uid, "despite": data.despite, **values}
    if data.provider is not None:
        one = Referral.give(to=seen_or_404(user, data.provider), **both)
    else:
        one = Referral.receive(referrer=seen_or_404(user, data.referrer), **both)
    return Status(201, _whole(request, one.uid))


@router.get("/referrals/{uuid:uid}", auth=READ, response={200: WholeOut, **Refused}, summary="One referral")
def referral_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """One of mine, with its steps."""
    return _whole(request, uid)


@router.get("/referrals/{uuid:uid}/chain", auth=READ, response={200: list[ReferralOut], **Refused}, summary="Its chain")
def referral_chain(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The first, and all that grew from it, as far as they are mine."""
    return [one.as_data() for one in seen(chain_of(_mine(request, uid), request.user), request.user)]


@router.patch("/referrals/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Change what is known")
def referral_update(request: Request, uid: uuid.UUID, data: ReferralPatch) -> dict[str, str]:
    """Change what is said; the rest stays."""
    one, values = _mine(request, uid), said(data, nothing_is_a_word=True)
    if "grew_out_of" in data.model_fields_set:
        values["parent"] = _parent(request, data.grew_out_of)
    said_of, about = data.prospect, None
    if said_of is not None:
        about = Prospect(said_of.name, said_of.mail, said_of.phone)
    return _key(one.change(by=request.user, prospect=about, **values))


@router.post("/referrals/{uuid:uid}/agree", auth=WRITE, response={200: UndoKey, **Refused}, summary="They agreed")
def referral_agree(request: Request, uid: uuid.UUID, data: StepLineIn) -> dict[str, str]:
    """The prospect may be contacted: a name becomes a referral. Twice is once."""
    return _key(_mine(request, uid).agree(by=request.user, note=data.note))


@router.post("/referrals/{uuid:uid}/accept", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take it on")
def referral_accept(request: Request, uid: uuid.UUID, data: StepLineIn) -> dict[str, str]:
    """Take it on. Twice is once."""
    return _key(_mine(request, uid).accept(by=request.user, note=data.note))


@router.post("/referrals/{uuid:uid}/decline", auth=WRITE, response={200: UndoKey, **Refused}, summary="Say no, and why")
def referral_decline(request: Request, uid: uuid.UUID, data: ReasonIn) -> dict[str, str]:
    """Say no, so that somebody else can be asked."""
    return _key(_mine(request, uid).decline(by=request.user, reason=data.reason))


@router.post("/referrals/{uuid:uid}/move", auth=WRITE, response={200: UndoKey, **Refused}, summary="Say it went on")
def referral_move(request: Request, uid: uuid.UUID, data: StepIn) -> dict[str, str]:
    """Tried, reached, met, proposed, won, lost, no fit."""
    return _key(_mine(request, uid).move(by=request.user, state=data.state.value, note=data.note, on=data.on))


@router.post("/referrals/{uuid:uid}/correct", auth=WRITE, response={200: UndoKey, **Refused}, summary="Correct a state")
def referral_correct(request: Request, uid: uuid.UUID, data: CorrectionIn) -> dict[str, str]:
    """Put a wrong state right; the trace stays."""
    return _key(_mine(request, uid).correct(by=request.user, state=data.state.value, note=data.note))


@router.post("/referrals/{uuid:uid}/withdraw", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take it back")
def referral_withdraw(request: Request, uid: uuid.UUID, data: StepLineIn) -> dict[str, str]:
    """Take it back before it was accepted."""
    return _key(_mine(request, uid).withdraw(by=request.user, note=data.note))


@router.post("/referrals/{uuid:uid}/disown", auth=WRITE, response={200: UndoKey, **Refused}, summary="Not mine")
def referral_disown(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Say that a referral noted in my name is not mine."""
    return _key(_mine(request, uid).disown(by=request.user))


@router.put("/referrals/{uuid:uid}/side", auth=WRITE, response={200: SideOut, **Refused}, summary="What is mine alone")
def referral_side(request: Request, uid: uuid.UUID, data: SideIn) -> dict[str, Any]:
    """Write down what is for me alone."""
    one = _mine(request, uid)
    values: dict[str, Any] = {name: None for name in ("one_to_one", "promise") if name in data.model_fields_set}
    values |= _grown(request, data) | ({"note": data.note} if data.note is not None else {})
    one.keep_side(by=request.user, **values)
    return seen([one], request.user)[0].as_data()


@router.post("/referrals/{uuid:uid}/known", auth=WRITE, response={200: KnownPartyOut, **Refused}, summary="Who it is")
def referral_known(request: Request, uid: uuid.UUID, data: KnownIn) -> dict[str, Any]:
    """Say who of my book a party is, or add them to it."""
    one, user = _mine(request, uid), request.user
    if data.person is None:
        return {"person": one.add_to_book(by=user, role=data.role.value).uid}
    person = seen_or_404(user, data.person)
    one.know(by=user, role=data.role.value, person=person)
    return {"person": person.uid}


def _mine(request: Request, uid: uuid.UUID) -> Referral:
    one: Referral = _row(Referral.objects.visible_to(request.user).with_parties(), uid)
    return one


def _whole(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    shown = seen([_mine(request, uid)], request.user)[0]
    return {**shown.as_data(), "steps": shown.steps()}


def _row(rows: Any, uid: uuid.UUID | None) -> Any:
    return get_object_or_404(rows, uid=uid)


def _maybe(rows: Any, uid: uuid.UUID | None) -> Any:
    return None if uid is None else _row(rows, uid)


def _parent(request: Request, uid: uuid.UUID | None) -> Referral | None:
    parent: Referral | None = _maybe(Referral.objects.visible_to(request.user), uid)
    return parent


def _grown(request: Request, data: ReferralIn | SideIn) -> dict[str, Any]:
    """From which 1-2-1 or promise of mine."""
    rows = {
        "one_to_one": _maybe(OneToOne.objects.visible_to(request.user), data.one_to_one),
        "promise": _maybe(Promise.objects.visible_to(request.user), data.promise),
    }
    return {name: row for name, row in rows.items() if row is not None}


def _key(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
