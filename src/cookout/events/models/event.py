"""Where I meet people: an evening, a fair, a run on Sundays. Private to whoever keeps it."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.models.user import validate_zone
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.ties.models import local_today


class EventQuerySet(models.QuerySet["Event"]):
    """Sets of events."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)

    def been_to(self, today: dt.date) -> Self:
        """Those that have come, save where I did not go."""
        return self.filter(on__lte=today, is_missed=False)

    def to_come(self, today: dt.date) -> Self:
        """Today's and later ones, the next first."""
        return self.filter(Q(on__gte=today) | Q(ends_on__gte=today), is_missed=False).order_by("on", "starts_at", "pk")


class Event(Identified, Deletable):
    """One event on one day, or on some days in a row; those that repeat are rows of one series."""

    class Kind(models.TextChoices):
        """What it is."""

        MIXER = "mixer", _("mixer or meetup")
        TALK = "talk", _("talk or class")
        FAIR = "fair", _("fair or conference")
        CLUB = "club", _("club, sport or choir")
        CHARITY = "charity", _("charity or volunteering")
        PARTY = "party", _("party or cookout")
        ONLINE = "online", _("online")
        OTHER = "other", _("something else")

    class Every(models.TextChoices):
        """How often it repeats."""

        WEEK = "week", _("every week")
        FORTNIGHT = "fortnight", _("every two weeks")
        MONTH = "month", _("every month, on the same weekday")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(_("what it is called"), max_length=200)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.MIXER)
    on = models.DateField(_("day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_zone])
    place = models.CharField(_("place"), max_length=300, blank=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    hoped = models.TextField(_("whom I hope to meet"), blank=True)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MaxValueValidator(rules.MOST_HOURS)])  # fmt: skip
    cost = models.PositiveIntegerField(_("cost"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_missed = models.BooleanField(_("I did not go"), default=False)
    series = models.UUIDField(_("series"), null=True, blank=True, editable=False)
    every = models.CharField(_("repeats"), max_length=9, choices=Every, blank=True)
    calendar_uid = models.CharField(_("id in the calendar"), max_length=255, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="event_uid_unique"),
            models.UniqueConstraint(
                fields=["owner", "calendar_uid", "on"],
                condition=Q(deleted_at=None) & ~Q(calendar_uid=""),
                name="event_of_calendar_once",
            ),
            models.CheckConstraint(
                name="event_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("on"))
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "on"], name="event_by_day"),
            models.Index(fields=["owner", "series"], name="event_by_series", condition=Q(series__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of this event."""
        return reverse("events:event_detail", args=[self.uid])

    @property
    def last_day(self) -> dt.date:
        """The day on which it ends."""
        return self.ends_on or self.on

    @classmethod
    @transaction.atomic
    def note(cls, *, by: User, name: str, on: dt.date, uid: uuid.UUID | None = None, **values: Any) -> "Event":
        """Put an event down, one that was or one to come. The same `uid` again is the same event."""
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        _refuse(name, on, values.get("ends_on"))
        made = cls(owner=by, name=name.strip(), on=on, uid=uid or uuid7(), **values)
        record(by=by, verb="event.note", about=made.name).create(made)
        return made

    @transaction.atomic
    def correct(self, *, by: User, **values: Any) -> Act:
        """Put it down differently."""
        _refuse(values.get("name", self.name), values.get("on", self.on), values.get("ends_on", self.ends_on))
        act = record(by=by, verb="event.correct", about=self.name)
        act.update(self, **values)
        return act

    @transaction.atomic
    def miss(self, *, by: User, missed: bool = True) -> Act:
        """I did not go after all, or I did. Twice is once."""
        if missed and self.on > local_today(by):
            raise Refusal(_("This event is still to come. Take it away if you will not go."))
        act = record(by=by, verb="event.miss", about=self.name)
        act.update(self, is_missed=missed)
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away; whom I met there stays, and it can be undone within thirty days."""
        act = record(by=by, verb="event.remove", about=self.name)
        if self.deleted_at is None:
            act.remove(self)
        return act


def _refuse(name: str, on: dt.date, ends_on: dt.date | None) -> None:
    if not name.strip():
        raise Refusal(_("Give the event a name, such as “Chamber mixer”."))
    if ends_on is not None and not on <= ends_on <= on + rules.LONGEST_EVENT:
        raise Refusal(_("The last day is the first or one of the thirty after it."))
