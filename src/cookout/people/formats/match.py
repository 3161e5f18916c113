"""Keys by which values of two address books are the same, and when two cards are the same person's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import idna
import phonenumbers

from .card import Card, Name, Value

_NAMES = frozenset({"name", "organisation", "nickname", "category", "title", "role", "related", "address"})
_TEXTS = frozenset({"note", "other", "photo"})
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_WEB = re.compile(r"^(https?://)?(www\.)?", re.IGNORECASE)
_NORTH_AMERICA = frozenset({"US", "CA"})
_NORTH_AMERICAN = re.compile(r"(\+1[ .-]?)?\(?([2-9][0-9]{2})\)?[ .-]?([0-9]{3})[ .-]?([0-9]{4})")
_APART = re.compile(r"[\W_]+")


def match_key(kind: str, value: str, *, region: str = "US") -> str:
    """A key that is equal for two values that say the same; empty if the value says nothing.

    >>> match_key("email", "Ada@Example.org"), match_key("phone", "(415) 555-2671")
    ('ada@example.org', '14155552671')
    >>> match_key("name", "Łukasz  Ångström-Núñez")
    'lukasz angstrom nunez'
    """
    if kind == "email":
        return _email(value)
    if kind == "phone":
        return _phone(value.strip(), region)
    if kind in _NAMES:
        return fold(value)
    if kind == "uid":
        return value.strip()
    if kind in _TEXTS:
        return " ".join(unicodedata.normalize("NFC", value).split())
    if kind == "url":
        value = _WEB.sub("", value.strip()).rstrip("/")
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def value_key(value: Value, *, region: str = "US") -> tuple[str, str]:
    """Kind and key of a value; values of kind other are the same only under the same property name."""
    key = match_key(value.kind, value.value, region=region)
    return value.kind, f"{value.extra.get('name', '')}\n{key}" if value.kind == "other" else key


def fold(text: str) -> str:
    """Letters and digits only, without accents and case; punctuation only if there is nothing else."""
    if text.isascii():
        plain = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)
    return _APART.sub(" ", plain).strip() or text.strip().casefold()


def _email(value: str) -> str:
    local, at, domain = unicodedata.normalize("NFC", value.strip()).casefold().rpartition("@")
    if not domain.isascii() and len(domain) < 255:
        try:
            domain = idna.encode(domain, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            domain = unicodedata.normalize("NFKC", domain)
    return f"{local}{at}{domain}"


@lru_cache(maxsize=65536)
def _phone(value: str, region: str) -> str:
    """The digits of E.164 (and an extension after x); else the digits; else the text itself."""
    plain = _NORTH_AMERICAN.fullmatch(value)
    if plain and (plain[1] or region in _NORTH_AMERICA):
        # What most of our books hold; the whole grammar of the world's numbers takes thirty times as long.
        return f"1{plain[2]}{plain[3]}{plain[4]}"
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        digits = "".join(str(unicodedata.digit(c)) for c in value if c.isdigit())
        return digits or value.casefold()
    key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).lstrip("+")
    return f"{key}x{number.extension}" if number.extension else key


def canonical(card: Card) -> tuple[Any, ...]:
    """What a card says, whatever the file's order and spelling; equal for equal people."""
    values = sorted(_canonical_value(value) for value in card.values)
    return _canonical_name(card.name), tuple(values), card.photo


def same_person(one: Card, other: Card) -> bool:
    """Whether two cards say the same of a person: names, values, labels and photo, in any order."""
    return canonical(one) == canonical(other)


def _squeeze(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _canonical_name(name: Name) -> tuple[str, ...]:
    parts = [_squeeze(p) for p in (name.given, name.family, name.additional, name.prefix, name.suffix)]
    whole = _squeeze(name.full)
    # A whole name that some format could only hold as a first name is still only a whole name.
    if parts[0] in ("", whole) and not any(parts[1:]):
        parts = []
    return (whole, *parts)


def _canonical_value(value: Value) -> tuple[str, ...]:
    extra = value.extra
    text = _squeeze(value.value)
    if value.kind == "im" and extra.get("scheme"):
        text = f"{extra['scheme']}:{text}"
    more: list[str] = [str(bool(extra.get("preferred")))]
    if value.kind in ("address", "organisation"):
        more += ["|".join(_squeeze(str(part)) for part in extra.get("parts") or ())]
    if value.kind == "other":
        more += [str(extra.get("name", "")), str(extra.get("raw", "")), str(extra.get("base64", ""))]
    return (value.kind, text, value.label.strip().casefold(), *more)
