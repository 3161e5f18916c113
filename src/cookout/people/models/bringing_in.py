"""Bringing in: the rows of a preview become people under an origin that is still hidden, then all at once visible."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cookout.people.formats import catalogue
from cookout.people.models.bulk import Pace, as_stored, insert, reserve
from cookout.people.models.card_rows import clean_json, fitted
from cookout.people.models.classification import Classification
from cookout.people.models.detail import Detail
from cookout.people.models.import_run import ImportRow, ImportRun, Stage
from cookout.people.models.origin import Origin
from cookout.people.models.person import Person, sort_key
from cookout.people.models.word import Word, search_words
from cookout.people.signals import people_added

Outcome = ImportRow.Outcome
PERSON = (
    "id", "uid", "created_at", "deleted_at", "keeper_id", "origin_id", "full_name", "given", "family", "additional",
    "prefix", "suffix", "sort_key", "classification_id", "photo",
)  # fmt: skip
DETAIL = ("person_id", "kind", "label", "value", "extra", "key", "position", "origin_id")
WORD = ("keeper_id", "word", "person_id")
MERGED_FIRST, LAST_POSITION = 1_000, 32_000
WORDS_AT_ONCE = 150_000
Row = tuple[int, str, int | None, uuid.UUID | None, dict[str, Any]]


@dataclass(slots=True)
class Batch:
    """What one transaction writes."""

    people: list[tuple[Any, ...]] = field(default_factory=list)
    made: dict[uuid.UUID, int] = field(default_factory=dict)
    details: list[tuple[Any, ...]] = field(default_factory=list)
    words: list[tuple[int, str, int]] = field(default_factory=list)


class BringingIn:
    """Brings one run in. Safe to repeat: the cursor is written with each batch."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._pace = Pace()
        self._words = Words(run)
        self._now = as_stored(Person, "created_at", timezone.now())
        self._trades = dict(Classification.objects.values_list("slug", "pk"))
        self._keys: Iterator[int] = iter(())

    def stage(self) -> None:
        """Write all people and details under the hidden origin, batch by batch."""
        files = [file.pk for file in self._run.in_files()]
        rows = ImportRow.objects.filter(file_id__in=files, outcome__in=[Outcome.NEW, Outcome.MERGE]).order_by("pk")
        if self._run.origin is None:
            self._begin(rows.count())
        self._words.catch_up()
        self._keys = reserve(Person, rows.filter(pk__gt=self._run.cursor, outcome=Outcome.NEW).count())
        waiting = rows.values_list("pk", "outcome", "person_id", "person_uid", "data")
        # A row is never split over two batches: half a person would be worse than none.
        while part := list(waiting.filter(pk__gt=self._run.cursor)[: self._pace.size]):
            batch = self._prepared(part)
            with self._pace.turn():
                self._write(batch)
                self._run.advance(self._run.progress + len(part), cursor=part[-1][0])
            self._words.add(batch.words)
            self._run.tell()
        self._words.flush()

    @transaction.atomic
    def flip(self) -> None:
        """Everything becomes part of the book in one short transaction."""
        origin = Origin.objects.select_for_update().get(pk=self._run.hidden_under)
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
        refresh_words(self._merged(), Pace(), self._run.keep_lease)
        self._run.note(stage=Stage.APPLIED)

    def _merged(self) -> list[int]:
        details = Detail.objects.filter(origin_id=self._run.hidden_under, person__keeper_id=self._run.keeper_id)
        merged = details.exclude(person__origin_id=self._run.hidden_under).values_list("person_id", flat=True)
        twice = self._run.rows().filter(outcome=Outcome.MERGE, person=None).values("person_uid")
        made = Person.objects.filter(keeper_id=self._run.keeper_id, uid__in=twice).values_list("pk", flat=True)
        return sorted({*merged, *made})

    @transaction.atomic
    def _begin(self, total: int) -> None:
        origin = Origin.objects.create(keeper=self._run.keeper)
        self._run.note(origin=origin, total=total, progress=0, cursor=0)

    # What a batch will write, prepared before the transaction begins

    def _prepared(self, rows: Sequence[Row]) -> Batch:
        batch = Batch()
        merges: list[tuple[int | uuid.UUID, dict[str, Any]]] = []
        for _pk, outcome, person_id, person_uid, data in rows:
            if outcome == Outcome.NEW and person_uid:
                self._prepare_new(batch, person_uid, data)
            elif whom := person_id or person_uid:
                merges.append((whom, data))
        there = self._there([whom for whom, _data in merges], batch)
        for whom, data in merges:
            if whom in there:
                batch.details += self._added(there[whom], data)
        return batch

    def _prepare_new(self, batch: Batch, uid: uuid.UUID, data: dict[str, Any]) -> None:
        values, photos = data["v"], data.get("p", ())
        names, pk = fitted(data["n"]), next(self._keys)
        said = {kind: value for kind, value, *_rest in reversed(values)}
        trade = self._trades.get(_trade(said.get("title", ""), said.get("organisation", "")))
        batch.made[uid] = pk
        batch.people.append(
            (
                pk, as_stored(Person, "uid", uid), self._now, None, self._run.keeper_id, self._run.hidden_under, *names,
                sort_key(*names[:3]), trade, photos[0][0] if photos else "",
            )
        )  # fmt: skip
        batch.details += [self._detail(pk, place, *parts) for place, parts in enumerate(values)]
        batch.details += [self._picture(pk, *photo) for photo in photos]
        keeper_id, words = self._run.keeper_id, search_words(names[0], [(parts[0], parts[1]) for parts in values])
        batch.words += [(keeper_id, word, pk) for word in words]

    def _added(self, pk: int, data: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """What a merge adds to someone who is there."""
        for index in data.get("a", ()):
            yield self._detail(pk, MERGED_FIRST + index, *data["v"][index])
        if data.get("an"):
            name = data["n"][0]
            kind = Detail.Kind.NICKNAME.value
            yield self._detail(pk, MERGED_FIRST, kind, name, "", {}, Detail.key_of(kind, name))
        for index in data.get("ap", ()):
            yield self._picture(pk, *data["p"][index])

    def _detail(
        self, pk: int, place: int, kind: str, value: str, label: str, extra: dict[str, Any], key: str
    ) -> tuple[Any, ...]:
        rest = clean_json(extra) if extra else "{}"
        return (pk, kind, label, value, rest, key, min(place, LAST_POSITION), self._run.origin_id)

    def _picture(self, pk: int, name: str, digest: str) -> tuple[Any, ...]:
        return self._detail(pk, LAST_POSITION, Detail.Kind.PHOTO.value, name, "", {"file": True}, digest)

    def _there(self, wanted: Sequence[int | uuid.UUID], batch: Batch) -> dict[int | uuid.UUID, int]:
        """The keys of those who are added to: kept before, brought in by an earlier batch, or by this one."""
        if not wanted:
            return {}
        ids: dict[int | uuid.UUID, int] = {uid: pk for uid, pk in batch.made.items()}
        kept = Person.objects.filter(pk__in=[whom for whom in wanted if isinstance(whom, int)])
        ids.update((pk, pk) for pk in kept.values_list("pk", flat=True))
        earlier = [whom for whom in wanted if isinstance(whom, uuid.UUID) and whom not in ids]
        made = Person.objects.filter(keeper_id=self._run.keeper_id, uid__in=earlier)
        ids.update(made.values_list("uid", "pk"))
        return ids

    # The transaction

    def _write(self, batch: Batch) -> None:
        insert(Person, PERSON, batch.people)
        insert(Detail, DETAIL, batch.details)
        people_added.send(sender=Person, keeper=self._run.keeper, person_ids=list(batch.made.values()))


class Words:
    """The search words of those who are new, written some thousand people later and in the order of the index.

    Written with each person they would touch every page of the index with every batch. `words_cursor` says how far
    they are, so that after a crash what is missing is made up for.
    """

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._waiting: list[tuple[int, str, int]] = []
        self._pace = Pace(2_000, largest=20_000)

    def add(self, words: list[tuple[int, str, int]]) -> None:
        """Put aside the words of one batch."""
        self._waiting += words
        if len(self._waiting) >= WORDS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self._waiting.sort(key=itemgetter(1))
        while self._waiting:
            now, self._waiting = self._waiting[: self._pace.size], self._waiting[self._pace.size :]
            with self._pace.turn():
                insert(Word, WORD, now)
                self._run.keep_lease()
        self._run.note(words_cursor=self._run.cursor)

    def catch_up(self) -> None:
        """Write anew the words that a crash may have cut short."""
        rows = self._run.rows().filter(pk__gt=self._run.words_cursor, pk__lte=self._run.cursor, outcome=Outcome.NEW)
        made = Person.objects.filter(origin_id=self._run.hidden_under, uid__in=rows.values("person_uid"))
        refresh_words(list(made.values_list("pk", flat=True)), Pace(), self._run.keep_lease)
        self._run.note(words_cursor=self._run.cursor)


@lru_cache(maxsize=20_000)
def _trade(title: str, organisation: str) -> str:
    """The slug of the classification that a job title names beyond much doubt."""
    profession = catalogue.classify(title, organisation) if title else None
    return profession.slug if profession else ""


def refresh_words(person_ids: list[int], pace: Pace, breathe: Callable[[], None]) -> None:
    """Write the search words of these people anew, turn by turn."""
    while person_ids:
        now, person_ids = person_ids[: pace.size], person_ids[pace.size :]
        rows = list(_words_of(now))
        with pace.turn():
            Word.objects.filter(person_id__in=now)._raw_delete(connection.alias)
            insert(Word, WORD, rows)
        breathe()


def _words_of(person_ids: list[int]) -> Iterator[tuple[int | None, str, int]]:
    # The details of an origin that is still hidden count too: its words are hidden with the people.
    said: dict[int, list[tuple[str, str]]] = {}
    for person_id, kind, value in (
        Detail.objects.filter(person_id__in=person_ids)
        .exclude(origin__state=Origin.State.UNDONE)
        .values_list("person_id", "kind", "value")
    ):
        said.setdefault(person_id, []).append((kind, value))
    people = Person.objects.filter(pk__in=person_ids).values_list("pk", "keeper_id", "full_name")
    for pk, keeper_id, name in people:
        for word in search_words(name, said.get(pk, ())):
            yield keeper_id, word, pk
