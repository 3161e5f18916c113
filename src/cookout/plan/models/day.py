"""The day's slots: who is suggested, by rank or by lot, the same all day long, and logged with its chance."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast

from cookout.core.models import User
from cookout.plan import rules
from cookout.plan.models.log import Day, Pause, Suggestion
from cookout.science import ties as science
from cookout.ties.models import FollowUp, Promise, Tie, Touch
from cookout.ties.models.follow_up import FollowUpQuerySet
from cookout.ties.models.tie import TieQuerySet
from cookout.ties.rules import CIRCLES

CLOSE_CALL = 60
"""So many of the most due are compared by warmth as well; nobody further down can come up to a slot of the day."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on the list: a tie, by rank or by lot, and the chance it had to stand there."""

    position: int
    tie_id: int
    drawn: bool
    probability: float


@dataclass(frozen=True, slots=True)
class Resting:
    """What stays off the list today, by its ids."""

    ties: set[int]
    promises: set[int]
    one_to_ones: set[int]
    referrals: set[int]
    pairings: set[int]


def paused(user: User, today: dt.date) -> Resting:
    """Ties, promises, 1-2-1s, referrals and pairs that stay off the list today."""
    rows = Pause.objects.filter(owner=user, until__gt=today)
    fields = ("tie_id", "promise_id", "one_to_one_id", "referral_id", "pairing_id")
    columns = zip(*rows.values_list(*fields), strict=True)
    return Resting(*([set(column) - {None} for column in columns] or [set() for _field in fields]))


def followed(user: User, today: dt.date) -> FollowUpQuerySet:
    """The follow-ups due by now or soon: with whom the next day is decided, nobody is suggested beside it."""
    return FollowUp.objects.visible_to(user).due_by(today + rules.SOON)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may stand on the list: the due in their order, all among whom lots are drawn, and who was met last."""

    order: tuple[int, ...] = ()
    pool: tuple[int, ...] = ()
    met_last: frozenset[int] = frozenset()


def candidates(user: User, today: dt.date, *, without: set[int], mine: TieQuerySet | None = None) -> Candidates:
    """The ties due today, the next best first (rule 5.4); lots are drawn also among those due soon."""
    mine = Tie.objects.visible_to(user) if mine is None else mine
    near = mine.seated().due_by(today + rules.SOON).exclude(pk__in=without)
    near = near.filter(Q(last_touch_on=None) | Q(last_touch_on__lt=today))
    rows = list(near.values_list("pk", "circle", said("last_touch_on"), said("circle_since"), said("due_on")))
    ids, last, due = np.array([row[0] for row in rows], dtype=np.int64), days_said(rows, 2), days_said(rows, 4)
    is_due = due <= np.datetime64(today)
    if not is_due.any():
        return Candidates()
    circle = np.array([CIRCLES.index(row[1]) for row in rows])
    since = np.where(np.isnat(last), days_said(rows, 3), last)
    ratio = _due_ratio(since[is_due], due[is_due], today)
    touched = last[~np.isnat(last)]
    newest = touched.max() if touched.size else np.datetime64("NaT")
    return Candidates(
        order=tuple(_ranked(user, ids[is_due], circle[is_due], ratio, today)),
        pool=tuple(ids.tolist()),
        met_last=frozenset(ids[last == newest].tolist()),
    )


def said(column: str) -> Cast:
    """A day as the database writes it: thousands are read as one column, without a date object each."""
    return Cast(column, models.CharField())


def days_said(rows: Sequence[Any], place: int) -> Any:
    """One column of written days; NaT where there is none."""
    return np.array([row[place] or "NaT" for row in rows], dtype="datetime64[D]")


def slots(user: User, today: dt.date, there: Candidates, *, taken: Sequence[Suggestion] = ()) -> list[Slot]:
    """Fill the day's free slots: mostly by rank, one in ten by lot. The same seed gives the same list."""
    start, already = len(taken), {suggestion.tie_id for suggestion in taken}
    order = [pk for pk in there.order if pk not in already]
    drawn = science.draw_slots(
        order,
        [pk for pk in there.pool if pk not in already],
        slots=min(len(order), max(0, rules.SLOTS - start)),
        share=rules.SHARE,
        seed=rules.seed(str(user.uid), today) + start,
        not_first=() if taken else there.met_last,
    )
    return [Slot(start + s.position, s.index, s.drawn, s.probability) for s in drawn]


@transaction.atomic
def open_day(user: User, today: dt.date) -> Day:
    """Log whom the day suggests; opening it again only fills slots that are still free."""
    seed = rules.seed(str(user.uid), today)
    day, _made = Day.objects.select_for_update().get_or_create(
        owner=user, on=today, defaults={"policy": rules.POLICY, "seed": seed}
    )
    taken = list(day.suggestions.all())
    decided = set(followed(user, today).values_list("tie_id", flat=True))
    there = candidates(user, today, without=paused(user, today).ties | decided)
    new = slots(user, today, there, taken=taken)
    if new:
        day.candidates = [*day.candidates, {"from_slot": len(taken), "ranked": there.order, "pool": there.pool}]
        day.save(update_fields=["candidates"])
    Suggestion.objects.bulk_create(
        Suggestion(
            day=day, owner=user, tie_id=slot.tie_id, slot=slot.position, drawn=slot.drawn, probability=slot.probability
        )
        for slot in new
    )
    return day


def _ranked(user: User, ids: Any, circle: Any, ratio: Any, today: dt.date) -> Iterator[int]:
    first = np.lexsort((ids, -ratio, circle))
    close, rest = first[:CLOSE_CALL], first[CLOSE_CALL:]
    order = _by_warmth(user, ids[close], circle[close], ratio[close], today)
    return (int(pk) for pk in (*ids[close][order], *ids[rest]))


def _due_ratio(since: Any, due: Any, today: dt.date) -> Any:
    """Days since the last touch over the wished interval; at least one, for all of these are due."""
    wished, gone = (due - since).astype(int), (np.datetime64(today) - since).astype(int)
    return np.divide(gone, wished, out=np.ones(len(wished)), where=wished > 0)


def _by_warmth(user: User, ids: Any, circle: Any, ratio: Any, today: dt.date) -> Any:
    """Order a few ties by due-ness within circle, then warmth lost, then what is owed."""
    where = {int(pk): position for position, pk in enumerate(ids)}
    rows = Touch.objects.there().filter(tie_id__in=where).values_list("tie_id", "on")
    pairs = [(where[tie], on.toordinal()) for tie, on in rows]
    tie = np.array([pair[0] for pair in pairs], dtype=np.int64)
    day = np.array([pair[1] for pair in pairs], dtype=np.int64)
    owed = np.zeros(len(ids), dtype=np.int64)
    for pk in Promise.objects.visible_to(user).open().filter(tie_id__in=where).values_list("tie_id", flat=True):
        owed[where[pk]] += 1
    lost = science.warmth_lost(tie, day, n=len(ids), today=today.toordinal())
    last = science.histories(tie, day, n=len(ids), today=today.toordinal()).last
    return science.next_best(circle=circle, due=ratio, lost=lost, owed=owed, last=last, ids=ids)
