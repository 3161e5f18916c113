"""Capacity: the hours I set aside, and how many people each circle holds."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User, record
from cookout.core.refusal import Refusal
from cookout.people.models import Classification
from cookout.people.signals import trade_changed
from cookout.science import capacity as science
from cookout.ties import rules


class Capacity(models.Model):
    """One user's hours a week and seats per circle."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="capacity")
    hours_per_week = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1, default=Decimal("4.5"))
    cookout_seats = models.PositiveSmallIntegerField(_("seats on the cookout list"), default=15)
    active_seats = models.PositiveSmallIntegerField(_("seats in active"), default=35)
    light_seats = models.PositiveSmallIntegerField(_("seats in light"), default=100)

    crowded = models.BooleanField(_("my trade is crowded"), null=True, blank=True)
    crowded_because = models.CharField(_("why I say so"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("capacity")

    def __str__(self) -> str:
        return f"{self.owner}: {self.hours_per_week} h"

    @classmethod
    def of(cls, user: User) -> "Capacity":
        """This user's capacity, or the defaults where nothing was set."""
        return cls.objects.filter(owner=user).first() or cls(owner=user)

    def seats(self, circle: str) -> int:
        """How many people a circle holds."""
        return int(getattr(self, f"{circle}_seats"))

    def plan(self) -> science.Plan:
        """What these seats cost in a year and what the hours give."""
        return science.plan(float(self.hours_per_week), {circle: self.seats(circle) for circle in rules.SEATED})

    @transaction.atomic
    def set_aside(self, *, by: User, **values: Any) -> Act:
        """Change the hours, the seats or my word on my trade; more seats than the hours carry are refused.

        A reason stands as long as my word does: back to the public figures there is none.
        """
        if "crowded" in values:
            said = values.get("crowded_because", self.crowded_because) if values["crowded"] is not None else ""
            values["crowded_because"] = said.strip()
        if values.get("hours_per_week", 0) > MOST_HOURS:
            raise Refusal(_("A week has 168 hours, some for sleep. Set aside %(most)s at most.") % {"most": MOST_HOURS})
        wished = Capacity(**{name: getattr(self, name) for name in CHOSEN} | values)
        if not (plan := wished.plan()).fits:
            raise Refusal(
                _(
                    "These seats take %(needed)s h a year and you set aside %(have)s h. "
                    "Take fewer, or %(week)s h a week."
                )
                % {"needed": f"{plan.needed:g}", "have": f"{plan.available:g}", "week": f"{plan.hours_a_week_needed:g}"}
            )
        act = record(by=by, verb="capacity.set")
        if self.pk is None:
            act.create(self)
        if act.update(self, **values) and "crowded" in values:
            trade_changed.send(sender=Capacity, user=by)
        return act


MOST_HOURS = 80
"""More hours a week nobody gives to others."""

CHOSEN = ("hours_per_week", "cookout_seats", "active_seats", "light_seats")


def trade_of(user: User) -> Classification | None:
    """The user's own classification, where one was chosen."""
    person = getattr(user, "person", None)
    return person.classification if person else None


def is_crowded(user: User) -> bool:
    """Whether the user's own trade is crowded: as he says, else as the public figures say."""
    capacity = getattr(user, "capacity", None)
    if capacity is not None and capacity.crowded is not None:
        return bool(capacity.crowded)
    trade = trade_of(user)
    crowding = trade.crowding if trade else None
    return crowding is not None and crowding.word == "crowded"
