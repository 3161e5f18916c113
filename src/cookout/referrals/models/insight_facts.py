"""What is known of one person as my referrer, and what is usual in my own network.

It is read in as many queries for one referral as for a thousand.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth

from cookout.core.asked import once
from cookout.core.models import User
from cookout.referrals import rules
from cookout.referrals.models.between import Between
from cookout.referrals.models.experience import Experience
from cookout.referrals.models.giving import Ask
from cookout.referrals.models.kinds import Handoff, Rating, Role, State
from cookout.referrals.models.party import Known, Party, Side, Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import Update
from cookout.science import network
from cookout.science import referrers as science
from cookout.ties.models import Circle, Tie, Touch

MONTH = 365.25 / 12

LOOKS_BACK = dt.timedelta(days=3 * 365)
"""So far back the network is looked at for what is usual."""

COMES_IN = dt.timedelta(days=90)
"""So long a prospect has to come, before an open referral counts as one in which nobody came."""

MET = (State.MEETING, State.PROPOSAL, State.WON)

WARMTH = {Handoff.TOLD: 1, Handoff.MAIL: 1, Handoff.TOGETHER: 2}
"""The step of each warm handoff in `science.referrers`; a name, a card, or nothing noted is none."""


@dataclass(frozen=True, slots=True)
class Given:
    """One referral to me, as far as it tells of who gave it."""

    referral: int
    person: int
    on: dt.date
    state: str
    has_met: bool
    handoff: str
    fit: int | None
    fit_at: dt.datetime | None

    @property
    def fit_on(self) -> dt.date:
        """When I said how well it fitted; to a day more or less."""
        return self.fit_at.date() if self.fit_at else self.on

    def came(self, today: dt.date) -> bool | None:
        """Whether the prospect came; None where nobody can know: my own no, or too early to say.

        Without those of which nothing came, every share would look better than it is.
        """
        if self.state in MET or (self.has_met and self.state in (State.LOST, State.NOT_A_FIT)):
            return True
        if self.state in (State.LOST, State.NOT_A_FIT):
            return False
        is_old = self.state in rules.WORKED_ON and today - self.on >= COMES_IN
        return False if is_old else None


@dataclass(frozen=True, slots=True)
class Priors:
    """What is usual in my network, before anything is known of one person in it."""

    rate: science.Gamma
    fit: science.Beta
    comes: science.Beta


@dataclass(frozen=True, slots=True)
class Facts:
    """One person as my referrer."""

    today: dt.date
    given: tuple[Given, ...]
    referrals: tuple[Referral, ...]
    """The same with the three; in the same order, by the day."""
    asks: tuple[Ask, ...]
    touched: tuple[dt.date, ...]
    """The distinct days of contact, in order."""
    went_well: tuple[dt.date, ...]
    """The days on which a prospect said that it went well, or bought; one for each referral."""
    told: tuple[dt.date, ...]
    """The days of news that she was told."""
    priors: Priors

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The months, by their first day, in which we were in touch, I asked, or she referred somebody."""
        days = (*self.touched, *(ask.on for ask in self.asks), *(one.on for one in self.given))
        return tuple(sorted({day.replace(day=1) for day in days}))

    def ago(self, days: Iterable[dt.date]) -> list[float]:
        """How many months ago; a day to come counts as today."""
        return [max(0.0, (self.today - day).days / MONTH) for day in days]


def facts_of(user: User, tie: Tie, found: Between, today: dt.date) -> Facts:
    """Everything at once. `found` knows which referrals count: no mere names, nothing taken back or disowned."""
    rows = {row.referral: row for row in once(("given to", user.pk), lambda: _given(user))}
    mine = [one for one in found.taken if one.pk in rows]
    pks = [one.pk for one in mine]
    said = Experience.objects.filter(referral__in=pks, rating=Rating.WELL).values_list("referral", "created_at")
    told = Update.objects.arrived().filter(referral__in=pks, by=user, kind=Update.Kind.NEWS)
    touches = Touch.objects.visible_to(user).filter(tie=tie.pk).order_by("on").values_list("on", flat=True)
    well = {one: at.astimezone(user.tzinfo).date() for one, at in said}
    for one in mine:
        if one.state == State.WON and one.decided_at is not None:
            well.setdefault(one.pk, one.decided_at.astimezone(user.tzinfo).date())
    return Facts(
        today=today,
        given=tuple(rows[pk] for pk in pks),
        referrals=tuple(mine),
        asks=tuple(Ask.objects.visible_to(user).filter(tie=tie.pk)) if tie.pk else (),
        touched=tuple(touches.distinct()) if tie.pk else (),
        went_well=tuple(well.values()),
        told=tuple(at.astimezone(user.tzinfo).date() for at in told.values_list("created_at", flat=True)),
        priors=once(("usual", user.pk), lambda: _usual(user, list(rows.values()), today)),
    )


def _given(user: User) -> list[Given]:
    """All that was given to me by people of my book, and stands."""
    disowned = Party.objects.filter(says_no_at__isnull=False).values("referral")
    counted = Referral.objects.given_to(user).exclude(state__in=[State.NAME, State.WITHDRAWN]).exclude(pk__in=disowned)
    side = Side.objects.filter(owner=user, referral=OuterRef("party__referral"))
    met = Step.objects.filter(
        referral=OuterRef("party__referral"), state__in=MET, kind=Step.Kind.MOVED, deleted_at=None
    )
    rows = Known.objects.filter(owner=user, party__role=Role.REFERRER, party__referral__in=counted.values("pk"))
    rows = rows.annotate(
        state=F("party__referral__state"), met=Exists(met), fit=Subquery(side.values("fit")[:1]),
        fit_at=Subquery(side.values("fit_at")[:1]),
    )  # fmt: skip
    columns = ("party__referral", "person", "party__referral__given_on", "state", "met", "party__referral__handoff",
               "fit", "fit_at")  # fmt: skip
    return [Given(*row) for row in rows.values_list(*columns)]


def _usual(user: User, given: list[Given], today: dt.date) -> Priors:
    """The priors by moments: over everybody whom I know well enough that they could refer, also who never did."""
    since = today - LOOKS_BACK
    lately = [one for one in given if one.on >= since]
    could = Q(client_since__isnull=False) | Q(circle__in=[Circle.COOKOUT, Circle.ACTIVE, Circle.LIGHT])
    could |= Q(person__in={one.person for one in lately})
    ties = Tie.objects.visible_to(user).filter(could)
    touches = Touch.objects.visible_to(user).filter(tie__in=ties.values("pk"), on__range=(since, today)).order_by()
    months: dict[int, set[Any]] = defaultdict(set)
    for person, month in touches.annotate(month=TruncMonth("on")).values_list("tie__person", "month").distinct():
        months[person].add(month)
    many: dict[int, int] = defaultdict(int)
    for one in lately:
        many[one.person] += 1
        months[one.person].add(one.on.replace(day=1))
    people = list(months)
    rate = network.usual_rate([many[who] for who in people], [len(months[who]) for who in people],
                              otherwise=science.RATE)  # fmt: skip
    fits = [(one.person, (one.fit - 1) / 4) for one in lately if one.fit is not None]
    came = [(one.person, float(yes)) for one in lately if (yes := one.came(today)) is not None]
    return Priors(rate, _share(fits), _share(came))


def _share(seen: list[tuple[int, float]]) -> science.Beta:
    yes: dict[int, float] = defaultdict(float)
    of: dict[int, int] = defaultdict(int)
    for person, value in seen:
        yes[person] += value
        of[person] += 1
    return network.usual_share(list(yes.values()), list(of.values()), otherwise=science.FIT)
