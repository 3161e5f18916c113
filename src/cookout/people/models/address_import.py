"""Address books coming in: one run of one or several files: preview, apply in stages, undo as a whole."""

import fcntl
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.ids import uuid7
from cookout.core.models import User, WorkState
from cookout.core.models.work import LEASE
from cookout.core.refusal import Refusal
from cookout.people.models import photos
from cookout.people.models.bringing_in import BringingIn
from cookout.people.models.bulk import Pace, delete_in_turns, frugal
from cookout.people.models.card_rows import clean
from cookout.people.models.column_mapping import ColumnMapping, checked
from cookout.people.models.import_run import ImportFile, ImportRow, ImportRun, Stage
from cookout.people.models.preview import Preview, SecondLook, book_mark, uploads_of
from cookout.people.models.taking_back import take_back

WAITS = (Stage.UPLOADED, Stage.ASKING, Stage.PREVIEW)
"""Where a run waits for somebody, or for its turn."""
MOST_FILES = 50
MOST_WAITING = 20
"""Runs of one keeper whose files lie here and are not brought in: each may be as big as a disk is patient."""


class AddressImportQuerySet(models.QuerySet["AddressImport"]):
    """Sets of imports."""

    def visible_to(self, user: User) -> "AddressImportQuerySet":
        """Only one's own, without those that came to nothing."""
        return self.filter(keeper=user).exclude(stage=Stage.STOPPED)

    def waiting(self, keeper: User) -> "AddressImportQuerySet":
        """Those of this keeper that are neither in the book nor forgotten."""
        return self.filter(keeper=keeper, stage__in=(Stage.UPLOADED, Stage.READING, Stage.ASKING, Stage.PREVIEW))

    def latest_first(self) -> "AddressImportQuerySet":
        """The newest on top."""
        return self.order_by("-pk")

    def take_back_orphans(self) -> None:
        """Take back what commands left behind that died."""
        for run in self.filter(is_watched=True, work_state=WorkState.RUNNING, leased_until__lt=timezone.now()):
            if run.claim():
                run.work()


