"""What follows when an encounter is written down differently or taken away, and the photo of a card."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models import Exists
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models.capturing import own_uid, undecided
from cookout.events.models.encountered import Encountered
from cookout.people.formats.photo import MOST_BYTES, RefusedPhoto, shrink
from cookout.people.models import Person
from cookout.ties.models import Circle, Note, Promise, Tie, Touch
from cookout.ties.models.kept import refuse_to_come

CARD_SIDE = 1600
"""The longest side of a photo of a card, in pixels: small print can be read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an encounter said before it was changed: what says the same follows it."""

    where: str
    on: dt.date
    talked: str

    @classmethod
    def of(cls, encounter: Encountered) -> "Said":
        """As it stands."""
        return cls(encounter.where, encounter.on, encounter.talked)


def refuse(encounter: Encountered, values: dict[str, Any], by: User) -> None:
    """A day that has come, an event of my own, and no more words than fit."""
    if (on := values.get("on", encounter.on)).year not in rules.YEARS:
        raise Refusal(_("This day is too far away. Look at its year."))
    refuse_to_come(on, by)
    event = values.get("event")
    if event is not None and (event.owner_id != by.pk or event.deleted_at is not None):
        raise Refusal(_("This event is not in your list any more. Choose another one."))
    for name, value in values.items():
        refuse_long(encounter._meta.get_field(name), value)


def refuse_long(field: Any, value: Any) -> None:
    """No more letters than fit; one database cuts the rest off, the other falls over it."""
    most = getattr(field, "max_length", None)
    if most and isinstance(value, str) and len(value) > most:
        raise Refusal(_("“%(what)s” is too long: %(most)s letters fit.") % {"what": field.verbose_name, "most": most})


def follow(encounter: Encountered, before: Said, act: Act) -> None:
    """The contact, how we met and by when I decide say the new day and words where they said the old ones."""
    touch, tie = encounter.touch, encounter.tie
    if encounter.there is not None:
        act.update(encounter.there, is_missed=False)  # whoever met somebody there was there
    if touch is not None and touch.deleted_at is None:
        same = {"on": before.on, "text": before.talked}
        new = {"on": encounter.on, "text": encounter.talked}
        act.update(touch, **{name: new[name] for name, value in same.items() if getattr(touch, name) == value})
    _tell(tie, before, Said.of(encounter), act)
    tie.refresh()


def _tell(tie: Tie, before: Said, now: Said | None, act: Act) -> None:
    """The tie says what is so now wherever it said what was so before; nothing where there is nothing to say."""
    new: dict[str, Any] = {}
    if tie.how_met == before.where[:300]:
        new["how_met"] = now.where[:300] if now else ""
    if tie.met_on == before.on:
        new["met_on"] = now.on if now else None
    if (tie.waits_since, tie.sort_on) == (before.on, before.on + rules.DECIDE_WITHIN):
        new["waits_since"] = now.on if now else None
        new["sort_on"] = now.on + rules.DECIDE_WITHIN if now else None
    act.update(tie, **new)


@dataclass(frozen=True, slots=True)
class Going:
    """What goes with an encounter that is taken away."""

    person: Person | None
    touch: Touch | None
    promise: Promise | None
    left_of_card: Note | None

    @classmethod
    def along_with(cls, encounter: Encountered) -> "Going":
        """The contact and the open promise it made; the person whom nothing else holds, with what their card said."""
        touch, promise = encounter.touch, encounter.promise
        person = encounter.tie.person if _is_all_there_is(encounter) else None
        return cls(
            person,
            touch if touch is not None and touch.deleted_at is None else None,
            promise if promise is not None and promise.is_open else None,
            _left_of_card(encounter) if person else None,
        )

    @property
    def rows(self) -> list[models.Model]:
        """All of them."""
        return [row for row in (self.touch, self.promise, self.left_of_card, self.person) if row is not None]


def take_away(encounter: Encountered, act: Act) -> None:
    """Take it away with what it brought. Where the person stays, the tie says how we met by what is left."""
    going = Going.along_with(encounter)
    for row in (*going.rows, encounter):
        act.remove(row)
    if going.person is None:
        left = encounter.tie.encounters.filter(deleted_at=None).select_related("event").order_by("on", "pk").first()
        _tell(encounter.tie, Said.of(encounter), Said.of(left) if left else None, act)
        _stop_waiting(encounter.tie, act)
    encounter.tie.refresh()


def _stop_waiting(tie: Tie, act: Act) -> None:
    """Only whom I met since I decided last waits, and only on the word of an encounter that stands."""
    last = tie.triages.filter(deleted_at=None).order_by("-created_at").first()
    if (last is None or last.verdict != "not_now") and undecided(tie) is None:
        act.update(tie, sort_on=None, waits_since=None)


def _is_all_there_is(encounter: Encountered) -> bool:
    """Whether the person came by this encounter and nothing else was kept, decided or edited of them since."""
    tie, person = encounter.tie, encounter.tie.person
    is_new = encounter.brought and person.keeper_id == encounter.owner_id
    if not is_new or person.edited_at or person.account_person_id or tie.client_since or tie.circle != Circle.UNSORTED:
        return False
    hangs = reduce(or_, (*_hanging(person, encounter), *_hanging(tie, encounter)))
    return not Person.objects.filter(hangs, pk=person.pk).exists()


def _hanging(row: Person | Tie, encounter: Encountered) -> Iterator[Exists]:
    """For every kind of thing that names this row, in whatever room: whether there is one."""
    for relation in row._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or not isinstance(model, type):
            continue
        if model is Tie or getattr(model, "goes_along", False):  # a noun says so of itself, in its room
            continue
        things = model._base_manager.filter(**{relation.field.name: row}).exclude(pk=_own(model, encounter))
        is_deletable = any(field.name == "deleted_at" for field in model._meta.fields)
        yield Exists(things.filter(deleted_at=None) if is_deletable else things)


def _own(model: type[models.Model], encounter: Encountered) -> int | None:
    """The row of this kind that is the encounter itself or came by it and has not become more since."""
    if model is type(encounter):
        return int(encounter.pk)
    if model is Note:
        note = _left_of_card(encounter)
        return note.pk if note else None
    if model is Touch:
        return encounter.touch_id
    return encounter.promise_id if model is Promise and encounter.promise and encounter.promise.is_open else None


def _left_of_card(encounter: Encountered) -> Note | None:
    """The note of what the card said beside name and contact."""
    return encounter.tie.notes.filter(uid=own_uid(encounter.uid, "note"), deleted_at=None).first()


def card_of(encounter: Encountered) -> "File[bytes] | None":
    """The photo of the card, opened, where there is one and its file as well."""
    name, storage = encounter.card.name, encounter.card.storage
    return storage.open(name) if name and storage.exists(name) else None


def put_card(encounter: Encountered, photo: "File[bytes]", act: Act) -> None:
    """Keep a photo of the card: upright, small, and nothing but the picture. The same again changes nothing."""
    try:
        small = shrink(photo.read(MOST_BYTES + 1), CARD_SIDE)
    except RefusedPhoto as no:
        raise Refusal(_(str(no))) from no
    if (kept := card_of(encounter)) is not None:
        with kept:
            if kept.read() == small:
                return
    field = encounter._meta.get_field("card")
    assert isinstance(field, models.ImageField)
    name = field.storage.save(field.generate_filename(encounter, f"{uuid7()}.jpg"), ContentFile(small))
    act.update(encounter, card=name)
