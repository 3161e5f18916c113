"""Pure decisions of the room `ties`: circles, rhythms, and what a hasty line of text means."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CIRCLES = ("unsorted", "cookout", "active", "light", "let_go")
SEATED = ("cookout", "active", "light")
"""The circles with a finite capacity, from the innermost."""

WISHED: Mapping[str, int] = MappingProxyType({"cookout": 30, "active": 90, "light": 365})
"""Wished days between two contacts, by circle (PRODUCT §5.2)."""

LONGEST = 1.5
"""The longest interval is half as long again as the wished one, unless the tie says otherwise."""

CROWDED = 0.75
"""Who works in a crowded trade keeps in touch a quarter sooner (C5)."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often I want to be in touch, in days."""

    wished: int
    longest: int


def rhythm(circle: str, *, wished: int | None, longest: int | None, crowded: bool) -> Rhythm | None:
    """The rhythm of a tie: its own where set, else its circle's; none for unsorted and let go.

    >>> rhythm("cookout", wished=None, longest=None, crowded=False)
    Rhythm(wished=30, longest=45)
    >>> rhythm("active", wished=60, longest=None, crowded=True)
    Rhythm(wished=60, longest=90)
    >>> rhythm("unsorted", wished=10, longest=None, crowded=False) is None
    True
    """
    if circle not in WISHED:
        return None
    days = wished or round(WISHED[circle] * (CROWDED if crowded else 1))
    return Rhythm(days, max(days, longest or round(days * LONGEST)))


def due_dates(
    kept: Rhythm | None, *, last_touch_on: dt.date | None, since: dt.date
) -> tuple[dt.date | None, dt.date | None]:
    """When a tie is due and when overdue. Nobody met yet is due from the day of the decision to go deep.

    >>> due_dates(Rhythm(30, 45), last_touch_on=dt.date(2026, 1, 1), since=dt.date(2025, 1, 1))
    (datetime.date(2026, 1, 31), datetime.date(2026, 2, 15))
    >>> due_dates(Rhythm(30, 45), last_touch_on=None, since=dt.date(2026, 1, 1))
    (datetime.date(2026, 1, 1), datetime.date(2026, 2, 15))
    """
    if kept is None:
        return None, None
    if last_touch_on is None:
        return since, since + dt.timedelta(days=kept.longest)
    return last_touch_on + dt.timedelta(days=kept.wished), last_touch_on + dt.timedelta(days=kept.longest)


def below(circle: str) -> str:
    """Where someone goes who steps back from a full circle.

    >>> below("cookout"), below("light")
    ('active', 'let_go')
    """
    return {"cookout": "active", "active": "light", "light": "let_go"}[circle]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a quick line says: the kind of touch, with whom, when, and the rest as a note."""

    kind: str
    name: str
    on: dt.date
    text: str
    by_me: bool | None


KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "coffee": "meeting", "lunch": "meeting", "breakfast": "meeting", "dinner": "meeting", "met": "meeting",
        "meeting": "meeting", "saw": "meeting", "visit": "meeting", "visited": "meeting", "walk": "meeting",
        "call": "call", "called": "call", "phoned": "call", "phone": "call", "rang": "call", "spoke": "call",
        "talked": "call", "video": "video", "zoom": "video", "text": "text", "texted": "text", "sms": "text",
        "message": "text", "messaged": "text", "wrote": "mail", "mail": "mail", "mailed": "mail", "email": "mail",
        "emailed": "mail", "letter": "letter", "card": "letter", "gift": "gift",
    }
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LINKING = re.compile(r"^(?:with|to|from|at|for)\s+", re.IGNORECASE)
_AGO = re.compile(r"\b(\d{1,3}|a|an|two|three|four)\s+(day|week|month)s?\s+ago\b", re.IGNORECASE)
_ISO = re.compile(r"\b(?:on\s+)?(\d{4})-(\d{2})-(\d{2})\b")
_DAY = re.compile(r"\b(?:(?:on|last)\s+)?(today|yesterday|" + "|".join(WEEKDAYS) + r")\b", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "two": 2, "three": 3, "four": 4}


def parse_entry(line: str, *, today: dt.date) -> Entry | None:
    """Read “coffee with Marta yesterday: her mother is 80”. None where no kind of touch and name can be told.

    >>> parse_entry("coffee with Marta Reyes yesterday: liked the idea", today=dt.date(2026, 3, 4))
    Entry(kind='meeting', name='Marta Reyes', on=datetime.date(2026, 3, 3), text='liked the idea', by_me=None)
    >>> parse_entry("Ryan called 3 days ago", today=dt.date(2026, 3, 4))
    Entry(kind='call', name='Ryan', on=datetime.date(2026, 3, 1), text='', by_me=False)
    """
    head, _colon, text = line.strip().partition(":")
    on, head = _take_day(head, today)
    parts = head.split()
    spots = [i for i, part in enumerate(parts) if part.casefold().strip(",.") in KIND_WORDS]
    if not spots or on is None:
        return None
    spot = spots[0]
    kind = KIND_WORDS[parts[spot].casefold().strip(",.")]
    after, before = " ".join(parts[spot + 1 :]), " ".join(parts[:spot])
    name, by_me = (after, None) if after else (before, False)
    name = _LINKING.sub("", name).strip(" ,.")
    if before.casefold() in {"i", "we had", "had", "i had"}:
        by_me = True if before.casefold() == "i" else None
    return Entry(kind, name, on, text.strip(), by_me) if name else None


def _take_day(head: str, today: dt.date) -> tuple[dt.date | None, str]:
    """Find the day in a line and return it with the line without it; None for a day that does not exist."""
    if found := _ISO.search(head):
        return _iso(found), (head[: found.start()] + head[found.end() :]).strip()
    if found := _AGO.search(head):
        days = {"day": 1, "week": 7, "month": 30}[found[2].casefold()]
        many = _NUMBERS.get(found[1].casefold()) or int(found[1])
        return today - dt.timedelta(days=days * many), (head[: found.start()] + head[found.end() :]).strip()
    if found := _DAY.search(head):
        return _named_day(found[1].casefold(), today), (head[: found.start()] + head[found.end() :]).strip()
    return today, head


def _iso(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _named_day(word: str, today: dt.date) -> dt.date:
    if word in {"today", "yesterday"}:
        return today - dt.timedelta(days=word == "yesterday")
    back = (today.weekday() - WEEKDAYS.index(word)) % 7
    return today - dt.timedelta(days=back or 7)