class AddressImport(ImportRun):
    """One run of a keeper: receive, look, apply, undo. The worker carries out what takes long."""

    objects = AddressImportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("address book import")
        constraints = [models.UniqueConstraint(fields=["keeper", "uid"], name="import_uid_unique")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.stage}"

    @classmethod
    def receive(
        cls,
        uploads: "Iterable[File[bytes]]",
        *,
        by: User,
        uid: uuid.UUID | None = None,
        too_big: Iterable[str] = (),
        is_watched: bool = False,
    ) -> "AddressImport":
        """Put the files aside to be read; those of which only the name is left were too big on their way here.

        The same `uid` again is the same run.
        """
        uid = uid or uuid7()
        known = cls.objects.filter(keeper=by, uid=uid).first()
        if known is not None:
            return known
        uploads, lost = list(uploads), list(too_big)
        if not uploads and not lost:
            raise Refusal(_("Choose at least one file: vCard (.vcf), CSV or XLSX."))
        if len(uploads) + len(lost) > MOST_FILES:
            raise Refusal(_("These are more than %s files. Bring them in several goes.") % MOST_FILES)
        if cls.objects.waiting(by).count() >= MOST_WAITING:
            raise Refusal(_("%s of your imports wait already. Bring them in or forget them first.") % MOST_WAITING)
        waiting = [_put_aside(upload, uid, position) for position, upload in enumerate(uploads)]
        waiting += [ImportFile(name=_name(name), refusal=_said_too_big(), position=len(uploads)) for name in lost]
        with transaction.atomic():
            run = cls(keeper=by, uid=uid, is_watched=is_watched)
            if is_watched:
                run.work_state, run.leased_until = WorkState.RUNNING, timezone.now() + LEASE
            run.save()
            ImportFile.objects.bulk_create(_of(run, file) for file in waiting)
        return run

    def apply(self, *, by: User) -> None:
        """Bring in what the preview shows; the worker does it. Applying twice is applying once."""
        self._only(by)
        with transaction.atomic():
            stage = self._locked_stage()
            if stage in (Stage.APPLYING, Stage.APPLIED):
                return
            if stage != Stage.PREVIEW:
                raise Refusal(_("There is nothing to bring in here at the moment. Look at the import once more."))
            self._hand_on(Stage.APPLYING, book_changed=False)

    def answer(self, position: int, columns: Mapping[str, str], *, by: User, sheet: str = "") -> None:
        """Say what the columns of one file mean; once no file asks any more, all are read anew."""
        with transaction.atomic():
            file = self._asked(position, by)
            there = {one["sheet"]: one["columns"] for one in file.asked["sheets"]}
            if sheet not in there:
                raise Refusal(_("There is no sheet “%s” in this file. Look at it once more.") % sheet[:100])
            seems = {one["title"]: one["means"] for one in there[sheet]}
            if not set(columns) <= set(seems):
                raise Refusal(_("These are not the columns of this file. Look at it once more."))
            file.columns, file.sheet = checked({**seems, **columns}), sheet
            self._answered(file)

    def leave_out(self, position: int, *, by: User) -> None:
        """Do without one file that asks."""
        with transaction.atomic():
            file = self._asked(position, by)
            file.asked, file.columns, file.refusal = {}, {}, _("You left this file out.")
            self._answered(file)

    def expect(self, columns: Mapping[str, str], *, sheet: str = "") -> None:
        """Say beforehand what columns mean and which sheet is meant, as a command does."""
        ImportFile.objects.filter(run=self).update(columns=dict(columns), sheet=sheet)

    def undo(self, *, by: User) -> None:
        """Take all of it back; the worker does it. Undoing twice is undoing once."""
        self._only(by)
        with transaction.atomic():
            stage = self._locked_stage()
            if stage in (Stage.UNDOING, Stage.UNDONE):
                return
            if stage != Stage.APPLIED:
                raise Refusal(_("This import is not in your book, so there is nothing to take back."))
            self._hand_on(Stage.UNDOING, is_watched=False)

    def discard(self, *, by: User) -> None:
        """Forget files and rows that were not brought in."""
        self._only(by)
        with transaction.atomic():
            waits = self._locked_stage() in (*WAITS, Stage.STOPPED)
            if not waits and self.work_state != WorkState.FAILED:
                raise Refusal(_("This import is in your book or on its way. Take it back instead."))
            self.note(stage=Stage.STOPPED)
        self.forget()

    # The work

    def carry_out(self) -> None:
        """The next step of this run. Safe to repeat."""
        with frugal():
            self._next_step()

    def _next_step(self) -> None:
        if self.is_watched and self.attempts:
            self.abandon()
        elif self.stage in (Stage.UPLOADED, Stage.READING):
            Preview(self).read()
        elif self.stage == Stage.APPLYING:
            self.bring_in()
        elif self.stage == Stage.UNDOING:
            with self._alone():
                take_back(self)

    def bring_in(self) -> None:
        """Stage, flip, finish; nobody else of this keeper's does so at the same time."""
        with self._alone():
            if self.stage != Stage.APPLYING:
                return
            if self.origin_id is None and self._is_outdated() and not self.is_watched:
                self.note(stage=Stage.PREVIEW)
                return
            work = BringingIn(self)
            if not self.applied_at:
                work.stage()
                work.flip()
            self._remember_columns()
            work.finish()

    def forget(self) -> None:
        """Remove files, pictures and rows that nobody needs; the run itself stays as a line of history."""
        shutil.rmtree(uploads_of(self.uid), ignore_errors=True)
        if self.origin_id is None:
            photos.clear(self.uid)
        for _gone in delete_in_turns(self.rows(), Pace()):
            self.keep_lease()

    def _is_outdated(self) -> bool:
        """Whether the book has changed since, so much that this run now means something else."""
        differs = self.book_mark != book_mark(self.keeper) and SecondLook(self).look()
        return differs or self.book_changed

    def abandon(self) -> None:
        """The command that watched this run died: as if it had never been, unless it was already in the book."""
        if self.applied_at:
            self.note(is_watched=False)
            self.bring_in()
        else:
            take_back(self)
            self.forget()
        self.leave()

    def rows_of(self, outcome: str) -> "models.QuerySet[ImportRow]":
        """The rows of one outcome with what a page shows of them."""
        return self.rows().filter(outcome=outcome).select_related("file", "person")

    def leave(self) -> None:
        """The command is done with it."""
        self.note(is_watched=False, work_state=WorkState.DONE, leased_until=None)

    # What the pages show

    @property
    def counts(self) -> dict[str, int]:
        """The rows of all files by outcome."""
        files = self.in_files()
        return {name: sum(getattr(file, name) for file in files) for name in ("new", "merge", "same", "unreadable")}

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do before the page can go on."""
        return self.stage in (Stage.UPLOADED, Stage.READING, Stage.APPLYING, Stage.UNDOING)

    @property
    def brings_any(self) -> bool:
        """Whether the preview has anything that the book has not."""
        return bool(self.counts["new"] + self.counts["merge"])

    @property
    def brings(self) -> str:
        """What the button says; an addition to someone new of the same files makes nobody more."""
        count = self.counts["new"] + self.counts["merge"]
        return ngettext("Bring in %s person", "Bring in %s people", count) % count

    @property
    def can_be_forgotten(self) -> bool:
        """Whether nothing of it is in the book or on its way."""
        return self.stage in WAITS or self.work_state == WorkState.FAILED

    @property
    def progress_words(self) -> str:
        """How far it is: people where they are counted, else a share of the bytes."""
        if not self.total:
            return _("a moment")
        if self.stage == Stage.APPLYING:
            return _("%(done)s of %(total)s") % {"done": self.progress, "total": self.total}
        return f"{100 * self.progress // self.total} %"

    def plain(self) -> dict[str, Any]:
        """What the command prints."""
        return {"files": [file.plain() for file in self.in_files()]}

    # Private

    def _only(self, by: User) -> None:
        if by.pk != self.keeper_id:
            raise Refusal(_("This import is not yours."))

    def _asked(self, position: int, by: User) -> ImportFile:
        self._only(by)
        file = self.asked_about(position)
        if self._locked_stage() not in (Stage.ASKING, Stage.PREVIEW) or file is None:
            raise Refusal(_("Nobody asks about the columns of this file any more. Look at the import once more."))
        return file

    def _answered(self, file: ImportFile) -> None:
        file.save(update_fields=["asked", "columns", "sheet", "refusal"])
        if not any(other.is_asking for other in self.in_files()):
            self._hand_on(Stage.UPLOADED)

    def _remember_columns(self) -> None:
        """What was said of columns holds for the next file of the same ones; the file itself is needed no more."""
        for file in self.in_files():
            if file.asked:
                if file.columns:
                    ColumnMapping.remember(file.columns, by=self.keeper)
                file.asked = {}
                file.save(update_fields=["asked"])
        shutil.rmtree(uploads_of(self.uid), ignore_errors=True)

    def _locked_stage(self) -> str:
        locked = AddressImport.objects.select_for_update(of=("self",)).get(pk=self.pk)
        return locked.stage

    def _hand_on(self, stage: str, **values: Any) -> None:
        """Let the worker take this run up for its next step."""
        self.note(stage=stage, progress=0, attempts=0, failure="", not_before=timezone.now(), **values)
        if not self.is_watched:
            self.note(work_state=WorkState.WAITING, leased_until=None)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One import of a keeper at a time. The system frees this lock when a process dies, however it dies."""
        folder = Path(settings.DATA_DIR) / "locks"
        folder.mkdir(exist_ok=True)
        with (folder / f"imports-{self.keeper_id}").open("w") as lock:
            while not _locked(lock):
                self.keep_lease()
                time.sleep(0.2)
            self.refresh_from_db()
            yield


def _locked(lock: Any) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _put_aside(upload: "File[bytes]", uid: uuid.UUID, position: int) -> ImportFile:
    """Copy an upload to where the worker finds it; one that is too big is refused without being copied."""
    file = ImportFile(name=_name(upload.name), size=upload.size, position=position)
    if upload.size > settings.UPLOAD_LIMIT:
        file.refusal = _said_too_big()
        return file
    folder = uploads_of(uid)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / str(position)).open("wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    file.upload.name = f"imports/{uid}/{position}"
    return file


def _name(name: str | None) -> str:
    return clean(Path(name or "").name)[-255:] or _("file")


def _said_too_big() -> str:
    said = _("The file is bigger than %(limit)s MB. Export your contacts in several smaller files.")
    return said % {"limit": settings.UPLOAD_LIMIT // 1024 // 1024}


def _of(run: AddressImport, file: ImportFile) -> ImportFile:
    file.run = run
    return file
