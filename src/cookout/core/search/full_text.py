"""Full text: which columns of which tables are searched, and the rows that have all the words.

The database itself keeps the index in step, so that no way of writing can forget it, neither a bulk import nor an undo:
SQLite by triggers that fill one FTS5 table for each of ours, PostgreSQL by an index on the words of the columns.
Whose a row is, the index does not know: every question ends in a set that begins with `visible_to`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from cookout.core.asked import once
from cookout.core.search.words import PLAINLY, WRITTEN_OUT, asked_spellings

FEW, MANY = 200, 10_000
"""Of words that more rows have, so many of the latest are looked at first, then so many, then all."""
LONGEST_TEXT = 100_000
"""PostgreSQL keeps the words of so much and not of a megabyte; both databases stop at the same letter."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Some columns of one table, and the rows of which they count."""

    table: str
    columns: tuple[str, ...]
    only: str = ""

    @property
    def index(self) -> str:
        """The FTS5 table on SQLite, the index on PostgreSQL."""
        return f"search_{self.table}"

    def text(self, row: str = "") -> str:
        """The columns as one text, in SQL."""
        return " || ' ' || ".join(f'{row}"{column}"' for column in self.columns)

    def counts(self, row: str = "") -> str:
        """Which rows are searched at all, in SQL: those that say something."""
        says = " OR ".join(f"{row}\"{column}\" <> ''" for column in self.columns)
        return f"({says})" + (f" AND {row}{self.only}" if self.only else "")


_searched: dict[str, Searched] = {}


def keep(model: type[models.Model], *columns: str, kind: str = "", kinds: Iterable[str] = ()) -> None:
    """Have these columns searched; with `kind` and `kinds` only in the rows whose column `kind` says one of them."""
    names = tuple(str(model._meta.get_field(name).column) for name in columns)  # type: ignore[union-attr]  # columns
    only = f'"{kind}" IN ({", ".join(repr(str(value)) for value in kinds)})' if kind else ""
    table = model._meta.db_table
    _searched[table] = Searched(table, names, only)


def everything() -> list[Searched]:
    """All that is searched, in order of the tables."""
    return [_searched[table] for table in sorted(_searched)]


def having(model: type[models.Model], text: str) -> RawSQL:
    """The keys of the rows with all these words, for `filter(pk__in=…)` on a set that one may see."""
    return RawSQL(*_keys(_searched[model._meta.db_table], asked_spellings(text)))


def having_each(text: str, noun: type[models.Model], others: "models.QuerySet[Any]", way: str) -> Q | None:
    """That each word stands in the noun itself or in others that lead to it by `way`; nothing where none does."""
    found = Q()
    for word in asked_spellings(text):
        if not is_said(word[0], noun, others.model):
            return None
        beside = others.filter(pk__in=having(others.model, word[0])).values(way)
        found &= Q(pk__in=having(noun, word[0])) | Q(pk__in=beside)
    return found or None


def is_said(text: str, *nouns: type[models.Model]) -> bool:
    """Whether any row of these nouns, whosever it is, has all the words: else nobody has to look."""
    latest = _latest(text)
    return any(latest.get(noun._meta.db_table) for noun in nouns)


def found(model: type[models.Model], text: str, limit: int, rows: "Callable[[], models.QuerySet[Any]]") -> list[Any]:
    """The rows of a set that have all the words, in its order; of common words the latest rows before the others.

    The set is made when there is something to look for: most nouns say nothing of most words.
    """
    latest = _latest(text).get(model._meta.db_table)
    if not latest:
        return []
    seen, few = rows(), FEW
    while True:
        shown = list(seen.filter(pk__in=latest[:few])[:limit])
        if len(latest) <= few or len(shown) >= limit:
            return shown
        few *= 25
        if few > MANY:
            return list(seen.filter(pk__in=having(model, text))[:limit])
        latest = _asked([_searched[model._meta.db_table]], text, few)[model._meta.db_table]


def _latest(text: str) -> dict[str, list[int]]:
    """Of each table the keys of the latest rows with all the words: one question for all of them."""
    return once(("full text", text), lambda: _asked(everything(), text, FEW))


def _asked(tables: list[Searched], text: str, many: int) -> dict[str, list[int]]:
    words = asked_spellings(text)
    if not words or not tables:
        return {}
    parts: list[str] = []
    said: list[str] = []
    for place, searched in enumerate(tables):
        sql, params = _keys(searched, words)
        parts.append(
            f"SELECT * FROM (SELECT {place} AS at, id FROM ({sql}) AS s ORDER BY id DESC LIMIT {many + 1}) AS t"
        )
        said += params
    keys: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), said)
        for place, key in cursor.fetchall():
            keys.setdefault(tables[place].table, []).append(key)
    return keys


def _keys(searched: Searched, words: list[list[str]]) -> tuple[str, tuple[str, ...]]:
    """SQL for the keys of the rows with all these words. Words are letters and digits, so no sign has a meaning."""
    if not words:
        return f'SELECT id FROM "{searched.table}" WHERE 1 = 0', ()
    if connection.vendor == "postgresql":
        asked = " & ".join("(" + " | ".join(f"'{spelled}':*" for spelled in word) + ")" for word in words)
        there = f"cookout_words({searched.text()}) @@ to_tsquery('simple', cookout_folded(%s)) AND {searched.counts()}"
        return f'SELECT id FROM "{searched.table}" WHERE {there}', (asked,)
    asked = " AND ".join("(" + " OR ".join(f'"{spelled}"*' for spelled in word) + ")" for word in words)
    return f'SELECT rowid AS id FROM "{searched.index}" WHERE "{searched.index}" MATCH %s', (asked,)


def in_both_spellings(text: str) -> str:
    """SQL for a text, followed by itself in other spellings where it has letters with two."""
    signs = "".join(sorted({sign for letter in {**WRITTEN_OUT, **PLAINLY} for sign in _cases(letter)}))
    out, plain = _replaced(text, WRITTEN_OUT), _replaced(text, PLAINLY)
    has_such = f"{text} ~ '[{signs}]'" if connection.vendor == "postgresql" else f"{text} GLOB '*[{signs}]*'"
    return f"CASE WHEN {has_such} THEN {text} || ' ' || {out} || ' ' || {plain} ELSE {text} END"


def _replaced(text: str, spelled: dict[str, str]) -> str:
    for letter, written in spelled.items():
        for sign in _cases(letter):
            text = f"replace({text}, '{sign}', '{written}')"
    return text


def _cases(letter: str) -> str:
    """The letter, and the large one where that is one letter of its own."""
    return letter if letter.upper().isascii() else letter + letter.upper()
