"""Which day it is in a group, whose members live by several clocks."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

FURTHEST = dt.timezone(dt.timedelta(hours=14))
"""Where each day begins first."""


def has_begun(day: dt.date, today: dt.date | None = None) -> bool:
    """Whether a day that somebody named is there for everybody; without `today`, by any clock on earth.

    Who is taken in at half past midnight in Berlin belongs at once, also for who reads it in London the evening before.
    Twin of the first half of `current`.
    """
    return day <= (today or latest())


def latest() -> dt.date:
    """The latest day that it is anywhere."""
    return timezone.now().astimezone(FURTHEST).date()


def current(today: dt.date | None = None, *, start: str = "joined_on", end: str = "left_on") -> Q:
    """Begun and not ended on that day (twin of `Membership.is_current` and `Office.is_current`)."""
    ends = today or timezone.localdate()
    return Q(**{f"{start}__lte": today or latest()}) & (Q(**{end: None}) | Q(**{f"{end}__gt": ends}))
