"""What two people share, and what one seeks that the other has (PRODUCT 5.5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import NamedTuple

from cookout.science.facets import LIFE, OFFERING, PROFESSIONAL, TRADE, meeting, parts_fit, seeker
from cookout.science.words.marks import KIND, ROOT, SAID, Core, Spot, apart
from cookout.science.words.meaning import meaning, meets
from cookout.science.words.table import table

ENOUGH = 0.6
"""A finding is at least so strong."""

BROAD = 0.8
"""What a wide kind of people (homeowners) counts, against a narrow one (brides)."""

OFTEN = 2
"""One entry is used in at most so many findings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told by or known about a person; `key` is the caller's handle, `prompt` a finer label of the facet."""

    facet: str
    text: str
    key: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Two entries that met: in which words, how, and how strongly (0..1).

    `kind` is "overlap" or "complement"; `how` is "same words", "same meaning", "spelled alike", "a kind of" or
    "contact sphere"; `seeker` says who seeks in a complement ("me", "them"; empty in an overlap).
    """

    kind: str
    mine: Entry
    theirs: Entry
    my_words: tuple[str, ...]
    their_words: tuple[str, ...]
    how: str
    strength: float
    personal: bool
    seeker: str = ""


@dataclass(frozen=True, slots=True)
class CommonGround:
    """All findings, strongest first."""

    findings: tuple[Finding, ...] = ()

    @property
    def overlaps(self) -> tuple[Finding, ...]:
        """What both share."""
        return tuple(one for one in self.findings if one.kind == "overlap")

    @property
    def complements(self) -> tuple[Finding, ...]:
        """What one seeks and the other has."""
        return tuple(one for one in self.findings if one.kind == "complement")


@dataclass(frozen=True, eq=False)
class Prepared:
    """A profile whose texts have been read once: its entries, and what each is about. Compared by identity."""

    entries: tuple[Entry, ...]
    spots: tuple[tuple[Spot, ...], ...]


def prepare(entries: Iterable[Entry]) -> Prepared:
    """Read a profile's texts once, to compare it with many. Cost: 50 µs a text seen for the first time, then 1.

    >>> prepare([Entry("interests", "Sailing"), Entry("goals", " ")]).entries
    (Entry(facet='interests', text='Sailing', key='', prompt=''),)
    """
    kept = tuple(one for one in entries if one.text.strip())
    return Prepared(kept, tuple(_spots(one) for one in kept))


def common_ground(
    mine: Iterable[Entry] | Prepared,
    theirs: Iterable[Entry] | Prepared,
    *,
    my_trade: str = "",
    their_trade: str = "",
    most: int = 12,
) -> CommonGround:
    """What do two people share, and what does one seek that the other has?

    Two entries meet where they hold one concept of our table of words or of WordNet: in the same words, words of one
    meaning or root, a slip of the pen, or where one names a kind of the other. One that names whom they look for meets
    one whose trade or group is in touch with such people (contact sphere). What the meeting is called follows from the
    headings (`facets.meeting`). strength = 1 − Π(1 − strength of each meeting of different words). Below `ENOUGH` there
    is no finding; the same trade under skills or business is none, nor is what comes of both being in one trade. Each
    entry is used in at most `OFTEN` findings, two entries at most once. Strongest first, then in the order of the
    entries. Empty profiles share nothing. Cost: about 50 µs for two prepared profiles of twelve entries.

    >>> [found] = common_ground([Entry("interests", "Sailing")], [Entry("interests", "Yachting in June")]).findings
    >>> found.kind, found.my_words, found.their_words, found.how
    ('overlap', ('Sailing',), ('Yachting',), 'same meaning')
    """
    one = mine if isinstance(mine, Prepared) else prepare(mine)
    other = theirs if isinstance(theirs, Prepared) else prepare(theirs)
    shared_trades = _trades(my_trade) & _trades(their_trade)
    met = [
        _finding(one.entries[at], other.entries[to], pairs, shared_trades)
        for (at, to), pairs in sorted(_met(_by_concept(one), other).items())
    ]
    return CommonGround(_fewest([found for found in met if found is not None], most))


class _Side(NamedTuple):
    """One concept at one spot of an entry."""

    core: Core
    spot: Spot


_Pair = tuple[_Side, _Side]


class _Link(NamedTuple):
    """One concept that two entries share."""

    kind: str
    strength: float
    field: str
    mine: _Side
    theirs: _Side


def _spots(entry: Entry) -> tuple[Spot, ...]:
    """What an entry is about; under headings that tell what one does, also whom one meets by it."""
    return (*meaning(entry.text), *meets(entry.text)) if entry.facet in OFFERING else meaning(entry.text)


@lru_cache(maxsize=32)
def _by_concept(one: Prepared) -> Mapping[str, list[tuple[int, _Side]]]:
    """Where a profile holds each concept; remembered, because one is compared with many."""
    found: dict[str, list[tuple[int, _Side]]] = defaultdict(list)
    for at, spots in enumerate(one.spots):
        for spot in spots:
            for core in spot.cores:
                found[core.concept].append((at, _Side(core, spot)))
    return dict(found)


def _met(mine: Mapping[str, list[tuple[int, _Side]]], theirs: Prepared) -> dict[tuple[int, int], list[_Pair]]:
    """By entries of both: the sides that hold one concept."""
    met: dict[tuple[int, int], list[_Pair]] = defaultdict(list)
    for to, spots in enumerate(theirs.spots):
        for spot in spots:
            for core in spot.cores:
                for at, side in mine.get(core.concept, ()):
                    if _may_meet(side.core, core):
                        met[at, to].append((side, _Side(core, spot)))
    return met


def _trades(trade: str) -> frozenset[str]:
    return frozenset(core.concept for spot in meaning(trade) for core in spot.cores if core.layer == "work")


def _may_meet(mine: Core, theirs: Core) -> bool:
    """Two kinds of one thing are not the same; the same word meets as itself only, not by one of its meanings."""
    if KIND in (mine.step, theirs.step) and min(mine.step, theirs.step) >= ROOT:
        return False
    return mine.base != theirs.base or mine.step == theirs.step == SAID


def _finding(one: Entry, other: Entry, pairs: list[_Pair], trades: frozenset[str]) -> Finding | None:
    """The stronger of complement and overlap, where it is strong enough."""
    links = [link for pair in pairs if (link := _link(one, other, *pair, trades)) is not None]
    if {one.facet, other.facet} <= TRADE and any(_same_trade(*pair) for pair in pairs):
        links = [link for link in links if link.field in LIFE]
    best: Finding | None = None
    for kind in ("complement", "overlap"):
        chosen = _distinct([link for link in links if link.kind == kind])
        strength = 1.0 - prod(1.0 - link.strength for link in chosen)
        if strength >= ENOUGH and (best is None or strength > best.strength + 1e-9):
            best = _told(one, other, kind, chosen, strength)
    return best


def _same_trade(mine: _Side, theirs: _Side) -> bool:
    both = mine.core, theirs.core
    return all(core.layer == "work" and core.part == "said" and _section(core) == "trade" for core in both)


def _section(core: Core) -> str:
    return table().concepts[core.concept].section


def _link(one: Entry, other: Entry, mine: _Side, theirs: _Side, trades: frozenset[str]) -> _Link | None:
    my_core, their_core = mine.core, theirs.core
    if my_core.layer == their_core.layer == "work" and not parts_fit(
        one.facet, other.facet, my_core.part, their_core.part
    ):
        return None
    field, share = _field(my_core, their_core)
    kind, counts = meeting(one.facet, other.facet, field)
    strength = min(my_core.weight, their_core.weight) * share * counts
    if strength <= 0 or (kind == "overlap" and my_core.concept in trades):
        return None
    return _Link(kind, strength, field, mine, theirs)


def _field(mine: Core, theirs: Core) -> tuple[str, float]:
    """In which field two cores of one concept meet, and what share of their weight that is worth."""
    layers = {mine.layer, theirs.layer}
    if layers <= {"word", "name"}:
        return ("name" if "name" in layers else "word"), 1.0
    concept = table().concepts[mine.concept]
    if layers <= {"people", "meets"}:
        field = "people" if layers == {"people"} else "sphere" if layers == {"meets"} else "meets"
        return field, (0.0 if field == "sphere" else BROAD) if concept.broad else 1.0
    return ("work" if concept.section == "trade" else concept.section), 1.0


def _distinct(links: list[_Link]) -> list[_Link]:
    """The strongest links, each with words of its own on both sides."""
    chosen: list[_Link] = []
    for link in sorted(links, key=_rank):
        if all(apart(link.mine.spot, one.mine.spot) and apart(link.theirs.spot, one.theirs.spot) for one in chosen):
            chosen.append(link)
    return chosen


def _rank(link: _Link) -> tuple[float, int, int, int, str]:
    mine, theirs = link.mine, link.theirs
    steps = mine.core.step + theirs.core.step
    return -link.strength, steps, mine.spot.start, theirs.spot.start, mine.core.concept


def _told(one: Entry, other: Entry, kind: str, links: list[_Link], strength: float) -> Finding:
    personal = any(link.field in LIFE for link in links) or not {one.facet, other.facet} & PROFESSIONAL
    return Finding(
        kind=kind,
        mine=one,
        theirs=other,
        my_words=_in_order([link.mine.spot for link in links]),
        their_words=_in_order([link.theirs.spot for link in links]),
        how=_how(links[0]),
        strength=round(strength, 3),
        personal=personal and kind == "overlap",
        seeker=seeker(one.facet, other.facet) if kind == "complement" else "",
    )


def _in_order(spots: list[Spot]) -> tuple[str, ...]:
    return tuple(word for spot in sorted(spots, key=lambda one: one.start) for word in spot.words)


def _how(link: _Link) -> str:
    if link.field in ("meets", "sphere"):
        return "contact sphere"
    if link.mine.spot.slip or link.theirs.spot.slip:
        return "spelled alike"
    if KIND in (link.mine.core.step, link.theirs.core.step):
        return "a kind of"
    same = [word.lower() for word in link.mine.spot.words] == [word.lower() for word in link.theirs.spot.words]
    return "same words" if same else "same meaning"


def _fewest(found: list[Finding], most: int) -> tuple[Finding, ...]:
    """The strongest findings, each entry in at most `OFTEN` of them."""
    chosen: list[Finding] = []
    used: dict[tuple[str, Entry], int] = defaultdict(int)
    for one in sorted(found, key=lambda each: -each.strength):
        sides = (("mine", one.mine), ("theirs", one.theirs))
        if len(chosen) < most and all(used[side] < OFTEN for side in sides):
            chosen.append(one)
            for side in sides:
                used[side] += 1
    return tuple(chosen)
