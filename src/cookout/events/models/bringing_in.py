"""Bringing in: ticked rows become contacts that are hidden still, then all of them at once appear in one act.

A contact that waits is one that is deleted already; nothing anywhere shows those. So the last step, and taking all of
it back, is one short statement however long the calendar is, and no other writer waits.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from cookout.core.models import one_act
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, CalendarRowQuerySet, CalendarRun, Stage
from cookout.events.models.judging import contact_of, touch_uids
from cookout.events.models.meeting import meetings_of
from cookout.events.models.whom import Whom
from cookout.events.signals import calendar_applied, calendar_taken_back
from cookout.people.models import Detail, Person
from cookout.people.models.bulk import Pace
from cookout.people.models.person import PersonQuerySet
from cookout.ties.models import Circle, Tie, Touch

Outcome = CalendarRow.Outcome
TIES = 100


class BringingIn:
    """Brings one run in. Safe to repeat: the cursor is written with each batch."""

    def __init__(self, run: CalendarRun) -> None:
        self._run = run
        self._keeper = run.keeper
        self._pace = Pace()

    def stage(self) -> None:
        """Write the contacts of people whom I have already, batch by batch, hidden."""
        rows = self._run.in_rows().wanted().clear().order_by("pk")
        while part := list(rows.filter(pk__gt=self._run.cursor)[: self._pace.size]):
            with self._pace.turn():
                self._write(part)
                self._run.note(cursor=part[-1].pk)
            self._run.keep_lease()

    @transaction.atomic
    def flip(self) -> None:
        """Everything appears at once, in one act with what higher rooms make of it."""
        run = type(self._run)._default_manager.select_for_update(of=("self",)).get(pk=self._run.pk)
        if run.stage != Stage.APPLYING:
            return
        with one_act(by=self._keeper, verb="calendar.apply", about=run.name) as act:
            self._say_who_is_gone()
            self._add_people()
            self._show()
            act.update(run, stage=Stage.APPLIED, applied_at=timezone.now(), undone_at=None)
            self._run.note(act=act, stage=run.stage, applied_at=run.applied_at)
        marked = self._run.in_rows().exclude(also="").exclude(outcome=Outcome.GONE)
        rows = marked.filter(guest__person__in=self._people()).select_related("touch", "run", "guest__person")
        meetings = tuple(meetings_of(rows, self._keeper).values())
        calendar_applied.send(sender=type(run), run=run, by=self._keeper, meetings=meetings)

    def take_back(self) -> None:
        """Hide again what this run made, unless it was edited since; part of the transaction of the undo."""
        mine = Touch.objects.filter(owner=self._keeper, deleted_at=None)
        contacts = set(self._brought().filter(touch__isnull=False).values_list("touch__uid", flat=True))
        told = calendar_taken_back.send(sender=type(self._run), run=self._run, by=self._keeper, contacts=contacts)
        mine = mine.exclude(uid__in={uid for _receiver, uids in told for uid in uids or ()})
        same = self._brought().filter(touch=OuterRef("pk"), on=OuterRef("on"))
        made = same.filter(kind=OuterRef("kind"), summary=OuterRef("text")).exclude(outcome=Outcome.MOVED)
        mine.filter(Exists(made)).update(deleted_at=timezone.now())
        moved = same.filter(outcome=Outcome.MOVED)
        mine.filter(Exists(moved)).update(on=Subquery(moved.values("was_on")[:1]))
        kept = self._brought().exclude(outcome=Outcome.MOVED).filter(touch__deleted_at=None).count()
        self._run.note(stage=Stage.UNDONE, undone_at=timezone.now(), kept_since_edited=kept)

    def settle(self) -> None:
        """What may follow a moment later: when ties are due, and ties that hold nothing any more."""
        people = CalendarGuest.objects.filter(run_id=self._run.pk, person__isnull=False).values("person")
        touched = Tie.objects.filter(owner=self._keeper, deleted_at=None, person__in=people)
        pks = list(touched.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), TIES):
            with self._pace.turn():
                Tie.objects.filter(pk__in=pks[start : start + TIES]).refresh_all()
            self._run.keep_lease()
        if self._run.stage == Stage.UNDONE:
            self._let_go_of_ties()

    def _let_go_of_ties(self) -> None:
        """Nobody is to seem in use for a tie that only this calendar had begun."""
        made = CalendarGuest.objects.filter(run_id=self._run.pk, made_tie=True).values("person")
        bare = Tie.objects.filter(
            owner=self._keeper, deleted_at=None, person__in=made, circle=Circle.UNSORTED, wished_days=None,
            longest_days=None, client_since=None, how_met="", met_on=None, last_touch_on=None,
        )  # fmt: skip
        for held in ("promises", "facts", "notes", "marks", "in_lives", "tagged"):
            bare = bare.filter(**{f"{held}__isnull": True})
        Tie.objects.filter(pk__in=list(bare.values_list("pk", flat=True))).update(deleted_at=timezone.now())

    # How it is done

    def _brought(self) -> CalendarRowQuerySet:
        return CalendarRow.objects.filter(run_id=self._run.pk, is_brought=True)

    def _people(self) -> PersonQuerySet:
        return Person.objects.known_to(self._keeper)

    def _say_who_is_gone(self) -> None:
        """Somebody may have left the book since one looked."""
        was_clear = Q(state=CalendarGuest.State.KNOWN) | Q(state=CalendarGuest.State.NAMED)
        there = Q(person__in=self._people().values("pk"))
        gone = CalendarGuest.objects.filter(was_clear, run_id=self._run.pk).exclude(there)
        CalendarRow.objects.filter(guest__in=gone, is_brought=False).update(outcome=Outcome.GONE)

    def _add_people(self) -> None:
        """Those who were ticked become people of my book; who has come into it meanwhile is not doubled."""
        added = list(self._run.in_guests().filter(is_added=True, person=None))
        whom = Whom.of(self._keeper, [guest.mail for guest in added])
        for guest in added:
            there = whom.who(guest.as_read).person
            guest.person = self._people().filter(pk=there).first() if there else self._kept(guest)
            guest.save(update_fields=["person"])
        rows = self._run.in_rows().wanted().filter(guest__in=added).order_by("pk")
        self._write(list(rows))

    def _kept(self, guest: CalendarGuest) -> Person:
        details = [(Detail.Kind.EMAIL, "", guest.mail)]
        return Person.keep(by=self._keeper, full_name=guest.called, details=details, uid=guest.uid)

    def _show(self) -> None:
        """The contacts that waited, and the day of those that were there already."""
        rows = self._brought()
        Touch.objects.filter(pk__in=rows.exclude(outcome=Outcome.MOVED).values("touch")).update(deleted_at=None)
        moved = rows.filter(outcome=Outcome.MOVED)
        day = Subquery(moved.filter(touch=OuterRef("pk")).values("on")[:1])
        Touch.objects.filter(pk__in=moved.values("touch")).update(on=day)

    def _write(self, rows: list[CalendarRow]) -> None:
        """The contacts of these rows, each once, and the ties they hang on."""
        there = set(self._people().filter(pk__in={row.guest.person_id for row in rows}).values_list("pk", flat=True))
        for row in rows:
            if row.guest.person_id not in there:
                row.outcome = Outcome.GONE
        rows_there = [row for row in rows if row.outcome != Outcome.GONE]
        uids = {uid for row in rows_there for uid in touch_uids(row, self._keeper)}
        known = {touch.uid: touch for touch in Touch.objects.filter(owner=self._keeper, uid__in=uids)}
        ties, waiting, now = self._ties(rows_there), dict[uuid.UUID, Touch](), timezone.now()
        for row in rows_there:
            self._settle_row(row, known, waiting, ties, now)
        Touch.objects.bulk_create([touch for touch in waiting.values() if touch.pk is None])
        Touch.objects.bulk_update(waiting.values(), ["tie", "on", "kind", "text"])
        for row in rows:
            row.touch_id = row.touch.pk if row.touch else None
        CalendarRow.objects.bulk_update(rows, ["touch", "outcome", "is_brought", "was_on"])

    def _settle_row(
        self, row: CalendarRow, known: dict[uuid.UUID, Touch], waiting: dict[uuid.UUID, Touch], ties: dict[int, Tie],
        now: dt.datetime,
    ) -> None:  # fmt: skip
        """Which contact a row makes, brings back or moves; one that is there on that day already is left alone."""
        touch = contact_of(row, self._keeper, known)
        touch = touch or Touch(owner=self._keeper, uid=touch_uids(row, self._keeper)[0], deleted_at=now)
        known[touch.uid] = row.touch = touch
        is_there = touch.deleted_at is None
        if touch.uid in waiting or (is_there and touch.on == row.on):
            row.outcome, row.is_brought = Outcome.SAME, False
            return
        row.is_brought = True
        if is_there:
            row.outcome, row.was_on = Outcome.MOVED, touch.on
            return
        row.outcome = Outcome.TOUCH if row.outcome == Outcome.MOVED else row.outcome
        touch.tie, touch.on, touch.kind, touch.text = ties[row.guest.person_id or 0], row.on, row.kind, row.summary
        waiting[touch.uid] = touch

    def _ties(self, rows: list[CalendarRow]) -> dict[int, Tie]:
        """A tie with each of them; those that were not there begin unsorted, and the run remembers whose."""
        people = {row.guest.person_id: row.guest for row in rows if row.guest.person_id}
        there = Tie.objects.filter(owner=self._keeper, deleted_at=None, person__in=people)
        ties = {tie.person_id: tie for tie in there}
        missing = [pk for pk in people if pk not in ties]
        for tie in Tie.objects.bulk_create(Tie(owner=self._keeper, person_id=pk) for pk in missing):
            ties[tie.person_id] = tie
        CalendarGuest.objects.filter(run_id=self._run.pk, person__in=missing).update(made_tie=True)
        return ties
