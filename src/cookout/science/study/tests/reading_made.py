"""Made-up tables as files, and what a study reads out of them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cookout.science.study.engines.duck import Duck
from cookout.science.study.reading.table import Table, open_table

HEAD = ("chapter", "member", "month", "one_to_ones", "referrals_given", "referrals_received")
PAIR_HEAD = ("chapter", "giver", "receiver", "month", "met", "referrals", "suggested", "probability")

SMALL = (
    ("North", "Ada", "2025-09", "1", "2", "0"),
    ("North", "Ada", "2025-10", "4", "1", "3"),
    ("North", "Ben", "2025-09", "0", "0", "1"),
    ("South", "Cleo", "2025-10", "2", "5", "2"),
)
READ = [
    ("North", "Ada", 24308, 1, 2, 0, None, None),
    ("North", "Ada", 24309, 4, 1, 3, None, None),
    ("North", "Ben", 24308, 0, 0, 1, None, None),
    ("South", "Cleo", 24309, 2, 5, 2, None, None),
]
"""What SMALL says."""


def put(
    path: Path, rows: Iterable[Sequence[str]], head: Sequence[str] = HEAD, delimiter: str = ",", encoding: str = "utf-8"
) -> str:  # fmt: skip
    """Write a table; its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding=encoding) as out:
        csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return str(path)


def read(*files: str, **asked: Any) -> tuple[Table, list[tuple[Any, ...]]]:
    """The table, and its member-months by the members' names."""
    with Duck(threads=1) as engine:
        table = open_table(files, engine=engine, **asked)
        rows = engine.rows(
            "SELECT m.chapter, p.member, m.month, m.x, m.given, m.received, m.tenure, m.attendance FROM months AS m "
            "JOIN members AS p ON m.member = p.number ORDER BY ALL"
        )
        numbered = engine.rows("SELECT DISTINCT member FROM months ORDER BY member")
    assert [number for (number,) in numbered] == list(range(len(numbered))), "members are not 0 ... N-1"
    assert len(rows) == table.months
    return table, rows


def read_pairs(*files: str, **asked: Any) -> tuple[Table, list[tuple[Any, ...]]]:
    """The table, and its pair-months by names."""
    with Duck(threads=1) as engine:
        table = open_table(files, engine=engine, **asked)
        rows = engine.rows(
            "SELECT d.chapter, g.member, r.member, d.month, d.met, d.referrals, d.suggested, d.probability "
            "FROM pairs AS d JOIN pair_members AS g ON d.giver = g.number JOIN pair_members AS r "
            "ON d.receiver = r.number ORDER BY ALL"
        )
    assert len(rows) == table.pairs
    return table, rows


def said(table: Table) -> Mapping[str, str]:
    """Code of each complaint → its sentence."""
    return {one.code: str(one.words) for one in table.complaints}


def with_cells(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """The same row of member-months with other cells."""
    return tuple(cells.get(name, cell) for name, cell in zip(HEAD, row, strict=True))


def many(members: int = 6, months: int = 4) -> list[tuple[str, ...]]:
    """Rows enough for what a single row cannot show; no number is constant, none a sum of others."""
    return [
        (
            "North",
            f"M{i}",
            f"2025-{t + 1:02d}",
            str((i * 7 + t * 3) % 5),
            str((i + t * t) % 4),
            str((i * i + 2 * t) % 3),
        )
        for i in range(members)
        for t in range(months)
    ]
