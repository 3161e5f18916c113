"""Programs' door to the tie itself: circle, rhythm, description, marks, lives, tags, relations."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, UndoKey, spelled
from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.people.models import Person, seen_or_404
from cookout.ties.api.shapes import READ, WRITE, Patch, key, mine, tie_with
from cookout.ties.models import Circle, Context, Mark, Relation, Tie, TieLife, TieTag, local_today, put_lives, put_tags

router = Router(tags=["ties"])


class MarkIn(Schema):
    """A judgement: know, like, trust or care, 0 to 3, and why. The same `uid` again is the same mark."""

    uid: uuid.UUID | None = None
    kind: Annotated[Mark.Kind, spelled(Mark.Kind)]
    value: int = Field(ge=0, le=3)
    reason: str = Field("", max_length=200)
    on: dt.date | None = None


class MarkOut(Schema):
    """A judgement on a day."""

    uid: uuid.UUID
    kind: str
    value: int
    reason: str
    on: dt.date


class TieOut(Schema):
    """What is between me and a person. `left` is how much of the tie is left (0 to 100), null where not yet known."""

    person: uuid.UUID
    circle: str
    circle_since: dt.date
    wished_days: int | None
    longest_days: int | None
    client_since: dt.date | None
    how_met: str
    met_on: dt.date | None
    last_touch_on: dt.date | None
    due_on: dt.date | None
    overdue_on: dt.date | None
    left: float | None
    word: str
    lives: list[str]
    tags: list[str]
    marks: list[MarkOut]


class TiePatch(Patch):
    """What to change; what is left out stays. A full circle needs `steps_back`: the person who steps back."""

    MAY_BE_EMPTY = frozenset({"steps_back", "wished_days", "longest_days", "client_since", "met_on"})

    circle: Circle | None = None
    steps_back: uuid.UUID | None = None
    wished_days: int | None = Field(None, ge=1, le=3650)
    longest_days: int | None = Field(None, ge=1, le=3650)
    client_since: dt.date | None = None
    how_met: str | None = Field(None, max_length=300)
    met_on: dt.date | None = None
    lives: list[str] | None = Field(None, max_length=200)
    tags: list[str] | None = Field(None, max_length=200)


@router.get("/ties/{uid}", auth=READ, response={200: TieOut, **Refused}, summary="My tie with a person")
def tie_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """My tie with this person."""
    return _out(request, tie_with(request, uid))


@router.patch("/ties/{uid}", auth=WRITE, response={200: TieOut, **Refused}, summary="Change a tie")
def tie_update(request: Request, uid: uuid.UUID, data: TiePatch) -> dict[str, Any]:
    """Change the circle, the rhythm, how we met, lives and tags, in one act."""
    tie = tie_with(request, uid)
    said = data.model_dump(exclude_unset=True)
    with one_act(by=request.user, verb="tie.change", about=tie.person.full_name):
        _change(request, tie, said)
    return _out(request, tie)


def _change(request: Request, tie: Tie, said: dict[str, Any]) -> None:
    by = request.user
    if said.get("circle"):
        steps_back = tie_with(request, said["steps_back"]) if said.get("steps_back") else None
        tie.move(said["circle"].value, by=by, steps_back=steps_back)
    if {"wished_days", "longest_days"} & said.keys():
        wished, longest = said.get("wished_days", tie.wished_days), said.get("longest_days", tie.longest_days)
        tie.keep_rhythm(by=by, wished=wished, longest=longest)
    told: dict[str, Any] = {name: said[name] for name in ("client_since", "met_on", "how_met") if name in said}
    if told:
        tie.describe(by=by, **told)
    if "lives" in said:
        put_lives(tie, [Context.make(name, by=by) for name in said["lives"]], by=by)
    if "tags" in said:
        put_tags(tie, said["tags"], by=by)


def _out(request: Request, tie: Tie) -> dict[str, Any]:
    picture = tie.picture(local_today(request.user))
    columns = [field.attname for field in Tie._meta.concrete_fields]
    return {
        **{name: getattr(tie, name) for name in columns},
        "person": tie.person.uid,
        "left": picture.ring,
        "word": picture.word,
        "lives": sorted(TieLife.objects.filter(tie=tie.pk).values_list("life__name", flat=True)),
        "tags": sorted(TieTag.objects.filter(tie=tie.pk).values_list("tag__name", flat=True)),
        "marks": list(tie.latest_marks().values()) if tie.pk else [],
    }


@router.get(
    "/ties/{uid}/marks", auth=READ, response={200: list[MarkOut], **Refused}, summary="How the marks came about"
)
def mark_list(request: Request, uid: uuid.UUID) -> list[Mark]:
    """All marks of a tie, the latest first."""
    tie = tie_with(request, uid)
    return list(Mark.objects.filter(tie=tie.pk))


@router.post("/ties/{uid}/marks", auth=WRITE, response={201: MarkOut, **Refused}, summary="Judge a tie")
def mark_create(request: Request, uid: uuid.UUID, data: MarkIn) -> Status[Mark]:
    """Judge know, like, trust or care."""
    said = data.model_dump(exclude={"kind", "value"})
    return Status(201, tie_with(request, uid).mark(data.kind.value, data.value, by=request.user, **said))


class RelationIn(Schema):
    """What `other` is to `person`. Saying it twice, from either side, is saying it once."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    other: uuid.UUID
    kind: Annotated[Relation.Kind, spelled(Relation.Kind)] = Relation.Kind.KNOWS
    note: str = Field("", max_length=200)


class RelationOut(Schema):
    """How two people belong to each other."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="person.uid")
    other: uuid.UUID = Field(alias="other.uid")
    kind: str
    note: str


@router.get("/relations", auth=READ, response={200: list[RelationOut], **Refused}, summary="Relations")
def relation_list(request: Request, person: uuid.UUID | None = None) -> list[Relation]:
    """How people I know belong to each other; of one person, from both sides."""
    rows = Relation.objects.visible_to(request.user).select_related("person", "other").order_by("pk")
    return list(rows.of(_seen(request, person)) if person else rows)


@router.post("/relations", auth=WRITE, response={201: RelationOut, **Refused}, summary="Relate two people")
def relation_create(request: Request, data: RelationIn) -> Status[Relation]:
    """Say what one person is to another."""
    person, other = _seen(request, data.person), _seen(request, data.other)
    return Status(201, Relation.tell(person, other, data.kind.value, by=request.user, note=data.note, uid=data.uid))


@router.delete("/relations/{uid}", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take a relation back")
def relation_remove(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """Take a relation back."""
    return key(mine(Relation, request, uid).remove(by=request.user))


def _seen(request: Request, uid: uuid.UUID) -> Person:
    person = seen_or_404(request.user, uid)
    if person.account_id == request.user.pk:
        raise Http404
    return person
