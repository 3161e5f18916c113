"""My record as a provider: first calls, news kept, what came of it, how it was, as counts with how sure they are.

Counted is what was passed to me within two years. No name and no amount is in it. What is open counts as open: a case
is asked only about what it had time for, so that neither silence nor youth makes the record better (SCIENCE 2.8).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cookout import science
from cookout.core.models import User
from cookout.referrals import rules
from cookout.referrals.models.experience import Experience, ExperienceLink
from cookout.referrals.models.kinds import Rating, Role, State
from cookout.referrals.models.party import Party, Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import Update

LOOKS_BACK = dt.timedelta(days=730)
"""Older things say little about how somebody works today."""

ANSWERS_IN, MEETS_IN, WINS_IN = dt.timedelta(days=7), dt.timedelta(days=30), dt.timedelta(days=90)
"""So long a referral has for a yes, a meeting and a deal before it is counted, whatever became of it."""

FIRST_HOURS = rules.FIRST_CONTACT / dt.timedelta(hours=1)

MET = (State.MEETING, State.PROPOSAL, State.WON)


@dataclass(frozen=True, slots=True)
class Experienced:
    """How prospects said it went: each rating with how often, and how many were asked."""

    well: science.Share
    so_so: int
    not_well: int
    asked: int


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of how somebody treats referrals, from one day to another."""

    since: dt.date
    until: dt.date
    many: int
    by_members: int
    called: science.Share
    wait: science.Median
    news: science.Share
    accepted: science.Share
    met: science.Share
    won: science.Share
    experience: Experienced

    @property
    def shares(self) -> dict[str, science.Share]:
        """All shares, in the order in which they are read."""
        return {
            "called": self.called, "news": self.news, "accepted": self.accepted, "met": self.met, "won": self.won,
            "well": self.experience.well,
        }  # fmt: skip

    @property
    def is_known(self) -> bool:
        """Whether anything can be said yet."""
        return any(share.is_known for share in self.shares.values())


@dataclass(frozen=True, slots=True)
class _Case:
    """One referral with what was done and told."""

    one: Referral
    steps: Sequence[Step]
    told: Sequence[Update]


def record_of(user: User, today: dt.date, now: dt.datetime | None = None) -> Record:
    """Count it. The number of queries does not grow with the referrals."""
    now, since = now or timezone.now(), today - LOOKS_BACK
    cases = _cases(user, since)
    waits = [_wait(case, user, now) for case in cases if case.one.accepted_at is not None]
    asked = [case for case in cases if case.one.made_by_id != user.pk]
    return Record(
        since=min((case.one.given_on for case in cases), default=today),
        until=today,
        many=len(cases),
        by_members=len(asked),
        called=science.within(waits, FIRST_HOURS),
        wait=science.median_wait(waits),
        news=_news(cases, now),
        accepted=_share(
            [case for case in asked if case.one.created_at <= now - ANSWERS_IN],
            lambda case: case.one.accepted_at is not None,
        ),
        met=_share(_taken(cases, now - MEETS_IN), lambda case: has_come_to(case.steps, MET)),
        won=_share(_taken(cases, now - WINS_IN), lambda case: case.one.state == State.WON),
        experience=_experience(cases),
    )


def _cases(user: User, since: dt.date) -> list[_Case]:
    """What was passed to me and is not taken back: by its referrer, nor by whom it is not."""
    disowned = Party.objects.filter(role=Role.REFERRER).exclude(says_no_at=None).values("referral")
    mine = Referral.objects.given_to(user).filter(given_on__gte=since).exclude(pk__in=disowned)
    ones = list(mine.exclude(state__in=[State.NAME, State.WITHDRAWN]).order_by("given_on", "pk"))
    steps, told = defaultdict(list), defaultdict(list)
    for step in Step.objects.filter(referral__in=mine, deleted_at=None).select_related("party"):
        steps[step.referral_id].append(step)
    for update in Update.objects.arrived().filter(referral__in=mine):
        told[update.referral_id].append(update)
    return [_Case(one, steps[one.pk], told[one.pk]) for one in ones]


