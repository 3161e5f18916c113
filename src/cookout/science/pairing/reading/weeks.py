"""Who can meet in which week and time slot, by the columns of the roster."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Flags
from cookout.science.pairing.reading.heads import Head
from cookout.science.pairing.reading.roster import Roster

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks of the plan."""

    first: date
    """A Monday."""
    slots: tuple[str, ...]
    """The names of the time slots; one without a name where weeks are not parted."""
    available: Flags
    """Members × weeks × slots."""
    notes: tuple[str, ...]

    def monday(self, week: int) -> date:
        """The first day of a week, counted from 0."""
        return self.first + week * WEEK


def monday_of(day: date) -> date:
    """The Monday of its week.

    >>> monday_of(date(2026, 12, 9))
    datetime.date(2026, 12, 7)
    """
    return day - timedelta(days=day.weekday())


def first_monday(roster: Roster, asked: date | None, today: date) -> date:
    """Where the plan begins: as asked, else with the first week the roster names, else next Monday."""
    listed = [head for member in roster.members for head in member.weeks or ()]
    days = [head.day for head in (*roster.heads, *listed) if head.day]
    if asked or days:
        return monday_of(asked or min(days))
    return monday_of(today) + WEEK


def many_weeks(roster: Roster, first: date) -> int:
    """How many weeks the roster names; none where it names none that is still to come."""
    listed = [head for member in roster.members for head in member.weeks or ()]
    named = [week for head in (*roster.heads, *listed) if (week := _week(head, first)) is not None]
    return max((week + 1 for week in named), default=0)


def weeks_of(roster: Roster, first: date, many: int) -> Weeks:
    """Which slots of which weeks each member can; a week that no column names is open to all."""
    marks = np.array(roster.marks, dtype=bool).reshape(len(roster.members), len(roster.heads))
    placed = [(at, _week(head, first)) for at, head in enumerate(roster.heads)]
    used = [(at, week) for at, week in placed if week is None or 0 <= week < many]
    slots = _slots([roster.heads[at] for at, _week_of in used])
    available = np.ones((len(roster.members), many, len(slots)), dtype=bool)
    for number in range(many):
        _open(available, number, slots, roster.heads, {at for at, week in used if week == number})
    for at, week in used:
        weeks = slice(None) if week is None else week
        name = roster.heads[at].slot
        place: int | slice = slots.index(name) if name else slice(None)
        target = available[:, weeks, place]
        target &= marks[:, at].reshape(-1, *(1,) * (target.ndim - 1))
    for at, member in enumerate(roster.members):
        if member.weeks is not None:
            hers = {_week(head, first) for head in member.weeks}
            available[at, [week for week in range(many) if week not in hers]] = False
    _anything(roster.label, used, placed, many)
    return Weeks(first, slots, available, tuple(_notes(roster, first, placed, many)))


def _week(head: Head, first: date) -> int | None:
    """The week of a column, counted from 0; None where it is about every week."""
    if head.number is not None:
        return head.number - 1
    return (head.day - first).days // 7 if head.day else None


def _slots(heads: Sequence[Head]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(head.slot for head in heads if head.slot)) or ("",)


def _open(available: Flags, week: int, slots: Sequence[str], heads: Sequence[Head], here: set[int]) -> None:
    """A week whose own columns name some slots has these, and those of every week; the others are none of its."""
    own = {heads[at].slot for at in here if heads[at].slot}
    always = {head.slot for head in heads if head.slot and head.number is None and head.day is None}
    if own or always:
        closed = [at for at, slot in enumerate(slots) if slot not in own | always]
        available[:, week, closed] = False


def _anything(label: str, used: Sequence[object], placed: Sequence[object], many: int) -> None:
    if placed and not used:
        raise ScienceError(
            f"“{label}” names weeks, but none of the {many:,} that are planned. Say --from with the first of its weeks."
        )


def _notes(roster: Roster, first: date, placed: Sequence[tuple[int, int | None]], many: int) -> Iterator[str]:
    if any(member.weeks is not None for member in roster.members):
        yield "Who lists weeks can meet in these alone; who lists none can meet in each."
    elif not roster.heads:
        yield f"“{roster.label}” has no columns of weeks: everybody can meet in each."
    if not roster.heads:
        return
    left = [f"“{roster.heads[at].text}”" for at, week in placed if week is not None and not 0 <= week < many]
    if left:
        yield f"Outside of this plan: {', '.join(left)}. --from and --weeks say which weeks are planned."
    told = {week for _at, week in placed}
    silent = [week + 1 for week in range(many) if week not in told] if None not in told else []
    if silent:
        yield f"No column is about week {', '.join(map(str, silent))}: everybody can meet then."
