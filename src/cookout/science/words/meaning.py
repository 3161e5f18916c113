"""What a note is about: its concepts, from our own table first, from the general thesaurus where the table is silent."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from cookout.science.words.table import Phrase, table
from cookout.science.words.text import NUMBER, Token, near, sense, tokens
from cookout.science.words.thesaurus import Word, thesaurus

PLAIN = Path(__file__).with_name("plain.txt")

STREETS = frozenset("street road avenue lane drive boulevard st rd ave".split())

STEPS = 3
"""So many steps up a word may be a kind of what the other one said: a beagle is a hound is a hunting dog is a dog."""

KIND_OF, RELATED, NAME, HALF, VERB, ADJECTIVE = 0.85, 0.9, 0.9, 0.3, 0.4, 0.35
COMMON = ((25, 1.0), (60, 0.65), (150, 0.45))
"""A noun met at most so often in WordNet's tagged texts says so much; beyond, little."""

CLEARLY = (0.5, 0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 1.0, 1.0, 1.0)

WEAK = 0.4

SAID, SAME, ROOT, KIND = range(4)

CLEAR = 6
"""From this clearness (of 9) on a word of the thesaurus may stand for a concept of ours."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One concept in a text: by which words, how surely, and how one gets there from the words.

    `layer`: "life", "work", "people" (our table), "word" (thesaurus), "name". `step` is SAID, SAME (said by a word of the
    same meaning), ROOT (by one of the same root) or KIND (by a kind of it). `part` of a trade: "said", the "need" for it, or
    an "offer" close to it. `base`: the words as stems.
    """

    concept: str
    layer: str
    weight: float
    words: tuple[str, ...]
    at: tuple[int, int]
    base: str = ""
    step: int = SAID
    part: str = "said"
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """All marks of one text."""

    marks: tuple[Mark, ...]
    words: tuple[str, ...]


@lru_cache(maxsize=400_000)
def meaning(text: str) -> Meaning:
    """What is this note about? Memoised; about 50 µs for a note of ten words seen for the first time."""
    found = _straightened(tokens(text))
    slips = frozenset(at for at, (_, slip) in enumerate(found) if slip)
    words = [token for token, _ in found]
    several = _several(words)
    marks = _from_table(words, slips, _lost(words) | several.keys())
    hidden = {at for mark in marks if mark.layer == "life" or mark.at[1] - mark.at[0] > 1 for at in range(*mark.at)}
    for at, (name, sure) in several.items():
        if at not in hidden:
            marks.append(_sense_mark(words[at], at, name, sure))
    marks += _from_thesaurus(words, hidden | several.keys(), slips)
    return Meaning(tuple(marks), tuple(word.stem for word in words))


@cache
def plain() -> dict[str, float]:
    """Words that say nothing (0) or little by themselves."""
    none, _, little = PLAIN.read_text(encoding="utf-8").partition("[half]\n")
    lines = [line for line in none.splitlines() if not line.startswith("#")]
    weights = dict.fromkeys(little.split(), HALF)
    weights.update(dict.fromkeys(" ".join(lines).split(), 0.0))
    return weights


@cache
def anchors() -> dict[int, tuple[str, ...]]:
    """Which meanings of the thesaurus are concepts of our table: the first meaning of each clear noun of ours."""
    found: dict[int, dict[str, None]] = {}
    book = thesaurus()
    for name, layer in table().layers.items():
        for phrases in layer.by_first.values():
            for phrase in phrases:
                word = book.word(" ".join(phrase.stems))
                if word is None or phrase.part != "said" or phrase.weight < 1 or not word.nouns or name == "people":
                    continue
                if word.clear >= CLEAR and phrase.concept.section != "group":
                    found.setdefault(word.nouns[0], {})[f"{name}:{phrase.concept.name}"] = None
    return {key: tuple(names) for key, names in found.items()}


@cache
def _vocabulary() -> frozenset[str]:
    book = thesaurus()
    common = {word for word, line in book.words.items() if len(word) > 4 and line[0] != "0" and " " not in word}
    return frozenset(common | table().words)


def _straightened(words: list[Token]) -> list[tuple[Token, bool]]:
    """The words with slips of the pen put right, and which those were."""
    return [_put_right(word) for word in words]


def _put_right(word: Token) -> tuple[Token, bool]:
    if len(word.lower) < 6 or not word.lower.isalpha() or _is_known(word):
        return word, False
    other = near(word.lower, table().words) if word.name else _nearest(word.lower)
    return (word, False) if other is None else (Token(word.written, other, tokens(other)[0].stem, False), True)


def _is_known(word: Token) -> bool:
    book, ours = thesaurus(), table().words
    return any(one in book.words or one in book.forms or one in ours for one in (word.stem, word.lower))


@lru_cache(maxsize=50_000)
def _nearest(word: str) -> str | None:
    return near(word, table().words) or near(word, _vocabulary())


def _from_table(words: list[Token], slips: frozenset[int], lost: Set[int]) -> list[Mark]:
    stems = [word.stem for word in words]
    marks = []
    for name, layer in table().layers.items():
        for start, end, phrase in layer.spans(stems):
            if end - start > 1 or start not in lost:
                slip = not slips.isdisjoint(range(start, end))
                marks += _marks_of(name, phrase, words[start:end], (start, end), slip)
    return marks


def _lost(words: list[Token]) -> frozenset[int]:
    """Words that lose their own meaning in a phrase: the dog of a hot dog."""
    lost: set[int] = set()
    for at in range(len(words) - 1):
        if _is_phrase(words[at : at + 2], 2):
            found = thesaurus().word(_joined(words[at : at + 2]))
            lost.update(at + step for step, kept in enumerate(found.kept if found else "") if kept == "0")
    return frozenset(lost)


