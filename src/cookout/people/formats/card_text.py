"""Reads the text of a business card or a mail signature: fields with the line each came from, and the rest.

A line is a field only where something speaks for it; what nothing speaks for stays in `rest`, and what stands around
a signature (the letter, quotations, small print) in `aside`. No line of the text is lost: each is in the `source` of a
field, in `rest` or in `aside`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import card_mail, card_name, card_words
from .card_pieces import Piece, is_label, pieces, regions_of
from .match import fold

MOST_LINES = 200
MOST_IN_LINE = 400
"""No card has longer lines; what is longer is kept and not searched."""
_COMMA = re.compile(r",\s+")
_AT = re.compile(r"\s+(?:at|@|bei|chez|na|de|of|for)\s+(?=[A-ZÄÖÜÉ])")
_SAID = (
    (
        "name",
        re.compile(r"^(?:name|nom|nome|contact|contato|ansprechpartner(?:in)?)\s*:\s*(?=\S+\s+\S+)", re.IGNORECASE),
    ),
    ("organisation", re.compile(r"^(?:company|firma|société|empresa|organi[sz]ation)\s*:\s*(?=\S)", re.IGNORECASE)),
    ("title", re.compile(r"^(?:title|position|funktion|fonction|cargo|job)\s*:\s*(?=\S)", re.IGNORECASE)),
    ("address", re.compile(r"^(?:address|adresse|anschrift|endereço)\s*:\s*(?=\S)", re.IGNORECASE)),
)
"""What the card itself says a line is."""
_LONGEST_ADDRESS = 300
"""A longer line is running text, and looking for a street in it takes seconds."""
_ON_BEHALF = re.compile(r"^(?:i\.\s?[AV]\.|ppa\.?)\s+(?=\w)")
_MOST_TITLE_WORDS = 9
_SHORTEST_DOMAIN = 4
_BESIDE_A_JOB = 2
"""The weakest reason for a name: enough where no other line could be one."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a card says: of which kind, the line it came from, and why it is that where one may doubt it."""

    kind: str
    value: str
    label: str = ""
    line: int = 0
    source: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class CardText:
    """What a text says of a person, what is unsure, and what stood around it."""

    fields: tuple[Field, ...] = ()
    rest: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    def all_of(self, kind: str) -> list[str]:
        """The values of one kind, in the order of the card."""
        return [field.value for field in self.fields if field.kind == kind]

    @property
    def name(self) -> str:
        """The name, where there is a reason for it; else nothing."""
        return next(iter(self.all_of("name")), "")


