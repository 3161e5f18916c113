"""An event of two, as higher rooms see it: they may make more of it than a contact."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cookout.core.models import User
from cookout.events import rules
from cookout.events.models.calendar_run import CalendarRow, Stage
from cookout.events.models.judging import touch_uids
from cookout.people.models import Person


@dataclass(frozen=True, slots=True)
class Meeting:
    """Me and one other person at one time."""

    row: uuid.UUID
    person: Person
    starts_at: dt.datetime
    zone: str
    minutes: int
    kind: str
    """How one met, in the words of a touch."""
    place: str
    summary: str
    event_uid: str
    touch_uid: uuid.UUID
    """The id that the contact has, or would have."""
    also: str
    is_ahead: bool
    is_applied: bool
    around: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Shared by all meetings of one page, so that a higher room fetches what it needs for all of them at once;
    `meetings` are they themselves."""


def meetings_of(rows: Iterable[CalendarRow], keeper: User) -> dict[int, Meeting]:
    """The events of two among these rows, by the key of the row; whole days and people who are gone are none."""
    around: dict[str, Any] = {}
    found = {
        row.pk: _meeting(row, row.guest.person, row.starts_at, keeper, around)
        for row in rows
        if row.is_of_two and row.starts_at is not None and row.guest.person is not None and _is_there(row)
    }
    around["meetings"] = list(found.values())
    return found


def _is_there(row: CalendarRow) -> bool:
    return row.outcome != CalendarRow.Outcome.GONE and row.run.stage in (Stage.PREVIEW, Stage.APPLYING, Stage.APPLIED)


def _meeting(row: CalendarRow, person: Person, at: dt.datetime, keeper: User, around: dict[str, Any]) -> Meeting:
    uid = row.touch.uid if row.touch is not None else touch_uids(row, keeper)[0]
    minutes = max(5, min(600, row.minutes or rules.MINUTES))
    return Meeting(
        row.uid, person, at, row.zone, minutes, row.kind, row.place, row.summary, row.event_uid, uid, row.also,
        row.outcome == CalendarRow.Outcome.AHEAD, row.run.stage == Stage.APPLIED, around,
    )  # fmt: skip
