"""What a note is about: by our own table first, by the general thesaurus where the table is silent."""

from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cookout.science.words.general import NAME, is_phrase, joined, kept_in, phrase_cores, plain, word_cores
from cookout.science.words.marks import Core, Spot
from cookout.science.words.table import WEAK, table
from cookout.science.words.text import Token, near, sense, tokens, vocabulary

STREETS = frozenset(["street", "road", "avenue", "lane", "drive", "boulevard", "st", "rd", "ave"])

KEPT = 150_000
"""So many notes are remembered: about 1 kB each."""


class Said(NamedTuple):
    """What our table finds in a note: its spots, whom one meets who says so, and the words left to the thesaurus."""

    spots: tuple[Spot, ...]
    meets: tuple[Spot, ...]
    words: tuple[Token, ...]
    hidden: frozenset[int]
    slips: frozenset[int]


@lru_cache(maxsize=KEPT)
def meaning(text: str) -> tuple[Spot, ...]:
    """What is this note about? Remembered; about 50 µs for a note of eight words seen for the first time.

    >>> [(spot.words, spot.cores[0].concept) for spot in meaning("Yachting and a hot dog")]
    [(('Yachting',), 'life:sailing'), (('hot', 'dog'), 'word:hot dog'), (('hot',), 'word:hot')]
    """
    told = said(text)
    return (*told.spots, *_from_thesaurus(list(told.words), told.hidden, told.slips))


def meets(text: str) -> tuple[Spot, ...]:
    """Whom is somebody in touch with who says this? By the trades and groups of our table, and close words.

    >>> "people:home buyers" in {core.concept for spot in meets("Mortgage broker") for core in spot.cores}
    True
    """
    return said(text).meets


@lru_cache(maxsize=KEPT)
def said(text: str) -> Said:
    """What our own table finds in this note, without the thesaurus."""
    found = [_put_right(word) for word in tokens(text)]
    slips = frozenset(at for at, (_, slip) in enumerate(found) if slip)
    words = [token for token, _ in found]
    several = _several(words)
    spots, met = [], []
    hidden = set(several)
    for start, end, cores, people, hides in _from_table(words, _lost(words) | several.keys()):
        written = tuple(word.written for word in words[start:end])
        slip = not slips.isdisjoint(range(start, end))
        spots.append(Spot(cores, written, start, end, slip))
        if people:
            met.append(Spot(people, written, start, end, slip))
        if hides or end - start > 1:
            hidden.update(range(start, end))
    inside = {at for spot in spots if spot.end - spot.start > 1 for at in range(spot.start, spot.end)}
    spots += [_homonym(words[at], at, *told) for at, told in several.items() if at not in inside]
    return Said(tuple(spots), tuple(met), tuple(words), frozenset(hidden), slips)


def _put_right(word: Token) -> tuple[Token, bool]:
    """The word, or the one it was meant to be; and whether it was a slip of the pen."""
    if len(word.lower) < 6 or not word.lower.isalpha() or word.known or word.lower in table().words:
        return word, False
    other = _nearest(word.lower, word.name)
    return (word, False) if other is None else (Token(word.written, other, tokens(other)[0].stem, False), True)


@lru_cache(maxsize=50_000)
def _nearest(word: str, name: bool) -> str | None:
    return near(word, table().words) or (None if name else near(word, vocabulary()))


def _from_table(
    words: list[Token], lost: Set[int]
) -> Iterator[tuple[int, int, tuple[Core, ...], tuple[Core, ...], bool]]:
    stems = [word.stem for word in words]
    for name, layer in table().layers.items():
        for start, end, phrase in layer.spans(stems):
            if end - start > 1 or start not in lost:
                yield start, end, phrase.cores, phrase.meets, name == "life"


def _lost(words: list[Token]) -> set[int]:
    """Words that lose their own meaning in a phrase: the dog of a hot dog."""
    lost: set[int] = set()
    for at, pair in enumerate(pairwise(words)):
        if is_phrase(list(pair)):
            lost.update(at + step for step, kept in enumerate(kept_in(joined(list(pair)))) if kept == "0")
    return lost


def _several(words: list[Token]) -> dict[int, tuple[str, bool]]:
    """Which words mean another thing here than the table takes them for: homonyms, and the names of streets."""
    found = {at: told for at in range(len(words)) if (told := sense(at, words)) and told[0] != "-"}
    for at, (one, after) in enumerate(pairwise(words)):
        if one.name and after.name and after.lower in STREETS:
            found[at] = ("street", False)
    return found


def _homonym(word: Token, at: int, name: str, sure: bool) -> Spot:
    """A word of several meanings in this one: sure where its neighbours say so."""
    base = f"{word.stem}#{name}"
    weight = min(plain().get(word.stem, 1.0), NAME if sure else WEAK)
    return Spot((Core(f"word:{base}", "word", weight, base),), (word.written,), at, at + 1)


def _from_thesaurus(words: list[Token], hidden: Set[int], slips: Set[int]) -> Iterator[Spot]:
    at = 0
    while at < len(words):
        many = _phrase_at(words, at, hidden)
        if many > 1:
            phrase = joined(words[at : at + many])
            yield Spot(phrase_cores(phrase), tuple(word.written for word in words[at : at + many]), at, at + many)
            kept = [step for step, mark in enumerate(kept_in(phrase)) if mark == "1" and step < many]
        else:
            kept = [] if at in hidden else [0]
        for step in kept:
            if cores := word_cores(words[at + step]):
                yield Spot(cores, (words[at + step].written,), at + step, at + step + 1, at + step in slips)
        at += many


def _phrase_at(words: list[Token], at: int, hidden: Set[int]) -> int:
    """How many words from here on are one phrase of the thesaurus; 1 where there is none."""
    for many in (3, 2):
        span = words[at : at + many]
        if len(span) == many and hidden.isdisjoint(range(at, at + many)) and is_phrase(span):
            return many
    return 1
