"""When a member can meet, and how often: as usual, or in one week. It is her own; plans use it, nobody reads it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.groups.models.belonging import MembershipQuerySet
from cookout.rounds import rules


class Slot(models.TextChoices):
    """Parts of a day in which two can sit down."""

    MORNING = "morning", _("mornings")
    MIDDAY = "midday", _("midday")
    EVENING = "evening", _("evenings")


AHEAD = 13
"""So many weeks one can say ahead: a quarter, as far as a round goes."""

MOST = 13
"""More 1-2-1s a month than a round has weeks say nothing."""


def every_slot() -> list[str]:
    """Who has said nothing can meet at any time."""
    return list(Slot.values)


class AvailabilityQuerySet(models.QuerySet["Availability"]):
    """Sets of availabilities."""

    def visible_to(self, user: User) -> Self:
        """My own."""
        return self.filter(membership__user=user, membership__deleted_at=None)


class Availability(Identified):
    """The usual (no week), or one week by its Monday."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="availabilities")
    week_on = models.DateField(_("week"), null=True, blank=True, help_text="Its Monday; empty for the usual.")
    slots = models.JSONField(_("times of day"), default=every_slot, help_text="None: cannot meet.")
    most = models.PositiveSmallIntegerField(_("1-2-1s a month at most"), null=True, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("availability")
        verbose_name_plural = _("availabilities")
        ordering = ["membership", "week_on"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="availability_uid_unique"),
            models.UniqueConstraint(fields=["membership"], condition=Q(week_on=None), name="availability_usual_once"),
            models.UniqueConstraint(fields=["membership", "week_on"], name="availability_week_once"),
            models.CheckConstraint(name="availability_most_is_usual", condition=Q(most=None) | Q(week_on=None)),
        ]

    def __str__(self) -> str:
        return str(self.week_on or _("as usual"))

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """By whoever may say it."""
        return says_for(self.membership, by)

    @classmethod
    @transaction.atomic
    def say(
        cls, *, by: User, membership: Membership, slots: Iterable[str], week_on: dt.date | None = None,
        most: int | None = None,
    ) -> Act:  # fmt: skip
        """When a member can meet: as usual, or in the week of a Monday. The same again changes nothing."""
        said = set(slots)
        can = [slot for slot in Slot.values if slot in said]
        _refuse_wrong(by, membership, said, week_on, most)
        act = record(by=by, verb="availability.say", about=_about(membership, by))
        known = cls._known(membership, week_on)
        if known is not None:
            if (known.slots, known.most) != (can, most):
                act.update(known, slots=can, most=most, said_by=by)
        elif week_on is not None or can != every_slot() or most is not None:
            act.create(cls(membership=membership, week_on=week_on, slots=can, most=most, said_by=by))
        return act

    @classmethod
    @transaction.atomic
    def forget(cls, *, by: User, membership: Membership, week_on: dt.date | None = None) -> Act:
        """That week is as usual again; without a week, the usual is any time. Twice is once."""
        if not says_for(membership, by):
            raise Refusal(_("%s says this alone.") % membership.name)
        act = record(by=by, verb="availability.forget", about=_about(membership, by))
        if (known := cls._known(membership, week_on)) is not None:
            act.remove(known)
        return act

    @classmethod
    def _known(cls, membership: Membership, week_on: dt.date | None) -> "Availability | None":
        Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)  # two taps at once are one row
        return cls.objects.filter(membership=membership, week_on=week_on).first()


def says_for(membership: Membership, user: User) -> bool:
    """Whether the user says when this member can meet: she herself; who leads, where she has no account."""
    mine = membership.user_id == user.pk
    return mine or (membership.user_id is None and membership.group.is_led_by(user))


def spoken_for(user: User) -> MembershipQuerySet:
    """The seats of today for which the user says it."""
    led = Q(user=None, group__in=Group.objects.led_by(user).values("pk"))
    return Membership.objects.current().filter(led | Q(user=user)).select_related("group")


def coming_weeks(today: dt.date | None = None) -> list[dt.date]:
    """The Mondays of the weeks for which one can say something: this one and those of a quarter."""
    first = rules.monday_of(today or timezone.localdate())
    return [first + rules.A_WEEK * ahead for ahead in range(AHEAD)]


def _refuse_wrong(by: User, membership: Membership, said: set[str], week_on: dt.date | None, most: int | None) -> None:
    if not says_for(membership, by):
        raise Refusal(_("%s says this alone.") % membership.name)
    if said - set(Slot.values):
        raise Refusal(_("The times of day are: %s.") % ", ".join(Slot.values))
    if week_on is not None and week_on not in coming_weeks():
        raise Refusal(_("Name one of the next %s weeks by its Monday.") % AHEAD)
    if week_on is not None and most is not None:
        raise Refusal(_("How often a month is said once, not for one week."))
    if most is not None and not 0 <= most <= MOST:
        raise Refusal(_("Say how often a month at most: 0 to %s.") % MOST)


def _about(membership: Membership, by: User) -> str:
    """Whose it is, where it is somebody else's; never what was said."""
    return membership.group.name if membership.user_id == by.pk else membership.name
