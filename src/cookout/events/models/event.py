"""Where I meet people: an evening, a fair, a run on Sundays. Private to whoever keeps it."""

import datetime as dt
import uuid
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.models.user import validate_zone
from cookout.core.money import Money
from cookout.core.refusal import Refusal
from cookout.core.search import MOST_WORDS
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

    def past(self, today: dt.date) -> Self:
        """Those that are over, also where I did not go, the latest first."""
        over = Q(ends_on=None, on__lt=today) | Q(ends_on__lt=today)
        return self.filter(over | Q(is_missed=True)).order_by("-on", "-pk")

    def matching(self, text: str) -> Self:
        """Those with all these words in their name, place or organiser."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            found = found.filter(
                Q(name__icontains=word) | Q(place__icontains=word) | Q(organiser__icontains=word)
            )  # fmt: skip
        return found


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

    @property
    def at(self) -> dt.time | None:
        """When it begins, on the clocks of the place."""
        return self.starts_at.astimezone(ZoneInfo(self.zone or "UTC")).time() if self.starts_at else None

    @property
    def paid(self) -> Money | None:
        """What it cost, where that is known and it was not free."""
        return Money(self.cost, self.currency) if self.cost else None

    @property
    def is_free(self) -> bool:
        """Whether it is known to have cost nothing."""
        return self.cost == 0

    def day_met(self, at: dt.datetime, by: User) -> dt.date:
        """On which of its days I met somebody whom I write down at a moment."""
        return rules.day_met(at.astimezone(by.tzinfo).date(), self.on, self.last_day)

    def is_to_come(self, by: User) -> bool:
        """Whether its first day has not come."""
        return self.on > local_today(by)

    def following(self) -> EventQuerySet:
        """Those of its series that come after it, the next first."""
        later = Event.objects.filter(owner_id=self.owner_id, deleted_at=None, series=self.series, on__gt=self.on)
        return later.order_by("on", "pk") if self.series else later.none()

    # Verbs

    @classmethod
    @transaction.atomic
    def note(cls, *, by: User, name: str, on: dt.date, uid: uuid.UUID | None = None, **values: Any) -> "Event":
        """Put an event down, one that was or one to come. The same `uid` again is the same event.

        `at` is when it begins on the clocks of `zone`, which is my own unless said.
        """
        by.wait_in_line()  # two sendings of one form come one after the other
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        made = cls(owner=by, uid=uid or uuid7(), **_told({"name": name, "on": on, **values}, zone=by.zone))
        _refuse(made)
        record(by=by, verb="event.note", about=made.name).create(made)
        return made

    @transaction.atomic
    def correct(self, *, by: User, following: bool = False, **values: Any) -> Act:
        """Put it down differently; with `following` also those of its series that come after it, each on its day."""
        act = record(by=by, verb="event.correct", about=self.name)
        on, ends_on = values.get("on", self.on), values.get("ends_on")
        shift, span = on - self.on, ends_on - on if ends_on else None
        for row in (self, *(self.following() if following else ())):
            new = row._moved(values, shift, span, zone=row.zone or by.zone)
            _refuse(row._with(new))
            act.update(row, **new)
        return act

    @transaction.atomic
    def repeat(self, *, by: User, every: str, until: dt.date) -> list["Event"]:
        """Put down the later times of what repeats; those that are there already, or were taken away, stay so."""
        days = self._days(every, until)
        act = record(by=by, verb="event.repeat", about=self.name)
        act.update(self, series=self.series or uuid7(), every=every)
        there = set(Event.objects.filter(owner=by, series=self.series).values_list("on", flat=True))
        made = [self._again(day) for day in days if day not in there]
        for row in made:
            act.create(row)
        return made

    @transaction.atomic
    def miss(self, *, by: User, missed: bool = True) -> Act:
        """I did not go after all, or I did. Twice is once."""
        if missed and self.is_to_come(by):
            raise Refusal(_("This event is still to come. Take it away if you will not go."))
        if missed and self.encounters.filter(deleted_at=None).exists():
            raise Refusal(_("You noted people whom you met at “%s”. Take them away from it first.") % self.name)
        act = record(by=by, verb="event.miss", about=self.name)
        act.update(self, is_missed=missed)
        return act

    @transaction.atomic
    def remove(self, *, by: User, following: bool = False) -> Act:
        """Take it away; whom I met there stays, and it can be undone within thirty days.

        With `following` also those of its series that come after it.
        """
        act = record(by=by, verb="event.remove", about=self.name)
        for row in (self, *(self.following() if following else ())):
            if row.deleted_at is None:
                row._leave_its_name(act)
                act.remove(row)
        return act

    # How it is done

    def _leave_its_name(self, act: Act) -> None:
        """Whom I met there says where from now on by itself: in thirty days the event is gone for good."""
        for met in self.encounters.filter(deleted_at=None):
            act.update(met, place=", ".join(part for part in (self.name, met.place) if part)[:300])

    def _moved(
        self, values: dict[str, Any], shift: dt.timedelta, span: dt.timedelta | None, *, zone: str
    ) -> dict[str, Any]:  # fmt: skip
        """What the values mean for this one of a series: its own days, on the same clocks."""
        new = {**values, "on": _day(self.on, shift)}
        if "ends_on" in values:
            new["ends_on"] = None if span is None else _day(new["on"], span)
        elif self.ends_on:
            new["ends_on"] = _day(self.ends_on, shift)
        if {"at", "on", "zone"} & values.keys():
            new["at"] = values.get("at", self.at)
        return _told(new, zone=zone)

    def _with(self, values: dict[str, Any]) -> "Event":
        """A copy with these values, to be looked at before anything changes."""
        names = (field.attname for field in self._meta.concrete_fields)
        kept = {name: getattr(self, name) for name in names}
        return Event(**{**kept, **values})

    def _again(self, day: dt.date) -> "Event":
        """The same on another day."""
        row = self._with({"uid": uuid7(), "on": day, "is_missed": False, "calendar_uid": "", "deleted_at": None})
        row.pk = None
        row.ends_on = self.ends_on and _day(day, self.ends_on - self.on)
        row.starts_at = _told({"on": day, "at": self.at, "zone": self.zone}, zone=self.zone).get("starts_at")
        _refuse(row)
        return row

    def _days(self, every: str, until: dt.date) -> list[dt.date]:
        if every not in Event.Every.values:
            raise Refusal(_("Say how often it repeats: every week, every two weeks, or every month."))
        latest = rules.latest_repeat(self.on, every)
        if until > latest:
            said = {"most": rules.MOST_REPEATED, "day": date_format(latest, "DATE_FORMAT")}
            raise Refusal(_("At most %(most)s are put down at once. Choose a day up to %(day)s.") % said)
        days = rules.repeated(self.on, every, until)
        if not days:
            raise Refusal(_("Up to that day it does not repeat. Choose a later one."))
        return days


def _told(values: dict[str, Any], *, zone: str) -> dict[str, Any]:
    """The values with the moment at which it begins, where a time of day was said."""
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if "at" not in values:
        return values
    at, zone = values.pop("at"), values.get("zone") or zone
    if values["on"].year not in rules.YEARS:
        return values  # refused for its year; so near the ends of the calendar there is no moment in every zone
    begins = rules.instant(values["on"], at, ZoneInfo(zone)).astimezone(dt.UTC) if at else None
    return {**values, "starts_at": begins, "zone": zone if at else ""}


def _day(day: dt.date, shift: dt.timedelta) -> dt.date:
    try:
        return day + shift
    except OverflowError as far:
        raise Refusal(_("This day is too far away. Look at its year.")) from far


def _refuse(event: Event) -> None:
    if not event.name:
        raise Refusal(_("Give the event a name, such as “Chamber mixer”."))
    _refuse_days(event)
    if event.hours is not None and not 0 <= event.hours <= rules.MOST_HOURS:
        raise Refusal(_("An event takes from 0 to %s hours.") % rules.MOST_HOURS)
    if event.cost is not None and not (0 <= event.cost <= rules.MOST_COST and (event.currency or not event.cost)):
        raise Refusal(_("What it cost is an amount in a currency, such as 25.00 USD, or nothing."))
    if event.kind not in Event.Kind.values:
        raise Refusal(_("“%s” is no kind of event that is known here.") % event.kind)
    _refuse_long(event)


def _refuse_days(event: Event) -> None:
    if event.on.year not in rules.YEARS:
        raise Refusal(_("This day is too far away. Look at its year."))
    if event.ends_on is not None and not event.on <= event.ends_on <= event.on + rules.LONGEST_EVENT:
        raise Refusal(_("The last day is the first or one of the thirty after it."))


def _refuse_long(event: Event) -> None:
    for field in event._meta.concrete_fields:
        most = getattr(field, "max_length", None)
        if most and isinstance(value := getattr(event, field.attname), str) and len(value) > most:
            said = {"what": field.verbose_name, "most": most}
            raise Refusal(_("“%(what)s” is too long: %(most)s letters fit.") % said)
