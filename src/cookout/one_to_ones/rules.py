"""Pure decisions about 1-2-1s: what may follow what, who collides, whose word agrees."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MINUTES = 45
"""How long a 1-2-1 takes where nobody says otherwise."""

SHORTEST, LONGEST = 5, 600
"""Minutes that a 1-2-1 may take."""

MOST_TIMES = 5
"""So many times are offered at most: a choice, not a diary."""

MOST_UNANSWERED = 3
"""So many proposals to one person may wait; more would press."""

MOST_ASKED = 40
"""So many people are asked to a 1-2-1 by one user in a day, answered or taken back: beyond it the house would spam."""

MOST_LETTERS = 12
"""So many letters about one 1-2-1 reach one seat in a day; that it is off reaches it always."""

MOST_IN_A_ROW = 6
"""So many of one rhythm are made in a day, however quickly somebody calls them off."""

DAY = dt.timedelta(days=1)

RAREST = 52
"""Weeks between two of a rhythm, at most."""

YEARS = range(1990, 2100)
"""In which people of today meet."""

SAME = dt.timedelta(hours=1)
"""Two people mean the same 1-2-1 when the times they name are no further apart."""

THINKING = 20
"""Minutes to think how one can help (A14)."""

QUIET_HOURS = (dt.time(8), dt.time(12, 30), dt.time(16, 10))
"""When most have twenty minutes of their own: before the day, at noon, before going home."""

AHEAD = dt.timedelta(minutes=15)
"""Nobody begins to think this very minute because a form says so."""

WEEKS = 6
"""Who knows whom has mostly settled after five to six weeks (SCIENCE §4): so long a new pair is kept going."""

LATELY = dt.timedelta(days=4)
"""Who was in touch so lately is not spoken of again this week."""

NUMBERED = re.compile(r"\S*\d\S*")

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


def thinking_times(
    now: dt.datetime, zone: str, *, taken: Iterable[tuple[dt.datetime, int]] = (), many: int = 3
) -> list[dt.datetime]:
    """Times to think: the first free quiet hour of today and of the next working days, on the clocks of a zone.

    >>> noon = dt.datetime(2025, 10, 17, 16, 30, tzinfo=dt.timezone.utc)  # a Friday, 12:30 in New York
    >>> [at.isoformat() for at in thinking_times(noon, "America/New_York")]
    ['2025-10-17T20:10:00+00:00', '2025-10-20T12:00:00+00:00', '2025-10-21T12:00:00+00:00']
    """
    busy = list(taken)
    found: list[dt.datetime] = []
    for day in _working_days(now.astimezone(ZoneInfo(zone)).date()):
        hours = (on_the_wall(dt.datetime.combine(day, hour), zone) for hour in QUIET_HOURS)
        free = (at for at in hours if at >= now + AHEAD and not any(overlap(at, THINKING, *one) for one in busy))
        found.extend(at for at in [next(free, None)] if at is not None)
        if len(found) == many:
            break
    return found


def _working_days(today: dt.date) -> Iterator[dt.date]:
    """Today, whatever day it is, then Mondays to Fridays of a month."""
    days = (today + dt.timedelta(days=n) for n in range(31))
    return (day for day in days if day == today or day.weekday() < 5)


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a new pair: `kept` (somebody was in touch), `now`, `quiet` or `ahead`."""

    number: int
    first: dt.date
    state: str


