"""Rules of a scorecard as people write and read them: “0.5 = 5, 1 = 10” for steps, “5 each, 20 at most”."""

import re
from typing import Any

from cookout.science.errors import ScienceError
from cookout.science.scorecard import Line, Rules

_STEP = re.compile(r"\s*(\d+(?:\.\d+)?)\s*=\s*(\d+(?:\.\d+)?)\s*", re.ASCII)
_EACH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*each\s*,\s*(\d+(?:\.\d+)?)\s*at most\s*", re.ASCII | re.IGNORECASE)
_BAND = re.compile(r"\s*([^=,]{1,40}?)\s*=\s*(\d+(?:\.\d+)?)\s*", re.ASCII)
LONGEST = 300


def line_text(line: Line) -> str:
    """What a line earns.

    >>> line_text(Line("given", steps=((0.5, 5.0), (1.0, 10.0)))), line_text(Line("given", each=5, most=20))
    ('0.5 = 5, 1 = 10', '5 each, 20 at most')
    """
    if line.steps:
        return ", ".join(f"{start:g} = {points:g}" for start, points in line.steps)
    return f"{line.each:g} each, {line.most:g} at most"


def line_from(text: str, line: Line) -> dict[str, Any]:
    """The data of a line that looks at the same count and earns what is written here.

    >>> line_from("5 each, 20 at most", Line("given", per_week=True))
    {'count': 'given', 'per': 'week', 'each': 5.0, 'most': 20.0}
    """
    told: dict[str, Any] = {"count": line.count, **({"of": line.of} if line.of else {})}
    if line.per_week:
        told["per"] = "week"
    if each := _EACH.fullmatch(text[:LONGEST]):
        return {**told, "each": float(each[1]), "most": float(each[2])}
    steps = [_STEP.fullmatch(part) for part in text[:LONGEST].split(",")]
    if not all(steps):
        raise ScienceError("Write steps as “0.5 = 5, 1 = 10”, or “5 each, 20 at most”.")
    return {**told, "steps": [[float(step[1]), float(step[2])] for step in steps if step]}


def bands_text(rules: Rules) -> str:
    """The bands, the highest first."""
    return ", ".join(f"{name} = {start:g}" for name, start in rules.bands)


def bands_from(text: str) -> list[dict[str, Any]]:
    """The data of bands.

    >>> bands_from("green = 70, amber = 50")
    [{'name': 'green', 'from': 70.0}, {'name': 'amber', 'from': 50.0}]
    """
    if not text.strip():
        return []
    bands = [_BAND.fullmatch(part) for part in text[:LONGEST].split(",")]
    if not all(bands):
        raise ScienceError("Write bands as “green = 70, amber = 50”.")
    return [{"name": band[1], "from": float(band[2])} for band in bands if band]
