"""Having met one person at one event: what is caught in fifteen seconds, and decided on within two days."""

import datetime as dt
import uuid
from functools import reduce
from operator import or_
from typing import Any, Self

from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.addresses import address_of
from cookout.core.ids import uuid7
from cookout.core.models import Act, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.core.search import MOST_WORDS
from cookout.events import rules
from cookout.events.models.capturing import Described, alike, own_uid, waiting
from cookout.events.models.encounter_changes import Said, follow, put_card, refuse, refuse_long, take_away
from cookout.events.models.encountered import Encountered
from cookout.events.models.event import Event
from cookout.events.models.likeness import Likeness
from cookout.events.models.settling import add_details
from cookout.people.models import Detail, Person
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
        details = models.Prefetch("tie__person__details", queryset=Detail.objects.applied())
        return self.select_related("tie__person__classification", "event", "promise").prefetch_related(details)

    def saying(self, text: str) -> Self:
        """Those with all these words in what was talked about, the impression or the place."""
        return self._with_words(text, "talked", "impression", "place")

    def matching(self, text: str) -> Self:
        """The same, and by whom and where."""
        return self._with_words(text, "talked", "impression", "place", "event__name", "tie__person__full_name")

    def _with_words(self, text: str, *fields: str) -> Self:
        found = self
        for word in text.split()[:MOST_WORDS]:
            found = found.filter(reduce(or_, (Q((f"{field}__icontains", word)) for field in fields)))
        return found


class Encounter(Encountered):
    """One meeting of one person at one event, or somewhere else: what can be done with it."""

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
        cls, *, by: User, name: str = "", uid: uuid.UUID | None = None, contact: str = "", card_text: str = "",
        person: Person | None = None, talked: str = "", promise: str = "", promise_by: dt.date | None = None,
        impression: str = "", event: Event | None = None, place: str = "", on: dt.date | None = None,
        captured_at: dt.datetime | None = None, device_said: dt.datetime | None = None,
    ) -> "Encounter":  # fmt: skip
        """Keep somebody I met, what was said and promised, and by when I decide. The same `uid` again is the same.

        With `person` it is somebody I have already. What `card_text` says beside name and contact is kept as well.
        """
        by.wait_in_line()  # two sendings of one phone come one after the other
        uid, at = uid or uuid7(), captured_at or timezone.now()
        if (known := cls.objects.filter(owner=by, uid=uid).first()) is not None:
            return known
        day = on or min(at.astimezone(by.tzinfo).date(), local_today(by))
        made = cls(owner=by, uid=uid, event=event, on=day, captured_at=at, device_said=device_said)
        said = {"place": place.strip(), "talked": talked.strip(), "impression": impression.strip()}
        mine = event is None or event.owner_id == by.pk  # one that was taken away meanwhile was there
        refuse(made, said if mine else {"event": event}, by)
        refuse_long(Promise._meta.get_field("text"), promise)
        vars(made).update(said)
        told = Described.of(by, name=name, contact=contact, card_text=card_text, needs_name=person is None)
        with one_act(by=by, verb="encounter.capture", about=person.full_name if person else told.name) as act:
            made.brought = person is None
            made.tie = made._known(person, told, act) if person else made._new(told, act)
            made._tell(promise, promise_by, act)
            if made.brought:
                for pk, reason in alike(made.tie.person, by).items():
                    act.create(Likeness(encounter=made, person_id=pk, reason=reason))
        return made

    def _new(self, told: Described, act: Act) -> Tie:
        """Somebody who comes into the book."""
        uid = own_uid(self.uid, "person")
        person = Person.keep(by=self.owner, full_name=told.name, details=told.details, uid=uid)
        tie = Tie.objects.between(self.owner, person)
        if told.left:
            tie.write(told.left, by=self.owner, uid=own_uid(self.uid, "note"))
        return tie

    def _known(self, person: Person, told: Described, act: Act) -> Tie:
        """Somebody I have already; what is new about them is added."""
        if not Person.objects.visible_to(self.owner).filter(pk=person.pk).exists():
            said = {"name": person.full_name}
            raise Refusal(_("%(name)s is not in your book any more. Keep whom you met as somebody new.") % said)
        tie = Tie.objects.between(self.owner, person)
        tie.begin(self.owner, act.verb)
        add_details(tie, told, by=self.owner, act=act)
        return tie

    def _tell(self, promise: str, promise_by: dt.date | None, act: Act) -> None:
        """The contact, the promise, how we met and by when I decide."""
        tie, by, on = self.tie, self.owner, self.on
        met = {"how_met": tie.how_met or self.where[:300], "met_on": tie.met_on or on, **waiting(tie, on)}
        if tie.pk is None:
            vars(tie).update(met)
        kind, uid = Touch.Kind.MEETING, own_uid(self.uid, "touch")
        self.touch = tie.touch(by=by, kind=kind, on=on, text=self.talked, uid=uid)
        if promise.strip():
            due, uid = promise_by or on + PROMISED_WITHIN, own_uid(self.uid, "promise")
            self.promise = tie.promise(promise, by=by, due_on=due, made_on=on, uid=uid)
        act.create(self)
        act.update(tie, **met)
        if self.event is not None:
            act.update(self.event, is_missed=False)  # whoever met somebody there was there

    def get_absolute_url(self) -> str:
        """The page of this encounter."""
        return address_of("encounters:encounter_detail", self.uid)

    @transaction.atomic
    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently; the contact, how we met and by when I decide follow where they said the same.

        At another event it was on its day, unless a day is said.
        """
        values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        if (event := values.get("event")) is not None and "on" not in values:
            values["on"] = rules.day_met(self.on, event.on, event.last_day)
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
