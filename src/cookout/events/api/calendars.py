"""Programs' door to calendars: bring one in, look, choose, apply, take back."""

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict, Field

from cookout.core.api import Refused, Scope, spelled
from cookout.core.http import Request
from cookout.core.uploads import too_big
from cookout.events.models import CalendarGuest, CalendarImport, CalendarRow, Stage

router = Router(tags=["calendars"])
READ, WRITE = Scope("events:read"), Scope("events:write")


class CalendarOut(Schema):
    """One calendar. `stage` goes uploaded, reading, preview, applying, applied, undone; or refused, with the reason.

    `events` counts what the file had and why some are left out, `outcomes` the rows of people whom it is clear who
    they are; `contacts` come in, or have come.
    """

    uid: uuid.UUID
    created_at: dt.datetime
    applied_at: dt.datetime | None
    undone_at: dt.datetime | None
    stage: Annotated[str, spelled(Stage)]
    file: str
    refusal: str
    events: dict[str, int]
    outcomes: dict[str, int]
    contacts: int
    unknown_people: int
    kept_since_edited: int
    troubles: list[str]
    failure: str


class CalendarLine(Schema):
    """One calendar in the list."""

    uid: uuid.UUID
    name: str
    stage: str
    created_at: dt.datetime


class CalendarRowOut(Schema):
    """One person at one event, and what bringing it in means."""

    uid: uuid.UUID
    guest: uuid.UUID
    person: uuid.UUID | None
    name: str
    on: dt.date
    starts_at: dt.datetime | None
    summary: str
    place: str
    kind: str
    size: int
    outcome: Annotated[str, spelled(CalendarRow.Outcome)]
    is_ticked: bool
    also: str


class GuestOut(Schema):
    """Somebody in the events; `candidates` may be meant where it is not clear."""

    uid: uuid.UUID
    name: str
    mail: str
    state: Annotated[str, spelled(CalendarGuest.State)]
    person: uuid.UUID | None
    candidates: list[uuid.UUID]
    is_added: bool


class Rows(Schema):
    """One part of the rows, and how many there are in all."""

    items: list[CalendarRowOut]
    count: int


class Guests(Schema):
    """One part of the guests, and how many there are in all."""

    items: list[GuestOut]
    count: int


class Part(Schema):
    """Which part of them."""

    model_config = ConfigDict(extra="ignore")

    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=10**9)


class RowChoice(Schema):
    """Whether a row comes in, and what it is besides: `one_to_one` where it was an event of two."""

    model_config = ConfigDict(extra="forbid")

    uid: uuid.UUID
    is_ticked: bool | None = None
    also: Literal["", "one_to_one"] | None = None


class GuestChoice(Schema):
    """Whether somebody unknown comes into the book; or who of several is meant."""

    model_config = ConfigDict(extra="forbid")

    uid: uuid.UUID
    is_added: bool | None = None
    person: uuid.UUID | None = None


class Choices(Schema):
    """What is said about some rows and guests; the others stay as they are."""

    model_config = ConfigDict(extra="forbid")

    rows: list[RowChoice] = Field(default_factory=list, max_length=1000)
    guests: list[GuestChoice] = Field(default_factory=list, max_length=1000)


@router.post("/calendars", auth=WRITE, response={201: CalendarOut, **Refused}, summary="Bring a calendar")
def calendar_create(request: Request, file: File[UploadedFile | None] = None) -> Status[dict[str, Any]]:
    """Bring a calendar (.ics) or a zip of them; the worker reads it, then `stage` is `preview`."""
    return Status(201, _out(CalendarImport.receive(file, by=request.user, too_big=too_big(request))))


@router.get("/calendars", auth=READ, response={200: list[CalendarLine], **Refused}, summary="My calendars")
def calendar_list(request: Request) -> list[CalendarImport]:
    """Those of the last thirty days, the newest first."""
    return list(CalendarImport.objects.visible_to(request.user).latest_first()[:200])


@router.get("/calendars/{uid}", auth=READ, response={200: CalendarOut, **Refused}, summary="One calendar")
def calendar_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """How far it is and what it means."""
    return _out(_mine(request, uid))


@router.get("/calendars/{uid}/rows", auth=READ, response={200: Rows, **Refused}, summary="Rows of a calendar")
def calendar_rows(request: Request, uid: uuid.UUID, asked: Query[Part]) -> dict[str, Any]:
    """Who was at which event, the latest day first."""
    rows = _mine(request, uid).in_rows().by_day()
    part = rows[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "items": [_row(row) for row in part]}


@router.get("/calendars/{uid}/guests", auth=READ, response={200: Guests, **Refused}, summary="People in a calendar")
def calendar_guests(request: Request, uid: uuid.UUID, asked: Query[Part]) -> dict[str, Any]:
    """Everybody in the events: known, unknown, or to be asked about."""
    guests = _mine(request, uid).in_guests().order_by("pk")
    part = guests[asked.offset : asked.offset + asked.limit]
    return {"count": guests.count(), "items": [_guest(guest) for guest in part]}


@router.patch("/calendars/{uid}", auth=WRITE, response={200: CalendarOut, **Refused}, summary="Choose")
def calendar_choose(request: Request, uid: uuid.UUID, told: Choices) -> dict[str, Any]:
    """Say which rows come in, what they are besides, whom to add, and who of several is meant."""
    run = _mine(request, uid)
    run.choose(
        by=request.user,
        ticks={row.uid: row.is_ticked for row in told.rows if row.is_ticked is not None},
        also={row.uid: row.also for row in told.rows if row.also is not None},
        added={guest.uid: guest.is_added for guest in told.guests if guest.is_added is not None},
        people={guest.uid: guest.person for guest in told.guests if "person" in guest.model_fields_set},
    )
    return _out(run)


@router.post("/calendars/{uid}/apply", auth=WRITE, response={200: CalendarOut, **Refused}, summary="Bring in")
def calendar_apply(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Bring in what is ticked; the worker does it."""
    run = _mine(request, uid)
    run.apply(by=request.user)
    return _out(run)


@router.post("/calendars/{uid}/undo", auth=WRITE, response={200: CalendarOut, **Refused}, summary="Take back")
def calendar_undo(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Take all of it back, except what was edited or built on since: `kept_since_edited`."""
    run = _mine(request, uid)
    run.undo(by=request.user)
    return _out(run)


@router.delete("/calendars/{uid}", auth=WRITE, response={204: None, **Refused}, summary="Forget a calendar")
def calendar_remove(request: Request, uid: uuid.UUID) -> Status[None]:
    """Forget file and rows that were not brought in."""
    _mine(request, uid).discard(by=request.user)
    return Status(204, None)


def _mine(request: Request, uid: uuid.UUID) -> CalendarImport:
    return get_object_or_404(CalendarImport.objects.visible_to(request.user), uid=uid)


def _out(run: CalendarImport) -> dict[str, Any]:
    names = ("uid", "created_at", "applied_at", "undone_at", "kept_since_edited", "failure")
    return {name: getattr(run, name) for name in names} | run.plain()


def _row(row: CalendarRow) -> dict[str, Any]:
    names = ("uid", "on", "starts_at", "summary", "place", "kind", "size", "outcome", "is_ticked", "also")
    person = row.guest.person.uid if row.guest.person else None
    return {name: getattr(row, name) for name in names} | {
        "guest": row.guest.uid,
        "person": person,
        "name": str(row.guest),
    }


def _guest(guest: CalendarGuest) -> dict[str, Any]:
    names = ("uid", "name", "mail", "state", "candidates", "is_added")
    return {name: getattr(guest, name) for name in names} | {"person": guest.person.uid if guest.person else None}
