"""Gives beside takes: help, introductions, thanks; asking for referrals; what a client is owed and taught."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.people.models import ProfileEntry
from cookout.referrals.models.referral import Referral
from cookout.ties.models import Promise, Tie
from cookout.ties.models.kept import Kept


class Favor(Kept):
    """Something one did for the other."""

    class Kind(models.TextChoices):
        """What."""

        HELP = "help", _("help")
        INTRODUCTION = "introduction", _("introduction")
        THANKS = "thanks", _("thanks")

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="favors")
    kind = models.CharField(_("what"), max_length=12, choices=Kind, default=Kind.HELP)
    by_me = models.BooleanField(_("I gave it"), default=True)
    text = models.CharField(_("in a line"), max_length=300)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("favor")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="favor_uid_unique")]
        indexes = [models.Index(fields=["tie", "-on"], name="favor_by_tie")]

    def __str__(self) -> str:
        return self.text


class Ask(Kept):
    """That I asked somebody for a referral, and what came of it."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="asks")
    on = models.DateField(_("on"))
    text = models.CharField(_("for what"), max_length=300, blank=True)
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")

    class Meta:
        verbose_name = _("ask")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="ask_uid_unique")]
        indexes = [models.Index(fields=["tie", "-on"], name="ask_by_tie")]

    def __str__(self) -> str:
        return self.text or str(self.on)


class Teaching(Kept):
    """Something of what I do that this person has been told by now."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="teachings")
    entry = models.ForeignKey(ProfileEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(_("what"), max_length=300)
    on = models.DateField(_("on"))
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("teaching")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="teaching_uid_unique")]

    def __str__(self) -> str:
        return self.text


class Review(Kept):
    """A look together at how a client is served, every so many months; the next one is a promise."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="reviews")
    text = models.CharField(_("what"), max_length=200)
    every_months = models.PositiveSmallIntegerField(_("every how many months"), default=12)
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("review")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="review_uid_unique"),
            models.CheckConstraint(name="review_every_1_to_60", condition=Q(every_months__gte=1, every_months__lte=60)),
        ]

    def __str__(self) -> str:
        return self.text