def read(text: str, region: str = "US") -> CardText:
    """The fields of a card; `region` is where numbers without a country are from.

    >>> read("Ada Byron\\nFounder\\nada@example.org\\nWe count").name
    'Ada Byron'
    >>> read("Blue Harbor\\nhello@example.org").rest
    ('Blue Harbor',)
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    signature, aside = card_mail.apart(lines[:MOST_LINES])
    regions = regions_of(text, region)
    found: list[Piece] = []
    for number, line in signature:
        long = len(line) > MOST_IN_LINE
        found += [Piece(number, line.strip(), line)] if long else _line(number, line, regions)
    _carry_labels(found)
    _settle(found)
    rest = [*_rest(found), *(line for _, line in lines[MOST_LINES:])]
    rest += _unsaid(signature, found)
    return CardText(tuple(_fields(found)), tuple(rest), tuple(line for _, line in aside))


def _line(number: int, line: str, regions: tuple[str, ...]) -> list[Piece]:
    sender = card_mail.sender(line.strip())
    parts = list(pieces(number, sender or line, regions))
    for piece in parts:
        piece.whole = line
        if sender and not piece.kind and card_name.is_shaped(piece.text.strip("\"' ")):
            piece.settle("name", "it is the sender", piece.text.strip("\"' "))
        elif not piece.kind:
            _take_its_word(piece)
    return parts


def _take_its_word(piece: Piece) -> None:
    piece.text = _ON_BEHALF.sub("", piece.text)
    for kind, label in _SAID:
        said = label.match(piece.text)
        if said and (kind != "name" or card_name.is_shaped(piece.text[said.end() :])):
            piece.settle(kind, "the card calls it so", piece.text[said.end() :])
            return


def _carry_labels(found: list[Piece]) -> None:
    """A line of nothing but “Mobile” speaks of the number in the next."""
    for before, after in zip(found, found[1:], strict=False):
        kind = None if before.kind else is_label(before.text)
        if kind is not None and after.kind in ("phone", "email", "url") and before.line != after.line:
            before.kind, after.label = "label", after.label or (kind if after.kind == "phone" else "")
            after.whole = f"{before.whole}\n{after.whole}"


def _settle(found: list[Piece]) -> None:
    """From what is sure to what only leans on it."""
    _addresses(found)
    _divide(found)
    for piece in _open(found):
        if _is_firm(piece.text):
            piece.settle("organisation", "it has the form of a firm")
    for piece in _open(found):
        if _is_title(piece.text):
            piece.settle("title", "it names a job")
    _name(found, at_least=4)
    _firm_by_domain(found)
    _name(found, at_least=_BESIDE_A_JOB)
    _repeated_name(found)


def _open(found: list[Piece]) -> list[Piece]:
    return [piece for piece in found if not piece.kind]


def _addresses(found: list[Piece]) -> None:
    before = ""
    for piece in found:
        if not piece.kind and _is_address(piece.text, before):
            piece.settle("address", "it has a street or a place with its code")
        before = piece.kind
    for left, piece, right in zip(found, found[1:], found[2:], strict=False):
        # “São Paulo - SP, 01310-200” in one line: a town between its street and its code.
        if not piece.kind and left.kind == right.kind == "address" and piece.line == right.line:
            piece.settle("address", right.why)


def _is_address(text: str, before: str) -> bool:
    if len(text) > _LONGEST_ADDRESS:
        return False
    if card_words.STREET.search(text) or card_words.CITY.search(text):
        return not _is_title(text) or any(sign.isdigit() for sign in text)
    return before == "address" and bool(card_words.PLACE.search(text))


def _divide(found: list[Piece]) -> None:
    """“Ada Byron, Founder” and “Founder at Engines LLC” are two each, and so is “Founder Ada Byron” of ada@…."""
    mails = [piece.value for piece in found if piece.kind == "email"]
    for at in range(len(found) - 1, -1, -1):
        piece = found[at]
        if piece.kind or not (parts := _two(piece.text) or _job_first(piece.text, mails)):
            continue
        found[at : at + 1] = [Piece(piece.line, part, piece.whole) for part in parts]


def _two(text: str) -> tuple[str, ...]:
    for cut in _COMMA.finditer(text):
        left, right = text[: cut.start()], text[cut.end() :]
        if card_name.is_shaped(left) and _is_title(right[:1].upper() + right[1:]):
            return left, right
        if _is_title(left) and _is_firm(right):
            return left, right
    at = _AT.search(text)
    if at and _is_title(text[: at.start()]) and _is_firm(text[at.end() :]):
        return text[: at.start()], text[at.end() :]
    return ()


def _job_first(text: str, mails: list[str]) -> tuple[str, ...]:
    job, _, name = text.partition(" ")
    is_name = _is_title(job) and card_name.is_shaped(name) and card_name.by_mails(name, mails)[0]
    return (job, name) if is_name else ()


def _is_firm(text: str) -> bool:
    words = fold(text).split()
    if not words or len(words) > _MOST_TITLE_WORDS:
        return False
    if card_words.LEGAL.search(text):
        return len(words) > 1
    if words[-1] in card_words.TITLES or words[0] in card_words.TITLES or not text[:1].isupper():
        return False
    ends = words[-1] in card_words.FIRMS or words[0] in card_words.FIRMS or " & " in f" {text} "
    return (ends and len(words) > 1) or (len(words) > 1 and "offices" in words)


def _is_title(text: str) -> bool:
    words = fold(text).split()
    if not words or len(words) > _MOST_TITLE_WORDS or card_words.LEGAL.search(f" {text}"):
        return False
    joined = {*words, *(f"{a}-{b}" for a, b in zip(words, words[1:], strict=False))}
    if not any(word in card_words.TITLES or word.removesuffix("s") in card_words.TITLES for word in joined):
        return False
    # A sentence about agents is none; a title begins or ends with its word, or says of what it is one.
    return len(words) == 1 or (text[:1].isupper() and not text.rstrip().endswith((".", "!", "?")))


def _name(found: list[Piece], *, at_least: int) -> None:
    if any(piece.kind == "name" for piece in found):
        return
    mails = [piece.value for piece in found if piece.kind == "email"]
    shaped = [piece for piece in _open(found) if card_name.is_shaped(piece.text)]
    reasons = [(card_name.reason(piece, mails, _near(found, piece)), piece) for piece in shaped]
    best = max((weight for (weight, _), _ in reasons), default=0)
    if best < at_least:
        return
    leading = [(why, piece) for (weight, why), piece in reasons if weight == best]
    why, piece = leading[0]
    if best == _BESIDE_A_JOB and len({fold(one.text) for _, one in reasons}) > 1:
        return
    # Two lines with the same to say for them: whoever holds the card knows, we do not.
    if len({fold(one.text) for _, one in leading}) == 1:
        piece.settle("name", why, card_name.said_as(piece.text))


def _near(found: list[Piece], piece: Piece) -> list[Piece]:
    at = next(at for at, one in enumerate(found) if one is piece)
    return [*found[max(at - 1, 0) : at], *found[at + 1 : at + 2]]


def _firm_by_domain(found: list[Piece]) -> None:
    """A line that the mail or web address spells is the firm."""
    domains = {_domain(piece.value) for piece in found if piece.kind in ("email", "url")} - {""}
    for piece in _open(found):
        own = fold(piece.text).replace(" ", "")
        whole = {domain for domain in domains if own == domain or own == _spelled(domain)}
        starts = len(own) >= _SHORTEST_DOMAIN and any(
            own.startswith(domain) or domain.startswith(own) for domain in domains if len(domain) >= _SHORTEST_DOMAIN
        )
        if own and piece.text[0].isalnum() and (whole or starts) and len(piece.text.split()) <= _MOST_TITLE_WORDS:
            piece.settle("organisation", "the mail or web address spells it")


def _domain(address: str) -> str:
    """The name in a mail or web address, letters and digits only; nothing for the houses where everybody has mail."""
    host = re.sub(r"^(https?://)?(www\.)?", "", address.rsplit("@", 1)[-1].lower()).split("/")[0]
    labels = host.split(".")
    own = (
        labels[-3]
        if len(labels) > 2 and labels[-2] in ("co", "com", "or", "ne", "ac", "adv")
        else labels[max(len(labels) - 2, 0)]
    )
    return (
        ""
        if own in card_words.FREE_MAIL or own in ("linkedin", "facebook", "instagram", "example", "xing")
        else fold(own).replace(" ", "")
    )


def _spelled(domain: str) -> str:
    return domain.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _repeated_name(found: list[Piece]) -> None:
    """The given name alone, as it stands under “Best regards,”, says nothing more than the name."""
    name = next((piece for piece in found if piece.kind == "name"), None)
    said = set(fold(name.value).split()) if name else set()
    for piece in _open(found):
        if name and set(fold(piece.text).split()) <= said and fold(piece.text):
            piece.kind = "again"
            name.whole = f"{piece.whole}\n{name.whole}" if piece.whole not in name.whole else name.whole


def _fields(found: list[Piece]) -> list[Field]:
    fields: list[Field] = []
    before: Piece | None = None
    for piece in found:
        if piece.kind == "address" and before is not None and before.kind == "address":
            last = fields.pop()
            source = last.source if piece.whole in last.source.split("\n") else f"{last.source}\n{piece.whole}"
            fields.append(Field("address", f"{last.value}, {piece.value}", "", last.line, source, last.why))
        elif piece.kind not in ("", "label", "again"):
            fields.append(Field(piece.kind, piece.value, piece.label, piece.line, piece.whole, piece.why))
        before = piece
    return fields


def _rest(found: list[Piece]) -> list[str]:
    """A line of which nothing was taken stands as it is; of the others what was left."""
    by_line: dict[int, list[Piece]] = {}
    for piece in _open(found):
        by_line.setdefault(piece.line, []).append(piece)
    taken = {piece.line for piece in found if piece.kind}
    return [
        " · ".join(piece.text for piece in left) if line in taken else left[0].whole.strip()
        for line, left in by_line.items()
    ]


def _unsaid(signature: list[tuple[int, str]], found: list[Piece]) -> list[str]:
    """Lines that are in no field and not yet whole in the rest: signs alone, and what lost its separators."""
    kept = {line for piece in found if piece.kind not in ("", "label") for line in piece.whole.split("\n")}
    kept |= {piece.whole for piece in found if piece.kind in ("label", "again")}
    kept |= {piece.whole for piece in _open(found)}
    return [line.strip() for _, line in signature if line not in kept and re.search(r"\w", line)]
