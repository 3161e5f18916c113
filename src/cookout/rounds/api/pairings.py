"""Programs' door to pairs: the same verbs as the pages."""

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.models import Act
from cookout.groups.models import Membership
from cookout.rounds.models import Pairing, Round
from cookout.rounds.models.repairing import repaired
from cookout.rounds.models.seen import SeenPair, seen, to_meet, with_all
from cookout.rounds.models.told_pair import as_data

READ, WRITE = Scope("rounds:read"), Scope("rounds:write")

router = Router(tags=["rounds"])


class PairSideOut(Schema):
    """One of the two: her seat in the group, my row of her where I see one, and what she says."""

    membership: uuid.UUID
    name: str
    person: uuid.UUID | None
    says: Literal["", "accepted", "declined"]
    is_me: bool


class PairingOut(Schema):
    """Two who meet in the week of a Monday, and why; `other` is named where I am one of the two."""

    uid: uuid.UUID
    round: uuid.UUID
    week: int
    week_on: dt.date
    slot: str
    other: str | None
    sides: list[PairSideOut]
    why: str
    is_drawn: bool
    state: str
    stands: bool
    one_to_one: uuid.UUID | None
    weeks: list[int] | None = None


class PairingPart(Schema):
    """Mine of this week and those to come; with `past`, all of mine."""

    past: bool = False


class PairAnswerIn(Schema):
    """For which of the two one answers, where it is not oneself."""

    membership: uuid.UUID | None = None


class PairWeekIn(PairAnswerIn):
    """Which week of the round instead."""

    week: Annotated[int, Field(ge=1)]


@router.get("/pairings", auth=READ, response={200: list[PairingOut], **Refused}, summary="Whom I meet in which week")
def pairing_list(request: Request, part: Query[PairingPart]) -> list[dict[str, Any]]:
    """My pairs that stand, of this week and to come."""
    mine = Pairing.objects.visible_to(request.user).of(request.user).filter(round__announced_at__isnull=False)
    rows = mine.order_by("round__starts_on", "week", "pk") if part.past else to_meet(request.user)
    return [as_data(one) for one in seen(request.user, rows)]


@router.get("/pairings/{uuid:uid}", auth=READ, response={200: PairingOut, **Refused}, summary="One pair")
def pairing_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """A pair of my groups; `weeks` are those in which the two can meet instead."""
    row = get_object_or_404(with_all(Pairing.objects.shown_to(request.user)), uid=uid)
    return as_data(SeenPair(row, request.user), with_weeks=True)


@router.post("/pairings/{uuid:uid}/accept", auth=WRITE, response={200: UndoKey, **Refused}, summary="Accept a pair")
def pairing_accept(request: Request, uid: uuid.UUID, data: PairAnswerIn) -> dict[str, str]:
    """Say yes. Twice is once."""
    row = _answered(request, uid)
    return _key(row.accept(by=request.user, membership=_whose(row, data)))


@router.post("/pairings/{uuid:uid}/decline", auth=WRITE, response={200: UndoKey, **Refused}, summary="Not this month")
def pairing_decline(request: Request, uid: uuid.UUID, data: PairAnswerIn) -> dict[str, str]:
    """Say no, without a reason; both get another partner where there is one. Twice is once."""
    row = _answered(request, uid)
    return _key(row.decline(by=request.user, membership=_whose(row, data)))


@router.post("/pairings/{uuid:uid}/swap", auth=WRITE, response={200: UndoKey, **Refused}, summary="Another week")
def pairing_swap(request: Request, uid: uuid.UUID, data: PairWeekIn) -> dict[str, str]:
    """The same two in another week of the round."""
    row = _answered(request, uid)
    return _key(row.swap(by=request.user, week=data.week, membership=_whose(row, data)))


@router.post("/rounds/{uuid:uid}/repair", auth=WRITE, response={200: UndoKey, **Refused}, summary="Mend a plan")
def repair_create(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """For those who left or are away since; with as few changes as possible."""
    made = get_object_or_404(Round.objects.led_by(request.user).select_related("group", "region"), uid=uid)
    return _key(repaired(made, by=request.user))


def _answered(request: Request, uid: uuid.UUID) -> Pairing:
    rows = Pairing.objects.answered_by(request.user).select_related("round")
    return get_object_or_404(rows, uid=uid)


def _whose(row: Pairing, data: PairAnswerIn) -> Membership | None:
    if data.membership is None:
        return None
    rows: Any = Membership.objects.filter(pk__in=(row.first_id, row.second_id)).select_related("group")
    found: Membership = get_object_or_404(rows, uid=data.membership)
    return found


def _key(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
