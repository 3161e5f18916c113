"""The texts of the sample: templates with gaps, filled so that one person's texts agree and no page repeats itself."""

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
_GAP = re.compile(r"\{(\w+)\}")


@cache
def read(name: str) -> dict[str, Any]:
    """One file of texts."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def fill(template: str, gaps: Mapping[str, str]) -> str:
    """Put words into the gaps and begin with a capital.

    >>> fill("{pet} at the shop", {"pet": "the beagle"})
    'The beagle at the shop'
    """
    text = _GAP.sub(lambda found: gaps[found[1]], template)
    return text[:1].upper() + text[1:]


def life_of_one(rng: random.Random) -> dict[str, str]:
    """What is true of one person: one child, one town, one hobby, so that the texts about her agree."""
    return {gap: rng.choice(words) for gap, words in sorted(read("places").items())}


MOVING = ("cafe", "hobby", "street", "town")


def elsewhere(rng: random.Random, gaps: Mapping[str, str]) -> dict[str, str]:
    """The same person on another day: another street and another talk, the same family."""
    return {**gaps, **{gap: rng.choice(read("places")[gap]) for gap in MOVING}}


class Texts:
    """The texts of one theme for one book: drawn without visible repetition."""

    def __init__(self, theme: str, rng: random.Random, used: set[str]) -> None:
        self.theme = theme
        self.rng = rng
        self.used = used
        self.decks: dict[str, list[str]] = {}

    def one(self, part: str, gaps: Mapping[str, str]) -> str:
        """A text that this book has not shown; empty where all were."""
        for _try in range(len(self._all(part))):
            text = fill(self._next(part), gaps)
            if text not in self.used:
                self.used.add(text)
                return text
        return ""

    def said(self, part: str, gaps: Mapping[str, str]) -> tuple[str, str]:
        """A text with its kind: “call|How it went” as ("call", "How it went")."""
        for _try in range(len(self._all(part))):
            kind, _bar, template = self._next(part).partition("|")
            text = fill(template, gaps)
            if text not in self.used:
                self.used.add(text)
                return kind, text
        return self._next(part).partition("|")[0], ""

    def _all(self, part: str) -> Sequence[str]:
        texts: Sequence[str] = read(f"texts/{self.theme}")[part]
        return texts

    def _next(self, part: str) -> str:
        """Deal from a shuffled deck, so that all are seen before one comes back."""
        if not self.decks.get(part):
            self.decks[part] = self.rng.sample(self._all(part), len(self._all(part)))
        return self.decks[part].pop()
