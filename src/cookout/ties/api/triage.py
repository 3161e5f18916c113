"""Programs' door to triage: who is next, and the decision."""

import datetime as dt
import uuid
from typing import Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from cookout.core.api import Refused
from cookout.core.http import Request
from cookout.ties.api.shapes import READ, WRITE, mine, tie_with
from cookout.ties.models import Tie, Triage
from cookout.ties.models.sorting import Card, Queue

router = Router(tags=["ties"])

Says = Literal["", "yes", "unsure", "no"]


class TriageQuestionOut(Schema):
    """One of the four questions, with what is known beside it."""

    name: str
    label: str
    beside: str
    answer: str
    people: list[str]


class TriageCardOut(Schema):
    """Somebody to decide on."""

    person: uuid.UUID
    name: str
    headline: str
    how_met: str
    since: dt.date | None
    facts: list[str]
    questions: list[TriageQuestionOut]


class TriageNextOut(Schema):
    """How many wait, and whose turn it is."""

    count: int
    next: TriageCardOut | None


class TriageIn(Schema):
    """A decision. The same `uid` again is the same decision."""

    uid: uuid.UUID | None = None
    person: uuid.UUID
    verdict: Literal["deep", "active", "light", "not_now", "let_go"]
    like: Says = ""
    along: Says = ""
    need: Says = ""
    have: Says = ""
    reason: str = Field("", max_length=300)
    ask_on: dt.date | None = None
    follow_up_on: dt.date | None = None
    follow_up: str = Field("", max_length=300)
    steps_back: uuid.UUID | None = Field(None, description="the person who makes room in a full circle")


class TriageOut(Schema):
    """A decision as it was taken."""

    uid: uuid.UUID
    person: uuid.UUID = Field(alias="tie.person.uid")
    verdict: str
    like: str
    along: str
    need: str
    have: str
    reason: str
    ask_on: dt.date | None
    decided_on: dt.date


@router.get("/triage", auth=READ, response={200: TriageNextOut, **Refused}, summary="Who is next to be sorted")
def triage_next(request: Request) -> dict[str, Any]:
    """Whoever waits longest, with what is known beside the questions."""
    queue = Queue.of(request.user)
    people = queue.part(0, 1)
    return {"count": queue.count(), "next": _card(Card.of(request.user, people[0])) if people else None}


@router.post("/triage", auth=WRITE, response={201: TriageOut, **Refused}, summary="Decide on somebody")
def triage_create(request: Request, data: TriageIn) -> Status[Triage]:
    """Decide. A full circle refuses unless it is said who steps back."""
    tie = tie_with(request, data.person)
    steps_back: Tie | None = tie_with(request, data.steps_back) if data.steps_back else None
    said = data.model_dump(exclude={"person", "steps_back"})
    return Status(201, Triage.decide(tie, by=request.user, steps_back=steps_back, **said))


@router.get("/triage/{uid}", auth=READ, response={200: TriageOut, **Refused}, summary="One decision")
def triage_detail(request: Request, uid: uuid.UUID) -> Any:
    """One decision."""
    return mine(Triage, request, uid)


def _card(card: Card) -> dict[str, Any]:
    questions = [
        {"name": ask.name, "label": ask.label, "beside": ask.beside, "answer": ask.answer,
         "people": [known.person.full_name for known in ask.people]}
        for ask in card.asked
    ]  # fmt: skip
    person = card.person
    return {
        "person": person.uid, "name": person.full_name, "headline": person.headline, "how_met": card.tie.met,
        "since": card.since, "facts": card.facts, "questions": questions,
    }  # fmt: skip
