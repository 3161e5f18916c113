"""Words as one reads them: folded for what is looked up, in both spellings where a letter has two, marked in a line."""

import re
import unicodedata
from collections.abc import Callable, Iterator

LONGEST, MOST_WORDS = 200, 12
"""What is looked for of a text: each word is a condition more, and databases take only so many."""
AROUND = 60
"""So many characters are shown before and after what was found."""
_SIGNS = re.compile(r"[^\w@.+-]")
_WORD = re.compile(r"[^\W_]+")

WRITTEN_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "æ": "ae", "ø": "oe", "œ": "oe", "þ": "th"}
"""How one writes these letters where the keyboard has none."""
PLAINLY = {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "þ": "th", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i"}
"""The letters that keep their stroke when accents go, as others write them."""
_WRITTEN_OUT, _PLAINLY = str.maketrans(WRITTEN_OUT), str.maketrans(PLAINLY)


def fold(text: str) -> str:
    """Lower case without accents, so that “Jose” finds “José”."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def asked(text: str) -> list[str]:
    """The words to look for, as far as one reads them."""
    return words(text[:LONGEST])[:MOST_WORDS]


def words(text: str) -> list[str]:
    """The folded words of a text; signs inside mail addresses stay."""
    kept = (word.strip(".-_+") for word in _SIGNS.sub(" ", fold(text)).split())
    return [word for word in kept if word]


def spellings(text: str) -> list[str]:
    """The text in lower case, and written as people do who lack a letter: Müller is Mueller too, Łódź is Lodz.

    >>> spellings("Müller"), spellings("Sørensen"), spellings("Reyes")
    (['müller', 'mueller'], ['sørensen', 'soerensen', 'sorensen'], ['reyes'])
    """
    if text.isascii():
        return [text.lower()]
    small = unicodedata.normalize("NFC", text).lower()
    return list(dict.fromkeys([small, small.translate(_WRITTEN_OUT), small.translate(_PLAINLY)]))


def asked_spellings(text: str) -> list[list[str]]:
    """For each word that is looked for its spellings; signs only part words, whatever a database makes of them."""
    said = _WORD.findall(unicodedata.normalize("NFC", text[:LONGEST]))
    return [spellings(word) for word in said[:MOST_WORDS]]


def places(text: str, looked_for: str) -> list[tuple[int, int]]:
    """Where words of the text begin with one that is looked for: first and last place of what to mark."""
    begins = tuple({fold(spelled) for word in asked_spellings(looked_for) for spelled in word})
    return list(_begun(text, begins)) if begins else []


def _begun(text: str, begins: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text):
        if any(fold(spelled).startswith(begins) for spelled in spellings(found.group())):
            yield found.span()


def telling(looked_for: str) -> Callable[[str], bool]:
    """What says of a text whether each word that is looked for begins a word of it (as the index says it)."""
    begun = [
        re.compile(rf"(?<![^\W_])(?:{'|'.join(re.escape(fold(spelled)) for spelled in word)})")
        for word in asked_spellings(looked_for)
    ]

    def has_all(text: str) -> bool:
        said = " ".join(map(fold, spellings(text)))
        return all(begin.search(said) for begin in begun)

    return has_all


def has_all(text: str, looked_for: str) -> bool:
    """Whether each word that is looked for begins a word of the text."""
    return telling(looked_for)(text)


def excerpt(text: str, looked_for: str) -> str:
    """The part of a text, as one line, in which the first word that is looked for stands."""
    line = " ".join(text.split())
    first = next(iter(places(line, looked_for)), (0, 0))[0]
    start, end = max(first - AROUND, 0), first + AROUND + 20
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"
