"""Which line of a card is the name: the one that something on the card speaks for, never the first by habit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from nameparser import HumanName

from . import card_words as words
from .card_pieces import Piece
from .match import fold

_WORD = re.compile(r"^(?:[^\W\d_]+(?:[-'’´`.][^\W\d_]+)*|[^\W\d_]{1,3}\.|[^\W\d_]\.(?:-?[^\W\d_]\.)*)$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MOST_WORDS = 7
_INITIALS = 3


def tokens(text: str) -> list[str]:
    """The words of a name without titles and degrees, folded."""
    folded = [fold(word) for word in re.split(r"[\s,]+", text)]
    return [word for word in folded if word and not _is_title(word)]


def _is_title(word: str) -> bool:
    known = words.BEFORE_NAME | words.AFTER_NAME
    return word.replace(" ", "-") in known or all(part in known for part in word.split())


def is_shaped(text: str) -> bool:
    """Whether this can be a name: two to a few words of letters, each with a capital but for “von” and its like.

    >>> is_shaped("Ana María de la Cruz"), is_shaped("We fix roofs"), is_shaped("Dr. med. Eva Lang, MBA")
    (True, False, True)
    """
    parts = [part for part in re.split(r"[\s,\"“”()]+", text.strip()) if part]
    own = [
        part
        for part in parts
        if not _is_title(fold(part)) and fold(part) not in ("med", "jur", "dipl", "dent", "rer", "nat", "vet")
    ]
    if not 2 <= len(own) <= _MOST_WORDS - 1 or len(parts) > _MOST_WORDS + 1:
        return False
    if not all(_WORD.match(part) and (part[0].isupper() or fold(part) in words.PARTICLES) for part in own):
        return False
    said = {fold(part) for part in own}
    # Only a last word of a trade makes a firm: Baker and Mason are surnames too, and Mason Cook is somebody.
    return not said & words.FIRMS and not words.LEGAL.search(text) and sum(len(part) > 1 for part in own) >= 1


def reason(piece: Piece, mails: Iterable[str], neighbours: Iterable[Piece]) -> tuple[int, str]:
    """How strongly something speaks for this line being the name, and what; 0 where nothing does."""
    said = by_mails(piece.text, mails)
    parts = [part for part in re.split(r"[\s,]+", piece.text) if part]
    if _is_title(fold(parts[0])) or ("," in piece.text and _is_title(fold(parts[-1]))):
        return max(said, (4, "a title of persons stands with it"))
    if _capital_surname(parts):
        said = max(said, (3, "its surname is in capitals"))
    if any(near.kind == "title" for near in neighbours):
        said = max(said, (2, "a job stands beside it"))
    return said


def by_mails(name: str, mails: Iterable[str]) -> tuple[int, str]:
    """What the mail addresses say for a name."""
    return max((_by_mail(name, mail) for mail in mails), default=(0, ""))


def _by_mail(name: str, mail: str) -> tuple[int, str]:
    """Whether the part of a mail address before the @ is made from this name."""
    local = mail.split("@")[0]
    parts = [part for part in re.split(r"[\W\d_]+", local.casefold()) if part]
    if not parts or set(parts) <= words.ROLE_MAIL:
        return 0, ""
    why = f"the mail address {mail} is made from it"
    for own in (tokens(name), tokens(_spelled_out(name))):
        if not own:
            continue
        joined = "".join(parts)
        if joined in _made_from(own) or (len(parts) > 1 and set(parts) <= {*own, *(word[0] for word in own)}):
            return 5, why
        if any(len(part) >= _INITIALS and part in own for part in parts):
            return 4, why
    return 0, ""


def _spelled_out(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)


def _made_from(own: list[str]) -> set[str]:
    first, last = own[0], own[-1]
    whole = "".join(own)
    pairs = {a + b for a, b in ((first, last), (last, first))}
    shorts = {first[0] + last, last + first[0], first + last[0], last[0] + first}
    inner = {"".join(word[0] for word in own[:-1]) + last, first + "".join(own[1:])}
    initials = "".join(word[0] for word in own)
    return pairs | shorts | inner | {whole} | ({initials} if len(initials) >= _INITIALS else set())


def _capital_surname(parts: list[str]) -> bool:
    long = [part for part in parts if len(part.strip(".")) > 1 and fold(part) not in words.PARTICLES]
    capitals = [part for part in long if part.isupper()]
    return bool(capitals) and len(capitals) < len(long) and (long[0].isupper() or long[-1].isupper())


def said_as(text: str) -> str:
    """A name as one says it: not in capitals, the given name before the family name.

    >>> said_as("JANE O'NEIL"), said_as("TANAKA Hiroshi"), said_as("Jean DUPONT"), said_as("Marta de Souza")
    ("Jane O'Neil", 'Hiroshi Tanaka', 'Jean Dupont', 'Marta de Souza')
    """
    parts = text.split()
    if text.isupper():
        name = HumanName(text)
        name.capitalize(force=True)
        return str(name)
    if not _capital_surname(parts):
        return text
    calm = [_calm(part) if len(part) > 2 and part.isupper() and not _is_title(fold(part)) else part for part in parts]
    start = next(at for at, part in enumerate(parts) if not _is_title(fold(part)))
    leads = len(parts[start]) > 1 and parts[start].isupper() and not parts[-1].isupper()
    return " ".join([*calm[:start], *calm[start + 1 :], calm[start]] if leads else calm)


def _calm(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda run: run[0].capitalize(), word)
