"""Rows as a table for other programs; a cell that a spreadsheet would run as a formula is made harmless."""

import csv
import io
from collections.abc import Iterable, Sequence

from cookout.people.formats.records import safe

PAIRS = ("week", "monday", "first", "second", "time_of_day", "why", "drawn_by_lot")
"""The columns of a group's round: a row a pair."""

ACROSS = (
    "week", "monday", "first_chapter", "first", "first_classification", "second_chapter", "second",
    "second_classification", "time_of_day", "why", "drawn_by_lot",
)  # fmt: skip
"""The same across chapters."""

EVENING = ("turn", "table", "name", "classification")
"""The columns of a speed evening: a row a seat; an empty table means that she sits this turn out."""


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A line of names, then a line a row.

    >>> print(as_csv(("who", "whom"), [("=1+1", "Ben")]).splitlines()[1])
    '=1+1,Ben
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe(str(cell)) for cell in row] for row in rows)
    return out.getvalue()
