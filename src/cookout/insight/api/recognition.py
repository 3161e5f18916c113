"""Programs' door to recognition: who did most, awards, and rules that turn counts into points."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope, UndoKey, spelled
from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Region
from cookout.insight.models import Award, Scorecard
from cookout.insight.models.award import leads
from cookout.insight.models.periods import Period
from cookout.insight.models.recognition import Recognition
from cookout.insight.models.scorecard import rules_from
from cookout.insight.models.scoring import Scoring, moved
from cookout.insight.models.standings import Scope as Where

router = Router(tags=["recognition"])
READ, WRITE = Scope("insight:read"), Scope("insight:write")
PERIOD = r"^2\d{3}-(0[1-9]|1[0-2]|q[1-4])$"


class PeriodAsked(Schema):
    """A month (`2026-10`) or a quarter (`2026-q3`); nothing is the last that is over."""

    period: Annotated[str | None, Field(pattern=PERIOD)] = None


class AwardIn(Schema):
    """For what, and in which month or quarter; nothing is the last that is over."""

    kind: Annotated[Award.Kind, spelled(Award.Kind)]
    period: Annotated[str | None, Field(pattern=PERIOD)] = None


class AwardOut(Schema):
    """An award as it was given; ties share it. Who does not wish to be named is not among the holders."""

    uid: uuid.UUID
    kind: str
    scope: str
    name: str
    starts_on: dt.date
    ends_on: dt.date
    holders: list[str]
    count: int
    given_at: dt.datetime
    is_withdrawn: bool


class RecognitionOut(Schema):
    """For each kind the first places in the period, and the awards given so far."""

    scope: str
    uid: uuid.UUID
    name: str
    period: str
    starts_on: dt.date
    ends_on: dt.date
    kinds: list[dict[str, Any]]
    awards: list[AwardOut]


class ScorecardIn(Schema):
    """Rules for a region from a day on; the same name again is the next version."""

    region: uuid.UUID
    name: Annotated[str, Field(min_length=1, max_length=120)]
    rules: dict[str, Any]
    starts_on: dt.date


class ScorecardOut(Schema):
    """One version of a scorecard; without a region it is an example."""

    uid: uuid.UUID
    region: uuid.UUID | None
    name: str
    version: int
    rules: dict[str, Any]
    starts_on: dt.date
    ends_on: dt.date | None


class WhatIfIn(Schema):
    """Other rules, tried on the counts of a group; without rules the card as it is, without a group my first one."""

    group: uuid.UUID | None = None
    rules: dict[str, Any] | None = None


class WhatIfOut(Schema):
    """How many members lie in each band (`?`: not yet known), as it is and with the other rules; nobody is named."""

    group: uuid.UUID
    starts_on: dt.date
    ends_on: dt.date
    before: dict[str, int]
    after: dict[str, int]
    more: int | None
    fewer: int | None
    same: int | None


@router.get(
    "/groups/{uuid:uid}/recognition", auth=READ, response={200: RecognitionOut, **Refused}, summary="Who did most"
)
def of_group(request: Request, uid: uuid.UUID, asked: Query[PeriodAsked]) -> dict[str, Any]:
    """In a group: 1-2-1s that both confirmed, referrals that were accepted."""
    return _recognition(request, _group(request, uid), asked.period)


@router.get(
    "/regions/{uuid:uid}/recognition",
    auth=READ,
    response={200: RecognitionOut, **Refused},
    summary="Who did most there",
)
def of_region(request: Request, uid: uuid.UUID, asked: Query[PeriodAsked]) -> dict[str, Any]:
    """In a region."""
    return _recognition(request, _region(request, uid), asked.period)


@router.post("/groups/{uuid:uid}/awards", auth=WRITE, response={200: AwardOut, **Refused}, summary="Give an award")
def give_in_group(request: Request, uid: uuid.UUID, data: AwardIn) -> dict[str, Any]:
    """To whoever did most in a period that is over; for who leads the group."""
    return _give(request, _group(request, uid), data)


@router.post("/regions/{uuid:uid}/awards", auth=WRITE, response={200: AwardOut, **Refused}, summary="Give one there")
def give_in_region(request: Request, uid: uuid.UUID, data: AwardIn) -> dict[str, Any]:
    """The same for a region, by its director."""
    return _give(request, _region(request, uid), data)


@router.post("/awards/{uuid:uid}/withdraw", auth=WRITE, response={200: UndoKey, **Refused}, summary="Take one back")
def withdraw(request: Request, uid: uuid.UUID) -> dict[str, str]:
    """It stays as a trace. Twice is once."""
    award = get_object_or_404(Award.objects.visible_to(request.user), uid=uid)
    _refuse_others(request, award.scope)
    return {"act": str(award.withdraw(by=request.user).uid)}


@router.get("/scorecards", auth=READ, response={200: list[ScorecardOut], **Refused}, summary="Scorecards")
def scorecard_list(request: Request) -> list[dict[str, Any]]:
    """All versions in my regions, and examples."""
    return [card.as_data() for card in Scorecard.objects.visible_to(request.user).select_related("region")]


@router.get("/scorecards/{uuid:uid}", auth=READ, response={200: ScorecardOut, **Refused}, summary="One scorecard")
def scorecard_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Its rules as data."""
    return _card(request, uid).as_data()


