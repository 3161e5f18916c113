"""Leave: a time in which a member is away and nobody counts her absent."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.groups.models.belonging import Membership


class Leave(Identified, Deletable):
    """From when until when; why is nobody's business."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="leaves")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("leave")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="leave_dates", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return str(self.starts_on)
