"""Writing very many rows in stages: quick, and never so long that another writer waits a second."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

AIM = 0.12
"""Seconds that one transaction should take."""

SMALLEST = 20

LOOK_AGAIN = 0.11
"""SQLite has no queue: whoever waits for the lock looks again every tenth of a second."""

AT_A_STRETCH = 0.35
"""So after this many seconds of one transaction on the heels of another there is a gap that nobody can miss."""


VALUES_AT_ONCE = 900
"""SQLite takes so many values in a statement everywhere."""


class Pace:
    """How many rows go into one transaction: learned from how long the last one took."""

    _ended = _free = 0.0
    """When the last transaction of this process ended, and when there last was a gap: of all paces together."""

    def __init__(self, size: int = 200, largest: int = 2000) -> None:
        self.size = size
        self._largest = largest

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One transaction. Waiting for the lock is not counted, for it is others who write then."""
        self._give_way()
        with transaction.atomic():
            began = time.perf_counter()
            yield
        Pace._ended = time.perf_counter()
        took = Pace._ended - began
        wanted = int(self.size * min(2.0, max(0.25, AIM / max(took, 0.001))))
        self.size = max(SMALLEST, min(self._largest, wanted))

    @staticmethod
    def _give_way() -> None:
        # What was done since the last transaction without the lock counts as a part of the gap.
        gap = time.perf_counter() - Pace._ended
        if gap < LOOK_AGAIN and connection.vendor == "sqlite" and Pace._ended - Pace._free > AT_A_STRETCH:
            time.sleep(LOOK_AGAIN - gap)
            gap = LOOK_AGAIN
        if gap >= LOOK_AGAIN:
            Pace._free = time.perf_counter()


@contextmanager
def frugal() -> Iterator[None]:
    """On SQLite, write without a map of the whole file in memory, and copy the log home before others have to."""
    if connection.vendor != "sqlite":
        yield
        return
    wanted = {"mmap_size": 0, "cache_size": -32_000, "wal_autocheckpoint": 1_500}
    with connection.cursor() as cursor:
        answers = {name: cursor.execute(f"PRAGMA {name}").fetchone() for name in wanted}
    _put(wanted)
    try:
        yield
    finally:
        # A database in memory has no map to answer for.
        _put({name: answer[0] for name, answer in answers.items() if answer})


def _put(pragmas: Mapping[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name} = {value}")


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert tuples as they are: no objects, no signals. Values are in the form that the database takes."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            # After every statement the full text puts what it took in onto the disk: five times as slow, row by row.
            marks, at_once = f"({', '.join(['%s'] * len(columns))})", VALUES_AT_ONCE // len(columns)
            for start in range(0, len(rows), at_once):
                now = rows[start : start + at_once]
                said = f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * len(now))}"
                cursor.execute(said, [value for row in now for value in row])


def reserve(model: type[models.Model], number: int) -> Iterator[int]:
    """So many keys that nobody else will get, so that rows which need them can be prepared before they are written."""
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, number]
            )
            return iter([key for (key,) in cursor.fetchall()])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        known = cursor.fetchone()
        if known is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [number, table])
        first = (known[0] if known else 0) + 1
        return iter(range(first, first + number))


def as_stored(model: type[models.Model], name: str, value: Any) -> Any:
    """A value in the form in which this database keeps the column (ids and times differ between the two)."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)  # type: ignore[union-attr]  # a column


def delete_in_turns(rows: "models.QuerySet[Any]", pace: Pace) -> Iterator[int]:
    """Delete, turn by turn, rows on which nothing else hangs; yields how many went in each turn."""
    while pks := list(rows.order_by("pk").values_list("pk", flat=True)[: pace.size]):
        with pace.turn():
            rows.model._base_manager.filter(pk__in=pks)._raw_delete(rows.db)
        yield len(pks)
