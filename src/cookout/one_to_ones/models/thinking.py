"""Twenty minutes of my own to think whom I know for somebody. Private to whoever takes them."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.http import house_url
from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.models.user import validate_zone
from cookout.core.refusal import Refusal
from cookout.one_to_ones import rules
from cookout.one_to_ones.formats.calendar import Appointment
from cookout.one_to_ones.models.one_to_one import OneToOne, refuse_far
from cookout.one_to_ones.models.sets import Collides
from cookout.people.models import Person
from cookout.ties.models import Note, Promise, Tie, local_today

GRACE = dt.timedelta(minutes=5)
"""“Now” takes a moment to arrive."""

NAME_IN_PROMISE = 90
"""Longer names are cut in a promise, so that two of them fit."""


class ThinkingSlotQuerySet(models.QuerySet["ThinkingSlot"]):
    """Sets of thinking slots."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)

    def open(self) -> Self:
        """Not thought yet."""
        return self.filter(done_at=None)

    def of(self, person: Person) -> Self:
        """For one human, under whichever row of the book they are known."""
        same = Q(person=person) | Q(person__account_person=person)
        if person.account_person_id:
            same |= Q(person=person.account_person_id) | Q(person__account_person=person.account_person_id)
        return self.filter(same)


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
    minutes = models.PositiveSmallIntegerField(_("how long"), default=rules.THINKING)
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

    @property
    def first_name(self) -> str:
        """What one calls whom it is for."""
        return self.person.first_name if self.person else (self.name.split() or [self.name])[0]

    @property
    def whom(self) -> Person | None:
        """The person it is for, where I may still see them."""
        return Person.objects.visible_to(self.owner).filter(pk=self.person_id).first() if self.person_id else None

    @property
    def appointment(self) -> Appointment:
        """As an entry of my own calendar; nobody is invited."""
        return Appointment(
            uid=f"{self.uid}@cookout", starts_at=self.starts_at, minutes=self.minutes, zone=self.zone,
            summary=str(_("Think for %(name)s") % {"name": self.name}), changed_at=self.edited_at,
            url=f"{house_url()}{self.get_absolute_url()}",
        )  # fmt: skip

    @classmethod
    @transaction.atomic
    def plan(
        cls, *, by: User, person: Person, starts_at: dt.datetime | None = None, one_to_one: OneToOne | None = None,
        minutes: int = rules.THINKING, uid: uuid.UUID | None = None, despite: bool = False,
    ) -> "ThinkingSlot":  # fmt: skip
        """Take time to think for somebody; without a time, now. The same `uid` again is the same slot."""
        by.wait_in_line()
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        if person.account_id == by.pk:
            raise Refusal(_("This is you. Think for somebody else."))
        now = timezone.now()
        if starts_at is not None:
            _refuse_taken(by, starts_at, minutes, despite=despite)
        act = record(by=by, verb="thinking_slot.plan", about=person.full_name)
        slot = cls(
            owner=by, person=person, name=person.full_name, one_to_one=one_to_one, starts_at=starts_at or now,
            zone=by.zone, minutes=minutes, uid=uid or uuid7(),
        )  # fmt: skip
        act.create(slot)
        return slot

    @transaction.atomic
    def move(self, *, by: User, starts_at: dt.datetime, despite: bool = False) -> Act:
        """Think another time. Moving it to where it is changes nothing."""
        act = record(by=by, verb="thinking_slot.move", about=self.name)
        if starts_at != self.starts_at:
            _refuse_taken(by, starts_at, self.minutes, despite=despite)
            act.update(self, starts_at=starts_at, zone=by.zone, edited_at=timezone.now())
        return act

    @transaction.atomic
    def finish(self, *, by: User) -> Act:
        """I have thought. Finishing twice is finishing once."""
        act = record(by=by, verb="thinking_slot.finish", about=self.name)
        if self.done_at is None:
            act.update(self, done_at=timezone.now())
        return act

    @transaction.atomic
    def let_go(self, *, by: User) -> Act:
        """It will not be, on purpose; undo within thirty days."""
        act = record(by=by, verb="thinking_slot.let_go", about=self.name)
        if self.deleted_at is None:
            act.remove(self)
        return act

    @transaction.atomic
    def ask(self, contact: Person, *, by: User, due_on: dt.date | None = None) -> Promise:
        """Promise myself to ask a contact of mine whether I may introduce the two; nobody is told anything by it.

        Asking for the same contact again is the same promise.
        """
        self._refuse_same(contact, by)
        by.wait_in_line()
        uid = uuid.uuid5(self.uid, f"ask:{contact.uid}")
        with one_act(by=by, verb="thinking_slot.ask", about=contact.full_name):
            promise = Tie.objects.between(by, contact).promise(
                self._asking(contact), by=by, due_on=due_on or local_today(by) + dt.timedelta(weeks=1), uid=uid
            )
            if promise.deleted_at is not None:
                promise.correct(by=by, deleted_at=None, due_on=due_on or promise.due_on)
        return promise

    @transaction.atomic
    def pass_over(self, contact: Person, *, by: User) -> Act:
        """Not this one: kept for this slot alone. Twice is once."""
        by.wait_in_line()
        act = record(by=by, verb="thinking_slot.pass_over", about=contact.full_name)
        if not self.passed_over.filter(person=contact).exists():
            act.create(PassedOver(slot=self, person=contact))
        return act

    @transaction.atomic
    def think(self, text: str, *, by: User, uid: uuid.UUID | None = None) -> Note:
        """Keep a thought, as a note on the tie with whom it is for."""
        by.wait_in_line()
        if self.whom is None:
            raise Refusal(_("%s is not among your people any more, so the thought has no place.") % self.name)
        with one_act(by=by, verb="thinking_slot.think", about=self.name):
            return Tie.objects.between(by, self.whom).write(text, by=by, uid=uid)

    def thoughts(self) -> "models.QuerySet[Note]":
        """What I noted about this person since I took the time."""
        notes = Note.objects.visible_to(self.owner).filter(created_at__gte=self.created_at)
        return notes.filter(tie__person=self.person_id) if self.person_id else notes.none()

    def asked(self, contacts: "models.QuerySet[Person]") -> dict[int, Promise]:
        """For those of these contacts whom I promised to ask: the promise."""
        uids = {uuid.uuid5(self.uid, f"ask:{uid}"): pk for pk, uid in contacts.values_list("pk", "uid")}
        found = Promise.objects.visible_to(self.owner).filter(uid__in=uids)
        return {uids[promise.uid]: promise for promise in found}

    def _asking(self, contact: Person) -> str:
        names = {"contact": contact.full_name[:NAME_IN_PROMISE], "name": self.name[:NAME_IN_PROMISE]}
        return str(_("Ask %(contact)s whether I may introduce %(name)s") % names)

    def _refuse_same(self, contact: Person, by: User) -> None:
        if contact.account_id == by.pk or contact.pk == self.person_id:
            raise Refusal(_("An introduction takes two others. Choose somebody else."))


