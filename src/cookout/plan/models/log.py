"""What I do next: suggestions that were shown, with the chance they had, and what became of them.

Logged from the first day, because it cannot be added later: one slot in ten is drawn at random, so that the ranking can
be judged honestly (PRODUCT §4, §5.4).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User
from cookout.one_to_ones.models import OneToOne
from cookout.referrals.models import Referral
from cookout.rounds.models import Pairing
from cookout.ties.models import Promise, Tie


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Sets of suggestions."""

    def visible_to(self, user: User) -> "SuggestionQuerySet":
        """Only one's own."""
        return self.filter(owner=user)


class Day(models.Model):
    """One user's day: the candidates and the seed from which its slots were drawn."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    policy = models.CharField(max_length=20)
    seed = models.BigIntegerField()
    candidates = models.JSONField(default=list)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("day")
        constraints = [models.UniqueConstraint(fields=["owner", "on"], name="day_once")]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.on}"


class Suggestion(Identified):
    """One slot of one day: whom it showed, with which probability, by rank or by lot, and the outcome."""

    goes_along = True
    """Nobody stays in a book for it alone."""

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "", _("open")
        DONE = "done", _("done")
        SNOOZED = "snoozed", _("later")
        NOT_NOW = "not_now", _("not now")

    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="suggestions")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suggestions")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="suggestions")
    slot = models.PositiveSmallIntegerField()
    drawn = models.BooleanField(default=False)
    probability = models.FloatField()
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        ordering = ["slot"]
        constraints = [models.UniqueConstraint(fields=["day", "slot"], name="suggestion_slot_once")]

    def __str__(self) -> str:
        return f"{self.slot}: {self.tie_id}"


class Pause(models.Model):
    """Not today: a person, a promise, a 1-2-1, a referral or a pair that stays off the list until a day."""

    goes_along = True
    """Nobody stays in a book for it alone."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pauses")
    tie = models.ForeignKey(Tie, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    one_to_one = models.ForeignKey(OneToOne, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    until = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("pause")
        constraints = [
            models.CheckConstraint(
                name="pause_of_one",
                condition=(
                    Q(tie__isnull=False, promise=None, one_to_one=None, referral=None, pairing=None)
                    | Q(tie=None, promise__isnull=False, one_to_one=None, referral=None, pairing=None)
                    | Q(tie=None, promise=None, one_to_one__isnull=False, referral=None, pairing=None)
                    | Q(tie=None, promise=None, one_to_one=None, referral__isnull=False, pairing=None)
                    | Q(tie=None, promise=None, one_to_one=None, referral=None, pairing__isnull=False)
                ),
            )
        ]
        indexes = [models.Index(fields=["owner", "until"], name="pause_until")]

    def __str__(self) -> str:
        return f"until {self.until}"
