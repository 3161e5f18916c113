"""The weekly meeting of a group: when and where, who speaks, and how it was closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.groups.models import Group, Membership


class GroupMeeting(Identified, Deletable):
    """One meeting of a group on one day; on a holiday none is held, and nobody is absent."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField(_("day"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    is_holiday = models.BooleanField(_("no meeting on this day"), default=False)
    speaker = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("speaker")
    )
    notes = models.CharField(_("to be announced"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("group meeting")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "on"], condition=Q(deleted_at=None), name="group_meeting_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.on}"


class MeetingClosure(Identified):
    """Somebody closed the meeting: so many heads were counted. Reopened, it stays as a trace."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="closures")
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("closed by")
    )
    headcount = models.PositiveSmallIntegerField(_("people in the room"))
    difference = models.CharField(_("why the count differs"), max_length=200, blank=True)
    reopened_at = models.DateTimeField(_("opened again"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("opened by")
    )
    reason = models.CharField(_("why it was opened again"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("closing of a meeting")
        ordering = ["closed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(reopened_at=None), name="meeting_closed_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.closed_at)
