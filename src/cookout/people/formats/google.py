"""Reads Google's CSV of both ages: numbered groups of columns, several values in a cell, starred labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from . import dates, labels
from .card import Card, Name, Unreadable, Value, in_words, stand_in
from .columns import GROUPS, KEPT_AS, NAME_PARTS, NUMBERED, ORGANISATION, SINGLE, property_name
from .content_lines import Head, parse_head
from .properties import (
    BadData,
    address_value,
    data_value,
    decode_base64,
    kind_of,
    labelled,
    organisation_value,
    values_of,
)
from .records import Row

SEVERAL = " ::: "
_FULL_NAME = "Full Name"

Cells = dict[str, str]


@dataclass(slots=True)
class _Group:
    """The columns of, say, `Phone 2`: what each means → where it stands."""

    what: str
    columns: dict[str, int] = field(default_factory=dict)

    def cells(self, row: list[str]) -> Cells:
        width = len(row)
        return {key: row[at].strip() for key, at in self.columns.items() if at < width and row[at]}


class GoogleColumns:
    """A header understood; turns rows into cards."""

    def __init__(self, header: list[str]) -> None:
        self._names: dict[str, int] = {}
        self._single: list[tuple[int, str]] = []
        self._labels: list[int] = []
        self._organisation = _Group("organization")
        self._kept: list[tuple[int, str, str]] = []
        self._groups: dict[tuple[str, str], _Group] = {}
        self._width = len(header)
        for at, column in enumerate(header):
            self._place(at, column.strip())

    def _place(self, at: int, column: str) -> None:
        key = column.lower()
        numbered = NUMBERED.fullmatch(key)
        if key in NAME_PARTS:
            self._names.setdefault(NAME_PARTS[key], at)
        elif key in SINGLE:
            self._single.append((at, SINGLE[key]))
        elif key in GROUPS:
            self._labels.append(at)
        elif key in ORGANISATION:
            self._organisation.columns[ORGANISATION[key]] = at
        elif numbered and numbered.group(1) in _MAKERS:
            what, number, part = numbered.groups()
            part = "label" if part == "type" else part
            self._groups.setdefault((what, number), _Group(what)).columns[part] = at
        else:
            self._kept.append((at, column, property_name(column)))

    def cards(self, rows: Iterator[Row | int]) -> Iterator[Card | Unreadable]:
        """A card for each row, and what was unreadable."""
        for row in rows:
            if isinstance(row, int):
                yield broken(row)
                continue
            line, cells = row
            if len(cells) > self._width and any(cells[self._width :]):
                yield _too_wide(line)
            card = self._card(line, cells)
            if card:
                yield card
            elif any(cells):
                yield nameless(line)

    def _card(self, line: int, row: list[str]) -> Card | None:
        values = list(self._values(row))
        parts = {part: row[at].strip() for part, at in self._names.items() if at < len(row)}
        full = parts.pop("full", "")
        said = in_words(**({"given": "", "family": ""} | parts))
        for value in values:
            if value.kind == "other" and value.label == _FULL_NAME and value.extra.get("name") == "X-CUSTOM":
                full = value.value
                values.remove(value)
                break
        full = full or said or stand_in(values)
        return Card(Name(full, **parts), tuple(values), None, line) if full else None

    def _values(self, row: list[str]) -> Iterator[Value]:
        for at, kind in self._single:
            yield from _single(kind, _cell(row, at))
        for group in self._groups.values():
            cells = group.cells(row)
            if cells:
                yield from _MAKERS[group.what](cells)
        yield from _organisation(self._organisation.cells(row))
        for at in self._labels:
            yield from _categories(_cell(row, at))
        for at, column, name in self._kept:
            text = _cell(row, at)
            if text:
                yield _kept(text, column, name)


def _cell(row: list[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def broken(line: int) -> Unreadable:
    reason = (
        f"Line {line} cannot be parted into cells (a quotation mark is never closed, or a cell is far too long), "
        "so it was left out; mend it and import again."
    )
    return Unreadable(line, reason)


def _too_wide(line: int) -> Unreadable:
    reason = f"Line {line} has more cells than the header has columns, the rest of the line was read; check its commas."
    return Unreadable(line, reason)


def nameless(line: int) -> Unreadable:
    reason = f"Line {line} has no name and nothing to call the person by, so it was left out; give it a name."
    return Unreadable(line, reason)


def _single(kind: str, text: str) -> Iterator[Value]:
    if kind == "birthday" and text:
        yield Value(kind, dates.iso(text))
    elif kind == "nickname":
        yield from (Value(kind, item.strip()) for item in text.split(SEVERAL) if item.strip())
    elif text:
        yield Value(kind, text)


def _categories(cell: str) -> Iterator[Value]:
    for item in cell.split(SEVERAL.strip()):
        word = item.strip().removeprefix("* ").strip()
        if word and word != "*":
            yield Value("category", word)


def _kept(text: str, column: str, name: str) -> Value:
    return Value("other", text, "" if column.lower() in KEPT_AS else column, {"name": name})


def _label(cells: Cells) -> tuple[str, dict[str, Any]]:
    label, preferred = labels.from_google(cells.get("label", ""))
    return label, {"preferred": True} if preferred else {}


def _each(cells: Cells, kind: str) -> Iterator[Value]:
    label, extra = _label(cells)
    for item in cells.get("value", "").split(SEVERAL):
        if item.strip():
            yield Value(kind, item.strip(), label, extra)


def _emails(cells: Cells) -> Iterator[Value]:
    return _each(cells, "email")


def _phones(cells: Cells) -> Iterator[Value]:
    return _each(cells, "phone")


def _websites(cells: Cells) -> Iterator[Value]:
    return _each(cells, "url")


def _relations(cells: Cells) -> Iterator[Value]:
    return _each(cells, "related")


_PARTS = ("po box", "extended address", "street", "city", "region", "postal code", "country")


def _addresses(cells: Cells) -> Iterator[Value]:
    label, extra = _label(cells)
    columns = [cells.get(part, "").split(SEVERAL) for part in _PARTS]
    formatted = cells.get("formatted", "").split(SEVERAL)
    for number in range(max(map(len, [*columns, formatted]))):
        parts = [column[number].strip() if number < len(column) else "" for column in columns]
        whole = formatted[number].strip() if number < len(formatted) else ""
        if not any(parts):
            parts[2] = whole
        more = {"formatted": whole} if _words(whole) - _words(" ".join(parts)) else {}
        if any(parts):
            yield address_value(parts, label, extra | more)


def _words(text: str) -> set[str]:
    return set(text.replace(",", " ").split())


def _organisation(cells: Cells) -> Iterator[Value]:
    label, extra = _label(cells)
    names = cells.get("name", "").split(SEVERAL)
    departments = cells.get("department", "").split(SEVERAL)
    for number in range(max(len(names), len(departments))):
        parts = [part[number].strip() if number < len(part) else "" for part in (names, departments)]
        if any(parts):
            yield organisation_value(parts, label, extra)
    for title in cells.get("title", "").split(SEVERAL):
        if title.strip():
            yield Value("title", title.strip())
    for part, text in cells.items():
        if part not in ("label", "name", "department", "title"):
            yield _kept(text, f"Organization {part.title()}", property_name(f"Organization {part}"))


def _events(cells: Cells) -> Iterator[Value]:
    label, extra = _label(cells)
    for item in cells.get("value", "").split(SEVERAL):
        day = dates.iso(item.strip())
        if day and label == "anniversary":
            yield Value("anniversary", day, "", extra)
        elif day:
            yield Value("other", day, label, {**extra, "name": "X-ABDATE"})


def _ims(cells: Cells) -> Iterator[Value]:
    kind, extra = _label(cells)
    service = cells.get("service", "").strip() or kind
    types = labels.to_types(kind) if kind and kind != service else None
    for item in cells.get("value", "").split(SEVERAL):
        if item.strip():
            yield Value("im", item.strip(), service, extra | ({"types": list(types)} if types else {}))


# Properties of vCard that are no kind of ours; in capitals they may also name a custom field.
_PROPERTIES = frozenset(
    {"GENDER", "GEO", "KEY", "LOGO", "SOUND", "PHOTO", "TZ", "LANG", "REV", "PRODID", "LABEL", "CLASS", "MAILER"}
    | {"SORT-STRING", "FN", "N"}
)


def is_property(name: str) -> bool:
    """Whether a name in capitals is a property of vCard rather than someone's own word, such as SSN."""
    return name.startswith("X-") or kind_of(name)[0] != "other" or name in _PROPERTIES


def _custom(cells: Cells) -> Iterator[Value]:
    """A field of the owner's own; one that is named as a property of vCard is that property."""
    label = cells.get("label", "")
    text = cells.get("value", "")
    head = parse_head(label) if label.partition(";")[0].isupper() else None
    if head and (is_property(head.name) or ";" in label):
        yield from _property(head, text)
        return
    for item in text.split(SEVERAL):
        if item.strip():
            yield Value("other", item.strip(), label, {"name": "X-CUSTOM"})


def _property(head: Head, text: str) -> Iterator[Value]:
    own = (head.params.get("X-LABEL") or [""])[0]
    head = replace(head, params={key: item for key, item in head.params.items() if key != "X-LABEL"})
    try:
        values = [data_value(head, decode_base64(text))] if head.encoding == "base64" else values_of(head, text)
    except BadData:
        values = values_of(head, text)
    for value in values:
        yield labelled(value, own) if own else value


_MAKERS: dict[str, Callable[[Cells], Iterator[Value]]] = {
    "e-mail": _emails,
    "phone": _phones,
    "address": _addresses,
    "organization": _organisation,
    "website": _websites,
    "relation": _relations,
    "event": _events,
    "im": _ims,
    "custom field": _custom,
}
