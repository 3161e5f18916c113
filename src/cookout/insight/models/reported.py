"""What chapter reports of other systems say: it stays reported, is never added to our own counts, and wins nothing."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User
from cookout.groups.models import Group, Membership
from cookout.insight.formats.report_lines import COUNTS
from cookout.insight.rules import first_day

APPLIED = "applied"


class ReportedQuerySet(models.QuerySet[Any]):
    """Sets of what reports say."""

    def visible_to(self, user: User) -> Self:
        """Of the groups one may see, where they agreed to show counts, or where one leads."""
        shown = Group.objects.visible_to(user).filter(shares_counts=True).values("pk")
        led = Group.objects.led_by(user).values("pk")
        return self.filter(models.Q(group__in=shown) | models.Q(group__in=led))

    def of(self, group: Group, *, viewer: User) -> Self:
        """Those of one group at hand, as `visible_to` has them."""
        is_shown = group.is_led_by(viewer) or (group.shares_counts and group.is_visible_to(viewer))
        return self.filter(group=group) if is_shown else self.none()

    def counted(self) -> Self:
        """Without what a later report of the same kind, month and days has taken the place of.

        Reports of different weeks of a month both count: each tells what the other does not.
        """
        later = ReportedMonth.objects.filter(
            group=OuterRef("group"), month=OuterRef("month"), report__kind=OuterRef("report__kind"),
            report__state=APPLIED, report__applied_at__gt=OuterRef("report__applied_at"),
            report__starts_on__lte=OuterRef("report__ends_on"), report__ends_on__gte=OuterRef("report__starts_on"),
        )  # fmt: skip
        return self.filter(~Exists(later), report__state=APPLIED)


class SumQuerySet(ReportedQuerySet):
    """Sets of sums."""

    def visible_to(self, user: User) -> Self:
        """Of the groups one may see that agreed to show sums; who leads sees no more."""
        return self.filter(group__in=Group.objects.visible_to(user).filter(shares_sums=True).values("pk"))

    def of(self, group: Group, *, viewer: User) -> Self:
        """Those of one group at hand, as `visible_to` has them."""
        return self.filter(group=group) if group.shares_sums and group.is_visible_to(viewer) else self.none()


class OfReport(models.Model):
    """A row that a report brought in."""

    class Meta:
        abstract = True

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Who no longer leads changes nothing here, not even back."""
        group: Group = self.group  # type: ignore[attr-defined]  # both nouns of this file have one
        return group.is_led_by(by)


class ReportedMonth(OfReport, Identified):
    """What a report says of one member in one month; None is missing, which is not zero."""

    report = models.ForeignKey("insight.ReportIn", on_delete=models.CASCADE, related_name="months")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reported_months")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="reported_months"
    )
    name = models.CharField(_("name, as the file says"), max_length=200)
    month = models.PositiveIntegerField(help_text="12 × year + month − 1")
    present = models.PositiveIntegerField(null=True, blank=True)
    absent = models.PositiveIntegerField(null=True, blank=True)
    late = models.PositiveIntegerField(null=True, blank=True)
    medical = models.PositiveIntegerField(null=True, blank=True)
    substitute = models.PositiveIntegerField(null=True, blank=True)
    one_to_ones = models.PositiveIntegerField(null=True, blank=True)
    given_inside = models.PositiveIntegerField(null=True, blank=True)
    given_outside = models.PositiveIntegerField(null=True, blank=True)
    received_inside = models.PositiveIntegerField(null=True, blank=True)
    received_outside = models.PositiveIntegerField(null=True, blank=True)
    visitors = models.PositiveIntegerField(null=True, blank=True)
    credits = models.PositiveIntegerField(null=True, blank=True)

    objects = ReportedQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported month")
        ordering = ["month", "name", "pk"]
        indexes = [models.Index(fields=["group", "month"], name="reported_month_by_group")]

    def __str__(self) -> str:
        return f"{self.name} {self.month}"

    def as_data(self) -> dict[str, Any]:
        """For my export."""
        counts = {name: getattr(self, name) for name in COUNTS}
        kind, group = self.report.kind, self.group.name
        return {"month": f"{first_day(self.month):%Y-%m}", "group": group, "report": kind, **counts}


class ReportedSum(OfReport, Identified):
    """The closed business that a report says for a whole group and month: only as a sum, never by member."""

    report = models.ForeignKey("insight.ReportIn", on_delete=models.CASCADE, related_name="sums")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reported_sums")
    month = models.PositiveIntegerField(help_text="12 × year + month − 1")
    amount = models.BigIntegerField(_("amount"), help_text=_("In the smallest unit of the currency."))
    currency = models.CharField(_("currency"), max_length=3)
    payers = models.PositiveIntegerField(_("members who reported some"))

    objects = SumQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported sum")
        ordering = ["month", "pk"]
        indexes = [models.Index(fields=["group", "month"], name="reported_sum_by_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.month}"
