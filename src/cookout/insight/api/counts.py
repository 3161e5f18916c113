"""Programs' door to counts: my month and my target, a group's roster, what its members did from day to day."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.groups.models import Group
from cookout.insight.models import MonthlyTarget
from cookout.insight.models.group_month import Roster
from cookout.insight.models.progress import Progress
from cookout.insight.models.target import MOST

router = Router(tags=["what works"])
READ, WRITE = Scope("insight:read"), Scope("insight:write")


class CountsOut(Schema):
    """Confirmed 1-2-1s, accepted referrals given and received, and how often a referral was thanked for."""

    one_to_ones: int
    given: int
    received: int
    thanked: int


class ProgressOut(CountsOut):
    """My month so far: `waiting` for the other's word, `planned` until its end, `expected` from how it went before."""

    month: str
    waiting: int
    planned: int
    target: int | None
    expected: list[int] | None
    said: list[str]


class TargetIn(Schema):
    """How many 1-2-1s a month."""

    one_to_ones: int = Field(ge=1, le=MOST)


class RosterRowOut(Schema):
    """One member. `counts` and `met` are null where they are not known, or not shown in this group."""

    uid: uuid.UUID
    name: str
    classification: str
    has_account: bool
    counts: CountsOut | None
    met: int | None
    attendance: list[str]


class RosterOut(Schema):
    """A group's month so far, its sums null where they would tell of one.

    `to_meet` is how many others with an account each of them can meet.
    """

    group: uuid.UUID
    month: str
    one_to_ones: int | None
    given: int | None
    to_meet: int
    members: list[RosterRowOut]


class Sorted(Schema):
    """In which order: one_to_ones, given, received, met or name."""

    sort: str = ""


@router.get("/insight/month", auth=READ, response={200: ProgressOut, **Refused}, summary="My month so far")
def month_detail(request: Request) -> dict[str, Any]:
    """What took place, what is planned, and what that makes. Compared with nobody."""
    return Progress.of(request.user).as_data()


@router.put("/insight/month/target", auth=WRITE, response={200: UndoKey, **Refused}, summary="Set my target")
def target_set(request: Request, data: TargetIn) -> dict[str, Any]:
    """Wish for so many 1-2-1s a month; only I see it."""
    return {"act": str(MonthlyTarget.set(data.one_to_ones, by=request.user).uid)}


@router.delete("/insight/month/target", auth=WRITE, response={200: UndoKey, **Refused}, summary="Have no target")
def target_clear(request: Request) -> dict[str, Any]:
    """Wish for no number."""
    return {"act": str(MonthlyTarget.clear(by=request.user).uid)}


@router.get("/groups/{uuid:uid}/roster", auth=READ, response={200: RosterOut, **Refused}, summary="Roster with counts")
def roster_detail(request: Request, uid: uuid.UUID, asked: Query[Sorted]) -> dict[str, Any]:
    """The members of today with their month so far, as the group agreed to show it."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    roster = Roster.of(group, viewer=request.user, sort=asked.sort)
    return {
        "group": group.uid, "month": f"{roster.first:%Y-%m}",
        "one_to_ones": roster.one_to_ones if roster.shows_sums else None,
        "given": roster.sums.given if roster.shows_sums else None,
        "to_meet": roster.to_meet, "members": [row.as_data() for row in roster.rows],
    }  # fmt: skip
