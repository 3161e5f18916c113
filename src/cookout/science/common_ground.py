"""What two people share, and what one seeks that the other has (PRODUCT 5.5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import NamedTuple

from cookout.science.choosing import Candidate, fewest
from cookout.science.facets import LIFE, OFFERING, TRADE, is_private, meeting, parts_fit, seeker
from cookout.science.findings import CommonGround, Entry, Finding
from cookout.science.headings import FAINT, GROUP_OF, same_only
from cookout.science.sphere import SPHERE, entry_of, spheres
from cookout.science.words.ages import ages
from cookout.science.words.marks import KIND, ROOT, SAID, Core, Lead, Spot, apart
from cookout.science.words.meaning import meaning, meets
from cookout.science.words.table import table

__all__ = ["CommonGround", "Entry", "Finding", "Prepared", "common_ground", "prepare"]

ENOUGH = 0.6
"""A finding is at least so strong."""

BROAD = 0.8
"""What a wide kind of people (homeowners) counts, against a narrow one (brides)."""

IN_A_ROW = 0.5
"""What it adds that two words stand side by side in both entries: a school levy is more than school and levy."""

HOME = "personal.home"

HINT = 0.3
"""Words that stand side by side are looked at from here on."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A profile whose texts have been read once: its entries, and what each is about. Compared by identity."""

    entries: tuple[Entry, ...]
    spots: tuple[tuple[Spot, ...], ...]
    headings: tuple[str, ...]


