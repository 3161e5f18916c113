"""What a reader of address books yields: people as the file had them, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = (
    "email",
    "phone",
    "address",
    "url",
    "im",
    "organisation",
    "title",
    "role",
    "birthday",
    "anniversary",
    "nickname",
    "note",
    "related",
    "uid",
    "category",
    "photo",
    "other",
)

# What a card without a name is called by, in this order.
STAND_INS = ("nickname", "organisation", "email", "phone", "im", "url", "uid", "note")


class RefusedFile(ValueError):
    """The whole file is refused; the message is one sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One property of a person as the file had it; `extra` is what is needed to write it back.

    Keys of `extra`, all optional and JSON-serialisable: `parts` (address, organisation), `preferred`,
    `types` (when the label does not say them), `params`, `name` (property or column it came from),
    `raw` (exact text, when `value` is a tidied form), `base64`, `group`, `scheme`, `formatted`.
    """

    kind: str
    value: str
    label: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name whole and in parts; `full` is never empty."""

    full: str
    given: str = ""
    family: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One person of the file, with the line (from 1) where the card begins."""

    name: Name
    values: tuple[Value, ...]
    photo: bytes | None
    line: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part that could not be read: where, and in one sentence what and what to do."""

    line: int
    reason: str


def in_words(given: str, family: str, additional: str = "", prefix: str = "", suffix: str = "") -> str:
    """The parts of a name in the order in which they are said.

    >>> in_words("Ada", "Byron", prefix="Countess")
    'Countess Ada Byron'
    """
    return " ".join(filter(None, (prefix, given, additional, family, suffix)))


def stand_in(values: Iterable[Value]) -> str:
    """What to call a card that has no name: its nickname, organisation, email, phone; else nothing."""
    first: dict[str, str] = {}
    for value in values:
        first.setdefault(value.kind, value.value)
    return next((" ".join(first[kind].split())[:200] for kind in STAND_INS if first.get(kind)), "")


def excerpt(text: str, length: int = 40) -> str:
    """A short quotation of a line, for reasons."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text[: length * 4]).split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
