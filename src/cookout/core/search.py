"""The one search: rooms register what they hold, pages and programs ask here."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cookout.core.models import User


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: str
    title: str
    detail: str
    url: str
    uid: str


Source = Callable[[User, str, int], Iterable[Hit]]

_sources: dict[str, Source] = {}
LONGEST, MOST_WORDS = 200, 12
"""What is looked for of a text: each word is a condition more, and databases take only so many."""
_SIGNS = re.compile(r"[^\w@.+-]")


def register(name: str, source: Source) -> None:
    """Announce a source; the function begins with `visible_to(user)`."""
    _sources[name] = source


def find(user: User, text: str, *, limit: int = 20) -> list[Hit]:
    """What this user may see that matches all the words, source by source."""
    text = text.strip()[:LONGEST]
    if not text:
        return []
    hits: list[Hit] = []
    for name in sorted(_sources):
        hits.extend(_sources[name](user, text, limit))
    return hits[:limit]


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
