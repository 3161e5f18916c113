"""Pure decisions about calendars: what is a crowd, how one met, whom a title names, which contact is which."""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Mapping, Sequence

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
