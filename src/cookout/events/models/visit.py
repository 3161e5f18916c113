"""Visitors: who brings them, whether they came, and who follows up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Application, Membership
from cookout.people.models import Classification


class Visit(Identified, Deletable):
    """One guest at one meeting."""

    class Outcome(models.TextChoices):
        """What came of the follow-up."""

        APPLIES = "applies", _("wants to become a member")
        AGAIN = "again", _("comes again")
        NO = "no", _("not for now")

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="visits")
    name = models.CharField(_("name"), max_length=200)
    trade = models.CharField(_("what they do"), max_length=120, blank=True)
    classification = models.ForeignKey(
        Classification, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    invited_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="guests", verbose_name=_("guest of")
    )
    came = models.BooleanField(_("came"), null=True, blank=True)
    follow_up_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("follows up")
    )
    follow_up_on = models.DateField(_("until"), null=True, blank=True)
    followed_up_on = models.DateField(_("followed up on"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome, blank=True)
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="visits", editable=False
    )

    class Meta:
        verbose_name = _("visit")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="visit_outcome_after_follow_up", condition=Q(outcome="") | Q(followed_up_on__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name
