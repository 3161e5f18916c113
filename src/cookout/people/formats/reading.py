"""Opens an address book of any kind that we know, and refuses the others in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import BinaryIO

from .card import Card, RefusedFile, Unreadable
from .charset import Decoder
from .detect import READABLE, ZIP, refuse_foreign, vcard_version
from .packed import Packed
from .records import DELIMITERS, records
from .sheets import OLD, Workbook
from .source import Source
from .tables import SEVERAL, Asker, AsksColumns, Reader, Table, begin, begin_text, settled
from .vcard import read_vcards

_FIRST_LINES = 60
_MAX_HEADER = 64 * 1024


class Reading:
    """An opened address book: what it is, and its people, read once as they are asked for."""

    def __init__(self, format: str, people: Iterator[Card | Unreadable], name: str = "") -> None:
        self.format = format
        self._people = people
        self._name = name

    def __iter__(self) -> Iterator[Card | Unreadable]:
        with _naming(self._name):
            yield from self._people


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Refusals within say first which file is meant, if it has a name."""
    try:
        yield
    except RefusedFile as refusal:
        if name:
            refusal.args = (f"{name}: {refusal}",)
        raise refusal from None


def _as_known(_table: Table) -> None:
    """Nobody to ask: only what is known by itself is read."""


def read(stream: BinaryIO, *, name: str = "", sheet: str = "", ask: Asker = _as_known) -> Reading:
    """Open an address book by its content; `name` is only said back, never believed.

    `ask` says what the columns of a table mean, where its owner has said so; `sheet` is the one of a spreadsheet.
    Raises `RefusedFile` at once, or while it is read when only then the file turns out too big or binary;
    `AsksColumns` at once, where nobody knows what the columns of a table mean.
    """
    with _naming(name):
        source = Source(stream)
        if source.head.startswith((ZIP, OLD)) and stream.seekable():
            return Reading(*_packed(stream, source.head.startswith(OLD), sheet, ask), name)
        return Reading(*_open(source, ask), name)


def _open(source: Source, ask: Asker) -> tuple[str, Iterator[Card | Unreadable]]:
    refuse_foreign(source.head)
    version = vcard_version(source.head)
    return (version, read_vcards(source)) if version else _text(source, ask)


def _packed(stream: BinaryIO, is_old: bool, sheet: str, ask: Asker) -> tuple[str, Iterator[Card | Unreadable]]:
    packed = None if is_old else Packed(stream)
    if packed is None or packed.is_workbook:
        book = Workbook(stream)
        try:
            return _sheet(book, sheet, ask)
        except BaseException:
            book.close()
            raise
    _format, people = _open(Source(packed.connections()), ask)
    return "linkedin zip", people


def _text(source: Source, ask: Asker) -> tuple[str, Iterator[Card | Unreadable]]:
    decode = Decoder()
    head = source.head[:_MAX_HEADER]
    raw = re.split(rb"\r\n?|\n", head)[:_FIRST_LINES]
    # The last line may be cut in two, but where it is the only one.
    lines = [decode(line) for line in (raw[:-1] if len(head) == _MAX_HEADER else raw) or raw]
    table, delimiter = begin_text(lines)
    if table is None:
        first = next((line for line in lines if line.strip()), "")
        if any(sign in first for sign in DELIMITERS):
            raise RefusedFile(f"The file is a table whose columns Cookout does not know, and of nobody; {READABLE}.")
        raise RefusedFile(f"The file is no address book that Cookout knows; {READABLE}.")
    reader = settled(table, ask(table))
    skipped = 1 if table.has_header else 0
    rows = records((line for line in source.lines() if line[0] >= table.line), decode, delimiter)
    return table.program or "csv", reader.cards(islice(rows, skipped, None))


def _sheet(book: Workbook, wanted: str, ask: Asker) -> tuple[str, Iterator[Card | Unreadable]]:
    found = [begin([(line, cells) for line, cells in rows], sheet) for sheet, rows in book.first]
    tables = [table for table in found if table]
    if not tables:
        raise RefusedFile(
            "The file is a spreadsheet in which no sheet holds a table; put people into rows below titles."
        )
    if wanted and wanted not in {table.sheet for table in tables}:
        raise RefusedFile(f"The file has no sheet “{wanted}”. It has: {', '.join(table.sheet for table in tables)}.")
    table, meanings = _chosen([one for one in tables if wanted in ("", one.sheet)], ask)
    try:
        reader = settled(table, meanings)
    except AsksColumns as asks:
        asks.tables = [table, *(one for one in tables if one is not table)]
        raise
    return "spreadsheet", _people(book, table, reader)


def _chosen(tables: list[Table], ask: Asker) -> tuple[Table, Sequence[str] | None]:
    """The only sheet with a table, or the one whose owner has said before what it means; else the question."""
    if len(tables) == 1:
        return tables[0], ask(tables[0])
    for table in tables:
        with suppress(AsksColumns):
            meanings = ask(table)
            if meanings is not None:
                return table, meanings
    raise AsksColumns(SEVERAL, sorted(tables, key=lambda one: one.is_about_people, reverse=True))


def _people(book: Workbook, table: Table, reader: Reader) -> Iterator[Card | Unreadable]:
    try:
        rows = (row for row in book.rows(table.sheet) if row[0] >= table.line + table.has_header)
        yield from reader.cards(rows)
    finally:
        book.close()
