"""How far two names agree: in what one is called by, in the family's name, and in what stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import OSA

from .letters import consonants, spoken
from .names import Named
from .nicknames import KNOWN, are_forms, are_one, forms, gender
from .word_lists import EPITHETS, SAID_FIRST, words


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


@dataclass(frozen=True, slots=True)
class Alike:
    """How far two names agree. `middle`: 1 where further names agree too, -1 where they contradict each other."""

    given: Level
    family: Level
    middle: int = 0

    @property
    def is_other(self) -> bool:
        """Whether they are two people's whatever else is shared."""
        return self.given is Level.OTHER

    @property
    def is_unknown(self) -> bool:
        """Whether one of them says nothing that the other can contradict."""
        return self.given is self.family is Level.MISSING


_RANK = {
    Level.SAME: 6, Level.SHORT: 5, Level.SLIP: 4, Level.HALF: 4, Level.KINDRED: 3, Level.INITIAL: 2, Level.MISSING: 1,
    Level.OTHER: 0,
}  # fmt: skip
OTHER = Alike(Level.OTHER, Level.OTHER)
UNKNOWN = Alike(Level.MISSING, Level.MISSING)
SAME = Alike(Level.SAME, Level.SAME)


def agree(one: Named, other: Named) -> Alike:
    """How far two names of people agree.

    >>> from .names import taken_apart as name
    >>> agree(name("Bob Hartwell"), name("Robert Hartwell")).given.name
    'SHORT'
    >>> agree(name("Mia Sandholt"), name("Lia Sandholt")).is_other
    True
    >>> agree(name("Nguyễn Thị Lan"), name("Lan Nguyen")) == SAME
    True
    >>> agree(name("John A. Whitlow"), name("John B. Whitlow")).middle
    -1
    """
    if one.line and other.line and {one.line, other.line} not in ({one.line}, {"younger", "ii"}):
        return OTHER
    if {one.gender, other.gender} == {"f", "m"}:
        return OTHER
    if "nobody" in (one.kind, other.kind) and not (one.script or other.script):
        said = {one.gender or gender(one.given), other.gender or gender(other.given)}
        return OTHER if said == {"f", "m"} else UNKNOWN
    if one.script or other.script:
        return _across(one, other)
    one, other = _without_trade(one, other), _without_trade(other, one)
    if _is_written_in_one(one, other):
        return SAME
    if _stands_behind(one, other) or _stands_behind(other, one):
        return Alike(Level.SLIP, Level.INITIAL)
    plain, servants = _agree_in_letters(one, other), (_with_servant(one), _with_servant(other))
    return plain if servants == (one, other) else max(plain, _agree_in_letters(*servants), key=_how_far)


def _how_far(way: Alike) -> tuple[bool, int, int]:
    return not way.is_other, _RANK[way.given] + _RANK[way.family], way.middle


def _agree_in_letters(one: Named, other: Named) -> Alike:
    if len(one.words) == 1 or len(other.words) == 1:
        return _in_part(one, other)
    return max(_ways(one, other), key=_how_far)


def _without_trade(one: Named, other: Named) -> Named:
    """Greg Plumber may be Greg Tolliver; Tom Baker is no Tom Barber."""
    trades = set(one.words[1:]) - set(one.bare)
    if not trades or trades & set(other.words) or other.words != other.bare:
        return one
    return replace(one, words=one.bare)


def _is_written_in_one(one: Named, other: Named) -> bool:
    """Soojin Kim and Kim Soo Jin: the same letters, parted elsewhere or in another order."""
    whole = marks("".join(one.words))
    turned = ("".join((*other.words[at:], *other.words[:at])) for at in range(len(other.words)))
    return len(whole) > 5 and len(one.words) != len(other.words) and whole in map(marks, turned)


def _stands_behind(one: Named, other: Named) -> bool:
    """S. Lakshminarayanan and Lakshmi Narayanan Subramanian: the father's name, before as an initial or behind."""
    is_initial = len(one.words) > 1 and len(one.words[0]) == 1 and len(other.words) > 1
    if not is_initial or one.words[0] != other.words[-1][0]:
        return False
    whole = "".join(one.words[1:])
    return len(whole) > 5 and whole == "".join(other.words[:-1])


_SERVANT = re.compile("^abd(?:[aeiou][lrnsztd])?(?=.{4})")


