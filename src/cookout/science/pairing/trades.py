"""Whether two trades serve the same customers, by our table of trades and whom they meet every day."""

from dataclasses import dataclass
from functools import lru_cache

from cookout.science.sphere import same_profession
from cookout.science.words.table import table
from cookout.science.words.text import tokens

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Trade:
    """What our table knows of a classification."""

    names: frozenset[str]
    customers: tuple[str, ...]
    """Kinds of people, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How two classifications go together."""

    percent: int
    """Share of their customers, 0 … 100; 0 for the same profession, and where one is not known."""
    customers: tuple[str, ...]
    same: bool
    """Whether both are one profession."""


UNLIKE = Fit(0, (), same=False)


@lru_cache(maxsize=200_000)
def trade_of(classification: str) -> Trade:
    """The trades a classification names and whom they serve; neither where the table does not know it.

    >>> trade_of("Moving company").customers[:2]
    ('home buyers', 'home sellers')
    """
    layer = table().layers["work"]
    stems = [token.stem for token in tokens(classification)]
    said = [
        phrase.concept
        for _from, _to, phrase in layer.spans(stems, list(range(len(stems))))
        if phrase.part == "said" and phrase.concept.section == "trade"
    ]
    customers = dict.fromkeys(one for concept in said for one in concept.meets)
    return Trade(frozenset(concept.name for concept in said), tuple(customers))


def fit(one: str, other: str) -> Fit:
    """How much of two classifications' customers are the same people?

    percent = 100 × 2 |A ∩ B| / (|A| + |B|), Dice's share of the kinds of people that both serve, whole. Rivals share
    all of theirs and pass each other none (SCIENCE 1.5), so the same profession fits 0.

    >>> fit("Realtor", "Moving company")
    Fit(percent=61, customers=('home buyers', 'home sellers', 'downsizers', 'newcomers'), same=False)
    >>> fit("Realtor", "Estate agent").same
    True
    """
    if not (one.strip() and other.strip()):
        return UNLIKE
    here, there = trade_of(one), trade_of(other)
    if one.casefold() == other.casefold() or (here.names & there.names and same_profession(one, other)):
        return Fit(0, (), same=True)
    both = tuple(kind for kind in here.customers if kind in there.customers)
    if not both:
        return UNLIKE
    return Fit(2 * WHOLE * len(both) // (len(here.customers) + len(there.customers)), both, same=False)
