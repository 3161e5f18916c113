"""Programs' door to how well a referral fitted, and to what somebody knows of my work. Mine alone."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.people.models import Person, ProfileEntry
from cookout.referrals.models import Referral, Role, Teaching
from cookout.referrals.models.fit import fit_of, rate_fit
from cookout.referrals.models.stake import stake_of, tells_of
from cookout.referrals.models.teaching import LONGEST, good_referral, lesson
from cookout.ties.models import Tie

READ, WRITE = Scope("referrals:read"), Scope("referrals:write")

router = Router(tags=["Referrals"])


class TellOut(Schema):
    """One of the four answers about the referrer: yes or open, and the fact behind it."""

    key: str
    is_yes: bool
    fact: str
    question: str


class RatedFitOut(Schema):
    """How well it fitted, what was lent with it, and what it tells about the referrer."""

    fit: int | None
    reason: str
    calls_for_teaching: bool
    stake: int | None
    stake_word: str
    reasons: list[str]
    tells: list[TellOut]
    act: str | None = None


class FitIn(Schema):
    """From 1, not at all, to 5, just right; null takes it back."""

    fit: int | None = Field(None, ge=1, le=5)
    reason: str = Field("", max_length=300)


class TeachingOut(Schema):
    """Something that this person has been told."""

    uid: uuid.UUID
    text: str
    on: dt.date
    act: str | None = None


class LessonOfferOut(Schema):
    """Something I do that this person has not been told."""

    entry: uuid.UUID
    text: str


class CardLineOut(Schema):
    """One line of what makes a good referral for me."""

    label: str
    texts: list[str]


class LessonOut(Schema):
    """What one person knows of my work, what not yet, and the card to send."""

    known: list[TeachingOut]
    unknown: list[LessonOfferOut]
    card: list[CardLineOut]


class TeachingIn(Schema):
    """An entry of my profile, or other words. The same entry twice, or the same `uid`, is the same teaching."""

    entry: uuid.UUID | None = None
    text: str = Field("", max_length=LONGEST)
    on: dt.date | None = None
    referral: uuid.UUID | None = None
    uid: uuid.UUID | None = None


@router.get(
    "/referrals/{uuid:uid}/fit", auth=READ, response={200: RatedFitOut, **Refused}, summary="How well it fitted"
)
def fit_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """For its provider alone."""
    return _fit(_given_to_me(request, uid), request)


@router.put("/referrals/{uuid:uid}/fit", auth=WRITE, response={200: RatedFitOut, **Refused}, summary="Rate the fit")
def fit_update(request: Request, uid: uuid.UUID, data: FitIn) -> dict[str, Any]:
    """Say how well it fitted; nobody else reads it."""
    one = _given_to_me(request, uid)
    act = rate_fit(one, by=request.user, **data.model_dump())
    return {**_fit(one, request), "act": str(act.uid)}


@router.get("/people/{uuid:uid}/teachings", auth=READ, response={200: LessonOut, **Refused}, summary="What they know")
def teaching_list(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """What this person knows of my work by now, and what not yet."""
    found = lesson(request.user, _tie(request, uid))
    return {
        "known": list(found.known),
        "unknown": [{"entry": entry.uid, "text": entry.text} for entry in found.unknown],
        "card": [{"label": label, "texts": list(texts)} for label, texts in good_referral(request.user).lines],
    }


@router.post("/people/{uuid:uid}/teachings", auth=WRITE, response={200: TeachingOut, **Refused}, summary="Teach")
def teaching_create(request: Request, uid: uuid.UUID, data: TeachingIn) -> dict[str, Any]:
    """Note that this person knows it now."""
    tie, user, said = _tie(request, uid), request.user, data.model_dump(exclude={"entry", "referral"})
    if data.entry is not None:
        said["entry"] = get_object_or_404(ProfileEntry.objects.of(user), uid=data.entry)
    if data.referral is not None:
        theirs = Referral.objects.given_to(user).of(user, tie.person, Role.REFERRER)
        said["referral"] = get_object_or_404(theirs, uid=data.referral)
    made = Teaching.teach(by=user, tie=tie, **said)
    return {"uid": made.uid, "text": made.text, "on": made.on, "act": str(made.act.uid) if made.act else None}


@router.delete("/teachings/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Not told after all")
def teaching_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """It was not told after all."""
    teaching = get_object_or_404(Teaching.objects.visible_to(request.user), uid=uid)
    return {"act": str(teaching.remove(by=request.user).uid)}


def _given_to_me(request: Request, uid: uuid.UUID) -> Referral:
    one: Referral = get_object_or_404(Referral.objects.given_to(request.user).with_parties(), uid=uid)
    return one


def _tie(request: Request, uid: uuid.UUID) -> Tie:
    others = Person.objects.visible_to(request.user).exclude(account=request.user)
    return Tie.objects.between(request.user, get_object_or_404(others, uid=uid))


def _fit(one: Referral, request: Request) -> dict[str, Any]:
    rated, lent = fit_of(one, request.user), stake_of(one)
    return {
        "fit": rated.value, "reason": rated.reason, "calls_for_teaching": rated.calls_for_teaching,
        "stake": lent.level, "stake_word": lent.word, "reasons": list(lent.reasons),
        "tells": [
            {"key": tell.key, "is_yes": tell.is_yes, "fact": tell.fact, "question": tell.question}
            for tell in tells_of(one, request.user)
        ],
    }  # fmt: skip
