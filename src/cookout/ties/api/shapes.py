"""What the programs' doors of this room share: the locks, the asked part of a list, how rows look and are found."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import Field, model_validator

from cookout.core.api import Scope
from cookout.core.http import Request
from cookout.core.models import Act
from cookout.people.models import seen_or_404
from cookout.ties.models import Tie

READ, WRITE = Scope("ties:read"), Scope("ties:write")


class Patch(Schema):
    """What to change. What is left out stays; null is only for what may be empty."""

    MAY_BE_EMPTY: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        nothing = [name for name in self.model_fields_set if getattr(self, name) is None]
        if wrong := sorted(set(nothing) - self.MAY_BE_EMPTY):
            raise ValueError(f"{', '.join(wrong)} cannot be null: leave it out to keep it.")
        return self


class Part(Schema):
    """Which rows: of one person, from and until a day, and which part of them."""

    person: uuid.UUID | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=10**9)


class TouchOut(Schema):
    """A contact."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="tie.person.uid")
    kind: str
    on: dt.date
    text: str
    by_me: bool | None


def tie_with(request: Request, uid: uuid.UUID) -> Tie:
    """My tie with this person; nobody has one with themselves."""
    person = seen_or_404(request.user, uid)
    if person.account_id == request.user.pk:
        raise Http404
    return Tie.objects.between(request.user, person)


def mine(model: type[models.Model], request: Request, uid: uuid.UUID) -> Any:
    """My own row of this noun."""
    return get_object_or_404(model._default_manager.visible_to(request.user), uid=uid)  # type: ignore[attr-defined]  # every noun here has it


def part_of(rows: Any, part: Part, day: str) -> dict[str, Any]:
    """One part of the rows, and how many there are in all."""
    asked = {"tie__person__uid": part.person, f"{day}__gte": part.since, f"{day}__lte": part.until}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return {
        "count": rows.count(),
        "items": list(rows.select_related("tie__person")[part.offset : part.offset + part.limit]),
    }


def key(act: Act) -> dict[str, str]:
    """The act, so that it can be undone."""
    return {"act": str(act.uid)}
