"""The plan: what I set out to do week by week and month by month, when it is paused, and what a week taught me."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
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


class PlanPause(Identified, Deletable):
    """Weeks in which life happens: the plan waits, and nothing in them is missed."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of a plan")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="plan_pause_uid_unique"),
            models.CheckConstraint(
                name="plan_pause_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on or '…'}"

    @classmethod
    @transaction.atomic
    def begin(
        cls, *, by: User, starts_on: dt.date, ends_on: dt.date | None = None, reason: str = "",
        uid: uuid.UUID | None = None,
    ) -> "PlanPause":  # fmt: skip
        """Let the plan wait from a day on. The same `uid` again is the same pause."""
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        if ends_on is not None and ends_on < starts_on:
            raise Refusal(_("A pause ends on the day it begins, or later."))
        made = cls(owner=by, starts_on=starts_on, ends_on=ends_on, reason=reason.strip(), uid=uid or uuid7())
        record(by=by, verb="plan_pause.begin", about=str(made)).create(made)
        return made

    @transaction.atomic
    def end(self, *, by: User, on: dt.date) -> Act:
        """Go on from the day after; a pause that has not begun yet is taken away."""
        act = record(by=by, verb="plan_pause.end", about=str(self))
        if on < self.starts_on:
            act.remove(self)
        else:
            act.update(self, ends_on=on)
        return act

    def covers(self, day: dt.date) -> bool:
        """Whether the plan waits on this day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class WeekReview(Identified, Deletable):
    """Three questions at the end of a week, for me alone."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="week_reviews")
    monday = models.DateField(_("the week of"))
    went_well = models.TextField(_("What went well?"), blank=True)
    in_the_way = models.TextField(_("What stood in the way?"), blank=True)
    next_week = models.TextField(_("What is the one thing for next week?"), blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a week")
        verbose_name_plural = _("reviews of weeks")
        ordering = ["-monday"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="week_review_uid_unique"),
            models.UniqueConstraint(fields=["owner", "monday"], condition=Q(deleted_at=None), name="week_review_once"),
        ]

    def __str__(self) -> str:
        return str(self.monday)

    @classmethod
    @transaction.atomic
    def write(
        cls, *, by: User, monday: dt.date, went_well: str = "", in_the_way: str = "", next_week: str = "",
        uid: uuid.UUID | None = None,
    ) -> "WeekReview":  # fmt: skip
        """Answer the three questions of a week; writing again changes the answers."""
        if rules.monday_of(monday) > rules.monday_of(local_today(by)):
            raise Refusal(_("This week is still to come."))
        by.wait_in_line()
        words = {"went_well": went_well.strip(), "in_the_way": in_the_way.strip(), "next_week": next_week.strip()}
        made = cls.objects.visible_to(by).filter(monday=rules.monday_of(monday)).first()
        act = record(by=by, verb="week_review.write", about=str(monday))
        if made is None:
            made = cls(owner=by, monday=rules.monday_of(monday), uid=uid or uuid7(), **words)
            act.create(made)
        else:
            act.update(made, **words)
        return made


def _refuse_impossible(targets: Mapping[str, Aim]) -> None:
    if not any(aim.number for aim in targets.values()):
        raise Refusal(_("Choose at least one thing to do, however little."))
    hours = targets.get(Kind.HOURS)
    if hours is not None and hours.number > rules.MOST_HOURS[hours.per]:
        raise Refusal(_("A week has 168 hours, and you need most of them. Set aside fewer."))
