"""QR codes as the outline of their dark squares, to be drawn by a template."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 3
"""Squares of white around the code: cameras look for them."""


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
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=QUIET)]
    return Code(len(rows), "".join(_runs(y, row) for y, row in enumerate(rows)))


def _runs(y: int, row: list[int]) -> str:
    path, x = "", 0
    for dark, squares in groupby(row):
        length = len(list(squares))
        if dark:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return path
