"""Programs' door to planning: the same verbs as the pages. What the other seat knows of me is not in any answer."""

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request, house_url
from cookout.core.models import Act
from cookout.core.refusal import Refusal
from cookout.one_to_ones import rules
from cookout.one_to_ones.forms.planning import LONGEST_AGENDA
from cookout.one_to_ones.models import CalendarFeed, OneToOne, Standing, Where, standings
from cookout.people.models import seen_or_404

READ, WRITE = Scope("one_to_ones:read"), Scope("one_to_ones:write")

router = Router(tags=["1-2-1s"])

About = Literal["both", "me", "them"]
Line = Annotated[str, Field(max_length=300)]
Minutes = Annotated[int, Field(ge=rules.SHORTEST, le=rules.LONGEST)]
Weeks = Annotated[int, Field(ge=1, le=rules.RAREST)]
HowMet = Annotated[Where, spelled(Where)]


class OneToOneOut(Schema):
    """A 1-2-1 as I see it; `name` is the other one, `person` my row of them, `next` the act that comes next for me."""

    uid: uuid.UUID = Field(alias="one.uid")
    state: str = Field(alias="one.state")
    name: str = Field(alias="other.called")
    person: uuid.UUID | None = None
    is_shared: bool = Field(alias="one.is_shared")
    about: str
    starts_at: dt.datetime | None = Field(alias="one.starts_at")
    zone: str = Field(alias="one.zone")
    minutes: int = Field(alias="one.minutes")
    where: str = Field(alias="one.where")
    place: str = Field(alias="one.place")
    agenda: str = Field(alias="one.agenda")
    every_weeks: int | None = Field(alias="one.every_weeks")
    times: list[dt.datetime]
    i_say: dt.datetime | None = Field(alias="seat.says_at")
    they_say: dt.datetime | None = Field(alias="other.says_at")
    next: str

    @staticmethod
    def resolve_person(standing: Standing) -> uuid.UUID | None:
        """The other one as I know them."""
        return standing.person.uid if standing.person else None

    @staticmethod
    def resolve_about(standing: Standing) -> str:
        """About whom, from my seat."""
        return standing.one.about(standing.user)

    @staticmethod
    def resolve_times(standing: Standing) -> list[dt.datetime]:
        """What is on offer."""
        return [time.starts_at for time in standing.one.times.all()] if standing.one.state == "proposed" else []


class Many(Schema):
    """One part of them, and how many there are in all."""

    count: int
    items: list[OneToOneOut]


class Part(Schema):
    """Which ones: with one person, in one state, and which part of them, the latest first."""

    person: uuid.UUID | None = None
    state: str = ""
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=10**9)


class Details(Schema):
    """About whom, how, where, how long, what for, how often; what is left out stays or is usual."""

    about: About | None = None
    where: HowMet | None = None
    place: Annotated[str, Field(max_length=300)] | None = None
    minutes: Minutes | None = None
    agenda: Annotated[str, Field(max_length=LONGEST_AGENDA)] | None = None
    every_weeks: Weeks | None = None


