"""A line of a card in pieces: mail and web addresses and numbers, each with its label, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from . import card_words as words
from .match import fold

_APART = re.compile(r"[|•·▪■●◆♦]|\t|\s{3,}")
_BETWEEN = re.compile(r"\s[-–—/]\s|\s?[–—]\s|;\s")
_MAIL = re.compile(r"(?:mailto:)?\b([\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})", re.IGNORECASE)
_TLD = (
    "com|net|org|info|biz|io|co|de|fr|br|jp|uk|at|ch|us|ca|eu|nl|be|it|es|pt|app|dev|law|dental|agency|studio|me|"
    "example|test"
)
_WEB = re.compile(
    rf"(?:https?://|www\.)[^\s|•·<>()]{{2,300}}|(?<![\w@.-])[a-z0-9-]{{2,63}}(?:\.[a-z0-9-]{{1,63}}){{0,3}}\.(?:{_TLD})(?:/[^\s|•·<>]{{0,200}})?(?![\w@-])",
    re.IGNORECASE,
)
_SPACE = " \u00a0\u202f"
_PHONE = re.compile(
    rf"(?<![\w.@/-])(?:\+|\(\+?)?\d[\d{_SPACE}().\-/\u2010-\u2015]{{3,28}}\d"
    rf"(?:[{_SPACE}]*(?:,?\s?ext\.?|x|extension|ramal|poste|dw\.?|durchwahl)[{_SPACE}]*\d{{1,6}})?(?![\w@])",
    re.IGNORECASE,
)
_EDGES = " \t,;:|()<>[]–—-\u00a0"
_REGIONS = {"de": "DE", "fr": "FR", "br": "BR", "jp": "JP", "uk": "GB", "at": "AT", "ch": "CH", "nl": "NL", "ca": "CA"}
_CODE = re.compile(r"\d{5}-\d{3}|\d{3}-\d{4}")
"""A code of Brazilian or Japanese post, and no number unless it says so."""
_MOST, _FEWEST, _FEWEST_LABELLED = 15, 7, 5


@dataclass(slots=True)
class Piece:
    """A part of a line, and what it was found to be."""

    line: int
    text: str
    whole: str
    kind: str = ""
    value: str = ""
    label: str = ""
    why: str = ""

    def settle(self, kind: str, why: str = "", value: str = "") -> None:
        """It is this, for this reason."""
        self.kind, self.why, self.value = kind, why, value or self.text


def pieces(line: int, whole: str, regions: tuple[str, ...]) -> Iterator[Piece]:
    """The pieces of one line in their order."""
    for part in _APART.split(whole):
        yield from _part(line, part, whole, regions)


def regions_of(text: str, region: str) -> tuple[str, ...]:
    """Where numbers without a country may be from: my own region, and those that the addresses on the card name."""
    ends = {found.lower() for found in re.findall(r"\.([a-z]{2})\b", text, re.IGNORECASE)}
    return (region, *sorted({_REGIONS[end] for end in ends & _REGIONS.keys()} - {region}))


def _part(line: int, part: str, whole: str, regions: tuple[str, ...]) -> Iterator[Piece]:
    at, label, last = 0, None, None
    for start, end, kind, value in _found(part, regions):
        between = list(_words(part[at:start]))
        said, label = _label(between)
        yield from (Piece(line, text, whole) for text in said)
        last = Piece(line, value, whole, kind, value, label or "")
        if kind == "phone" and not label:
            last.label = _by_number(value, regions)
        yield last
        at = end
    left = list(_words(part[at:]))
    if last and last.kind == "phone" and left and at and (after := words.LABELS.get(fold(left[0]))):
        last.label, left = after, left[1:]
    yield from (Piece(line, text, whole) for text in left)


def _words(text: str) -> Iterator[str]:
    yield from filter(None, (piece.strip(_EDGES) for piece in _BETWEEN.split(text)))


def _label(between: list[str]) -> tuple[list[str], str | None]:
    """The words before an address or number without its label, and what the label says; None without one."""
    if not between:
        return between, None
    own = between[-1].split()
    count = 0
    for word in reversed(own):
        key = fold(word)
        if not _is_label(key) or (len(key) == 1 and count + 1 < len(own) and word[-1] not in ".:"):
            break
        count += 1
    said = [word for token in own[len(own) - count :] for word in fold(token).split()]
    kinds = [words.LABELS[word] for word in said if word in words.LABELS]
    kind = next((one for one in (words.FAX, words.MOBILE, words.HOME, words.WORK) if one in kinds), "")
    left = " ".join(own[: len(own) - count]).strip(_EDGES)
    return [*between[:-1], *([left] if left else [])], kind if count else None


def _is_label(key: str) -> bool:
    return bool(key) and all(word in words.LABELS for word in key.split())


def is_label(text: str) -> str | None:
    """The kind of number that a line of nothing but a label announces; None where it is none.

    >>> is_label("Mobile:"), is_label("Jane")
    ('mobile', None)
    """
    key = fold(text)
    if not _is_label(key) or len(key) < 3:
        return None
    return next((kind for word in key.split() if (kind := words.LABELS[word])), "")


def _found(part: str, regions: tuple[str, ...]) -> list[tuple[int, int, str, str]]:
    found = [(one.start(), one.end(), "email", one[1].rstrip(".")) for one in _MAIL.finditer(part)]
    masked = _masked(part, found)
    webs = [(one.start(), one.end(), "url", one[0].rstrip(".,;")) for one in _WEB.finditer(masked)]
    masked = _masked(masked, webs)
    return sorted([*found, *webs, *_phones(masked, regions)])


def _masked(part: str, found: list[tuple[int, int, str, str]]) -> str:
    for start, end, *_ in found:
        part = part[:start] + "\x1f" * (end - start) + part[end:]
    return part


def _phones(part: str, regions: tuple[str, ...]) -> Iterator[tuple[int, int, str, str]]:
    at = 0
    for one in _PHONE.finditer(part):
        before = part[at : one.start()]
        for start, end in _single(one[0]):
            number = one[0][start:end]
            if _is_phone(number, before, regions):
                at = one.start() + end
                yield one.start() + start, at, "phone", number.strip(" -/")


def _single(text: str) -> Iterator[tuple[int, int]]:
    """Two numbers with a stroke between them are two."""
    if sum(sign.isdigit() for sign in text) <= _MOST or not re.search(r"\s/\s|/", text):
        yield 0, len(text)
        return
    start = 0
    for cut in [*re.finditer(r"\s?/\s?", text), None]:
        end = cut.start() if cut else len(text)
        yield start, end
        start = cut.end() if cut else end


def _is_phone(text: str, before: str, regions: tuple[str, ...]) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    if words.NO_PHONE.search(before.rstrip(" :.")):
        return False
    tail = [*_words(before.rsplit("\x1f", 1)[-1])]
    if _label(tail)[1] is not None and before.strip():
        return _FEWEST_LABELLED <= digits <= _MOST + 6
    if digits < _FEWEST or _CODE.fullmatch(text):
        return False
    if text.lstrip("(").startswith(("+", "00")):
        return digits <= _MOST + 6
    return digits <= _MOST + 6 and any(_is_valid(text, region) for region in regions)


def _is_valid(text: str, region: str) -> bool:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    # The 0 before it says enough: ranges are opened faster than tables of them are.
    whole = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    return phonenumbers.is_valid_number(number) or (whole and text.lstrip("(").startswith("0"))


def _by_number(text: str, regions: tuple[str, ...]) -> str:
    """Some countries tell a mobile phone by its number."""
    try:
        number = phonenumbers.parse(text, regions[0])
    except phonenumbers.NumberParseException:
        return ""
    return words.MOBILE if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE else ""
