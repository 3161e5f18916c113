"""The course of one tie: how it faded and was renewed, and where it goes if left alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.ties import HALF_LEFT, INTERVALS_NEEDED, WARM, fading
from cookout.science.touches import Ints

STEP = 3
"""Days between two points of the drawn line."""

BAND_LEAST = 1.1
"""The band ahead is at least this factor wide on either side: no habit is known to the day from a few intervals."""

BAND_WISHED = 2**0.5
"""Its factor where only the wished interval is known (the design draws 30 to 60 days about 42)."""


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

    Strength is 100/(1 + m/3) for a gap of m rhythms (`ties.fading`). The rhythm is the tie's own (median interval),
    else the wished one; today's rhythm measures the whole line, so that equal slopes mean equal silences. The band
    ahead is drawn with the quartiles of the tie's own intervals (half of its silences ended between them), at least
    `BAND_LEAST` wide; without an own rhythm with the wished one divided and multiplied by `BAND_WISHED`.
    `cools_between`: the first days below warm by the low and the high edge of the band, from tomorrow on; None where
    the tie has cooled already. Days after `today` do not count. Raises ScienceError where today lies outside the
    picture. Cost: one point for every `STEP` days and every contact.

    >>> c = course([0, 20, 50, 90], today=100, start=0, end=200)
    >>> c.basis, c.contacts, c.cools_between
    ('own', (0, 20, 50, 90), (141, 161))
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
    return Course(
        line=_line(known, middle, start, today),
        contacts=tuple(int(day) for day in known if day >= start),
        ahead=ahead,
        cools_between=_cools_between(last, today, rhythm),
        basis=basis,
    )


def _rhythm(known: Ints, wished: float | None) -> tuple[tuple[float, float, float] | None, str]:
    """Low, likely and high rhythm: from the tie's own intervals, or about the wished one, or nothing."""
    gaps = np.diff(known)
    if len(gaps) >= INTERVALS_NEEDED:
        low, middle, high = (float(q) for q in np.quantile(gaps, [0.25, 0.5, 0.75]))
        return (min(low, middle / BAND_LEAST), middle, max(high, middle * BAND_LEAST)), "own"
    if wished is not None and wished > 0:
        return (wished / BAND_WISHED, float(wished), wished * BAND_WISHED), "wished"
    return None, ""


def _cools_between(last: int, today: int, rhythm: tuple[float, float, float]) -> tuple[int, int] | None:
    """The first day below warm, by the low and by the high rhythm; None where the likely one has passed it."""
    still_warm = (100.0 / WARM - 1.0) * HALF_LEFT
    first, likely, latest = (last + math.floor(round(one * still_warm, 6)) + 1 for one in rhythm)
    return (max(first, today + 1), latest) if likely > today else None


def _line(known: Ints, rhythm: float, start: int, today: int) -> tuple[tuple[int, float], ...]:
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
