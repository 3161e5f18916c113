"""Twenty minutes of my own to think whom I know for somebody. Private to whoever takes them."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, User
from cookout.core.models.user import validate_zone
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.people.models import Person

THINKING = 20
"""Minutes to think how one can help (A14)."""


class ThinkingSlotQuerySet(models.QuerySet["ThinkingSlot"]):
    """Sets of thinking slots."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


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

    objects = ThinkingSlotQuerySet.as_manager()

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
