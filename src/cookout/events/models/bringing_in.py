"""Bringing in: ticked rows become contacts that are hidden still, then all of them at once appear in one act.

A contact that waits is one that is deleted already; nothing anywhere shows those. So the last step, and taking all of
it back, is one short statement however long the calendar is, and no other writer waits.
"""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from cookout.core.models import one_act
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, CalendarRowQuerySet, CalendarRun, Stage
from cookout.events.models.judging import contact_of, touch_uids
from cookout.events.models.meeting import meetings_of
from cookout.events.models.update_each import update_each
from cookout.events.models.whom import Whom
from cookout.events.signals import calendar_applied, calendar_taken_back
from cookout.people.models import Detail, Person
from cookout.people.models.bulk import Pace
from cookout.people.models.person import PersonQuerySet
from cookout.ties.models import Circle, Tie, Touch

Outcome = CalendarRow.Outcome
TIES = 100
TRIES = 5


class BringingIn:
    """Brings one run in. Safe to repeat: the cursor is written with each batch."""

    def __init__(self, run: CalendarRun) -> None:
        self._run = run
        self._keeper = run.keeper
        self._pace = Pace()
        self._ties: dict[int, Tie] = {}

    def stage(self) -> None:
        """Write the contacts of people whom I have already, batch by batch, hidden."""
        self._begin_ties(self._run.in_guests().filter(person__isnull=False))
        rows = self._run.in_rows().wanted().clear().order_by("pk")
        tries = TRIES
        while part := list(rows.filter(pk__gt=self._run.cursor)[: self._pace.size]):
            waiting = self._prepared(part)
            try:
                with self._pace.turn():
                    self._keeper.wait_in_line()  # two runs that touch the same contacts must not hold each other up
                    self._write(part, waiting)
                    self._run.note(cursor=part[-1].pk)
            except IntegrityError:
                # The same calendar on its way in twice: what the other has just written is there at the next look.
                tries -= 1
                if not tries:
                    raise
            self._run.keep_lease()

    @transaction.atomic
    def flip(self) -> None:
        """Everything appears at once, in one act with what higher rooms make of it."""
        self._keeper.wait_in_line()
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
        self._begin_ties(self._run.in_guests().filter(pk__in=[guest.pk for guest in added]))
        rows = list(self._run.in_rows().wanted().clear().filter(guest__in=added).order_by("pk"))
        self._write(rows, self._prepared(rows))

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

    def _begin_ties(self, guests: "QuerySet[CalendarGuest]") -> None:
        """A tie with each of them who is there; those that were not begin unsorted, and the run remembers whose."""
        people = list(self._people().filter(pk__in=guests.values("person")).values_list("pk", flat=True))
        for start in range(0, len(people), TIES):
            part = people[start : start + TIES]
            with self._pace.turn():
                # Looked at and begun in one turn: the same calendar may be on its way in twice.
                self._keeper.wait_in_line()
                there = Tie.objects.filter(owner=self._keeper, deleted_at=None, person__in=part)
                missing = set(part).difference(there.values_list("person", flat=True))
                Tie.objects.bulk_create(
                    (Tie(owner=self._keeper, person_id=pk) for pk in sorted(missing)), ignore_conflicts=True
                )
                CalendarGuest.objects.filter(run_id=self._run.pk, person__in=missing).update(made_tie=True)
                self._ties |= {tie.person_id: tie for tie in there.all()}

    def _prepared(self, rows: list[CalendarRow]) -> list[Touch]:
        """Say of each row which contact it makes, brings back or moves; answer the contacts that are to be written."""
        uids = {uid for row in rows for uid in touch_uids(row, self._keeper)}
        known = {touch.uid: touch for touch in Touch.objects.filter(owner=self._keeper, uid__in=uids)}
        waiting: dict[uuid.UUID, Touch] = {}
        now = timezone.now()
        for row in rows:
            if row.guest.person_id in self._ties:
                self._prepare(row, known, waiting, now)
            else:
                row.outcome = Outcome.GONE
        return list(waiting.values())

    def _prepare(
        self, row: CalendarRow, known: dict[uuid.UUID, Touch], waiting: dict[uuid.UUID, Touch], now: dt.datetime
    ) -> None:
        """One that is there on that day already is left alone, and each is made once."""
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
        touch.tie, touch.on = self._ties[row.guest.person_id or 0], row.on
        touch.kind, touch.text = row.kind, row.summary
        waiting[touch.uid] = touch

    def _write(self, rows: list[CalendarRow], waiting: list[Touch]) -> None:
        back = [touch for touch in waiting if touch.pk is not None]
        Touch.objects.bulk_create([touch for touch in waiting if touch.pk is None])
        update_each(Touch, ("tie_id", "on", "kind", "text"), back)
        for row in rows:
            row.touch_id = row.touch.pk if row.touch else None
        update_each(CalendarRow, ("touch_id", "outcome", "is_brought", "was_on"), rows)
