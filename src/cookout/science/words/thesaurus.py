"""The general thesaurus: a selection of WordNet, read when first asked (see LICENSE-WordNet.txt)."""

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("wordnet.txt.gz")


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word: how common, how surely of one field (0–9), its meanings, and for a phrase the mask of
    the words that its explanation repeats."""

    count: int
    clear: int
    nouns: tuple[int, ...]
    verbs: tuple[int, ...]
    roots: tuple[int, ...]
    kept: str


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The lines of the file, taken apart only where they are asked for."""

    links: list[str]
    words: dict[str, str]
    forms: dict[str, str]

    def word(self, lemma: str) -> Word | None:
        """A word or phrase in lower case; None where the thesaurus has none such."""
        line = self.words.get(lemma)
        if line is None:
            return None
        cells = [*line.split("\t"), "", "", "", "", ""]
        return Word(int(cells[0]), int(cells[1]), _numbers(cells[2]), _numbers(cells[3]), _numbers(cells[4]), cells[5])

    def parents(self, meaning: int) -> tuple[int, ...]:
        """What a meaning is a kind of."""
        return _numbers(self.links[meaning].partition("|")[0])

    def relatives(self, meaning: int) -> tuple[int, ...]:
        """Meanings of the same root: sailing, a sailor, to sail."""
        return _numbers(self.links[meaning].partition("|")[2])

    def kinds(self, meaning: int, steps: int) -> dict[int, int]:
        """Everything a meaning is a kind of, with the number of steps there."""
        found: dict[int, int] = {}
        level = [meaning]
        for step in range(1, steps + 1):
            level = [up for one in level for up in self.parents(one) if up not in found]
            found.update(dict.fromkeys(level, step))
        return found


@cache
def thesaurus() -> Thesaurus:
    """The one thesaurus of this process."""
    text = gzip.decompress(FILE.read_bytes()).decode()
    links, _, rest = text.removeprefix("#synsets\n").partition("\n#words\n")
    words, _, rest = rest.partition("\n#told\n")
    told, _, forms = rest.partition("\n#forms\n")
    return Thesaurus(
        links.split("\n"),
        dict(zip(words.split("\n"), told.split("\n"), strict=True)),
        dict(line.split("\t") for line in forms.splitlines()),
    )


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(map(int, cell.split(","))) if cell else ()
