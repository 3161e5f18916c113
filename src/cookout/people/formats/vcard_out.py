"""Writes vCard 3.0 and 4.0: everything that was read comes out again, photos inline."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from . import dates, labels
from .card import Card, Name, Value
from .content_lines import escape, unescape
from .properties import DEFAULT_NAME, address_value, kind_of, organisation_value

Version = Literal["3.0", "4.0"]

_FOLD = 75
_DATA = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_URI = re.compile(r"(urn|https?|mailto|tel|xmpp|sip):", re.IGNORECASE)
_NEEDS_QUOTES = re.compile(r"[,;:]")
_NOT_NAME = re.compile(r"[^A-Z0-9-]+")
_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n", "png"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
    (b"BM", "bmp"),
)


def write_vcard(cards: Iterable[Card], version: Version) -> Iterator[bytes]:
    """One chunk of bytes per card, lines folded at 75 octets and ended by CRLF."""
    for card in cards:
        lines = _Lines(version).of(card)
        yield b"".join(fold(line) for line in lines)


def fold(line: str) -> bytes:
    """A line in pieces of at most 75 octets, never cut inside a character."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= _FOLD:
        return raw + b"\r\n"
    pieces, start, room = [], 0, _FOLD
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, _FOLD - 1
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def param(key: str, values: Iterable[str]) -> str:
    """A parameter, quoted where it must be, with the signs that quotes cannot hold as in RFC 6868."""
    return f";{key}=" + ",".join(_param_value(value) for value in values)


def _param_value(value: str) -> str:
    value = value.replace("^", "^^").replace('"', "^'")
    value = value.replace("\r\n", "^n").replace("\n", "^n").replace("\r", "^n")
    return f'"{value}"' if _NEEDS_QUOTES.search(value) or value != value.strip() else value


class _Lines:
    """The lines of one card; hands out the groups that tie a value to its own label."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._lines: list[str] = []
        self._taken: set[str] = set()
        self._labelled: set[str] = set()
        self._next = 1

    def of(self, card: Card) -> list[str]:
        self._taken = {str(value.extra["group"]) for value in card.values if value.extra.get("group")}
        self._lines = ["BEGIN:VCARD", f"VERSION:{self._version}", f"FN:{escape(card.name.full)}"]
        self._name(card.name)
        if card.photo is not None:
            # Before further pictures among the values: a reader takes the first.
            self._lines.append(self._photo(card.photo))
        for kind in ("nickname", "category"):
            self._list(kind, [v for v in card.values if v.kind == kind and not v.label and not v.extra])
        for value in card.values:
            if value.kind not in ("nickname", "category") or value.label or value.extra:
                self._value(value)
        self._lines.append("END:VCARD")
        return self._lines

    def _name(self, name: Name) -> None:
        parts = (name.family, name.given, name.additional, name.prefix, name.suffix)
        if any(parts) or self._version == "3.0":
            self._lines.append("N:" + ";".join(escape(part) for part in parts))

    def _list(self, kind: str, values: list[Value]) -> None:
        if values:
            self._lines.append(f"{DEFAULT_NAME[kind]}:" + ",".join(escape(value.value) for value in values))

    def _photo(self, photo: bytes) -> str:
        kind = image_type(photo)
        data = base64.b64encode(photo).decode()
        if self._version == "4.0":
            media = f"image/{kind}" if kind else "application/octet-stream"
            return f"PHOTO:data:{media};base64,{data}"
        return "PHOTO;ENCODING=b" + (f";TYPE={kind.upper()}" if kind else "") + f":{data}"

    def _value(self, value: Value) -> None:
        parts = head_and_text(value, self._version)
        group = str(value.extra.get("group", ""))
        if parts.label and not group:
            group = self._free_group()
        self._lines.append(f"{group}.{parts.head}:{parts.text}" if group else f"{parts.head}:{parts.text}")
        if parts.label and group not in self._labelled:
            self._labelled.add(group)
            self._lines.append(f"{group}.X-ABLabel:{escape(labels.to_apple(parts.label))}")

    def _free_group(self) -> str:
        while f"item{self._next}" in self._taken:
            self._next += 1
        group = f"item{self._next}"
        self._taken.add(group)
        return group


def image_type(data: bytes) -> str:
    """`jpeg`, `png` … by the first bytes; nothing if it is none that we know."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


