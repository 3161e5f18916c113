"""Pure decisions about calendars (what is a crowd, whom a title names) and group meetings (who was away too often)."""

import datetime as dt
import re
import uuid
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

CROWD = 8
"""More people than this in one event: who was among them is no contact yet."""

AHEAD = dt.timedelta(days=60)
"""How far into what is to come one looks for times that two have agreed on."""

MINUTES = 60
"""How long an event takes that does not say so."""

_SPACE = uuid.UUID("5f0a1d0e-6f0b-5b8e-9a64-0c2f3a8a7d11")
_CALL = re.compile(r"\b(?:tel:|phone|call|ring|anruf|telefonat)\b|^\+?[\d\s().-]{7,}$", re.IGNORECASE)
_NO_MEETING = re.compile(r"\b(?:birthday|anniversary|geburtstag|jahrestag|anniversaire|cumplea)", re.IGNORECASE)
LONGEST_NAME = 5


def touch_uid(owner: uuid.UUID, event: str, occurrence: str, person: uuid.UUID) -> uuid.UUID:
    """The id of the contact with one person at one time of one event: the same in every version of the calendar.

    The day is not part of it, so that an event which was moved is still the same contact; of an event that repeats
    it is the day on which this time was to be.
    """
    return uuid.uuid5(_SPACE, f"{owner}\n{event}\n{occurrence}\n{person}")


def how(summary: str, location: str, link: str) -> str:
    """How one met, in the words of a touch.

    >>> how("Lunch", "Harbor Cafe", ""), how("Call with Omar", "", ""), how("Review", "", "https://zoom.us/j/1")
    ('meeting', 'call', 'video')
    """
    if link:
        return "video"
    return "call" if _CALL.search(location) or _CALL.search(summary) else "meeting"


def people_named(said: Sequence[str], names: Mapping[tuple[str, ...], Collection[int]]) -> set[int]:
    """Those whose whole name, of two words at least, stands in these words.

    >>> people_named(["coffee", "with", "marta", "reyes"], {("marta", "reyes"): [7], ("marta",): [8]})
    {7}
    """
    found: set[int] = set()
    for start in range(len(said)):
        for long in range(2, LONGEST_NAME + 1):
            found.update(names.get(tuple(said[start : start + long]), ()) if start + long <= len(said) else ())
    return found


def speaks_of_a_feast(summary: str) -> bool:
    """Whether a title only remembers a day: nobody meets by it."""
    return bool(_NO_MEETING.search(summary))


def outcome(
    *, ahead: bool, there: dt.date | None, on: dt.date, taken_away: bool, by_name: bool, size: int, met_that_day: bool
) -> str:
    """What bringing an event in means for one person of it; `there` is the day of the contact it has made already.

    >>> ordinary = dict(ahead=False, there=None, taken_away=False, by_name=False, size=2, met_that_day=False)
    >>> day = dt.date(2025, 3, 4)
    >>> [outcome(on=day, **ordinary | more) for more in ({}, {"size": 9}, {"there": day})]
    ['touch', 'crowd', 'same']
    """
    if ahead:
        return "ahead"
    if there is not None:
        return "same" if there == on else "moved"
    reasons = (("removed", taken_away), ("named", by_name), ("crowd", size > CROWD), ("day", met_that_day))
    return next((reason for reason, holds in reasons if holds), "touch")


# Events: how long they are, and when the next of a series is

MOST_HOURS = 99
MOST_COST = 2**31 - 1
"""In the smallest unit of a currency."""

LONGEST_EVENT = dt.timedelta(days=30)
YEARS = range(1900, 2200)
"""A day in another year is a slip of the finger."""

MOST_REPEATED = 60
"""So many of a series are put down at once: more than a year of weeks."""

DECIDE_WITHIN = dt.timedelta(days=2)
"""Whom I met is decided on within 48 hours."""

EARLY = dt.timedelta(hours=1)
"""So long before an event begins one may be there already."""

SHORT = 30
"""A promise of so many letters fits on a button."""


def day_met(written: dt.date, first: dt.date, last: dt.date) -> dt.date:
    """On which day of an event I met somebody whom I wrote down on a day: after midnight it was the evening before.

    >>> day = dt.date(2025, 3, 4)
    >>> day_met(dt.date(2025, 3, 5), day, day), day_met(day, day, dt.date(2025, 3, 6))
    (datetime.date(2025, 3, 4), datetime.date(2025, 3, 4))
    """
    return min(max(written, first), last)


CLOCK_IS_OFF = dt.timedelta(minutes=10)
"""A phone's clock that is off by more than this is wrong; less is the way through the network."""

OLDEST_KEPT = dt.timedelta(days=400)
"""Nothing waits on a phone for longer: what claims to be older was written by a clock that had no day."""