class PassedOver(models.Model):
    """A contact of whom I said “not this one”, for one slot."""

    slot = models.ForeignKey(ThinkingSlot, on_delete=models.CASCADE, related_name="passed_over")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passed_over")

    class Meta:
        verbose_name = _("passed over")
        constraints = [models.UniqueConstraint(fields=["slot", "person"], name="passed_over_once")]

    def __str__(self) -> str:
        return f"{self.slot}: {self.person}"


def taken_times(user: User, start: dt.datetime, days: int = 31) -> list[tuple[dt.datetime, int]]:
    """When my own 1-2-1s and thinking slots are, from a day before so many days on: beginning and minutes."""
    span = {"starts_at__gt": start - dt.timedelta(days=1), "starts_at__lt": start + dt.timedelta(days=days)}
    ones = OneToOne.objects.visible_to(user).planned().filter(**span).values_list("starts_at", "minutes")
    slots = ThinkingSlot.objects.visible_to(user).open().filter(**span).values_list("starts_at", "minutes")
    return [(at, minutes) for at, minutes in (*ones, *slots) if at is not None]


def latest_slots(user: User, person: Person) -> ThinkingSlotQuerySet:
    """My slots for one person: those to come first, then the latest past ones."""
    mine = ThinkingSlot.objects.visible_to(user).of(person)
    return mine.order_by(F("done_at").desc(nulls_first=True), "-starts_at")


def _refuse_taken(by: User, starts_at: dt.datetime, minutes: int, *, despite: bool) -> None:
    """A time to come, at which none of my 1-2-1s is."""
    refuse_far([starts_at])
    if starts_at < timezone.now() - GRACE:
        raise Refusal(_("This time has passed. Choose one that is still to come."))
    if not despite and (others := OneToOne.objects.colliding(by, starts_at, minutes)):
        raise Collides(others, by)
