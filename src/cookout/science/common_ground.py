"""What two people share, and what one seeks that the other has (PRODUCT 5.5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import NamedTuple

from cookout.science.facets import LIFE, OFFERING, PROFESSIONAL, TRADE, meeting, parts_fit, seeker
from cookout.science.words.marks import KIND, ROOT, SAID, Core, Lead, Spot, apart
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
    trades = _trades(my_trade) & _trades(their_trade)
    met = [
        _finding(one.entries[at], other.entries[to], links, trades)
        for (at, to), links in sorted(_met(_index(one), other).items())
    ]
    return CommonGround(_fewest([found for found in met if found is not None], most))


class _Link(NamedTuple):
    """One concept of an entry of mine that theirs shares: what that is called and how strong it is.

    `rival`: both name the same trade where that is no common ground.
    """

    kind: str
    strength: float
    field: str
    mine: Core
    theirs: Core
    spot: Spot
    rival: bool


_Met = tuple[_Link, Spot]


def _spots(entry: Entry) -> tuple[Spot, ...]:
    """What an entry is about; under headings that tell what one does, also whom one meets by it."""
    return (*meaning(entry.text), *meets(entry.text)) if entry.facet in OFFERING else meaning(entry.text)


class _Index:
    """Where a profile holds each concept; and what it shares with the words met so far, because one meets many."""

    def __init__(self, one: Prepared) -> None:
        self.entries = one.entries
        self.sides: dict[str, list[tuple[int, Core, Spot]]] = defaultdict(list)
        self.known: dict[tuple[Lead, str], tuple[tuple[int, _Link], ...]] = {}
        for at, spots in enumerate(one.spots):
            for spot in spots:
                for core in spot.lead.cores:
                    self.sides[core.concept].append((at, core, spot))

    def links(self, lead: Lead, facet: str) -> tuple[tuple[int, _Link], ...]:
        """The entries of this profile, and how they meet words that lead there under such a heading."""
        found = self.known.get((lead, facet))
        if found is None:
            found = self.known[lead, facet] = tuple(self._links(lead, facet))
        return found

    def _links(self, lead: Lead, facet: str) -> Iterator[tuple[int, _Link]]:
        for core in lead.cores:
            for at, mine, spot in self.sides.get(core.concept, ()):
                link = _link(self.entries[at].facet, facet, mine, core, spot) if _may_meet(mine, core) else None
                if link is not None:
                    yield at, link


@lru_cache(maxsize=8)
def _index(one: Prepared) -> _Index:
    return _Index(one)


def _met(index: _Index, theirs: Prepared) -> dict[tuple[int, int], list[_Met]]:
    """By entries of both: how they meet, and where in theirs."""
    met: dict[tuple[int, int], list[_Met]] = {}
    for to, spots in enumerate(theirs.spots):
        facet = theirs.entries[to].facet
        for spot in spots:
            for at, link in index.links(spot.lead, facet):
                met.setdefault((at, to), []).append((link, spot))
    return met


def _trades(trade: str) -> frozenset[str]:
    return frozenset(core.concept for spot in meaning(trade) for core in spot.lead.cores if core.layer == "work")


def _may_meet(mine: Core, theirs: Core) -> bool:
    """Two kinds of one thing are not the same; the same word meets as itself only, not by one of its meanings."""
    if mine.step == KIND:
        return theirs.step < ROOT and mine.base != theirs.base
    if theirs.step == KIND:
        return mine.step < ROOT and mine.base != theirs.base
    return mine.base != theirs.base or mine.step == theirs.step == SAID


def _link(one: str, other: str, mine: Core, theirs: Core, spot: Spot) -> _Link | None:
    """How two cores of one concept meet under these headings; None where that is nothing."""
    both_work = mine.layer == theirs.layer == "work"
    if both_work and not parts_fit(one, other, mine.part, theirs.part):
        return None
    field, share = _field(mine, theirs)
    kind, counts = meeting(one, other, field)
    strength = min(mine.weight, theirs.weight) * share * counts
    rival = both_work and field == "work" and {one, other} <= TRADE
    return _Link(kind, strength, field, mine, theirs, spot, rival) if strength > 0 or rival else None


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


def _finding(one: Entry, other: Entry, met: list[_Met], trades: frozenset[str]) -> Finding | None:
    """The stronger of complement and overlap, where it is strong enough."""
    if sum(link.strength for link, _ in met) < ENOUGH:
        return None
    if any(link.rival for link, _ in met):
        met = [pair for pair in met if pair[0].field in LIFE]
    if trades:
        met = [pair for pair in met if pair[0].kind == "complement" or pair[0].mine.concept not in trades]
    best: Finding | None = None
    for kind in ("complement", "overlap"):
        chosen = _distinct([pair for pair in met if pair[0].kind == kind])
        strength = 1.0 - prod(1.0 - link.strength for link, _ in chosen)
        if strength >= ENOUGH and (best is None or strength > best.strength + 1e-9):
            best = _told(one, other, kind, chosen, strength)
    return best


def _distinct(met: list[_Met]) -> list[_Met]:
    """The strongest meetings, each with words of its own on both sides."""
    chosen: list[_Met] = []
    for link, spot in sorted(met, key=_rank):
        if all(apart(link.spot, one.spot) and apart(spot, other) for one, other in chosen):
            chosen.append((link, spot))
    return chosen


def _rank(met: _Met) -> tuple[float, int, int, int, str]:
    link, spot = met
    return -link.strength, link.mine.step + link.theirs.step, link.spot.start, spot.start, link.mine.concept


def _told(one: Entry, other: Entry, kind: str, met: list[_Met], strength: float) -> Finding:
    personal = any(link.field in LIFE for link, _ in met) or not {one.facet, other.facet} & PROFESSIONAL
    return Finding(
        kind=kind,
        mine=one,
        theirs=other,
        my_words=_in_order([link.spot for link, _ in met]),
        their_words=_in_order([spot for _, spot in met]),
        how=_how(*met[0]),
        strength=round(strength, 3),
        personal=personal and kind == "overlap",
        seeker=seeker(one.facet, other.facet) if kind == "complement" else "",
    )


def _in_order(spots: list[Spot]) -> tuple[str, ...]:
    return tuple(word for spot in sorted(spots, key=lambda one: one.start) for word in spot.words)


def _how(link: _Link, spot: Spot) -> str:
    if link.field in ("meets", "sphere"):
        return "contact sphere"
    if link.spot.slip or spot.slip:
        return "spelled alike"
    if KIND in (link.mine.step, link.theirs.step):
        return "a kind of"
    same = [word.lower() for word in link.spot.words] == [word.lower() for word in spot.words]
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
