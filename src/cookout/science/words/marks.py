"""What a note holds: spots (some words of it), and at each spot the concepts these words lead to."""

from collections.abc import Iterable
from typing import NamedTuple

SAID, SAME, ROOT, KIND = range(4)
"""How one gets from a word to a concept: it says so; by a word of one meaning; of one root; by a kind of it."""

KIND_OF = 0.85
"""How surely a kind of a thing is meant where the thing is named."""


class Core(NamedTuple):
    """One concept, and how surely the words lead to it.

    `layer`: "life", "work", "people" (our table), "meets" (people one is in touch with by a trade or group), "word" or
    "name" (thesaurus). `base`: the words as stems. `part` of a trade: "said", the "need" for it, or an "offer" close to
    it.
    """

    concept: str
    layer: str
    weight: float
    base: str
    step: int = SAID
    part: str = "said"


class Lead:
    """Where some words lead: their concepts, shared by all notes that hold these words."""

    __slots__ = ("concepts", "cores")

    def __init__(self, cores: Iterable[Core]) -> None:
        self.cores = tuple(cores)
        self.concepts = frozenset(core.concept for core in self.cores)


NOWHERE = Lead(())


class Spot(NamedTuple):
    """Some words of a note, from one place to another, and where they lead.

    `slip`: a slip of the pen was put right. `focus`: 1 where the note is about these words, less where it mentions them
    in passing.
    """

    lead: Lead
    words: tuple[str, ...]
    start: int
    end: int
    slip: bool = False
    focus: float = 1.0


def apart(one: Spot, other: Spot) -> bool:
    """Whether two spots of one note share no word."""
    return one.end <= other.start or other.end <= one.start
