"""Leave: a time in which a member is away and nobody counts her absent."""

import datetime as dt
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.groups.models.belonging import Group, Membership


class LeaveQuerySet(models.QuerySet["Leave"]):
    """Sets of leaves."""

    def visible_to(self, user: User) -> "LeaveQuerySet":
        """Those of the members one may see: the group knows who is away, and never why."""
        return self.filter(membership__in=Membership.objects.visible_to(user).values("pk"), deleted_at=None)

    def decided_by(self, user: User) -> "LeaveQuerySet":
        """My own, and those in groups I lead."""
        ours = Q(membership__user=user) | Q(membership__group__in=Group.objects.led_by(user).values("pk"))
        return self.visible_to(user).filter(ours)

    def on(self, day: dt.date) -> "LeaveQuerySet":
        """Those in which this day lies."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day, deleted_at=None)

    def to_come(self, today: dt.date | None = None) -> "LeaveQuerySet":
        """Those of today and later ones."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today or timezone.localdate()), deleted_at=None)


class Leave(Identified, Deletable):
    """From when until when; why is nobody's business."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="leaves")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("back on"), null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="leave_dates", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return str(self.starts_on)

    def lets_undo(self, before: object, *, by: User) -> bool:
        """By the member herself, or who leads today."""
        return self.membership.user_id == by.pk or self.membership.group.is_led_by(by)

    @classmethod
    @transaction.atomic
    def take(
        cls, *, membership: Membership, by: User, starts_on: dt.date, ends_on: dt.date | None = None,
        uid: UUID | None = None,
    ) -> "Leave":  # fmt: skip
        """Be away from one day until another. The same days again are the same leave; two never overlap."""
        if ends_on is not None and ends_on <= starts_on:
            raise Refusal(_("One is back after one has gone. Choose a later day, or leave it open."))
        Membership.objects.select_for_update().get(pk=membership.pk)
        there = cls.objects.filter(membership=membership, deleted_at=None)
        known = there.filter(starts_on=starts_on, ends_on=ends_on).first()
        if known is not None:
            return known
        if uid is not None and cls.objects.filter(uid=uid).exists():
            raise Refusal(_("This id stands for another leave. Use a new one."))
        cls._refuse_overlap(there.to_come(starts_on).exclude(starts_on__gte=ends_on or dt.date.max).first())
        leave = cls(membership=membership, starts_on=starts_on, ends_on=ends_on)
        leave.uid = uid or leave.uid
        record(by=by, verb="leave.take", about=membership.name).create(leave)
        return leave

    @transaction.atomic
    def end(self, *, by: User, on: dt.date | None = None) -> Act:
        """Be back. Twice is once; a leave that has not begun is taken away."""
        act = record(by=by, verb="leave.end", about=self.membership.name)
        day = on or timezone.localdate()
        if self.deleted_at is not None or (self.ends_on is not None and self.ends_on <= day):
            return act
        if day <= self.starts_on:
            act.remove(self)
        else:
            act.update(self, ends_on=day)
        return act

    @staticmethod
    def _refuse_overlap(other: "Leave | None") -> None:
        if other is not None:
            said = {"name": other.membership.name, "day": date_format(other.starts_on, "F j")}
            raise Refusal(_("%(name)s is on leave from %(day)s already. End that one first.") % said)
