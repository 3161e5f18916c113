"""Rows as plain JSON values and back, the same for SQLite and PostgreSQL."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models

AT_ONCE = 2000

PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.FileField,
    models.FloatField,
)
"""Columns whose JSON value is the value that the database takes."""


def columns(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """The columns of a table, in the order of its model."""
    return list(model._meta.concrete_fields)


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """The whole table: first the names of its columns, then one line for each row, in blocks."""
    names = [field.attname for field in columns(model)]
    yield _line(names)
    block: list[bytes] = []
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=AT_ONCE):
        block.append(_line(row))
        if len(block) == AT_ONCE:
            yield b"".join(block)
            block.clear()
    yield b"".join(block)


def load(model: type[models.Model], lines: Iterator[bytes]) -> int:
    """Write a table from its lines in the place of what is in it; say how many rows there were."""
    fields = {field.attname: field for field in columns(model)}
    chosen = [fields[name] for name in json.loads(next(lines))]
    rows = _values(chosen, lines)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in chosen)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
        if connection.vendor == "postgresql":
            return _copy(cursor, f"COPY {table} ({names}) FROM STDIN", rows)
        marks = ", ".join(["%s"] * len(chosen))
        return _insert(cursor, f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _copy(cursor: Any, statement: str, rows: Iterator[list[Any]]) -> int:
    many = 0
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            many += 1
    return many


def _insert(cursor: Any, statement: str, rows: Iterator[list[Any]]) -> int:
    many = 0
    while block := list(islice(rows, AT_ONCE)):
        cursor.executemany(statement, block)
        many += len(block)
    return many


def _line(values: Iterable[Any]) -> bytes:
    return json.dumps(list(values), default=_plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> str:
    """Dates, times, ids, amounts, bytes as text that their column understands again, to the last microsecond."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def _values(fields: list["models.Field[Any, Any]"], lines: Iterator[bytes]) -> Iterator[list[Any]]:
    readers = [(place, reader) for place, field in enumerate(fields) if (reader := _reader(field))]
    for line in lines:
        row: list[Any] = json.loads(line)
        for place, reader in readers:
            if row[place] is not None:
                row[place] = reader(row[place])
        yield row


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How a JSON value becomes what this database takes; nothing where it is that already."""
    target: models.Field[Any, Any] = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if isinstance(target, PLAIN):
        return None
    return lambda value: target.get_db_prep_save(target.to_python(value), connection)


def last_ids(tables: Iterable[type[models.Model]]) -> dict[str, int]:
    """The highest id that each table ever gave out: a later row must not get the id of one that is gone."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for model in tables:
            table, auto = model._meta.db_table, model._meta.auto_field
            if auto is None:
                continue
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), auto.column])
                cursor.execute(f"SELECT last_value FROM {cursor.fetchone()[0]} WHERE is_called")
            else:
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            if row := cursor.fetchone():
                found[model._meta.label_lower] = row[0]
    return found


def set_last_ids(tables: Iterable[type[models.Model]], ids: dict[str, int]) -> None:
    """Go on counting where the other database had come to."""
    with connection.cursor() as cursor:
        for model in tables:
            last, table, auto = ids.get(model._meta.label_lower), model._meta.db_table, model._meta.auto_field
            if not last or auto is None:
                continue
            if connection.vendor == "postgresql":
                named = [connection.ops.quote_name(table), auto.column, last]
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", named)
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def drop(tables: Iterable[str]) -> None:
    """Drop tables, whatever stands on them."""
    names = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if names:
                cursor.execute(f"DROP TABLE {', '.join(names)} CASCADE")
            return
        for name in names:
            cursor.execute(f"DROP TABLE {name}")
