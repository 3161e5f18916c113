"""Why not everyone: what meeting so many a week comes to in a year, beside the hours and the seats."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.science import capacity as science
from cookout.ties import rules
from cookout.ties.models.capacity import Capacity
from cookout.ties.models.tie import Circle

MOST_A_WEEK = 200
"""More new people a week nobody meets."""


@dataclass(frozen=True, slots=True)
class Year:
    """The arithmetic of going deep with everybody I meet; computed, never stored."""

    capacity: Capacity
    met: science.YearOfOneToOnes
    one: science.Plan
    """One seat at the table."""
    others: science.Plan
    """The circles round the table, as they are set."""
    everyone: science.Plan
    new_a_week: int

    @classmethod
    def of(cls, user: User, new_a_week: int = 3) -> "Year":
        """What my own hours say."""
        capacity = Capacity.of(user)
        hours, table = float(capacity.hours_per_week), Circle.COOKOUT.value
        met = science.year_of_one_to_ones(hours, new_a_week=new_a_week)
        around = {circle: capacity.seats(circle) for circle in rules.SEATED if circle != table}
        return cls(
            capacity=capacity,
            met=met,
            one=science.plan(hours, {table: 1}),
            others=science.plan(hours, around),
            everyone=science.plan(hours, {table: met.new_people_a_year}),
            new_a_week=new_a_week,
        )

    @property
    def left(self) -> float:
        """Hours a year that remain for the table, once the other circles have theirs."""
        return max(0.0, self.others.left)

    @property
    def room(self) -> int:
        """How many deep ties fit in what remains."""
        return int(self.left / self.one.needed + 1e-9)

    @property
    def one_parts(self) -> tuple[float, float]:
        """Hours a year of one deep tie: 1-2-1s, other contacts."""
        hours = {line.kind: line.hours for line in self.one.lines}
        return hours["one_to_one"], hours["touch"]

    @property
    def said(self) -> str:
        """The finding in words."""
        met, said = self.met, self._numbers()
        if not met.one_to_ones:
            return _("No hours are set aside yet, so there is time for no 1-2-1. Half an hour a week is a beginning.")
        if not self.new_a_week:
            return _("Meeting nobody new leaves all %(all)s 1-2-1s of the year to the people you have.") % said
        if self.everyone.fits:
            return (
                _("Going deep with all %(year)s you meet in a year takes %(need)s h, and your hours carry it.") % said
            )
        return (
            _("Going deep with all %(month)s you meet in a month means %(year)s a year: more than your hours allow.")
            % said
        )

    @property
    def first_meetings(self) -> str:
        """What is left for first meetings, in words."""
        said = self._numbers()
        if self.met.short:
            return (
                _(
                    "Your hours hold %(all)s 1-2-1s a year; 12 people eight times a year take 96, "
                    "which is %(short)s more."
                )
                % said
            )
        return (
            _(
                "Your hours hold %(all)s 1-2-1s a year; 12 people eight times a year take 96 "
                "and leave %(left)s first meetings."
            )
            % said
        )

    def _numbers(self) -> dict[str, object]:
        met = self.met
        return {
            "all": met.one_to_ones, "left": met.first_meetings, "short": met.short, "month": met.new_people_a_month,
            "year": met.new_people_a_year, "need": f"{self.everyone.needed:g}",
        }  # fmt: skip