def prepare(entries: Iterable[Entry]) -> Prepared:
    """Read a profile's texts once, to compare it with many. Cost: 50 µs a text seen for the first time, then 1.

    >>> prepare([Entry("interests", "Sailing"), Entry("goals", " ")]).entries
    (Entry(facet='interests', text='Sailing', key='', prompt=''),)
    """
    kept = tuple(one for one in entries if one.text.strip())
    return Prepared(kept, tuple(_spots(one) for one in kept), tuple(_heading(one) for one in kept))


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
    headings, or from the questions both answer (`facets.meeting`, `headings`). strength = 1 − Π(1 − strength of each
    meeting of different words); what a note only mentions in passing counts less (`words.focus`). Below `ENOUGH` there
    is no finding; the same trade under skills or business is none, nor is what comes of both being in one trade. The
    trades themselves meet what the other looks for and the other's contact sphere (`sphere`). Of each theme the best
    finding is kept, and each entry is used once. Strongest first, then in the order of the entries. Empty profiles
    share nothing. Cost: about 50 µs for two prepared profiles of twelve entries.

    >>> [found] = common_ground([Entry("interests", "Sailing")], [Entry("interests", "Yachting in June")]).findings
    >>> found.kind, found.my_words, found.their_words, found.how
    ('overlap', ('Sailing',), ('Yachting',), 'same meaning')
    """
    one = _with_trade(mine if isinstance(mine, Prepared) else prepare(mine), my_trade)
    other = _with_trade(theirs if isinstance(theirs, Prepared) else prepare(theirs), their_trade)
    trades = _trades(my_trade) & _trades(their_trade)
    met = [
        _candidate((one, at), (other, to), links, trades)
        for (at, to), links in sorted(_met(_index(one), other).items())
    ]
    found = [one for one in met if one is not None]
    if SPHERE in one.headings or SPHERE in other.headings:
        listed = spheres(one.entries, other.entries, my_trade, their_trade)
        found += [Candidate(each, frozenset([f"{SPHERE} {each.kind}"])) for each in listed]
    return CommonGround(fewest(found, most))


@lru_cache(maxsize=64)
def _with_trade(one: Prepared, trade: str) -> Prepared:
    """A profile with what somebody is, where one has told anything that asks for it."""
    if not trade.strip():
        return one
    what = prepare([entry_of(trade)])
    return Prepared(one.entries + what.entries, one.spots + what.spots, one.headings + what.headings)


def _heading(entry: Entry) -> str:
    """The question an entry answers, where we know it; else its facet."""
    return entry.prompt if entry.prompt in GROUP_OF else entry.facet


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
    """What an entry is about; under headings that tell what one does, also whom one meets by it; at home, who is how
    old."""
    if entry.prompt == HOME:
        return (*meaning(entry.text), *ages(entry.text))
    return (*meaning(entry.text), *meets(entry.text)) if entry.facet in OFFERING else meaning(entry.text)


class _Index:
    """Where my profile holds each concept; and what it shares with the words met so far, because one meets many."""

    def __init__(self, one: Prepared) -> None:
        self.headings = one.headings
        self.sides: dict[str, list[tuple[int, Core, Spot]]] = defaultdict(list)
        self.known: dict[tuple[Lead, str], tuple[tuple[int, _Link], ...]] = {}
        for at, spots in enumerate(one.spots):
            for spot in spots:
                for core in spot.lead.cores:
                    self.sides[core.concept].append((at, core, spot))
        self.concepts = frozenset(self.sides)

    def links(self, lead: Lead, heading: str) -> tuple[tuple[int, _Link], ...]:
        """The entries of this profile, and how they meet words that lead there under such a heading."""
        found = self.known.get((lead, heading))
        if found is None:
            found = self.known[lead, heading] = tuple(self._links(lead, heading))
        return found

    def _links(self, lead: Lead, heading: str) -> Iterator[tuple[int, _Link]]:
        for core in lead.cores:
            for at, mine, spot in self.sides.get(core.concept, ()):
                link = _link(self.headings[at], heading, mine, core, spot) if _may_meet(mine, core) else None
                if link is not None:
                    yield at, link


@lru_cache(maxsize=64)
def _index(one: Prepared) -> _Index:
    return _Index(one)


def _met(mine: _Index, theirs: Prepared) -> dict[tuple[int, int], list[_Met]]:
    """By entries of both: how they meet, and where in theirs. Most words name nothing that the other names."""
    met: dict[tuple[int, int], list[_Met]] = {}
    for to, spots in enumerate(theirs.spots):
        for spot in spots:
            if not mine.concepts.isdisjoint(spot.lead.concepts):
                for at, link in mine.links(spot.lead, theirs.headings[to]):
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
    if one in GROUP_OF or other in GROUP_OF:
        share = _among_answers(one, other, field, share, mine, theirs)
    strength = min(mine.weight, theirs.weight) * share * counts * spot.focus
    rival = both_work and field == "work" and {one, other} <= TRADE
    return _Link(kind, strength, field, mine, theirs, spot, rival) if strength > 0 or rival else None


def _among_answers(one: str, other: str, field: str, share: float, mine: Core, theirs: Core) -> float:
    """The share of a meeting of two answers: less for what is wide, far, or said otherwise where it should be alike."""
    far = max(mine.step, theirs.step) >= ROOT and field in ("word", "name")
    return (
        min(share, FAINT)
        if share < 1.0 or far or (mine.base != theirs.base and same_only(one, other, field))
        else share
    )


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


def _candidate(
    mine: tuple[Prepared, int], theirs: tuple[Prepared, int], met: list[_Met], trades: frozenset[str]
) -> Candidate | None:
    """The stronger of complement and overlap, where it is strong enough."""
    if sum([link.strength * spot.focus for link, spot in met]) < (ENOUGH if len(met) == 1 else HINT):
        return None
    if any([link.rival for link, _ in met]):
        met = [pair for pair in met if pair[0].field in LIFE]
    if trades:
        met = [pair for pair in met if pair[0].kind == "complement" or pair[0].mine.concept not in trades]
    best: Candidate | None = None
    for kind in ("complement", "overlap"):
        chosen = _distinct([pair for pair in met if pair[0].kind == kind])
        strength = _together(chosen) if chosen else 0.0
        if strength >= ENOUGH and (best is None or strength > best.finding.strength + 1e-9):
            best = _told(mine, theirs, kind, chosen, strength)
    return best


def _together(met: list[_Met]) -> float:
    """How strong several meetings are together; words that stand side by side in both entries say more."""
    apart = prod([1.0 - link.strength * spot.focus for link, spot in met])
    return 1.0 - apart * (IN_A_ROW if len(met) > 1 and _in_a_row(met) else 1.0)


def _in_a_row(met: list[_Met]) -> bool:
    said = [(link.spot, spot) for link, spot in met if link.mine.step == link.theirs.step == SAID]
    ends = {(mine.end, theirs.end) for mine, theirs in said}
    return any((mine.start, theirs.start) in ends for mine, theirs in said)


def _distinct(met: list[_Met]) -> list[_Met]:
    """The strongest meetings, each with words of its own on both sides."""
    if len(met) < 2:
        return met
    chosen: list[_Met] = []
    for link, spot in sorted(met, key=_rank):
        if all(apart(link.spot, one.spot) and apart(spot, other) for one, other in chosen):
            chosen.append((link, spot))
    return chosen


def _rank(met: _Met) -> tuple[float, int, int, int, str]:
    link, spot = met
    steps = link.mine.step + link.theirs.step
    return -link.strength * spot.focus, steps, link.spot.start, spot.start, link.mine.concept


def _told(
    mine: tuple[Prepared, int], theirs: tuple[Prepared, int], kind: str, met: list[_Met], strength: float
) -> Candidate:
    one, other = (side.entries[at] for side, at in (mine, theirs))
    here, there = (side.headings[at] for side, at in (mine, theirs))
    found = Finding(
        kind=kind,
        mine=one,
        theirs=other,
        my_words=_in_order([link.spot for link, _ in met]),
        their_words=_in_order([spot for _, spot in met]),
        how=_how(*met[0]),
        strength=round(strength, 3),
        personal=kind == "overlap" and (any(link.field in LIFE for link, _ in met) or is_private(here, there)),
        seeker=seeker(here, there) if kind == "complement" else "",
        theme=met[0][0].mine.concept.partition(":")[2] if met[0][0].field == "leisure" else "",
    )
    themes = [link.mine.concept for link, spot in met[1:] if link.strength * spot.focus >= ENOUGH]
    return Candidate(found, frozenset([met[0][0].mine.concept, *themes]), 1 + len(themes), here == there)


def _in_order(spots: list[Spot]) -> tuple[str, ...]:
    if len(spots) == 1:
        return spots[0].words
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
