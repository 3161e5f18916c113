"""How favors, praise, asks and reviews look to programs."""

import datetime as dt
import uuid
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from cookout.core.api import spelled
from cookout.referrals.models import Favor

Line = Annotated[str, Field(min_length=1, max_length=300)]


class KeptPart(Schema):
    """Which rows: of one person, and which part of them."""

    person: uuid.UUID | None = None
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=10**9)


class KeptOut(Schema):
    """Something noted about a person."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="tie.person.uid")
    text: str


class KeptIn(Schema):
    """Something to note about a person. The same `uid` again is the same thing."""

    uid: uuid.UUID | None = None
    person: uuid.UUID


class FavorOut(KeptOut):
    """Something one did for the other."""

    kind: str
    by_me: bool
    on: dt.date


class FavorIn(KeptIn):
    """Something one did for the other, to note."""

    text: Line
    kind: Annotated[Favor.Kind, spelled(Favor.Kind)] = Favor.Kind.HELP
    by_me: bool = True
    on: dt.date | None = None


class FavorPatch(Schema):
    """What to correct; what is left out stays."""

    text: Line | None = None
    kind: Annotated[Favor.Kind, spelled(Favor.Kind)] | None = None
    by_me: bool | None = None
    on: dt.date | None = None


class FavorPage(Schema):
    """One part of the favors, and how many there are in all."""

    items: list[FavorOut]
    count: int


class TestimonialOut(KeptOut):
    """Words of praise, given or received."""

    by_me: bool
    may_show: bool
    on: dt.date
    referral: uuid.UUID | None

    @staticmethod
    def resolve_referral(row: Any) -> uuid.UUID | None:
        """For which referral, where for one."""
        return row.referral.uid if row.referral else None


class TestimonialIn(KeptIn):
    """Words of praise, to keep."""

    text: str = Field(min_length=1, max_length=5000)
    by_me: bool = False
    may_show: bool = False
    on: dt.date | None = None
    referral: uuid.UUID | None = None


class TestimonialPatch(Schema):
    """What to correct; what is left out stays."""

    text: str | None = Field(None, min_length=1, max_length=5000)
    by_me: bool | None = None
    may_show: bool | None = None
    on: dt.date | None = None


class TestimonialPage(Schema):
    """One part of the praise, and how much there is in all."""

    items: list[TestimonialOut]
    count: int


class AskedForOut(KeptOut):
    """That I asked, and what came of it."""

    on: dt.date
    referral: uuid.UUID | None

    @staticmethod
    def resolve_referral(row: Any) -> uuid.UUID | None:
        """What came of it, if anything."""
        return row.referral.uid if row.referral else None


class AskIn(KeptIn):
    """That I asked, to note."""

    text: str = Field("", max_length=300)
    on: dt.date | None = None


class AskPatch(Schema):
    """What to correct; what is left out stays."""

    text: str | None = Field(None, max_length=300)
    on: dt.date | None = None


class AskPage(Schema):
    """One part of the asks, and how many there are in all."""

    items: list[AskedForOut]
    count: int


class ResultIn(Schema):
    """Which referral came of it."""

    referral: uuid.UUID


class ReviewOut(KeptOut):
    """What I look at together with a client, and when next."""

    every_months: int
    next_on: dt.date | None


class ReviewIn(KeptIn):
    """A review to agree on; without a date it is so many months from today."""

    text: str = Field(min_length=1, max_length=200)
    every_months: int = Field(12, ge=1, le=60)
    next_on: dt.date | None = None


class ReviewPatch(Schema):
    """What to change; what is left out stays."""

    text: str | None = Field(None, min_length=1, max_length=200)
    every_months: int | None = Field(None, ge=1, le=60)
    next_on: dt.date | None = None


class ReviewPage(Schema):
    """One part of the reviews, and how many there are in all."""

    items: list[ReviewOut]
    count: int


def part_of(rows: Any, part: KeptPart) -> dict[str, Any]:
    """One part of the rows, and how many there are in all."""
    rows = rows.filter(tie__person__uid=part.person) if part.person else rows
    shown = rows.select_related("tie__person")[part.offset : part.offset + part.limit]
    return {"count": rows.count(), "items": list(shown)}
