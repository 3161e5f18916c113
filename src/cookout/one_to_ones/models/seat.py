"""The two places of a 1-2-1, the times that were offered, and who did what."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User
from cookout.people.models import Person


class Seat(Identified):
    """One of the two. Names a party, not a row of anybody's book; only `knows` is, and it is that seat's own."""

    one_to_one = models.ForeignKey("one_to_ones.OneToOne", on_delete=models.CASCADE, related_name="seats")
    place = models.PositiveSmallIntegerField(help_text=_("1 made it, 2 was asked."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="seats"
    )
    name = models.CharField(_("name"), max_length=200)
    knows = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="seats",
        help_text=_("The other one, as this seat knows them; for this seat alone."),
    )
    says_at = models.DateTimeField(_("says it took place at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail = models.EmailField(
        blank=True, editable=False, help_text=_("Where the invitation went, for somebody without account.")
    )

    class Meta:
        verbose_name = _("seat")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["one_to_one", "place"], name="seat_place_once"),
            models.UniqueConstraint(
                fields=["one_to_one", "user"], condition=Q(user__isnull=False), name="seat_user_once"
            ),
            models.CheckConstraint(name="seat_1_or_2", condition=Q(place__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name, or what stands for it when the account was erased."""
        return self.name or str(_("somebody who left"))

    @property
    def first_name(self) -> str:
        """What one calls whoever sits here."""
        return self.name.split()[0] if self.name.strip() else self.called

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """A shared record is taken back only by who moved it last."""
        return self.one_to_one.last_moved_by(by)


class ProposedTime(Identified):
    """A time that one seat offers."""

    one_to_one = models.ForeignKey("one_to_ones.OneToOne", on_delete=models.CASCADE, related_name="times")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField(_("when"))
    despite = models.BooleanField(default=False, help_text=_("Offered although something else is planned then."))

    class Meta:
        verbose_name = _("proposed time")
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["one_to_one", "starts_at"], name="proposed_time_once")]

    def __str__(self) -> str:
        return str(self.starts_at)

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """A shared record is taken back only by who moved it last."""
        return self.one_to_one.last_moved_by(by)


class Step(models.Model):
    """Who moved it where, and when. Never edited: every correction is another step."""

    class Kind(models.TextChoices):
        """What was done."""

        PROPOSED = "proposed", _("proposed times")
        NOTED = "noted", _("noted it")
        ACCEPTED = "accepted", _("accepted")
        MOVED = "moved", _("proposed other times")
        CHANGED = "changed", _("changed where or what for")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("says it took place")
        NO_SHOW = "no_show", _("waited alone")
        GONE_ON = "gone_on", _("the rhythm went on")
        RHYTHM = "rhythm", _("changed the rhythm")

    one_to_one = models.ForeignKey("one_to_ones.OneToOne", on_delete=models.CASCADE, related_name="steps")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=Kind)
    note = models.CharField(_("a line to the other"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step")
        ordering = ["pk"]  # clocks may be set back; the order of the rows is the order of the acts

    def __str__(self) -> str:
        return f"{self.seat} {self.get_kind_display()}"

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """A shared record is taken back only by who moved it last."""
        return self.one_to_one.last_moved_by(by)