def _marks_of(layer: str, phrase: Phrase, words: list[Token], at: tuple[int, int], slip: bool) -> Iterator[Mark]:
    said = tuple(word.written for word in words)
    base = " ".join(phrase.stems)
    yield Mark(f"{layer}:{phrase.concept.name}", layer, phrase.weight, said, at, base, SAID, phrase.part, slip)
    for parent in phrase.concept.parents:
        yield Mark(f"{layer}:{parent}", layer, phrase.weight * KIND_OF, said, at, base, KIND)


def _several(words: list[Token]) -> dict[int, tuple[str, bool]]:
    """Which words mean another thing here than the table takes them for: homonyms, and the names of streets."""
    found = {at: told for at in range(len(words)) if (told := sense(at, words)) and told[0] != "-"}
    for at, (one, after) in enumerate(pairwise(words)):
        if one.name and after.name and after.lower in STREETS:
            found[at] = ("street", False)
    return found


def _sense_mark(word: Token, at: int, name: str, sure: bool) -> Mark:
    """A word of several meanings in this one: sure where its neighbours say so."""
    weight = min(plain().get(word.stem, 1.0), NAME if sure else WEAK)
    base = f"{word.stem}#{name}"
    return Mark(f"word:{base}", "word", weight, (word.written,), (at, at + 1), base)


def _from_thesaurus(words: list[Token], hidden: set[int], slips: frozenset[int]) -> list[Mark]:
    marks: list[Mark] = []
    at = 0
    while at < len(words):
        many = next(
            (n for n in (3, 2) if _is_phrase(words[at : at + n], n) and hidden.isdisjoint(range(at, at + n))), 1
        )
        span = words[at : at + many]
        if many > 1:
            marks += _phrase_marks(span, at)
        elif at not in hidden:
            marks += _word_marks(span[0], at, at in slips)
        at += many
    return marks


def _is_phrase(span: list[Token], many: int) -> bool:
    if len(span) < many:
        return False
    found = thesaurus().word(_joined(span))
    return found is not None and bool(found.nouns) and (plain().get(span[0].stem) != 0.0 or span[0].lower in ("high",))


def _joined(span: list[Token]) -> str:
    return " ".join([*(word.lower for word in span[:-1]), span[-1].stem])


def _phrase_marks(span: list[Token], at: int) -> list[Mark]:
    """A phrase says what it says; of its words only those its explanation repeats: a hot dog is no dog."""
    found = thesaurus().word(_joined(span))
    assert found is not None
    said = tuple(word.written for word in span)
    marks = _known_marks(_joined(span), found, (1.0, 1.0), said, (at, at + len(span)))
    for step, word in enumerate(span):
        if found.kept[step : step + 1] == "1":
            marks += _word_marks(word, at + step, False)
    return marks


def _word_marks(word: Token, at: int, slip: bool) -> list[Mark]:
    said, place = (word.written,), (at, at + 1)
    if word.stem == NUMBER or not word.lower.isalpha() or len(word.lower) < 2:
        return []
    share = min(plain().get(word.stem, 1.0), plain().get(word.lower, 1.0))
    if share == 0.0 and not word.name:
        return []
    book = thesaurus()
    noun, base = book.word(word.lower), book.word(word.stem)
    found = noun if noun is not None and noun.nouns and word.lower.endswith("ing") else base or noun
    if found is None:
        return [Mark(f"word:{word.stem}", "name", NAME * share, said, place, word.stem)] if len(word.stem) > 2 else []
    weight = min(share, _weight(found))
    clear = 1.0 if word.name else CLEARLY[found.clear]
    return _known_marks(word.stem, found, (weight, weight * clear), said, place, slip=slip, name=word.name)


def _weight(found: Word) -> float:
    if not found.nouns:
        return VERB if found.verbs else ADJECTIVE
    return next((says for most, says in COMMON if found.count <= most), HALF)


def _known_marks(
    base: str, found: Word, weights: tuple[float, float], said: tuple[str, ...], at: tuple[int, int], *,
    slip: bool = False, name: bool = False,
) -> list[Mark]:  # fmt: skip
    """The word itself, its meanings, those of its root, what they are a kind of, and the concepts of ours they are.

    The same word may mean another thing on the other side: it counts by how clear it is. Two words of one meaning
    make each other clear.
    """
    layer = "name" if name else "word"
    weight, itself = weights
    marks = {f"word:{base}": Mark(f"word:{base}", layer, itself, said, at, base, slip=slip)}
    for sense_, share, step in _senses(found, with_kinds=not name or found.count == 0):
        marks.setdefault(f"#{sense_}", Mark(f"#{sense_}", layer, weight * share, said, at, base, step))
    return [*marks.values(), *_anchored(list(marks.values()))]


def _senses(found: Word, *, with_kinds: bool) -> Iterator[tuple[int, float, int]]:
    """Meanings one gets to from a word: how surely, and by which step."""
    book = thesaurus()
    direct = [*found.nouns[:2], *found.verbs[:1]]
    yield from ((one, 0.95, SAME) for one in direct)
    related = [other for one in direct for other in book.relatives(one)][:6]
    yield from ((one, RELATED, ROOT) for one in [*found.roots, *related])
    if found.nouns and with_kinds:
        yield from ((one, KIND_OF, KIND) for one in book.kinds(found.nouns[0], STEPS))


def _anchored(marks: list[Mark]) -> Iterator[Mark]:
    known = anchors()
    for mark in marks:
        for concept in known.get(int(mark.concept[1:]), ()) if mark.concept[0] == "#" else ():
            yield Mark(concept, concept.partition(":")[0], mark.weight, mark.words, mark.at, mark.base, mark.step)
