"""When people of the sample meet: on working days between seven and six, and nobody twice at once."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

ZONE = "America/New_York"
"""Where the invented chapter lives."""

OPENS, CLOSES = 7, 18
"""The hours of a working day."""

MINUTES = (45, 45, 45, 60, 30)


def clock(day: dt.date, time: dt.time) -> dt.datetime:
    """The instant at which the chapter's clocks show this."""
    return dt.datetime.combine(day, time, tzinfo=ZoneInfo(ZONE)).astimezone(dt.UTC)


def local_day(at: dt.datetime) -> dt.date:
    """The day that the chapter's calendars show."""
    return at.astimezone(ZoneInfo(ZONE)).date()


def local_time(at: dt.datetime) -> dt.time:
    """What the chapter's clocks show."""
    return at.astimezone(ZoneInfo(ZONE)).time()


def working_day(day: dt.date, *, back: bool = True) -> dt.date:
    """The day itself; at a weekend, the Friday before it or the Monday after.

    >>> working_day(dt.date(2026, 3, 8)), working_day(dt.date(2026, 3, 8), back=False)
    (datetime.date(2026, 3, 6), datetime.date(2026, 3, 9))
    """
    too_far = max(0, day.weekday() - 4)
    return day - dt.timedelta(days=too_far) if back else day + dt.timedelta(days=(7 - day.weekday()) * bool(too_far))


class Hours:
    """Who is taken when; the 1-2-1s of all members go through here."""

    def __init__(self) -> None:
        self.taken: dict[str, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)

    def are_free(self, parties: Iterable[str], start: dt.datetime, minutes: int) -> bool:
        """Whether none of them is somewhere else."""
        end = start + dt.timedelta(minutes=minutes)
        return not any(start < ends and begins < end for who in parties for begins, ends in self.taken[who])

    def take(self, parties: Iterable[str], start: dt.datetime, minutes: int) -> None:
        """They are there."""
        for who in parties:
            self.taken[who].append((start, start + dt.timedelta(minutes=minutes)))

    def many(self, who: str, *, around: dt.date) -> int:
        """How many there are within two weeks of a day, before and after."""
        return sum(abs((begins.date() - around).days) <= 14 for begins, _ends in self.taken[who])

    def meet(
        self, rng: random.Random, parties: Iterable[str], day: dt.date, within: tuple[int, int] = (OPENS, CLOSES)
    ) -> tuple[dt.datetime, int] | None:
        """A time of that day at which all are free, which is theirs from now on."""
        parties = tuple(parties)
        for _try in range(30):
            minutes = rng.choice(MINUTES)
            quarter = rng.randrange(within[0] * 4, within[1] * 4 - minutes // 15 + 1)
            start = clock(day, dt.time(quarter // 4, quarter % 4 * 15))
            if self.are_free(parties, start, minutes):
                self.take(parties, start, minutes)
                return start, minutes
        return None
