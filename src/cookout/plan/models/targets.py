"""The plan: what I set out to do week by week and month by month."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act
from cookout.core.refusal import Refusal
from cookout.plan import rules
from cookout.ties.models import local_today


class Kind(models.TextChoices):
    """What is counted."""

    EVENTS = "events", _("events")
    PEOPLE = "people", _("new people")
    ONE_TO_ONES = "one_to_ones", _("1-2-1s")
    FOLLOW_UPS = "follow_ups", _("follow-ups")
    HOURS = "hours", _("hours")


class Per(models.TextChoices):
    """In which time."""

    WEEK = "week", _("a week")
    MONTH = "month", _("a month")


ONE: Mapping[Kind, str | Promise] = MappingProxyType(
    {
        Kind.EVENTS: _("event"),
        Kind.PEOPLE: _("new person"),
        Kind.ONE_TO_ONES: _("1-2-1"),
        Kind.FOLLOW_UPS: _("follow-up"),
        Kind.HOURS: _("hour"),
    }
)
"""One of it."""

MOST_TIMES: Mapping[str, int] = MappingProxyType({Per.WEEK: 100, Per.MONTH: 400})
"""More than that in a week or month is no plan."""

FURTHEST = dt.timedelta(days=366)
"""Nobody plans later weeks than within a year."""

_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class OwnQuerySet(models.QuerySet[_Row]):
    """Sets of rows that are one owner's."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Plan(Identified, Deletable):
    """What I set out to do from one week on, until the next plan: earlier weeks are measured by what held then."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plans")
    starts_on = models.DateField(_("from the week of"))
    reason = models.CharField(_("why"), max_length=300, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="plan_uid_unique"),
            models.UniqueConstraint(
                fields=["owner", "starts_on"], condition=Q(deleted_at=None), name="plan_once_a_week"
            ),
        ]

    def __str__(self) -> str:
        return str(self.starts_on)

    @classmethod
    def of(cls, user: User, monday: dt.date) -> "Plan | None":
        """The plan that holds in the week of this Monday."""
        return cls.objects.visible_to(user).filter(starts_on__lte=monday).prefetch_related("targets").first()

    @classmethod
    @transaction.atomic
    def make(
        cls, targets: "Mapping[str, Aim]", *, by: User, starts_on: dt.date | None = None, reason: str = "",
        uid: uuid.UUID | None = None,
    ) -> "Plan":  # fmt: skip
        """Set out to do so much from this week on; weeks before keep their own. Twice in one week changes it."""
        by.wait_in_line()
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        today = local_today(by)
        monday = rules.monday_of(starts_on or today)
        if monday > today + FURTHEST:
            raise Refusal(_("That is more than a year from now. Plan a week that is nearer."))
        if monday < rules.monday_of(today):
            raise Refusal(_("A plan begins this week or later. What was is not planned any more."))
        _refuse_impossible(targets)
        with one_act(by=by, verb="plan.make", about=str(monday)) as act:
            made = cls.objects.visible_to(by).filter(starts_on=monday).first()
            if made is None:
                made = cls(owner=by, starts_on=monday, reason=reason.strip(), uid=uid or uuid7())
                act.create(made)
            else:
                act.update(made, reason=reason.strip())
            made.put(targets, act)
        return made

    @property
    def aims(self) -> "dict[str, Aim]":
        """Its lines by kind, in the order in which kinds are named."""
        there = {row.kind: Aim(row.number, row.per) for row in self.targets.all()}
        return {kind: there[kind] for kind in Kind.values if kind in there}

    @property
    def words(self) -> list[str]:
        """Its lines in words."""
        return [worded(kind, aim) for kind, aim in self.aims.items()]

    def put(self, targets: "Mapping[str, Aim]", act: Act) -> None:
        """Make its lines be exactly these, as part of an act."""
        there = {row.kind: row for row in self.targets.all()}
        for kind, row in there.items():
            if kind not in targets:
                act.remove(row)
        for kind, aim in targets.items():
            if kind in there:
                act.update(there[kind], number=aim.number, per=aim.per)
            else:
                act.create(Target(plan=self, kind=kind, number=aim.number, per=aim.per))


class Aim(NamedTuple):
    """So many in a week or month."""

    number: Decimal
    per: str


class Target(models.Model):
    """One line of a plan: so many of something in a week or month."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=11, choices=Kind)
    number = models.DecimalField(_("how many"), max_digits=5, decimal_places=1)
    per = models.CharField(max_length=5, choices=Per)

    class Meta:
        verbose_name = _("target")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="target_once"),
            models.CheckConstraint(name="target_is_possible", condition=Q(number__gte=0, number__lte=999)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()} {self.get_per_display()}"


def _refuse_impossible(targets: Mapping[str, Aim]) -> None:
    if not targets:
        raise Refusal(_("Choose at least one thing to do, however little."))
    for kind, aim in targets.items():
        _refuse_number(kind, aim)


def _refuse_number(kind: str, aim: Aim) -> None:
    most = (rules.MOST_HOURS if kind == Kind.HOURS else MOST_TIMES)[aim.per]
    said = {"aim": worded(kind, aim), "most": most}
    if not aim.number.is_finite() or aim.number <= 0:
        raise Refusal(_("%(aim)s: take a number above 0, or leave it empty where you do not want it.") % said)
    if aim.number > most:
        raise Refusal(_("%(aim)s: that is more than there is room for. Take at most %(most)s.") % said)
    if kind == Kind.HOURS and aim.number * 10 % 1:
        raise Refusal(_("%(aim)s: hours have one place after the point, such as 2.5.") % said)
    if kind != Kind.HOURS and aim.number % 1:
        raise Refusal(_("%(aim)s: take a whole number; what is rarer than every week fits a month.") % said)


def refuse_twice(kinds: Sequence[str]) -> None:
    """A plan names each thing once."""
    twice = next((kind for kind in kinds if kinds.count(kind) > 1), None)
    if twice is not None:
        raise Refusal(_("%s: named twice. Say one number.") % str(Kind(twice).label).capitalize())


def worded(kind: str, aim: Aim) -> str:
    """One line in words: “2 1-2-1s a week”.

    >>> worded("events", Aim(Decimal("2.0"), "month"))
    '2 events a month'
    """
    return f"{plain(aim.number)} {named(kind, aim.number)} {Per(aim.per).label}"


def plain(number: Decimal) -> str:
    """A number without needless zeros.

    >>> plain(Decimal("20.0")), plain(Decimal("2.5"))
    ('20', '2.5')
    """
    return f"{number:.1f}".removesuffix(".0") if number.is_finite() else str(number)


def named(kind: str, number: Decimal) -> str:
    """What is counted, for one or several."""
    return str(ONE[Kind(kind)]) if number == 1 else str(Kind(kind).label)
