"""When the plan waits: life happens, and nothing in these weeks is missed."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.core.templatetags.dates import short_day
from cookout.plan.models.targets import FURTHEST, OwnQuerySet
from cookout.ties.models import local_today


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
        by.wait_in_line()
        _refuse(by, starts_on, ends_on)
        made = cls(owner=by, starts_on=starts_on, ends_on=ends_on, reason=reason.strip(), uid=uid or uuid7())
        record(by=by, verb="plan_pause.begin", about=str(made)).create(made)
        return made

    @transaction.atomic
    def end(self, *, by: User, on: dt.date | None = None) -> Act:
        """Go on: today, unless another last day is named. One that has not begun is taken away; twice is once."""
        last = on if on is not None else local_today(by) - dt.timedelta(days=1)
        act = record(by=by, verb="plan_pause.end", about=str(self))
        if last < self.starts_on:
            act.remove(self)
        elif self.ends_on is None or last < self.ends_on:
            act.update(self, ends_on=last)
        return act

    def covers(self, day: dt.date) -> bool:
        """Whether the plan waits on this day."""
        return self.touches(day, day)

    def touches(self, first: dt.date, last: dt.date) -> bool:
        """Whether the plan waits on any of these days."""
        return self.starts_on <= last and (self.ends_on is None or first <= self.ends_on)


def _refuse(by: User, starts_on: dt.date, ends_on: dt.date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(_("A pause ends on the day it begins, or later."))
    today = local_today(by)
    if any(abs(day - today) > FURTHEST for day in (starts_on, ends_on or starts_on)):
        raise Refusal(_("That is more than a year from today. Look at the year."))
    reaches = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    there = PlanPause.objects.visible_to(by).filter(reaches)
    if ends_on is not None:
        there = there.filter(starts_on__lte=ends_on)
    if (other := there.last()) is not None:
        raise Refusal(
            _("There is a pause from %s already. Go on first, or take other days.") % short_day(other.starts_on)
        )
