"""The grammar of vCard below its meaning: cards, folded lines, groups, parameters, escapes.

Written by hand because vobject refuses a whole file for one byte that is not UTF-8 or one bad photo, and
takes 17 s for 100,000 cards where this takes a third. Everything is linear in the size of the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .card import RefusedFile

MAX_CARD = 32 * 1024 * 1024
MAX_HEAD = 2000

_BEGIN = re.compile(rb"\s*(?:[\w.-]+\.)?BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END = re.compile(rb"\s*(?:[\w.-]+\.)?END\s*:\s*VCARD\s*$", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[\w.-]+\.)?AGENT\b[^:]*:\s*$", re.IGNORECASE)
_OLD = re.compile(rb"VERSION\s*:\s*2\.1\s*$", re.IGNORECASE)
_QP = re.compile(rb"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64 = re.compile(rb"[^:]*;(?:ENCODING=)?(?:B|BASE64)\s*[:;]", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=]+\s*$")
_QP_LINE = re.compile(rb"=[0-9A-Fa-f]{2}")
_QP_FOLD = re.compile(rb"[ \t]=[0-9A-Fa-f]{2}")
_QUOTED_HEAD = re.compile(rb'((?:[^":]|"[^"]*")*):')
_NAME = re.compile(r"\s*(?:([\w.-]+)\.)?([A-Za-z0-9_-]+)\s*")
_PARAM_PIECE = re.compile(r'(?:[^";]|"[^"]*"?)+')
_PARAM_VALUE = re.compile(r'(?:[^",]|"[^"]*"?)+')
_ENCODINGS = {"B": "base64", "BASE64": "base64", "QUOTED-PRINTABLE": "qp", "8BIT": "", "7BIT": ""}


@dataclass(slots=True)
class Content:
    """One property of a card as bytes: its lines joined, and the number of the first."""

    line: int
    pieces: list[bytes]
    nested: list[bytes] = field(default_factory=list)

    def whole(self) -> bytes:
        return self.pieces[0] if len(self.pieces) == 1 else b"".join(self.pieces)


@dataclass(slots=True)
class RawCard:
    """The properties between BEGIN and END; `stray` are lines that stand outside any card."""

    line: int
    contents: list[Content] = field(default_factory=list)
    ended: bool = False
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon. `types` are lower case; `params` lack those with a field here."""

    group: str
    name: str
    types: tuple[str, ...] = ()
    preferred: bool = False
    encoding: str = ""
    charset: str = ""
    value: str = ""
    params: Mapping[str, list[str]] = field(default_factory=dict)


class _Cards:
    """Collects lines into cards; a state machine over one line at a time."""

    def __init__(self) -> None:
        self.card: RawCard | None = None
        self._size = 0
        self._old = False
        self._depth = 0
        self._before = b""

    def take(self, number: int, raw: bytes) -> RawCard | None:
        """Take a line; a card that is complete by it is returned."""
        done = self._taken(number, raw)
        if raw.strip():
            self._before = raw
        return done

    def _taken(self, number: int, raw: bytes) -> RawCard | None:
        if raw[-1:] in b"dD \t" and _END.match(raw) and self.card and not self.card.stray:
            return self._end(raw)
        if raw[-1:] in b"dD \t" and _BEGIN.match(raw):
            return self._begin(number, raw)
        if self.card is None:
            if not raw.strip():
                return None
            self._start(RawCard(number, stray=True))
        self._size += len(raw)
        if self._size > MAX_CARD:
            raise _big_card(self.card.line if self.card else number)
        if self._depth:
            self._last().nested.append(raw)
        else:
            self._add(number, raw)
        return None

    def _start(self, card: RawCard) -> None:
        self.card, self._size, self._old, self._depth = card, 0, False, 0

    def _end(self, raw: bytes) -> RawCard | None:
        if self._depth:
            self._last().nested.append(raw)
            self._depth -= 1
            return None
        done, self.card = self.card, None
        if done:
            done.ended = True
        return done

    def _begin(self, number: int, raw: bytes) -> RawCard | None:
        card = self.card
        if card and card.contents and _AGENT.match(self._before):
            self._last().nested.append(raw)
            self._depth += 1
            return None
        self._start(RawCard(number))
        return card

    def _last(self) -> Content:
        assert self.card is not None
        return self.card.contents[-1]

    def _add(self, number: int, raw: bytes) -> None:
        assert self.card is not None
        contents = self.card.contents
        if contents and self._continues(contents[-1].pieces, raw):
            return
        if raw.strip():
            contents.append(Content(number, [raw]))
            self._old = self._old or bool(_OLD.match(raw))

    def _continues(self, pieces: list[bytes], raw: bytes) -> bool:
        last = pieces[-1]
        if last.endswith(b"=") and raw and _QP.match(pieces[0][:MAX_HEAD]):
            fold = _QP_FOLD.match(raw)
            pieces[-1] = last[:-1]
            pieces.append(raw[1:] if fold else raw)
            return True
        if raw[:1] in (b" ", b"\t"):
            pieces.append(self._unfolded(pieces[0], raw))
            return True
        if not raw.strip():
            if last:
                pieces.append(b"")
            return True
        return self._loose(pieces, raw)

    def _unfolded(self, first: bytes, raw: bytes) -> bytes:
        """In 2.1 a line is folded at white space, which stays; later versions insert one character."""
        if self._old and raw.startswith(b" ") and not raw.startswith(b"  ") and not _BASE64.match(first[:MAX_HEAD]):
            return raw
        return raw[1:]

    @staticmethod
    def _loose(pieces: list[bytes], raw: bytes) -> bool:
        """Lines that lack the fold: of base64 until a blank line, of quoted-printable by their look."""
        if b":" in raw:
            return False
        head = pieces[0][:MAX_HEAD]
        in_base64 = pieces[-1] and _BASE64_LINE.match(raw) and _BASE64.match(head)
        if in_base64 or (_QP_LINE.match(raw) and _QP.match(head)):
            pieces.append(raw)
            return True
        return False


