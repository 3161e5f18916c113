"""Programs' door to events of two: this was a 1-2-1."""

import uuid

from ninja import Router, Schema, Status

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.one_to_ones.models import OneToOne, from_meeting, met_in

router = Router(tags=["1-2-1s"])


class MadeOut(Schema):
    """The 1-2-1 that came of it, or that was there already."""

    uid: uuid.UUID
    state: str


@router.post(
    "/meetings/{uid}/one-to-one",
    auth=Scope("one_to_ones:write"),
    response={201: MadeOut, **Refused},
    summary="This was a 1-2-1",
)
def meeting_one_to_one(request: Request, uid: uuid.UUID) -> Status[OneToOne]:
    """Make a 1-2-1 of an event of two of a calendar that is brought in; `uid` is that of its row."""
    return Status(201, from_meeting(met_in(request.user, uid), by=request.user)[0])
