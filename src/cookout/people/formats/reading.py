"""Opens an address book of any kind that we know, and refuses the others in a sentence."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from .card import Card, RefusedFile, Unreadable
from .charset import Decoder
from .columns import FOREIGN, is_google
from .detect import READABLE, refuse_foreign, vcard_version
from .google import GoogleColumns
from .hand_typed import TypedColumns
from .records import delimiter_of, records
from .source import Source
from .vcard import read_vcards

_SEPARATOR_HINT = re.compile(r"sep=([,;|\t])\s*", re.IGNORECASE)
_FIRST_LINES = 12
_MAX_HEADER = 20_000


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
        raise RefusedFile(f"{name}: {refusal}" if name else str(refusal)) from None


def read(stream: BinaryIO, *, name: str = "") -> Reading:
    """Open an address book by its content; `name` is only said back, never believed.

    Raises `RefusedFile` at once, or while it is read when only then the file turns out too big or binary.
    """
    with _naming(name):
        source = Source(stream)
        refuse_foreign(source.head)
        version = vcard_version(source.head)
        format, people = (version, read_vcards(source)) if version else _table(source)
        return Reading(format, people, name)


def _table(source: Source) -> tuple[str, Iterator[Card | Unreadable]]:
    decode = Decoder()
    lines = [decode(line) for line in re.split(rb"\r\n?|\n", source.head[:_MAX_HEADER])[:_FIRST_LINES]]
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    hint = _SEPARATOR_HINT.fullmatch(lines[at])
    if hint and at + 1 < len(lines):
        at += 1
    delimiter = hint.group(1) if hint else delimiter_of(lines[at])
    header = next(csv.reader([lines[at]], delimiter=delimiter), [])
    format, columns = _columns(header, lines)
    rows = (line for line in source.lines() if line[0] > at + 1)
    return format, columns.cards(records(rows, decode, delimiter))


def _columns(header: list[str], lines: list[str]) -> tuple[str, GoogleColumns | TypedColumns]:
    google = is_google(header)
    if google:
        return google, GoogleColumns(header)
    _refuse_known(lines)
    typed = TypedColumns(header)
    if typed.recognised():
        return "csv", typed
    if len(header) > 1:
        raise RefusedFile(
            f"The file is a table whose columns Cookout does not know; {READABLE}, and tables whose first line "
            "has Name and Phone or E-mail."
        )
    raise RefusedFile(f"The file is no address book that Cookout knows; {READABLE}.")


def _refuse_known(lines: list[str]) -> None:
    for line in lines:
        names = {cell.strip().strip('"').lower() for cell in line.split(delimiter_of(line))}
        for what, columns in FOREIGN:
            if columns <= names:
                raise RefusedFile(f"The file is {what}, which Cookout does not read; {READABLE}.")
