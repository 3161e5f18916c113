"""What 1-2-1s bring to a day: to prepare, to answer, to wrap up, to keep going, and time to think."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.one_to_ones.models import OneToOne, Seat, SixWeeks, State, ThinkingSlot, WrapUp, running
from cookout.one_to_ones.rules import TOOK_PLACE, on_the_wall
from cookout.people.models import Person
from cookout.plan import rules
from cookout.plan.models import about_one_to_ones as words
from cookout.plan.models.day import Resting
from cookout.plan.models.lines import Link, Task, contact_of, latest_of, lives_of
from cookout.ties.models import Tie

BACK = dt.timedelta(days=14)
"""So long one is asked how it went, and for a slot that nobody used."""

SOON = dt.timedelta(minutes=90)
"""So long before, the page says how many minutes are left."""

NOTES = dt.timedelta(hours=1)
"""So long before, one tap begins the notes."""


@dataclass(frozen=True, slots=True)
class Soon:
    """Whom I meet next, and in how many minutes."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """What 1-2-1s bring to the list."""

    prepare: tuple[Task, ...] = ()
    wrap_up: tuple[Task, ...] = ()
    going_on: tuple[Task, ...] = ()
    think: tuple[Task, ...] = ()
    soon: Soon | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for one user's day; `people` are those whose ties the words need."""

    user: User
    now: dt.datetime
    ones: Sequence[OneToOne] = ()
    slots: Sequence[ThinkingSlot] = ()
    new: Sequence[SixWeeks] = ()
    people: frozenset[int] = frozenset()
    past: Mapping[int, Sequence[dt.date]] = field(default_factory=dict)

    def agenda(self, ties: Iterable[Tie], *, resting: Resting, only: bool, without: set[int]) -> Agenda:
        """In words; `only` those with one of these ties (of one life), `without` ties that the list names anyway."""
        read = _Read(self.user, self.now, {tie.person_id: tie for tie in ties}, self.past)
        ones = [one for one in self.ones if not only or read.tie(one.seat(self.user).knows_id)]
        slots = [slot for slot in self.slots if not only or read.tie(slot.person_id)]
        coming = [one for one in ones if one.state == State.PLANNED and one.ends_at and one.ends_at > self.now]
        offered = [one for one in ones if one.state == State.PROPOSED and _offers(one, self.user, self.now)]
        over = [one for one in ones if one not in coming and one.state != State.PROPOSED]
        known = [(six, read.tie(six.person_id)) for six in self.new]
        return Agenda(
            prepare=(*(_prepare(one, read) for one in coming), *(_answer(one, read) for one in offered)),
            wrap_up=tuple(_wrap_up(one, read) for one in over),
            going_on=tuple(
                _going_on(six, tie, read.on)
                for six, tie in known
                if tie is not None and tie.pk not in resting.ties | without
            ),
            think=tuple(_think(slot, read) for slot in slots),
            soon=_soon(coming, self.user, self.now),
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What the words are made from."""

    user: User
    now: dt.datetime
    ties: Mapping[int, Tie]
    past: Mapping[int, Sequence[dt.date]]

    @property
    def on(self) -> dt.date:
        return self.now.astimezone(self.user.tzinfo).date()

    def tie(self, person: int | None) -> Tie | None:
        return self.ties.get(person) if person else None


def read_one_to_ones(user: User, now: dt.datetime, *, resting: Resting) -> Reading:
    """Read it in a number of queries that does not grow."""
    on = now.astimezone(user.tzinfo).date()
    ones = [one for one in _ones(user, now, on) if one.pk not in resting.one_to_ones]
    slots = list(_slots(user, now, on))
    new = [six for six in running(user, on) if six.is_open]
    people = {one.seat(user).knows_id for one in ones} | {s.person_id for s in slots} | {s.person_id for s in new}
    if not people:
        return Reading(user, now, ones, slots)
    return Reading(user, now, ones, slots, new, frozenset(pk for pk in people if pk is not None), _past(user, ones))


# What is read


def _ones(user: User, now: dt.datetime, on: dt.date) -> Iterable[OneToOne]:
    """Proposed; planned until tomorrow night; held and not wrapped up. None older than two weeks."""
    end = on_the_wall(dt.datetime.combine(on + dt.timedelta(days=2), dt.time()), user.zone)
    mine = Seat.objects.filter(one_to_one=OuterRef("pk"), user=user)
    wrapped = WrapUp.objects.visible_to(user).filter(one_to_one=OuterRef("pk"))
    lately = Q(starts_at__gte=now - BACK, starts_at__lt=end)
    unsaid, unwrapped = Exists(mine.filter(says_at=None)), ~Exists(wrapped)
    asked = Q(state=State.PROPOSED) | Q(lately, state=State.PLANNED)
    asked |= Q(lately, unsaid | unwrapped, state__in=TOOK_PLACE)
    return OneToOne.objects.visible_to(user).filter(asked).with_seats().order_by("starts_at", "pk")


def _slots(user: User, now: dt.datetime, on: dt.date) -> Iterable[ThinkingSlot]:
    end = on_the_wall(dt.datetime.combine(on + dt.timedelta(days=1), dt.time()), user.zone)
    mine = ThinkingSlot.objects.visible_to(user).open().filter(starts_at__gte=now - BACK, starts_at__lt=end)
    return mine.select_related("person")


def _past(user: User, ones: Sequence[OneToOne]) -> dict[int, list[dt.date]]:
    """For whom I meet: the days on which we met before."""
    people = {seat.knows_id for one in ones for seat in [one.seat(user)] if seat.knows_id}
    if not people:
        return {}
    accounts = {seat.knows.account_person_id for one in ones for seat in [one.seat(user)] if seat.knows} - {None}
    same = Q(knows__in=people | accounts) | Q(knows__account_person__in=people | accounts)
    rows = Seat.objects.filter(
        same, user=user, one_to_one__state__in=TOOK_PLACE, one_to_one__held_on__isnull=False,
        one_to_one__deleted_at=None,
    ).order_by("one_to_one__held_on")  # fmt: skip
    days: dict[int, list[dt.date]] = defaultdict(list)
    for person, account, held_on in rows.values_list("knows", "knows__account_person", "one_to_one__held_on"):
        if held_on is not None:
            days[account or person].append(held_on)
    return days


def _offers(one: OneToOne, user: User, now: dt.datetime) -> bool:
    """The other offers a time that is still to come."""
    return any(time.starts_at > now and time.seat.user_id != user.pk for time in one.times.all())


# How it is said


def _prepare(one: OneToOne, read: _Read) -> Task:
    met = read.past.get(_human(one, read.user), ())
    told = words.of_coming(one, read.user, read.on, met=met)
    links = [Link(_("Prep sheet"), reverse("one_to_ones:prep_detail", args=[one.uid]), "file-text")]
    if one.starts_at and one.starts_at - NOTES <= read.now:
        links.insert(0, Link(_("Start taking notes"), reverse("one_to_ones:guide_detail", args=[one.uid]), "pencil"))
    return _of_one(one, read, "prepare", told, rules.MINUTES["prepare"], links=tuple(links))


def _answer(one: OneToOne, read: _Read) -> Task:
    links = (Link(_("Answer"), one.get_absolute_url(), "calendar"),)
    told = words.of_offer(one, read.user, read.now)
    return _of_one(one, read, "prepare", told, rules.MINUTES["answer"], links=links)


def _wrap_up(one: OneToOne, read: _Read) -> Task:
    here = reverse("one_to_ones:wrap_up_detail", args=[one.uid])
    unsaid = one.seat(read.user).says_at is None
    told = words.of_past(one, read.user, unsaid=unsaid)
    done = _("We met") if unsaid else _("Nothing to write down")
    missed = here if one.state == State.PLANNED else ""
    links = (Link(_("Wrap up"), here, "pencil"),)
    return _of_one(one, read, "wrap_up", told, rules.MINUTES["wrap_up"], links=links, done_as=done, missed_at=missed)


def _of_one(one: OneToOne, read: _Read, part: str, told: Any, minutes: int, **more: Any) -> Task:
    seat = one.seat(read.user)
    return Task(
        f"one_to_one:{one.uid}", part, told, minutes, starts_at=one.starts_at, name=one.other(read.user).called,
        **_whom(read.tie(seat.knows_id), seat.knows, read), **more,
    )  # fmt: skip


def _think(slot: ThinkingSlot, read: _Read) -> Task:
    links = (Link(_("Start 20 minutes"), slot.get_absolute_url(), "hourglass"),)
    return Task(
        f"think:{slot.uid}", "think", words.of_thinking(slot, read.user, read.on), slot.minutes, name=slot.name,
        starts_at=slot.starts_at, links=links, **_whom(read.tie(slot.person_id), slot.person, read),
    )  # fmt: skip


def _going_on(six: SixWeeks, tie: Tie, on: dt.date) -> Task:
    fact, touch = latest_of(tie)
    contact = contact_of(tie, touch.kind if touch else "")
    minutes = rules.MINUTES.get(contact.kind if contact else "other", 5)
    told = words.of_going_on(tie, six.number, fact=fact, touch=touch)
    key, lives = f"tie:{tie.uid}", lives_of(tie)
    return Task(key, "going_on", told, minutes, tie.person, tie, contact, lives, picture=tie.picture(on))


def _whom(tie: Tie | None, person: Person | None, read: _Read) -> dict[str, Any]:
    """The face with its ring; a person taken out of the book is a name."""
    if tie is None:
        return {"person": person if person and person.deleted_at is None else None}
    return {"person": tie.person, "tie": tie, "lives": lives_of(tie), "picture": tie.picture(read.on)}


def _human(one: OneToOne, user: User) -> int:
    knows = one.seat(user).knows
    return (knows.account_person_id or knows.pk) if knows else 0


def _soon(coming: Sequence[OneToOne], user: User, now: dt.datetime) -> Soon | None:
    first = next((one for one in coming if one.starts_at and now < one.starts_at <= now + SOON), None)
    if first is None or first.starts_at is None:
        return None
    return Soon(first.other(user).first_name, round((first.starts_at - now) / dt.timedelta(minutes=1)))
