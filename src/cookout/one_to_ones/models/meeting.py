"""What a 1-2-1 is: when, where, what for, who sits where. What is done with it stands in `one_to_one`."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, User
from cookout.core.models.user import validate_zone
from cookout.one_to_ones import rules
from cookout.one_to_ones.models.kinds import Focus, State, Where
from cookout.one_to_ones.models.seat import Seat, Step
from cookout.one_to_ones.models.sets import OneToOneQuerySet
from cookout.people.models import Person


class Meeting(Identified, Deletable):
    """The columns of a 1-2-1, and how it looks from a seat."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="one_to_ones_made"
    )
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED, editable=False)
    focus = models.CharField(_("about whom"), max_length=6, choices=Focus, default=Focus.BOTH)
    starts_at = models.DateTimeField(_("when"), null=True, blank=True)
    agreed_at = models.DateTimeField(
        null=True, blank=True, editable=False,
        help_text=_("The time that both agreed on, which one alone cannot change: it opens the two profiles."),
    )  # fmt: skip
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    minutes = models.PositiveSmallIntegerField(_("how long"), default=rules.MINUTES)
    held_on = models.DateField(_("held on"), null=True, blank=True, editable=False)
    where = models.CharField(_("how"), max_length=9, choices=Where, default=Where.IN_PERSON)
    place = models.CharField(_("where"), max_length=300, blank=True)
    agenda = models.TextField(_("what for"), blank=True, help_text=_("Both of you read this."))
    every_weeks = models.PositiveSmallIntegerField(_("every how many weeks"), null=True, blank=True)
    rhythm_agreed = models.BooleanField(default=False, editable=False)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers", editable=False
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(auto_now=True)

    objects = OneToOneQuerySet.as_manager()

    # The reverse sides, which Django puts on whoever inherits.
    seats: Any
    times: Any
    steps: Any

    class Meta:
        abstract = True
        verbose_name = _("1-2-1")
        verbose_name_plural = _("1-2-1s")
        constraints = [
            # Of the whole house: two seats read it, and calendars know it by this id.
            models.UniqueConstraint(fields=["uid"], name="one_to_one_uid_unique"),
            models.UniqueConstraint(
                fields=["follows"], condition=Q(follows__isnull=False, deleted_at=None), name="one_to_one_follows_once"
            ),
            models.CheckConstraint(
                name="one_to_one_has_a_time",
                condition=~Q(state__in=["planned", "held", "confirmed", "no_show"]) | Q(starts_at__isnull=False),
            ),
            models.CheckConstraint(
                name="one_to_one_length",
                condition=Q(minutes__gte=rules.SHORTEST, minutes__lte=rules.LONGEST),
            ),
            models.CheckConstraint(
                name="one_to_one_rhythm",
                condition=Q(every_weeks=None) | Q(every_weeks__gte=1, every_weeks__lte=rules.RAREST),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="one_to_one_by_state"),
            # Of the whole: SQLite does not see that a state asked for as a parameter is the one of a partial index.
            models.Index(fields=["state", "held_on"], name="one_to_one_confirmed_on"),
        ]

    def __str__(self) -> str:
        return " – ".join(seat.called for seat in self.seats.all())

    def get_absolute_url(self) -> str:
        """The page of this 1-2-1."""
        return reverse("one_to_ones:one_to_one_detail", args=[self.uid])

    @property
    def calendar_uid(self) -> str:
        """By this id every calendar knows it, whatever the house is called tomorrow."""
        return f"{self.uid}@cookout"

    def seat(self, user: User) -> Seat:
        """My seat."""
        mine: Seat = next(seat for seat in self.seats.all() if seat.user_id == user.pk)
        return mine

    def other(self, user: User) -> Seat:
        """The seat that is not mine."""
        theirs: Seat = next(seat for seat in self.seats.all() if seat.user_id != user.pk)
        return theirs

    def person_for(self, user: User) -> Person | None:
        """The other one as I know them, where I may still see them."""
        knows = self.seat(user).knows_id
        return Person.objects.visible_to(user).filter(pk=knows).first() if knows else None

    def about(self, user: User) -> str:
        """About whom it is, seen from me: `me`, `them` or `both`."""
        if self.focus == Focus.BOTH:
            return "both"
        return "me" if (self.focus == Focus.FIRST) == (self.seat(user).place == 1) else "them"

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which it was planned; its rhythm keeps to the clock on that wall."""
        return ZoneInfo(self.zone)

    @property
    def ends_at(self) -> dt.datetime | None:
        """When it ends."""
        return self.starts_at + dt.timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def is_open(self) -> bool:
        """Proposed or planned."""
        return self.state in rules.OPEN

    @property
    def is_planned(self) -> bool:
        """With an agreed time, not yet held."""
        return self.state == State.PLANNED

    @property
    def took_place(self) -> bool:
        """Held, whether one or both say so."""
        return self.state in rules.TOOK_PLACE

    @property
    def has_begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at is not None and self.starts_at <= timezone.now()

    @property
    def is_shared(self) -> bool:
        """Whether both have accounts, so that both can say something."""
        return all(seat.user_id for seat in self.seats.all())

    def last_step(self) -> Step | None:
        """What was done last."""
        step: Step | None = self.steps.select_related("seat").last()
        return step

    def last_moved_by(self, user: User) -> bool:
        """Whether the latest step was this user's."""
        step = self.last_step()
        return step is None or step.seat.user_id == user.pk

    def waits_for(self, user: User) -> bool:
        """Whether it was proposed, and the answer is mine to give (from what was fetched)."""
        times = list(self.times.all())
        return self.state == State.PROPOSED and bool(times) and times[0].seat.user_id != user.pk

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """A shared record is taken back only by who moved it last."""
        return self.last_moved_by(by)
