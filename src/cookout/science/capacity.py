"""How many people one can go deep with: hours in, circles out, the arithmetic always shown.

hours a year = hours a week × 48; every person in a circle costs 1-2-1s a year × 1.5 h + touches a year × 10 minutes
(PRODUCT 5.3, SCIENCE 1.2). Layers of acquaintance follow Tamarit et al. (PNAS 2018): with ratio 3 and 150 in all the
four circles hold 3.75, 15, 48.75 and 150.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from cookout.science.errors import ScienceError

WEEKS = 48
ONE_TO_ONE_MINUTES = 90
TOUCH_MINUTES = 10

SEATS: Mapping[str, int] = MappingProxyType({"cookout": 15, "active": 35, "light": 100})
ONE_TO_ONES: Mapping[str, int] = MappingProxyType({"cookout": 4, "active": 1, "light": 0})
TOUCHES: Mapping[str, int] = MappingProxyType({"cookout": 12, "active": 4, "light": 1})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic: so many people, so often, so long."""

    circle: str
    kind: str
    people: int
    times: int
    hours: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What the circles cost in a year and what one has set aside for it."""

    lines: tuple[Line, ...]
    needed: float
    available: float

    @property
    def fits(self) -> bool:
        """Whether the hours carry the circles."""
        return self.needed <= self.available + 1e-9

    @property
    def left(self) -> float:
        """Hours left over; negative: hours short."""
        return self.available - self.needed

    @property
    def hours_a_week_needed(self) -> float:
        """What one would have to set aside, rounded up to half an hour."""
        return float(np.ceil(self.needed / WEEKS * 2 - 1e-9) / 2)


@dataclass(frozen=True, slots=True)
class YearOfOneToOnes:
    """What so many hours a week mean in 1-2-1s (“4 h a week is 128 1-2-1s a year; 12 people …”).

    `short` says how many 1-2-1s the hours do not carry; then there are no first meetings left.
    """

    one_to_ones: int
    taken: int
    first_meetings: int
    new_people_a_month: int
    new_people_a_year: int
    short: int


@dataclass(frozen=True, slots=True)
class Room:
    """How full one circle is: seats still open, and how many sit there beyond its seats."""

    seats: int
    taken: int
    open: int
    over: int

    @property
    def full(self) -> bool:
        """Whether one more needs someone who steps back."""
        return self.open == 0


def plan(
    hours_per_week: float,
    seats: Mapping[str, int] = SEATS,
    *,
    one_to_ones: Mapping[str, int] = ONE_TO_ONES,
    touches: Mapping[str, int] = TOUCHES,
) -> Plan:
    """Do the hours carry these circles? Every line is given, so that a page can show it: first the 1-2-1s.

    `one_to_ones` and `touches` say how often a year by circle; lines that cost nothing are left out. Raises
    ScienceError for negative hours or seats and for a circle of which it is not said how often.

    >>> p = plan(4.5)
    >>> " + ".join(f"{round(line.hours, 1):g}" for line in p.lines), p.needed, p.available, p.fits
    ('90 + 52.5 + 30 + 23.3 + 16.7', 212.5, 216.0, True)
    """
    _hours(hours_per_week)
    if any(many < 0 for many in (*seats.values(), *one_to_ones.values(), *touches.values())):
        raise ScienceError("Seats and times a year cannot be negative.")
    for circle in seats:
        if circle not in one_to_ones or circle not in touches:
            raise ScienceError(f"“{circle}” is not a circle with seats.")
    kinds = (("one_to_one", one_to_ones, ONE_TO_ONE_MINUTES), ("touch", touches, TOUCH_MINUTES))
    lines = tuple(
        Line(circle, kind, people, often[circle], people * often[circle] * minutes / 60)
        for kind, often, minutes in kinds
        for circle, people in seats.items()
        if often[circle]
    )
    # Whole minutes add up exactly; hours would leave the sum a hair beside 212.5.
    minutes = sum(seats[circle] * often[circle] * each for _kind, often, each in kinds for circle in seats)
    return Plan(lines, minutes / 60, hours_per_week * WEEKS)


def year_of_one_to_ones(
    hours_per_week: float, *, people: int = 12, times: int = 8, new_a_week: int = 3
) -> YearOfOneToOnes:
    """How many 1-2-1s are in the hours, and how many first meetings are left?

    A month of meeting people is four weeks, a year twelve such months: the 48 weeks of the plan.
    Raises ScienceError for negative numbers.

    >>> year_of_one_to_ones(4)  # doctest: +NORMALIZE_WHITESPACE
    YearOfOneToOnes(one_to_ones=128, taken=96, first_meetings=32, new_people_a_month=12, new_people_a_year=144,
                    short=0)
    """
    _hours(hours_per_week)
    if min(people, times, new_a_week) < 0:
        raise ScienceError("People and times cannot be negative.")
    total = int(hours_per_week * WEEKS * 60 / ONE_TO_ONE_MINUTES + 1e-9)
    taken = people * times
    left = total - taken
    return YearOfOneToOnes(total, taken, max(0, left), new_a_week * 4, new_a_week * WEEKS, max(0, -left))


def room(seats: int, taken: int) -> Room:
    """Is there a seat in this circle? Raises ScienceError for negative numbers.

    >>> room(15, 13).open, room(15, 15).full, room(15, 17).over
    (2, True, 2)
    """
    if seats < 0 or taken < 0:
        raise ScienceError("Seats cannot be negative.")
    return Room(seats, taken, max(0, seats - taken), max(0, taken - seats))


def layers(total: float = 150, *, ratio: float = 3.0, circles: int = 4) -> tuple[float, ...]:
    """How big are the layers of acquaintance? Sizes chi_k = total (e^(mu k) - 1)/(e^(mu r) - 1), e^mu = ratio.

    Source: Tamarit et al., PNAS 2018, in the form of SCIENCE 1.2.

    >>> layers()
    (3.75, 15.0, 48.75, 150.0)
    """
    if not (ratio > 0 and total >= 0 and circles >= 1):  # NaN is refused too
        raise ScienceError("A ratio must be positive, a total not negative, and there is at least one circle.")
    if ratio == 1:
        return tuple(total * k / circles for k in range(1, circles + 1))
    return tuple(total * (ratio**k - 1) / (ratio**circles - 1) for k in range(1, circles + 1))


def who_steps_back(ring: ArrayLike, since: ArrayLike, *, most: int = 5) -> Sequence[int]:
    """Whom could one ask to step back from a full circle? Indices, the least of the tie left first, then the newest.

    `ring` is what is drawn of each tie (0–100, NaN: not yet known, which counts as nothing known and comes first only
    after the known quiet ones); `since` is the day of joining the circle.

    >>> list(who_steps_back([80, 20, float("nan"), 20], [1, 5, 9, 7], most=3))
    [3, 1, 0]
    """
    left, joined = np.asarray(ring, dtype=np.float64), np.asarray(since, dtype=np.float64)
    order = np.lexsort((-joined, np.where(np.isnan(left), np.inf, left)))
    return [int(index) for index in order[:most]]


def _hours(hours_per_week: float) -> None:
    if not 0 <= hours_per_week < float("inf"):  # NaN is refused too
        raise ScienceError("Hours cannot be negative, and they must be a number.")
