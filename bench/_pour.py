"""Rows by the hundred thousand into a throw-away house, on both databases; what is not said has its default."""

import datetime as dt
import itertools
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

STAMPS = {"created_at", "edited_at"}
"""What the program stamps with the present."""

_numbers = itertools.count(1)


def pour(model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of one model; `names` are its fields in the order of the values, keys as numbers."""
    from django.db import connection  # noqa: PLC0415  (needs the house that the caller sets up)

    table = connection.ops.quote_name(model._meta.db_table)
    fields = [one for one in model._meta.concrete_fields if one.name in names or not one.primary_key]
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    filled = _filled(fields, names, rows, connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in filled:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _field in fields)
            connection.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", filled)


def _filled(
    fields: Sequence[Any], names: Sequence[str], rows: Iterable[Sequence[Any]], connection: Any
) -> Iterator[list[Any]]:
    """Each row whole, as the database takes it. What is alike in two rows is prepared once."""
    given = {name: place for place, name in enumerate(names)}
    now = dt.datetime.now(dt.UTC)
    plan: list[tuple[Any, int, Any]] = []
    for field in fields:
        default = now if field.name in STAMPS else None if field.name == "uid" else field.get_default()
        plan.append((field, given.get(field.name, -1), _ready(field, default, connection)))
    for row in rows:
        yield [
            _ready(field, row[place], connection)
            if place >= 0
            else _ready(field, uuid.UUID(int=next(_numbers)), connection)
            if field.name == "uid"
            else default
            for field, place, default in plan
        ]


def _ready(field: Any, value: Any, connection: Any) -> Any:
    """Days, moments, ids and lists in the words of the database; numbers and texts are ready."""
    if isinstance(value, (list, dict)):
        return json.dumps(value)
    is_ready = value is None or isinstance(value, (int, str)) or connection.vendor == "postgresql"
    return value if is_ready else field.get_db_prep_save(value, connection)


def settle() -> None:
    """Let the database count on from here and know how much there is."""
    from django.apps import apps  # noqa: PLC0415  (needs the house that the caller sets up)
    from django.core.management.color import no_style  # noqa: PLC0415  (needs the house that the caller sets up)
    from django.db import connection  # noqa: PLC0415  (needs the house that the caller sets up)

    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(sql)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
