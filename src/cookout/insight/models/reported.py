"""Chapter reports of other systems: their counts stay what they are, reported, and are never added to our own."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified
from cookout.groups.models import Group, Membership


class ReportIn(Identified):
    """One file: looked at, brought in, or taken back. What it says waits in `lines` until it is brought in."""

    class State(models.TextChoices):
        """How far it is."""

        PREVIEW = "preview", _("looked at")
        APPLIED = "applied", _("brought in")
        UNDONE = "undone", _("taken back")

    class Kind(models.TextChoices):
        """What the file is."""

        ATTENDANCE = "attendance", _("attendance report")
        SLIPS = "slips", _("slips report")
        WIDE = "wide", _("attendance sheet")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reports_in")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    chapter = models.CharField(_("chapter, as the file says"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PREVIEW)
    lines = models.JSONField(default=list, editable=False)
    complaints = models.JSONField(default=list, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("report brought in")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="report_in_dates", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
        ]
        indexes = [models.Index(fields=["group", "digest"], name="report_in_by_digest")]

    def __str__(self) -> str:
        return self.file_name


class ReportedMonth(Identified):
    """What a report says of one member in one month; None is missing, which is not zero."""

    report = models.ForeignKey(ReportIn, on_delete=models.CASCADE, related_name="months")
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

    class Meta:
        verbose_name = _("reported month")
        ordering = ["month", "name", "pk"]
        indexes = [models.Index(fields=["group", "month"], name="reported_month_by_group")]

    def __str__(self) -> str:
        return f"{self.name} {self.month}"


class ReportedSum(Identified):
    """The closed business that a report says for a whole group and month: only as a sum, never by member."""

    report = models.ForeignKey(ReportIn, on_delete=models.CASCADE, related_name="sums")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reported_sums")
    month = models.PositiveIntegerField(help_text="12 × year + month − 1")
    amount = models.BigIntegerField(_("amount"), help_text=_("In the smallest unit of the currency."))
    currency = models.CharField(_("currency"), max_length=3)
    payers = models.PositiveIntegerField(_("members who reported some"))

    class Meta:
        verbose_name = _("reported sum")
        ordering = ["month", "pk"]
        indexes = [models.Index(fields=["group", "month"], name="reported_sum_by_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.month}"
