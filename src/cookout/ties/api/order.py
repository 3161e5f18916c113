"""Programs' door to lives, tags, saved lists, and capacity."""

import uuid
from decimal import Decimal
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, UndoKey
from cookout.core.http import Request
from cookout.people.models import Book, Person
from cookout.ties.api.shapes import READ, WRITE, Patch, key, mine
from cookout.ties.models import Capacity, Context, OwnTrade, SavedList, Tag

router = Router(tags=["ties"])


class NamedIn(Schema):
    """A name. The same name, or the same `uid`, again is the same one."""

    uid: uuid.UUID | None = None
    name: str = Field(min_length=1, max_length=60)


class NamedOut(Schema):
    """A life or a tag."""

    uid: uuid.UUID
    name: str


class PeopleIn(Schema):
    """Whom it is given to or taken from."""

    people: list[uuid.UUID] = Field(max_length=5000)


@router.get("/lives", auth=READ, response={200: list[NamedOut], **Refused}, summary="Lives")
def life_list(request: Request) -> list[Context]:
    """The lives I lead."""
    return list(Context.objects.visible_to(request.user))


@router.post("/lives", auth=WRITE, response={201: NamedOut, **Refused}, summary="A new life")
def life_create(request: Request, data: NamedIn) -> Status[Any]:
    """One more life."""
    return Status(201, Context.make(data.name, by=request.user, uid=data.uid))


@router.patch("/lives/{uid}", auth=WRITE, response={200: NamedOut, **Refused}, summary="Rename a life")
def life_update(request: Request, uid: uuid.UUID, data: NamedIn) -> Any:
    """Call a life differently."""
    return _renamed(mine(Context, request, uid), request, data)


@router.delete("/lives/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a life away")
def life_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a life away; the people stay."""
    return key(mine(Context, request, uid).remove(by=request.user))


@router.post("/lives/{uid}/people", auth=WRITE, response={200: UndoKey, **Refused}, summary="Into a life")
def life_give(request: Request, uid: uuid.UUID, data: PeopleIn) -> dict[str, str]:
    """Put people into a life, all at once."""
    return key(mine(Context, request, uid).give(_people(request, data), by=request.user))


@router.delete("/lives/{uid}/people", auth=WRITE, response={200: UndoKey, **Refused}, summary="Out of a life")
def life_take(request: Request, uid: uuid.UUID, data: PeopleIn) -> dict[str, str]:
    """Take people out of a life, all at once."""
    return key(mine(Context, request, uid).take(_people(request, data), by=request.user))


@router.get("/tags", auth=READ, response={200: list[NamedOut], **Refused}, summary="Tags")
def tag_list(request: Request) -> list[Tag]:
    """My tags."""
    return list(Tag.objects.visible_to(request.user))


@router.post("/tags", auth=WRITE, response={201: NamedOut, **Refused}, summary="A new tag")
def tag_create(request: Request, data: NamedIn) -> Status[Any]:
    """One more tag."""
    return Status(201, Tag.make(data.name, by=request.user, uid=data.uid))


@router.patch("/tags/{uid}", auth=WRITE, response={200: NamedOut, **Refused}, summary="Rename a tag")
def tag_update(request: Request, uid: uuid.UUID, data: NamedIn) -> Any:
    """Call a tag differently."""
    return _renamed(mine(Tag, request, uid), request, data)


@router.delete("/tags/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a tag away")
def tag_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a tag away; the people stay."""
    return key(mine(Tag, request, uid).remove(by=request.user))


@router.post("/tags/{uid}/people", auth=WRITE, response={200: UndoKey, **Refused}, summary="Tag people")
def tag_give(request: Request, uid: uuid.UUID, data: PeopleIn) -> dict[str, str]:
    """Tag people, all at once."""
    return key(mine(Tag, request, uid).give(_people(request, data), by=request.user))


@router.delete("/tags/{uid}/people", auth=WRITE, response={200: UndoKey, **Refused}, summary="Untag people")
def tag_take(request: Request, uid: uuid.UUID, data: PeopleIn) -> dict[str, str]:
    """Take a tag from people, all at once."""
    return key(mine(Tag, request, uid).take(_people(request, data), by=request.user))


