"""How far two names agree: in what one is called by, in the family's name, and in what stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from .given import Level, given_names, marks, near
from .given_names import is_family
from .letters import consonants
from .names import Named
from .nicknames import KNOWN, forms, gender
from .word_lists import SAID_FIRST


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
        written = {*known.words, *("al" + word for word in known.words), *forms(known.words[0])}
        bones = {consonants(word) for word in written} | {consonants(_as_said(word)) for word in written}
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
    ways = {word, plain, plain.replace("p", "f")}
    ways |= {re.sub("(?<=..)b", by, way) for way in ways for by in ("f", "")}
    return {consonants(way) for way in ways} - {""}


def _as_said(word: str) -> str:
    """Chaim, Schwartz and Lefkowitz as they sound: what German and English write with letters of their own."""
    return word.replace("sch", "s").replace("ch", "h").replace("tz", "ts")


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
    if one.words[0] == other.words[0] and is_family(one.words[0]) and len(one.words) > 1 and len(other.words) > 1:
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
