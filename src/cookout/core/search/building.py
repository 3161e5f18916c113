"""The index of the full text: laid beside the tables after every migration, filled anew, and looked over.

It holds nothing of its own and is in no backup: what it knows stands in the tables.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cookout.core.search.full_text import LONGEST_TEXT, Searched, everything, in_both_spellings

TOKENS = "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'"
"""Words of letters and digits, without accents; beginnings of up to three letters are looked up as such."""

WHAT_PARTS_WORDS = ' !"#$%&()*+,-./:;<=>?@[]^_`{|}~\\' + "".join(map(chr, [39, 9, 10, 13, 0xA0, 0xAB, 0xBB]))

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION cookout_folded(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g')) $$;
CREATE OR REPLACE FUNCTION cookout_words(said text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
COST 1000 AS $$
BEGIN
    said := left(said, {LONGEST_TEXT});
    RETURN pg_catalog.to_tsvector('pg_catalog.simple'::regconfig, lower(regexp_replace(normalize(translate(
        %s, %s, repeat(' ', %s)), NFKD), '[\u0300-\u036f]', '', 'g')));
END $$;
"""


_besides: list[Callable[[], None]] = []


def rebuild_besides(fill: Callable[[], None]) -> None:
    """Announce what else of the search is derived, to be written anew with the index."""
    if fill not in _besides:
        _besides.append(fill)


def lay() -> None:
    """Make what is missing and take away what nobody asks for any more; what was missing is filled."""
    is_new = _lay_on_postgresql() if connection.vendor == "postgresql" else _lay_on_sqlite()
    if is_new and not _waiting():
        for fill in _besides:
            fill()


def _waiting() -> bool:
    """Whether tables are on the way to what they are to be: whoever migrates step by step."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _there(cursor: Any) -> list[Searched]:
    """What is searched and has its columns by now."""
    tables = set(connection.introspection.table_names(cursor))
    return [searched for searched in everything() if searched.table in tables and _has_columns(cursor, searched)]


def _has_columns(cursor: Any, searched: Searched) -> bool:
    asked = {
        "sqlite": "SELECT name FROM pragma_table_info(%s)",
        "postgresql": "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND NOT attisdropped",
    }
    cursor.execute(asked[connection.vendor], [searched.table])
    return {name for (name,) in cursor.fetchall()}.issuperset(searched.columns)


def take_up() -> None:
    """Take the triggers away before tables change: SQLite takes no column that a trigger names."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in _named(cursor, "trigger"):
                cursor.execute(f'DROP TRIGGER "{name}"')


@transaction.atomic
def rebuild() -> int:
    """Fill the whole index anew; how many rows are searched."""
    with connection.cursor() as cursor:
        for searched in everything():
            if connection.vendor == "postgresql":
                cursor.execute(f'REINDEX INDEX "{searched.index}"')
            else:
                _fill(cursor, searched)
        for fill in _besides:
            fill()
        return sum(_count(cursor, searched) for searched in everything())