def corrected(made_at: dt.datetime, sent_at: dt.datetime | None, received_at: dt.datetime) -> dt.datetime:
    """When something kept on a phone was really written: its clock says when it was made and when it was sent.

    What the clock was off at the sending it was off at the writing. Nothing is written after it arrives; what cannot
    be known is when it arrived.

    >>> noon, hour, day = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC), dt.timedelta(hours=1), dt.timedelta(days=1)
    >>> corrected(noon - hour, noon, noon).isoformat(), corrected(noon - hour + day, noon + day, noon).isoformat()
    ('2026-03-04T11:00:00+00:00', '2026-03-04T11:00:00+00:00')
    >>> corrected(noon + day, None, noon) == corrected(noon - 9000 * day, noon, noon) == noon
    True
    """
    off = received_at - sent_at if sent_at is not None else dt.timedelta()
    try:
        really = made_at + off if abs(off) > CLOCK_IS_OFF else made_at
    except OverflowError:
        return received_at
    return really if received_at - OLDEST_KEPT <= really <= received_at else received_at


def repeated(on: dt.date, every: str, until: dt.date) -> list[dt.date]:
    """The days after the first on which something that repeats is again; a month without a fifth Friday is left out.

    >>> [day.isoformat() for day in repeated(dt.date(2026, 11, 10), "month", dt.date(2027, 1, 31))]
    ['2026-12-08', '2027-01-12']
    >>> len(repeated(dt.date(2026, 11, 10), "fortnight", dt.date(2026, 12, 31)))
    3
    """
    if every == "month":
        coming = (_same_weekday(on, later) for later in range(1, MOST_REPEATED + 1))
        return [day for day in coming if day is not None and day <= until]
    step = dt.timedelta(days=7 if every == "week" else 14)
    return [day for number in range(1, MOST_REPEATED + 1) if (day := on + number * step) <= until]


def latest_repeat(on: dt.date, every: str) -> dt.date:
    """Up to which day something may be repeated at once.

    >>> latest_repeat(dt.date(2026, 1, 6), "week").isoformat(), latest_repeat(dt.date(2026, 1, 6), "month").isoformat()
    ('2027-03-02', '2030-12-31')
    """
    if every != "month":
        return on + MOST_REPEATED * dt.timedelta(days=7 if every == "week" else 14)
    year, month = divmod(on.year * 12 + on.month - 1 + MOST_REPEATED, 12)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def _same_weekday(on: dt.date, months: int) -> dt.date | None:
    """The second Tuesday, say, so many months later."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    first = dt.date(year, month + 1, 1)
    day = 1 + (on.weekday() - first.weekday()) % 7 + 7 * ((on.day - 1) // 7)
    return first.replace(day=day) if day <= monthrange(year, month + 1)[1] else None


# Group meetings: what time it is there, how long a code is good, who was away too often

STEP = 30
"""Seconds after which the screen shows another check-in code."""

GOOD_STEPS = 2
"""A code is taken in its own step and so many after it: never longer than ninety seconds."""

DOORS_OPEN = dt.timedelta(minutes=45)
"""So long before the meeting begins one can check in."""

GRACE = dt.timedelta(minutes=5)
"""Who comes in so soon after the start stood at the door in time."""

IN_A_ROW = 2
"""Absent so often without a time in between: somebody should call."""


def day_exists(day: dt.date, zone: dt.tzinfo) -> bool:
    """Whether there is such a day where the group lives: an island that crosses the date line skips one.

    >>> from zoneinfo import ZoneInfo
    >>> [day_exists(dt.date(2011, 12, day), ZoneInfo("Pacific/Apia")) for day in (29, 30, 31)]
    [True, False, True]
    """
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=zone)
    return noon.astimezone(dt.UTC).astimezone(zone).date() == day


def instant(day: dt.date, at: dt.time, zone: dt.tzinfo) -> dt.datetime:
    """The moment of a time on the group's own clock; one that the clock skips is as much later as it skips.

    >>> from zoneinfo import ZoneInfo
    >>> instant(dt.date(2026, 3, 8), dt.time(2, 30), ZoneInfo("America/New_York")).isoformat()
    '2026-03-08T03:30:00-04:00'
    """
    return dt.datetime.combine(day, at, tzinfo=zone).astimezone(dt.UTC).astimezone(zone)


def coming_days(weekday: int, start: dt.date, weeks: int) -> list[dt.date]:
    """The next so many such weekdays, from this day on.

    >>> [day.isoformat() for day in coming_days(1, dt.date(2026, 3, 4), 2)]
    ['2026-03-10', '2026-03-17']
    """
    first = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
    return [first + dt.timedelta(weeks=week) for week in range(weeks)]


def step_of(now: dt.datetime) -> int:
    """In which step of thirty seconds a moment lies."""
    return int(now.timestamp()) // STEP


def is_fresh(step: int, now: dt.datetime) -> bool:
    """Whether a code of that step is taken now; one from the future is none of ours.

    >>> now = dt.datetime(2026, 3, 3, 7, 0, tzinfo=dt.UTC)
    >>> [is_fresh(step_of(now) - age, now) for age in (-1, 0, 2, 3)]
    [False, True, True, False]
    """
    return 0 <= step_of(now) - step <= GOOD_STEPS


@dataclass(frozen=True, slots=True)
class Away:
    """How often a member was absent lately, and how often without coming in between."""

    absent: int
    in_a_row: int
    allowed: int | None
    months: int

    @property
    def is_at_limit(self) -> bool:
        """Whether the group's own number is reached."""
        return self.allowed is not None and self.absent >= self.allowed

    @property
    def is_soon(self) -> bool:
        """Whether one more would reach it; where the group allows one alone, the first says it."""
        return self.allowed is not None and self.absent > 0 and self.absent >= self.allowed - 1

    @property
    def is_notable(self) -> bool:
        """Whether somebody should know: the limit is near, or two in a row were missed."""
        return self.in_a_row >= IN_A_ROW or self.is_soon


