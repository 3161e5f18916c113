"""Recognition: who did most of something in a period, told by who leads; and scorecards, which are data."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified
from cookout.groups.models import Group, Membership, Region


class Award(Identified):
    """One recognition of a period, as it was given; ties share it."""

    class Kind(models.TextChoices):
        """For what."""

        ONE_TO_ONES = "one_to_ones", _("most 1-2-1s")
        GIVEN = "given", _("most referrals given")
        THANKED = "thanked", _("most thanked")

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="awards")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="awards")
    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("award")
        ordering = ["-starts_on", "kind", "pk"]
        constraints = [
            models.CheckConstraint(name="award_dates", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="award_of_group_or_region",
                condition=Q(group__isnull=False, region=None) | Q(group=None, region__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["group", "kind", "starts_on", "ends_on"],
                condition=Q(withdrawn_at=None, region=None),
                name="award_of_group_once",
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "starts_on", "ends_on"],
                condition=Q(withdrawn_at=None, group=None),
                name="award_of_region_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class AwardHolder(Identified):
    """Who got it, and for how many; several where they tied."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="holders")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="awards")
    count = models.PositiveIntegerField(_("how many"))

    class Meta:
        verbose_name = _("holder of an award")
        constraints = [models.UniqueConstraint(fields=["award", "membership"], name="award_holder_once")]

    def __str__(self) -> str:
        return str(self.count)


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