def week_of(met_on: dt.date, today: dt.date) -> int | None:
    """Which week after a first 1-2-1 this is, from 1 to 6; None when it is over, or has not begun.

    >>> met = dt.date(2025, 10, 16)
    >>> [week_of(met, met + dt.timedelta(days=days)) for days in (0, 1, 7, 8, 42, 43)]
    [1, 1, 1, 2, 6, None]
    """
    days = (today - met_on).days
    return max(1, -(-days // 7)) if 0 <= days <= 7 * WEEKS else None


def six_weeks(met_on: dt.date, touched: Iterable[dt.date], today: dt.date) -> tuple[Week, ...]:
    """The six weeks after a first 1-2-1, each from the day after; the 1-2-1 itself keeps none of them.

    >>> met = dt.date(2025, 10, 16)
    >>> [week.state for week in six_weeks(met, [met, met + dt.timedelta(days=3)], met + dt.timedelta(days=16))]
    ['kept', 'quiet', 'now', 'ahead', 'ahead', 'ahead']
    """
    kept = {week_of(met_on, on) for on in touched if on > met_on}
    now = week_of(met_on, today) or WEEKS + 1

    def state(number: int) -> str:
        if number in kept:
            return "kept"
        return "now" if number == now else "quiet" if number < now else "ahead"

    first = met_on + dt.timedelta(days=1)
    return tuple(Week(n, first + dt.timedelta(weeks=n - 1), state(n)) for n in range(1, WEEKS + 1))


def is_week_open(met_on: dt.date, touched: Iterable[dt.date], today: dt.date) -> bool:
    """Whether a word this week would keep a new pair going: none was said this week, nor a few days ago.

    >>> met = dt.date(2025, 10, 16)
    >>> [is_week_open(met, [met], met + dt.timedelta(days=days)) for days in (2, 4, 43)]
    [False, True, False]
    """
    days = [on for on in touched if on <= today]
    lately = any(today - on < LATELY for on in (met_on, *days))
    return not lately and any(week.state == "now" for week in six_weeks(met_on, days, today))


def next_in_rhythm(start: dt.datetime, weeks: int, zone: str, *, now: dt.datetime) -> dt.datetime:
    """The next time of a rhythm that is still to come; weeks that nobody noticed are skipped.

    >>> first = dt.datetime(2025, 10, 2, 14, tzinfo=dt.timezone.utc)
    >>> next_in_rhythm(first, 2, "UTC", now=dt.datetime(2025, 10, 20, tzinfo=dt.timezone.utc)).date().isoformat()
    '2025-10-30'
    """
    passed = max(0, (now - start).days // (7 * weeks))
    times = (weeks_later(start, weeks * many, zone) for many in range(max(1, passed), passed + 3))
    return next(time for time in times if time > now)


def suggested(
    now: dt.datetime, zone: str, is_free: Callable[[dt.datetime], bool], *, many: int = 3,
    since: dt.date | None = None, first: int | None = None,
) -> list[dt.datetime]:  # fmt: skip
    """Times to offer: one on each of the next weekdays from the day after tomorrow, at hours when people meet.

    `since`: not before that day; `first`: where it is free, at that hour.

    >>> thursday = dt.datetime(2025, 10, 16, 8, tzinfo=dt.timezone.utc)
    >>> [f"{time:%a %d %H:%M}" for time in suggested(thursday, "UTC", lambda time: time.hour != 10)]
    ['Mon 20 15:00', 'Tue 21 15:00', 'Wed 22 15:00']
    """
    found: list[dt.datetime] = []
    soon = now.astimezone(ZoneInfo(zone)).date() + dt.timedelta(days=2)
    wished = () if first is None else (first, first + 1)
    for wall_day in _weekdays(max(soon, since or soon)):
        hours = (10, 15) if len(found) % 2 == 0 else (15, 10)
        times = (on_the_wall(dt.datetime.combine(wall_day, dt.time(hour)), zone) for hour in (*wished, *hours, 9, 17))
        found += [time for time in times if is_free(time)][:1]
        if len(found) == many:
            break
    return found


def _weekdays(first: dt.date) -> Iterator[dt.date]:
    """Monday to Friday, three weeks of them."""
    days = (first + dt.timedelta(days=more) for more in range(21))
    return (day for day in days if day.weekday() < 5)


_SAID = re.compile(r"(?<!about )(?<!the )(?<![\w:-])(?:1-2-1|121|1:1|one-to-one)\s+with\b", re.IGNORECASE)
_CLOCK = re.compile(r"\bat (\d{1,2})(?::(\d{2}))?\s*(am|pm)?(?!\w|:\d)", re.IGNORECASE)


def says_one_to_one(line: str) -> bool:
    """Whether a quick line says that a 1-2-1 took place, rather than speaks of one.

    >>> says_one_to_one("1-2-1 with Marta, Tuesday"), says_one_to_one("call with Marta: plan a 1-2-1 with Bo")
    (True, False)
    """
    found = _SAID.search(line)
    return found is not None and not re.search(r"\bwith\b", line[: found.start()], re.IGNORECASE)


def clock_said(line: str) -> dt.time | None:
    """The time of day in a quick line; a bare number is an hour only with am or pm.

    >>> clock_said("1-2-1 with Marta, Tuesday at 10:30"), clock_said("1-2-1 with Marta at 3 pm"), clock_said("at 12")
    (datetime.time(10, 30), datetime.time(15, 0), None)
    """
    found = _CLOCK.search(line)
    if found is None or not (found[2] or found[3]):
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    minute = int(found[2] or 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def without_clock(text: str) -> str:
    """What is left of a note when the time of day was taken from it.

    >>> without_clock("at 10:30 her mother is 80")
    'her mother is 80'
    """
    return text if clock_said(text) is None else _CLOCK.sub("", text, count=1).strip(" ,.;")


def next_act(
    state: str, *, waits_for_me: bool, has_passed: bool, has_begun: bool,
    i_say: dt.datetime | None, they_say: dt.datetime | None,
) -> str:  # fmt: skip
    """What comes next, seen from one seat.

    >>> next_act("planned", waits_for_me=False, has_passed=True, has_begun=False, i_say=None, they_say=None)
    'prepare'
    """
    if state == "proposed":
        return "offer" if has_passed else "answer" if waits_for_me else "wait"
    if state == "planned":
        return "hold" if has_begun else "prepare"
    if state in ENDED:
        return "again"
    if i_say is None:
        return "confirm"
    return "settle" if they_say is not None and not agree(i_say, they_say) else "wrap_up"


def focus_seen(about: str, place: int) -> str:
    """The focus as it is kept, from what one of the two says: `me`, `them`, `both`.

    >>> focus_seen("them", 1), focus_seen("them", 2), focus_seen("both", 2)
    ('second', 'first', 'both')
    """
    if about == "both":
        return "both"
    return "first" if (about == "me") == (place == 1) else "second"


def town(address: str) -> str:
    """Where somebody lives, without street and numbers; a single line stays as it is.

    >>> town("12 High Street, Dublin, OH, 43017"), town("Hauptstr. 3\\n10115 Berlin"), town("Dublin")
    ('Dublin, OH', 'Berlin', 'Dublin')
    """
    _street, _comma, rest = address.replace("\n", ", ").partition(",")
    rest = rest.strip() or address.strip()
    if not NUMBERED.search(rest):
        return rest
    return ", ".join(filter(None, (" ".join(NUMBERED.sub("", part).split()) for part in rest.split(","))))
