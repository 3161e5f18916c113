"""Programs' door to two who may be one: the pairs that are asked about, both answers, and taking apart."""

import datetime as dt
import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, bearer_of
from cookout.core.http import Request
from cookout.people.models import Distinct, Duplicates, Merge, Person, Twins, known_by
from cookout.people.models.merge import CHOICES

router = Router(tags=["duplicates"])
READ, WRITE = Scope("people:read"), Scope("people:write")


class WhoOut(Schema):
    """One of the two."""

    uid: uuid.UUID
    name: str


class DiffersOut(Schema):
    """What both say differently; `comes` is what it will be by rule, empty where `take` chooses."""

    name: str
    label: str
    kept: str
    gone: str
    comes: str


class DuplicateOut(Schema):
    """Two cards that may be one person's: who would stay, who would go, and why it is asked."""

    kept: WhoOut
    gone: WhoOut
    reasons: list[str]
    why: str
    differs: list[DiffersOut]


class DuplicatesOut(Schema):
    """One part of the pairs that wait for an answer, and how many there are in all."""

    items: list[DuplicateOut]
    count: int


class DuplicatesPart(Schema):
    """Which part."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=10**9)


class MergeIn(Schema):
    """Who is the same person and goes; `take` names what they say better: name, photo, classification, how_met."""

    gone: uuid.UUID
    take: list[str] = Field([], max_length=20)


class MergeOut(Schema):
    """Two made one; `stays` says what would stay where it is if they were taken apart now."""

    uid: uuid.UUID
    kept: WhoOut
    gone: WhoOut
    created_at: dt.datetime
    stays: list[str]


class MergedOut(UndoKey):
    """What was made one, and the act; no act where they were one already."""

    merge: uuid.UUID


class PartedOut(UndoKey):
    """The act, and in sentences what was decided since and stays where it is."""

    stays: list[str]


class DistinctIn(Schema):
    """Who is somebody else."""

    other: uuid.UUID


@router.get("/duplicates", auth=READ, response={200: DuplicatesOut, **Refused}, summary="Who may be in it twice")
def duplicate_list(request: Request, part: Query[DuplicatesPart]) -> dict[str, Any]:
    """Pairs of my book that may be one person each; looked through anew where the book has changed."""
    waiting = Duplicates.of(request.user)
    shown = waiting.twins(part.offset, part.offset + part.limit)
    return {"count": len(waiting), "items": [plain(pair, request) for pair in shown]}


@router.get("/people/{uid}/merges", auth=READ, response={200: list[MergeOut], **Refused}, summary="Who is one here")
def merge_list(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """Whose cards this person's was made of, and what would stay if they were taken apart."""
    merges = Merge.objects.visible_to(request.user).standing().filter(kept=known_by(request.user, uid))
    return [
        {
            "uid": one.uid,
            "kept": _who(one.kept),
            "gone": _who(one.gone),
            "created_at": one.created_at,
            "stays": one.stays,
        }
        for one in merges.select_related("kept", "gone")
    ]


@router.post("/people/{uid}/merges", auth=WRITE, response={201: MergedOut, **Refused}, summary="Make two one")
def merge_create(request: Request, uid: uuid.UUID, data: MergeIn) -> Status[dict[str, str]]:
    """This person stays, the other goes and leads here from now on. The same again is the same."""
    kept, gone = known_by(request.user, uid), get_object_or_404(Person, keeper=request.user, uid=data.gone)
    act = Merge.make(kept, gone, by=request.user, take=frozenset(data.take))
    merge = Merge.objects.standing().get(gone=gone)
    return Status(201, {"act": str(act.uid), "merge": str(merge.uid)})


@router.post("/people/{uid}/distinct", auth=WRITE, response={200: UndoKey, **Refused}, summary="Say that two are two")
def distinct_create(request: Request, uid: uuid.UUID, data: DistinctIn) -> dict[str, str]:
    """They are two people; nobody asks again."""
    one, other = known_by(request.user, uid), known_by(request.user, data.other)
    return {"act": str(Distinct.say(one, other, by=request.user).uid)}


@router.post("/merges/{uid}/end", auth=WRITE, response={200: PartedOut, **Refused}, summary="Take two apart")
def merge_end(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """All that came goes back, edited or not."""
    act, stays = get_object_or_404(Merge.objects.visible_to(request.user), uid=uid).end(by=request.user)
    return {"act": str(act.uid), "stays": stays}


def plain(pair: Twins, request: Request) -> dict[str, Any]:
    """One pair as programs read it; what the ties say differently only with a token that may read ties."""
    ties = bearer_of(request).allows("ties:read")
    return {
        "kept": _who(pair.kept),
        "gone": _who(pair.gone),
        "reasons": [reason.value for reason in pair.reasons],
        "why": pair.why,
        "differs": [one for one in pair.differing(request.user) if ties or one.name in CHOICES],
    }


def _who(person: Person) -> dict[str, Any]:
    return {"uid": person.uid, "name": person.full_name}
