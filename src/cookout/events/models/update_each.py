"""Writing some columns of very many rows, each its own values: one statement prepared once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from cookout.people.models.bulk import as_stored


def update_each(model: type[models.Model], columns: Sequence[str], rows: Sequence[Any]) -> None:
    """Save these columns of these rows. Django's own way spells every row out in one statement, which takes minutes."""
    if not rows:
        return
    quote = connection.ops.quote_name
    put = ", ".join(f"{quote(column)} = %s" for column in columns)
    names = [next(field.name for field in model._meta.concrete_fields if field.attname == column) for column in columns]
    values = [
        [*(as_stored(model, name, getattr(row, column)) for name, column in zip(names, columns, strict=True)), row.pk]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quote(model._meta.db_table)} SET {put} WHERE id = %s", values)
