"""An attendance report in the columns that other systems take (PALMS), for whoever has to type it in there."""

import csv
import io
from collections.abc import Iterable, Sequence

from cookout.people.formats.records import safe

COLUMNS = (
    "First Name", "Last Name", "P", "A", "L", "M", "S", "RGI", "RGO", "RRI", "RRO", "V", "1-2-1", "TYFCB", "CEU",
    "Custom|T",
)  # fmt: skip
"""Referrals given and received, inside and outside; visitors; 1-2-1s; thank-yous for closed business; learning; praise.

The amount of closed business of one member is nobody's to read, so its column is empty: missing, which is not zero.
"""

Cell = str | int | None


def parted(name: str) -> tuple[str, str]:
    """First and last name: the last word is the last name.

    >>> parted("Mary Ann Reyes"), parted("Cher")
    (('Mary Ann', 'Reyes'), ('Cher', ''))
    """
    first, _blank, last = name.strip().rpartition(" ")
    return (first, last) if first else (last, "")


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table; an empty cell is not known, and no cell is run by a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(head)
    table.writerows([["" if cell is None else safe(str(cell)) for cell in row] for row in rows])
    return out.getvalue()


def as_palms(rows: Iterable[tuple[str, Sequence[Cell]]]) -> str:
    """One row a member: the name, then what stands in the columns after it, in their order."""
    return as_csv(COLUMNS, ([*parted(name), *cells] for name, cells in rows))
