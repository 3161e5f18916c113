"""Reads vCard 2.1, 3.0 and 4.0, one card at a time, and says what it could not read."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import replace

from . import labels
from .card import Card, Name, Unreadable, Value, excerpt, in_words, stand_in
from .charset import Decoder
from .content_lines import Content, Head, RawCard, cards, escape, parse_head, split, split_head, unescape
from .properties import BadData, data_value, decode_base64, kind_of, labelled, values_of
from .source import Source

_SHOWN = 20
_DATA = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_KIND_NAMES = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})
_MEDIA = re.compile(rb"data:([\w.+/-]{1,100});", re.IGNORECASE)
_AGENT = re.compile(rb"[^:;]*AGENT", re.IGNORECASE)
_FRAME = frozenset({"VERSION", "BEGIN", "END"})


def read_vcards(source: Source) -> Iterator[Card | Unreadable]:
    """The people of a vCard file in its order, each followed by what was unreadable in it."""
    decode = Decoder()
    for raw in cards(source.lines()):
        if raw.stray:
            yield Unreadable(raw.line, _outside(raw, decode))
            continue
        builder = _Builder(raw, decode)
        yield from builder.results()


def _outside(raw: RawCard, decode: Decoder) -> str:
    quoted = excerpt(decode(raw.contents[0].whole()[:200])) if raw.contents else ""
    more = f" and {len(raw.contents) - 1} more" if len(raw.contents) > 1 else ""
    return (
        f"Line {raw.line} (“{quoted}”){more} stands outside any card and was left out; "
        "put it between BEGIN:VCARD and END:VCARD if it belongs to someone."
    )


class _Builder:
    """Turns the properties of one card into a `Card` and its `Unreadable` parts."""

    def __init__(self, raw: RawCard, decode: Decoder) -> None:
        self._raw = raw
        self._decode = decode
        self._full = ""
        self._parts: list[str] = []
        self._values: list[Value] = []
        self._groups: list[str] = []
        self._labels: dict[str, tuple[Head, str]] = {}
        self._photo: bytes | None = None
        self._is_list = False
        self._bad: list[Unreadable] = []
        self._junk_lines = 0
        for content in raw.contents:
            self._take(content)

    def results(self) -> Iterator[Card | Unreadable]:
        self._apply_labels()
        card = self._card()
        if isinstance(card, Card):
            if not self._raw.ended:
                self._bad.append(self._no_end())
            yield card
            yield from self._bad
        else:
            yield from self._bad
            yield card

    def _card(self) -> Card | Unreadable:
        line = self._raw.line
        given, family, additional, prefix, suffix = self._five()
        full = self._full or in_words(given, family, additional, prefix, suffix) or stand_in(self._values)
        if self._is_list:
            return Unreadable(
                line,
                f"The card in line {line} (“{excerpt(full)}”) is a list of people, not a person, so it was left out; "
                "give its people a tag instead.",
            )
        if not full:
            return Unreadable(
                line,
                f"The card in line {line} has no name and nothing to call it by, so it was left out; "
                "give it a name (FN) in the file.",
            )
        name = Name(full, given, family, additional, prefix, suffix)
        return Card(name, tuple(self._values), self._photo, line)

    def _five(self) -> tuple[str, str, str, str, str]:
        family, given, additional, prefix, suffix = (self._parts + [""] * 5)[:5]
        return given, family, additional, prefix, suffix

    def _no_end(self) -> Unreadable:
        line = self._raw.line
        return Unreadable(
            line,
            f"The card that begins in line {line} has no end (END:VCARD); what is there was read, "
            "check that nothing is missing or export the file again.",
        )

    def _take(self, content: Content) -> None:
        raw = content.whole()
        parted = split_head(raw)
        head = parse_head(self._decode(parted[0])) if parted else None
        if parted is None or head is None:
            self._junk(content.line, raw)
        elif head.name == "AGENT":
            self._agent(content, head, parted[1])
        elif head.name in _FRAME:
            return
        elif head.name in _DATA or (head.encoding == "base64" and kind_of(head.name)[0] == "other"):
            self._data(content.line, head, parted[1])
        else:
            self._property(content.line, head, parted[1])

    def _junk(self, line: int, raw: bytes) -> None:
        self._junk_lines += 1
        if self._junk_lines > _SHOWN:
            return
        quoted = excerpt(self._decode(raw[:200]))
        more = "; more such lines of this card are not listed" if self._junk_lines == _SHOWN else ""
        self._bad.append(
            Unreadable(
                line,
                f"Line {line} (“{quoted}”) is not a property of a card and was left out, the rest of the card was "
                f"read{more}; add it by hand if it matters.",
            )
        )

    def _text(self, head: Head, raw: bytes) -> str:
        if head.encoding == "qp":
            decoded = self._decode(binascii.a2b_qp(raw), head.charset)
            # A newline that was encoded is text; escaped it survives the splitting that follows.
            return decoded.replace("\r\n", "\n").replace("\r", "\n")
        if head.encoding == "base64":
            return self._decode(decode_base64(self._decode(raw)), head.charset).replace("\\", "\\\\")
        return self._decode(raw, head.charset)

    def _property(self, line: int, head: Head, raw: bytes) -> None:
        if not raw:
            return
        try:
            text = self._text(head, raw)
        except BadData:
            self._bad_data(line, head.name)
            return
        if head.name == "FN" and not self._full:
            self._full = unescape(text).strip()
        elif head.name == "N" and not any(self._parts):
            self._parts = [unescape(part).strip() for part in split(text, ";")]
            self._surplus(head)
        elif head.name == "X-ABLABEL" and head.group and text.strip():
            self._labels[head.group] = (head, labels.from_apple(unescape(text)))
        elif head.name in _KIND_NAMES and text.strip().lower() in ("group", "individual"):
            self._is_list = text.strip().lower() == "group"
        else:
            self._keep(head, values_of(head, text))

    def _surplus(self, head: Head) -> None:
        """A sixth component of N and beyond, and how the name is sorted, have no place in `Name`."""
        sorted_as = head.params.get("SORT-AS")
        surplus = [part for part in self._parts[5:] if part]
        if sorted_as:
            self._keep(head, [Value("other", ",".join(sorted_as), "", {"name": "SORT-STRING"})])
        if surplus:
            self._keep(head, [Value("other", ", ".join(surplus), "", {"name": "X-NAME-MORE"})])

    def _keep(self, head: Head, values: list[Value]) -> None:
        self._values.extend(values)
        self._groups.extend([head.group] * len(values))

    def _data(self, line: int, head: Head, raw: bytes) -> None:
        """A photo, logo, sound or key: data inside the file, or the address of some (never fetched)."""
        inline = self._inline(head, raw)
        if inline is None:
            self._property(line, replace(head, encoding=""), raw)
            return
        if not inline.strip():
            return
        try:
            data = decode_base64(inline)
        except BadData:
            self._bad_data(line, head.name)
            return
        media = _MEDIA.match(raw)
        if media and head.name != "PHOTO":
            head = replace(head, params={**head.params, "MEDIATYPE": [media.group(1).decode()]})
        if head.name == "PHOTO" and self._photo is None:
            self._photo = data
        else:
            self._keep(head, [data_value(head, data)])

    def _inline(self, head: Head, raw: bytes) -> str | None:
        if raw[:5].lower() == b"data:":
            meta, _, data = self._decode(raw).partition(",")
            return data if "base64" in meta.lower() else None
        if head.encoding == "base64" and head.value not in ("uri", "url"):
            return None if b"://" in raw[:12] else self._decode(raw)
        return None

    def _bad_data(self, line: int, name: str) -> None:
        what = "photo" if name == "PHOTO" else f"data of {name}"
        self._bad.append(
            Unreadable(
                line,
                f"The {what} in line {line} is damaged and was left out, the rest of the card was read; "
                "export the file again or add it by hand.",
            )
        )

    def _agent(self, content: Content, head: Head, raw: bytes) -> None:
        """A card within a card: the name is shown as a related person, the card itself is kept."""
        inline = unescape(self._decode(raw, head.charset)).strip()
        text = "\n".join(self._decode(line) for line in content.nested) or inline
        if not text.upper().startswith("BEGIN:VCARD"):
            self._property(content.line, head, raw)
            return
        inner = _Builder(_inner(content.line, text), self._decode)._card()
        name = inner.name.full if isinstance(inner, Card) else excerpt(text)
        self._keep(head, [Value("related", name, "agent", {"name": "AGENT", "raw": text})])

    def _apply_labels(self) -> None:
        """Apple's and Google's own labels stand in a line beside the value, tied by a group."""
        members: dict[str, list[int]] = {}
        for index, group in enumerate(self._groups):
            if group:
                members.setdefault(group, []).append(index)
        for group, (head, label) in self._labels.items():
            for index in members.get(group, ()):
                self._values[index] = labelled(self._values[index], label)
            if group not in members:
                self._values += values_of(replace(head, group=""), escape(label))
        for group, indexes in members.items():
            self._tie(group, indexes)

    def _tie(self, group: str, indexes: list[int]) -> None:
        """Several properties of one group (an address and its country) must stay together."""
        for index in indexes if len(indexes) > 1 else ():
            value = self._values[index]
            self._values[index] = replace(value, extra={**value.extra, "group": group})


def _inner(line: int, text: str) -> RawCard:
    """A card within a card, without the cards that are in turn within it: no recursion."""
    numbered = enumerate(text.encode("utf-8", "replace").split(b"\n"), line)
    card = next(cards(numbered), RawCard(line))
    card.contents = [content for content in card.contents if not _AGENT.match(content.pieces[0])]
    return card
