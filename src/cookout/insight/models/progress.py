"""My month so far: what took place, what is planned, and what that makes. For me alone; compared with nobody."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.insight.models.tally import Counts
from cookout.insight.models.target import MonthlyTarget
from cookout.insight.rules import first_day, month_of
from cookout.one_to_ones.models import OneToOne, Seat, State
from cookout.referrals.models import ClosedBusiness, Party, Referral, Role
from cookout.referrals.models import State as Standing
from cookout.science.forecast import Forecast, forecast
from cookout.ties.models import local_today

LOOK_BACK = dt.timedelta(days=365)
TOOK_PLACE = (State.HELD, State.CONFIRMED)
DID_NOT = (State.CANCELLED, State.NO_SHOW)


@dataclass(frozen=True, slots=True)
class Progress:
    """The month in which today lies, by my own clock."""

    first: dt.date
    today: dt.date
    counts: Counts
    """1-2-1s that took place by my word, with anybody; referrals that were accepted; thanks for those I gave."""
    waiting: int
    """Of these 1-2-1s, those that the other member has not confirmed."""
    planned: int
    target: int | None
    ahead: Forecast | None

    @classmethod
    def of(cls, user: User) -> "Progress":
        """Read it in a handful of queries."""
        today = local_today(user)
        first, last = today.replace(day=1), first_day(month_of(today) + 1) - dt.timedelta(days=1)
        mine = OneToOne.objects.visible_to(user)
        # Twice the column: else SQLite takes the index of days, and reads what the whole house did.
        held = mine.annotate(day=Coalesce("held_on", "held_on")).filter(
            state__in=TOOK_PLACE, day__range=(first, last), seats__user=user, seats__says_at__isnull=False
        )
        # Asked of each of mine: a list of all who have not said yes would be one of the whole house.
        others = Seat.objects.filter(one_to_one=OuterRef("pk"), user__isnull=False, says_at=None).exclude(user=user)
        done = held.aggregate(many=Count("pk"), alone=Count("pk", filter=Exists(others)))
        until = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time()), user.tzinfo)
        planned = mine.planned().filter(starts_at__gt=timezone.now(), starts_at__lt=until).count()
        wished = MonthlyTarget.of(user)
        return cls(
            first=first, today=today, counts=_counts(user, done["many"], (first, last)),
            waiting=done["alone"], planned=planned,
            target=wished.one_to_ones if wished is not None else None, ahead=_ahead(user, planned),
        )  # fmt: skip

    @property
    def done(self) -> int:
        """1-2-1s so far."""
        return self.counts.one_to_ones

    @property
    def together(self) -> int:
        """With those that are planned."""
        return self.done + self.planned

    @property
    def so_far(self) -> str:
        """“2 of 4”, or “2” where no target was set."""
        if self.target is None:
            return str(self.done)
        return _("%(done)s of %(target)s") % {"done": self.done, "target": self.target}

    @property
    def lines(self) -> list[str]:
        """What it takes, in sentences."""
        return [line for line in (self._planned, self._missing, self._evidence) if line]

    @property
    def _planned(self) -> str:
        if not self.planned:
            return ""
        said = {"many": _word(self.planned, capital=True), "all": _word(self.together)}
        return (
            ngettext(
                "%(many)s is planned; with it you make %(all)s.",
                "%(many)s are planned; with these you make %(all)s.",
                self.planned,
            )
            % said
        )

    @property
    def _missing(self) -> str:
        if self.target is None:
            return ""
        if self.done >= self.target:
            return _("That is what you wished for.")
        lacking = self.target - self.together
        if lacking <= 0:
            return ""
        said = {"many": _word(lacking, capital=True), "target": _word(self.target)}
        return ngettext("%(many)s more makes %(target)s.", "%(many)s more make %(target)s.", lacking) % said

    @property
    def _evidence(self) -> str:
        if self.ahead is None:
            return ""
        low, high = self.done + self.ahead.low, self.done + self.ahead.high
        said = {"known": self.ahead.known, "took": self.ahead.took_place, "low": low, "high": high}
        if low == high:
            return _("Of the last %(known)s that you planned, %(took)s took place: expect %(low)s in all.") % said
        return (
            _("Of the last %(known)s that you planned, %(took)s took place: expect %(low)s to %(high)s in all.") % said
        )

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        ahead = self.ahead
        return {
            "month": f"{self.first:%Y-%m}", **self.counts.as_data(), "waiting": self.waiting, "planned": self.planned,
            "target": self.target, "said": [self.so_far, *self.lines],
            "expected": [self.done + ahead.low, self.done + ahead.high] if ahead is not None else None,
        }  # fmt: skip


def _word(number: int, *, capital: bool = False) -> str:
    """A small number in prose."""
    said = str(apnumber(number))
    return capfirst(said) if capital else said


def _counts(user: User, one_to_ones: int, days: tuple[dt.date, dt.date]) -> Counts:
    first, last = (
        timezone.make_aware(dt.datetime.combine(day, dt.time()), user.tzinfo)
        for day in (days[0], days[1] + dt.timedelta(days=1))
    )
    # Twice the column, as above: mine are few, the referrals of the whole house in a month are many.
    mine = Party.objects.filter(user=user, referral__deleted_at=None).exclude(referral__state=Standing.WITHDRAWN)
    passed = mine.alias(at=Coalesce("referral__accepted_at", "referral__accepted_at")).filter(
        at__gte=first, at__lt=last
    )
    many = dict(passed.order_by().values_list("role").annotate(many=Count("pk")))
    given = Referral.objects.given_by(user).exclude(state=Standing.WITHDRAWN)
    thanked = ClosedBusiness.objects.filter(referral__in=given, on__range=days, deleted_at=None).exclude(owner=user)
    return Counts(one_to_ones, many.get(Role.REFERRER, 0), many.get(Role.PROVIDER, 0), thanked.count())


def _ahead(user: User, planned: int) -> Forecast | None:
    """How those went that I had planned before their time, within a year; what was moved is one."""
    if not planned:
        return None
    now = timezone.now()
    before = OneToOne.objects.visible_to(user).filter(starts_at__range=(now - LOOK_BACK, now))
    known = before.filter(created_at__lt=F("starts_at"), state__in=(*TOOK_PLACE, *DID_NOT))
    told = known.aggregate(all=Count("pk"), took=Count("pk", filter=Q(state__in=TOOK_PLACE)))
    return forecast(planned, took_place=told["took"], known=told["all"])
