"""Who was there: present, absent, late, medical, substitute; and who said beforehand that he comes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Membership


class Mark(models.TextChoices):
    """How a member was there."""

    PRESENT = "P", _("present")
    ABSENT = "A", _("absent")
    LATE = "L", _("late")
    MEDICAL = "M", _("medical")
    SUBSTITUTE = "S", _("substitute")


class Coming(models.TextChoices):
    """What a member says beforehand."""

    COMING = "coming", _("coming")
    SUBSTITUTE = "substitute", _("sends a substitute")
    AWAY = "away", _("cannot come")


class Attendance(Identified):
    """One member at one meeting. No mark is not yet known, which is not absent."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="attendances")
    coming = models.CharField(_("coming"), max_length=10, choices=Coming, blank=True)
    mark = models.CharField(_("attendance"), max_length=1, choices=Mark, blank=True)
    substitute = models.CharField(_("substitute"), max_length=200, blank=True)
    checked_in_at = models.DateTimeField(_("checked in herself"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("noted by")
    )

    class Meta:
        verbose_name = _("attendance")
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.mark}"
