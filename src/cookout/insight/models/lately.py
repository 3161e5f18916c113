"""A large region's counts for its pages: many read them, and counting reads all that its members did.

They are at most five minutes old, and say when they were counted. Reports, awards and programs count anew.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import caches
from django.utils import timezone

from cookout.groups.models import Membership
from cookout.insight.models.tally import Tally, tallies
from cookout.rounds.models.among import FEW

KEPT = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Lately:
    """What members of one group did with each other, what all did; and when it was counted, where it was kept."""

    inside: Tally
    across: Tally
    counted_at: dt.datetime | None

    @classmethod
    def of(cls, groups: Collection[int], start: dt.date, end: dt.date, *, with_thanks: bool = True) -> "Lately":
        """Counted now where the groups have few members; else what was counted lately, if it was."""
        if Membership.objects.filter(group__in=groups, deleted_at=None).count() <= FEW:
            return cls(*tallies(groups, start, end, with_thanks=with_thanks), None)
        key = sha256(repr((sorted(groups), start, end, with_thanks)).encode()).hexdigest()
        kept: Lately | None = caches["counts"].get(key)
        if kept is None:
            kept = cls(*tallies(groups, start, end, with_thanks=with_thanks), timezone.now())
            caches["counts"].set(key, kept, KEPT.total_seconds())
        return kept
