"""My calendar as an address that other programs may follow."""

import datetime as dt
from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.http import house_url
from cookout.core.models import SecretLink
from cookout.one_to_ones import rules
from cookout.one_to_ones.formats.calendar import Appointment, feed
from cookout.one_to_ones.models.kinds import State
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.thinking import ThinkingSlot

OFF_SHOWN = dt.timedelta(days=30)
"""So long a calendar is told that a 1-2-1 is off, rather than finding it gone."""


class CalendarFeed(SecretLink):
    """A private address with my 1-2-1s and thinking slots."""

    name = models.CharField(gettext_lazy("for which program"), max_length=80, blank=True)

    class Meta:
        verbose_name = gettext_lazy("calendar feed")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="calendar_feed_uid_unique")]

    def __str__(self) -> str:
        return self.name or str(_("My calendar"))

    @property
    def path(self) -> str:
        """Where it is; empty where the house's key has changed since."""
        return reverse("one_to_ones:feed_detail", args=[self.secret]) if self.secret else ""

    def written(self, entries: Sequence[Appointment]) -> bytes:
        """These entries as calendars read them."""
        return feed(entries, name=_("Cookout: %(name)s") % {"name": self.owner.name})

    def appointments(self) -> list[Appointment]:
        """My 1-2-1s with a time, what is off since lately, and my time to think; neither agenda nor answers."""
        lately = timezone.now() - OFF_SHOWN
        off = Q(state=State.CANCELLED, edited_at__gte=lately, starts_at__isnull=False)
        there = Q(state__in=[State.PLANNED, *rules.TOOK_PLACE])
        ones = OneToOne.objects.visible_to(self.owner).filter(there | off).with_seats().order_by("starts_at", "pk")
        slots = ThinkingSlot.objects.visible_to(self.owner).order_by("starts_at", "pk")
        return [*(self._appointment(one, one.starts_at) for one in ones), *(slot.appointment for slot in slots)]

    def _appointment(self, one: OneToOne, starts_at: dt.datetime) -> Appointment:
        return Appointment(
            uid=one.calendar_uid, starts_at=starts_at, minutes=one.minutes, zone=one.zone,
            summary=_("1-2-1 with %(name)s") % {"name": one.other(self.owner).called}, changed_at=one.edited_at,
            sequence=one.sequence, location=one.place, url=f"{house_url()}{one.get_absolute_url()}",
            is_off=one.state == State.CANCELLED,
        )  # fmt: skip