def absences(marks: Sequence[tuple[dt.date, str]], *, today: dt.date, allowed: int | None, months: int) -> Away:
    """How absences pile up; marks by day, the oldest first, of meetings that were held while one was not on leave.

    Absent is only who was marked so. Medical does not count and ends no row, nor does a missing mark, which is not
    known; a substitute is there.

    >>> days = [dt.date(2026, 3, day) for day in (3, 10, 17, 24)]
    >>> absences(list(zip(days, "PAMA")), today=days[-1], allowed=3, months=6)
    Away(absent=2, in_a_row=2, allowed=3, months=6)
    """
    since = months_before(today, months)
    absent = in_a_row = 0
    for day, mark in marks:
        if not mark or mark not in "PALS" or not since < day <= today:
            continue
        absent += mark == "A"
        in_a_row = in_a_row + 1 if mark == "A" else 0
    return Away(absent, in_a_row, allowed, months)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months ago, or the last day of a shorter month.

    >>> months_before(dt.date(2026, 8, 31), 6).isoformat()
    '2026-02-28'
    """
    month = max(12, 12 * day.year + day.month - 1 - months)  # before the first year there is no calendar
    year, month = divmod(month, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# The evening before: how the time of a meeting is shared out, who speaks next, by when a visitor hears from us

FOLLOW_UP = dt.timedelta(days=2)
"""By then a visitor who came has heard from somebody."""

ROUNDS = ("everyone", "thanks")
"""Parts in which everybody has a turn; they share what the others leave."""

LEAST_ROUND = 5


def follow_up_day(met_on: dt.date) -> dt.date:
    """By when somebody asks a visitor how it was.

    >>> follow_up_day(dt.date(2026, 3, 3)).isoformat()
    '2026-03-05'
    """
    return met_on + FOLLOW_UP


def shared_out(minutes: int, *, visitors: int, has_speaker: bool) -> list[tuple[str, int, int]]:
    """The parts of a meeting with the minute in which each begins and how many it has; they fill the time exactly.

    Rounds share what the other parts leave; where too little is left, all parts shrink alike.

    >>> shared_out(90, visitors=3, has_speaker=True)[:3]
    [('welcome', 0, 5), ('visitors', 5, 3), ('everyone', 8, 31)]
    >>> sum(length for _key, _start, length in shared_out(20, visitors=0, has_speaker=False))
    20
    """
    fixed = {
        "welcome": 5, "visitors": max(2, visitors) if visitors else 0, "recognition": 5,
        "speaker": 10 if has_speaker else 0, "announcements": 5,
    }  # fmt: skip
    each = max(LEAST_ROUND, (minutes - sum(fixed.values())) / len(ROUNDS))
    order = ("welcome", "visitors", "everyone", "recognition", "speaker", "thanks", "announcements")
    weights = [(key, each if key in ROUNDS else fixed[key]) for key in order if key in ROUNDS or fixed[key]]
    whole, begun, edges = sum(weight for _key, weight in weights), 0.0, [0]
    for _key, weight in weights:
        begun += weight
        edges.append(int(begun * minutes / whole + 0.5))
    return [(key, edges[at], edges[at + 1] - edges[at]) for at, (key, _weight) in enumerate(weights)]


def seconds_each(minutes: int, people: int) -> int:
    """How long everybody may speak, in steps of five seconds.

    >>> seconds_each(31, 35), seconds_each(10, 0)
    (50, 0)
    """
    return 0 if people <= 0 else minutes * 60 // people // 5 * 5


def longest_waiting(waiting: Mapping[int, dt.date], *, besides: Collection[int] = ()) -> list[int]:
    """Who spoke longest ago comes first, since when by key; one who never spoke has waited since joining.

    >>> longest_waiting({7: dt.date(2026, 1, 6), 8: dt.date(2025, 5, 6), 9: dt.date(2026, 2, 3)}, besides=[9])
    [8, 7]
    """
    return sorted((key for key in waiting if key not in besides), key=lambda key: (waiting[key], key))
