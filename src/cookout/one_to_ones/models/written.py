"""What one seat writes down: answers during, the line and the thinking slot after. Private to whoever wrote it."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, User
from cookout.core.models.user import validate_zone
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.people.models import Person
from cookout.ties.models import Fact

THINKING = 20
"""Minutes to think how one can help (A14)."""


class WrittenQuerySet(models.QuerySet["models.Model"]):
    """Sets of what was written down."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Answer(Identified, Deletable):
    """What I wrote down to one question while we talked; it becomes a fact with date and source."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    one_to_one = models.ForeignKey(OneToOne, on_delete=models.CASCADE, related_name="answers")
    prompt = models.CharField(_("question of the dance card"), max_length=40, blank=True)
    question = models.CharField(_("question"), max_length=300)
    text = models.TextField(_("answer"), blank=True)
    other_text = models.TextField(
        _("also written"), blank=True, help_text=_("What another device wrote at the same time; nothing is guessed.")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    edited_at = models.DateTimeField(auto_now=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="answer_uid_unique"),
            models.UniqueConstraint(
                fields=["owner", "one_to_one", "prompt"],
                condition=~Q(prompt="") & Q(deleted_at=None),
                name="answer_once",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class WrapUp(Identified, Deletable):
    """How it went, in one line, for me; what follows from it are promises, a thinking slot and the next 1-2-1."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wrap_ups")
    one_to_one = models.ForeignKey(OneToOne, on_delete=models.CASCADE, related_name="wrap_ups")
    line = models.CharField(_("how it went"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("wrap-up")
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="wrap_up_uid_unique"),
            models.UniqueConstraint(fields=["owner", "one_to_one"], condition=Q(deleted_at=None), name="wrap_up_once"),
        ]

    def __str__(self) -> str:
        return self.line or str(self.one_to_one)


class ThinkingSlot(Identified, Deletable):
    """Twenty minutes of my own to think whom I know for somebody."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thinking_slots")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="thinking_slots")
    one_to_one = models.ForeignKey(
        OneToOne, null=True, blank=True, on_delete=models.SET_NULL, related_name="thinking_slots"
    )
    name = models.CharField(_("for whom"), max_length=200)
    starts_at = models.DateTimeField(_("when"))
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    minutes = models.PositiveSmallIntegerField(_("how long"), default=THINKING)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(auto_now=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("thinking slot")
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="thinking_slot_uid_unique")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it opens: whom do you know for this person?"""
        return reverse("one_to_ones:thinking_slot_detail", args=[self.uid])

    @property
    def ends_at(self) -> dt.datetime:
        """When it ends."""
        return self.starts_at + dt.timedelta(minutes=self.minutes)
