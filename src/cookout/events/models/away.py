"""Who is away on a day: leaves of a group's members, as rolls, strips and turns ask for them."""

import datetime as dt
from collections.abc import Iterable, Mapping

from cookout.groups.models import Leave


def away_on(leaves: Mapping[int, Iterable[Leave]], day: dt.date) -> set[int]:
    """The memberships (by key) that are away on that day; `leaves_in` a group tells when each is."""
    return {membership for membership, when in leaves.items() if covers(when, day)}


def covers(leaves: Iterable[Leave], day: dt.date) -> bool:
    """Whether one of these covers the day; on the day of coming back one is there."""
    return any(leave.starts_on <= day and (leave.ends_on is None or day < leave.ends_on) for leave in leaves)
