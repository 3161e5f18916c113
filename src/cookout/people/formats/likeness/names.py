"""What a name says of who it is: a person, a family, a firm, or nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from .letters import latin, script
from .nicknames import KNOWN, are_one
from .nicknames import gender as known_gender
from .word_lists import (
    ALSO_NAMES,
    ELDER,
    FAMILIES,
    FORMS,
    GENDERS,
    OFFICES,
    PARTICLES,
    TITLES,
    TRADES,
    VIETNAMESE,
    YOUNGER,
)  # fmt: skip

_BOTH = re.compile(r"\s(?:and|und|u\.|et|y|e|&|\+)\s|/", re.IGNORECASE)
_AND = frozenset(("and", "und", "u", "et", "y", "e"))
_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_BROKEN = re.compile("[ÃÂÄÅ][\u0080-\u00bf\u2013-\u203a\u0152-\u0192]")
_BORN = re.compile(
    r"\b(?:geb(?:oren(?:e|er)?)?\.?|n[ée]e|née|born|formerly|fr[üu]her|nata|z domu|roz\.)\s+([\w'\u2019-]+)",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"(?:,|\s)\s*(?:c/o|c\.o\.|care of|via|über|ueber|attn\.?|z\.? ?hd\.?|"
    r"assistant (?:to|of)|asst\.? to|[pe]\.?a\.? to|"
    r"assistenz(?: von)?|(?:son|daughter|wife|husband|mother|father|mum|mom|dad|partner|friend|brother|sister) of|"
    r"(?:sohn|tochter|frau|mann|mutter|vater|freundin|freund|bruder|schwester) von)\s.*",
    re.IGNORECASE,
)
"""Whose number it is that they are reached by, or whose they are: another's name."""

_MARIA = re.compile(r"\bM\.?ª\.?(?=\W|$)")
"""As it is written short in Spanish: its letters without their marks would be those of a degree."""

_DJ = re.compile(r"[,\s]+(?:d\. ?j\.?|der jüngere|the younger)$", re.IGNORECASE)
_DAE = re.compile(r"[,\s]+(?:d\. ?ä\.?|der ältere|the elder)$", re.IGNORECASE)
_WHENCE = re.compile(r"(?<=\w)\s+(?:[-–—|•·:@]|from\b|at\b|vom\b|bei\b|aus\b|@)\s.*$", re.IGNORECASE)
"""Where one knows them from, written behind the name."""

_ANOTHERS = re.compile(
    r"\w['’]s? +(?:assistant|asst|secretary|pa|ea|office|wife|husband|mum|mom|dad|mother|father|son|daughter|sister|"
    r"brother|partner|friend|neighbou?r|nanny|boss|team)\b|^(?:office|assistant|secretary|wife|husband|mother|father|son|"
    r"daughter|parents|mum|mom|dad|friend|pa|ea) (?:of|to)\b|"
    r"^(?:büro|buero|sekretariat|assistenz|assistentin|vorzimmer|frau von|"
    r"mann von|mutter von|vater von|sohn von|tochter von|eltern von)\b",
    re.IGNORECASE,
)
"""Somebody told by whose they are: not the one who is named."""

_ALSO = re.compile(r"[\"“”„»«]([^\"“”„»«]+)[\"“”„»«]")


_LINES = dict.fromkeys(YOUNGER - {"ii", "iii", "iv"}, "younger") | dict.fromkeys(ELDER, "elder")


@dataclass(frozen=True, slots=True)
class Named:
    """A name taken apart: words in the order of saying, folded; `kind`: person, firm, family, another's or nobody."""

    kind: str
    words: tuple[str, ...] = ()
    also: frozenset[str] = frozenset()
    born: str = ""
    line: str = ""
    script: str = ""
    signs: str = ""
    gender: str = ""
    is_foreign: bool = False

    @property
    def bare(self) -> tuple[str, ...]:
        """The words without a trade, which stands where a family name may: Greg Plumber."""
        return tuple(word for place, word in enumerate(self.words) if not (place and word in TRADES))

    @property
    def given(self) -> str:
        """What one calls this person, as far as that is known."""
        return self.words[0] if self.words else ""


