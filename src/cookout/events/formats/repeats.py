"""Events that repeat, worked out one time at a time."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import icalendar
import recurring_ical_events

from .drafts import Draft

MOST_TIMES = 1_000
"""Of one series the latest so many: three years of every day."""

MOST_A_DAY = 4
"""More times on one day are no meetings with people, and a rule of few letters can name all seconds of a century."""

_OFTEN = re.compile(r"FREQ=(HOURLY|MINUTELY|SECONDLY)")
_CLOCKS = re.compile(r"BY(?:HOUR|MINUTE|SECOND)=([^;]*)")
_NO_STEP = re.compile(r"INTERVAL=(?![0-9]*[1-9])")
_WHICH = "X-COOKOUT-PLACE"


@dataclass(frozen=True, slots=True)
class Time:
    """One time of a series: which version of the event holds for it, when it is, when it was to be."""

    draft: Draft
    starts: dt.datetime | dt.date
    was_to_be: dt.datetime | dt.date


def times(series: Draft, changed: list[Draft], until: dt.datetime) -> list[Time]:
    """All times of a series until then, in order; the troubles with it are said on the draft."""
    assert series.starts is not None
    if _OFTEN.search(series.rule) or _many_a_day(series.rule) > MOST_A_DAY:
        series.trouble("it repeats several times a day; only the first time was read")
        return [Time(series, series.starts, series.starts)]
    try:
        if _NO_STEP.search(series.rule):
            raise ValueError("a step of nothing")
        found = sorted(_worked_out(series, changed, until), key=lambda time: _order(time.starts))
    except Exception:  # whatever the rule does to the library, the event itself is good
        series.trouble("how it repeats could not be read; only the first time was")
        return only_named(series, changed)
    if len(found) > MOST_TIMES:
        series.trouble(f"it took place {len(found)} times; the latest {MOST_TIMES} were read")
    return found[-MOST_TIMES:]


def only_named(series: Draft, changed: list[Draft]) -> list[Time]:
    """The first time, and those that the file names one by one because they were changed."""
    assert series.starts is not None
    named = (Time(one, one.starts, one.was_to_be) for one in changed if one.starts and one.was_to_be)
    return [Time(series, series.starts, series.starts), *named]


def _many_a_day(rule: str) -> int:
    """So many times of the clock a rule names.

    >>> _many_a_day("FREQ=DAILY;BYHOUR=9,15;BYMINUTE=0,30"), _many_a_day("FREQ=DAILY")
    (4, 1)
    """
    return math.prod(said.count(",") + 1 for said in _CLOCKS.findall(rule))


def _order(starts: dt.datetime | dt.date) -> float:
    if isinstance(starts, dt.datetime):
        return starts.timestamp()
    return dt.datetime.combine(starts, dt.time(), dt.UTC).timestamp()


def _worked_out(series: Draft, changed: list[Draft], until: dt.datetime) -> Iterator[Time]:
    calendar, drafts = icalendar.Calendar(), {}
    for draft in [series, *changed]:
        calendar.add_component(_component(draft))
        drafts[draft.place] = draft
    earliest = min(_order(draft.starts) for draft in drafts.values() if draft.starts) - 2 * 86400
    since = dt.datetime.fromtimestamp(earliest, dt.UTC)
    if since >= until:
        return
    for found in recurring_ical_events.of(calendar).between(since, until):
        starts, original = found["DTSTART"].dt, found.get("RECURRENCE-ID")
        yield Time(
            drafts[int(found[_WHICH])], starts, _in_zone(original.dt if original is not None else starts, series)
        )


def _in_zone(moment: dt.datetime | dt.date, series: Draft) -> dt.datetime | dt.date:
    """In the zone of the series, where its days are; some programs name changed times in UTC."""
    if isinstance(moment, dt.datetime) and isinstance(series.starts, dt.datetime) and moment.tzinfo:
        return moment.astimezone(series.starts.tzinfo)
    return moment


def _component(draft: Draft) -> icalendar.Event:
    """The event as the library wants it, with nothing in it but what matters for when it is."""
    event = icalendar.Event()
    event.add("uid", draft.uid)
    event.add("dtstart", draft.starts)
    event[_WHICH] = str(draft.place)
    if draft.was_to_be is not None:
        event.add("recurrence-id", draft.was_to_be)
    if draft.rule:
        event["RRULE"] = icalendar.vRecur.from_ical(draft.rule)
    for name, days in (("rdate", draft.more), ("exdate", draft.without)):
        for day in days:
            event.add(name, day)
    return event
