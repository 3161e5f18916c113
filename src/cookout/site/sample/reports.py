"""The third chapter keeps its numbers elsewhere: a report a month, of which one has never come."""

import calendar
import datetime as dt
import random
from collections.abc import Iterator, Sequence

from cookout.site.sample.meeting_shapes import Brought, Chapter, Line
from cookout.site.sample.shapes import Seat

MONTHS = 12
MISSING = 5
"""The report of so many months ago was not brought in."""


def brought(chapter: Chapter, seats: Sequence[Seat], rng: random.Random, today: dt.date) -> Iterator[Brought]:
    """A year of months, oldest first; each was brought in some days after it was over."""
    keen = {seat.name: rng.gammavariate(4, 1 / 4) for seat in seats}
    for ago in range(MONTHS, 0, -1):
        count = 12 * today.year + today.month - 1 - ago
        first = dt.date(count // 12, count % 12 + 1, 1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        brought_on = min(last + dt.timedelta(days=rng.randint(2, 6)), today - dt.timedelta(days=1))
        many = sum(_weekday(first, day) == chapter.meets_on for day in range(last.day))
        here = [seat for seat in seats if seat.is_there(first)]
        lines = tuple(_line(seat.name, many, keen[seat.name], rng) for seat in here)
        if ago != MISSING and brought_on > last:
            payers = rng.randint(4, 9)
            yield Brought(chapter.key, first, last, brought_on, lines, payers * rng.randint(300, 1900) * 100, payers)


def _weekday(first: dt.date, days: int) -> int:
    return (first + dt.timedelta(days=days)).weekday()


def _line(name: str, meetings: int, keen: float, rng: random.Random) -> Line:
    """One member's month: the marks add up to the meetings of the month."""
    marks = dict.fromkeys("PALMS", 0)
    for mark in rng.choices("PALMS", (84, 5, 4, 1, 6), k=meetings):
        marks[mark] += 1

    def about(usual: float) -> int:
        return sum(rng.random() < usual * keen / 12 for _try in range(12))

    return Line(
        name, marks["P"], marks["A"], marks["L"], marks["M"], marks["S"],
        given_inside=about(0.3), given_outside=about(1.2), received_inside=about(0.3), received_outside=about(1.1),
        visitors=about(0.25), one_to_ones=about(1.9), credits=about(1.1),
    )  # fmt: skip
