"""What the general thesaurus says of a word that our own table does not know."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from cookout.science.words.marks import KIND, KIND_OF, NOWHERE, ROOT, SAME, Core, Lead
from cookout.science.words.table import LAYERS, table
from cookout.science.words.text import NUMBER, Token
from cookout.science.words.thesaurus import Word, thesaurus

PLAIN = Path(__file__).with_name("plain.txt")

STEPS = 3
"""So many steps up a word may be a kind of what the other one said: a beagle is a hound is a hunting dog is a dog."""

SAME_MEANING, SAME_ROOT = 0.95, 0.9

NAME, HALF, VERB, ADJECTIVE = 0.9, 0.3, 0.4, 0.35

COMMON = ((25, 1.0), (60, 0.65), (150, 0.45))
"""A noun met at most so often in WordNet's tagged texts says so much; beyond, little."""

CLEARLY = (0.5, 0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 1.0, 1.0, 1.0)
"""What the same word counts by its clearness of 0 to 9: it may mean another thing on the other side."""

CLEAR = 6
"""From this clearness on a word of the thesaurus may stand for a concept of ours."""


@cache
def plain() -> dict[str, float]:
    """Words that say nothing (0) or little by themselves."""
    none, _, little = PLAIN.read_text(encoding="utf-8").partition("[half]\n")
    lines = [line for line in none.splitlines() if not line.startswith("#")]
    weights = dict.fromkeys(little.split(), HALF)
    weights.update(dict.fromkeys(" ".join(lines).split(), 0.0))
    return weights


def word_lead(word: Token) -> Lead:
    """Where one word leads."""
    return _word_lead(word.lower, word.stem, word.name)


def is_phrase(span: Sequence[Token]) -> bool:
    """Whether these words are a phrase of the thesaurus."""
    if span[0].lower not in _openings():
        return False
    found = thesaurus().word(joined(span))
    return found is not None and bool(found.nouns)


@lru_cache(maxsize=20_000)
def phrase_lead(phrase: str) -> Lead:
    """Where a phrase of the thesaurus leads."""
    found = thesaurus().word(phrase)
    return NOWHERE if found is None else Lead(_known(phrase, found, 1.0, 1.0, "word"))


def kept_in(phrase: str) -> str:
    """Which words of a phrase keep their own meaning in it, as a mask: a hot dog is hot, but no dog."""
    found = thesaurus().word(phrase)
    return found.kept if found else ""


def joined(span: Sequence[Token]) -> str:
    """A phrase as the thesaurus spells it: only its last word in its base form."""
    return " ".join([*(word.lower for word in span[:-1]), span[-1].stem])


@cache
def _openings() -> frozenset[str]:
    """The first words of all phrases of the thesaurus, without those that say nothing."""
    firsts = {word.partition(" ")[0] for word in thesaurus().words if " " in word}
    return frozenset(word for word in firsts if plain().get(word) != 0.0)


@lru_cache(maxsize=100_000)
def _word_lead(lower: str, stem: str, name: bool) -> Lead:
    share = min(plain().get(stem, 1.0), plain().get(lower, 1.0))
    if stem == NUMBER or not lower.isalpha() or len(lower) < 2 or (share == 0.0 and not name):
        return NOWHERE
    book = thesaurus()
    noun, base = book.word(lower), book.word(stem)
    found = noun if noun is not None and noun.nouns and lower.endswith("ing") else base or noun
    if found is None:
        return Lead([Core(f"word:{stem}", "name", NAME * share, stem)]) if len(stem) > 2 else NOWHERE
    weight = min(share, _weight(found))
    itself = weight if name else weight * CLEARLY[found.clear]
    return Lead(_known(stem, found, weight, itself, "name" if name else "word"))


def _weight(found: Word) -> float:
    if not found.nouns:
        return VERB if found.verbs else ADJECTIVE
    return next((says for most, says in COMMON if found.count <= most), HALF)


def _known(base: str, found: Word, weight: float, itself: float, layer: str) -> list[Core]:
    """The word itself, its meanings, those of its root, what they are a kind of, and the concepts of ours they are."""
    cores = {f"word:{base}": Core(f"word:{base}", layer, itself, base)}
    for meaning, share, step in _senses(found, with_kinds=layer == "word" or found.count == 0):
        cores.setdefault(f"#{meaning}", Core(f"#{meaning}", layer, weight * share, base, step))
    ours: dict[str, Core] = {}
    for core in cores.values():
        for concept in _anchors().get(int(core.concept[1:]), ()) if core.concept[0] == "#" else ():
            ours.setdefault(concept, Core(concept, concept.partition(":")[0], core.weight, base, core.step))
    return [*cores.values(), *ours.values()]


def _senses(found: Word, *, with_kinds: bool) -> Iterator[tuple[int, float, int]]:
    """Meanings one gets to from a word: how surely, and by which step."""
    book = thesaurus()
    direct = [*found.nouns[:2], *found.verbs[:1]]
    yield from ((one, SAME_MEANING, SAME) for one in direct)
    related = [other for one in direct for other in book.relatives(one)][:6]
    yield from ((one, SAME_ROOT, ROOT) for one in [*found.roots, *related])
    if found.nouns and with_kinds:
        yield from ((one, KIND_OF, KIND) for one in book.kinds(found.nouns[0], STEPS))


@cache
def _anchors() -> dict[int, tuple[str, ...]]:
    """Which meanings of the thesaurus are concepts of our table: the first meaning of each clear noun of ours."""
    found: dict[int, dict[str, None]] = {}
    for layer in ("life", "work"):
        for phrases in table().layers[layer].phrases.values():
            for phrase in phrases:
                word = thesaurus().word(" ".join(phrase.stems))
                if word is None or not word.nouns or word.clear < CLEAR or phrase.concept.section == "group":
                    continue
                if phrase.part == "said" and phrase.lead.cores[0].weight == 1.0:
                    found.setdefault(word.nouns[0], {})[f"{LAYERS[phrase.concept.section]}:{phrase.concept.name}"] = (
                        None
                    )
    return {key: tuple(names) for key, names in found.items()}
