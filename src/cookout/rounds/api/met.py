"""Programs' door to who has met whom."""

import datetime as dt
import uuid
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.groups.models import Group
from cookout.rounds.models.met import HasMet

router = Router(tags=["rounds"])
READ = Scope("rounds:read")


class MetMemberOut(Schema):
    """A member of today in her field, the contact sphere of her profession; without account nothing is known."""

    uid: uuid.UUID
    name: str
    field: str
    has_account: bool


class MetPairOut(Schema):
    """Two memberships, the day of their last 1-2-1, and how long ago: month is within one, half within six."""

    first: uuid.UUID
    second: uuid.UUID
    on: dt.date
    band: Literal["month", "quarter", "half", "year", "longer"]


class MetGapOut(Schema):
    """Two fields, how many pairs of their members have met, and of how many."""

    first: str
    second: str
    met: int
    of: int


class MetNewestOut(Schema):
    """Who came last within half a year, and how many of the others she has met."""

    name: str
    met: int
    of: int


class MetGroupOut(Schema):
    """Which group."""

    uid: uuid.UUID
    name: str


class HasMetOut(Schema):
    """Counts; for fellow members also the pairs that met, and of one's own row the members to think of.

    Two members with account who stand in no pair have never met. `no_referral` are those whom I met without a referral
    between us, `no_one_to_one` those with whom I share a referral and never met.
    """

    group: MetGroupOut
    today: dt.date
    pairs: int
    in_a_year: int
    never: int
    without_account: int
    widest_gap: MetGapOut | None
    newest: MetNewestOut | None
    members: list[MetMemberOut]
    met: list[MetPairOut]
    no_referral: list[uuid.UUID]
    no_one_to_one: list[uuid.UUID]


@router.get("/groups/{uuid:uid}/met", auth=READ, response={200: HasMetOut, **Refused}, summary="Who has met whom")
def met_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Each pair's last 1-2-1, for who sits in the group; counts for who directs its region."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    return HasMet.of(group, viewer=request.user).as_data()
