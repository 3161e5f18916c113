"""Contact spheres: professions that serve the same customers (the question "customers.sphere" of the dance card)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cookout.science.findings import Entry, Finding
from cookout.science.headings import TRADE
from cookout.science.words.meaning import said
from cookout.science.words.table import table
from cookout.science.words.text import tokens

SPHERE = "customers.sphere"

IN_BOTH, IN_ONE, SHARED = 0.98, 0.95, 0.62
"""Each one's trade in the other's sphere; one's trade in the other's sphere; the same professions in both."""

FEW = 3
"""So many shared professions are named."""

GENERIC = frozenset(
    ["agent", "agency", "broker", "provider", "planner", "plan", "planning", "adviser", "advisor", "consultant",
     "specialist", "contractor", "service", "owner", "manager", "company", "firm", "office", "certified", "licensed",
     "independent", "local", "and"]
)  # fmt: skip
"""Words that do not tell one profession from another of its kind."""

TWINS = {"commercial": "business", "corporate": "business", "residential": "home"}


def entry_of(trade: str) -> Entry:
    """A trade as an entry: what somebody is."""
    return Entry("business", trade, prompt=TRADE)


def spheres(mine: Iterable[Entry], theirs: Iterable[Entry], my_trade: str, their_trade: str) -> Iterator[Finding]:
    """Whose trade is one of the other's professions, and which professions both list.

    >>> [found] = spheres([Entry("customers", "CPA", prompt=SPHERE)], [], "Florist", "Certified public accountant")
    >>> found.kind, found.how, found.seeker, found.theirs.text
    ('complement', 'contact sphere', 'me', 'Certified public accountant')
    """
    ours = [one for one in mine if one.prompt == SPHERE]
    others = [one for one in theirs if one.prompt == SPHERE]
    they = next((one for one in ours if same_profession(one.text, their_trade)), None)
    me = next((one for one in others if same_profession(one.text, my_trade)), None)
    if they and me:
        yield _found("complement", entry_of(my_trade), entry_of(their_trade), IN_BOTH, "both")
    elif they:
        yield _found("complement", they, entry_of(their_trade), IN_ONE, "me")
    elif me:
        yield _found("complement", entry_of(my_trade), me, IN_ONE, "them")
    both = [(one, other) for one in ours for other in others if same_profession(one.text, other.text)]
    if both:
        said = tuple(dict.fromkeys(one.text for one, _ in both))[:FEW]
        listed = tuple(dict.fromkeys(other.text for _, other in both))[:FEW]
        yield Finding("overlap", *both[0], said, listed, "contact sphere", SHARED, personal=False)


def _found(kind: str, mine: Entry, theirs: Entry, strength: float, seeker: str) -> Finding:
    return Finding(
        kind, mine, theirs, (mine.text,), (theirs.text,), "contact sphere", strength, personal=False, seeker=seeker
    )


class _Profession(NamedTuple):
    """A profession: the trades of our table it is, and its words."""

    trades: frozenset[str]
    stems: frozenset[str]


@lru_cache(maxsize=50_000)
def same_profession(one: str, other: str) -> bool:
    """Whether two names mean one profession: of one trade, and neither has a word that sets it apart from the other.

    >>> same_profession("CPA", "Certified public accountant"), same_profession("Estate attorney", "Business lawyer")
    (True, False)
    """
    here, there = _profession(one), _profession(other)
    if here.stems == there.stems:
        return bool(here.stems)
    shared = here.trades & there.trades
    if not shared:
        return False
    left, right = (_apart(a.stems, b.stems, shared) for a, b in ((here, there), (there, here)))
    return not left or not right


def _apart(one: frozenset[str], other: frozenset[str], trades: frozenset[str]) -> set[str]:
    """Which words of one profession set it apart, where both are of these trades."""
    return {stem for stem in one - other - GENERIC if not _names(stem) & trades}


@lru_cache(maxsize=10_000)
def _names(stem: str) -> frozenset[str]:
    """The trades a single word names."""
    phrases = table().layers["work"].phrases.get((stem,), ())
    return frozenset(f"work:{one.concept.name}" for one in phrases if one.part == "said")


@lru_cache(maxsize=10_000)
def _profession(text: str) -> _Profession:
    trades = {
        core.concept
        for spot in said(text).spots
        for core in spot.lead.cores
        if core.layer == "work" and core.part == "said" and table().concepts[core.concept].section == "trade"
    }
    return _Profession(frozenset(trades), frozenset(TWINS.get(one.stem, one.stem) for one in tokens(text)))
