"""A calendar coming in: put aside, read, looked through, brought in as contacts, taken back as a whole.

The worker reads and brings in, always: what a rule of repetition or a packed file costs is not known before, and one
way for a file of two events and for one of ten thousand is one way to test.
"""

import uuid
from collections.abc import Iterable, Mapping
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
from cookout.events.models.bringing_in import BringingIn
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, CalendarRun, Stage
from cookout.events.models.judging import Judge
from cookout.events.models.preview import Preview
from cookout.events.models.update_each import update_each
from cookout.people.models import Person
from cookout.people.models.card_rows import clean

MOST_WAITING = 20
MOST_ADDED = 50
MOST_ALSO = 50
"""They are made one by one in the moment in which all appears, and nobody else is to wait for that."""

Picked = Mapping[uuid.UUID, str]


class CalendarImportQuerySet(models.QuerySet["CalendarImport"]):
    """Sets of runs."""

    def visible_to(self, user: User) -> "CalendarImportQuerySet":
        """Only one's own, without those that were forgotten."""
        return self.filter(keeper=user).exclude(stage=Stage.FORGOTTEN)

    def waiting(self, keeper: User) -> "CalendarImportQuerySet":
        """Those that are neither brought in nor forgotten."""
        return self.filter(keeper=keeper, stage__in=(Stage.UPLOADED, Stage.READING, Stage.PREVIEW))

    def latest_first(self) -> "CalendarImportQuerySet":
        """The newest on top."""
        return self.order_by("-pk")


