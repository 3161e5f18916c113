"""What has just happened in a life or a firm: the moments in which somebody is a customer (moments.txt beside this)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cookout.science.words.general import plain
from cookout.science.words.text import NUMBER, Token, tokens

FILE = Path(__file__).with_name("moments.txt")

APART = 4
"""So many other words may stand between the words of a moment."""


class Way(NamedTuple):
    """One way to say a moment: its stems, whether the note says nothing else, and how far apart they may stand."""

    stems: frozenset[str]
    alone: bool
    reach: int


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: whether it happens to a firm, the ways to say it, the longest first, and the trades that meet it."""

    name: str
    of_a_firm: bool
    ways: tuple[Way, ...]
    met_by: tuple[str, ...]


@cache
def moments() -> Mapping[str, Moment]:
    """The moments of the file by name."""
    lines = (line.partition(":") for line in FILE.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#"))
    found = (_moment(head, rest) for head, _, rest in lines)
    return {one.name: one for one in found}


def moments_in(words: Sequence[Token]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Which moments these words tell, and at which places.

    >>> [name for name, places in moments_in(tokens("Buying the partner out within three years"))]
    ['partner leaves']
    """
    where: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        where.setdefault(word.stem, []).append(at)
    told: set[str] = set()
    for name, way in (one for stem in where for one in _by_stem().get(stem, ())):
        if name not in told and way.stems <= where.keys() and (places := _places(way, where, len(words))):
            told.add(name)
            yield name, places


def rarest(stems: Iterable[str]) -> str:
    """The stem of a phrase that the fewest notes hold."""
    return min(stems, key=lambda one: (one == NUMBER, plain().get(one, 1.0) < 1.0, -len(one), one))


def _places(way: Way, where: Mapping[str, list[int]], many: int) -> tuple[int, ...] | None:
    """Where the stems of a way stand, nearest to each other; None where they do not, or too far apart."""
    if way.alone and many > 1:
        return None
    starts = sorted(at for stem in way.stems for at in where[stem])
    found = (tuple(_after(start, start + way.reach, where[stem]) for stem in way.stems) for start in starts)
    whole = [tuple(sorted(at for at in one if at is not None)) for one in found if None not in one]
    whole = [one for one in whole if NUMBER not in way.stems or _counts(one, set(where[NUMBER]))]
    return min(whole, key=lambda one: (one[-1] - one[0], one), default=None)


def _counts(places: Sequence[int], numbers: set[int]) -> bool:
    """Whether a number stands right beside what it counts: two partners, but not a partner within two years."""
    return any(at in numbers and {at - 1, at + 1} & set(places) for at in places)


def _after(start: int, end: int, places: Sequence[int]) -> int | None:
    return next((at for at in places if start <= at < end), None)


@cache
def met_by() -> Mapping[str, tuple[str, ...]]:
    """For each trade of the table the moments in which it meets people."""
    found: dict[str, list[str]] = {}
    for moment in moments().values():
        for trade in moment.met_by:
            found.setdefault(trade, []).append(moment.name)
    return {trade: tuple(names) for trade, names in found.items()}


@cache
def _by_stem() -> Mapping[str, tuple[tuple[str, Way], ...]]:
    """All ways to say a moment by their rarest stem."""
    found: dict[str, list[tuple[str, Way]]] = {}
    for moment in moments().values():
        for way in moment.ways:
            found.setdefault(rarest(way.stems), []).append((moment.name, way))
    return {stem: tuple(ways) for stem, ways in found.items()}


def _moment(head: str, rest: str) -> Moment:
    said, _, trades = rest.partition(" > ")
    ways = {_way(told.strip()) for told in said.split("|")}
    met_by = tuple(f"work:{one.strip()}" for one in trades.split(",") if one.strip())
    longest_first = sorted(ways, key=lambda one: (-len(one.stems), sorted(one.stems)))
    return Moment(head.strip(" *"), head.rstrip().endswith("*"), tuple(longest_first), met_by)


def _way(told: str) -> Way:
    stems = frozenset(one.stem for one in tokens(told.lstrip("=").replace("#", "7")))
    return Way(stems, told.startswith("="), len(stems) + (1 if "_" in told else APART))
