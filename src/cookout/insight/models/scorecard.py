"""Scorecards: rules that turn counts into points, as data, in versions that hold from a day on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified
from cookout.groups.models import Region


class Scorecard(Identified):
    """Rules that turn counts into points, in one version that holds from a day on; without a region, an example."""

    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="scorecards")
    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    rules = models.JSONField(_("rules"), default=dict)
    starts_on = models.DateField(_("holds from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("scorecard")
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name", "version"], name="scorecard_version_once"),
            models.CheckConstraint(name="scorecard_dates", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
