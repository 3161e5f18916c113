"""How much of a note some of its words are: what it is about, or only mentioned in passing."""

from collections.abc import Sequence
from dataclasses import dataclass

from cookout.science.words.general import plain
from cookout.science.words.text import NUMBER, Token

ASIDE = 0.5
"""What a word counts that a note mentions in passing."""

LARGE = 0.5
"""Words that are such a share of what a note holds are what it is about, wherever they stand."""

SHORT = 9
"""A single clause of so many words is about each of them, if they do not tell more of another of them."""

UNDER = frozenset(
    ["who", "whom", "whose", "which", "that", "where", "when", "while", "because", "until", "if", "whoever", "what",
     "why", "how", "as", "so", "whether", "although", "though", "unless"]
)  # fmt: skip
"""Words that open a clause about something of the note, not about the note."""

WITH = frozenset(
    ["at", "in", "on", "with", "without", "from", "for", "by", "of", "to", "since", "before", "after", "during", "near",
     "under", "over", "between", "behind", "through", "into", "about", "against", "up", "down", "along", "across"]
)  # fmt: skip
"""Words that open a circumstance."""

AND = frozenset(["and", "or", "but", "then", "plus", "nor"])

THIN = frozenset(
    ["a", "an", "the", "is", "are", "was", "were", "be", "been", "am", "my", "our", "his", "her", "their", "your",
     "its", "i", "we", "he", "she", "it", "they", "you", "me", "us", "them", "him", "has", "have", "had", "do", "does",
     "did", "not", "no", "this", "these", "those", "some", "any", "all", "more", "most", "one", "two", "three", "four",
     "five", "six", "seven", "eight", "nine", "than", "very", "too", "also", "only", "just", "once", "twice", "who"]
)  # fmt: skip
"""Words that say nothing of what a note is about."""

LITTLE = 0.5
"""What a common word weighs against one that says something."""

FIRST = 1
"""A clause may begin with so many common words, and what follows is still what it is about."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What each word of a note weighs, which words its clauses begin with, and which stand in a clause about them."""

    weights: tuple[float, ...]
    heads: frozenset[int]
    under: frozenset[int]
    total: float
    is_short: bool

    def of(self, start: int, end: int) -> float:
        """What words from one place to another count: 1 where the note is about them."""
        here = range(start, end)
        if self.under.isdisjoint(here):
            many = sum(self.weights[at] > 0 for at in here)
            if self.is_short or many > 1 or not self.heads.isdisjoint(here):
                return 1.0
        return 1.0 if sum(self.weights[start:end]) > LARGE * self.total else ASIDE


def focus(words: Sequence[Token]) -> Focus:
    """Weigh the words of a note, and find those that open its clauses.

    >>> from cookout.science.words.text import tokens
    >>> told = tokens("Running before dawn, and which knee will hold")
    >>> [focus(told).of(at, at + 1) for at in (0, 5)]
    [1.0, 0.5]
    """
    weights = tuple(_weight(word) for word in words)
    heads, under = _places(words, weights)
    is_short = len(words) <= SHORT and not any(word.opens for word in words[1:])
    return Focus(weights, frozenset(heads), frozenset(under), sum(weights), is_short)


def is_plain(words: Sequence[Token]) -> bool:
    """A short note of one clause, as most are: it is about each of its words."""
    return len(words) <= SHORT and not any([word.opens or word.lower in UNDER for word in words[1:]])


def _weight(word: Token) -> float:
    if word.stem == NUMBER or word.lower in _EMPTY:
        return 0.0
    return LITTLE if not word.name and 0.0 in (plain().get(word.stem), plain().get(word.lower)) else 1.0


_EMPTY = THIN | UNDER | WITH | AND


def _places(words: Sequence[Token], weights: Sequence[float]) -> tuple[set[int], set[int]]:
    """The first words that say something in each main clause, as far as they stand together; and the words of clauses
    about something of the note. What anyone who … is said to be is no such clause."""
    heads: set[int] = set()
    under: set[int] = set()
    main, before, told = True, 0, False
    for at, word in enumerate(words):
        if word.opens:
            main, before = at == 0 or word.lower not in WITH, 0
        elif word.lower in AND:
            before = 0
        elif at - 1 in heads and word.lower not in THIN and weights[at] <= LITTLE:
            before = FIRST + 1
        if word.lower in UNDER and told:
            main = False
        told = told or weights[at] > LITTLE
        if not main:
            under.add(at)
        elif weights[at] > LITTLE and before <= FIRST:
            heads.add(at)
        else:
            before += weights[at] > 0
    return heads, under
