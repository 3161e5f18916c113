"""The lookup `prefix`: words that begin with these letters, by the index, on both databases."""

from typing import TYPE_CHECKING, Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    TextLookup = Lookup[str]
else:
    TextLookup = Lookup  # not subscriptable when it runs

LAST = "\U0010ffff"


@CharField.register_lookup
class Prefix(TextLookup):
    """`word__prefix="mar"`. SQLite's LIKE ignores case and so ignores the index: there a range says the same."""

    lookup_name = "prefix"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A range on the binary order of SQLite."""
        left, params = self.process_lhs(compiler, connection)
        start = str(self.rhs)
        return f"({left} >= %s AND {left} < %s)", (*params, start, *params, start + LAST)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """LIKE, for which the index is made with `varchar_pattern_ops`."""
        left, params = self.process_lhs(compiler, connection)
        start = str(self.rhs).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{left} LIKE %s", (*params, start + "%")
