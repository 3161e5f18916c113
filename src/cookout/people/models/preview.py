"""The preview: reads the files of a run card by card, judges each, and writes down what bringing it in would mean."""

import shutil
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from cookout.core.models import Act, User
from cookout.people.formats import AsksColumns, Card, RefusedFile, Unreadable, Value, read
from cookout.people.formats.photo import RefusedPhoto
from cookout.people.models import photos
from cookout.people.models.bulk import Pace, as_stored, delete_in_turns, insert
from cookout.people.models.card_rows import NAME_LENGTHS, Photo, Waiting, clean, further_photo, key_of, packed, unpacked
from cookout.people.models.column_mapping import Columns, outline
from cookout.people.models.import_run import ImportFile, ImportRow, ImportRun, Stage
from cookout.people.models.matching import Judge, Verdict
from cookout.people.models.origin import Origin

Outcome = ImportRow.Outcome
COLUMNS = ("file_id", "line", "outcome", "name", "reason", "person_id", "person_uid", "data")
BATCH = 400
KILO = 1024
COLUMNS_TOLD = 40


def book_mark(keeper: User) -> str:
    """What changes whenever the book may have changed: the diary and the imports that count."""
    acts = Act.objects.filter(by=keeper)
    latest = acts.order_by("-pk").values_list("pk", flat=True).first() or 0
    undone = acts.exclude(undone_at=None).count()
    origins = Counter(Origin.objects.filter(keeper=keeper).values_list("state", flat=True))
    return f"{latest}-{undone}-{origins[Origin.State.APPLIED]}-{origins[Origin.State.UNDONE]}"


def uploads_of(run_uid: object) -> Path:
    """Where the files of one run wait to be read."""
    return Path(settings.MEDIA_ROOT) / "imports" / str(run_uid)


