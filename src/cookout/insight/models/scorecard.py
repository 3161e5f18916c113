"""Scorecards: rules that turn counts into points, as data, in versions that hold from a day on."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User, record
from cookout.core.refusal import Refusal
from cookout.groups.models import Region
from cookout.insight.models.award import leads
from cookout.science.errors import ScienceError
from cookout.science.scorecard import Rules, as_data, read_rules


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    """Sets of scorecards."""

    def visible_to(self, user: User) -> "ScorecardQuerySet":
        """Examples, and those of the regions that one may see."""
        return self.filter(Q(region=None) | Q(region__in=Region.objects.visible_to(user).values("pk")))

    def holding(self, today: dt.date) -> "ScorecardQuerySet":
        """The versions of that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)


class Scorecard(Identified):
    """Rules that turn counts into points, in one version that holds from a day on; without a region, an example."""

    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="scorecards")
    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    rules = models.JSONField(_("rules"), default=dict)
    starts_on = models.DateField(_("holds from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = _("scorecard")
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name", "version"], name="scorecard_version_once"),
            models.CheckConstraint(name="scorecard_dates", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:scorecard_detail", args=[self.uid])

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Who no longer directs the region changes nothing here, not even back."""
        return self.region is not None and leads(by, self.region)

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {
            "uid": self.uid, "region": self.region.uid if self.region else None, "name": self.name,
            "version": self.version, "rules": self.rules, "starts_on": self.starts_on, "ends_on": self.ends_on,
        }  # fmt: skip

    @property
    def as_rules(self) -> Rules:
        """What it says, ready to be worked with."""
        return read_rules(self.rules)

    @property
    def versions(self) -> "ScorecardQuerySet":
        """All of that name there, the latest first."""
        return Scorecard.objects.filter(region=self.region, name=self.name).order_by("-version")

    @classmethod
    @transaction.atomic
    def write(cls, *, by: User, region: Region, name: str, rules: Mapping[str, Any], starts_on: dt.date) -> "Scorecard":
        """Let rules hold in a region from a day on; the version before ends there. The same again changes nothing."""
        Region.objects.select_for_update().get(pk=region.pk)
        told = as_data(rules_from(rules))
        last = cls.objects.filter(region=region, name=name.strip()).order_by("version").last()
        if last is not None and last.rules == told and last.ends_on is None:
            return last
        if last is not None and starts_on <= last.starts_on:
            raise Refusal(_t("Version %(n)s holds from %(day)s. Let the new one begin later.")
                          % {"n": last.version, "day": last.starts_on})  # fmt: skip
        act = record(by=by, verb="scorecard.write", about=name)
        if last is not None and (last.ends_on is None or last.ends_on > starts_on):
            act.update(last, ends_on=starts_on)
        card = cls(
            region=region, name=name.strip(), version=last.version + 1 if last else 1,
            rules=told, starts_on=starts_on, made_by=by,
        )  # fmt: skip
        act.create(card)
        return card


def rules_from(told: Any) -> Rules:
    """What somebody wrote, or one sentence that says what is wrong with it."""
    try:
        return read_rules(told)
    except ScienceError as wrong:
        raise Refusal(str(wrong)) from wrong
