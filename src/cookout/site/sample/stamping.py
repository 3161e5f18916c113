"""Moments of the past: the database stamps what is written with the present, so when each was follows."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection, models


def stamp(noun: type[models.Model], column: str, rows: Iterable[tuple[models.Model, dt.datetime]]) -> None:
    """One prepared statement for all: thousands of rows, each with an instant of its own."""
    table, name = (connection.ops.quote_name(text) for text in (noun._meta.db_table, column))
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {name} = %s WHERE id = %s", [(adapt(at), row.pk) for row, at in rows])
