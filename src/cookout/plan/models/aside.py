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
    """Both, on a day."""

    on: dt.date
    sitting: Sitting
    month: Month


@dataclass(frozen=True, slots=True)
class Beginning:
    """What to begin with where nobody is sorted yet."""

    has_sorted: bool
    book: int
    """How many people wait to be sorted; counted only while nobody is."""


def beginning(user: User, mine: TieQuerySet) -> Beginning:
    """Whether somebody is sorted; `mine` are the ties this user may see."""
    has_sorted = mine.exclude(circle=Circle.UNSORTED).exists()
    return Beginning(has_sorted, 0 if has_sorted else Person.objects.kept_by(user).count())


def aside(user: User) -> Aside:
    """Read it in a few queries."""
    today = local_today(user)
    cookout = Tie.objects.visible_to(user).filter(circle=Circle.COOKOUT).select_related("person").only(*DRAWN)
    pictures = [(tie.person.full_name, tie.picture(today)) for tie in cookout.order_by("circle_since")]
    seats = tuple(Seat(name, drawn.ring or 0) for name, drawn in pictures)
    words = tuple(drawn.word for _name, drawn in pictures)
    return Aside(today, Sitting(seats, Capacity.of(user).cookout_seats, words), _month(user, today))


def _month(user: User, today: dt.date) -> Month:
    first = today.replace(day=1)
    noted = Touch.objects.visible_to(user).filter(on__gte=first, on__lte=today)
    counted = noted.aggregate(people=Count("tie", distinct=True), touches=Count("pk"))
    begun = timezone.make_aware(dt.datetime.combine(first, dt.time()), user.tzinfo)
    kept = Promise.objects.visible_to(user).filter(kept_at__gte=begun).count()
    return Month(first, counted["people"], counted["touches"], kept)