def cards(lines: Iterable[tuple[int, bytes]]) -> Iterator[RawCard]:
    """The cards of a file, one at a time; what stands outside any card comes as a stray one."""
    collector = _Cards()
    for number, raw in lines:
        done = collector.take(number, raw)
        if done:
            yield done
    if collector.card:
        yield collector.card


def _big_card(line: int) -> RefusedFile:
    limit = f"{MAX_CARD // 1024 // 1024} MB"
    return RefusedFile(f"The card that begins in line {line} is bigger than {limit}; export the file again.")


def split_head(raw: bytes) -> tuple[bytes, bytes] | None:
    """The bytes before and after the colon; nothing if there is none."""
    head, colon, value = raw.partition(b":")
    if not colon or len(head) > MAX_HEAD:
        return None
    if b'"' in head:
        quoted = _QUOTED_HEAD.match(raw[: MAX_HEAD * 2])
        if quoted:
            return quoted.group(1), raw[quoted.end() :]
    return head, value


@lru_cache(maxsize=4096)
def parse_head(text: str) -> Head | None:
    """`item1.TEL;TYPE=work,pref` understood; nothing if it is no property's head."""
    first, *pieces = _PARAM_PIECE.findall(text) or [""]
    named = _NAME.fullmatch(first)
    if not named or (text.lstrip()[:1] == ";"):
        return None
    types: list[str] = []
    single: dict[str, str] = {}
    params: dict[str, list[str]] = {}
    for piece in pieces:
        _take_param(piece.strip(), types, single, params)
    preferred = "pref" in types or single.get("PREF") == "1"
    if "PREF" in single and single["PREF"] != "1":
        params["PREF"] = [single["PREF"]]
    return Head(
        group=(named.group(1) or "").lower(),
        name=named.group(2).upper(),
        types=tuple(dict.fromkeys(t for t in types if t and t != "pref")),
        preferred=preferred,
        encoding=_ENCODINGS.get(single.get("ENCODING", "").upper(), ""),
        charset=single.get("CHARSET", ""),
        value=single.get("VALUE", "").lower(),
        params=params,
    )


def _take_param(piece: str, types: list[str], single: dict[str, str], params: dict[str, list[str]]) -> None:
    key, equals, text = piece.partition("=")
    key = key.strip().upper()
    if not equals:
        if key in _ENCODINGS:
            single["ENCODING"] = key
        else:
            types.append(_unquoted(piece).lower())
        return
    values = [_unquoted(v) for v in _PARAM_VALUE.findall(text)] or [""]
    if key == "TYPE":
        types.extend(part.strip().lower() for v in values for part in v.split(","))
    elif key in ("ENCODING", "CHARSET", "VALUE", "PREF"):
        single[key] = values[0]
    else:
        params.setdefault(key, []).extend(values)


_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if "^" in text:
        text = re.sub(r"\^[nN'^]", lambda m: _CARET[m.group()], text)
    return text


_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PLAIN = {"n": "\n", "N": "\n", ",": ",", ";": ";", ":": ":", "\\": "\\", '"': '"'}


def unescape(text: str) -> str:
    r"""Text without its backslashes; one that escapes nothing is kept.

    >>> unescape(r"a\, b\n\\c \d")
    'a, b\n\\c \\d'
    """
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: _PLAIN.get(m.group(1), m.group()), text)


def escape(text: str) -> str:
    """The inverse of `unescape`: no raw newline, comma or semicolon."""
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def split(text: str, at: str) -> list[str]:
    r"""Split at an unescaped separator; the parts are still escaped.

    >>> split(r"a\;b;c", ";")
    ['a\\;b', 'c']
    """
    if "\\" not in text:
        return text.split(at)
    parts, start = [], 0
    for found in re.finditer(rf"\\.|{at}", text, re.DOTALL):
        if found.group() == at:
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return parts