class Parts:
    """A value as a line: head, escaped text, and the label that the head cannot say."""

    __slots__ = ("head", "label", "text")

    def __init__(self, head: str, text: str, label: str = "") -> None:
        self.head, self.text, self.label = head, text, label


def head_and_text(value: Value, version: Version) -> Parts:
    """A value as a vCard line of its own."""
    name = _NOT_NAME.sub("-", str(value.extra.get("name") or _default_name(value, version)).upper())
    params: dict[str, list[str]] = {k: list(v) for k, v in (value.extra.get("params") or {}).items()}
    label = value.label
    if name == "X-ABDATE" and value.kind == "anniversary":
        label = "anniversary"
    types, own_label = _types(value, name, label)
    if name == "IMPP" and own_label:
        params["X-SERVICE-TYPE"], own_label = [own_label], ""
    text = _text(value, name, version, params)
    head = name + "".join(param(key, values) for key, values in params.items())
    if value.extra.get("preferred"):
        types, head = (types, head + ";PREF=1") if version == "4.0" else ([*types, "pref"], head)
    return Parts(head + (param("TYPE", types) if types else ""), text, own_label)


def _default_name(value: Value, version: Version) -> str:
    if version == "3.0" and value.kind in ("anniversary", "related"):
        return "X-ABDATE" if value.kind == "anniversary" else "X-ABRELATEDNAMES"
    return DEFAULT_NAME.get(value.kind) or ("PHOTO" if value.kind == "photo" else "X-OTHER")


def _types(value: Value, name: str, label: str) -> tuple[list[str], str]:
    """The types to write, and the label that needs a line of its own."""
    given = [str(word) for word in value.extra.get("types") or ()]
    if given and labels.of_types(given) == label:
        return given, ""
    if kind_of(name)[1] == label or name == "AGENT":
        return (given if label else []), ""
    if name in ("X-ABDATE", "X-ABRELATEDNAMES"):
        return given, label
    types = labels.to_types(label)
    return (given, label) if types is None else (list(types), "")


def _text(value: Value, name: str, version: Version, params: dict[str, list[str]]) -> str:
    writer = _WRITERS.get(value.kind)
    return writer(value, name, version, params) if writer else escape(value.value)


def _address(value: Value, name: str, version: Version, params: dict[str, list[str]]) -> str:
    parts = [str(part) for part in value.extra.get("parts") or ()]
    if address_value(parts, "", {}).value != value.value:
        parts = ["", "", value.value, "", "", "", ""]
    return ";".join(escape(part) for part in parts)


def _organisation(value: Value, name: str, version: Version, params: dict[str, list[str]]) -> str:
    parts = [str(part) for part in value.extra.get("parts") or ()]
    if organisation_value(parts, "", {}).value != value.value:
        parts = [value.value]
    return ";".join(escape(part) for part in parts)


def _date(value: Value, name: str, version: Version, params: dict[str, list[str]]) -> str:
    raw = str(value.extra.get("raw") or "")
    if raw and dates.iso(raw) == value.value:
        return escape(raw)
    if not dates.is_iso(value.value):
        if version == "4.0":
            params["VALUE"] = ["text"]
        return escape(value.value)
    if version == "3.0":
        return value.value
    return value.value.replace("-", "") if value.value[0] != "-" else "--" + value.value.replace("-", "")


def _related(value: Value, name: str, version: Version, params: dict[str, list[str]]) -> str:
    if name == "AGENT":
        return escape(str(value.extra.get("raw") or value.value))
    if name == "RELATED" and not _URI.match(value.value):
        params["VALUE"] = ["text"]
    return escape(value.value)


def _im_text(value: Value, name: str, version: Version, params: dict[str, list[str]]) -> str:
    scheme = value.extra.get("scheme")
    return escape(f"{scheme}:{value.value}" if scheme and name == "IMPP" else value.value)


def _other(value: Value, name: str, version: Version, params: dict[str, list[str]]) -> str:
    data: Any = value.extra.get("base64")
    if data:
        if version == "4.0" and name in _DATA:
            media = (params.get("MEDIATYPE") or ["application/octet-stream"])[0]
            return f"data:{media};base64,{data}"
        params["ENCODING"] = ["b"]
        return str(data)
    raw = value.extra.get("raw")
    return str(raw) if raw and unescape(str(raw)).strip() == value.value else escape(value.value)


_WRITERS = {
    "address": _address,
    "organisation": _organisation,
    "birthday": _date,
    "anniversary": _date,
    "related": _related,
    "im": _im_text,
    "other": _other,
}
