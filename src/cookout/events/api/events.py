"""Programs' door to events of one's own: the same verbs as the pages."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.core.models import Act, User, one_act
from cookout.core.models.user import validate_zone
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models import Event
from cookout.events.models.event_cost import cost_of
from cookout.events.models.event_file import EventFile, bring_events
from cookout.events.models.event_offer import Offer
from cookout.events.models.event_page import EventLine, event_lines, event_year
from cookout.ties.models import local_today

READ, WRITE = Scope("events:read"), Scope("events:write")
router = Router(tags=["events"])

Text200 = Annotated[str, Field(max_length=200)]
Text300 = Annotated[str, Field(max_length=300)]
Text2000 = Annotated[str, Field(max_length=2000)]
Hours = Annotated[Decimal, Field(ge=0, le=rules.MOST_HOURS, max_digits=4, decimal_places=1)]
Kind = Annotated[Event.Kind, spelled(Event.Kind)]
Every = Annotated[Event.Every, spelled(Event.Every)]


class EventOut(Schema):
    """One event. `at` is on the clocks of `zone`, `starts_at` the moment; `cost` is in the smallest unit, 0 is free."""

    uid: uuid.UUID = Field(alias="event.uid")
    name: str = Field(alias="event.name")
    kind: str = Field(alias="event.kind")
    on: dt.date = Field(alias="event.on")
    ends_on: dt.date | None = Field(alias="event.ends_on")
    at: dt.time | None = Field(alias="event.at")
    zone: str = Field(alias="event.zone")
    starts_at: dt.datetime | None = Field(alias="event.starts_at")
    place: str = Field(alias="event.place")
    organiser: str = Field(alias="event.organiser")
    hoped: str = Field(alias="event.hoped")
    hours: Decimal | None = Field(alias="event.hours")
    cost: int | None = Field(alias="event.cost")
    currency: str = Field(alias="event.currency")
    is_missed: bool = Field(alias="event.is_missed")
    series: uuid.UUID | None = Field(alias="event.series")
    every: str = Field(alias="event.every")
    met: int


class EventsOut(Schema):
    """One part of them, and how many there are in all."""

    count: int
    items: list[EventOut]


class EventsAsked(Schema):
    """Which ones: to come (the next first), past (the latest first) or all; from and up to a day; which part."""

    show: Literal["coming", "past", "all"] = "all"
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=10**9)


class EventChangeIn(Schema):
    """What changes; what is left out stays. `cost` is as people write it: “25.00”, “0” where it is free."""

    name: Text200 | None = None
    kind: Kind | None = None
    on: dt.date | None = None
    ends_on: dt.date | None = None
    at: dt.time | None = None
    zone: Annotated[str, Field(max_length=64)] | None = None
    place: Text300 | None = None
    organiser: Text200 | None = None
    hoped: Text2000 | None = None
    hours: Hours | None = None
    cost: Annotated[str, Field(max_length=120)] | None = None
    currency: Annotated[str, Field(max_length=20)] | None = None
    following: bool = False


class EventIn(Schema):
    """A new one. With `every` and `until` its later times as well. The same `uid` again is the same event."""

    uid: uuid.UUID | None = None
    name: Text200
    kind: Kind = Event.Kind.MIXER
    on: dt.date
    ends_on: dt.date | None = None
    at: dt.time | None = None
    zone: Annotated[str, Field(max_length=64)] = ""
    place: Text300 = ""
    organiser: Text200 = ""
    hoped: Text2000 = ""
    hours: Hours | None = None
    cost: Annotated[str, Field(max_length=120)] = ""
    currency: Annotated[str, Field(max_length=20)] = ""
    every: Every | None = None
    until: dt.date | None = None


class RepeatIn(Schema):
    """How often, and up to which day."""

    every: Every
    until: dt.date


class MissedIn(Schema):
    """Whether I did not go."""

    missed: bool = True


class CostOut(Schema):
    """What was paid in one currency, in its smallest unit."""

    currency: str
    amount: int


class EventYearOut(Schema):
    """What a year of events took; costs are never summed across currencies."""

    year: int
    been: int
    missed: int
    met: int
    hours: Decimal
    without_hours: int
    costs: list[CostOut]
    without_cost: int


class EventOfferOut(Schema):
    """One event of a calendar file: send its `key` to bring it in."""

    key: str = Field(alias="offer.key")
    name: str = Field(alias="offer.name")
    on: dt.date = Field(alias="offer.on")
    is_there: bool
    was_removed: bool
    moved_from: dt.date | None


class EventFileOut(Schema):
    """What is in a calendar file, and what of it could not be read."""

    offered: list[EventOfferOut]
    left_out: list[str]
    troubles: list[str]


class BringIn(Schema):
    """The keys of those that come in."""

    keys: list[Annotated[str, Field(max_length=4000)]] = Field(max_length=300)


class BroughtOut(UndoKey):
    """How many are new, and how many were moved to another day."""

    new: int
    moved: int


@router.get("/events", auth=READ, response={200: EventsOut, **Refused}, summary="My events")
def event_list(request: Request, asked: Query[EventsAsked]) -> dict[str, Any]:
    """Where I met people and where I shall."""
    events, today = Event.objects.visible_to(request.user), local_today(request.user)
    rows = {"coming": events.to_come, "past": events.past}[asked.show](today) if asked.show != "all" else events
    if asked.since is not None:
        rows = rows.filter(on__gte=asked.since)
    if asked.until is not None:
        rows = rows.filter(on__lte=asked.until)
    part = list(rows[asked.offset : asked.offset + asked.limit])
    return {"count": rows.count(), "items": event_lines(part, request.user)}


@router.post("/events", auth=WRITE, response={201: EventOut, **Refused}, summary="Put an event down")
def event_create(request: Request, data: EventIn) -> Status[EventLine]:
    """Put one down, with its later times where it repeats."""
    said = data.dict(exclude={"every", "until", "cost", "currency", "zone"})
    spent = cost_of(data.cost, data.currency)
    if bool(data.every) != bool(data.until):
        raise Refusal(_("Say how often it repeats, and until which day."))
    with one_act(by=request.user, verb="event.note", about=data.name):
        event = Event.note(by=request.user, zone=_zone(data.zone, request.user), **said, **spent)
        if data.every and data.until:
            event.repeat(by=request.user, every=data.every, until=data.until)
    return Status(201, _line(request, event))


@router.get("/events/{uuid:uid}", auth=READ, response={200: EventOut, **Refused}, summary="One event")
def event_detail(request: Request, uid: uuid.UUID) -> EventLine:
    """One of mine."""
    return _line(request, _mine(request, uid))


@router.patch("/events/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Change an event")
def event_update(request: Request, uid: uuid.UUID, data: EventChangeIn) -> dict[str, str]:
    """Put it down differently; of a series with `following` also those that come after it."""
    event = _mine(request, uid)
    said = data.dict(exclude_unset=True, exclude={"following", "cost", "currency"})
    never = ("name", "kind", "on", "zone", "place", "organiser", "hoped")
    if any(said.get(name, "") is None for name in never):
        raise Refusal(_("Leave out what stays. Only a last day, a time, hours and a cost can be null."))
    if "zone" in said:
        said["zone"] = _zone(said["zone"], request.user)
    if {"cost", "currency"} & data.model_fields_set:
        said |= cost_of(data.cost or "", data.currency or event.currency)
    return _undo(event.correct(by=request.user, following=data.following, **said))


@router.post("/events/{uuid:uid}/repeat", auth=WRITE, response={200: EventsOut, **Refused}, summary="Repeat an event")
def event_repeat(request: Request, uid: uuid.UUID, data: RepeatIn) -> dict[str, Any]:
    """Put down its later times; those that are there stay."""
    made = _mine(request, uid).repeat(by=request.user, every=data.every, until=data.until)
    return {"count": len(made), "items": event_lines(made, request.user)}


@router.put("/events/{uuid:uid}/missed", auth=WRITE, response={200: UndoKey, **Refused}, summary="I did not go")
def event_miss(request: Request, uid: uuid.UUID, data: MissedIn) -> dict[str, str]:
    """I did not go after all, or I did."""
    return _undo(_mine(request, uid).miss(by=request.user, missed=data.missed))


@router.delete("/events/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take an event away")
def event_remove(request: Request, uid: uuid.UUID, following: bool = False) -> dict[str, str]:
    """Take it away; of a series with `following` also those that come after it. Whom I met there stays."""
    return _undo(_mine(request, uid).remove(by=request.user, following=following))


@router.get("/events/year", auth=READ, response={200: EventYearOut, **Refused}, summary="A year of events")
def event_year_detail(request: Request, year: int) -> Any:
    """What a year of events took, in hours and in each currency."""
    if year not in rules.YEARS:
        raise Refusal(_("This day is too far away. Look at its year."))
    return event_year(request.user, year)


@router.post("/events/file", auth=READ, response={200: EventFileOut, **Refused}, summary="Look into a calendar file")
def event_file_read(request: Request, file: File[UploadedFile | None] = None) -> EventFile:
    """What is in a calendar file (.ics); nothing is kept of it."""
    return EventFile.read(file, by=request.user)


@router.post("/events/bring", auth=WRITE, response={200: BroughtOut, **Refused}, summary="Bring events in")
def event_file_bring(request: Request, data: BringIn) -> dict[str, Any]:
    """Bring in what was chosen of a file; the same again brings nothing twice."""
    brought = bring_events([Offer.told(key) for key in data.keys], by=request.user)
    return {"act": str(brought.act.uid), "new": brought.new, "moved": brought.moved}


def _mine(request: Request, uid: uuid.UUID) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user), uid=uid)


def _line(request: Request, event: Event) -> EventLine:
    return event_lines([event], request.user)[0]


def _zone(name: str, user: User) -> str:
    if not name:
        return user.zone
    try:
        validate_zone(name)
    except ValidationError as unknown:
        raise Refusal(" ".join(unknown.messages)) from unknown
    return name


def _undo(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
