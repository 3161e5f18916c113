"""Bringing in: the rows of a preview become people under an origin that is still hidden, then all at once visible."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cookout.people.formats import Value, catalogue
from cookout.people.models.bulk import Pace, as_stored, insert
from cookout.people.models.card_rows import Waiting, clean_json, detail_of, key_of, names_of, unpacked
from cookout.people.models.classification import Classification
from cookout.people.models.detail import Detail
from cookout.people.models.import_run import ImportRow, ImportRun, Stage
from cookout.people.models.origin import Origin
from cookout.people.models.person import Person, Word, search_words, sort_key
from cookout.people.signals import people_added

Outcome = ImportRow.Outcome
PERSON = (
    "uid", "created_at", "deleted_at", "keeper_id", "origin_id", "full_name", "given", "family", "additional",
    "prefix", "suffix", "sort_key", "classification_id", "photo",
)  # fmt: skip
DETAIL = ("person_id", "kind", "label", "value", "extra", "key", "position", "origin_id")
WORD = ("keeper_id", "word", "person_id")
LAST_POSITION = 32_000


@dataclass(slots=True)
class Batch:
    """What one transaction writes; whom it belongs to is known by id only when the people are there."""

    people: list[tuple[Any, ...]] = field(default_factory=list)
    uids: list[uuid.UUID] = field(default_factory=list)
    details: list[tuple[int | uuid.UUID, tuple[Any, ...]]] = field(default_factory=list)
    words: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    earlier: set[uuid.UUID] = field(default_factory=set)


class BringingIn:
    """Brings one run in. Safe to repeat: the cursor is written with each batch."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._pace = Pace()
        self._region = run.keeper.region_code
        self._now = as_stored(Person, "created_at", timezone.now())
        self._trades = dict(Classification.objects.values_list("slug", "pk"))

    def stage(self) -> None:
        """Write all people and details under the hidden origin, batch by batch."""
        rows = self._run.rows().filter(outcome__in=[Outcome.NEW, Outcome.MERGE])
        if self._run.origin is None:
            self._begin(rows.count())
        # Half a row would be worse than none, and a row is never split over two batches.
        while batch := list(rows.filter(pk__gt=self._run.cursor)[: self._pace.size]):
            prepared = self._prepared(batch)
            with self._pace.turn():
                self._write(prepared)
                self._run.advance(self._run.progress + len(batch), cursor=batch[-1].pk)
            self._run.tell()

    @transaction.atomic
    def flip(self) -> None:
        """Everything becomes part of the book in one short transaction."""
        origin = Origin.objects.select_for_update().get(pk=self._run.origin_id)
        if origin.state != Origin.State.STAGED:
            return
        now = timezone.now()
        pictures = Detail.objects.filter(origin=origin, kind=Detail.Kind.PHOTO, value__startswith="photos/")
        first = pictures.filter(person=OuterRef("pk")).order_by("pk").values("value")[:1]
        Person.objects.filter(pk__in=pictures.values("person"), photo="").update(photo=Subquery(first))
        origin.state, origin.applied_at = Origin.State.APPLIED, now
        origin.save(update_fields=["state", "applied_at"])
        self._run.note(applied_at=now)

    def finish(self) -> None:
        """What may follow a moment later: the search words of those who were added to."""
        refresh_words(self._merged(), self._pace, self._run.keep_lease)
        self._run.note(stage=Stage.APPLIED)

    def _merged(self) -> list[int]:
        details = Detail.objects.filter(origin_id=self._run.origin_id, person__keeper_id=self._run.keeper_id)
        merged = details.exclude(person__origin_id=self._run.origin_id).values_list("person_id", flat=True)
        twice = self._run.rows().filter(outcome=Outcome.MERGE, person=None).values("person_uid")
        made = Person.objects.filter(keeper_id=self._run.keeper_id, uid__in=twice).values_list("pk", flat=True)
        return sorted({*merged, *made})

    @transaction.atomic
    def _begin(self, total: int) -> None:
        origin = Origin.objects.create(keeper=self._run.keeper)
        self._run.note(origin=origin, total=total, progress=0, cursor=0)

    # What a batch will write, prepared before the transaction begins

    def _prepared(self, rows: Sequence[ImportRow]) -> Batch:
        batch = Batch()
        for row in rows:
            waiting = unpacked(row.data, row.line)
            if row.outcome == Outcome.NEW and row.person_uid:
                self._prepare_new(batch, row.person_uid, waiting)
            else:
                self._prepare_merge(batch, row, waiting)
        return batch

    def _prepare_new(self, batch: Batch, uid: uuid.UUID, waiting: Waiting) -> None:
        card, photo = waiting.card, waiting.photo
        names = names_of(card.name)
        said = {value.kind: value.value for value in reversed(card.values)}
        trade = self._trades.get(_trade(said.get("title", ""), said.get("organisation", "")))
        batch.uids.append(uid)
        batch.people.append(
            (
                as_stored(Person, "uid", uid), self._now, None, self._run.keeper_id, self._run.origin_id, *names,
                sort_key(*names[:3]), trade, photo.name if photo else "",
            )
        )  # fmt: skip
        batch.details.extend((uid, detail) for detail in self._details(waiting, card.values))
        values = [(value.kind, value.value) for value in card.values]
        batch.words.extend((uid, word) for word in search_words(names[0], values))

    def _prepare_merge(self, batch: Batch, row: ImportRow, waiting: Waiting) -> None:
        whom = row.person_id or row.person_uid
        if whom is None:
            return
        if isinstance(whom, uuid.UUID):
            batch.earlier.add(whom)
        card = waiting.card
        values = [card.values[index] for index in waiting.adds]
        if waiting.adds_name:
            values.append(Value("nickname", card.name.full))
        batch.details.extend((whom, detail) for detail in self._details(waiting, values, is_merge=True))

    def _details(self, waiting: Waiting, values: Iterable[Value], *, is_merge: bool = False) -> list[tuple[Any, ...]]:
        photo = waiting.photo if waiting.adds_photo or not is_merge else None
        found: list[tuple[Any, ...]] = []
        for position, value in enumerate(values):
            kind, label, text, extra = detail_of(value)
            key = key_of(value, self._region)
            place = min(position + (1000 if is_merge else 0), LAST_POSITION)
            found.append((kind, label, text, clean_json(extra), key, place, self._run.origin_id))
        if photo:
            kind = Detail.Kind.PHOTO.value
            found.append((kind, "", photo.name, '{"file":true}', photo.digest, LAST_POSITION, self._run.origin_id))
        return found

    # The transaction

    def _write(self, batch: Batch) -> None:
        insert(Person, PERSON, batch.people)
        there = Person.objects.filter(keeper_id=self._run.keeper_id, uid__in=[*batch.uids, *batch.earlier])
        ids: dict[int | uuid.UUID, int] = dict(there.values_list("uid", "pk"))
        kept = {whom for whom, _detail in batch.details if isinstance(whom, int)}
        ids.update((pk, pk) for pk in Person.objects.filter(pk__in=kept).values_list("pk", flat=True))
        insert(Detail, DETAIL, ((ids[whom], *detail) for whom, detail in batch.details if whom in ids))
        insert(Word, WORD, ((self._run.keeper_id, word, ids[uid]) for uid, word in batch.words))
        made = [ids[uid] for uid in batch.uids]
        people_added.send(sender=Person, keeper=self._run.keeper, person_ids=made)


@lru_cache(maxsize=20_000)
def _trade(title: str, organisation: str) -> str:
    """The slug of the classification that a job title names beyond much doubt."""
    profession = catalogue.classify(title, organisation) if title else None
    return profession.slug if profession else ""


def refresh_words(person_ids: list[int], pace: Pace, breathe: Callable[[], None]) -> None:
    """Write the search words of these people anew, turn by turn."""
    while person_ids:
        now, person_ids = person_ids[: pace.size], person_ids[pace.size :]
        people = list(Person.objects.filter(pk__in=now).with_details())
        rows = [
            (person.keeper_id, word, person.pk)
            for person in people
            for word in search_words(person.full_name, [(d.kind, d.value) for d in person.details.all()])
        ]
        with pace.turn():
            Word.objects.filter(person_id__in=now)._raw_delete(connection.alias)
            insert(Word, WORD, rows)
        breathe()