def _with_servant(name: Named) -> Named:
    """Abd al-Rahman, Abdul Rahman and Abdelrahman: one word, however it is parted and joined."""
    words = list(name.words)
    if len(words) > 2:
        for at in range(len(words) - 1):
            if words[at] in ("abd", "abdul", "abdel", "abdal", "abdur", "abdus", "abdou"):
                words[at : at + 2] = ["abd" + words[at + 1]]
                break
    return replace(name, words=tuple(_SERVANT.sub("abd", word) for word in words))


def _across(one: Named, other: Named) -> Alike:
    """Of scripts that say sounds in part: by the signs where both have them, else by what can be read of them."""
    if (one.script and other.script) or (one.signs and other.signs):
        return SAME if one.signs == other.signs else OTHER
    foreign, known = (one, other) if one.script else (other, one)
    if foreign.script == "abjad" and foreign.words and known.words:
        bones = {consonants(word) for word in known.words} | {consonants("al" + word) for word in known.words}
        bones |= {consonants(form) for form in forms(known.words[0])}
        heard = [_heard(word) for word in foreign.words if consonants(word)] or [{""}]
        near = [
            any(bone and OSA.distance(bone, mine) <= (len(mine) > 2) for bone in bones for mine in ways)
            for ways in heard
        ]
        if sum(near) >= min(2, len(heard)):
            return Alike(Level.SLIP, Level.SLIP)
        return UNKNOWN if near[0] else OTHER
    chinese = foreign.script == "han" and foreign.words and set(known.words) & SAID_FIRST
    return OTHER if chinese and not set(foreign.words) & set(known.words) else UNKNOWN


def _heard(word: str) -> set[str]:
    """The consonants of a word, in each way of reading it: in Hebrew a vav may be a vowel, a pe an f, a bet a v."""
    plain = word.replace("v", "")
    ways = (word, plain, plain.replace("p", "f"), re.sub("(?<=..)b", "f", plain))
    return {consonants(way) for way in ways} - {""}


def _in_part(one: Named, other: Named) -> Alike:
    """One of them is a single word: what one is called by, or the family's name."""
    short, long = (one, other) if len(one.words) == 1 else (other, one)
    word, first = short.words[0], long.words[0]
    called = _called(short, long)
    if short.gender and {short.gender, gender(first)} == {"f", "m"}:
        return OTHER
    if called in (Level.SAME, Level.SHORT) or (called is Level.SLIP and len(long.words) > 1):
        return Alike(called, Level.MISSING)
    if any(near(word, last) is Level.SAME for last in long.words[1:]):
        return Alike(Level.MISSING, Level.SAME)
    if len(word) > 4 and len(long.words) > 1 and word in (first[0] + long.words[-1], first + long.words[-1][0]):
        return Alike(Level.INITIAL, Level.SAME)
    return OTHER


def _ways(one: Named, other: Named) -> Iterator[Alike]:
    """Given names before family names on both cards, or turned round on one."""
    family = _families(one, other)
    middle = _middles(one, other) if family in (Level.SAME, Level.SLIP) else -_has_two_halves(one, other, family)
    yield Alike(_called(one, other), family, middle)
    further = {*one.words[1:-1], *other.words[1:-1]} if len(one.words) != len(other.words) else set()
    if any(given_names(*pair) in (Level.SAME, Level.SHORT) and set(pair) & further for pair in _crossed(one, other)):
        yield Alike(Level.HALF, family)
    for mine, theirs in ((one, other), (other, one)):
        given, family = given_names(mine.words[-1], theirs.words[0]), near(mine.words[0], theirs.words[-1])
        if given in (Level.SAME, Level.SHORT) and family in (Level.SAME, Level.SLIP) and len(mine.words[-1]) > 1:
            yield Alike(given, family)
        # The family first, then two given names or a double name.
        if len(mine.words) > 2 and len(theirs.words) > 1:
            given, family = given_names(mine.words[1], theirs.words[0]), near(mine.words[0], theirs.words[-1])
            if given in (Level.SAME, Level.SHORT) and family is Level.SAME:
                yield Alike(given, family)


def _has_two_halves(one: Named, other: Named, family: Level) -> bool:
    """Whether each has a second family name of their own: Ruiz Ortega and Ruiz Díaz."""
    mine, theirs = ({word for word in name.words[1:] if len(word) > 2} for name in (one, other))
    return family is Level.HALF and bool(mine & theirs) and bool(mine - theirs) and bool(theirs - mine)


