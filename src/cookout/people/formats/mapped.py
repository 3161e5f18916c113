"""Reads a table whose columns are known: each cell has a meaning, what has none is kept under its own title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from . import written_days
from .card import Card, Name, Unreadable, Value, in_words, stand_in
from .columns import property_name
from .google import broken, nameless
from .match import fold
from .meanings import ADDRESS, BIRTH, ECHO, NAMES, SKIP, titles
from .properties import ADDRESS_PARTS, address_value, organisation_value
from .records import Row

_DAYS = ("birthday", "anniversary", "date")
_DATED = {"name": "X-ABDATE"}
_SALUTATIONS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "herr", "frau"})
MOST_MONTHS, MOST_DAYS = 12, 31
ROOM = 60
_ROOM = {"full": 200, "given": 100, "additional": 100, "family": 100}
"""So many signs of a name have a place in the book; what is longer is kept under its title as a whole besides."""


@dataclass(slots=True)
class _Gathered:
    """What several cells of a row make together."""

    names: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, list[str]] = field(default_factory=dict)
    organisations: dict[str, list[str]] = field(default_factory=dict)
    birth: dict[str, tuple[str, str]] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)
    echoes: list[tuple[int, str]] = field(default_factory=list)


class MappedColumns:
    """A header with the meaning of each column; turns rows into cards."""

    def __init__(
        self,
        header: Sequence[str],
        meanings: Sequence[str],
        *,
        silent: Mapping[str, frozenset[str]] | None = None,
        order: str = "",
    ) -> None:
        self._raw = [cell.strip() for cell in header]
        self._header = [cell.strip() or title for cell, title in zip(header, titles(header), strict=True)]
        parted = [meaning.partition(":") for meaning in meanings]
        self._means = [(word, label) for word, _colon, label in parted]
        self._silent = {at: words for at, cell in enumerate(self._raw) if (words := (silent or {}).get(fold(cell)))}
        self._order = order

    def cards(self, rows: Iterator[Row | int]) -> Iterator[Card | Unreadable]:
        """A card for each row, and what was unreadable. The header once more, as where files were joined, is nobody."""
        for row in rows:
            if isinstance(row, int):
                yield broken(row)
                continue
            line, cells = row
            card = self._card(line, cells)
            if card:
                if [cell.strip() for cell in cells] != self._raw:
                    yield card
            elif any(cell.strip() for cell in cells):
                yield nameless(line)

    def _card(self, line: int, row: list[str]) -> Card | None:
        found = _Gathered()
        for at, cell in enumerate(row):
            text = cell.strip()
            if text and text.casefold() not in self._silent.get(at, ()):
                self._take(found, at, text)
        for label, parts in found.addresses.items():
            found.values.append(address_value(parts, label, {}))
        found.values += [organisation_value(parts, label, {}) for label, parts in found.organisations.items()]
        found.values += self._born(found.birth)
        name = _name(found)
        mails = [value.value.casefold() for value in found.values if value.kind == "email"]
        said = {name.full.casefold(), in_words(name.given, name.family).casefold()}
        for at, text in found.echoes:
            if not _is_echo(text.casefold(), said, mails):
                found.values.append(self._value(at, "other", "", text))
        return Card(name, tuple(found.values), None, line) if name.full else None

    def _take(self, found: _Gathered, at: int, text: str) -> None:
        word, label = self._means[at] if at < len(self._means) else ("", "")
        if word in NAMES and word not in found.names:
            found.names[word] = text
            if len(text) > _ROOM.get(word, ROOM):
                found.values.append(self._value(at, word, label, text))
        elif word in ADDRESS:
            parts = found.addresses.setdefault(label, [""] * ADDRESS_PARTS)
            parts[ADDRESS[word]] = "\n".join(filter(None, (parts[ADDRESS[word]], text)))
        elif word in ("organisation", "department"):
            self._employ(found, int(word == "department"), label, text)
        elif word in BIRTH and word not in found.birth:
            found.birth[word] = (self._title(at), text)
        elif word == ECHO:
            found.echoes.append((at, text))
        elif word != SKIP and not (word in _DAYS and written_days.says_nothing(text)):
            found.values += self._values(at, word, label, text)

    @staticmethod
    def _employ(found: _Gathered, part: int, label: str, text: str) -> None:
        """A second employer of the same label is one of its own."""
        parts = found.organisations.setdefault(label, ["", ""])
        if parts[part]:
            found.values.append(organisation_value(parts.copy(), label, {}))
            parts[:] = ["", ""]
        parts[part] = text

    def _values(self, at: int, word: str, label: str, text: str) -> list[Value]:
        if word != "category":
            return [self._value(at, word, label, text)]
        return [Value(word, tag.strip(), label) for tag in text.split(";") if tag.strip()]

    def _value(self, at: int, word: str, label: str, text: str) -> Value:
        column = self._title(at)
        if word in ("", "other", *NAMES, *BIRTH):
            return Value("other", text, label or column, {"name": property_name(label or column)})
        if word == "date":
            return Value("other", written_days.iso(text, self._order), label or column, _DATED)
        if word == "address":
            return address_value(["", "", text, "", "", "", ""], label, {})
        return Value(word, written_days.iso(text, self._order) if word in _DAYS else text, label)

    def _title(self, at: int) -> str:
        return self._header[at] if at < len(self._header) else f"Column {at + 1}"

    @staticmethod
    def _born(birth: Mapping[str, tuple[str, str]]) -> Iterator[Value]:
        """A birthday from year, month and day; parts that make none are kept each for itself."""
        year, month, day = (int(birth[part][1]) if birth.get(part, ("", ""))[1].isdecimal() else 0 for part in BIRTH)
        whole = f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
        made = written_days.iso(whole)
        if 0 < month <= MOST_MONTHS and 0 < day <= MOST_DAYS and (year or "birth-year" not in birth):
            yield Value("birthday", made)
        else:
            yield from (
                Value("other", text, column, {"name": property_name(column)}) for column, text in birth.values()
            )


def _is_echo(text: str, said: set[str], mails: Sequence[str]) -> bool:
    """Whether it is the name, the mail, or `Dana Dorn (dana@example.org)`: what stands elsewhere already."""
    for mail in mails:
        text = text.replace(mail, "")
    return text.strip(" ()<>\"'") in {"", *said}


def _name(found: _Gathered) -> Name:
    """The name in parts and whole; how somebody is greeted is no part of the whole."""
    parts = found.names.copy()
    full, prefix = parts.pop("full", ""), parts.get("prefix", "")
    if prefix.casefold() in _SALUTATIONS:
        prefix = ""
    said = in_words(**({"given": "", "family": ""} | parts | {"prefix": prefix}))
    return Name(full or said or stand_in(found.values), **parts)
