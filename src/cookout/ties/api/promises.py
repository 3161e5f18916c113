"""Programs' door to promises."""

import datetime as dt
import uuid
from typing import Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, UndoKey
from cookout.core.http import Request
from cookout.ties.api.shapes import READ, WRITE, Part, Patch, key, mine, part_of, tie_with
from cookout.ties.models import Promise

router = Router(tags=["ties"])


class PromiseOut(Schema):
    """Something I said I would do."""

    uid: uuid.UUID
    person: uuid.UUID | None = None
    text: str
    made_on: dt.date
    due_on: dt.date
    kept_at: dt.datetime | None
    let_go_at: dt.datetime | None

    @staticmethod
    def resolve_person(promise: Promise) -> uuid.UUID | None:
        """Whom it is for."""
        return promise.tie.person.uid if promise.tie else None


class PromiseIn(Schema):
    """A promise to keep in mind. The same `uid` again is the same promise."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    text: str = Field(min_length=1, max_length=300)
    due_on: dt.date
    made_on: dt.date | None = None


class PromisePatch(Patch):
    """What to correct; what is left out stays."""

    text: str | None = Field(None, min_length=1, max_length=300)
    due_on: dt.date | None = None


class PromisePart(Part):
    """Which promises: all, only the open ones, or only the past ones."""

    state: Literal["all", "open", "past"] = "all"


class PromisePage(Schema):
    """One part of the promises, and how many there are in all."""

    items: list[PromiseOut]
    count: int


class UntilIn(Schema):
    """Another day."""

    until: dt.date


@router.get("/promises", auth=READ, response={200: PromisePage, **Refused}, summary="Promises")
def promise_list(request: Request, part: Query[PromisePart]) -> dict[str, Any]:
    """What I promised; `since` and `until` look at the day it is due."""
    rows = Promise.objects.visible_to(request.user)
    states = {"all": rows, "open": rows.open(), "past": rows.past()}
    return part_of(states[part.state], part, "due_on")


@router.post("/promises", auth=WRITE, response={201: PromiseOut, **Refused}, summary="Promise")
def promise_create(request: Request, data: PromiseIn) -> Status[Promise]:
    """Say that I will do something for a person by a day."""
    return Status(201, tie_with(request, data.person).promise(by=request.user, **data.model_dump(exclude={"person"})))


@router.get("/promises/{uid}", auth=READ, response={200: PromiseOut, **Refused}, summary="One promise")
def promise_detail(request: Request, uid: uuid.UUID) -> Any:
    """One promise."""
    return mine(Promise, request, uid)


@router.patch("/promises/{uid}", auth=WRITE, response={200: PromiseOut, **Refused}, summary="Correct a promise")
def promise_update(request: Request, uid: uuid.UUID, data: PromisePatch) -> Any:
    """Correct a promise."""
    promise = mine(Promise, request, uid)
    promise.correct(by=request.user, **data.model_dump(exclude_unset=True))
    return promise


@router.delete("/promises/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a promise away")
def promise_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a promise away."""
    return key(mine(Promise, request, uid).remove(by=request.user))


@router.post("/promises/{uid}/keep", auth=WRITE, response={200: UndoKey, **Refused}, summary="Kept")
def promise_keep(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Done. Keeping twice is keeping once."""
    return key(mine(Promise, request, uid).keep(by=request.user))


@router.post("/promises/{uid}/let_go", auth=WRITE, response={200: UndoKey, **Refused}, summary="Let go")
def promise_let_go(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """It will not be done, on purpose."""
    return key(mine(Promise, request, uid).let_go(by=request.user))


@router.post("/promises/{uid}/put_off", auth=WRITE, response={200: UndoKey, **Refused}, summary="Put off")
def promise_put_off(request: Request, uid: uuid.UUID, data: UntilIn) -> dict[str, str]:
    """Promise it for another day."""
    return key(mine(Promise, request, uid).put_off(by=request.user, until=data.until))
