"""What a calendar import is made of: the run, the people in it, and one row for each person at each event."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Identified, User, WorkRow
from cookout.events.formats import Guest
from cookout.people.models import Person
from cookout.ties.models import Touch


class Stage(models.TextChoices):
    """Where a run stands for the person in front of the screen."""

    UPLOADED = "uploaded", _("waiting to be read")
    READING = "reading", _("being read")
    REFUSED = "refused", _("could not be read")
    PREVIEW = "preview", _("ready to look at")
    APPLYING = "applying", _("being brought in")
    APPLIED = "applied", _("brought in")
    UNDONE = "undone", _("taken back")
    FORGOTTEN = "forgotten", _("forgotten, nothing was brought in")


class CalendarRun(Identified, WorkRow):
    """One file: the columns and the progress; the verbs are those of `CalendarImport`."""

    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_imports")
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.UPLOADED)
    name = models.CharField(_("file"), max_length=255)
    upload = models.FileField(upload_to="calendars", max_length=200, blank=True)
    refusal = models.TextField(blank=True)
    counts = models.JSONField(default=dict, blank=True, editable=False)
    troubles = models.JSONField(default=list, blank=True, editable=False)
    """Sentences about what could not be read."""
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    cursor = models.BigIntegerField(default=0, editable=False)
    """The last row whose contact is written, hidden still: written with its batch."""
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    kept_since_edited = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def note(self, **values: Any) -> None:
        """Write these columns and no others."""
        for name, value in values.items():
            setattr(self, name, value)
        type(self)._default_manager.filter(pk=self.pk).update(**values)

    def in_rows(self) -> "CalendarRowQuerySet":
        """All rows with whom they are of."""
        return CalendarRow.objects.filter(run_id=self.pk).select_related("guest__person")

    def in_guests(self) -> "models.QuerySet[CalendarGuest]":
        """Everybody in it, with their people."""
        return CalendarGuest.objects.filter(run_id=self.pk).select_related("person")


class CalendarGuest(models.Model):
    """Somebody in the events of one file, and who of my book it is."""

    class State(models.TextChoices):
        """Whether it is clear who this is."""

        KNOWN = "known", _("in your book")
        NAMED = "named", _("named in the title")
        ASK = "ask", _("which of them?")
        UNKNOWN = "unknown", _("not in your book")

    run = models.ForeignKey("events.CalendarImport", on_delete=models.CASCADE, related_name="guests")
    state = models.CharField(max_length=7, choices=State)
    name = models.CharField(max_length=200, blank=True)
    mail = models.CharField(max_length=254, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    candidates = models.JSONField(default=list, blank=True)
    """Public ids of those who may be meant."""
    is_added = models.BooleanField(default=False)
    """Ticked: becomes a person of my book."""
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    """Also the id of the person that this one becomes."""
    made_tie = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("guest of a calendar")

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.name or self.mail

    @property
    def as_read(self) -> Guest:
        """As the file had it."""
        return Guest(self.name, self.mail)

    @property
    def called(self) -> str:
        """The name, or what stands before the @ of the address."""
        return self.name or self.mail.partition("@")[0]


class CalendarRowQuerySet(models.QuerySet["CalendarRow"]):
    """Sets of rows."""

    def visible_to(self, user: User) -> "CalendarRowQuerySet":
        """Only one's own, of calendars that were not forgotten."""
        return self.filter(run__keeper=user).exclude(run__stage=Stage.FORGOTTEN)

    def clear(self) -> "CalendarRowQuerySet":
        """Those of whom it is known who they are."""
        return self.filter(guest__person__isnull=False)

    def listed(self) -> "CalendarRowQuerySet":
        """What the preview shows day by day: whoever is known, or may be one of several."""
        return self.exclude(guest__state=CalendarGuest.State.UNKNOWN)

    def shown(self, stage: str) -> "CalendarRowQuerySet":
        """What the page lists while it waits, and once it is brought in: what came of it, or still may."""
        if stage == Stage.PREVIEW:
            return self.listed()
        return self.filter(models.Q(is_brought=True) | models.Q(size=2), guest__person__isnull=False)

    def by_day(self) -> "CalendarRowQuerySet":
        """The latest day on top, within it as the day went."""
        return self.order_by("-on", "starts_at", "pk")

    def wanted(self) -> "CalendarRowQuerySet":
        """Ticked, of somebody who is known or comes along, and something that can become a contact."""
        there = models.Q(guest__person__isnull=False) | models.Q(guest__is_added=True)
        return self.filter(there, is_ticked=True).exclude(outcome__in=CalendarRow.NEVER)


class CalendarRow(models.Model):
    """One person at one event, and what bringing it in means."""

    class Outcome(models.TextChoices):
        """What it means."""

        TOUCH = "touch", _("becomes a contact")
        MOVED = "moved", _("the contact moves to this day")
        SAME = "same", _("already there")
        DAY = "day", _("you have a contact that day already")
        CROWD = "crowd", _("many people, so no contact unless you say so")
        NAMED = "named", _("only named in the title")
        REMOVED = "removed", _("you took this contact away before")
        AHEAD = "ahead", _("still to come")
        GONE = "gone", _("no longer in your book, so it was left out")

    NEVER = (Outcome.SAME, Outcome.AHEAD, Outcome.GONE)
    """What cannot become a contact, ticked or not."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    run = models.ForeignKey("events.CalendarImport", on_delete=models.CASCADE, related_name="rows")
    guest = models.ForeignKey(CalendarGuest, on_delete=models.CASCADE, related_name="rows")
    event_uid = models.TextField()
    occurrence = models.CharField(max_length=10, blank=True)
    on = models.DateField()
    starts_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=8, choices=Touch.Kind, default=Touch.Kind.MEETING)
    summary = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    size = models.PositiveSmallIntegerField(default=2)
    """How many people it was for, me among them."""
    outcome = models.CharField(max_length=7, choices=Outcome, default=Outcome.TOUCH)
    is_ticked = models.BooleanField(default=False)
    also = models.CharField(max_length=20, blank=True)
    """What a higher room shall make of it besides, in its own word."""
    touch = models.ForeignKey(Touch, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_brought = models.BooleanField(default=False, editable=False)
    """The contact is of this run's making, or of its moving."""
    was_on = models.DateField(null=True, blank=True, editable=False)

    objects = CalendarRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a calendar")
        indexes = [
            models.Index(fields=["run", "-on", "starts_at", "id"], name="calendar_row_by_day"),
            models.Index(fields=["run", "outcome"], name="calendar_row_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.summary}"

    @property
    def is_of_two(self) -> bool:
        """Me and one other person."""
        return self.size == 2

    @property
    def can_be_ticked(self) -> bool:
        """Whether ticking means anything."""
        return self.outcome not in self.NEVER

    @property
    def says(self) -> str:
        """What is to be said of it beside its title; nothing where it simply becomes a contact."""
        if self.outcome == self.Outcome.CROWD:
            return str(_("%s people, so no contact unless you say so") % self.size)
        return "" if self.outcome == self.Outcome.TOUCH else str(self.get_outcome_display())
