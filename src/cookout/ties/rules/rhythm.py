"""Circles and rhythms: when a tie is due."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CIRCLES = ("unsorted", "cookout", "active", "light", "let_go")
SEATED = ("cookout", "active", "light")
"""The circles with a finite capacity, from the innermost."""

WISHED: Mapping[str, int] = MappingProxyType({"cookout": 30, "active": 90, "light": 365})
"""Wished days between two contacts, by circle (PRODUCT §5.2)."""

LONGEST = 1.5
"""The longest interval is half as long again as the wished one, unless the tie says otherwise."""

CROWDED = 0.75
"""Who works in a crowded trade keeps in touch a quarter sooner (C5)."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often I want to be in touch, in days."""

    wished: int
    longest: int


def rhythm(circle: str, *, wished: int | None, longest: int | None, crowded: bool) -> Rhythm | None:
    """The rhythm of a tie: its own where set, else its circle's; none for unsorted and let go.

    >>> rhythm("cookout", wished=None, longest=None, crowded=False)
    Rhythm(wished=30, longest=45)
    >>> rhythm("active", wished=60, longest=None, crowded=True)
    Rhythm(wished=60, longest=90)
    >>> rhythm("unsorted", wished=10, longest=None, crowded=False) is None
    True
    """
    if circle not in WISHED:
        return None
    days = wished or round(WISHED[circle] * (CROWDED if crowded else 1))
    return Rhythm(days, max(days, longest or round(days * LONGEST)))


def due_dates(
    kept: Rhythm | None, *, last_touch_on: dt.date | None, since: dt.date
) -> tuple[dt.date | None, dt.date | None]:
    """When a tie is due and when overdue. Nobody met yet is due from the day of the decision to go deep.

    >>> due_dates(Rhythm(30, 45), last_touch_on=dt.date(2026, 1, 1), since=dt.date(2025, 1, 1))
    (datetime.date(2026, 1, 31), datetime.date(2026, 2, 15))
    >>> due_dates(Rhythm(30, 45), last_touch_on=None, since=dt.date(2026, 1, 1))
    (datetime.date(2026, 1, 1), datetime.date(2026, 2, 15))
    """
    if kept is None:
        return None, None
    if last_touch_on is None:
        return since, since + dt.timedelta(days=kept.longest)
    return last_touch_on + dt.timedelta(days=kept.wished), last_touch_on + dt.timedelta(days=kept.longest)


def below(circle: str) -> str:
    """Where someone goes who steps back from a full circle.

    >>> below("cookout"), below("light")
    ('active', 'let_go')
    """
    return {"cookout": "active", "active": "light", "light": "let_go"}[circle]
