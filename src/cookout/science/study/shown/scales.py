"""Axes of a drawing: round steps, numbers as they are written, and where a value stands."""

import math
from collections.abc import Callable
from dataclasses import dataclass

ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
RATIOS = (0.1, 0.2, 0.25, 0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0)
"""Ratios that a reader knows; beyond them an axis goes on in tens."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight axis: from values to places."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start)

    def within(self, value: float) -> float:
        """The place of the value, or of the end of the axis that it passes."""
        return self(min(max(value, self.first), self.last))


def steps(highest: float, most: int = 5) -> tuple[float, ...]:
    """Round numbers from 0 up to at least `highest`, at most `most` steps of one length.

    >>> steps(1.79)
    (0.0, 0.5, 1.0, 1.5, 2.0)
    >>> steps(0.0)
    (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    """
    if not math.isfinite(highest) or highest <= 0:
        highest = 1.0
    power: float = 10.0 ** math.floor(math.log10(highest / most))
    step = next(power * part for part in ROUND if power * part * most >= highest * (1 - 1e-9))
    return tuple(round(step * i, 10) for i in range(math.ceil(round(highest / step, 9)) + 1))


def ratios(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Ratios for a logarithmic axis that holds `low`, `high` and 1, at most about `most` of them.

    >>> ratios(0.93, 1.35)
    (0.9, 1.0, 1.1, 1.2, 1.3, 1.4)
    >>> ratios(0.5, 4.0)
    (0.5, 0.7, 1.0, 1.3, 2.0, 3.0, 4.0)
    """
    low, high = max(min(low, 1.0), 0.1), min(max(high, 1.0), 10.0)
    first = max(value for value in RATIOS if value <= low + 1e-9)
    last = min(value for value in RATIOS if value >= high - 1e-9)
    found = [value for value in RATIOS if first <= value <= last]
    if len(found) == 1:
        return (0.9, 1.0, 1.1)
    kept = {first, last, 1.0}
    reach = math.log(last / first) / most
    for value in found:
        if all(abs(math.log(value / other)) >= reach * 0.75 for other in kept):
            kept.add(value)
    return tuple(sorted(kept))


def spread(places: list[float], least: float) -> list[float]:
    """Places for labels, moved apart so that neighbours are `least` away from each other.

    >>> spread([10.0, 12.0], 16.0)
    [3.0, 19.0]
    """
    if len(places) != 2 or abs(places[0] - places[1]) >= least:
        return places
    middle = sum(places) / 2
    up, down = middle - least / 2, middle + least / 2
    return [up, down] if places[0] <= places[1] else [down, up]


def number(value: float, digits: int = 2) -> str:
    """A number with so many digits behind the point.

    >>> number(1.2), number(12345.6, 0)
    ('1.20', '12,346')
    """
    return f"{value:,.{digits}f}"


def polyline(xs: list[float], ys: list[float], place: Callable[[float], float], up: Callable[[float], float]) -> str:
    """The inner part of a path through the points."""
    return "L".join(f"{place(x):.1f} {up(y):.1f}" for x, y in zip(xs, ys, strict=True))
