"""Scorecards: rules, as data, that turn counts of some weeks into points and a band. Missing is not zero.

A rule set is a mapping:

`{"weeks": 26, "lines": [LINE, …], "bands": [{"name": "green", "from": 70}, …]}`

where a line looks at one count, as it is, for each week, or as a share of another count, and gives points either so
many for each one up to a limit, or by steps (the last step that the value has reached):

`{"count": "given", "per": "week", "steps": [[0.5, 5], [1, 10]]}` · `{"count": "credits", "each": 5, "most": 10}` ·
`{"count": "there", "of": "expected", "steps": [[0.88, 5], [0.95, 10]]}`

Points of a step may fall as the value rises (absences); below the first step there are none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cookout.science.errors import ScienceError

COUNTS = (
    "absent", "credits", "expected", "given", "late", "one_to_ones", "praise", "present", "received", "referrals",
    "thanked", "there", "visitors",
)  # fmt: skip
"""What lines may look at: `referrals` is given and received together, `there` came or sent somebody."""

MOST_LINES, MOST_STEPS, MOST_BANDS, MOST_WEEKS = 20, 12, 8, 104
LARGEST = 10_000.0

Step = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rule set."""

    count: str
    of: str = ""
    per_week: bool = False
    each: float = 0.0
    most: float = 0.0
    steps: tuple[Step, ...] = ()

    @property
    def best(self) -> float:
        """The most points that it gives."""
        return max((points for _from, points in self.steps), default=0.0) if self.steps else self.most

    def value(self, counts: Mapping[str, float | None], weeks: float) -> float | None:
        """What it looks at; None where a count is missing, or there is nothing of which it could be a share."""
        found = counts.get(self.count)
        whole = counts.get(self.of) if self.of else None
        if found is None or (self.of and not whole) or (self.per_week and weeks <= 0):
            return None
        if whole:
            return found / whole
        return found / weeks if self.per_week else float(found)

    def points(self, value: float) -> float:
        """What this value earns."""
        if not self.steps:
            return min(self.each * value, self.most)
        return next((points for start, points in reversed(self.steps) if value >= start - 1e-9), 0.0)


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set that makes sense."""

    weeks: int
    lines: tuple[Line, ...]
    bands: tuple[tuple[str, float], ...]
    """Name and from how many points on, the highest first."""

    @property
    def best(self) -> float:
        """The most points that anybody can have."""
        return sum(line.best for line in self.lines)

    def band(self, points: float) -> str:
        """The band in which so many points lie; empty below all of them."""
        return next((name for name, start in self.bands if points >= start - 1e-9), "")


@dataclass(frozen=True, slots=True)
class Scored:
    """Points from the least to the most that they can be: apart where a count is missing."""

    low: float
    high: float
    band: str | None
    """None where the missing counts decide."""
    lines: tuple[tuple[float | None, float | None], ...]
    """For each line its value and its points."""


def read_rules(told: Any) -> Rules:
    """A rule set from plain data, or one sentence that says what is wrong with it.

    >>> read_rules({"weeks": 4, "lines": [{"count": "given", "each": 5, "most": 20}], "bands": []}).best
    20.0
    >>> read_rules({"weeks": 4, "lines": [{"count": "shoe size", "each": 5, "most": 20}]})
    Traceback (most recent call last):
    cookout.science.errors.ScienceError: Line 1: “shoe size” is nothing that is counted here.
    """
    if not isinstance(told, Mapping):
        raise ScienceError("A scorecard has weeks, lines and bands.")
    weeks = told.get("weeks")
    if not isinstance(weeks, int) or isinstance(weeks, bool) or not 1 <= weeks <= MOST_WEEKS:
        raise ScienceError(f"Say over how many weeks: 1 to {MOST_WEEKS}.")
    lines = told.get("lines")
    if not isinstance(lines, Sequence) or isinstance(lines, str) or not 1 <= len(lines) <= MOST_LINES:
        raise ScienceError(f"A scorecard has 1 to {MOST_LINES} lines.")
    return Rules(
        weeks, tuple(_line(line, at) for at, line in enumerate(lines, 1)), _bands(told.get("bands", []))
    )  # fmt: skip


def score(rules: Rules, counts: Mapping[str, float | None], *, weeks: float | None = None) -> Scored:
    """The points of one member for her counts in so many weeks (else all weeks of the rules).

    A line whose count is missing gives anything from none to its best, and the band is named only where that does not
    matter.

    >>> rules = read_rules({"weeks": 4, "lines": [{"count": "given", "each": 5, "most": 20},
    ...     {"count": "credits", "each": 5, "most": 5}], "bands": [{"name": "green", "from": 15}]})
    >>> one = score(rules, {"given": 3, "credits": None})
    >>> one.low, one.high, one.band
    (15.0, 20.0, 'green')
    >>> score(rules, {"given": 2, "credits": None}).band is None
    True
    """
    over = rules.weeks if weeks is None else weeks
    values = [line.value(counts, over) for line in rules.lines]
    points = [None if value is None else line.points(value) for line, value in zip(rules.lines, values, strict=True)]
    known = sum(one for one in points if one is not None)
    high = known + sum(line.best for line, one in zip(rules.lines, points, strict=True) if one is None)
    band = rules.band(known)
    return Scored(known, high, band if band == rules.band(high) else None, tuple(zip(values, points, strict=True)))


def spread(rules: Rules, scored: Iterable[Scored]) -> dict[str, int]:
    """How many lie in each band, the highest first; under `""` those below all, under `"?"` those not yet known."""
    found = dict.fromkeys([name for name, _start in rules.bands] + ["", "?"], 0)
    for one in scored:
        found["?" if one.band is None else one.band] += 1
    return found


def as_data(rules: Rules) -> dict[str, Any]:
    """The rules as plain data; `read_rules` reads them back."""
    return {
        "weeks": rules.weeks,
        "lines": [_line_data(line) for line in rules.lines],
        "bands": [{"name": name, "from": start} for name, start in rules.bands],
    }


def _line_data(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {"count": line.count}
    if line.of:
        told["of"] = line.of
    if line.per_week:
        told["per"] = "week"
    points: dict[str, Any] = {"each": line.each, "most": line.most}
    return told | ({"steps": [list(step) for step in line.steps]} if line.steps else points)


def _line(told: Any, at: int) -> Line:
    if not isinstance(told, Mapping):
        raise ScienceError(f"Line {at} says what it counts and what that earns.")
    count, of = told.get("count"), told.get("of") or ""
    for name in (count, of) if of else (count,):
        if name not in COUNTS:
            raise ScienceError(f"Line {at}: “{str(name)[:40]}” is nothing that is counted here.")
    if told.get("per", "week") != "week":
        raise ScienceError(f"Line {at} is for each week, or as it is.")
    line = Line(str(count), str(of), "per" in told)
    if "steps" in told:
        return Line(line.count, line.of, line.per_week, steps=_steps(told["steps"], at))
    each, most = (_number(told.get(name), at) for name in ("each", "most"))
    return Line(line.count, line.of, line.per_week, each, most)


def _steps(told: Any, at: int) -> tuple[Step, ...]:
    if not isinstance(told, Sequence) or isinstance(told, str) or not 1 <= len(told) <= MOST_STEPS:
        raise ScienceError(f"Line {at} has 1 to {MOST_STEPS} steps.")
    if not all(isinstance(step, Sequence) and not isinstance(step, str) and len(step) == 2 for step in told):
        raise ScienceError(f"Line {at}: each step says from how many on, and how many points.")
    found = tuple((_number(start, at), _number(points, at)) for start, points in told)
    if any(later[0] <= sooner[0] for sooner, later in zip(found, found[1:], strict=False)):
        raise ScienceError(f"Line {at}: the steps rise, one after the other.")
    return found


def _bands(told: Any) -> tuple[tuple[str, float], ...]:
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > MOST_BANDS:
        raise ScienceError(f"A scorecard has at most {MOST_BANDS} bands.")
    found: list[tuple[str, float]] = []
    for band in told:
        name = str(band.get("name", "")).strip()[:40] if isinstance(band, Mapping) else ""
        if not name or name == "?" or any(name == known for known, _start in found):
            raise ScienceError("Each band has a name of its own, and says from how many points on.")
        found.append((name, _number(band.get("from"), 0)))
    return tuple(sorted(found, key=lambda one: -one[1]))


def _number(told: Any, at: int) -> float:
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    if not is_number or not 0 <= told <= LARGEST:
        where = f"Line {at}" if at else "A band"
        raise ScienceError(f"{where} needs a number from 0 to {LARGEST:.0f}.")
    return float(told)