def _crossed(one: Named, other: Named) -> Iterator[tuple[str, str]]:
    yield from ((one.words[0], word) for word in other.words[1:-1] if len(word) > 2)
    yield from ((other.words[0], word) for word in one.words[1:-1] if len(word) > 2)


def _called(one: Named, other: Named) -> Level:
    """How far agrees what they are called by: the first name, one after an initial, or what stands in quotes."""
    if one.words[0] == other.words[0] and one.words[0] in SAID_FIRST and len(one.words) > 1 and len(other.words) > 1:
        return Level.SAME if one.words[-1] == other.words[-1] else Level.OTHER
    found = [given_names(mine, theirs) for mine in _givens(one) for theirs in _givens(other)]
    level = max(found, key=_RANK.__getitem__)
    if level in (Level.OTHER, Level.KINDRED) and _is_read(one, other, one.words[0], other.words[0]):
        return Level.SLIP
    return level


def _is_read(one: Named, other: Named, mine: str, theirs: str) -> bool:
    """Whether two words may be readings of one, where one is from another alphabet: Fedor and Fyodor."""
    if one.is_foreign == other.is_foreign or {mine, theirs} <= KNOWN or mine[0] != theirs[0]:
        return False
    return consonants(mine) == consonants(theirs) != ""


def _givens(one: Named) -> list[str]:
    further = one.words[1:-1] if len(one.words[0]) == 1 else ()
    return [one.words[0], *further, *sorted(one.also)]


def _middles(one: Named, other: Named) -> int:
    """Whether the names between first and last agree or contradict; an initial fits what begins so."""
    mine, theirs = one.words[1:-1], other.words[1:-1]
    if one.also and other.also and not one.also & other.also:
        return -1
    if not mine or not theirs:
        return 0
    fits = any(
        given_names(a, b) not in (Level.OTHER, Level.KINDRED) for a in (*mine, one.words[0]) for b in theirs
    ) or any(given_names(a, other.words[0]) not in (Level.OTHER, Level.KINDRED) for a in mine)
    return 1 if fits else -1


def _families(one: Named, other: Named) -> Level:
    mine, theirs = one.words[-1], other.words[-1]
    level = near(mine, theirs)
    if level is Level.SAME:
        return level
    if mine in other.also or theirs in one.also:
        return Level.HALF
    if _bare(mine) == _bare(theirs):
        return Level.SLIP
    born = ((one.born, theirs), (other.born, mine), (one.born, other.born))
    if any(a and b and near(a, b) is Level.SAME for a, b in born):
        return Level.HALF
    if (mine in other.words[1:] or theirs in one.words[1:]) and max(len(one.words), len(other.words)) > 2:
        return Level.HALF
    if level is Level.SLIP or _is_feminine(mine, theirs) or _is_read(one, other, mine, theirs):
        return Level.SLIP
    if min(len(mine), len(theirs)) == 1 and mine[0] == theirs[0]:
        return Level.INITIAL
    return Level.OTHER


_BEFORE = re.compile("^(vander|vanden|van|von|vd|de|del|della|di|da|du|la|le|el|al|o|mc|mac|st|saint|sankt)(?=.{4})")


def _bare(word: str) -> str:
    """A family name without what stands before it: Vandermeer, O'Brien, Alhaddad."""
    return _BEFORE.sub("", word)


def _is_feminine(mine: str, theirs: str) -> bool:
    """Petrov and Petrova, Kowalski and Kowalska: one family."""
    short, long = sorted((mine, theirs), key=len)
    ends = short.endswith(("ov", "ev", "in", "yn")) and long == short + "a"
    return ends or (
        len(short) == len(long) > 4 and {short[-3:], long[-3:]} in ({"ski", "ska"}, {"cki", "cka"}, {"sky", "ska"})
    )


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
    """Kristen and Kristin, Megan and Meghan: names of one sound, but for a vowel inside that nobody hears."""
    if len(short) != len(long) or len(short) < 6 or short[-1] != long[-1] or short[:3] != long[:3]:
        return False
    apart = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and set(apart[0]) <= set("aeiouy") and {gender(short), gender(long)} != {"f", "m"}


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
    if near(short, long) not in (Level.SAME, Level.SLIP):
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
