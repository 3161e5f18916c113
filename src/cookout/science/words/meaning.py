"""What a note is about: by our own table first, by the general thesaurus where the table is silent."""

from collections.abc import Iterator, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cookout.science.words.focus import focus, is_plain
from cookout.science.words.general import NAME, is_phrase, joined, kept_in, phrase_lead, plain, word_lead
from cookout.science.words.marks import NOWHERE, Core, Lead, Spot
from cookout.science.words.table import SKIPPED, WEAK, Phrase, table
from cookout.science.words.text import Token, is_known, near, sense, stem, tokens, vocabulary

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

    >>> [(spot.words, spot.lead.cores[0].concept) for spot in meaning("Chess and lighthouses, no poker face")]
    [(('Chess',), 'life:chess'), (('lighthouses',), 'life:lighthouses'), (('poker', 'face'), 'life:idiom')]
    """
    told = said(text)
    return _focused(told, (*told.spots, *_from_thesaurus(list(told.words), told.hidden, told.slips)))


def meets(text: str) -> tuple[Spot, ...]:
    """Whom is somebody in touch with who says this? By the trades and groups of our table, and close words.

    >>> "people:home buyers" in {core.concept for spot in meets("Mortgage broker") for core in spot.lead.cores}
    True
    """
    told = said(text)
    return _focused(told, told.meets)


def _focused(told: Said, spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The spots, weaker where the note mentions them in passing; most notes are short and hold none such."""
    if not spots or is_plain(told.words):
        return spots
    about = focus(told.words)
    counts = [about.of(one.start, one.end) for one in spots]
    return tuple(one if share == 1.0 else one._replace(focus=share) for one, share in zip(spots, counts, strict=True))


@lru_cache(maxsize=KEPT)
def said(text: str) -> Said:
    """What our own table finds in this note, without the thesaurus."""
    words, slips = _put_right(tokens(text))
    several = _several(words)
    lost = {*_lost(words), *several}
    spots, met, hidden = [], [], set(several)
    for name, start, end, phrase in _from_table(words):
        if end - start == 1 and start in lost:
            continue
        if phrase.concept.section == "idiom":
            lost.update(range(start, end))
        spot = Spot(phrase.lead, tuple(word.written for word in words[start:end]), start, end, _any(slips, start, end))
        spots.append(spot)
        if phrase.meets.cores:
            met.append(spot._replace(lead=phrase.meets))
        if name == "life" or end - start > 1:
            hidden.update(range(start, end))
    if several:
        inside = {at for spot in spots if spot.end - spot.start > 1 for at in range(spot.start, spot.end)}
        spots += [_homonym(words[at], at, *told) for at, told in several.items() if at not in inside]
    return Said(tuple(spots), tuple(met), tuple(words), frozenset(hidden), slips)


def _any(slips: Set[int], start: int, end: int) -> bool:
    return bool(slips) and not slips.isdisjoint(range(start, end))


def _put_right(words: list[Token]) -> tuple[list[Token], frozenset[int]]:
    """The words as they were meant to be, and which of them were slips of the pen."""
    meant = [meant_by(word.lower, word.name) for word in words]
    slips = frozenset(at for at, other in enumerate(meant) if other is not None)
    if not slips:
        return words, slips
    right = [
        Token(word.written, other, stem(other), False, word.opens) if other else word
        for word, other in zip(words, meant, strict=True)
    ]
    return right, slips


@lru_cache(maxsize=50_000)
def meant_by(word: str, name: bool) -> str | None:
    """The one word a slip of the pen away; None for a word we know, and for names unlike any word of our table."""
    if len(word) < 6 or not word.isalpha() or is_known(word) or word in table().words or word in plain():
        return None
    return near(word, table().words) or (None if name else near(word, vocabulary()))


def _from_table(words: list[Token]) -> Iterator[tuple[str, int, int, Phrase]]:
    places = [at for at, word in enumerate(words) if word.stem not in SKIPPED]
    stems = [words[at].stem for at in places]
    for name, layer in table().layers.items():
        for start, end, phrase in layer.spans(stems, places):
            yield name, start, end, phrase


def _lost(words: list[Token]) -> Iterator[int]:
    """Words that lose their own meaning in a phrase: the dog of a hot dog."""
    for at, pair in enumerate(pairwise(words)):
        if is_phrase(pair):
            yield from (at + step for step, kept in enumerate(kept_in(joined(pair))) if kept == "0")


def _several(words: list[Token]) -> dict[int, tuple[str, bool]]:
    """Which words mean another thing here than the table takes them for: homonyms, and the names of streets."""
    found = {at: told for at in range(len(words)) if (told := sense(at, words)) and told[0] != "-"}
    for at, word in enumerate(words[1:]):
        if word.lower in STREETS and word.name and words[at].name:
            found[at] = ("street", False)
    return found


def _homonym(word: Token, at: int, name: str, sure: bool) -> Spot:
    """A word of several meanings in this one: sure where its neighbours say so."""
    weight = min(plain().get(word.stem, 1.0), NAME if sure else WEAK)
    return Spot(_homonym_lead(f"{word.stem}#{name}", weight), (word.written,), at, at + 1)


@cache
def _homonym_lead(base: str, weight: float) -> Lead:
    return Lead([Core(f"word:{base}", "word", weight, base)])


def _from_thesaurus(words: list[Token], hidden: Set[int], slips: Set[int]) -> Iterator[Spot]:
    at = 0
    while at < len(words):
        many = _phrase_at(words, at, hidden)
        if many > 1:
            phrase = joined(words[at : at + many])
            yield Spot(phrase_lead(phrase), tuple(word.written for word in words[at : at + many]), at, at + many)
            kept = [step for step, mark in enumerate(kept_in(phrase)) if mark == "1" and step < many]
        else:
            kept = [] if at in hidden else [0]
        for step in kept:
            if (lead := word_lead(words[at + step])) is not NOWHERE:
                yield Spot(lead, (words[at + step].written,), at + step, at + step + 1, at + step in slips)
        at += many


def _phrase_at(words: list[Token], at: int, hidden: Set[int]) -> int:
    """How many words from here on are one phrase of the thesaurus; 1 where there is none."""
    for many in (3, 2):
        span = words[at : at + many]
        if len(span) == many and hidden.isdisjoint(range(at, at + many)) and is_phrase(span):
            return many
    return 1
