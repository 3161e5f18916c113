"""How a referral looks to programs, coming in and going out."""

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from cookout.core.api import spelled
from cookout.referrals import rules
from cookout.referrals.models import Handoff, Role, State

LONGEST = 5_000

Way = Annotated[Handoff, spelled(Handoff)]
Seat = Annotated[Role, spelled(Role)]
Where = Annotated[State, spelled(State)]
Line = Annotated[str, Field(max_length=300)]
Words = Annotated[str, Field(max_length=LONGEST)]


class PartyOut(Schema):
    """One of the three; `person` is who it is in my book, for me alone."""

    name: str
    is_me: bool
    person: uuid.UUID | None


class ProspectOut(PartyOut):
    """Whom it is about, and where they are reached."""

    mail: str
    phone: str


class ReferralOut(Schema):
    """A referral as I see it; `i_am` says which of the two. A name has nobody's yes: it is mine alone."""

    uid: uuid.UUID
    state: str
    column: str
    kind: str
    i_am: str
    given_on: dt.date
    referrer: PartyOut
    provider: PartyOut
    prospect: ProspectOut
    is_name: bool
    is_shared: bool
    is_owing: bool
    may_contact: bool | None
    may_tell: bool | None
    is_confidential: bool
    was_asked: bool
    closeness: int | None
    expects_call: bool | None
    first_step: str
    handoff: str
    temperature: int | None
    stake: int | None
    note: str
    next_step: str
    next_on: dt.date | None
    update_days: int
    accepted_at: dt.datetime | None
    contacted_at: dt.datetime | None
    decided_at: dt.datetime | None
    call_due_at: dt.datetime | None
    told_at: dt.datetime | None
    news_due_at: dt.datetime | None
    grew_out_of: uuid.UUID | None
    private_note: str
    one_to_one: uuid.UUID | None
    promise: uuid.UUID | None


class StepOut(Schema):
    """Who moved it where, and when; the note as far as I may read it."""

    by: str
    role: str
    kind: str
    was: str
    state: str
    on: dt.date
    at: dt.datetime
    note: str
    taken_back: bool


class WholeOut(ReferralOut):
    """One referral with its steps."""

    steps: list[StepOut]


class Many(Schema):
    """One part of them, and how many there are in all."""

    count: int
    items: list[ReferralOut]


class Part(Schema):
    """Which ones: `given` by me or `received`, in one state, open or decided, with news owed, with one person."""

    direction: Literal["", "given", "received"] = ""
    state: str = ""
    open: bool | None = None
    owing: bool | None = None
    person: uuid.UUID | None = None
    q: str = Field("", max_length=200)
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=10**9)


class ProspectIn(Schema):
    """Whom it is about: a name and where they are reached, and who of my book it is, if I say so."""

    name: str = Field(max_length=200)
    mail: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=60)] = ""
    person: uuid.UUID | None = None


class Facts(Schema):
    """What is known; left out, it stays or is not known."""

    may_tell: bool | None = None
    closeness: Annotated[int, Field(ge=1, le=4)] | None = None
    expects_call: bool | None = None
    first_step: Line | None = None
    handoff: Way | Literal[""] | None = None
    temperature: Annotated[int, Field(ge=1, le=5)] | None = None
    note: Words | None = None
    was_asked: bool | None = None
    grew_out_of: uuid.UUID | None = None


class ReferralIn(Facts):
    """With `provider` I pass it on, with `referrer` I was given it; without `prospect` the referrer buys herself.

    `may_contact` is the prospect's yes: without it this is a name, not yet a referral. The same `uid` again is the same
    one; `despite` notes it although the other of the two has noted it already.
    """

    uid: uuid.UUID | None = None
    provider: uuid.UUID | None = None
    referrer: uuid.UUID | None = None
    prospect: ProspectIn | None = None
    may_contact: bool | None = None
    given_on: dt.date | None = None
    private_note: Words = ""
    one_to_one: uuid.UUID | None = None
    promise: uuid.UUID | None = None
    despite: bool = False


class ReachIn(Schema):
    """How the prospect is called and reached."""

    name: str = Field(max_length=200)
    mail: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=60)] = ""


class ReferralPatch(Facts):
    """What to change; a null takes away what was known. What comes next is the provider's to say."""

    prospect: ReachIn | None = None

    is_confidential: bool | None = None
    next_step: Line | None = None
    next_on: dt.date | None = None
    update_days: Annotated[int, Field(ge=rules.FEWEST_DAYS, le=rules.MOST_DAYS)] | None = None


class StepLineIn(Schema):
    """A line about it."""

    note: Line = ""


class ReasonIn(Schema):
    """Why not: the referrer passes it on."""

    reason: Line


class StepIn(StepLineIn):
    """Where it stands now, and since when."""

    state: Where
    on: dt.date | None = None


class CorrectionIn(StepLineIn):
    """Where it really stands."""

    state: Where


class SideIn(Schema):
    """What is mine alone; left out, it stays."""

    note: Words | None = None
    one_to_one: uuid.UUID | None = None
    promise: uuid.UUID | None = None


class SideOut(Schema):
    """What I keep about it for myself."""

    private_note: str
    one_to_one: uuid.UUID | None
    promise: uuid.UUID | None


class KnownIn(Schema):
    """Which party, and who of my book it is; without a person they are added to it."""

    role: Seat
    person: uuid.UUID | None = None


class KnownPartyOut(Schema):
    """Who it is in my book."""

    person: uuid.UUID


def said(facts: Facts, *, nothing_is_a_word: bool = False) -> dict[str, Any]:
    """What was said; a null says “not known” only where that was known before."""
    told = facts.model_dump(include=set(type(facts).model_fields) & CHANGED, exclude_unset=True)
    blank: dict[str, Any] = {"first_step": "", "handoff": "", "note": "", "next_step": ""}
    told = {name: blank.get(name) if value is None else value for name, value in told.items()}
    flags = {"was_asked", "is_confidential", "update_days"}
    return {
        name: value for name, value in told.items() if value is not None or (nothing_is_a_word and name not in flags)
    }


CHANGED = {
    "may_tell", "closeness", "expects_call", "first_step", "handoff", "temperature", "note", "was_asked",
    "is_confidential", "next_step", "next_on", "update_days",
}  # fmt: skip
