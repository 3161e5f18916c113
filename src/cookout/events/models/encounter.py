"""Having met one person at one event: what is caught in fifteen seconds, and decided on within two days."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, User
from cookout.events.models.event import Event
from cookout.people.models import Person
from cookout.ties.models import Promise, Tie, Touch


class EncounterQuerySet(models.QuerySet["Encounter"]):
    """Sets of encounters."""

    def visible_to(self, user: User) -> Self:
        """Only one's own, with people who are there."""
        return self.filter(owner=user, deleted_at=None, tie__in=Tie.objects.visible_to(user))

    def with_people(self) -> Self:
        """Fetch whom and where, so that a list costs no query a row."""
        return self.select_related("tie__person", "event", "promise")


class Encounter(Identified, Deletable):
    """One meeting of one person at one event, or somewhere else."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="encounters")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="encounters")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="encounters")
    on = models.DateField(_("day"))
    place = models.CharField(_("where"), max_length=300, blank=True)
    talked = models.TextField(_("what we talked about"), blank=True)
    impression = models.CharField(_("first impression"), max_length=200, blank=True)
    card = models.ImageField(_("photo of the card"), upload_to="cards/%Y/%m", blank=True)
    captured_at = models.DateTimeField(_("captured"))
    device_said = models.DateTimeField(_("what the phone's clock said"), null=True, blank=True, editable=False)
    touch = models.ForeignKey(Touch, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    brought = models.BooleanField(default=False, editable=False)
    """Whether the person came into the book by it."""

    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("encounter")
        ordering = ["-on", "-captured_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="encounter_uid_unique")]
        indexes = [
            models.Index(fields=["owner", "-on"], name="encounter_by_day"),
            models.Index(fields=["tie", "-on"], name="encounter_by_tie"),
            models.Index(fields=["event"], name="encounter_by_event"),
        ]

    def __str__(self) -> str:
        return f"{self.tie_id} {self.on}"


class LikenessQuerySet(models.QuerySet["Likeness"]):
    """Sets of likenesses."""

    def visible_to(self, user: User) -> Self:
        """Of one's own encounters, with people one may see."""
        mine = Encounter.objects.visible_to(user)
        return self.filter(encounter__in=mine, person__in=Person.objects.visible_to(user))

    def open(self) -> Self:
        """Not answered yet."""
        return self.filter(is_same=None)


class Likeness(Identified):
    """Whom I met may be somebody I have already: shown with the reason and answered by me, never guessed."""

    class Reason(models.TextChoices):
        """What is alike."""

        MAIL = "mail", _("the same mail")
        PHONE = "phone", _("the same phone")
        NAME = "name", _("the same name")

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="likenesses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=5, choices=Reason)
    is_same = models.BooleanField(_("the same person"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("likeness")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["encounter", "person"], name="likeness_once"),
            models.CheckConstraint(
                name="likeness_answered_or_not",
                condition=Q(is_same=None, answered_at=None) | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.encounter_id} ~ {self.person_id}"
