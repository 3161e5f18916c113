"""Programs' door to touches, facts and notes."""

import datetime as dt
import uuid
from typing import Annotated, Any, Self

from ninja import Query, Router, Schema, Status
from pydantic import Field, model_validator

from cookout.core.api import Refused, UndoKey, spelled
from cookout.core.http import Request
from cookout.people.models import Facet, prompts_of
from cookout.ties.api.shapes import READ, WRITE, Part, Patch, TouchOut, key, mine, part_of, tie_with
from cookout.ties.models import Fact, Note, Touch

router = Router(tags=["ties"])


class TouchIn(Schema):
    """A contact to note. The same `uid` again is the same touch."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    kind: Annotated[Touch.Kind, spelled(Touch.Kind)] = Touch.Kind.OTHER
    on: dt.date
    text: str = Field("", max_length=20000)
    by_me: bool | None = None


class TouchPatch(Patch):
    """What to correct; what is left out stays."""

    MAY_BE_EMPTY = frozenset({"by_me"})

    kind: Annotated[Touch.Kind, spelled(Touch.Kind)] | None = None
    on: dt.date | None = None
    text: str | None = Field(None, max_length=20000)
    by_me: bool | None = None


class TouchPage(Schema):
    """One part of the contacts, and how many there are in all."""

    items: list[TouchOut]
    count: int


@router.get("/touches", auth=READ, response={200: TouchPage, **Refused}, summary="Contacts")
def touch_list(request: Request, part: Query[Part]) -> dict[str, Any]:
    """My contacts, the latest first."""
    return part_of(Touch.objects.visible_to(request.user), part, "on")


@router.post("/touches", auth=WRITE, response={201: TouchOut, **Refused}, summary="Note a contact")
def touch_create(request: Request, data: TouchIn) -> Status[Touch]:
    """Note a contact with a person."""
    said = data.model_dump(exclude={"person"}) | {"kind": data.kind.value}
    return Status(201, tie_with(request, data.person).touch(by=request.user, **said))


@router.get("/touches/{uid}", auth=READ, response={200: TouchOut, **Refused}, summary="One contact")
def touch_detail(request: Request, uid: uuid.UUID) -> Any:
    """One contact."""
    return mine(Touch, request, uid)


@router.patch("/touches/{uid}", auth=WRITE, response={200: TouchOut, **Refused}, summary="Correct a contact")
def touch_update(request: Request, uid: uuid.UUID, data: TouchPatch) -> Any:
    """Correct a contact."""
    touch = mine(Touch, request, uid)
    touch.correct(by=request.user, **data.model_dump(exclude_unset=True))
    return touch


@router.delete("/touches/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a contact away")
def touch_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a contact away."""
    return key(mine(Touch, request, uid).remove(by=request.user))


class FactOut(Schema):
    """Something learned."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="tie.person.uid")
    facet: str
    prompt: str
    text: str
    source: str
    learned_on: dt.date


class FactIn(Schema):
    """Something learned, to keep. The same `uid` again is the same fact; `prompt` is a question of the heading."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    facet: Facet
    prompt: str = ""
    text: str = Field(min_length=1, max_length=500)
    source: str = Field("", max_length=120)
    learned_on: dt.date | None = None

    @model_validator(mode="after")
    def _asks_here(self) -> Self:
        if self.prompt and self.prompt not in {prompt.key for prompt in prompts_of(self.facet)}:
            raise ValueError(f"{self.prompt} is no question of the heading {self.facet.value}.")
        return self


class FactPatch(Patch):
    """What to correct; what is left out stays."""

    facet: Facet | None = None
    text: str | None = Field(None, min_length=1, max_length=500)
    source: str | None = Field(None, max_length=120)
    learned_on: dt.date | None = None


class FactPage(Schema):
    """One part of the facts, and how many there are in all."""

    items: list[FactOut]
    count: int


@router.get("/facts", auth=READ, response={200: FactPage, **Refused}, summary="What I learned")
def fact_list(request: Request, part: Query[Part]) -> dict[str, Any]:
    """What I learned about people."""
    return part_of(Fact.objects.visible_to(request.user), part, "learned_on")


@router.post("/facts", auth=WRITE, response={201: FactOut, **Refused}, summary="Keep something learned")
def fact_create(request: Request, data: FactIn) -> Status[Fact]:
    """Keep something I learned about a person."""
    said = data.model_dump(exclude={"person"}) | {"facet": data.facet.value}
    return Status(201, tie_with(request, data.person).learn(by=request.user, **said))


@router.get("/facts/{uid}", auth=READ, response={200: FactOut, **Refused}, summary="One fact")
def fact_detail(request: Request, uid: uuid.UUID) -> Any:
    """One fact."""
    return mine(Fact, request, uid)


@router.patch("/facts/{uid}", auth=WRITE, response={200: FactOut, **Refused}, summary="Correct a fact")
def fact_update(request: Request, uid: uuid.UUID, data: FactPatch) -> Any:
    """Correct a fact."""
    fact = mine(Fact, request, uid)
    fact.correct(by=request.user, **data.model_dump(exclude_unset=True))
    return fact


@router.delete("/facts/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Forget a fact")
def fact_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a fact away."""
    return key(mine(Fact, request, uid).remove(by=request.user))


class NoteOut(Schema):
    """A note."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="tie.person.uid")
    on: dt.date
    text: str


class NoteIn(Schema):
    """A note to write. The same `uid` again is the same note."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    text: str = Field(min_length=1, max_length=20000)


class NotePatch(Schema):
    """The words anew."""

    text: str = Field(min_length=1, max_length=20000)


class NotePage(Schema):
    """One part of the notes, and how many there are in all."""

    items: list[NoteOut]
    count: int


@router.get("/notes", auth=READ, response={200: NotePage, **Refused}, summary="Notes")
def note_list(request: Request, part: Query[Part]) -> dict[str, Any]:
    """My notes, the latest first."""
    return part_of(Note.objects.visible_to(request.user), part, "on")


@router.post("/notes", auth=WRITE, response={201: NoteOut, **Refused}, summary="Write a note")
def note_create(request: Request, data: NoteIn) -> Status[Note]:
    """Write a note on a person."""
    return Status(201, tie_with(request, data.person).write(data.text, by=request.user, uid=data.uid))


@router.get("/notes/{uid}", auth=READ, response={200: NoteOut, **Refused}, summary="One note")
def note_detail(request: Request, uid: uuid.UUID) -> Any:
    """One note."""
    return mine(Note, request, uid)


@router.patch("/notes/{uid}", auth=WRITE, response={200: NoteOut, **Refused}, summary="Rewrite a note")
def note_update(request: Request, uid: uuid.UUID, data: NotePatch) -> Any:
    """Write a note differently."""
    note = mine(Note, request, uid)
    note.correct(by=request.user, text=data.text)
    return note


@router.delete("/notes/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a note away")
def note_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a note away."""
    return key(mine(Note, request, uid).remove(by=request.user))
