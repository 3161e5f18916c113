"""Having met one person at one event: what is caught in fifteen seconds, and decided on within two days."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.events.models.capturing import alike, contact_details, move_to, own_uid, wait_to_be_sorted
from cookout.events.models.encounter_changes import Said, follow, put_card, refuse, take_away
from cookout.events.models.event import Event
from cookout.people.models import Person
from cookout.ties.models import Promise, Tie, Touch, local_today

PROMISED_WITHIN = dt.timedelta(days=7)
"""By then a promise is kept where no other day was said."""


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

    @classmethod
    @transaction.atomic
    def capture(
        cls, *, by: User, name: str, uid: uuid.UUID | None = None, contact: str = "", talked: str = "",
        promise: str = "", promise_by: dt.date | None = None, impression: str = "", event: Event | None = None,
        place: str = "", on: dt.date | None = None, captured_at: dt.datetime | None = None,
        device_said: dt.datetime | None = None,
    ) -> "Encounter":  # fmt: skip
        """Keep somebody I met, what was said and promised, and by when I decide. The same `uid` again is the same."""
        by.wait_in_line()  # two sendings of one phone come one after the other
        uid, at = uid or uuid7(), captured_at or timezone.now()
        if (known := cls.objects.filter(owner=by, uid=uid).first()) is not None:
            return known
        day = on or min(at.astimezone(by.tzinfo).date(), local_today(by))
        with one_act(by=by, verb="encounter.capture", about=name.strip()) as act:
            person = Person.keep(
                by=by, full_name=name, details=contact_details(contact), uid=own_uid(uid, "person")
            )  # fmt: skip
            tie = Tie.objects.between(by, person)
            touch = tie.touch(by=by, kind=Touch.Kind.MEETING, on=day, text=talked, uid=own_uid(uid, "touch"))
            where = event.name if event else place.strip()
            act.update(tie, how_met=tie.how_met or where[:300], met_on=tie.met_on or day)
            said = promise.strip() and tie.promise(
                promise, by=by, due_on=promise_by or day + PROMISED_WITHIN, made_on=day, uid=own_uid(uid, "promise")
            )
            made = cls(
                owner=by, uid=uid, tie=tie, event=event, on=day, place=place.strip(), talked=talked.strip(),
                impression=impression.strip(), captured_at=at, device_said=device_said, touch=touch,
                promise=said or None, brought=True,
            )  # fmt: skip
            act.create(made)
            wait_to_be_sorted(tie, day, act)
            for pk, reason in alike(person, by).items():
                act.create(Likeness(encounter=made, person_id=pk, reason=reason))
        return made

    @property
    def there(self) -> Event | None:
        """The event, while it is in my list."""
        return self.event if self.event is not None and self.event.deleted_at is None else None

    @property
    def where(self) -> str:
        """Where we met: the event by its name, else the place as I wrote it, else nothing."""
        if self.there is not None:
            return self.there.name
        return self.place or (self.event.name if self.event else "")

    @transaction.atomic
    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently; the contact, how we met and by when I decide follow where they said the same."""
        values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        refuse(self, values, by)
        act, before = record(by=by, verb="encounter.correct", about=self.tie.person.full_name), Said.of(self)
        if act.update(self, **values):
            follow(self, before, act)
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away with the contact and the open promise it made, and the person if nothing else holds them."""
        by.wait_in_line()
        self.refresh_from_db()
        act = record(by=by, verb="encounter.remove", about=self.tie.person.full_name)
        if self.deleted_at is None:
            take_away(self, act)
        return act

    @transaction.atomic
    def keep_photo(self, photo: "File[bytes]", *, by: User) -> Act:
        """Keep a photo of the card instead of the one there was, which waits for undo. The same again is one."""
        act = record(by=by, verb="encounter.photo", about=self.tie.person.full_name)
        put_card(self, photo, act)
        return act

    @transaction.atomic
    def drop_photo(self, *, by: User) -> Act:
        """Take the photo of the card away. Twice is once."""
        act = record(by=by, verb="encounter.photo", about=self.tie.person.full_name)
        act.update(self, card="")
        return act


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

    goes_along = True
    """Nobody stays in a book for it alone."""

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

    @transaction.atomic
    def answer(self, *, same: bool, by: User) -> Act:
        """Say whether it is the same person; then all of it goes there, and Undo takes it apart. Twice is once."""
        by.wait_in_line()
        self.refresh_from_db()
        if self.is_same and not same:
            raise Refusal(_("You said that it is the same person. Undo that first."))
        with one_act(by=by, verb="likeness.answer", about=self.person.full_name) as act:
            if self.is_same == same:
                return act
            if same:
                self._refuse_gone()
                move_to(self.person, self.encounter.tie, self.encounter.on, by=by, act=act)
                act.update(self.encounter, brought=False)
            act.update(self, is_same=same, answered_at=timezone.now())
        return act

    def _refuse_gone(self) -> None:
        """Both are there still, and the one I met is nobody else yet."""
        caught = self.encounter.tie.person
        if not self.encounter.brought or caught.deleted_at or self.person.deleted_at:
            raise Refusal(_("One of the two is not there any more, so nothing was changed."))
