"""Programs' door to the book: list, add, read, change, remove, link; companies and trades."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import BaseModel, ConfigDict, Field

from cookout.core.api import Refused, Scope, UndoKey
from cookout.core.http import Request
from cookout.core.models import Act, one_act
from cookout.core.refusal import Refusal
from cookout.people.formats.photo import MOST_BYTES, RefusedPhoto, shrink
from cookout.people.models import Book, Classification, Detail, Person, ProfileEntry, plain

router = Router(tags=["people"])
READ, WRITE = Scope("people:read"), Scope("people:write")
MOST_DETAILS = 300
"""As many as the page takes: each is a row, and rows are written while others wait."""


class DetailIn(Schema):
    """One value. With `id` it changes that row, without it is a new one; an empty value takes the row away."""

    id: int | None = None
    kind: Detail.Kind
    label: str = Field("", max_length=60)
    value: str = Field("", max_length=20000)


class DetailOut(Schema):
    """One value as it is kept; `extra` is what a file had besides."""

    id: int
    kind: str
    label: str
    value: str
    extra: dict[str, Any]


class Names(Schema):
    """The name, whole and in parts, and the trade by its slug."""

    given: str | None = Field(None, max_length=100)
    family: str | None = Field(None, max_length=100)
    additional: str | None = Field(None, max_length=100)
    prefix: str | None = Field(None, max_length=60)
    suffix: str | None = Field(None, max_length=60)
    classification: str | None = None


class PersonIn(Names):
    """Someone to add. The same `uid` again is the same person."""

    uid: uuid.UUID | None = None
    name: str = Field(min_length=1, max_length=200)
    details: list[DetailIn] = Field([], max_length=MOST_DETAILS)


class PersonPatch(Names):
    """What to change; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=200)
    details: list[DetailIn] | None = Field(None, max_length=MOST_DETAILS)


class PersonRow(BaseModel):
    """One person of the list; the rooms above add `circle`, `last_touch_on`, `due_on`, `client_since`, `ring`."""

    model_config = ConfigDict(extra="allow")

    uid: uuid.UUID
    name: str
    organisation: str
    title: str
    classification: str | None
    emails: list[str]
    phones: list[str]
    kept: bool


class EntryOut(Schema):
    """What someone tells of themselves, as far as you may read it; `prompt` is the question it answers, or empty."""

    facet: str
    prompt: str
    text: str


class PersonOut(PersonRow):
    """One person with everything that is kept of them."""

    given: str
    family: str
    additional: str
    prefix: str
    suffix: str
    account: uuid.UUID | None
    details: list[DetailOut]
    profile: list[EntryOut]


class PeoplePage(BaseModel):
    """One part of the list, and how many there are in all."""

    items: list[PersonRow]
    count: int


class Asked(Schema):
    """Words, a company, an order, and which part; `circle`, `life`, `tag`, `client`, `due` narrow further."""

    model_config = ConfigDict(extra="ignore")

    q: str = ""
    company: str = ""
    sort: str = "name"
    circle: str = ""
    life: str = ""
    tag: str = ""
    client: str = ""
    due: str = ""
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=10**9)


class LinkIn(Schema):
    """The account person that this kept person is."""

    account: uuid.UUID


class TradeOut(Schema):
    """One classification."""

    slug: str
    name: str
    naics: str


@router.get("/people", auth=READ, response={200: PeoplePage, **Refused}, summary="My people")
def people_list(request: Request, asked: Query[Asked]) -> dict[str, Any]:
    """The list that the page shows, with the same filters and orders."""
    book = Book.asked(request.user, asked.model_dump(exclude={"limit", "offset"}))
    people = book.people()
    part = list(people.with_details()[asked.offset : asked.offset + asked.limit])
    return {"count": people.count(), "items": [plain(row) for row in book.rows(part)]}


@router.post("/people", auth=WRITE, response={201: PersonOut, **Refused}, summary="Add someone")
def person_create(request: Request, data: PersonIn) -> Status[dict[str, Any]]:
    """Add someone to the book."""
    details = [(detail.kind.value, detail.label, detail.value) for detail in data.details]
    person = Person.keep(by=request.user, full_name=data.name, details=details, uid=data.uid, **_names(data))
    return Status(201, _out(request, person.uid))


