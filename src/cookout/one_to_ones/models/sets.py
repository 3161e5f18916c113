"""Sets of 1-2-1s, and what is said where two of mine share a minute."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.search import MOST_WORDS
from cookout.one_to_ones import rules
from cookout.one_to_ones.models.kinds import State
from cookout.one_to_ones.models.seat import Seat
from cookout.one_to_ones.models.whom import seats_knowing
from cookout.people.models import Person

LOOK_BACK = dt.timedelta(hours=12)
"""No 1-2-1 is longer, so an earlier one cannot collide."""


class Collides(Refusal):
    """I have another 1-2-1 at that time; `despite` says that I know."""

    code = "collides"

    def __init__(self, others: Sequence[Any], user: User) -> None:
        names = ", ".join(one.other(user).called for one in others)
        super().__init__(_("You have a 1-2-1 with %s at that time. Take another time, or keep both.") % names)
        self.others = others


class OneToOneQuerySet(models.QuerySet[Any]):
    """Sets of 1-2-1s."""

    def visible_to(self, user: User) -> Self:
        """Those in which one has a seat."""
        return self.filter(seats__user=user, deleted_at=None)

    def with_seats(self) -> Self:
        """Fetch both seats, whom they know, and the times on offer."""
        seats = Prefetch("seats", queryset=Seat.objects.select_related("user", "knows"))
        return self.prefetch_related(seats, "times__seat")

    def open(self) -> Self:
        """Proposed or planned."""
        return self.filter(state__in=rules.OPEN)

    def planned(self) -> Self:
        """With an agreed time, not yet held."""
        return self.filter(state=State.PLANNED)

    def took_place(self) -> Self:
        """Held, whether one or both say so."""
        return self.filter(state__in=rules.TOOK_PLACE)

    def of(self, user: User, person: Person) -> Self:
        """Those with one person, under whichever row of the book the person is known."""
        return self.visible_to(user).filter(pk__in=seats_knowing(user, person).values("one_to_one"))

    def matching(self, text: str, user: User) -> Self:
        """Those with all these words in the other's name, the place, or what it is for."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            named = Seat.objects.exclude(user=user).filter(name__icontains=word).values("one_to_one")
            found = found.filter(Q(place__icontains=word) | Q(agenda__icontains=word) | Q(pk__in=named))
        return found

    def unanswered(self, user: User, other: User) -> Self:
        """What this user proposed to that one, who has not said anything yet."""
        mine = self.filter(made_by=user, state=State.PROPOSED, deleted_at=None, seats__user=other)
        return mine.exclude(steps__seat__user=other)

    def asked_lately(self, user: User) -> Self:
        """Those by which this user had the house write to somebody since yesterday, also what was taken back."""
        told = Q(seats__place=2) & (Q(seats__user__isnull=False) | ~Q(seats__mail=""))
        mine = self.filter(told | Q(deleted_at__isnull=False), made_by=user, follows=None)
        mine = mine.filter(created_at__gt=timezone.now() - rules.DAY)
        return mine.exclude(starts_at__lte=F("created_at")).distinct()

    def unsettled(self, user: User) -> Self:
        """Those of mine that wait for something: an answer, their time, my word, or that two words agree."""
        silent = Seat.objects.filter(user=user, says_at=None).values("one_to_one")
        spoken = Seat.objects.filter(says_at__isnull=False)
        at_odds = spoken.filter(place=1).values("one_to_one"), spoken.filter(place=2).values("one_to_one")
        differ = Q(state=State.HELD, pk__in=at_odds[0]) & Q(pk__in=at_odds[1])
        return self.filter(Q(state__in=rules.OPEN) | Q(state__in=rules.TOOK_PLACE, pk__in=silent) | differ)

    def settled(self, user: User) -> Self:
        """Those that wait for nothing of mine any more, the latest first."""
        open_ones = OneToOneQuerySet(self.model).unsettled(user)
        return self.exclude(pk__in=open_ones.values("pk")).order_by("-starts_at", "-pk")

    def in_rhythm(self) -> Self:
        """Those after which another comes, and none is there yet."""
        return self.filter(every_weeks__isnull=False, deleted_at=None, starts_at__isnull=False).exclude(
            followers__deleted_at=None, followers__isnull=False
        )

    def colliding(self, user: User, start: dt.datetime, minutes: int, *, without: int | None = None) -> list[Any]:
        """My planned ones that share a minute with this time."""
        end = start + dt.timedelta(minutes=minutes)
        near = self.visible_to(user).planned().filter(starts_at__lt=end, starts_at__gt=start - LOOK_BACK)
        found = near.exclude(pk=without or 0).with_seats().order_by("starts_at")
        return [one for one in found if rules.overlap(start, minutes, one.starts_at, one.minutes)]