@lru_cache(maxsize=200_000)
def taken_apart(full: str, given: str = "", family: str = "", organisation: str = "", suffix: str = "") -> Named:
    """A name as it can be compared.

    >>> taken_apart("Marsh, Devon").words, taken_apart("Frau Prof. Dr. Sabine Kröger").words
    (('devon', 'marsh'), ('sabine', 'kroger'))
    >>> taken_apart("Bluegate Roofing LLC").kind, taken_apart("Leonard Fitch Jr.").line
    ('firm', 'younger')
    """
    text = full.strip() or f"{given} {family}".strip()
    if not text or "@" in text or not any(sign.isalpha() for sign in text):
        return Named("nobody")
    text = _repaired(_MARIA.sub("Maria", text))
    if _ANOTHERS.search(_ASIDE.sub(" ", text)):
        return Named("another's")
    text = _THROUGH.sub("", text) or text
    text = _DJ.sub(" jun", _DAE.sub(" sen", text))
    born = _BORN.search(text)
    aside = [one.strip("()[]{} ") for one in _ASIDE.findall(text)]
    also = [latin(one) for one in (*_ALSO.findall(text), *(one for one in aside if one.isalpha() and one[0].isupper()))]
    bare = _WHENCE.sub("", _ALSO.sub(" ", text))
    signs = "".join(sign for sign in bare if script(sign))
    plain = _BORN.sub(" ", _ASIDE.sub(" ", bare) if not _ASIDE.fullmatch(bare.strip()) else bare)
    raw, line = _without_titles(_in_order(plain), suffix)
    said = _ASIDE.sub(" ", full) if raw and not _ASIDE.fullmatch(full.strip()) else full
    said = _WHENCE.sub("", said) if raw[:1] and raw[0] in KNOWN else said
    if _is_firm(said, raw, organisation, parted=bool(given and family)):
        return Named("firm", tuple(word for word in latin(full).split() if word not in FORMS), signs=signs)
    words = tuple(word for place, word in enumerate(raw) if _is_name(word, place, raw)) or raw
    if set(raw) & FAMILIES or _are_two(plain, raw) or (raw[:1] == ("the",) and len(raw) == 2):
        return Named("family", tuple(word for word in words if word not in FAMILIES | _AND), signs=signs)
    spelled = latin(plain).split()
    gender = next((GENDERS[word] for word in spelled if word in GENDERS), "") or _vietnamese(spelled)
    if len(words) > 1 and words[0] in TRADES:
        words = tuple(word for word in words if word not in TRADES) or words[:1]
    if not words or (len(words) == 1 and words[0] in TRADES | TITLES):
        return Named("nobody", signs=signs, script=script(bare), gender=gender)
    if gender == "f" and len(words) > 1 and known_gender(words[0]) == "m":
        return Named("another's")  # Mrs. George Ashdowne
    kind = script(_ASIDE.sub(" ", bare)) if signs else ""
    return Named(
        "person", words, frozenset(also), latin(born[1]) if born else "", line, kind, signs, gender, _is_foreign(plain)
    )


def _vietnamese(said: list[str]) -> str:
    """ "f" or "m", as the word between family and given names says: Thị for women, Văn for men."""
    if len(said) < 3 or not {said[0], said[-1]} & VIETNAMESE:
        return ""
    return "f" if "thi" in said[1:] else "m" if "van" in said[1:] else ""


def _is_name(word: str, place: int, raw: tuple[str, ...]) -> bool:
    """Whether a word is more than a particle: Al Pruitt and Le Minh have one for a name."""
    return word not in PARTICLES or (place == 0 and (word in ALSO_NAMES or len(raw) == 2))


def _are_two(plain: str, raw: tuple[str, ...]) -> bool:
    """Whether a name is a couple's: Ortega y Gasset is one man."""
    both = _BOTH.search(plain)
    if not both or len(raw) < 3:
        return False
    sides = latin(plain[: both.start()]).split(), latin(plain[both.end() :]).split()
    return both[0].strip() in ("and", "und") or all(side and side[0] in KNOWN | TITLES for side in sides)


def _is_foreign(text: str) -> bool:
    """Whether a name is written in letters that are read in more than one way: Cyrillic, Greek."""
    return any(unicodedata.name(sign, "").startswith(("CYRILLIC", "GREEK")) for sign in text if sign > "\u036f")


