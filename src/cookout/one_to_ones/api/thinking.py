"""Programs' door to thinking slots: whom do I know for somebody? Mine alone."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.one_to_ones.models import ThinkingSlot, WhomFor, whom_for
from cookout.people.models import Person, seen_or_404

READ, WRITE = Scope("one_to_ones:read"), Scope("one_to_ones:write")

router = Router(tags=["1-2-1s"])


class SlotOut(Schema):
    """Time to think for somebody; `person` is empty where they were erased."""

    uid: uuid.UUID
    name: str
    person: uuid.UUID | None
    starts_at: dt.datetime
    zone: str
    minutes: int
    done_at: dt.datetime | None

    @staticmethod
    def resolve_person(slot: ThinkingSlot) -> uuid.UUID | None:
        """Whom it is for."""
        return slot.person.uid if slot.person else None


class SlotIn(Schema):
    """Time to think for a person; without a time, now. The same `uid` again is the same slot."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    starts_at: AwareDatetime | None = None
    minutes: int = Field(20, ge=5, le=240)
    despite: bool = False


class MoveIn(Schema):
    """Another time."""

    starts_at: AwareDatetime
    despite: bool = False


class ContactIn(Schema):
    """Which of my contacts, and by when I will ask."""

    person: uuid.UUID
    due_on: dt.date | None = None


class AskedOut(Schema):
    """The promise to ask."""

    uid: uuid.UUID
    text: str
    due_on: dt.date


class ThoughtIn(Schema):
    """A thought. The same `uid` again is the same note."""

    uid: uuid.UUID | None = None
    text: str = Field(min_length=1, max_length=20_000)


class ThoughtOut(Schema):
    """The note that was kept."""

    uid: uuid.UUID
    text: str


class FitOut(Schema):
    """A contact who may fit, and why; `opener` is a first question that names nobody."""

    person: uuid.UUID
    name: str
    headline: str
    reasons: list[str]
    opener: str
    asked: uuid.UUID | None


class MatchesOut(Schema):
    """What this person looks for, who fits, and what to ask next where it is not known."""

    wanted: list[str]
    looked_at: int
    fits: list[FitOut]
    to_ask: list[str]


class Asked(Schema):
    """Which slots: only open ones, and how many matches at most."""

    open: bool = False
    limit: int = Field(100, ge=1, le=1000)


class Most(Schema):
    """How many matches at most."""

    most: int = Field(20, ge=1, le=100)


@router.get("/thinking-slots", auth=READ, response={200: list[SlotOut], **Refused}, summary="Time to think")
def slot_list(request: Request, asked: Query[Asked]) -> Any:
    """My thinking slots, the latest first."""
    mine = ThinkingSlot.objects.visible_to(request.user).select_related("person").order_by("-starts_at", "-pk")
    return (mine.open() if asked.open else mine)[: asked.limit]


@router.post("/thinking-slots", auth=WRITE, response={201: SlotOut, **Refused}, summary="Take time to think")
def slot_create(request: Request, data: SlotIn) -> Status[ThinkingSlot]:
    """Take twenty minutes for somebody."""
    person = _contact(request, data.person)
    said = data.model_dump(exclude={"person"})
    return Status(201, ThinkingSlot.plan(by=request.user, person=person, **said))


@router.get("/thinking-slots/{uuid:uid}", auth=READ, response={200: SlotOut, **Refused}, summary="One thinking slot")
def slot_detail(request: Request, uid: uuid.UUID) -> ThinkingSlot:
    """When, and for whom."""
    return _mine(request, uid)


@router.delete("/thinking-slots/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Let it go")
def slot_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """It will not be."""
    return {"act": str(_mine(request, uid).let_go(by=request.user).uid)}


@router.get(
    "/thinking-slots/{uuid:uid}/matches", auth=READ, response={200: MatchesOut, **Refused}, summary="Whom I know"
)
def slot_matches(request: Request, uid: uuid.UUID, asked: Query[Most]) -> dict[str, Any]:
    """Those of my contacts who fit, with reasons; nobody is told."""
    slot = _mine(request, uid)
    person = slot.whom
    found = whom_for(request.user, person, slot=slot, most=asked.most) if person else WhomFor((), (), ())
    return found.as_data()


@router.post("/thinking-slots/{uuid:uid}/move", auth=WRITE, response={200: UndoKey, **Refused}, summary="Move it")
def slot_move(request: Request, uid: uuid.UUID, data: MoveIn) -> dict[str, str]:
    """Think another time."""
    act = _mine(request, uid).move(by=request.user, starts_at=data.starts_at, despite=data.despite)
    return {"act": str(act.uid)}


@router.post("/thinking-slots/{uuid:uid}/finish", auth=WRITE, response={200: UndoKey, **Refused}, summary="Thought")
def slot_finish(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """I have thought."""
    return {"act": str(_mine(request, uid).finish(by=request.user).uid)}


@router.post(
    "/thinking-slots/{uuid:uid}/ask", auth=WRITE, response={200: AskedOut, **Refused}, summary="Promise to ask"
)
def slot_ask(request: Request, uid: uuid.UUID, data: ContactIn) -> Any:
    """Promise to ask a contact whether I may introduce the two; nothing is sent."""
    slot = _mine(request, uid)
    return slot.ask(_contact(request, data.person), by=request.user, due_on=data.due_on)


@router.post(
    "/thinking-slots/{uuid:uid}/pass-over", auth=WRITE, response={200: UndoKey, **Refused}, summary="Not this one"
)
def slot_pass_over(request: Request, uid: uuid.UUID, data: ContactIn) -> dict[str, str]:
    """Leave a contact out of this slot."""
    slot = _mine(request, uid)
    return {"act": str(slot.pass_over(_contact(request, data.person), by=request.user).uid)}


@router.post(
    "/thinking-slots/{uuid:uid}/thoughts", auth=WRITE, response={201: ThoughtOut, **Refused}, summary="Keep a thought"
)
def thought_create(request: Request, uid: uuid.UUID, data: ThoughtIn) -> Status[Any]:
    """Keep a thought as a note on whom it is for."""
    return Status(201, _mine(request, uid).think(data.text, by=request.user, uid=data.uid))


def _mine(request: Request, uid: uuid.UUID) -> ThinkingSlot:
    return get_object_or_404(ThinkingSlot.objects.visible_to(request.user).select_related("person"), uid=uid)


def _contact(request: Request, uid: uuid.UUID) -> Person:
    return seen_or_404(request.user, uid)