class ListIn(NamedIn):
    """Filters under a name: q, company, sort, circle, life, tag, client, due."""

    filters: dict[str, str] = {}


class ListOut(NamedOut):
    """A saved list."""

    filters: dict[str, str]


@router.get("/lists", auth=READ, response={200: list[ListOut], **Refused}, summary="Saved lists")
def list_list(request: Request) -> list[SavedList]:
    """My saved lists."""
    return list(SavedList.objects.visible_to(request.user))


@router.post("/lists", auth=WRITE, response={201: ListOut, **Refused}, summary="Save a list")
def list_create(request: Request, data: ListIn) -> Status[SavedList]:
    """Save filters under a name; the same name again takes the new filters."""
    book = Book.asked(request.user, data.filters)
    return Status(201, SavedList.keep(data.name, {**book.asks, "sort": book.sort}, by=request.user, uid=data.uid))


@router.patch("/lists/{uid}", auth=WRITE, response={200: ListOut, **Refused}, summary="Rename a list")
def list_update(request: Request, uid: uuid.UUID, data: NamedIn) -> Any:
    """Call a list differently."""
    return _renamed(mine(SavedList, request, uid), request, data)


@router.delete("/lists/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a list away")
def list_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a saved list away."""
    return key(mine(SavedList, request, uid).remove(by=request.user))


class CapacityIn(Patch):
    """Hours and seats; what is left out stays."""

    MAY_BE_EMPTY = frozenset({"crowded"})  # as the public figures say

    hours_per_week: Decimal | None = Field(None, ge=0, le=80, max_digits=4, decimal_places=1)
    cookout_seats: int | None = Field(None, ge=0, le=500)
    active_seats: int | None = Field(None, ge=0, le=2000)
    light_seats: int | None = Field(None, ge=0, le=10000)
    crowded: bool | None = None
    crowded_because: str | None = Field(None, max_length=200)


class CapacityOut(Schema):
    """Hours, seats, and the arithmetic: hours a year needed and set aside."""

    hours_per_week: Decimal
    cookout_seats: int
    active_seats: int
    light_seats: int
    crowded: bool | None
    crowded_because: str
    needed: float
    available: float


@router.get("/capacity", auth=READ, response={200: CapacityOut, **Refused}, summary="My capacity")
def capacity_detail(request: Request) -> dict[str, Any]:
    """How many people I can go deep with."""
    return capacity_out(Capacity.of(request.user))


@router.patch("/capacity", auth=WRITE, response={200: CapacityOut, **Refused}, summary="Set my capacity")
def capacity_update(request: Request, data: CapacityIn) -> dict[str, Any]:
    """Set hours and seats; more seats than the hours carry are refused."""
    capacity = Capacity.of(request.user)
    capacity.set_aside(by=request.user, **data.model_dump(exclude_unset=True))
    return capacity_out(capacity)


class CrowdingOut(Schema):
    """How crowded my trade is: in public, as I count, as I say; and how long until trust, in words."""

    trade: str
    is_crowded: bool
    public_word: str | None
    establishments: int | None
    in_book: int
    in_groups: int
    said: str
    days_to_trust: float | None
    trust_said: str


@router.get(
    "/capacity/crowding", auth=READ, response={200: CrowdingOut, **Refused}, summary="How crowded my own trade is"
)
def crowding_detail(request: Request) -> dict[str, Any]:
    """What the public figures, my own count and my own word say, and what follows."""
    return OwnTrade.of(request.user).as_data()


def capacity_out(capacity: Capacity) -> dict[str, Any]:
    """The row with its arithmetic."""
    plan = capacity.plan()
    names = ("hours_per_week", "cookout_seats", "active_seats", "light_seats", "crowded", "crowded_because")
    return {**{name: getattr(capacity, name) for name in names}, "needed": plan.needed, "available": plan.available}


def _people(request: Request, data: PeopleIn) -> list[Person]:
    return list(Person.objects.known_to(request.user).filter(uid__in=data.people))


def _renamed(row: Any, request: Request, data: NamedIn) -> Any:
    row.rename(data.name, by=request.user)
    return row
