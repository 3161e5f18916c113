"""Programs' door to my standing, and to the ledger of one referral."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.referrals.models import LedgerEntry, Referral
from cookout.referrals.models.ledger_words import as_data, entry_data
from cookout.referrals.models.standing import reputation_of, shown
from cookout.ties.models import local_today

READ = Scope("referrals:read")

router = Router(tags=["Referrals"])


class LedgerEntryOut(Schema):
    """One line: what it is, why, since when, whose standing with whom; a correction names the line it takes back."""

    uid: uuid.UUID
    referral: uuid.UUID
    kind: str
    label: str
    cause: str
    why: str
    on: dt.date
    whose: str
    toward: str
    with_whom: str
    said_by: str
    corrects: uuid.UUID | None
    stands: bool


class StandingOut(Schema):
    """How I stand, 0 to 1 with its 80% interval; null while too little is known."""

    is_known: bool
    word: str
    evidence: str
    sure: str
    fading: str
    repaid: int
    cost: int
    people: int
    mean: float | None
    low: float | None
    high: float | None


class SumsOut(Schema):
    """What was lent and stands is what came back, what it cost, and what is out."""

    lent: int
    repaid: int
    cost: int
    at_stake: int


class ReputationOut(Schema):
    """Mine alone: the latest lines first."""

    standing: StandingOut
    sums: SumsOut
    at_stake: list[LedgerEntryOut]
    entries: list[LedgerEntryOut]


@router.get("/reputation", auth=READ, response={200: ReputationOut, **Refused}, summary="How I stand as a referrer")
def reputation_detail(request: Request) -> dict[str, Any]:
    """What I lend with referrals, what came back, and what is at stake; nobody else reads it."""
    return as_data(reputation_of(request.user, local_today(request.user)))


@router.get(
    "/referrals/{uuid:uid}/ledger", auth=READ, response={200: list[LedgerEntryOut], **Refused}, summary="Its ledger"
)
def ledger_list(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """What was lent with one referral and what came of it, for its two sides; in the order in which it was written."""
    one = get_object_or_404(Referral.objects.visible_to(request.user), uid=uid)
    entries = shown(LedgerEntry.objects.visible_to(request.user)).filter(referral=one).order_by("pk")
    return [entry_data(entry) for entry in entries]
