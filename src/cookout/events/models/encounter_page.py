"""Whom I met as pages show it: evening by evening, one of them with what was decided, and everything to take along."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import day
from cookout.events.models.encounter import Encounter, EncounterQuerySet
from cookout.events.models.encounter_changes import Going
from cookout.events.models.event import Event
from cookout.events.models.likeness import Likeness
from cookout.ties.models import Moment, Tie, Triage

KEPT = ("uid", "on", "place", "talked", "impression", "captured_at", "device_said", "brought")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event, or one day elsewhere, and whom I met there."""

    on: dt.date
    where: str
    event: Event | None
    met: list[Encounter]


def occasions(rows: Iterable[Encounter]) -> list[Occasion]:
    """Rows in their order, those of one day and place together."""
    parts = groupby(rows, key=lambda one: (one.on, one.where, one.there))
    return [Occasion(on, where, event, list(met)) for (on, where, event), met in parts]


@dataclass(frozen=True, slots=True)
class EncounterPage:
    """One encounter, what was decided on the person, who it may be as well, and what goes along with it."""

    encounter: Encounter
    decided: Triage | None
    likenesses: list[Likeness]
    going: Going

    @classmethod
    def of(cls, encounter: Encounter, user: User) -> "EncounterPage":
        """Read it."""
        tie = encounter.tie
        open_ones = Likeness.objects.visible_to(user).open().filter(encounter=encounter).select_related("person")
        decided = Triage.objects.visible_to(user).filter(tie=tie).first()
        return cls(encounter, decided, list(open_ones), Going.along_with(encounter))

    @property
    def warning(self) -> list[str]:
        """What goes and what stays when it is taken away, in sentences."""
        going, name = self.going, {"name": self.encounter.tie.person.full_name}
        leaves, stays = _("%(name)s leaves your book: nothing else is kept of them."), _("%(name)s stays in your book.")
        said = [(leaves if going.person else stays) % name]
        if going.touch:
            said.append(_("The contact of %(day)s goes along.") % {"day": day(going.touch.on)})
        if going.promise:
            said.append(_("Your promise “%(text)s” goes along.") % {"text": going.promise.text})
        return said


def met_with(tie: Tie) -> EncounterQuerySet:
    """Every time I met this person, the latest first; the tie is my own."""
    return Encounter.objects.filter(tie=tie, deleted_at=None) if tie.pk else Encounter.objects.none()


def met_moments(tie: Tie) -> Iterator[Moment]:
    """Encounters on the timeline, each instead of the contact it made as long as both say the same."""
    for one in tie.encounters.filter(deleted_at=None).select_related("event", "touch"):
        same = one.touch is not None and (one.touch.on, one.touch.text) == (one.on, one.talked)
        title = _("You met: %(where)s.") % {"where": one.where} if one.where else _("You met.")
        touch = one.touch.uid if same and one.touch else None
        yield Moment(one.on, "users", title, one.talked, one.get_absolute_url(), "meet", touch)


def encounter_data(rows: Sequence[Encounter], user: User) -> list[dict[str, Any]]:
    """Encounters as plain rows for programs, each with whom I have already that it may be."""
    asked: dict[int, list[Likeness]] = defaultdict(list)
    alike = Likeness.objects.visible_to(user).open().filter(encounter__in=rows)
    for like in alike.select_related("person", "encounter__tie__person"):
        asked[like.encounter_id].append(like)
    return [{**_plain(one), "name": one.tie.person.full_name, "may_be": asked[one.pk]} for one in rows]


def encounters_to_keep(user: User) -> Iterator[dict[str, Any]]:
    """Every encounter of mine, as plain rows to take along."""
    rows = Encounter.objects.visible_to(user).with_people().select_related("touch").order_by("pk")
    for one in rows.prefetch_related("likenesses__person").iterator(chunk_size=500):
        asked = [_asked(like) for like in one.likenesses.all()]
        touch = one.touch.uid if one.touch else None
        more = {"created_at": one.created_at, "card": one.card.name, "touch": touch, "likenesses": asked}
        yield {**_plain(one), "person_name": one.tie.person.full_name, **more}


def _plain(one: Encounter) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in KEPT},
        "person": one.tie.person.uid,
        "event": one.there.uid if one.there else None,
        "where": one.where,
        "promise": one.promise.uid if one.promise else None,
        "promised": one.promise.text if one.promise else "",
        "has_card": bool(one.card),
        "decide_by": one.tie.sort_on,
    }


def _asked(like: Likeness) -> dict[str, Any]:
    fields = {name: getattr(like, name) for name in ("reason", "is_same", "answered_at")}
    return {"person": like.person.uid, "person_name": like.person.full_name, **fields}


def cards_to_keep(user: User) -> Iterable[str]:
    """The names of the photos of cards."""
    return Encounter.objects.visible_to(user).exclude(card="").values_list("card", flat=True)
