"""Programs' door to the quick entry."""

import uuid
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Problem, Refused
from cookout.core.http import Request
from cookout.people.models import seen_or_404
from cookout.ties.api.shapes import WRITE, TouchOut
from cookout.ties.models import QuickEntry, Touch, WhichOne

router = Router(tags=["ties"])


class EntryIn(Schema):
    """One line, such as “coffee with Marta yesterday: her mother is 80”; `person` says which one where several fit."""

    line: str = Field(min_length=1, max_length=600)
    person: uuid.UUID | None = None
    uid: uuid.UUID | None = None


class Meant(Schema):
    """One who may be meant."""

    uid: uuid.UUID
    name: str = Field(alias="full_name")


class Unsure(Problem):
    """Why it was not noted, and who may be meant."""

    people: list[Meant] = []


@router.post("/entries", auth=WRITE, response={201: list[TouchOut], **Refused, 409: Unsure}, summary="Note one line")
def entry_create(request: Request, data: EntryIn) -> Status[Any]:
    """Note what one line says; several of one name are a 409 that names them."""
    person = seen_or_404(request.user, data.person) if data.person else None
    try:
        entry = QuickEntry.read(data.line, by=request.user, person=person)
    except WhichOne as which:
        return Status(409, {"detail": str(which), "people": list(which.people)})
    touches: list[Touch] = entry.note(by=request.user, uid=data.uid)
    return Status(201, touches)
