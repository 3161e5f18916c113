"""What a plan needs to know of the round it is for: a round is one of these, saved or not."""

import datetime as dt
from typing import Any, Protocol

from cookout.core.models import User
from cookout.groups.models import Group, Region


class Terms(Protocol):
    """When, how long, how many, and by which rules; and the ways to the rounds around it."""

    weeks: int
    most: int
    hat: int
    months_apart: int
    is_apart: bool
    across: bool
    seed: int
    starts_on: dt.date
    pairings: Any
    draws: Any

    @property
    def pk(self) -> Any:
        """Its key; None where it is not saved."""

    @property
    def scope(self) -> Group | Region:
        """The group or the region."""

    @property
    def ends_on(self) -> dt.date:
        """The last day of its last week."""

    @property
    def is_draft(self) -> bool:
        """Seen by who leads alone."""

    def monday_of(self, week: int) -> dt.date:
        """The Monday of its week 1, 2, …"""

    def is_led_by(self, user: User) -> bool:
        """Whether the user may make and change it."""

    def overlapping(self) -> Any:
        """Other rounds of the same scope in some of its weeks."""

    def told(self) -> Any:
        """All rounds, of whatever group, that members know of."""


def mondays_of(round: Terms) -> list[dt.date]:
    """The Mondays of its weeks, in order."""
    return [round.monday_of(week) for week in range(1, round.weeks + 1)]
