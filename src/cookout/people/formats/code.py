"""Reads what a code held out by somebody says: a contact, an address, a number, or something that is no card.

The same door reads pasted text, because people paste contacts too. What comes back has one shape for all of them;
`said` is a sentence where the code is no card. Nothing here opens an address.
"""

from __future__ import annotations

import io
import re
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import unquote

from . import card_text
from .card import Card, RefusedFile, Unreadable, Value
from .card_text import Field
from .detect import vcard_version
from .reading import read as read_book

MOST = 20_000
"""More characters than any code holds and any signature needs."""
_LONG_TEXT = 1500
_MECARD = {"N": "name", "TEL": "phone", "TEL-AV": "phone", "EMAIL": "email", "URL": "url", "ADR": "address",
           "ORG": "organisation", "TITLE": "title", "NOTE": "note", "MEMO": "note"}  # fmt: skip
_BIZCARD = {"N": "given", "X": "family", "T": "title", "C": "organisation", "A": "address", "B": "phone", "M": "phone",
            "F": "phone", "E": "email"}  # fmt: skip
_BIZ_LABELS = {"M": "mobile", "F": "work fax"}
_PAIR = re.compile(r"(?<![A-Za-z-])([A-Za-z-]+):((?:\\.|[^;\\])*)(?:;|$)", re.DOTALL)
_SECRET = re.compile(r"(otpauth|otpauth-migration|wifi|fido|ssh|bitcoin|lightning|openpgp4fpr)[:-]", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|www\.)[^\s]+$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:tel|sms|smsto|callto|facetime):\s*([+\d][\d\s().-]*)(?:[:?;].*)?$", re.IGNORECASE | re.DOTALL)
_OTHER = re.compile(r"(begin:v(?:event|calendar)|geo:|market:|upi:|begin:kywa)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,250}$")
_LINES = {"email": "email", "phone": "phone", "url": "url", "address": "address", "organisation": "organisation",
          "title": "title", "role": "title"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What a code or a text says; `kind` tells what it is, `said` is for whoever holds the phone."""

    kind: str
    fields: tuple[Field, ...] = ()
    rest: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    said: str = ""

    @property
    def name(self) -> str:
        """The name, where there is a reason for it."""
        return next((field.value for field in self.fields if field.kind == "name"), "")

    def plain(self) -> dict[str, Any]:
        """As data: the same for the page, programs and the terminal."""
        return {
            "kind": self.kind,
            "name": self.name,
            "fields": [asdict(field) for field in self.fields],
            "rest": "\n".join(self.rest),
            "aside": "\n".join(self.aside),
            "said": self.said,
        }


def read(payload: str, region: str = "US", *, scanned: bool = True) -> Read:
    """What a payload says; pasted text may be as long as a letter, a code is a card or it says so.

    >>> read("MECARD:N:Byron,Ada;TEL:+16145550190;;").name
    'Ada Byron'
    >>> read("https://example.org/ada").said
    'This code holds a web address, no card.'
    """
    text = payload.strip("\ufeff\r\n\t ")
    if not text:
        return Read("nothing", said="There is nothing in it. Try again, or type the name.")
    if _is_binary(text):
        return Read("binary", said="This code holds data that is no text, so nothing was taken from it. Type the name.")
    if len(text) > MOST:
        return Read(
            "text",
            rest=(text,),
            said=f"That is {len(text)} characters, too long for a card. Paste the signature alone.",
        )
    return _known(text) or _as_text(text, region, scanned)


def _is_binary(text: str) -> bool:
    odd = sum(not (sign.isprintable() or sign.isspace()) or sign == "\ufffd" for sign in text)
    return "\0" in text or odd * 20 > len(text)


def _known(text: str) -> Read | None:
    return _contact(text) or _address(text)


def _contact(text: str) -> Read | None:
    lower = text[:40].lower()
    if vcard_version(text.encode("utf-8", "replace")[:MOST]):
        return _vcard(text)
    if lower.startswith("mecard:"):
        return _of_pairs("mecard", text[7:], _MECARD)
    if lower.startswith("bizcard:"):
        return _of_pairs("bizcard", text[8:], _BIZCARD)
    return None


def _address(text: str) -> Read | None:
    if text[:40].lower().startswith(("mailto:", "matmsg:")) or _MAIL.match(text):
        return _mail(text)
    if number := _NUMBER.match(text):
        return Read(
            "phone",
            (Field("phone", number[1].strip(), source=text),),
            said="This code holds a phone number. Type the name.",
        )
    if _SECRET.match(text):
        return Read(
            "secret", said="This code holds something secret, such as a password, and no card. Nothing of it was kept."
        )
    if _OTHER.match(text):
        return Read("other", rest=(text,), said="This code holds something else than a card. Type the name.")
    if _WEB.match(text):
        return Read("web", (Field("url", text, source=text),), said="This code holds a web address, no card.")
    return None


def _as_text(text: str, region: str, scanned: bool) -> Read:
    if scanned and len(text) > _LONG_TEXT:
        return Read(
            "text",
            rest=(text,),
            said=f"This code holds {len(text)} characters of text, no card. They are kept beside it.",
        )
    card = card_text.read(text, region)
    said = ""
    if not card.name:
        said = (
            "No line is surely a name. Type the name; everything else is kept."
            if card.fields
            else "This is text without a card. It is kept beside it."
        )
    return Read("text", card.fields, card.rest, card.aside, said)


def _vcard(text: str) -> Read:
    """The first contact; a code holds one, and a file of many has its own door."""
    try:
        found = list(read_book(io.BytesIO(text.encode("utf-8", "replace"))))
    except RefusedFile as refusal:
        return Read("vcard", rest=(text,), said=str(refusal))
    cards = [one for one in found if isinstance(one, Card)]
    if not cards:
        reasons = [one.reason for one in found if isinstance(one, Unreadable)]
        return Read("vcard", rest=(text,), said=next(iter(reasons), "This contact could not be read."))
    said = (
        f"It holds {len(cards)} contacts, and this is the first. Bring all of them in under Address books."
        if len(cards) > 1
        else ""
    )
    fields, rest = _of_card(cards[0])
    rest += [one.reason for one in found if isinstance(one, Unreadable)]
    others = [line for card in cards[1:] for line in [card.name.full, *(value.value for value in card.values)]]
    return Read("vcard", tuple(fields), tuple([*rest, *others]), (), said)


def _of_card(card: Card) -> tuple[list[Field], list[str]]:
    named = card.name.given or card.name.family or not _is_stand_in(card)
    fields = [Field("name", card.name.full, why="the contact calls it so")] if named else []
    rest: list[str] = []
    for value in card.values:
        if value.kind in _LINES:
            fields.append(Field(_LINES[value.kind], _in_a_line(value), value.label))
        elif value.kind not in ("uid", "photo"):
            rest.append(_said(value))
    return fields, rest


def _is_stand_in(card: Card) -> bool:
    """Whether the contact has no name of its own and is called by something else that it says."""
    return card.name.full in {" ".join(value.value.split())[:200] for value in card.values}


def _in_a_line(value: Value) -> str:
    parts = [line.strip() for line in value.value.splitlines()]
    return ", ".join(filter(None, parts))


def _said(value: Value) -> str:
    if value.kind == "other":
        name = str(value.extra.get("name", "")).lower().removeprefix("x-")
        return f"{name}: {value.value}" if name else value.value
    return value.value if value.kind in ("note", "nickname") else f"{value.kind}: {value.value}"


def _of_pairs(kind: str, text: str, meanings: dict[str, str]) -> Read:
    """MECARD and BIZCARD: short names, a colon, a value, a semicolon."""
    fields: list[Field] = []
    rest: list[str] = []
    end = 0
    for pair in _PAIR.finditer(text):
        rest += _scraps(text[end : pair.start()])
        end = pair.end()
        key, value = pair[1].upper(), _unescaped(pair[2]).strip()
        meaning = meanings.get(key, "")
        if not value:
            continue
        if meaning in ("", "note"):
            rest.append(value if meaning else f"{key.lower()}: {value}")
        else:
            fields.append(
                Field(meaning, _mecard_value(meaning, pair[2]), _BIZ_LABELS.get(key, "") if kind == "bizcard" else "")
            )
    rest += _scraps(text[end:])
    fields = _with_name(fields)
    said = "" if any(field.kind == "name" for field in fields) else "This contact has no name. Type the name."
    return Read(kind, tuple(fields), tuple(rest), (), said)


def _scraps(text: str) -> list[str]:
    left = text.strip("; \r\n\t")
    return [left] if left else []


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _mecard_value(meaning: str, raw: str) -> str:
    parts = [_unescaped(part).strip() for part in re.split(r"(?<!\\),", raw)]
    if meaning == "name" and len(parts) > 1:
        return " ".join(filter(None, [*parts[1:], parts[0]]))
    return ", ".join(filter(None, parts)) if meaning in ("name", "address") else _unescaped(raw).strip()


def _with_name(fields: list[Field]) -> list[Field]:
    """BIZCARD says the given and the family name apart."""
    halves = [field.value for kind in ("given", "family") for field in fields if field.kind == kind]
    others = [field for field in fields if field.kind not in ("given", "family")]
    named = [Field("name", " ".join(halves), why="the contact calls it so")] if halves else []
    return [*named, *others]


def _mail(text: str) -> Read:
    """The address of a `mailto:`; what the letter is to say is kept beside it."""
    if text[:7].lower() == "matmsg:":
        inner = _PAIR.search(text[7:])
        address, more = (inner[2] if inner else "", text[7:][inner.end() :] if inner else text[7:])
    else:
        address, _, more = text.removeprefix("mailto:").removeprefix("MAILTO:").partition("?")
    left = tuple(_scraps(unquote(more)))
    said = "This code holds a mail address. Type the name."
    if "@" not in address:
        return Read("other", rest=(text,), said="This code holds something else than a card. Type the name.")
    return Read("mail", (Field("email", unquote(address).strip(), source=text),), left, (), said)
