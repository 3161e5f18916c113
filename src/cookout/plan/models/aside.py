"""What stands beside Today's list: the table and the month in plain figures."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from cookout.core.charts.table import Seat
from cookout.core.models import User
from cookout.people.models import Person
from cookout.ties.models import Capacity, Circle, Promise, Tie, Touch, local_today
from cookout.ties.models.tie import TieQuerySet

DRAWN = ("person__full_name", "last_touch_on", "due_on", "own_rhythm")
"""What a seat at the table shows."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits on the cookout list, how warm, and how many seats there are."""

    seats: tuple[Seat, ...]
    capacity: int
    words: tuple[str, ...]

    @property
    def warm(self) -> int:
        """How many ties are warm."""
        return self.words.count("warm")

    @property
    def cooling(self) -> int:
        """How many are cooling."""
        return self.words.count("cooling")

    @property
    def quiet(self) -> int:
        """How many are quiet; those of whom too little is known are in none of the three."""
        return self.words.count("quiet")


@dataclass(frozen=True, slots=True)
class Month:
    """The month so far."""

    first: dt.date
    people: int
    touches: int
    promises_kept: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Both, and what to begin with where nobody is sorted yet."""

    sitting: Sitting
    month: Month
    has_sorted: bool
    book: int
    """How many people wait to be sorted; counted only while nobody is."""


def aside(user: User, mine: TieQuerySet | None = None) -> Aside:
    """Read it in a few queries; `mine` are the ties this user may see."""
    today = local_today(user)
    mine = Tie.objects.visible_to(user) if mine is None else mine
    cookout = mine.filter(circle=Circle.COOKOUT).select_related("person").only(*DRAWN)
    pictures = [(tie.person.full_name, tie.picture(today)) for tie in cookout.order_by("circle_since")]
    seats = tuple(Seat(name, drawn.ring or 0) for name, drawn in pictures)
    words = tuple(drawn.word for _name, drawn in pictures)
    has_sorted = bool(seats) or mine.exclude(circle=Circle.UNSORTED).exists()
    return Aside(
        sitting=Sitting(seats, Capacity.of(user).cookout_seats, words),
        month=_month(user, today),
        has_sorted=has_sorted,
        book=0 if has_sorted else Person.objects.kept_by(user).count(),
    )


def _month(user: User, today: dt.date) -> Month:
    first = today.replace(day=1)
    noted = Touch.objects.visible_to(user).filter(on__gte=first, on__lte=today)
    counted = noted.aggregate(people=Count("tie", distinct=True), touches=Count("pk"))
    begun = timezone.make_aware(dt.datetime.combine(first, dt.time()), user.tzinfo)
    kept = Promise.objects.visible_to(user).filter(kept_at__gte=begun).count()
    return Month(first, counted["people"], counted["touches"], kept)
