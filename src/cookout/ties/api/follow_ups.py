"""Programs' door to follow-ups."""

import datetime as dt
import uuid
from typing import Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, UndoKey
from cookout.core.http import Request
from cookout.ties.api.promises import UntilIn
from cookout.ties.api.shapes import READ, WRITE, Part, Patch, key, mine, part_of, tie_with
from cookout.ties.models import FollowUp

router = Router(tags=["ties"])


class TieFollowUpOut(Schema):
    """What comes next with a person, by a day."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="tie.person.uid")
    text: str
    due_on: dt.date
    made_on: dt.date
    done_at: dt.datetime | None
    let_go_at: dt.datetime | None


class TieFollowUpIn(Schema):
    """A follow-up to plan. The same `uid` again is the same follow-up."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    due_on: dt.date
    text: str = Field("", max_length=300)


class TieFollowUpPatch(Patch):
    """What to write differently; what is left out stays."""

    text: str | None = Field(None, max_length=300)
    due_on: dt.date | None = None


class TieFollowUpPart(Part):
    """Which follow-ups: all, only the open ones, or only the past ones."""

    state: Literal["all", "open", "past"] = "all"


class TieFollowUpPage(Schema):
    """One part of the follow-ups, and how many there are in all."""

    items: list[TieFollowUpOut]
    count: int


@router.get("/follow-ups", auth=READ, response={200: TieFollowUpPage, **Refused}, summary="Follow-ups")
def follow_up_list(request: Request, part: Query[TieFollowUpPart]) -> dict[str, Any]:
    """What comes next with whom; `since` and `until` look at the day it is due."""
    rows = FollowUp.objects.shown_to(request.user)
    states = {"all": rows, "open": rows.open(), "past": rows.past()}
    return part_of(states[part.state], part, "due_on")


@router.post("/follow-ups", auth=WRITE, response={201: TieFollowUpOut, **Refused}, summary="Plan a follow-up")
def follow_up_create(request: Request, data: TieFollowUpIn) -> Status[FollowUp]:
    """Decide what comes next with a person, and when."""
    tie = tie_with(request, data.person)
    return Status(201, FollowUp.plan(tie, by=request.user, **data.model_dump(exclude={"person"})))


@router.get("/follow-ups/{uid}", auth=READ, response={200: TieFollowUpOut, **Refused}, summary="One follow-up")
def follow_up_detail(request: Request, uid: uuid.UUID) -> Any:
    """One follow-up."""
    return mine(FollowUp, request, uid)


@router.patch("/follow-ups/{uid}", auth=WRITE, response={200: TieFollowUpOut, **Refused}, summary="Correct a follow-up")
def follow_up_update(request: Request, uid: uuid.UUID, data: TieFollowUpPatch) -> Any:
    """Write a follow-up down differently."""
    row = mine(FollowUp, request, uid)
    row.correct(by=request.user, **data.model_dump(exclude_unset=True))
    return row


@router.delete("/follow-ups/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a follow-up away")
def follow_up_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a follow-up away."""
    return key(mine(FollowUp, request, uid).remove(by=request.user))


@router.post("/follow-ups/{uid}/finish", auth=WRITE, response={200: UndoKey, **Refused}, summary="Followed up")
def follow_up_finish(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Done. Twice is once."""
    return key(mine(FollowUp, request, uid).finish(by=request.user))


@router.post("/follow-ups/{uid}/let_go", auth=WRITE, response={200: UndoKey, **Refused}, summary="Not at all")
def follow_up_let_go(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """It will not be done, on purpose."""
    return key(mine(FollowUp, request, uid).let_go(by=request.user))


@router.post("/follow-ups/{uid}/put_off", auth=WRITE, response={200: UndoKey, **Refused}, summary="Another day")
def follow_up_put_off(request: Request, uid: uuid.UUID, data: UntilIn) -> dict[str, str]:
    """Another day."""
    return key(mine(FollowUp, request, uid).put_off(by=request.user, until=data.until))
