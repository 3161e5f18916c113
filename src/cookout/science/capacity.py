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
ONE_TO_ONE_HOURS = 1.5
TOUCH_HOURS = 10 / 60

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
    """What so many hours a week mean in 1-2-1s (“4 h a week is 128 1-2-1s a year; 12 people …”)."""

    one_to_ones: int
    taken: int
    first_meetings: int
    new_people_a_month: int
    new_people_a_year: int


def plan(hours_per_week: float, seats: Mapping[str, int] = SEATS) -> Plan:
    """Do the hours carry these circles? Every line is given, so that a page can show it.

    >>> p = plan(4.5)
    >>> [round(line.hours, 1) for line in p.lines], round(p.needed, 1), p.available, p.fits
    ([90.0, 30.0, 52.5, 23.3, 16.7], 212.5, 216.0, True)
    """
    if hours_per_week < 0 or any(many < 0 for many in seats.values()):
        raise ScienceError("Hours and seats cannot be negative.")
    lines = []
    for circle, people in seats.items():
        if circle not in ONE_TO_ONES:
            raise ScienceError(f"“{circle}” is not a circle with seats.")
        if meetings := ONE_TO_ONES[circle]:
            lines.append(Line(circle, "one_to_one", people, meetings, people * meetings * ONE_TO_ONE_HOURS))
        touches = TOUCHES[circle]
        lines.append(Line(circle, "touch", people, touches, people * touches * TOUCH_HOURS))
    return Plan(tuple(lines), sum(line.hours for line in lines), hours_per_week * WEEKS)


def year_of_one_to_ones(
    hours_per_week: float, *, people: int = 12, times: int = 8, new_a_week: int = 3
) -> YearOfOneToOnes:
    """How many 1-2-1s are in the hours, and how many first meetings are left?

    >>> year_of_one_to_ones(4)
    YearOfOneToOnes(one_to_ones=128, taken=96, first_meetings=32, new_people_a_month=12, new_people_a_year=144)
    """
    total = int(hours_per_week * WEEKS / ONE_TO_ONE_HOURS + 1e-9)
    taken = people * times
    return YearOfOneToOnes(total, taken, max(0, total - taken), new_a_week * 4, new_a_week * 4 * 12)


def layers(total: float = 150, *, ratio: float = 3.0, circles: int = 4) -> tuple[float, ...]:
    """How big are the layers of acquaintance? Sizes chi_k = total (e^(mu k) - 1)/(e^(mu r) - 1), e^mu = ratio.

    Source: Tamarit et al., PNAS 2018, in the form of SCIENCE 1.2.

    >>> layers()
    (3.75, 15.0, 48.75, 150.0)
    """
    if ratio <= 0 or circles < 1:
        raise ScienceError("A ratio must be positive, and there is at least one circle.")
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
