"""Our own table of words: what people love, trades and whom they serve (leisure.txt, trades.txt beside this file)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from cookout.science.words.marks import KIND, KIND_OF, SAID, Core, Lead
from cookout.science.words.text import NUMBER, tokens

HERE = Path(__file__).parent
FILES = ("leisure.txt", "trades.txt")

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "leisure": "leisure",
        "family": "family",
        "theme": "theme",
        "idiom": "idiom",
        "trade": "trade",
        "group": "group",
        "people": "people",
    }
)
LAYERS: Mapping[str, str] = MappingProxyType(
    {
        "leisure": "life",
        "family": "life",
        "theme": "life",
        "idiom": "life",
        "trade": "work",
        "group": "work",
        "people": "people",
    }
)
"""Sections read together: within a layer the longest phrase wins, layers do not hide each other's words."""

SURE, WEAK = 1.0, 0.4

MEETS = 0.8
"""How surely somebody who is in touch with such people by trade or group knows one."""

SKIPPED = frozenset(
    ["a", "an", "the", "my", "our", "your", "his", "her", "their", "its", "this", "that", "these", "those", "some"]
)
"""Words that phrases are read without: to sell our house is to sell the house."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One line of the table."""

    name: str
    section: str
    parents: tuple[str, ...]
    broad: bool
    meets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a concept: its stems, what it leads to, and whom one meets who says it.

    `part`: "said", or of a trade "need" or "offer".
    """

    stems: tuple[str, ...]
    concept: Concept
    part: str
    lead: Lead
    meets: Lead


@dataclass(slots=True)
class Layer:
    """The phrases of one layer: by their stems, and how long those are that begin with a stem, the longest first."""

    phrases: dict[tuple[str, ...], list[Phrase]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def spans(self, told: list[str], places: list[int]) -> Iterator[tuple[int, int, Phrase]]:
        """Every phrase found in these stems (at these places of a note): from, to, phrase; at each place the longest,
        and nothing inside it."""
        at = 0
        while at < len(told):
            longest = 1
            for many in self.lengths.get(told[at], ()):
                found = self.phrases.get(tuple(told[at : at + many]))
                if found is not None and at + many <= len(told):
                    longest = many
                    for phrase in found:
                        yield places[at], places[at + many - 1] + 1, phrase
                    break
            at += longest


@dataclass(frozen=True, slots=True)
class Table:
    """All concepts by name, the three layers, and every word they use."""

    concepts: Mapping[str, Concept]
    layers: Mapping[str, Layer]
    words: frozenset[str]


@cache
def table() -> Table:
    """The one table of this process."""
    concepts: dict[str, Concept] = {}
    layers = {"life": Layer(), "work": Layer(), "people": Layer()}
    words: set[str] = set()
    for name in FILES:
        for concept, phrases in _lines((HERE / name).read_text(encoding="utf-8")):
            concepts[f"{LAYERS[concept.section]}:{concept.name}"] = concept
            kept = layers[LAYERS[concept.section]].phrases
            for phrase in phrases:
                kept.setdefault(phrase.stems, []).append(phrase)
                words.update(phrase.stems)
    for layer in layers.values():
        _measure(layer)
    return Table(concepts, layers, frozenset(word for word in words if len(word) > 4))


def _measure(layer: Layer) -> None:
    lengths: dict[str, set[int]] = {}
    for stems, phrases in layer.phrases.items():
        lengths.setdefault(stems[0], set()).add(len(stems))
        phrases.sort(key=lambda one: (one.concept.name, one.part))
    layer.lengths.update((first, tuple(sorted(many, reverse=True))) for first, many in lengths.items())


def _lines(text: str) -> Iterator[tuple[Concept, list[Phrase]]]:
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = SECTIONS[line.strip("[]")]
        elif line and not line.startswith("#"):
            yield _concept(line, section)


def _concept(line: str, section: str) -> tuple[Concept, list[Phrase]]:
    head, _, rest = line.partition(":")
    rest, _, meets = rest.partition(" > ")
    rest, _, need = rest.partition(" | ")
    said, _, offer = rest.partition(" ~ ")
    name, _, parents = head.partition("<")
    concept = Concept(name.strip(" *"), section, _split(parents), head.rstrip().endswith("*"), _split(meets))
    found: dict[tuple[tuple[str, ...], bool], Phrase] = {}
    for words, part in ((said, "said"), (offer, "offer"), (need, "need")):
        for word in _split(words):
            stems = tuple(
                token.stem for token in tokens(word.rstrip("?").replace("#", "7")) if token.stem not in SKIPPED
            )
            sure = 0.0 if section == "idiom" else WEAK if word.endswith("?") else SURE
            if set(stems) <= {NUMBER}:
                continue
            found.setdefault((stems, part == "need"), _phrase(stems, concept, sure, part))
    return concept, list(found.values())


def _phrase(stems: tuple[str, ...], concept: Concept, sure: float, part: str) -> Phrase:
    layer, base = LAYERS[concept.section], " ".join(stems)
    said = Core(f"{layer}:{concept.name}", layer, sure, base, SAID, part)
    above = (Core(f"{layer}:{one}", layer, sure * KIND_OF, base, KIND) for one in concept.parents)
    meets = (Core(f"people:{one}", "meets", sure * MEETS, base) for one in concept.meets)
    return Phrase(stems, concept, part, Lead((said, *above)), Lead(meets if part == "said" else ()))


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
