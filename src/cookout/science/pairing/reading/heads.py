"""Which weeks and time slots the columns of a roster are: `week 1`, `2026-12-07`, `week 2 morning`, `Tue evening`."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cookout.science.errors import ScienceError
from cookout.science.tables.days import days_within, read_days

_WEEK = re.compile(r"(?:week|wk|w|woche)[\s._#-]*(?P<number>\d{1,2})(?!\d)[\s,;:.()–-]*(?P<slot>.*)", re.IGNORECASE)
_WEEKDAYS = (
    "mon", "monday", "mo", "montag", "tue", "tues", "tuesday", "di", "dienstag", "wed", "wednesday", "mi", "mittwoch",
    "thu", "thur", "thurs", "thursday", "do", "donnerstag", "fri", "friday", "fr", "freitag", "sat", "saturday", "sa",
    "samstag", "sun", "sunday", "so", "sonntag",
)  # fmt: skip
_PARTS = (
    "early", "late", "morning", "mornings", "breakfast", "noon", "midday", "lunch", "lunchtime", "afternoon",
    "afternoons", "evening", "evenings", "dinner", "night", "am", "pm", "a", "p", "m", "morgens", "vormittag",
    "vormittags", "mittag", "mittags", "nachmittag", "nachmittags", "abend", "abends", "uhr", "h", "at",
)  # fmt: skip
_SLOT_WORDS = frozenset([*_WEEKDAYS, *_PARTS, *(f"{day}s" for day in _WEEKDAYS)])


@dataclass(frozen=True, slots=True)
class Head:
    """A column of marks: which week (by number from 1, or by a day; by neither: every week) and which slot of it."""

    column: int
    text: str
    number: int | None = None
    day: date | None = None
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of marks, and what is to be said of the others."""

    heads: tuple[Head, ...]
    notes: tuple[str, ...]


def heads_of(label: str, texts: Sequence[str], taken: frozenset[int]) -> Heads:
    """What the columns beside those that are taken mean. Raises ScienceError where one means two things, or two one.

    >>> found = heads_of("roster.csv", ["week 1 morning", "2026-12-07", "Tue", "phone"], frozenset())
    >>> [(one.number, one.day, one.slot) for one in found.heads]
    [(1, None, 'morning'), (None, datetime.date(2026, 12, 7), ''), (None, None, 'Tue')]
    >>> found.notes
    ('Not read, as no week is told by their heads: “phone”.',)
    """
    left = {at: " ".join(text.split()) for at, text in enumerate(texts) if at not in taken and text.strip()}
    days = _days(label, left)
    found = [head for at, text in left.items() if (head := _head(at, text, days.get(at)))]
    heads = _by_day(found)
    _no_twins(label, heads)
    known = {head.column for head in heads}
    others = [f"“{text}”" for at, text in left.items() if at not in known]
    notes = (f"Not read, as no week is told by their heads: {', '.join(others)}.",) if others else ()
    return Heads(heads, notes)


def _days(label: str, left: Mapping[int, str]) -> Mapping[int, tuple[date, str]]:
    """For columns that name a day: the day, and what else they say."""
    said = {at: named[0] for at, text in left.items() if (named := days_within(text)) and not _WEEK.fullmatch(text)}
    read = read_days(said.values())
    for at, text in said.items():
        if text in (read.ambiguous or {}):
            raise ScienceError(f"“{label}”: the column “{left[at]}” may be two days. Write it as 2026-12-07.")
    return {at: (read.of[text], _rest(left[at], text)) for at, text in said.items() if text in read.of}


def _rest(text: str, day: str) -> str:
    """What a head says beside the day, without the name of the weekday before it."""
    before, _, after = text.partition(day)
    before = " ".join(word for word in before.split() if word.strip(".,").casefold() not in _WEEKDAYS)
    return " ".join(f"{before} {after.removeprefix('T00:00:00')}".split()).strip(" ,;:()–-")


def _head(at: int, text: str, day: tuple[date, str] | None) -> Head | None:
    if day:
        return Head(at, text, day=day[0], slot=day[1])
    if match := _WEEK.fullmatch(text):
        return Head(at, text, number=int(match["number"]), slot=match["slot"].strip(" )"))
    words = [word for word in re.split(r"[\s.,:/()–-]+", text.casefold()) if word]
    if any(word in _SLOT_WORDS for word in words) and all(_is_of_slot(word) for word in words):
        return Head(at, text, slot=text)
    return None


def _is_of_slot(word: str) -> bool:
    return word in _SLOT_WORDS or re.fullmatch(r"\d{1,2}(?:am|pm|h)?", word) is not None


def _by_day(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Several days of one week are slots of it, under their own names."""
    many = Counter(head.day.isocalendar()[:2] for head in heads if head.day and not head.slot)
    return tuple(
        Head(head.column, head.text, day=head.day, slot=head.text)
        if head.day and not head.slot and many[head.day.isocalendar()[:2]] > 1
        else head
        for head in heads
    )


def _no_twins(label: str, heads: Sequence[Head]) -> None:
    seen: dict[tuple[object, ...], str] = {}
    for head in heads:
        week = head.day.isocalendar()[:2] if head.day else None
        meant = (head.number, week, head.slot.casefold())
        if meant in seen:
            raise ScienceError(
                f"“{label}”: the columns “{seen[meant]}” and “{head.text}” are the same week and slot. Leave one out."
            )
        seen[meant] = head.text
