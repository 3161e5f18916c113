"""What each row means: whether its contact is there already, on which day, and what stands against it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence

from cookout.core.models import User
from cookout.events import rules
from cookout.events.models.calendar_run import CalendarGuest, CalendarRow, Stage
from cookout.ties.models import Touch

Outcome = CalendarRow.Outcome
AT_ONCE = 400
TICKED = (Outcome.TOUCH, Outcome.MOVED)


def touch_uids(row: CalendarRow, keeper: User) -> list[uuid.UUID]:
    """Under which ids the contact may be there: the event may have begun, or ceased, to repeat since."""
    person = row.guest.person
    if person is None:
        return []
    days = [row.occurrence, "" if row.occurrence else row.on.isoformat()]
    return [rules.touch_uid(keeper.uid, row.event_uid, day, person.uid) for day in days]


def contact_of(row: CalendarRow, keeper: User, touches: Mapping[uuid.UUID, Touch]) -> Touch | None:
    """The contact that a row has made already; the one under the second id counts only for its own day."""
    first, second = (touches.get(uid) for uid in touch_uids(row, keeper)) if row.guest.person else (None, None)
    return first or (second if second and second.on == row.on else None)


class Judge:
    """Judges the rows of one keeper, a few hundred at a time, in the order of the days."""

    def __init__(self, keeper: User, now: dt.datetime) -> None:
        self._keeper = keeper
        self._now = now
        self._today = now.astimezone(keeper.tzinfo).date()
        self._met: set[tuple[int, dt.date]] = set()

    def judge(self, rows: Sequence[CalendarRow]) -> None:
        """Set outcome, tick and contact of each row; a row of nobody clear is judged as if there was nothing yet."""
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            self._look_up(part)
            for row in part:
                self._one(row)

    def _look_up(self, rows: Iterable[CalendarRow]) -> None:
        uids = {uid for row in rows for uid in touch_uids(row, self._keeper)}
        touches = Touch.objects.filter(owner=self._keeper, uid__in=uids)
        self._touches = {touch.uid: touch for touch in touches}
        before = CalendarRow.objects.filter(touch__in=touches, is_brought=True).order_by("pk")
        # The latest row that made or moved a contact knows where it put it; what differs was edited since.
        self._put = {row.touch_id: (row.on, row.run.stage) for row in before.select_related("run")}
        people = {row.guest.person_id for row in rows if row.guest.person_id}
        days = [row.on for row in rows]
        there = Touch.objects.visible_to(self._keeper).filter(tie__person__in=people, on__range=(min(days), max(days)))
        self._met.update(there.values_list("tie__person_id", "on"))

    def _one(self, row: CalendarRow) -> None:
        touch = contact_of(row, self._keeper, self._touches)
        there = touch is not None and touch.deleted_at is None
        put_on, stage = self._put.get(touch.pk, (None, "")) if touch else (None, "")
        row.outcome = rules.outcome(
            ahead=self._is_ahead(row),
            there=touch.on if touch and there else None,
            on=row.on,
            taken_away=touch is not None and not there and stage != Stage.UNDONE,
            by_name=row.guest.state == CalendarGuest.State.NAMED,
            size=row.size,
            met_that_day=(row.guest.person_id, row.on) in self._met,
        )
        row.touch, row.was_on = touch, touch.on if touch and row.outcome == Outcome.MOVED else None
        # A contact that stands elsewhere than where a calendar had put it was moved by hand: that stays, unless asked.
        row.is_ticked = row.outcome in TICKED and (row.outcome != Outcome.MOVED or put_on == row.was_on)
        if row.is_ticked and row.guest.person_id:
            self._met.add((row.guest.person_id, row.on))

    def _is_ahead(self, row: CalendarRow) -> bool:
        return row.starts_at > self._now if row.starts_at else row.on > self._today
