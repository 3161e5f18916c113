"""Offices: a role for a term, in a group by a member or over a region by an account."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.groups.models import undoing
from cookout.groups.models.days import current, has_begun


class OfficeQuerySet(models.QuerySet["Office"]):
    """Sets of offices."""

    def current(self, today: dt.date | None = None) -> "OfficeQuerySet":
        """Terms of today (twin of `Office.is_current`)."""
        return self.filter(current(today, start="starts_on", end="ends_on"))

    def to_come(self, today: dt.date | None = None) -> "OfficeQuerySet":
        """Terms of today and later ones: all that have not ended."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today or timezone.localdate()))


class Office(Identified):
    """A role for a term: in a group by a member, or over a region by an account."""

    class Role(models.TextChoices):
        """What the office is."""

        PRESIDENT = "president", _("president")
        VICE_PRESIDENT = "vice_president", _("vice-president")
        SECRETARY = "secretary", _("secretary and treasurer")
        MENTOR = "mentor", _("mentor coordinator")
        DIRECTOR = "director", _("regional director")

    role = models.CharField(_("role"), max_length=20, choices=Role)
    membership = models.ForeignKey(
        "groups.Membership", null=True, blank=True, on_delete=models.CASCADE, related_name="offices"
    )
    region = models.ForeignKey("groups.Region", null=True, blank=True, on_delete=models.CASCADE, related_name="offices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="offices"
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        constraints = [
            models.CheckConstraint(
                name="office_in_group_or_region",
                condition=Q(membership__isnull=False, region__isnull=True, user__isnull=True)
                | Q(membership__isnull=True, region__isnull=False, user__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

    @property
    def holder(self) -> str:
        """Whose term it is."""
        return self.membership.name if self.membership is not None else self.user.name if self.user is not None else ""

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Whether `by` may take back what was decided about this term."""
        return undoing.lets_term_return(self, before, by=by)

    def is_current(self, today: dt.date | None = None) -> bool:
        """Begun and not ended on that day (twin of `OfficeQuerySet.current`)."""
        ends = today or timezone.localdate()
        return has_begun(self.starts_on, today) and (self.ends_on is None or self.ends_on > ends)

    @transaction.atomic
    def end(self, *, by: User, on: dt.date | None = None) -> Act:
        """End the term. Ending twice is ending once; a term that has not begun is taken away."""
        act = record(by=by, verb="office.end", about=str(self.role))
        day = on or timezone.localdate()
        if self.ends_on is None or self.ends_on > day:
            self.end_within(act, day)
        return act

    def end_within(self, act: Act, day: dt.date) -> None:
        """The same as part of another act, such as leaving the group."""
        if has_begun(self.starts_on, day):
            act.update(self, ends_on=day)
        elif has_begun(self.starts_on):
            act.update(self, ends_on=self.starts_on)
        else:
            act.remove(self)
