"""The table: who sits in which circle, and the arithmetic of hours and seats, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.charts.table import Seat
from cookout.core.models import User
from cookout.people.formats.catalogue import Crowding
from cookout.science import capacity as science
from cookout.ties import rules
from cookout.ties.models.capacity import Capacity, is_crowded, trade_of
from cookout.ties.models.kept import local_today
from cookout.ties.models.tie import Circle, Tie


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the arithmetic in words, with its hours."""

    words: str
    why: str
    hours: float


@dataclass(frozen=True, slots=True)
class Place:
    """One circle: how many seats it has and how many are taken."""

    circle: str
    label: str
    seats: int
    taken: int

    @property
    def open(self) -> int:
        """How many seats are open."""
        return max(0, self.seats - self.taken)


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the capacity page shows; computed, never stored."""

    capacity: Capacity
    plan: science.Plan
    year: science.YearOfOneToOnes
    places: tuple[Place, ...]
    seats: tuple[Seat, ...]
    trade: str
    crowding: Crowding | None
    is_crowded: bool

    @classmethod
    def of(cls, user: User) -> "Table":
        """Read one user's circles and compute the arithmetic."""
        capacity = Capacity.of(user)
        taken = dict(
            Tie.objects.visible_to(user).seated().values_list("circle").annotate(many=Count("pk")).order_by("circle")
        )
        trade = trade_of(user)
        return cls(
            capacity=capacity,
            plan=capacity.plan(),
            year=science.year_of_one_to_ones(float(capacity.hours_per_week)),
            places=tuple(
                Place(circle, str(Circle(circle).label), capacity.seats(circle), taken.get(circle, 0))
                for circle in rules.SEATED
            ),
            seats=tuple(_seats(user)),
            trade=trade.name if trade else "",
            crowding=trade.crowding if trade else None,
            is_crowded=is_crowded(user),
        )

    @property
    def sums(self) -> list[Sum]:
        """The arithmetic line by line."""
        return [_in_words(line) for line in self.plan.lines if line.people]

    @property
    def year_needed(self) -> float:
        """What everyone met in a year would take at the table."""
        everyone = science.plan(0, {Circle.COOKOUT.value: self.year.new_people_a_year})
        return everyone.needed

    @property
    def year_label(self) -> str:
        """What the long bar says."""
        return _("%(n)s new people at the table would take") % {"n": self.year.new_people_a_year}

    @property
    def advice(self) -> str:
        """What the hours mean in 1-2-1s, and why going deep means narrowing."""
        year = self.year
        return _(
            "%(hours)s h a week is %(all)s 1-2-1s a year; 12 people eight times a year take 96 and leave %(left)s "
            "first meetings; meeting 3 new people a week is %(month)s a month, %(year)s a year."
        ) % {
            "hours": f"{float(self.capacity.hours_per_week):g}",
            "all": year.one_to_ones,
            "left": year.first_meetings,
            "month": year.new_people_a_month,
            "year": year.new_people_a_year,
        }


def _seats(user: User) -> Sequence[Seat]:
    """Who sits at the table itself, as drawn."""
    today = local_today(user)
    at_table = (
        Tie.objects.visible_to(user).filter(circle=Circle.COOKOUT).select_related("person").order_by("circle_since")
    )
    return [Seat(tie.person.full_name, tie.picture(today).ring or 0) for tie in at_table]


def _in_words(line: science.Line) -> Sum:
    people = ngettext("%(n)s person", "%(n)s people", line.people) % {"n": line.people}
    circle = Circle(line.circle).label
    if line.kind == "one_to_one":
        times = ngettext("%(n)s 1-2-1 of 1½ h", "%(n)s 1-2-1s of 1½ h", line.times) % {"n": line.times}
    else:
        times = ngettext("%(n)s contact of 10 minutes", "%(n)s contacts of 10 minutes", line.times) % {"n": line.times}
    return Sum(str(circle), f"{people} × {times}", line.hours)
