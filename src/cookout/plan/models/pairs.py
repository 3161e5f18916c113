"""What rounds bring to a day: whom I meet this week and next, which pairs wait for an answer, a round called off."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import day
from cookout.plan import rules
from cookout.plan.models.day import Resting
from cookout.plan.models.lines import Link, Task, lives_of
from cookout.plan.models.words import Words
from cookout.rounds.models import Pairing
from cookout.rounds.models.seen import SeenPair, ahead, in_order, is_found, seen, to_meet, was_to_meet
from cookout.rounds.rules import monday_of
from cookout.ties.models import Tie

AHEAD = dt.timedelta(days=4)
"""From Thursday on, whom one meets next week has a line of her own."""

NEWS = dt.timedelta(days=3)
"""So long a round that was called off is told."""

NAMED = 3
"""So many names stand in one line."""

WAITING, CALLED_OFF = "pairs", "called_off"
"""Keys of lines that tell of several pairs of one round."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was read for one user's day."""

    on: dt.date
    near: Sequence[SeenPair] = ()
    waiting: Sequence[SeenPair] = ()
    """Of later weeks, without my answer."""
    called_off: Sequence[SeenPair] = ()

    @property
    def people(self) -> set[int]:
        """Those whose ties the lines need."""
        shown = (*self.near, *self.waiting, *self.called_off)
        return {one.other.person.pk for one in shown if one.other.person is not None}

    def tasks(self, ties: Iterable[Tie], *, only: bool) -> tuple[Task, ...]:
        """In words; `only` those with one of these ties (of one life)."""
        known = {tie.person_id: tie for tie in ties}
        near, waiting, called_off = (
            [one for one in rows if not only or _person(one) in known]
            for rows in (self.near, self.waiting, self.called_off)
        )
        return (
            *(_called_off(rows) for rows in _by_round(called_off)),
            *(self._task(one, known) for one in near),
            *(_waiting(rows, is_after=bool(near)) for rows in _by_round(waiting)),
        )

    def _task(self, one: SeenPair, ties: dict[int, Tie]) -> Task:
        is_now = one.row.monday == monday_of(self.on)
        what = _("You and %(name)s meet this week") if is_now else _("You and %(name)s meet next week")
        has_said = one.me is not None and bool(one.me.says)
        link = Link(_("Find a time"), one.time_page, "calendar-plus") if one.time_page else _look(one.row)
        return Task(
            f"pairing:{one.row.uid}", "meet", Words(what % {"name": one.other.name}, _why(one)),
            rules.MINUTES["answer"], drawn=one.row.is_drawn, name=one.other.name,
            links=(link if has_said else _look(one.row),), done_as="" if has_said else _("Accept"),
            rest_as=_("Not this month"), may_rest=not has_said, **_whom(one, ties, self.on),
        )  # fmt: skip


def read_pairs(user: User, now: dt.datetime, *, resting: Resting) -> Pairs:
    """Read it in a number of queries that does not grow; what has become a 1-2-1 stands there as one."""
    on = now.astimezone(user.tzinfo).date()
    there = ahead(user, on, off_since=now - NEWS)
    keys = [pk for pk in (*there.standing, *there.called_off) if pk not in resting.pairings]
    shown = seen(user, in_order(keys), in_a_line=True)
    rows = [one for one in shown if not is_found(one.row)]
    stands = [one for one in rows if one.row.round.called_off_at is None]
    return Pairs(
        on,
        [one for one in stands if one.row.monday <= on + AHEAD],
        [one for one in stands if _waits(one, on)],
        [one for one in rows if one.row.round.called_off_at is not None],
    )


def told_together(user: User, key: str, made: uuid.UUID, now: dt.datetime) -> list[Pairing]:
    """The pairs of one round of which the line of this key tells, put off or not."""
    on = now.astimezone(user.tzinfo).date()
    if key == CALLED_OFF:
        return list(was_to_meet(user, now - NEWS, on).filter(round__uid=made).select_related("round"))
    return [one.row for one in seen(user, to_meet(user, on).filter(round__uid=made)) if _waits(one, on)]


def own_day(row: Pairing) -> dt.date:
    """From when on a pair of a later week has a line of its own."""
    return row.monday - AHEAD


def _waits(one: SeenPair, on: dt.date) -> bool:
    return on < own_day(one.row) and one.me is not None and not one.me.says and not is_found(one.row)


def _by_round(rows: Sequence[SeenPair]) -> list[list[SeenPair]]:
    return [list(found) for _round, found in itertools.groupby(rows, key=lambda one: one.row.round_id)]


def _waiting(rows: Sequence[SeenPair], *, is_after: bool) -> Task:
    """Pairs that wait for an answer, in one line; each has its own once its week comes near."""
    first = rows[0]
    what = _("%(names)s in the weeks after") if is_after else _("%(names)s in the weeks to come")
    if len(rows) == 1:
        what = _("%(names)s in the week of %(day)s")
    said = {"names": _names(rows), "day": day(first.row.monday)}
    return Task(
        f"{WAITING}:{first.row.round.uid}", "meet", Words(what % said, _("Do you meet?")), rules.MINUTES["answer"],
        name=first.other.name, links=(_look(first.row) if len(rows) == 1 else _look(first.row.round),),
        rest_as=_("When its week comes") if len(rows) == 1 else _("When their weeks come"),
    )  # fmt: skip


def _called_off(rows: Sequence[SeenPair]) -> Task:
    """A round in which one would have met them is not on any more."""
    made = rows[0].row.round
    return Task(
        f"{CALLED_OFF}:{made.uid}", "meet",
        Words(_("The round of %(month)s is called off") % {"month": made},
              _("You do not have to meet %(names)s now. You may all the same.") % {"names": _names(rows)}),
        rules.MINUTES["answer"], name=rows[0].other.name, links=(_look(made),), done_as=_("Read"), may_rest=False,
    )  # fmt: skip


def _names(rows: Sequence[SeenPair]) -> str:
    """First names; of many the first, and how many more."""
    names = [one.other.first_name for one in rows]
    if len(names) == 1:
        return rows[0].other.name
    if len(names) > NAMED + 1:
        return _("%(names)s and %(n)s more") % {"names": ", ".join(names[:NAMED]), "n": len(names) - NAMED}
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _look(there: Any) -> Link:
    return Link(_("Look"), there.get_absolute_url(), "arrow-right")


def _why(one: SeenPair) -> str:
    lot = _("Drawn by lot.") if one.row.is_drawn else ""
    said = [side.words for side in (one.me, one.other) if side is not None and side.says]
    return " ".join(part for part in (f"{one.why.text}.", lot, *said) if part)


def _person(one: SeenPair) -> int | None:
    return one.other.person.pk if one.other.person is not None else None


def _whom(one: SeenPair, ties: dict[int, Tie], on: dt.date) -> dict[str, Any]:
    """The face with its ring, where the other has an account that I see; else the name."""
    person = one.other.person
    tie = ties.get(person.pk) if person is not None else None
    if tie is None:
        return {"person": person}
    return {"person": tie.person, "tie": tie, "lives": lives_of(tie), "picture": tie.picture(on)}
