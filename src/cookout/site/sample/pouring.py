"""Writes many rows at once: one prepared statement a noun, because Django's own weighs each value as an expression."""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import DatabaseDefault
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)

PLAIN = {str, int, bool, float, type(None)}
"""What both databases take as it is; whatever else is adapted by its field."""

TAKEN_AS_IT_IS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.FloatField)


def pour(rows: Iterable[Row]) -> list[Row]:
    """Write them, with keys of the database's own numbering. A day of birth that a row brings stays hers."""
    told = list(rows)
    if not told:
        return told
    noun, house = type(told[0]), connections[DEFAULT_DB_ALIAS]
    _number(noun, told, house)
    values = [column for field in noun._meta.concrete_fields if (column := _column(field, told, house)) is not None]
    quote = house.ops.quote_name
    names = ", ".join(quote(str(name)) for name, _ in values)
    marks = ", ".join(["%s"] * len(values))
    with house.cursor() as cursor:
        statement = f"INSERT INTO {quote(noun._meta.db_table)} ({names}) VALUES ({marks})"
        cursor.executemany(statement, list(zip(*(each for _, each in values), strict=True)))
    for row in told:
        row._state.adding, row._state.db = False, house.alias
    return told


def born(row: Row, at: dt.datetime) -> Row:
    """The row, with the moment at which it was made; poured, it keeps it."""
    row.created_at = at  # type: ignore[attr-defined]  # every noun that is told with its moment has one
    return row


def _number(noun: type[models.Model], rows: list[Any], house: BaseDatabaseWrapper) -> None:
    """Keys are known before anything is written, so that what hangs on a row needs no second look."""
    table, key = noun._meta.db_table, noun._meta.pk
    assert key is not None
    with house.cursor() as cursor:
        if house.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [house.ops.quote_name(table), key.column, len(rows)])
            numbers = [number for (number,) in cursor.fetchall()]
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            numbers = list(range(last + 1, last + 1 + len(rows)))
    for row, number in zip(rows, numbers, strict=True):
        row.pk = number


def _column(
    field: "models.Field[Any, Any]", rows: list[Any], house: BaseDatabaseWrapper
) -> tuple[str | None, list[object]] | None:
    """What each row has there, as the database takes it; nothing where the database fills it itself."""
    if field.generated:
        return None
    read = attrgetter(field.attname)
    if isinstance(field, models.ForeignKey):
        _settle(field, rows)
        return field.column, [read(row) for row in rows]
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        _date(field, rows)
    found = [read(row) for row in rows]
    if all(isinstance(value, DatabaseDefault) for value in found):
        return None
    return field.column, _adapted(field, found, house)


def _settle(field: "models.ForeignKey[Any, Any]", rows: list[Any]) -> None:
    """Whoever was named before having a key has one by now."""
    for row in rows:
        if getattr(row, field.attname) is None and field.is_cached(row):
            setattr(row, field.name, field.get_cached_value(row))


def _date(field: "models.Field[Any, Any]", rows: list[Any]) -> None:
    now = timezone.now()
    for row in rows:
        if getattr(row, field.attname) is None:
            setattr(row, field.attname, now)


def _adapted(field: "models.Field[Any, Any]", found: list[object], house: BaseDatabaseWrapper) -> list[object]:
    adapt = partial(field.get_db_prep_save, connection=house)
    if isinstance(field, TAKEN_AS_IT_IS):
        return [value if type(value) in PLAIN else adapt(value) for value in found]
    return [None if value is None else adapt(value) for value in found]
