"""Reads a table that someone typed: any delimiter, columns known by a small table of words for them."""

from __future__ import annotations

from collections.abc import Iterator

from . import dates
from .card import Card, Name, Unreadable, Value, in_words, stand_in
from .columns import TYPED, property_name
from .google import broken, nameless
from .match import fold
from .properties import address_value
from .records import Row

_NAMES = ("full", "given", "family")


class TypedColumns:
    """A typed header understood: which column holds what; the unknown ones are kept under their own title."""

    def __init__(self, header: list[str]) -> None:
        self._header = [cell.strip() for cell in header]
        self._kinds = [TYPED.get(fold(cell), "") for cell in self._header]

    def recognised(self) -> bool:
        """Whether there is a name and a way to reach the person."""
        return any(kind in _NAMES for kind in self._kinds) and bool({"phone", "email"} & set(self._kinds))

    def cards(self, rows: Iterator[Row | int]) -> Iterator[Card | Unreadable]:
        """A card for each row, and what was unreadable."""
        for row in rows:
            if isinstance(row, int):
                yield broken(row)
                continue
            line, cells = row
            card = self._card(line, cells)
            if card:
                yield card
            elif any(cells):
                yield nameless(line)

    def _card(self, line: int, row: list[str]) -> Card | None:
        name = dict.fromkeys(_NAMES, "")
        values: list[Value] = []
        for at, cell in enumerate(row):
            text = cell.strip()
            kind = self._kinds[at] if at < len(self._kinds) else ""
            if text and kind in name and not name[kind]:
                name[kind] = text
            elif text:
                values.append(self._value(at, kind, text))
        full = name["full"] or in_words(name["given"], name["family"]) or stand_in(values)
        return Card(Name(full, name["given"], name["family"]), tuple(values), None, line) if full else None

    def _value(self, at: int, kind: str, text: str) -> Value:
        column = self._header[at] if at < len(self._header) else f"Column {at + 1}"
        if not kind or kind in _NAMES:
            return Value("other", text, column, {"name": property_name(column)})
        if kind == "address":
            return address_value(["", "", text, "", "", "", ""], "", {})
        return Value(kind, dates.iso(text) if kind == "birthday" else text)
