"""Programs' door to what referrals tell of who gives them: four answers, facts first, and whether it is time to ask."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.people.models import Person
from cookout.referrals.models.between import between
from cookout.referrals.models.earned import earned
from cookout.referrals.models.giving import ask_draft
from cookout.referrals.models.insight_of import as_data, insight_of
from cookout.ties.models import Tie

READ = Scope("referrals:read")

router = Router(tags=["Referrals"])


class ReferrerAnswerOut(Schema):
    """One of the four. The numbers are null while too little is known: then `word` is `unknown`."""

    key: str = Field(description="refers, understands, trusts or more")
    label: str
    is_yes: bool
    fact: str
    likely: str
    evidence: str
    next: str
    word: str
    value: float | None = Field(description="a rate in a month, a share, or referrals in six months")
    low: float | None
    high: float | None


class DoneForOut(Schema):
    """One thing that was done for a referrer."""

    on: dt.date
    text: str


class ReferrerOut(Schema):
    """One person as my referrer; for me alone."""

    person: uuid.UUID
    name: str
    answers: list[ReferrerAnswerOut]
    may_ask: str = Field(description="`time`, or what stands in the way")
    why: str
    done: list[DoneForOut]
    owed: list[str]
    words: str


@router.get("/referrers/{uuid:uid}", auth=READ, response={200: ReferrerOut, **Refused}, summary="One as my referrer")
def referrer_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Will refer, understands, trusts, has more; whether it is time to ask, and words for it."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    if person.account_id == request.user.pk:
        raise Http404  # nobody refers to themselves
    tie = Tie.objects.between(request.user, person)
    found = between(request.user, person)
    insight = insight_of(request.user, tie, found)
    now = earned(request.user, tie, found, insight)
    return {
        **as_data(insight), "may_ask": now.answer, "why": now.why, "done": list(now.done),
        "owed": [one.text for one in now.owed], "words": ask_draft(request.user, tie),
    }  # fmt: skip
