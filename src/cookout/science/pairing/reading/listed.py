"""Weeks that a member lists in one cell: `1, 3`, `week 2; week 4`, `1-3`, `2026-12-07`, `all`, `no`."""

import re

from cookout.science.pairing.reading.heads import Head, heads_of
from cookout.science.tables.days import read_days

ALL = frozenset(["all", "every", "any", "always", "yes", "y", "x", "ja", "alle", "immer"])
NONE = frozenset(["no", "n", "none", "never", "nein", "-", "0"])

_RANGE = re.compile(r"(?:weeks?\s*)?(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})", re.IGNORECASE)


def weeks_listed(text: str) -> tuple[Head, ...] | None:
    """The weeks a cell names; None where it sets no limit. Raises ValueError with the words that name no week.

    >>> [one.number for one in weeks_listed("week 1; 3-4") or ()], weeks_listed("all"), weeks_listed("none")
    ([1, 3, 4], None, ())
    """
    plain = text.strip().casefold()
    if not plain or plain in ALL:
        return None
    if plain in NONE:
        return ()
    parts = plain.split() if re.fullmatch(r"[\d\s]+", plain) else re.split(r"[,;/+&|]|\band\b", plain)
    return tuple(head for part in parts if part.strip() for head in _heads(part.strip()))


def _heads(part: str) -> tuple[Head, ...]:
    if (span := _RANGE.fullmatch(part)) and int(span[1]) <= int(span[2]):
        return tuple(Head(0, part, number=number) for number in range(int(span[1]), int(span[2]) + 1))
    if part.isascii() and part.isdigit() and len(part) <= 2:
        return (Head(0, part, number=int(part)),)
    if day := read_days([part]).of.get(part):
        return (Head(0, part, day=day),)
    found = heads_of("", [part], frozenset()).heads
    if len(found) == 1 and found[0].number is not None and not found[0].slot:
        return found
    raise ValueError(part)
