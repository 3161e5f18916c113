"""The preview: reads the file of a run and writes down, person by person, what bringing it in would mean."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.events import rules
from cookout.events.formats import Event, Guest, Reading, read_calendar
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, CalendarRun, Stage
from cookout.events.models.judging import Judge
from cookout.events.models.whom import Meant, Whom, key_of
from cookout.people.formats import RefusedFile
from cookout.people.models import Person
from cookout.people.models.bulk import Pace, delete_in_turns

MOST_ROWS = 50_000
MOST_TROUBLES = 300
BREATH = 5
"""Seconds."""
State = CalendarGuest.State


class Preview:
    """Reads one run. Safe to repeat: it begins by forgetting what an earlier reading had written."""

    def __init__(self, run: CalendarRun) -> None:
        self._run = run
        self._keeper = run.keeper
        self._now = timezone.now()
        self._pace = Pace()
        self._breathed = time.monotonic()
        self._guests: dict[tuple[str, str, str], CalendarGuest] = {}
        self._left = Counter({"declined": 0, "alone": 0, "ahead": 0, "rows": 0})

    def read(self) -> None:
        """Read the file, judge what is in it, and let the file go."""
        self._run.note(stage=Stage.READING)
        self._forget()
        try:
            with self._run.upload.open("rb") as file:
                reading = self._read(file.read())
        except RefusedFile as refused:
            self._run.note(stage=Stage.REFUSED, refusal=str(refused))
        except FileNotFoundError:
            self._run.note(stage=Stage.REFUSED, refusal=_("The file is not there any more. Bring it once more."))
        else:
            self._write(reading)
        self._run.upload.delete(save=False)
        self._run.note(upload="")

    def _read(self, data: bytes) -> Reading:
        until = self._now + rules.AHEAD
        return read_calendar(data, home=self._keeper.tzinfo, until=until, breathe=self._breathe)

    def _breathe(self) -> None:
        """Say now and then that the worker lives; most calendars are read before it is time."""
        if time.monotonic() - self._breathed > BREATH:
            self._breathed = time.monotonic()
            self._run.keep_lease()

    def _forget(self) -> None:
        for rows in (
            CalendarRow.objects.filter(run_id=self._run.pk),
            CalendarGuest.objects.filter(run_id=self._run.pk),
        ):
            for _gone in delete_in_turns(rows, self._pace):
                self._run.keep_lease()

    def _write(self, reading: Reading) -> None:
        self._whom = Whom.of(self._keeper, (guest.mail for event in reading.events for guest in event.guests))
        rows = [row for event in reading.events for row in self._rows(event)]
        if len(rows) > MOST_ROWS:
            self._left["rows"] = len(rows) - MOST_ROWS
            # The latest say most about who is close.
            rows = sorted(rows, key=lambda row: row.on)[-MOST_ROWS:]
        self._fetch_people()
        # Who met in a small circle comes first: of two events of one day the closer one is the contact.
        rows.sort(key=lambda row: (row.on, row.size, row.starts_at or self._now))
        Judge(self._keeper, self._now).judge(rows)
        self._save(rows)
        self._run.note(stage=Stage.PREVIEW, counts=self._counted(reading), troubles=self._said(reading))

    def _rows(self, event: Event) -> Iterator[CalendarRow]:
        """One row for each other person of the event."""
        others = [guest for guest in event.guests if not self._whom.is_me(guest)]
        if any(guest.declined for guest in event.guests if self._whom.is_me(guest)):
            self._left["declined"] += 1
            return
        coming = [guest for guest in others if not guest.declined]
        meant = _once([(guest, self._whom.who(guest)) for guest in coming])
        if not event.guests and not event.yearly and not rules.speaks_of_a_feast(event.summary):
            named = self._whom.named(event.summary)
            meant = [(Guest("", ""), named)] if named else []
        if not meant:
            self._left["alone"] += 1
        ahead = _is_ahead(event, self._now, self._keeper.tzinfo)
        self._left["ahead"] += bool(ahead and meant)
        for guest, who in meant:
            # Of what is to come only a time of two is of use: it can become a 1-2-1.
            if not ahead or (len(meant) == 1 and who.state != State.UNKNOWN and isinstance(event.starts, dt.datetime)):
                yield self._row(event, self._guest(guest, who), size=len(meant) + 1)

    def _guest(self, guest: Guest, who: Meant) -> CalendarGuest:
        address = "" if who.person else key_of(guest.mail) or guest.name
        key = (who.state, str(who.person or ""), address)
        known = self._guests.get(key)
        if known is None:
            known = CalendarGuest(
                run_id=self._run.pk, state=who.state, name=guest.name, mail=guest.mail, person_id=who.person,
                candidates=list(who.people) if who.state == State.ASK else [],
            )  # fmt: skip
            self._guests[key] = known
        known.name = known.name or guest.name
        return known

    def _row(self, event: Event, guest: CalendarGuest, *, size: int) -> CalendarRow:
        starts = event.starts if isinstance(event.starts, dt.datetime) else None
        return CalendarRow(
            run_id=self._run.pk, guest=guest, event_uid=event.uid, occurrence=event.occurrence,
            on=_day(event, self._keeper.tzinfo), starts_at=starts, zone=event.zone or self._keeper.zone,
            minutes=event.minutes, kind=rules.how(event.summary, event.location, event.link),
            summary=event.summary, place=event.location or event.link, size=size,
        )  # fmt: skip

    def _fetch_people(self) -> None:
        """Put the people beside the guests, and the public ids in place of our own."""
        guests = self._guests.values()
        wanted = {guest.person_id for guest in guests if guest.person_id} | {
            pk for one in guests for pk in one.candidates
        }
        people = Person.objects.known_to(self._keeper).in_bulk(sorted(wanted))
        for guest in guests:
            guest.person = people.get(guest.person_id or 0)
            guest.candidates = [str(people[pk].uid) for pk in guest.candidates if pk in people]

    def _save(self, rows: list[CalendarRow]) -> None:
        guests = list(self._guests.values())
        for start in range(0, len(guests), 500):
            with self._pace.turn():
                CalendarGuest.objects.bulk_create(guests[start : start + 500])
        start = 0
        while start < len(rows):
            part = rows[start : start + self._pace.size]
            for row in part:
                row.guest_id = row.guest.pk
            with self._pace.turn():
                CalendarRow.objects.bulk_create(part)
            start += len(part)
            self._run.keep_lease()

    def _counted(self, reading: Reading) -> dict[str, int]:
        names = ("found", "taken", "cancelled", "older", "twice", "lost")
        return {name: getattr(reading, name) for name in names} | dict(self._left) | {"troubles": len(reading.troubles)}

    def _said(self, reading: Reading) -> list[str]:
        said = [trouble.sentence for trouble in reading.troubles[:MOST_TROUBLES]]
        if (more := len(reading.troubles) - MOST_TROUBLES) > 0:
            said.append(ngettext("And %s more.", "And %s more.", more) % more)
        return said


def _once(meant: list[tuple[Guest, Meant]]) -> list[tuple[Guest, Meant]]:
    """Each person once, though they may have been asked under two addresses."""
    first: dict[object, tuple[Guest, Meant]] = {}
    for guest, who in meant:
        first.setdefault(who.person or guest, (guest, who))
    return list(first.values())


def _day(event: Event, zone: dt.tzinfo) -> dt.date:
    """The day where the keeper lives."""
    return event.starts.astimezone(zone).date() if isinstance(event.starts, dt.datetime) else event.starts


def _is_ahead(event: Event, now: dt.datetime, zone: dt.tzinfo) -> bool:
    if isinstance(event.starts, dt.datetime):
        return event.starts > now
    return event.starts > now.astimezone(zone).date()
