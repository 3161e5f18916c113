"""QR codes as the outline of their dark squares, to be drawn by a template."""

from dataclasses import dataclass, replace
from itertools import groupby

import segno

from .card import Card
from .vcard_out import write_vcard

QUIET = 3
"""Squares of white around the code: cameras look for them."""
MOST_BYTES = 320
"""More makes squares that a phone across a table does not tell apart."""
_WORTH = ("phone", "email", "organisation", "title")


@dataclass(frozen=True, slots=True)
class Code:
    """A code: how many squares wide, and the path around the dark ones."""

    side: int
    path: str


def code(text: str) -> Code:
    """The QR code of a text.

    >>> code("https://example.org/").side
    31
    """
    rows = [list(row) for row in segno.make(text, error="m", micro=False, encoding="utf-8").matrix_iter(border=QUIET)]
    return Code(len(rows), "".join(_runs(y, row) for y, row in enumerate(rows)))


def contact(card: Card) -> Code:
    """A contact as a code, to be saved where there is no signal; what matters least goes where it grows too fine."""
    values = [value for value in card.values if value.kind in _WORTH]
    values.sort(key=lambda value: _WORTH.index(value.kind))
    while True:
        text = b"".join(write_vcard([replace(card, values=tuple(values), photo=None)], "3.0")).decode()
        if len(text.encode()) <= MOST_BYTES or not values:
            return code(text)
        values.pop()


def _runs(y: int, row: list[int]) -> str:
    path, x = "", 0
    for dark, squares in groupby(row):
        length = len(list(squares))
        if dark:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return path
