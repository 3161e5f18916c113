"""Programs' door to what comes after a 1-2-1: wrap-ups and the six weeks that follow a first one. Mine alone."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.one_to_ones.models import (
    Following,
    OneToOne,
    Promised,
    SixWeeks,
    Wrapping,
    WrapUp,
    end_six_weeks,
    resume_six_weeks,
    running,
    wrapping,
)
from cookout.people.models import Person

READ, WRITE = Scope("one_to_ones:read"), Scope("one_to_ones:write")

router = Router(tags=["1-2-1s"])


class PromisedOut(Schema):
    """What I promised since it began."""

    uid: uuid.UUID
    text: str
    due_on: dt.date
    kept_at: dt.datetime | None


class WrapUpOut(Schema):
    """How it went, what was promised, and what the page would offer."""

    line: str
    done_at: dt.datetime | None
    about: str
    must_confirm: bool
    promises: list[PromisedOut]
    ideas: list[str]
    thinking_slot: uuid.UUID | None
    think_times: list[dt.datetime]
    next: uuid.UUID | None
    next_times: list[dt.datetime]
    act: str | None = None


class PromisedIn(Schema):
    """A promise. The same `uid` again is the same one; without words it is taken back."""

    uid: uuid.UUID | None = None
    text: str = Field("", max_length=300)
    due_on: dt.date


class WrapUpIn(Schema):
    """How it went and what follows, in one act; what is left out stays. It says, too, that we met."""

    line: str | None = Field(None, max_length=300)
    promises: list[PromisedIn] = Field(default_factory=list, max_length=60)
    think_at: AwareDatetime | None = None
    think_uid: uuid.UUID | None = None
    next_at: AwareDatetime | None = None
    next_uid: uuid.UUID | None = None
    despite: bool = False


class WeekOut(Schema):
    """One week: kept, now, quiet or ahead."""

    number: int
    first: dt.date
    state: str


class FollowThroughOut(Schema):
    """The six weeks after a first 1-2-1."""

    one_to_one: uuid.UUID
    person: uuid.UUID
    name: str
    met_on: dt.date
    week: int
    is_open: bool
    weeks: list[WeekOut]


@router.get("/1-2-1s/{uuid:uid}/wrap-up", auth=READ, response={200: WrapUpOut, **Refused}, summary="The wrap-up")
def wrap_up_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """What I wrote afterwards, and what could follow."""
    return _seen(wrapping(_mine(request, uid), request.user))


@router.put("/1-2-1s/{uuid:uid}/wrap-up", auth=WRITE, response={200: WrapUpOut, **Refused}, summary="Wrap up")
def wrap_up_update(request: Request, uid: uuid.UUID, data: WrapUpIn) -> dict[str, Any]:
    """Say that we met, how it went, and what follows. Sending it again adds only what is new."""
    one, user = _mine(request, uid), request.user
    said = data.model_dump(exclude={"line", "promises"})
    promises = tuple(Promised(promise.text, promise.due_on, promise.uid) for promise in data.promises)
    done = WrapUp.finish(one, by=user, line=data.line, following=Following(promises=promises, **said))
    return {**_seen(wrapping(_mine(request, uid), user)), "act": str(done.act.uid)}


@router.get("/follow-throughs", auth=READ, response={200: list[FollowThroughOut], **Refused}, summary="Six weeks")
def follow_through_list(request: Request) -> list[dict[str, Any]]:
    """The six weeks with every new person, the newest first."""
    found = running(request.user)
    ones = OneToOne.objects.in_bulk([six.one_to_one for six in found])
    people = Person.objects.in_bulk([six.person_id for six in found])
    return [_weeks(six, ones[six.one_to_one], people[six.person_id]) for six in found]


@router.post("/1-2-1s/{uuid:uid}/follow-through/end", auth=WRITE, response={200: UndoKey, **Refused}, summary="Enough")
def follow_through_end(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """End the six weeks after this first 1-2-1."""
    return {"act": str(end_six_weeks(_mine(request, uid), by=request.user).uid)}


@router.post(
    "/1-2-1s/{uuid:uid}/follow-through/resume", auth=WRITE, response={200: UndoKey, **Refused}, summary="Go on"
)
def follow_through_resume(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Go on after all."""
    return {"act": str(resume_six_weeks(_mine(request, uid), by=request.user).uid)}


def _mine(request: Request, uid: uuid.UUID) -> OneToOne:
    one: OneToOne = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return one


def _seen(seen: Wrapping) -> dict[str, Any]:
    return {
        "line": seen.wrap_up.line if seen.wrap_up else "",
        "done_at": seen.wrap_up.done_at if seen.wrap_up else None,
        "about": seen.about,
        "must_confirm": seen.must_confirm,
        "promises": seen.promised,
        "ideas": seen.ideas,
        "thinking_slot": seen.slot.uid if seen.slot else None,
        "think_times": seen.think_times,
        "next": seen.coming.uid if seen.coming else None,
        "next_times": seen.next_times,
    }


def _weeks(six: SixWeeks, one: OneToOne, person: Person) -> dict[str, Any]:
    weeks = [{"number": week.number, "first": week.first, "state": week.state} for week in six.weeks]
    return {
        "one_to_one": one.uid, "person": person.uid, "name": person.full_name, "met_on": six.met_on,
        "week": six.number, "is_open": six.is_open, "weeks": weeks,
    }  # fmt: skip
