"""How a 1-2-1 stands, seen from one seat: what waits for whom, the times on both clocks, who did what, in words."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import User
from cookout.one_to_ones import rules
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.seat import ProposedTime, Seat, Step
from cookout.people.models import Person

DONE: Mapping[str, tuple[LazyText, LazyText]] = MappingProxyType(
    {
        Step.Kind.PROPOSED: (gettext_lazy("You proposed times."), gettext_lazy("%(name)s proposed times.")),
        Step.Kind.NOTED: (gettext_lazy("You noted it."), gettext_lazy("%(name)s noted it.")),
        Step.Kind.ACCEPTED: (gettext_lazy("You accepted."), gettext_lazy("%(name)s accepted.")),
        Step.Kind.MOVED: (gettext_lazy("You proposed other times."), gettext_lazy("%(name)s proposed other times.")),
        Step.Kind.CHANGED: (
            gettext_lazy("You changed where or what for."),
            gettext_lazy("%(name)s changed where or what for."),
        ),
        Step.Kind.DECLINED: (gettext_lazy("You declined."), gettext_lazy("%(name)s declined.")),
        Step.Kind.CANCELLED: (gettext_lazy("You called it off."), gettext_lazy("%(name)s called it off.")),
        Step.Kind.HELD: (gettext_lazy("You said that you met."), gettext_lazy("%(name)s said that you met.")),
        Step.Kind.NO_SHOW: (gettext_lazy("You noted that you did not meet."), gettext_lazy("You two did not meet.")),
        Step.Kind.GONE_ON: (gettext_lazy("The rhythm went on."), gettext_lazy("The rhythm went on.")),
        Step.Kind.RHYTHM: (gettext_lazy("You changed the rhythm."), gettext_lazy("%(name)s changed the rhythm.")),
    }
)
"""Each step in words: mine, and the other's."""


@dataclass(frozen=True, slots=True)
class When:
    """A time on my clock, and what the other's clock shows where it shows something else."""

    at: dt.datetime
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A time on offer, and what is in its way."""

    time: ProposedTime
    when: When
    mine: Sequence[OneToOne]
    is_taken: bool
    has_passed: bool

    @property
    def is_good(self) -> bool:
        """Whether it can be accepted."""
        return not self.is_taken and not self.has_passed


@dataclass(frozen=True, slots=True)
class Done:
    """One step in words."""

    at: dt.datetime
    words: str
    note: str


class Standing:
    """One 1-2-1 as one of the two sees it."""

    def __init__(self, one: OneToOne, user: User, person: Person | None = None) -> None:
        self.one, self.user, self.person = one, user, person
        self.seat: Seat = one.seat(user)
        self.other: Seat = one.other(user)

    @cached_property
    def when(self) -> When | None:
        """The agreed time, or when it took place."""
        return self.clocks(self.one.starts_at) if self.one.starts_at else None

    @property
    def i_say(self) -> When | None:
        """When it took place, as I say."""
        return self.clocks(self.seat.says_at) if self.seat.says_at else None

    @property
    def they_say(self) -> When | None:
        """When it took place, as the other says."""
        return self.clocks(self.other.says_at) if self.other.says_at else None

    @property
    def about(self) -> str:
        """About whom it is, in words from my side."""
        words = {"both": _("about both of you"), "me": _("about you"), "them": _("about %(name)s")}
        return words[self.one.about(self.user)] % {"name": self.other.first_name}

    @cached_property
    def next(self) -> str:
        """The next act: one word, so that the page shows one button first."""
        return rules.next_act(
            self.one.state,
            waits_for_me=self.one.waits_for(self.user),
            has_passed=all(time.starts_at <= timezone.now() for time in self.one.times.all()),
            has_begun=self.one.has_begun,
            i_say=self.seat.says_at,
            they_say=self.other.says_at,
        )

    @property
    def line(self) -> str:
        """What the other said with the latest step."""
        step = self.one.last_step()
        return step.note if step is not None and step.seat_id == self.other.pk else ""

    @property
    def has_rhythm(self) -> bool:
        """Whether another comes by itself."""
        return self.one.every_weeks is not None

    @cached_property
    def offers(self) -> list[Offer]:
        """The times on offer, with what is in their way."""
        return [self._offer(time) for time in self.one.times.all()] if self.one.state == "proposed" else []

    @cached_property
    def collisions(self) -> list[OneToOne]:
        """What else I have at the agreed time."""
        if not self.one.is_planned or self.one.starts_at is None:
            return []
        found: list[OneToOne] = OneToOne.objects.colliding(
            self.user, self.one.starts_at, self.one.minutes, without=self.one.pk
        )
        return found

    def steps(self) -> list[Done]:
        """Who did what, the latest first."""
        return [self._done(step) for step in self.one.steps.select_related("seat").order_by("-pk")]

    def clocks(self, at: dt.datetime) -> When:
        """A time on both clocks."""
        zone = self.other.user.tzinfo if self.other.user else None
        if zone is None or at.astimezone(zone).utcoffset() == at.astimezone(self.user.tzinfo).utcoffset():
            return When(at)
        return When(at, _("%(time)s for %(name)s") % {"time": self._theirs(at, zone), "name": self.other.first_name})

    def _theirs(self, at: dt.datetime, zone: ZoneInfo) -> str:
        here, there = at.astimezone(self.user.tzinfo), at.astimezone(zone)
        return date_format(there, "G:i" if here.date() == there.date() else "l G:i")

    def _offer(self, time: ProposedTime) -> Offer:
        start, minutes = time.starts_at, self.one.minutes
        offering, is_mine = time.seat.user, time.seat.user_id == self.user.pk
        taken: list[Any] = []
        if offering is not None and not is_mine and not time.despite:
            taken = OneToOne.objects.colliding(offering, start, minutes, without=self.one.pk)
        mine = OneToOne.objects.colliding(self.user, start, minutes, without=self.one.pk)
        return Offer(time, self.clocks(start), mine, bool(taken), start <= timezone.now())

    def _done(self, step: Step) -> Done:
        mine, theirs = DONE[step.kind]
        words = mine if step.seat_id == self.seat.pk else theirs
        return Done(step.at, str(words) % {"name": step.seat.called}, step.note)


@dataclass(frozen=True, slots=True)
class Agenda:
    """My 1-2-1s, sorted by what they wait for."""

    answer: tuple[Standing, ...]
    planned: tuple[Standing, ...]
    confirm: tuple[Standing, ...]
    waiting: tuple[Standing, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is open."""
        return not (self.answer or self.planned or self.confirm or self.waiting)


def standings(ones: Iterable[OneToOne], user: User) -> list[Standing]:
    """How each stands, with the person where one still sees them: one query for all."""
    fetched = list(ones)
    knows = [one.seat(user).knows_id for one in fetched]
    seen = Person.objects.visible_to(user).in_bulk([pk for pk in knows if pk])
    return [Standing(one, user, seen.get(pk or 0)) for one, pk in zip(fetched, knows, strict=True)]


def agenda(user: User, ones: Any) -> Agenda:
    """What is open of these, each in its place, the soonest first."""
    found = standings(ones.unsettled(user).with_seats().order_by("starts_at", "pk"), user)
    of = {key: tuple(one for one in found if one.next in acts) for key, acts in PLACES.items()}
    return Agenda(**of)


PLACES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "answer": frozenset({"answer"}),
        "planned": frozenset({"prepare"}),
        "confirm": frozenset({"hold", "confirm", "settle"}),
        "waiting": frozenset({"wait", "offer"}),
    }
)
"""Which acts belong to which part of the list."""
