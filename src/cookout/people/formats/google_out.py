"""Writes Google's CSV (2024): every value in a column that Google reads, the rest as custom fields.

A value without a column of its own becomes a custom field that is named as its property of vCard, so that
`read` gives it back. Photos cannot stand in a table and are left out. Cells that a spreadsheet would run
as formulas get an apostrophe, which `read` takes off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator

from . import labels
from .card import Card, Name, Value, in_words, stand_in
from .content_lines import escape
from .google import is_property
from .records import safe
from .vcard_out import head_and_text, param

_COLUMNS = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,"
    "Photo,Labels"
)
_FIRST = _COLUMNS.split(",")
_ADDRESS = ("Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address")
_ADDRESS_ORDER = (2, 3, 0, 4, 5, 6, 1)
_GROUPS: dict[str, tuple[str, ...]] = {
    "E-mail": ("Label", "Value"),
    "Phone": ("Label", "Value"),
    "Address": ("Label", "Formatted", *_ADDRESS),
    "Website": ("Label", "Value"),
    "Relation": ("Label", "Value"),
    "Event": ("Label", "Value"),
    "Custom Field": ("Label", "Value"),
}
_GROUP_OF = {"email": "E-mail", "phone": "Phone", "url": "Website", "related": "Relation"}
_ONLY_ONE = {"title": "Organization Title", "birthday": "Birthday", "note": "Notes"}
_KEPT = {
    "X-PHONETIC-FIRST-NAME": "Phonetic First Name",
    "X-PHONETIC-MIDDLE-NAME": "Phonetic Middle Name",
    "X-PHONETIC-LAST-NAME": "Phonetic Last Name",
    "X-FILE-AS": "File As",
    "PHOTO": "Photo",
}
_SEVERAL = " ::: "
_SYSTEM = frozenset({"mycontacts", "starred", "my contacts"})


def write_google_csv(cards: Iterable[Card]) -> Iterator[bytes]:
    """The header and one chunk per card.

    The cards are walked twice, first to see how many columns are needed: an iterator that can be walked
    only once is kept in memory, so hand over a collection or anything that starts anew with each `iter`.
    """
    if iter(cards) is cards and not isinstance(cards, Collection):
        cards = list(cards)
    widths = dict.fromkeys(_GROUPS, 0)
    for card in cards:
        for what, slots in _Row(card).slots.items():
            widths[what] = max(widths[what], len(slots))
    yield _line(_header(widths))
    for card in cards:
        yield _line([safe(cell) for cell in _Row(card).cells(widths)])


def _header(widths: dict[str, int]) -> list[str]:
    numbered = (
        f"{what} {number} - {part}"
        for what, parts in _GROUPS.items()
        for number in _upto(widths[what])
        for part in parts
    )
    return [*_FIRST, *numbered]


def _upto(width: int) -> range:
    return range(1, width + 1)


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")


class _Row:
    """One card as cells: those of which there is one, and the slots of each numbered group."""

    def __init__(self, card: Card) -> None:
        self.slots: dict[str, list[tuple[str, ...]]] = {what: [] for what in _GROUPS}
        self._cells = dict.fromkeys(_FIRST, "")
        self._name(card.name, stand_in(card.values))
        for value in card.values:
            self._place(value)

    def cells(self, widths: dict[str, int]) -> list[str]:
        """The row in the order of the header."""
        cells = [self._cells[column] for column in _FIRST]
        for what, parts in _GROUPS.items():
            for number in range(widths[what]):
                slots = self.slots[what]
                cells.extend(slots[number] if number < len(slots) else ("",) * len(parts))
        return cells

    def _name(self, name: Name, otherwise: str) -> None:
        said = in_words(name.given, name.family, name.additional, name.prefix, name.suffix)
        given = name.given
        if not said and name.full != otherwise:
            given = name.full
        elif said and said != name.full:
            self.slots["Custom Field"].append(("Full Name", name.full))
        self._cells |= {"First Name": given, "Middle Name": name.additional, "Last Name": name.family}
        self._cells |= {"Name Prefix": name.prefix, "Name Suffix": name.suffix}

    def _place(self, value: Value) -> None:
        placed = (
            self._place_group(value)
            or self._place_list(value)
            or self._place_organisation(value)
            or self._place_single(value)
            or self._place_event(value)
        )
        if not placed:
            self._place_custom(value)

    def _place_group(self, value: Value) -> bool:
        label = labels.to_google(value.label, bool(value.extra.get("preferred")))
        parts = value.extra.get("parts") or ()
        if value.kind == "address" and len(parts) == len(_ADDRESS):
            formatted = str(value.extra.get("formatted") or value.value)
            self.slots["Address"].append((label, formatted, *(str(parts[at]) for at in _ADDRESS_ORDER)))
            return True
        if value.kind not in _GROUP_OF or _SEVERAL in value.value:
            return False
        self.slots[_GROUP_OF[value.kind]].append((label, value.value))
        return True

    def _place_list(self, value: Value) -> bool:
        column = {"nickname": "Nickname", "category": "Labels"}.get(value.kind)
        if column is None or value.label or ":::" in value.value or value.value.startswith("*"):
            return False
        system = column == "Labels" and value.value.lower() in _SYSTEM
        self._add(column, f"* {value.value}" if system else value.value)
        return True

    def _add(self, column: str, text: str) -> None:
        self._cells[column] = _SEVERAL.join(filter(None, (self._cells[column], text)))

    def _place_organisation(self, value: Value) -> bool:
        parts = [str(part) for part in value.extra.get("parts") or ()] or [value.value]
        taken = self._cells["Organization Name"] or self._cells["Organization Department"]
        if value.kind != "organisation" or value.label or value.extra.get("preferred") or taken or len(parts) > 2:
            return False
        if any(":::" in part for part in parts):
            return False
        self._cells["Organization Name"] = parts[0]
        self._cells["Organization Department"] = parts[1] if len(parts) > 1 else ""
        return True

    def _place_single(self, value: Value) -> bool:
        column = _ONLY_ONE.get(value.kind) or (
            _KEPT.get(str(value.extra.get("name"))) if value.kind == "other" else None
        )
        plain = not value.label and set(value.extra) <= {"name"} and ":::" not in value.value
        if column is None or self._cells[column] or not plain:
            return False
        self._cells[column] = value.value
        return True

    def _place_event(self, value: Value) -> bool:
        preferred = bool(value.extra.get("preferred"))
        if value.kind == "anniversary" and not value.label and "raw" not in value.extra:
            self.slots["Event"].append((labels.to_google("anniversary", preferred), value.value))
            return True
        if value.kind == "other" and value.extra.get("name") == "X-ABDATE" and "raw" not in value.extra:
            self.slots["Event"].append((labels.to_google(value.label, preferred), value.value))
            return True
        return False

    def _place_custom(self, value: Value) -> None:
        custom = value.kind == "other" and value.extra.get("name") == "X-CUSTOM" and not value.extra.get("preferred")
        if custom and _SEVERAL not in value.value:
            self.slots["Custom Field"].append((value.label, value.value))
            return
        line = head_and_text(value, "3.0")
        head = line.head + (param("X-LABEL", [line.label]) if line.label else "")
        if ";" not in head and not is_property(head):
            head += ";"  # the sign by which `read` knows a property from a field of the owner's own
        text = escape(value.value) if value.kind in ("category", "nickname") else line.text
        self.slots["Custom Field"].append((head, text))
