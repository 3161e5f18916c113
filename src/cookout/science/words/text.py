"""From a note to its words: case, accents, spelling of two countries, plural and verb endings, slips of the pen."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from cookout.science.words.thesaurus import thesaurus

WORD = re.compile(r"[^\W_]+(?:[&'’.][^\W_]+)*")

MARK = re.compile(r"[,.;:!?()–—“”/](?=\s|$)|[(–—“]")

HOMONYMS = Path(__file__).with_name("homonyms.txt")
FORMS = Path(__file__).with_name("forms.txt")

TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

NUMBER = "#"
"""The stem of every number: who retires at sixty and who retires at 58 say the same."""

COUNTED = re.compile(r"\d+(?:s|st|nd|rd|th)?")

TWO_PARTS = re.compile(rf"\b({'|'.join(TENS)})-({'|'.join(ONES)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Forms:
    """Words whose endings are left alone; words for numbers ("one", "first" and "second" mean other things too often);
    British words to their American twins where no ending tells."""

    alone: frozenset[str]
    numbers: frozenset[str]
    british: dict[str, str]


class Token(NamedTuple):
    """One word of a text: as written, in lower case without accents, its stem, whether it looks like a name, and
    whether a mark stands before it."""

    written: str
    lower: str
    stem: str
    name: bool
    opens: bool = False


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The base form of a word in lower case: sails and sailing are sail; colours are color; wives are wife."""
    forms = _forms()
    if word in forms.numbers or COUNTED.fullmatch(word):
        return NUMBER
    word = american(word)
    book = thesaurus()
    if word in forms.alone:
        return word
    if word in book.forms or len(word) < 4:
        return book.forms.get(word, word)
    if word.endswith("ing"):
        return _verb(word, word[:-3])
    if word.endswith("ed"):
        return _verb(word, word[:-2])
    return american(_singular(word)) if word.endswith("s") else word


def american(word: str) -> str:
    """British spelling to American."""
    if word in _forms().british:
        return _forms().british[word]
    if "our" in word and len(word) > 4:
        other = re.sub(r"our(?=(s|ed|ing|ful|ite|able|er|hood|er|ers|ly)?$)", "or", word)
        if other != word and _known(other):
            return other
    if "is" in word[3:]:
        other = re.sub(r"is(?=(e|es|ed|er|ers|ing|ation|ations)$)", "iz", word)
        if other != word and _known(other):
            return other
    return word


def tokens(text: str) -> list[Token]:
    """The words of a text in order; what is capitalised inside a sentence looks like a name."""
    text = unicodedata.normalize("NFC", text)
    if "-" in text:
        text = TWO_PARTS.sub(r"\1\2", text)
    found: list[Token] = []
    end = 0
    for one in WORD.finditer(text):
        written, start = one.group(), one.start()
        between = text[end:start]
        new = opens = not found
        if found and between != " ":
            new, opens = any(mark in ".!?:;" for mark in between), MARK.search(between) is not None
        end = one.end()
        if lower := lowered(written):
            found.append(Token(written, lower, stem(lower), not new and written[0].isupper(), opens))
    return found


@lru_cache(maxsize=100_000)
def lowered(written: str) -> str:
    """A word in lower case without its accents, its possessive ending, its apostrophes and dots."""
    marks = unicodedata.normalize("NFKD", written.lower())
    plain = "".join(mark for mark in marks if not unicodedata.combining(mark))
    return re.sub(r"['’]s?$", "", plain).replace("'", "").replace("’", "").replace(".", "")


def is_known(word: str) -> bool:
    """Whether the thesaurus knows a word."""
    book = thesaurus()
    return any(one in book.words or one in book.forms for one in (word, stem(word)))


@cache
def homonyms() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """The meanings of words that have several, each with the stems that give it away."""
    found = {}
    for line in HOMONYMS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            words, _, rest = line.partition(":")
            meanings = [one.partition("=") for one in rest.split(" / ")]
            senses = tuple((name.strip(), frozenset(map(stem, cues.split()))) for name, _, cues in meanings)
            found.update(dict.fromkeys(words.split(), senses))
    return found


def sense(at: int, words: list[Token]) -> tuple[str, bool] | None:
    """Which meaning a word has here, and whether its neighbours gave it away; None where it has only one."""
    one, several = words[at], homonyms()
    meanings = several.get(one.stem) or several.get(one.lower)
    if meanings is None:
        return None
    others = {word.stem for word in words if word.stem != one.stem}
    told = [(len(cues & others), -order, name) for order, (name, cues) in enumerate(meanings)]
    many, _, name = max(told)
    return name, many > 0


@cache
def vocabulary() -> frozenset[str]:
    """The words of the thesaurus that a slip of the pen may have meant: those met in its tagged texts."""
    words = thesaurus().words.items()
    return frozenset(word for word, told in words if len(word) > 4 and told[0] != "0" and " " not in word)


def near(word: str, among: frozenset[str]) -> str | None:
    """The one known word a slip of the pen away: a letter too many, too few, wrong, or two changed over."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = "abcdefghijklmnopqrstuvwxyz"
    ways = (
        (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        (a + b[1:] for a, b in splits if b),
        (a + letter + b for a, b in splits for letter in letters),
        (a + letter + b[1:] for a, b in splits if b for letter in letters),
    )
    for way in ways:
        if found := sorted({other for other in way if other in among}):
            return found[0]
    return None


@cache
def _forms() -> Forms:
    _, alone, numbers, british = re.split(r"\[\w+\]\n", FORMS.read_text(encoding="utf-8"))
    twins = (line.split() for line in british.splitlines())
    counted = (ten + one for ten in TENS for one in ONES)
    return Forms(
        frozenset(alone.split()),
        frozenset([*numbers.split(), *TENS, *ONES[1:], *counted]),
        {british: american for british, american in twins},
    )


def _known(word: str) -> bool:
    book = thesaurus()
    endings = (word, _singular(word), re.sub(r"(ing|e[drs]|ers)$", "e", word), re.sub(r"(ing|ed|ers?)$", "", word))
    return word in book.forms or any(one in book.words for one in endings)


def _verb(word: str, base: str) -> str:
    book = thesaurus()
    tries = [base, base + "e"]
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in "sl":
        tries.insert(0, base[:-1])
    if len(base) > 2 and base[-1] == base[-2] == "l":
        tries.append(base[:-1])
    if base.endswith("i"):
        tries.append(base[:-1] + "y")
    if len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in "aeiou" and base + "e" in book.words:
        tries = [base + "e", base] if _commoner(base + "e", base) else tries
    for one in tries:
        found = book.word(one)
        if found is not None and found.verbs:
            return one
    return word


def _commoner(one: str, other: str) -> bool:
    book = thesaurus()
    first, second = book.word(one), book.word(other)
    return (
        first is not None and bool(first.verbs) and (second is None or not second.verbs or first.count > second.count)
    )


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + ("ie" if word[:-1] in thesaurus().words else "y")
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    return word[:-1] if word.endswith("s") else word