def astray() -> list[str]:
    """The tables whose index says something else than they do: none, unless somebody wrote past the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            there = _indexes(cursor)
            return [searched.table for searched in everything() if searched.index not in there]
        return [searched.table for searched in everything() if _is_astray(cursor, searched)]


def _is_astray(cursor: Any, searched: Searched) -> bool:
    rows = f'SELECT id, {_said(searched)} FROM "{searched.table}" WHERE {searched.counts()}'
    kept = f'SELECT rowid, said FROM "{searched.index}"'
    for one, other in ((rows, kept), (kept, rows)):
        cursor.execute(f"SELECT COUNT(*) FROM ({one} EXCEPT {other})")
        if cursor.fetchone()[0]:
            return True
    return False


def _count(cursor: Any, searched: Searched) -> int:
    cursor.execute(f'SELECT COUNT(*) FROM "{searched.table}" WHERE {searched.counts()}')
    return int(cursor.fetchone()[0])


# SQLite


def _said(searched: Searched, row: str = "") -> str:
    return in_both_spellings(f"substr({searched.text(row)}, 1, {LONGEST_TEXT})")


def _fill(cursor: Any, searched: Searched) -> None:
    cursor.execute(f'DELETE FROM "{searched.index}"')
    cursor.execute(
        f'INSERT INTO "{searched.index}"(rowid, said) SELECT id, {_said(searched)}'
        f' FROM "{searched.table}" WHERE {searched.counts()}'
    )


def _triggers(searched: Searched) -> dict[str, str]:
    index, table = f'"{searched.index}"', f'"{searched.table}"'
    out = f"DELETE FROM {index} WHERE rowid = old.id;"
    come = f"INSERT INTO {index}(rowid, said) SELECT new.id, {_said(searched, 'new.')} WHERE {searched.counts('new.')};"
    said = [*searched.columns, *([searched.only.split('"')[1]] if searched.only else [])]
    changed = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in said)
    columns = ", ".join(f'"{column}"' for column in said)
    bodies = {
        "made": f"AFTER INSERT ON {table} WHEN {searched.counts('new.')} BEGIN {come} END",
        "changed": f"AFTER UPDATE OF {columns} ON {table} WHEN {changed} BEGIN {out} {come} END",
        "gone": f"AFTER DELETE ON {table} BEGIN {out} END",
    }
    names = {deed: f"{searched.index}_{deed}" for deed in bodies}
    return {names[deed]: f'CREATE TRIGGER "{names[deed]}" {body}' for deed, body in bodies.items()}


def _lay_on_sqlite() -> bool:
    is_new = False
    with connection.cursor() as cursor:
        tables, triggers = _named(cursor, "table"), _named(cursor, "trigger")
        wanted = _there(cursor)
        _drop_others(cursor, [s.index for s in wanted], tables, triggers)
        for searched in wanted:
            made = f'CREATE VIRTUAL TABLE "{searched.index}" USING fts5(said, {TOKENS})'
            asked = _triggers(searched)
            if tables.get(searched.index) == made and all(triggers.get(name) == sql for name, sql in asked.items()):
                continue
            for name in asked.keys() & triggers.keys():
                cursor.execute(f'DROP TRIGGER "{name}"')
            if tables.get(searched.index) != made:
                cursor.execute(f'DROP TABLE IF EXISTS "{searched.index}"')
                cursor.execute(made)
            for sql in asked.values():
                cursor.execute(sql)
            _fill(cursor, searched)
            is_new = True
    return is_new


def _drop_others(cursor: Any, kept: Iterable[str], tables: dict[str, str], triggers: dict[str, str]) -> None:
    kept = set(kept)
    for name in triggers:
        if name.rpartition("_")[0] not in kept:
            cursor.execute(f'DROP TRIGGER "{name}"')
    for name, sql in tables.items():
        if name not in kept and sql.startswith("CREATE VIRTUAL TABLE"):
            cursor.execute(f'DROP TABLE "{name}"')


def _named(cursor: Any, kind: str) -> dict[str, str]:
    """What of this kind is the search's, with its SQL."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = %s AND name LIKE 'search\\_%%' ESCAPE '\\'", [kind]
    )
    return dict(cursor.fetchall())


# PostgreSQL


def _lay_on_postgresql() -> bool:
    with connection.cursor() as cursor:
        there = _indexes(cursor)
        marks = {searched.index: _definition(searched) for searched in _there(cursor)}
        if there == marks:
            return False
        said = in_both_spellings("said")
        letters = "'" + WHAT_PARTS_WORDS.replace("'", "''") + "'"
        cursor.execute(FUNCTIONS % (said, letters, len(WHAT_PARTS_WORDS)))
        for name in there:
            if there[name] != marks.get(name):
                cursor.execute(f'DROP INDEX "{name}"')
        for name, sql in marks.items():
            if there.get(name) != sql:
                cursor.execute(sql)
                cursor.execute(f"COMMENT ON INDEX \"{name}\" IS '{sql.replace(chr(39), chr(39) * 2)}'")
    return True


def _definition(searched: Searched) -> str:
    return (
        f'CREATE INDEX "{searched.index}" ON "{searched.table}" USING gin (cookout_words({searched.text()}))'
        f" WHERE {searched.counts()}"
    )


def _indexes(cursor: Any) -> dict[str, str]:
    """The indexes of the search, each with the words by which it was made."""
    cursor.execute(
        "SELECT relname, obj_description(oid, 'pg_class') FROM pg_class WHERE relkind = 'i'"
        " AND relname LIKE 'search\\_%%' AND relnamespace = current_schema()::regnamespace"
    )
    return {name: sql or "" for name, sql in cursor.fetchall()}