@router.post("/scorecards", auth=WRITE, response={200: ScorecardOut, **Refused}, summary="Write a scorecard")
def scorecard_create(request: Request, data: ScorecardIn) -> dict[str, Any]:
    """For a region that I direct."""
    region = _region(request, data.region)
    _refuse_others(request, region)
    fields = data.dict(exclude={"region"})
    return Scorecard.write(by=request.user, region=region, **fields).as_data()


@router.post("/scorecards/{uuid:uid}/what-if", auth=READ, response={200: WhatIfOut, **Refused}, summary="What if")
def what_if(request: Request, uid: uuid.UUID, data: WhatIfIn) -> dict[str, Any]:
    """What if the rule were otherwise: the same counts under both. Nothing is kept."""
    card = _card(request, uid)
    new = rules_from(data.rules) if data.rules is not None else card.as_rules
    group = _group(request, data.group) if data.group else Group.objects.of(request.user).order_by("name").first()
    if group is None:
        raise Http404
    weeks = max(card.as_rules.weeks, new.weeks)
    before = Scoring.of(group, card.as_rules, request.user, today=timezone.localdate(), weeks=weeks)
    after = before.under(new)
    change = moved(before, after) if before.shows_all else None
    return {
        "group": group.uid, "starts_on": before.start, "ends_on": before.end, "before": before.spread,
        "after": after.spread, "more": change.more if change else None, "fewer": change.fewer if change else None,
        "same": change.same if change else None,
    }  # fmt: skip


def _group(request: Request, uid: uuid.UUID) -> Group:
    return get_object_or_404(Group.objects.visible_to(request.user).select_related("region"), uid=uid)


def _region(request: Request, uid: uuid.UUID) -> Region:
    return get_object_or_404(Region.objects.visible_to(request.user), uid=uid)


def _card(request: Request, uid: uuid.UUID) -> Scorecard:
    return get_object_or_404(Scorecard.objects.visible_to(request.user).select_related("region"), uid=uid)


def _refuse_others(request: Request, scope: Where) -> None:
    """To who does not lead a group this is no door; members of a region are told whose it is."""
    if leads(request.user, scope):
        return
    if isinstance(scope, Group):
        raise Http404
    raise Refusal(_("Whoever directs %s does this. Ask them.") % scope)


def _period(scope: Where, text: str | None) -> Period:
    today = timezone.localdate()
    found = Period.named(text) if text else Period.latest(today, months=1 if isinstance(scope, Group) else 3)
    if found is None or found.start > today:
        raise Http404
    return found


def _recognition(request: Request, scope: Where, text: str | None) -> dict[str, Any]:
    return Recognition(scope, _period(scope, text), request.user, timezone.localdate()).as_data()


def _give(request: Request, scope: Where, data: AwardIn) -> dict[str, Any]:
    _refuse_others(request, scope)
    period = _period(scope, data.period)
    with one_act(by=request.user, verb="award.give", about=str(scope)):
        award = Award.give(
            by=request.user, scope=scope, kind=data.kind.value, starts_on=period.start, ends_on=period.end
        )
    return award.as_data()
