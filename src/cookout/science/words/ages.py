"""How old the children at home are: “Jo is eleven, Eli nine”."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cookout.science.words.marks import Core, Lead, Spot
from cookout.science.words.text import Token, tokens

WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
)
AGES: Mapping[str, int] = MappingProxyType(
    {word: age for age, word in enumerate(WORDS.split(), 2)} | {str(age): age for age in range(2, 19)}
)
BEFORE = frozenset(["is", "are", "turns", "aged", "age", "and"])
SURE = 0.8
"""How much it says that children are of one age."""

_LEADS = {age: Lead([Core(f"age:{age}", "name", SURE, str(age))]) for age in range(2, 19)}


def ages(text: str) -> Iterator[Spot]:
    """Where a note tells somebody's age: a number after a name or “is”, with nothing that it counts.

    >>> [spot.words for spot in ages("Jo is eleven, Eli nine; two dogs")]
    [('eleven',), ('nine',)]
    """
    words = tokens(text)
    for at, word in enumerate(words):
        age = AGES.get(word.lower)
        if at and age and (words[at - 1].name or words[at - 1].lower in BEFORE) and _ends(words, at):
            yield Spot(_LEADS[age], (word.written,), at, at + 1)


def _ends(words: list[Token], at: int) -> bool:
    return at + 1 == len(words) or words[at + 1].opens or words[at + 1].lower == "and"
