"""What is told at a meeting besides: learning credits and words of praise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Membership


class LearningCredit(Identified, Deletable):
    """Education units that a member earned."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="learning_credits")
    on = models.DateField(_("day"))
    credits = models.PositiveSmallIntegerField(_("learning credits"), default=1)
    title = models.CharField(_("for what"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("learning credit")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="learning_credit_is_more_than_nothing", condition=Q(credits__gte=1, credits__lte=200)
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.on)


class Praise(Identified, Deletable):
    """A testimonial that one member gave another before all the others."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="praise")
    giver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", verbose_name=_("from"))
    receiver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", verbose_name=_("for"))
    text = models.CharField(_("words"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("praise at a meeting")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="praise_is_for_another", condition=~Q(giver=F("receiver"))),
        ]

    def __str__(self) -> str:
        return self.text
