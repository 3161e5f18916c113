"""How far two words agree as given names, or as spellings of one name, pure."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import OSA

from .given_names import are_two, sex
from .letters import consonants, spoken
from .nicknames import KNOWN, are_forms, are_one
from .word_lists import EPITHETS, words


class Level(Enum):
    """How far two given names, or two family names, agree."""

    SAME = auto()
    """The same, in whatever script and spelling."""
    SHORT = auto()
    """A given name and what one is called for short: Robert and Bob."""
    KINDRED = auto()
    """A given name and what another language makes of it: John and Ivan, Hannah and Johanna."""
    SLIP = auto()
    """But for a slip of the pen."""
    HALF = auto()
    """Half of a double name, a name at birth; a further given name that one goes by."""
    INITIAL = auto()
    """An initial that fits."""
    MISSING = auto()
    """One of them does not say it."""
    OTHER = auto()
    """They are two."""


@lru_cache(maxsize=100_000)
def given_names(one: str, other: str) -> Level:
    """How far two given names agree.

    >>> [given_names("robert", other).name for other in ("bob", "roberto", "rboert", "r", "roberta")]
    ['SHORT', 'KINDRED', 'SLIP', 'INITIAL', 'OTHER']
    """
    if one == other:
        return Level.SAME if len(one) > 1 else Level.INITIAL
    short, long = sorted((one, other), key=len)
    if len(short) == 1 or (len(short) == 2 and not set(short) & set("aeiouy") and short not in KNOWN):
        return Level.INITIAL if one[0] == other[0] else Level.OTHER
    if marks(one) == marks(other):
        return Level.SAME
    return _by_table(short, long) or _by_epithet(short, long) or _by_letters(short, long)


def _by_table(short: str, long: str) -> Level | None:
    """What the tables of given names say of two; nothing where they do not know both."""
    known = {short, long} <= KNOWN
    if known and len(short) > 3 and spoken(short) == spoken(long):
        return Level.SAME
    if are_one(short, long):
        return Level.SHORT if are_forms(short, long) else Level.KINDRED
    if known and {short, long} & EPITHETS:
        return None
    if known and _is_by_ear(short, long):
        return Level.SLIP
    if known:
        is_end = len(short) >= 4 and long.endswith(short) and len(long) - len(short) >= 2
        return Level.KINDRED if is_end else Level.OTHER
    return Level.OTHER if len(long) == 2 else None


def _is_by_ear(short: str, long: str) -> bool:
    """Kristen and Kristin, Megan and Meghan, Katherine and Kathrine: one sound, but for a vowel inside nobody hears."""
    if len(short) < 6 or short[-1] != long[-1] or short[:3] != long[:3] or {sex(short), sex(long)} == {"f", "m"}:
        return False
    if len(short) != len(long):
        return len(short) >= 8 and consonants(short) == consonants(long)
    apart = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and set(apart[0]) <= set("aeiouy")


def _by_epithet(short: str, long: str) -> Level | None:
    """What may be said of anybody fits anybody, as an initial does."""
    return Level.INITIAL if len({short, long} & EPITHETS) == 1 else None


def _by_letters(short: str, long: str) -> Level:
    """How far two given names agree of which no table has both."""
    if is_gender(short, long):
        return Level.OTHER
    # A short form that no table has: Luki for Lukas, Emeka for Chukwuemeka.
    stem = short.rstrip("aeiouy")
    if len(stem) >= 3 and long.startswith(stem) and (long.startswith(short) or short[-1] in "iy") and len(long) > 4:
        return Level.SHORT if len(long) > len(short) else Level.SLIP
    if len(short) >= 4 and long.endswith(short) and len(long) - len(short) >= 3:
        return Level.SHORT
    if near(short, long) not in (Level.SAME, Level.SLIP) or (are_two(short, long) and not _is_by_ear(short, long)):
        return Level.OTHER
    # Two words that no table has, one letter put for another: perhaps two names, as those of twins.
    swapped = len(short) == len(long) and sorted(short) != sorted(long) and not {short, long} & KNOWN
    return Level.KINDRED if swapped else Level.SLIP


_FEMININE = words("a e eh ah ia ina ja ette etta ine ne le la fa fina ita essa ella elle tte ane iane ana anne ika ike")


def is_gender(short: str, long: str) -> bool:
    """Mario and Maria, Simon and Simone, Sven and Svenja: two people's names."""
    tail = long[len(short) :] if long.startswith(short) else ""
    return tail in _FEMININE or (
        len(short) == len(long) and short[:-1] == long[:-1] and {short[-1], long[-1]} & {"a", "o"} != set()
    )


@lru_cache(maxsize=200_000)
def near(one: str, other: str) -> Level:
    """Whether two words are spellings of one, differ by a slip of the pen, or are two.

    >>> near("muller", "mueller").name, near("donnelly", "donelly").name, near("beck", "becker").name
    ('SAME', 'SLIP', 'OTHER')
    """
    if one == other:
        return Level.SAME
    if len(one) < 2 or len(other) < 2:
        return Level.OTHER
    if marks(one) == marks(other):
        return Level.SAME
    short, long = sorted((one, other), key=len)
    if len(short) > 2 and spoken(one) == spoken(other):
        return Level.SLIP
    if len(short) < 4:
        return Level.OTHER
    most = 1 if len(long) < 8 else 2
    same_ends = one[0] == other[0] and (one[-1] == other[-1] or sorted(one) == sorted(other))
    if OSA.distance(one, other, score_cutoff=most) <= most and (same_ends or len(short) >= 6):
        return Level.OTHER if is_gender(short, long) else Level.SLIP
    sounds = OSA.distance(spoken(one), spoken(other), score_cutoff=1) <= 1
    return Level.SLIP if sounds and len(short) >= 6 and same_ends else Level.OTHER


def marks(word: str) -> str:
    """A word without what some write for an umlaut or a ring."""
    return re.sub("(?<=[aou])e|(?<=a)a", "", word)