class Preview:
    """Reads one run. Safe to repeat: it begins by forgetting what an earlier reading had written."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._pace = Pace()
        self._done = 0

    def read(self) -> None:
        """Read all files; one that is refused on the way is forgotten as a whole and the others are read anew."""
        files = self._run.in_files()
        self._run.note(stage=Stage.READING, total=sum(file.size for file in files) // KILO, progress=0)
        while not self._attempt(files):
            pass
        asks = any(file.is_asking for file in files)
        self._run.note(stage=Stage.ASKING if asks else Stage.PREVIEW, cursor=0, book_changed=False)
        if not any(file.asked for file in files):
            shutil.rmtree(uploads_of(self._run.uid), ignore_errors=True)

    def _attempt(self, files: list[ImportFile]) -> bool:
        self._forget()
        self._run.note(book_mark=book_mark(self._run.keeper))
        judge = Judge(self._run.keeper)
        for file in files:
            if file.refusal:
                continue
            try:
                with Path(file.upload.path).open("rb") as stream:
                    self._one(file, stream, judge)
            except AsksColumns as asks:
                self._ask(file, asks)
            except RefusedFile as refused:
                file.refusal, file.format = str(refused), ""
            except FileNotFoundError:
                file.refusal = _("The file is not there any more. Bring it once more.")
            if file.refusal:
                self._save(file, Counter())
                return False
        return True

    def _forget(self) -> None:
        self._done = 0
        for _gone in delete_in_turns(self._run.rows(), self._pace):
            self._run.keep_lease()
        photos.clear(self._run.uid)

    def _ask(self, file: ImportFile, asks: AsksColumns) -> None:
        """Let the owner say what the columns mean; a command has nobody to wait for."""
        file.asked, file.columns, file.format = outline(asks.tables, str(asks), asks.guesses), {}, ""
        if self._run.is_watched:
            file.asked, file.refusal = {}, by_command(file.asked)
        else:
            self._save(file, Counter())

    def _one(self, file: ImportFile, stream: BinaryIO, judge: Judge) -> None:
        said = Columns(self._run.keeper, file.columns)
        reading = read(stream, sheet=file.sheet, ask=said)
        file.format, file.columns = reading.format, said.by_title
        file.asked = file.asked or (outline([said.table], meanings=said.meanings) if said.table else {})
        counts: Counter[str] = Counter()
        people = iter(reading)
        while batch := list(islice(people, BATCH)):
            rows = list(self._judged(file, batch, judge))
            counts.update(str(row[2]) for row in rows)
            self._write(rows, self._done + stream.tell() // KILO)
        self._done += file.size // KILO
        self._save(file, counts)

    def _judged(self, file: ImportFile, batch: list[Card | Unreadable], judge: Judge) -> Iterator[tuple[object, ...]]:
        waiting: list[Waiting | None] = []
        trouble: list[Unreadable] = []
        for part in batch:
            if isinstance(part, Unreadable):
                trouble.append(part)
                waiting.append(None)
            else:
                waiting.append(self._waiting(part, trouble))
        verdicts = iter(judge.judge([(one, None) for one in waiting if one]))
        for part, one in zip(batch, waiting, strict=True):
            if one and isinstance(part, Card):
                yield as_row(file.pk, one, part.line, next(verdicts))
        for bad in trouble:
            yield (file.pk, bad.line, Outcome.UNREADABLE.value, "", clean(bad.reason), None, None, "{}")

    def _waiting(self, card: Card, trouble: list[Unreadable]) -> Waiting:
        """The card with its pictures put aside; a picture that is none is said so, the rest of the card counts."""
        pictures = [] if card.photo is None else [card.photo]
        values = []
        for value in card.values:
            more = further_photo(value)
            if more is None:
                values.append(value)
            else:
                pictures.append(more)
        if len(card.name.full) > NAME_LENGTHS[0]:
            # The column is shorter than some people's names: the whole of it is kept beside.
            values.append(Value("nickname", card.name.full))
        keys = tuple(key_of(value, self._run.keeper.region_code) for value in values)
        kept = [photo for data in pictures if (photo := self._photo(data, card.line, trouble))]
        return Waiting(replace(card, photo=None, values=tuple(values)), tuple(kept), keys)

    def _photo(self, data: bytes, line: int, trouble: list[Unreadable]) -> Photo | None:
        try:
            return photos.store(data, self._run.uid)
        except RefusedPhoto as refused:
            said = _("The photo of the card in line %(line)s was left out, the rest was read. %(why)s")
            trouble.append(Unreadable(line, said % {"line": line, "why": refused}))
            return None

    def _write(self, rows: list[tuple[object, ...]], progress: int) -> None:
        with self._pace.turn():
            insert(ImportRow, COLUMNS, rows)
            self._run.advance(min(progress, self._run.total))
        self._run.tell()

    def _save(self, file: ImportFile, counts: Counter[str]) -> None:
        for outcome in Outcome.values:
            setattr(file, outcome, counts[outcome])
        file.upload = file.upload if not file.refusal else ""
        file.save()


def by_command(asked: dict[str, Any]) -> str:
    """What is asked, said to a command: what each column seems to mean, and how to say it."""
    sheets = asked["sheets"]
    columns = ", ".join(f"{one['title']}={one['means']}" for one in sheets[0]["columns"][:COLUMNS_TOLD])
    how = _("Say so with --map “COLUMN=MEANING”. It seems to be: %s.") % columns
    if len(sheets) > 1:
        names = ", ".join(f"“{one['sheet']}”" for one in sheets)
        how = _("Say so with --sheet; there are %s.") % names
    return f"{asked['said']} {how}"


def as_row(file_id: int, waiting: Waiting, line: int, verdict: Verdict) -> tuple[object, ...]:
    """A judged card as the columns of its row."""
    uid = None if verdict.holder.person_id else as_stored(ImportRow, "person_uid", verdict.holder.uid)
    data = packed(verdict.applied_to(waiting))
    name = clean(waiting.card.name.full[: NAME_LENGTHS[0]])
    return (file_id, line, verdict.outcome, name, "", verdict.holder.person_id, uid, data)


class SecondLook:
    """Judges the rows of a run once more, because the book has changed since they were judged."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._pace = Pace(BATCH)

    def look(self) -> bool:
        """Judge all rows anew; say whether anything came out differently."""
        mark = book_mark(self._run.keeper)
        judge = Judge(self._run.keeper)
        cursor, changed = 0, False
        rows = self._run.rows().exclude(outcome=Outcome.UNREADABLE)
        while batch := list(rows.filter(pk__gt=cursor)[:BATCH]):
            cursor = batch[-1].pk
            changed |= self._rejudge(batch, judge)
            self._run.keep_lease()
        self._run.note(book_mark=mark)
        if changed:
            self._recount()
        return changed

    def _rejudge(self, batch: list[ImportRow], judge: Judge) -> bool:
        waiting = [unpacked(row.data, row.line) for row in batch]
        uids = [row.person_uid if row.outcome == Outcome.NEW else None for row in batch]
        verdicts = judge.judge(list(zip(waiting, uids, strict=True)))
        judged = zip(batch, waiting, verdicts, strict=True)
        others = [(row, verdict) for row, one, verdict in judged if _differs(row, one, verdict)]
        if others:
            with self._pace.turn():
                for row, verdict in others:
                    self._put(row, verdict)
                self._run.note(book_changed=True)
        return bool(others)

    def _put(self, row: ImportRow, verdict: Verdict) -> None:
        holder = verdict.holder
        row.outcome = verdict.outcome
        row.person_id = holder.person_id
        row.person_uid = None if holder.person_id else holder.uid
        row.data = _with_adds(row.data, verdict)
        row.save(update_fields=["outcome", "person", "person_uid", "data"])

    def _recount(self) -> None:
        for file in self._run.in_files():
            counts = Counter(file.rows.values_list("outcome", flat=True))
            for outcome in Outcome.values:
                setattr(file, outcome, counts[outcome])
            file.save()


def _differs(row: ImportRow, waiting: Waiting, verdict: Verdict) -> bool:
    person: tuple[int | None, uuid.UUID | None] = (
        verdict.holder.person_id,
        None if verdict.holder.person_id else verdict.holder.uid,
    )
    adds = (verdict.adds, verdict.adds_name, verdict.adds_photos)
    was = (waiting.adds, waiting.adds_name, waiting.adds_photos)
    return (row.outcome, (row.person_id, row.person_uid), was) != (verdict.outcome, person, adds)


def _with_adds(data: dict[str, object], verdict: Verdict) -> dict[str, object]:
    kept = {key: value for key, value in data.items() if key in ("n", "v", "p")}
    adds: dict[str, object] = {"a": verdict.adds, "an": int(verdict.adds_name), "ap": verdict.adds_photos}
    return kept | {key: value for key, value in adds.items() if value}