def _wait(case: _Case, user: User, now: dt.datetime) -> science.Wait:
    """From taking it on to the first word with the prospect, in hours; a day noted later counts until its midnight."""
    one, begun = case.one, case.one.accepted_at or now
    watched = max((now - begun) / dt.timedelta(hours=1), 0.0)
    if one.contacted_at is None:
        return science.Wait(None, watched)
    day = next((step.on for step in case.steps if step.state in rules.CALLED), one.contacted_at.date())
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, tzinfo=user.tzinfo)
    took = (min(one.contacted_at, midnight) - begun) / dt.timedelta(hours=1)
    return science.Wait(min(max(took, 0.0), watched), watched)


def _news(cases: Iterable[_Case], now: dt.datetime) -> science.Share:
    """How often news came within the promised days; the news of one referral count as one witness."""
    counted = [turn for turn in (_turns(case, now) for case in cases) if turn.due]
    kept, due = sum(turn.kept for turn in counted), sum(turn.due for turn in counted)
    return science.share(kept, due, independent=len(counted) or None)


def _turns(case: _Case, now: dt.datetime) -> science.Turns:
    one = case.one
    begun = min([one.created_at, *(step.created_at for step in case.steps)])
    ended = _days(begun, one.decided_at) if one.decided_at is not None else None
    heard = [update.created_at for update in case.told if ended is None or _is_whole(update, one)]
    heard += [step.created_at for step in case.steps if step.party.role == Role.REFERRER and _is_still_open(step, one)]
    told = sorted(_days(begun, at) for at in heard if at > begun)
    return science.turns(told, since=0.0, ended=ended, every=one.update_days, now=max([_days(begun, now), *told]))


def _is_whole(update: Update, one: Referral) -> bool:
    """News after the end tells the end, or it does not pay that debt."""
    return one.decided_at is None or update.created_at < one.decided_at or update.told_steps >= one.steps_many


def _is_still_open(step: Step, one: Referral) -> bool:
    return one.decided_at is None or step.created_at <= one.decided_at


def _days(begun: dt.datetime, at: dt.datetime) -> float:
    return max((at - begun) / dt.timedelta(days=1), 0.0)


def _taken(cases: Iterable[_Case], by: dt.datetime) -> list[_Case]:
    """Those that were taken on by then, whatever became of them."""
    return [case for case in cases if case.one.accepted_at is not None and case.one.accepted_at <= by]


def _share(cases: Sequence[_Case], is_so: Callable[[_Case], bool]) -> science.Share:
    return science.share(sum(is_so(case) for case in cases), len(cases))


def has_come_to(steps: Iterable[Step], states: Collection[str]) -> bool:
    """Whether it ever came to one of these states, as far as no correction has taken it back."""
    came = before = False
    for step in steps:
        if step.kind == Step.Kind.MOVED:
            before, came = came, came or step.state in states
        elif step.kind == Step.Kind.CORRECTED:
            came = step.state in states or (before and step.state not in rules.OPEN)
    return came


def _experience(cases: Sequence[_Case]) -> Experienced:
    """What prospects answered, and about how many steps they were asked."""
    ones = [case.one.pk for case in cases]
    there = Q(referral__in=ones, step__deleted_at=None)
    said = list(Experience.objects.filter(there).values_list("rating", "referral"))
    asked = ExperienceLink.objects.filter(there).values("step").distinct().count()
    many = {rating: sum(found == rating for found, _one in said) for rating in Rating}
    well = science.share(many[Rating.WELL], len(said), independent=len({one for _rating, one in said}) or None)
    return Experienced(well, many[Rating.SO_SO], many[Rating.NOT_WELL], max(asked, len(said)))