def _repaired(text: str) -> str:
    """A name whose letters a program broke, as it was.

    >>> _repaired("JÃ¼rg")
    'Jürg'
    """
    if not _BROKEN.search(text):
        return text
    try:
        return text.encode("cp1252").decode()
    except UnicodeError:
        return text


def _in_order(text: str) -> str:
    """As it is said: what stands before a comma is the family name, unless only titles follow."""
    before, comma, after = text.partition(",")
    words = latin(after).split()
    if not comma or not words or all(word in TITLES | YOUNGER | ELDER for word in words):
        return text.replace(",", " ")
    return f"{after} {before}".replace(",", " ")


def _without_titles(text: str, suffix: str) -> tuple[tuple[str, ...], str]:
    words = latin(text).split()
    ends = [*latin(suffix).split(), *(words[1:] if len(words) > 2 else ())]
    line = next((_LINES.get(word, word) for word in ends if word in YOUNGER | ELDER), "")
    kept = [word for place, word in enumerate(words) if not (word in TITLES and (len(word) > 1 or place == 0))]
    if len(kept) < 2 and (also := [word for word in words if word not in TITLES or word in ALSO_NAMES]) != kept:
        # Don and Ma are names where nothing else would be left of one.
        kept = also
    if line:
        kept = [word for place, word in enumerate(kept) if not (place and word in YOUNGER | ELDER)]
    return tuple(kept or words), line


def _is_firm(full: str, words: tuple[str, ...], organisation: str, *, parted: bool) -> bool:
    said = latin(full).split()
    if set(said[1:]) & (
        FORMS - {"e", "k", "y", "co", "as", "se", "ab", "sa", "pc", "and", "und", "et", "ag", "ev", "eg"}
    ):
        return True
    first = words[0] if words else ""
    if parted and first in KNOWN:
        return False
    if "&" in full or "+" in full:
        before, _and, after = latin(full.replace("&", "+").replace("+", " andand ", 1)).partition("andand")
        return not (before.split()[:1] and after.split() and {before.split()[0], after.split()[0]} <= KNOWN)
    named = bool(organisation) and _firm_words(full) == _firm_words(organisation)
    if len(_firm_words(organisation)) > 1 and _firm_words(organisation) < _firm_words(full) and first not in KNOWN:
        return True  # a branch
    if named and not (first in KNOWN and len(words) == 2 and words[1] not in OFFICES):
        return True
    if set(said) & OFFICES and first not in KNOWN:
        return len(said) > 1 or said[0] not in TRADES
    return (
        bool(set(said[-1:]) & (OFFICES - {"bank", "law", "farm", "church", "haus", "press", "spa", "club", "partner"}))
        and len(said) > 2
    )


def _firm_words(text: str) -> frozenset[str]:
    return frozenset(latin(text).split()) - FORMS


def spelled_by(name: Named, mails: Iterable[str]) -> Named:
    """A name that lacks something which the own mail says in full: an initial, a family name, or all of it.

    >>> spelled_by(taken_apart("G. Prawl"), ["gideon.prawl@mail.example.net"]).words
    ('gideon', 'prawl')
    """
    if name.kind not in ("person", "nobody") or name.script:
        return name
    for mail in mails:
        told = tuple(part for part in re.split(r"[._]", mail.partition("@")[0]) if part not in PARTICLES)
        if (
            len(told) == 1
            and len(name.words) > 1
            and len(name.words[0]) < len(told[0])
            and are_one(name.words[0], told[0])
        ):
            return replace(name, words=(told[0], *name.words[1:]))
        if len(told) == 2 and all(part.isalpha() and len(part) > 2 for part in told) and _says(told, name):
            return replace(name, kind="person", words=(told[0], *name.words[1:-1], told[1]))
    return name


def _says(told: tuple[str, ...], name: Named) -> bool:
    """Whether a mailbox says the same name, in full."""
    if not name.words:
        return bool(name.signs) or told[0] in KNOWN
    if len(name.words) == 1:
        return name.words[0] in told
    given, last = name.words[0], name.words[-1]
    return last == told[1] and (told[0].startswith(given) or are_one(given, told[0])) and len(given) < len(told[0])