@router.get("/people/{uid}", auth=READ, response={200: PersonOut, **Refused}, summary="One person")
def person_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Everything that is kept of one person."""
    return _out(request, uid)


@router.patch("/people/{uid}", auth=WRITE, response={200: PersonOut, **Refused}, summary="Change a person")
def person_update(request: Request, uid: uuid.UUID, data: PersonPatch) -> dict[str, Any]:
    """Change the name, the trade or the details of someone in your book."""
    person = _kept(request, uid)
    names = _names(data) | ({"full_name": data.name} if data.name else {})
    with one_act(by=request.user, verb="person.edit", about=person.full_name):
        if names:
            person.rename(by=request.user, **names)
        if data.details is not None:
            rows = [(detail.id, detail.kind.value, detail.label, detail.value) for detail in data.details]
            person.put_details(rows, by=request.user)
    return _out(request, uid)


@router.delete("/people/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Remove a person")
def person_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take someone out of the book; undo within thirty days."""
    return _key(_kept(request, uid).remove(by=request.user))


@router.post("/people/{uid}/photo", auth=WRITE, response={200: UndoKey, **Refused}, summary="Set the photo")
def photo_update(request: Request, uid: uuid.UUID, photo: File[UploadedFile]) -> dict[str, str]:
    """Set the photo; it is made small, and everything but the picture is removed."""
    person = _kept(request, uid)
    try:
        return _key(person.put_photo(shrink(photo.read(MOST_BYTES + 1)), by=request.user))
    except RefusedPhoto as refused:
        raise Refusal(_(str(refused))) from refused


@router.delete("/people/{uid}/photo", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take the photo away")
def photo_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take the photo away."""
    return _key(_kept(request, uid).put_photo(None, by=request.user))


@router.post("/people/{uid}/link", auth=WRITE, response={200: UndoKey, **Refused}, summary="Link to an account")
def link_create(request: Request, uid: uuid.UUID, data: LinkIn) -> dict[str, str]:
    """Say that this person is that account: only where the verified address is one you have."""
    account = get_object_or_404(Person.objects.visible_to(request.user), uid=data.account)
    return _key(_kept(request, uid).link(account, by=request.user))


@router.delete("/people/{uid}/link", auth=WRITE, response={200: UndoKey, **Refused}, summary="Unlink")
def link_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take the link back; everything is as before."""
    return _key(_kept(request, uid).unlink(by=request.user))


@router.get("/classifications", auth=READ, response={200: list[TradeOut], **Refused}, summary="The list of trades")
def trade_list(request: Request) -> list[Classification]:
    """Every classification one can choose."""
    return list(Classification.objects.all())


def _kept(request: Request, uid: uuid.UUID) -> Person:
    return get_object_or_404(Person.objects.kept_by(request.user).with_details(), uid=uid)


def _names(data: Names) -> dict[str, Any]:
    """What was given of the name and the trade."""
    given = data.model_dump(exclude_unset=True, include=set(Names.model_fields))
    if (slug := given.pop("classification", None)) is not None:
        trade = Classification.objects.filter(slug=slug).first()
        if trade is None and slug:
            raise Refusal(_("There is no trade “%(slug)s”: see /classifications.") % {"slug": slug})
        given["classification"] = trade
    return {name: value if name == "classification" else value or "" for name, value in given.items()}


def _out(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    person = Person.objects.visible_to(request.user).with_details().filter(uid=uid).first()
    if person is None:
        raise Http404
    row = plain(Book(request.user).rows([person])[0])
    theirs = ProfileEntry.objects.visible_to(request.user).filter(
        person__in=[person.pk, person.account_person_id or person.pk]
    )
    mine = person.keeper_id == request.user.pk or person.account_id == request.user.pk
    parts = {name: getattr(person, name) for name in ("given", "family", "additional", "prefix", "suffix")}
    return {
        **row,
        **parts,
        "account": person.account_person.uid if person.account_person else None,
        "details": list(person.details.all()) if mine else [],
        "profile": list(theirs),
    }


def _key(act: Act) -> dict[str, str]:
    return {"act": str(act.uid)}
