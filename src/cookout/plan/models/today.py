"""Today: whom to be in touch with and why, read in a handful of queries and computed without writing."""

import datetime as dt
import itertools
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from django.db.models import Q
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.people.models import Detail
from cookout.plan import rules
from cookout.plan.models import words
from cookout.plan.models.day import Candidates, Slot, candidates, days_said, paused, said, slots
from cookout.plan.models.follow_ups import read_follow_ups, to_sort
from cookout.plan.models.inform import read_news
from cookout.plan.models.lines import Task, contact_of, latest_of, lives_of, ties_of
from cookout.plan.models.log import Suggestion
from cookout.plan.models.one_to_ones import Soon, read_one_to_ones
from cookout.plan.models.pairs import read_pairs
from cookout.science import ties as science
from cookout.ties.models import Circle, Context, Promise, Tie
from cookout.ties.models.tie import TieQuerySet

LOSING = 3
"""How many people the losing-touch list names."""

AT_ONCE = 500
"""So many ties are looked through at once for those that are lost: the quickest rhythms first."""

BIRTHDAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Done:
    """Something finished today, which can be undone."""

    what: str
    at: dt.datetime
    act: str


@dataclass(frozen=True, slots=True)
class Today:
    """The whole list of one user's day."""

    on: dt.date
    prepare: tuple[Task, ...]
    meet: tuple[Task, ...]
    wrap_up: tuple[Task, ...]
    inform: tuple[Task, ...]
    follow_up: tuple[Task, ...]
    birthdays: tuple[Task, ...]
    going_on: tuple[Task, ...]
    reach_out: tuple[Task, ...]
    think: tuple[Task, ...]
    losing: tuple[Task, ...]
    more_due: int
    done: tuple[Done, ...] = ()
    soon: Soon | None = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Everything on the list, in its order; the losing-touch list is for looking, not for ticking off."""
        parts = (
            self.prepare, self.meet, self.wrap_up, self.inform, self.follow_up, self.birthdays, self.going_on,
            self.reach_out, self.think,
        )  # fmt: skip
        return tuple(task for part in parts for task in part)

    @property
    def next(self) -> Task | None:
        """The next 1-2-1 of the day, which stands above all else; none of tomorrow does."""
        first = next((task for task in self.prepare if task.starts_at), None)
        return first if first and first.starts_at and timezone.localtime(first.starts_at).date() == self.on else None

    @property
    def prepare_rest(self) -> tuple[Task, ...]:
        """The others to prepare for."""
        return tuple(task for task in self.prepare if task is not self.next)

    @property
    def minutes(self) -> int:
        """How long the list takes."""
        return sum(task.minutes for task in self.tasks)

    def within(self, minutes: int | None) -> "Today":
        """Only what fits into so many minutes."""
        if minutes is None:
            return self
        kept = {self.tasks[i].key for i in rules.fitting([task.minutes for task in self.tasks], minutes)}
        keep = partial(_of_keys, keys=kept)
        return replace(
            self,
            prepare=keep(self.prepare),
            meet=keep(self.meet),
            wrap_up=keep(self.wrap_up),
            inform=keep(self.inform),
            follow_up=keep(self.follow_up),
            birthdays=keep(self.birthdays),
            going_on=keep(self.going_on),
            reach_out=keep(self.reach_out),
            think=keep(self.think),
            losing=(),
        )


def today_of(
    user: User, *, life: Context | None = None, now: dt.datetime | None = None, mine: TieQuerySet | None = None
) -> Today:
    """Read and compute one user's list; nothing is written.

    `mine` are the ties this user may see, built once: who may see whom is the dearest part of each query.
    """
    now = now or timezone.now()
    on = now.astimezone(user.tzinfo).date()
    resting = paused(user, on)
    mine = Tie.objects.visible_to(user) if mine is None else mine
    following = read_follow_ups(user, on, mine, life=life)
    without = resting.ties | following.ties
    there = candidates(user, on, without=without, mine=mine)
    logged = list(Suggestion.objects.visible_to(user).filter(day__on=on).order_by("slot"))
    chosen = _chosen(user, on, there, logged)
    losing = _losing(mine, on, without=without | set(there.order) | {slot.tie_id for slot in chosen})
    birthdays = _birthdays(mine, on)
    reading, news = read_one_to_ones(user, now, resting=resting), read_news(user, now, resting=resting)
    pairs = read_pairs(user, now, resting=resting)
    promised = _promised(user, on, life=life, resting=resting.promises)
    named = {slot.tie_id for slot in chosen}
    people = reading.people | set(news.people.values()) | pairs.people | following.people
    to_whom = {row.tie_id for row in promised if row.tie_id is not None}
    ties = ties_of(user, mine, named | to_whom | set(losing) | set(birthdays), people)
    if life is not None:
        ties = {pk: tie for pk, tie in ties.items() if any(row.life_id == life.pk for row in tie.in_lives.all())}
    agenda = reading.agenda(ties.values(), resting=resting, only=life is not None, without=named | following.ties)
    return Today(
        on=on,
        prepare=agenda.prepare,
        meet=pairs.tasks(ties.values(), only=life is not None),
        wrap_up=agenda.wrap_up,
        inform=news.tasks(ties.values(), only=life is not None),
        follow_up=(
            *(_promise(row, ties.get(row.tie_id or 0), on) for row in promised),
            *following.tasks(ties.values()),
            *to_sort(mine, on, life=life),
        ),
        birthdays=tuple(_birthday(ties[pk], days, on) for pk, days in birthdays.items() if pk in ties),
        going_on=agenda.going_on,
        reach_out=tuple(_due(ties[slot.tie_id], slot, on) for slot in chosen if slot.tie_id in ties),
        think=agenda.think,
        losing=tuple(_lost(ties[pk], on) for pk in losing if pk in ties),
        more_due=max(0, len(there.order) - len(chosen)),
        done=_done(user, on),
        soon=agenda.soon,
    )


def _done(user: User, on: dt.date) -> tuple[Done, ...]:
    """What was finished on this day, the latest first."""
    midnight = dt.datetime.combine(on, dt.time(), tzinfo=user.tzinfo)
    acts = Act.objects.visible_to(user).undoable().filter(verb="today.finish", at__gte=midnight).order_by("-at")
    return tuple(Done(act.about, act.at, str(act.uid)) for act in acts[:20])


def _of_keys(tasks: tuple[Task, ...], *, keys: set[str]) -> tuple[Task, ...]:
    return tuple(task for task in tasks if task.key in keys)


def _chosen(user: User, on: dt.date, there: Candidates, logged: list[Suggestion]) -> list[Slot]:
    """The slots that the day has logged and that are still open, then those it would fill now."""
    still = [
        Slot(row.slot, row.tie_id, row.drawn, row.probability)
        for row in logged
        if row.outcome == Suggestion.Outcome.OPEN and row.tie_id in there.pool
    ]
    return still + slots(user, on, there, taken=logged)


def _promised(user: User, on: dt.date, *, life: Context | None, resting: set[int]) -> list[Promise]:
    due = Promise.objects.visible_to(user).due_by(on).exclude(pk__in=resting)
    return list(due.filter(tie__in_lives__life=life) if life is not None else due)


def _promise(row: Promise, tie: Tie | None, on: dt.date) -> Task:
    return Task(
        key=f"promise:{row.uid}",
        part="follow_up",
        words=words.of_promise(row, on),
        minutes=rules.MINUTES["promise"],
        person=tie.person if tie else None,
        tie=tie,
        contact=contact_of(tie, "text") if tie else None,
        lives=lives_of(tie) if tie else (),
        picture=tie.picture(on) if tie else None,
    )


def _due(tie: Tie, slot: Slot, on: dt.date) -> Task:
    fact, touch = latest_of(tie)
    told = words.of_due(tie, on, fact=fact, touch=touch, drawn=slot.drawn)
    contact = contact_of(tie, touch.kind if touch else "")
    minutes = rules.MINUTES.get(contact.kind if contact else "other", 5)
    return Task(
        f"tie:{tie.uid}",
        "reach_out",
        told,
        minutes,
        tie.person,
        tie,
        contact,
        lives_of(tie),
        slot.drawn,
        tie.picture(on),
    )


def _lost(tie: Tie, on: dt.date) -> Task:
    fact, touch = latest_of(tie)
    told = words.of_losing(tie, on, fact=fact, touch=touch)
    contact = contact_of(tie, touch.kind if touch else "")
    return Task(f"tie:{tie.uid}", "losing", told, 5, tie.person, tie, contact, lives_of(tie), False, tie.picture(on))


def _birthday(tie: Tie, days: int, on: dt.date) -> Task:
    told = words.of_birthday(tie, days, on + dt.timedelta(days=days))
    contact = contact_of(tie, "text")
    return Task(
        f"birthday:{tie.uid}", "birthdays", told, 5, tie.person, tie, contact, lives_of(tie), False, tie.picture(on)
    )


def _losing(mine: TieQuerySet, on: dt.date, *, without: set[int]) -> list[int]:
    """Ids of the ties that have gone quiet against their own rhythm, the most lost first."""
    known = mine.exclude(circle=Circle.LET_GO).filter(own_rhythm__isnull=False, last_touch_on__isnull=False)
    written = known.order_by("own_rhythm", "pk").values_list("pk", said("last_touch_on"), "own_rhythm")
    rows: list[Any] = []
    lost: list[int] = []
    for start in itertools.count(0, AT_ONCE):
        more = list(written[start : start + AT_ONCE])
        rows += [row for row in more if row[0] not in without]
        gaps = (np.datetime64(on) - days_said(rows, 1)).astype(int)
        rhythms = np.array([row[2] for row in rows], dtype=np.float64)
        lost = science.losing_touch(gaps, rhythms, most=LOSING).tolist()
        if len(more) < AT_ONCE or _is_enough(gaps, rhythms, lost, more[-1][2]):
            break
    return [rows[index][0] for index in lost]


def _is_enough(gaps: Any, rhythms: Any, lost: list[int], slowest: float) -> bool:
    """Whether nobody of a slower rhythm than was read yet can come before the last of those found."""
    if len(lost) < LOSING:
        return False
    last = lost[-1]
    return science.loses_less(slowest, than_gap=float(gaps[last]), than_rhythm=float(rhythms[last]))


def _birthdays(mine: TieQuerySet, on: dt.date) -> dict[int, int]:
    """Ties with a birthday within a week, of those one is close to, and in how many days."""
    close = mine.filter(circle__in=[Circle.COOKOUT, Circle.ACTIVE])
    # Who was in touch today or yesterday has surely said it.
    close = close.filter(Q(last_touch_on=None) | Q(last_touch_on__lt=on - dt.timedelta(days=1)))
    rows = (
        Detail.objects.applied()
        .filter(kind=Detail.Kind.BIRTHDAY, person__ties__in=close)
        .values_list("person__ties__pk", "value")
    )
    coming = {pk: rules.days_until_birthday(value, on) for pk, value in rows}
    soon = {pk: days for pk, days in coming.items() if days is not None and days <= BIRTHDAYS_AHEAD}
    return dict(sorted(soon.items(), key=lambda item: item[1]))
