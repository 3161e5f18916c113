"""Pure decisions about 1-2-1s: what may follow what, who collides, whose word agrees."""

import datetime as dt
from zoneinfo import ZoneInfo

MINUTES = 45
"""How long a 1-2-1 takes where nobody says otherwise."""

SAME = dt.timedelta(hours=1)
"""Two people mean the same 1-2-1 when the times they name are no further apart."""

OPEN = ("proposed", "planned")
TOOK_PLACE = ("held", "confirmed")
ENDED = ("declined", "cancelled", "no_show")


def agree(mine: dt.datetime, theirs: dt.datetime) -> bool:
    """Say whether two people mean the same time.

    >>> noon = dt.datetime(2025, 10, 16, 12, tzinfo=dt.timezone.utc)
    >>> agree(noon, noon + dt.timedelta(minutes=30)), agree(noon, noon + dt.timedelta(hours=5))
    (True, False)
    """
    return abs(mine - theirs) <= SAME


def overlap(start: dt.datetime, minutes: int, other: dt.datetime, other_minutes: int) -> bool:
    """Say whether two appointments share a minute; one that begins when the other ends does not collide.

    >>> ten = dt.datetime(2025, 10, 16, 10, tzinfo=dt.timezone.utc)
    >>> overlap(ten, 45, ten + dt.timedelta(minutes=45), 45)
    False
    >>> overlap(ten, 45, ten + dt.timedelta(minutes=44), 45)
    True
    """
    return start < other + dt.timedelta(minutes=other_minutes) and other < start + dt.timedelta(minutes=minutes)


def weeks_later(start: dt.datetime, weeks: int, zone: str) -> dt.datetime:
    """The same hour on the wall so many weeks later, whatever summer time does.

    >>> before = dt.datetime(2025, 10, 23, 14, 0, tzinfo=dt.timezone.utc)  # ten in New York
    >>> weeks_later(before, 2, "America/New_York").isoformat()
    '2025-11-06T15:00:00+00:00'
    """
    wall = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + dt.timedelta(weeks=weeks)
    return on_the_wall(wall, zone)


def on_the_wall(wall: dt.datetime, zone: str) -> dt.datetime:
    """The instant at which clocks of a zone show this; an hour that summer time skips becomes the next one.

    >>> on_the_wall(dt.datetime(2025, 3, 9, 2, 30), "America/New_York").isoformat()
    '2025-03-09T07:30:00+00:00'
    """
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(dt.UTC)
