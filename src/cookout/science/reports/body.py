"""What the bodies of all reports have in common: who is named in a row, which rows are nobody's, what is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cookout.science.reports.figures import count
from cookout.science.reports.grid import NO_CELL, Cell, Row, Sheet
from cookout.science.reports.heads import Head
from cookout.science.reports.report import Complaint, Counts
from cookout.science.tables.keys import key

_AFTER = {"jr", "sr", "ii", "iii", "iv", "md", "phd", "mba", "cpa", "esq", "inc", "llc"}
"""What may stand behind a comma and is no first name."""

MANY = 8
"""So many examples are told."""


def rows_below(sheet: Sheet, head: Head) -> Iterator[tuple[int, Row]]:
    """The rows of the body with their numbers, without repeated heads."""
    for number, row in sheet.rows.items():
        if number > head.row and not head.repeats(row):
            yield number, row


def cell_of(row: Row, head: Head, role: str) -> Cell:
    """The cell under a head; blank where there is none."""
    return row.get(head.columns.get(role, -1), NO_CELL)


def name_of(row: Row, head: Head) -> str:
    """First and last name, or the whole one, as the row says it."""
    parts = (cell_of(row, head, role).text for role in ("first", "last"))
    both = " ".join(part for part in parts if part)
    return both or turned(cell_of(row, head, "name").text)


def turned(name: str) -> str:
    """First name first, however a list is sorted.

    >>> turned("Ash, Ada"), turned("Dan Dogwood, Jr.")
    ('Ada Ash', 'Dan Dogwood, Jr.')
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    if not (comma and last and first) or "," in first or key(first) in _AFTER:
        return name
    return f"{first} {last}"


def is_single(row: Row, head: Head) -> bool:
    """Whether a row has one name only, as the lines for visitors and totals have; some members have, too."""
    if {"first", "last"} <= head.columns.keys():
        return not (cell_of(row, head, "first").text and cell_of(row, head, "last").text)
    return " " not in name_of(row, head)


def is_bold(row: Row, head: Head) -> bool:
    """Whether the name stands there in bold letters."""
    return any(cell_of(row, head, role).bold for role in ("first", "last", "name"))


def counts_of(row: Row, number: int, head: Head, unread: dict[str, list[int]]) -> Counts:
    """The counts of a row; what is no count is noted under its meaning, and not told."""
    told: dict[str, int | None] = {}
    for role in COUNTED:
        try:
            told[role] = count(cell_of(row, head, role).text)
        except ValueError:
            unread.setdefault(role, []).append(number)
    return Counts(**told)


COUNTED: tuple[str, ...] = tuple(Counts.__dataclass_fields__)


def unread_counts(unread: Mapping[str, Sequence[int]], head: Head) -> list[Complaint]:
    """One complaint for each column with cells that are no counts."""
    text = "“%(column)s” holds no count in %(rows)s: not told there."
    return [
        Complaint("not_a_count", text, {"column": head.names[role], "rows": in_rows(rows)}, tuple(rows))
        for role, rows in unread.items()
    ]


def in_rows(rows: Iterable[int]) -> str:
    """`row 7`, `rows 7, 9 and 3 more`.

    >>> in_rows([7]), in_rows(range(1, 12))
    ('row 7', 'rows 1, 2, 3, 4, 5, 6, 7, 8 and 3 more')
    """
    numbers = list(rows)
    some = ", ".join(str(number) for number in numbers[:MANY])
    more = f" and {len(numbers) - MANY} more" if len(numbers) > MANY else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {some}{more}"