class OneToOneIn(Details):
    """With `times` they are proposed to a fellow member; with `starts_at` one is noted. The same `uid` is the same."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    times: list[AwareDatetime] = Field([], max_length=rules.MOST_TIMES)
    starts_at: AwareDatetime | None = None
    note: Line = ""
    invite: bool = False
    despite: bool = False


class OneToOnePatch(Details):
    """What to change; a rhythm of null ends it from this one on."""

    despite: bool = False


class TimeIn(Schema):
    """One of the times on offer; `despite` keeps what else is then."""

    starts_at: AwareDatetime
    despite: bool = False


class TimesIn(Schema):
    """Other times, with a line."""

    times: list[AwareDatetime] = Field(min_length=1, max_length=rules.MOST_TIMES)
    note: Line = ""
    despite: bool = False


class LineIn(Schema):
    """A line to the other."""

    note: Line = ""


class CancelIn(LineIn):
    """A line to the other, and whether the rhythm ends too."""

    ends_rhythm: bool = False


class HeldIn(Schema):
    """When we met; left out, at the time that stood."""

    at: AwareDatetime | None = None


class FeedOut(Schema):
    """An address of my calendar; empty where it can no longer be shown."""

    uid: uuid.UUID
    name: str
    created_at: dt.datetime
    address: str

    @staticmethod
    def resolve_address(feed: CalendarFeed) -> str:
        """The address as calendar programs take it."""
        return f"{house_url()}{feed.path}" if feed.path else ""


class FeedIn(Schema):
    """For which program."""

    name: Annotated[str, Field(max_length=80)] = ""


@router.get("/1-2-1s", auth=READ, response={200: Many, **Refused}, summary="My 1-2-1s")
def one_to_one_list(request: Request, part: Query[Part]) -> dict[str, Any]:
    """All of mine, the latest first."""
    mine = OneToOne.objects.visible_to(request.user)
    if part.person is not None:
        person = seen_or_404(request.user, part.person)
        mine = OneToOne.objects.of(request.user, person)
    mine = mine.filter(state=part.state) if part.state else mine
    rows = mine.with_seats().order_by("-starts_at", "-pk")[part.offset : part.offset + part.limit]
    return {"count": mine.count(), "items": standings(rows, request.user)}


@router.get("/1-2-1s/{uuid:uid}", auth=READ, response={200: OneToOneOut, **Refused}, summary="One 1-2-1")
def one_to_one_detail(request: Request, uid: uuid.UUID) -> Standing:
    """One of mine."""
    return _shown(_mine(request, uid), request)


@router.post("/1-2-1s", auth=WRITE, response={201: OneToOneOut, **Refused}, summary="Propose or note a 1-2-1")
def one_to_one_create(request: Request, data: OneToOneIn) -> Status[Any]:
    """Propose times to a fellow member, or note one that was agreed on elsewhere."""
    person = seen_or_404(request.user, data.person)
    both: dict[str, Any] = {"by": request.user, "person": person, "uid": data.uid, "despite": data.despite}
    both |= _values(data, place=1)
    if data.starts_at is None:
        one = OneToOne.propose(times=data.times, note=data.note, **both)
    elif data.times:
        raise Refusal("Say either the times to propose, or when it is.")
    else:
        one = OneToOne.note(starts_at=data.starts_at, invite=data.invite, **both)
    return Status(201, _shown(_mine(request, one.uid), request))


@router.patch("/1-2-1s/{uuid:uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Change where, what for")
def one_to_one_update(request: Request, uid: uuid.UUID, data: OneToOnePatch) -> dict[str, str]:
    """Change what is said; the rest stays."""
    one = _mine(request, uid)
    values = _values(data, place=one.seat(request.user).place)
    return _key(one.change(by=request.user, despite=data.despite, **values))


@router.post("/1-2-1s/{uuid:uid}/accept", auth=WRITE, response={200: UndoKey, **Refused}, summary="Accept a time")
def one_to_one_accept(request: Request, uid: uuid.UUID, data: TimeIn) -> dict[str, str]:
    """Take one of the times. Twice is once."""
    return _key(_mine(request, uid).accept(by=request.user, starts_at=data.starts_at, despite=data.despite))


@router.post("/1-2-1s/{uuid:uid}/move", auth=WRITE, response={200: UndoKey, **Refused}, summary="Other times")
def one_to_one_move(request: Request, uid: uuid.UUID, data: TimesIn) -> dict[str, str]:
    """Propose other times; with somebody without account, the first is the new time."""
    return _key(_mine(request, uid).move(by=request.user, times=data.times, note=data.note, despite=data.despite))


@router.post("/1-2-1s/{uuid:uid}/decline", auth=WRITE, response={200: UndoKey, **Refused}, summary="Decline")
def one_to_one_decline(request: Request, uid: uuid.UUID, data: LineIn) -> dict[str, str]:
    """None of the times fits."""
    return _key(_mine(request, uid).decline(by=request.user, note=data.note))


@router.post("/1-2-1s/{uuid:uid}/cancel", auth=WRITE, response={200: UndoKey, **Refused}, summary="Call it off")
def one_to_one_cancel(request: Request, uid: uuid.UUID, data: CancelIn) -> dict[str, str]:
    """Call it off; a rhythm goes on, unless asked."""
    return _key(_mine(request, uid).cancel(by=request.user, note=data.note, ends_rhythm=data.ends_rhythm))


@router.post("/1-2-1s/{uuid:uid}/hold", auth=WRITE, response={200: UndoKey, **Refused}, summary="We met")
def one_to_one_hold(request: Request, uid: uuid.UUID, data: HeldIn) -> dict[str, str]:
    """Say that it took place; the second to say so confirms it."""
    return _key(_mine(request, uid).hold(by=request.user, at=data.at))


@router.post("/1-2-1s/{uuid:uid}/no-show", auth=WRITE, response={200: UndoKey, **Refused}, summary="Did not happen")
def one_to_one_miss(request: Request, uid: uuid.UUID, data: LineIn) -> dict[str, str]:
    """It did not happen; nobody is blamed."""
    return _key(_mine(request, uid).miss(by=request.user, note=data.note))


@router.post("/1-2-1s/{uuid:uid}/rhythm/end", auth=WRITE, response={200: UndoKey, **Refused}, summary="End the rhythm")
def rhythm_end(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """No next one comes by itself."""
    return _key(_mine(request, uid).end_rhythm(by=request.user))


@router.get("/calendar-feeds", auth=READ, response={200: list[FeedOut], **Refused}, summary="Addresses of my calendar")
def feed_list(request: Request) -> Any:
    """Those that open something."""
    return CalendarFeed.objects.visible_to(request.user).valid().order_by("-pk")


@router.post("/calendar-feeds", auth=WRITE, response={201: FeedOut, **Refused}, summary="Make an address")
def feed_create(request: Request, data: FeedIn) -> Status[Any]:
    """An address for one more program."""
    return Status(201, CalendarFeed.issue(by=request.user, name=data.name))


@router.delete("/calendar-feeds/{uuid:uid}", auth=WRITE, response={204: None, **Refused}, summary="Revoke an address")
def feed_revoke(request: Request, uid: uuid.UUID) -> Status[None]:
    """The address opens nothing any more."""
    get_object_or_404(CalendarFeed.objects.visible_to(request.user), uid=uid).revoke(by=request.user)
    return Status(204, None)


def _mine(request: Request, uid: uuid.UUID) -> OneToOne:
    one: OneToOne = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return one


def _shown(one: OneToOne, request: Request) -> Standing:
    return Standing(one, request.user, one.person_for(request.user))


def _values(data: Details, *, place: int) -> dict[str, Any]:
    """What was said, as the verbs take it: `about` is seen from a seat; null ends a rhythm and else says nothing."""
    said = data.model_dump(include=set(Details.model_fields), exclude_unset=True)
    values = {name: value for name, value in said.items() if value is not None or name == "every_weeks"}
    if about := values.pop("about", None):
        values["focus"] = rules.focus_seen(about, place)
    return values


def _key(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
