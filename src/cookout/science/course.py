"""The course of one tie: how it faded and was renewed, and where it goes if left alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.ties import INTERVALS_NEEDED, WARM, fading

STEP = 3
"""Days between two points of the drawn line."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is left on a coming day if nobody stirs: the likely value between a low and a high one."""

    day: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Course:
    """The line (day, 0–100), the days of contact, what lies ahead, and between which days it starts cooling."""

    line: tuple[tuple[int, float], ...]
    contacts: tuple[int, ...]
    ahead: tuple[Ahead, ...]
    cools_between: tuple[int, int] | None
    basis: str


def course(days: Sequence[int], *, today: int, start: int, end: int, wished: float | None = None) -> Course | None:
    """How did one tie fade and get renewed, and when will it cool? None where no rhythm is known.

    Strength is 100/(1 + m/2) for a gap of m rhythms (`ties.fading`). The rhythm is the tie's own (median interval),
    else the wished one. The band ahead is drawn with the quartiles of the tie's own intervals: half of its silences
    ended between them; without an own rhythm there is no band (low = middle = high).

    >>> c = course([0, 30, 60, 90], today=100, start=0, end=200)
    >>> c.basis, c.contacts, c.cools_between
    ('own', (0, 30, 60, 90), (130, 130))
    """
    if start > today or end < today:
        raise ScienceError("The picture must begin before today and end after it.")
    known = np.unique(np.asarray([day for day in days if day <= today], dtype=np.int64))
    rhythm, basis = _rhythm(known, wished)
    if rhythm is None or len(known) == 0:
        return None
    low, middle, high = rhythm
    last = int(known[-1])
    ahead = tuple(
        Ahead(day, *(float(fading(day - last, r)) for r in (low, middle, high)))
        for day in (*range(today, end, STEP), end)
    )
    # Below WARM the gap is (100/WARM - 1)·2 rhythms.
    factor = (100.0 / WARM - 1.0) * 2.0
    cools = (last + math.ceil(round(low * factor, 6)), last + math.ceil(round(high * factor, 6)))
    return Course(
        line=_line(known, middle, start, today),
        contacts=tuple(int(day) for day in known if day >= start),
        ahead=ahead,
        cools_between=cools if cools[1] > today else None,
        basis=basis,
    )


def _rhythm(
    known: "np.ndarray[tuple[int], np.dtype[np.int64]]", wished: float | None
) -> tuple[tuple[float, float, float] | None, str]:
    """Quartiles of the tie's own intervals, or the wished interval three times, or nothing."""
    gaps = np.diff(known)
    if len(gaps) >= INTERVALS_NEEDED:
        low, middle, high = (float(q) for q in np.quantile(gaps, [0.25, 0.5, 0.75]))
        return (low, middle, high), "own"
    if wished:
        return (float(wished),) * 3, "wished"
    return None, ""


def _line(
    known: "np.ndarray[tuple[int], np.dtype[np.int64]]", rhythm: float, start: int, today: int
) -> tuple[tuple[int, float], ...]:
    """The falling curve with its jumps: before each contact what was left, on it all of it."""
    points: list[tuple[int, float]] = []
    inside = {int(day) for day in known if start <= day <= today}
    for day in sorted(inside | {*range(start, today, STEP), today}):
        before = known[known < day]
        if len(before):
            points.append((day, float(fading(day - int(before[-1]), rhythm))))
        if day in inside:
            points.append((day, 100.0))
    return tuple(points)