class CalendarImport(CalendarRun):
    """One calendar of one keeper."""

    objects = CalendarImportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("calendar import")
        constraints = [models.UniqueConstraint(fields=["keeper", "uid"], name="calendar_import_uid_unique")]

    def __str__(self) -> str:
        return self.name

    # Verbs

    @classmethod
    def receive(
        cls, upload: "File[bytes] | None", *, by: User, uid: uuid.UUID | None = None, too_big: Iterable[str] = (),
        is_watched: bool = False,
    ) -> "CalendarImport":  # fmt: skip
        """Put a file aside to be read. The same `uid` again is the same run."""
        known = cls.objects.filter(keeper=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        if list(too_big) or (upload is not None and upload.size > settings.UPLOAD_LIMIT):
            raise Refusal(_("The file is too big. Export your calendar year by year."))
        if upload is None:
            raise Refusal(_("Choose a calendar file (.ics), or a zip of them."))
        if cls.objects.waiting(by).count() >= MOST_WAITING:
            raise Refusal(_("%s of your calendars wait already. Bring them in or forget them first.") % MOST_WAITING)
        name = clean(Path(upload.name or "").name)[-255:] or _("calendar")
        run = cls(keeper=by, uid=uid or uuid7(), name=name)
        if is_watched:
            run.work_state, run.leased_until = WorkState.RUNNING, timezone.now() + LEASE
        run.upload.save(str(run.uid), upload, save=False)
        run.save()
        return run

    @transaction.atomic
    def choose(
        self, *, by: User, ticks: Mapping[uuid.UUID, bool] | None = None, also: Picked | None = None,
        added: Mapping[uuid.UUID, bool] | None = None, people: Mapping[uuid.UUID, uuid.UUID | None] | None = None,
    ) -> bool:  # fmt: skip
        """Say which rows come in, what they are besides, whom to add, and who of several is meant.

        Answers whether rows were judged anew, so that what is seen is no longer what is.
        """
        self._only(by)
        if self._locked_stage() != Stage.PREVIEW:
            raise Refusal(_("This calendar is not waiting to be looked at any more."))
        self._tick(ticks or {}, also or {})
        for state in (True, False):
            wanted = [uid for uid, is_added in (added or {}).items() if is_added is state]
            strangers = self.in_guests().filter(uid__in=wanted, state=CalendarGuest.State.UNKNOWN)
            CalendarGuest.objects.filter(pk__in=strangers.values("pk")).update(is_added=state)
        return any([self._answer(uid, person) for uid, person in (people or {}).items()])

    @transaction.atomic
    def apply(self, *, by: User) -> None:
        """Bring in what is ticked; the worker does it. Applying twice is applying once."""
        self._only(by)
        stage = self._locked_stage()
        if stage in (Stage.APPLYING, Stage.APPLIED):
            return
        if stage != Stage.PREVIEW:
            raise Refusal(_("There is nothing to bring in here at the moment. Look at the calendar once more."))
        if self.in_guests().filter(is_added=True).count() > MOST_ADDED:
            raise Refusal(_("Add at most %s people here at once. The others can come with a next go.") % MOST_ADDED)
        if self.in_rows().exclude(also="").count() > MOST_ALSO:
            raise Refusal(_("Mark at most %s 1-2-1s here at once. The others take one tap afterwards.") % MOST_ALSO)
        self._hand_on(Stage.APPLYING)

    def undo(self, *, by: User) -> None:
        """Take all of it back, except what was edited since. Undoing twice is undoing once."""
        self._only(by)
        self.refresh_from_db()
        if self.stage == Stage.UNDONE:
            return
        if self.stage != Stage.APPLIED or self.act is None:
            raise Refusal(_("This calendar is not brought in, so there is nothing to take back."))
        self.act.undo(by=by)
        self.refresh_from_db()

    @transaction.atomic
    def discard(self, *, by: User) -> None:
        """Forget a file that was not brought in."""
        self._only(by)
        waits = self._locked_stage() in (Stage.UPLOADED, Stage.REFUSED, Stage.PREVIEW)
        if not waits and self.work_state != WorkState.FAILED:
            raise Refusal(_("This calendar is brought in or on its way. Take it back instead."))
        self.upload.delete(save=False)
        self.note(stage=Stage.FORGOTTEN, upload="", troubles=[])
        for rows in (CalendarRow.objects.filter(run_id=self.pk), CalendarGuest.objects.filter(run_id=self.pk)):
            rows._raw_delete(rows.db)

    # The work

    def carry_out(self) -> None:
        """The next step of this run. Safe to repeat."""
        if self.stage in (Stage.UPLOADED, Stage.READING):
            Preview(self).read()
        elif self.stage == Stage.APPLYING:
            work = BringingIn(self)
            work.stage()
            work.flip()
            work.settle()
        elif self.stage in (Stage.APPLIED, Stage.UNDONE):
            BringingIn(self).settle()

    def follow_undo(self) -> None:
        """The act was undone: what it had shown is hidden again; the rest is for the worker."""
        BringingIn(self).take_back()
        self._hand_on(Stage.UNDONE)

    # What the pages show

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do before the page can go on."""
        return self.stage in (Stage.UPLOADED, Stage.READING, Stage.APPLYING)

    @property
    def can_be_forgotten(self) -> bool:
        """Whether nothing of it is brought in or on its way."""
        return self.stage in (Stage.UPLOADED, Stage.REFUSED, Stage.PREVIEW) or self.work_state == WorkState.FAILED

    @property
    def contacts(self) -> int:
        """How many contacts come in, or have come."""
        if self.stage == Stage.APPLIED:
            return CalendarRow.objects.filter(run_id=self.pk, is_brought=True).count()
        return self.in_rows().wanted().count()

    @property
    def brings(self) -> str:
        """What the button says."""
        count = self.contacts
        return ngettext("Bring in %s contact", "Bring in %s contacts", count) % count

    @property
    def brings_any(self) -> bool:
        """Whether pressing it would do anything."""
        also = self.in_rows().exclude(also="").exists()
        return bool(self.contacts) or also or self.in_guests().filter(is_added=True).exists()

    @property
    def found(self) -> int:
        """How many events the file has."""
        return int(self.counts.get("found", 0))

    @property
    def left_out(self) -> list[str]:
        """Why some events of the file are not among the rows, one sentence a reason."""
        many = self.counts.get
        told = (
            (many("lost", 0), ngettext("One could not be read.", "%s could not be read.", many("lost", 0))),
            (many("cancelled", 0), ngettext("One was cancelled.", "%s were cancelled.", many("cancelled", 0))),
            (many("declined", 0), ngettext("One you had declined.", "%s you had declined.", many("declined", 0))),
            (many("older", 0), ngettext("One is an older version.", "%s are older versions.", many("older", 0))),
            (many("twice", 0), ngettext("One is there twice.", "%s are there twice.", many("twice", 0))),
            (
                many("alone", 0),
                ngettext("One has nobody else in it.", "%s have nobody else in them.", many("alone", 0)),
            ),
            (
                many("rows", 0),
                ngettext("One of the oldest was too many.", "%s of the oldest were too many.", many("rows", 0)),
            ),
        )
        return [sentence.replace("%s", str(count)) for count, sentence in told if count]

    def plain(self) -> dict[str, Any]:
        """What programs read of it."""
        outcomes = self.in_rows().listed().values_list("outcome").annotate(many=models.Count("pk")).order_by("outcome")
        unknown = self.in_guests().filter(state=CalendarGuest.State.UNKNOWN).count()
        return {
            "file": self.name, "stage": self.stage, "refusal": self.refusal, "events": self.counts,
            "outcomes": dict(outcomes), "contacts": self.contacts, "unknown_people": unknown, "troubles": self.troubles,
        }  # fmt: skip

    # Private

    def _only(self, by: User) -> None:
        if by.pk != self.keeper_id:
            raise Refusal(_("This calendar is not yours."))

    def _locked_stage(self) -> str:
        return CalendarImport.objects.select_for_update(of=("self",)).get(pk=self.pk).stage

    def _hand_on(self, stage: str) -> None:
        """Let the worker take this run up for its next step; a command that is at it goes on by itself."""
        is_watched = self.work_state == WorkState.RUNNING
        self.note(stage=stage, attempts=0, failure="", cursor=0, not_before=timezone.now())
        if not is_watched:
            self.note(work_state=WorkState.WAITING, leased_until=None)

    def _tick(self, ticks: Mapping[uuid.UUID, bool], also: Picked) -> None:
        for state in (True, False):
            wanted = [uid for uid, is_ticked in ticks.items() if is_ticked is state]
            rows = CalendarRow.objects.filter(run_id=self.pk, uid__in=wanted)
            rows.exclude(outcome__in=CalendarRow.NEVER).update(is_ticked=state)
        of_two = CalendarRow.objects.filter(run_id=self.pk, size=2, starts_at__isnull=False)
        for word in set(also.values()):
            of_two.filter(uid__in=[uid for uid, said in also.items() if said == word]).update(also=word[:20])

    def _answer(self, uid: uuid.UUID, chosen: uuid.UUID | None) -> bool:
        """Who of several a guest is; the rows are judged anew."""
        guest = self.in_guests().filter(uid=uid, state=CalendarGuest.State.ASK).first()
        if guest is None or chosen == (guest.person.uid if guest.person else None):
            return False
        if chosen is not None and str(chosen) not in guest.candidates:
            raise Refusal(_("This person was not among those who may be meant."))
        guest.person = Person.objects.known_to(self.keeper).filter(uid=chosen).first() if chosen else None
        guest.save(update_fields=["person"])
        rows = list(guest.rows.order_by("on", "size", "starts_at", "pk"))
        for row in rows:
            row.guest = guest
        Judge(self.keeper, timezone.now()).judge(rows)
        update_each(CalendarRow, ("outcome", "is_ticked", "touch_id", "was_on"), rows)
        return True
