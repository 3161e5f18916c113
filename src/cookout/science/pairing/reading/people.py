"""Names, compared as people write them: small and capital letters, blanks and forms of accents are alike."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

SEARCHED = 5_000
"""Among so many names the nearest one is looked for."""


def folded(name: str) -> str:
    """A name as it is compared.

    >>> folded("  ANA   Roth ") == folded("Ana Roth")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class People:
    """The members by name."""

    names: Sequence[str]
    place: Mapping[str, int]

    @classmethod
    def of(cls, names: Sequence[str]) -> "People":
        """By their names, each of which is there once."""
        return cls(names, {folded(name): at for at, name in enumerate(names)})

    def find(self, name: str) -> int | None:
        """Who is called so."""
        return self.place.get(folded(name))

    def nearest(self, name: str) -> str:
        """A question that may help: whether somebody whose name is nearly so was meant; or nothing."""
        if len(self.names) > SEARCHED:
            return ""
        near = get_close_matches(folded(name), self.place, n=1, cutoff=0.75)
        return f" Is it “{self.names[self.place[near[0]]]}”?" if near else ""
