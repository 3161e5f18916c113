"""Common ground in words: what both share, and what one seeks that the other has, with the sentence to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cookout.one_to_ones.models.asking import shortened
from cookout.one_to_ones.models.ground_words import offered, shared
from cookout.science import CommonGround, Entry, Finding, Prepared, common_ground, prepare

MOST = 5
"""So many shared things, and so many complements, are taken to a table."""

OF_A_KIND = 3
"""So many of them are personal, or at work, where there is something of both."""

LOOKED_AT = 60
"""So many findings are looked through, so that what is shared does not crowd out what is sought."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing both share: the sentence, whether it is personal, and the two entries that met."""

    sentence: str
    personal: bool
    mine: str
    theirs: str
    how: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What one seeks and the other has: the sentence, what one may say, who seeks, and the two entries."""

    sentence: str
    say: str
    seeker: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What to begin with."""

    shared: tuple[Shared, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing met yet."""
        return not self.shared and not self.offers

    @property
    def personal(self) -> tuple[Shared, ...]:
        """What is shared outside of work."""
        return tuple(one for one in self.shared if one.personal)

    @property
    def professional(self) -> tuple[Shared, ...]:
        """What is shared at work."""
        return tuple(one for one in self.shared if not one.personal)


def ground_between(
    mine: Iterable[Entry], theirs: Iterable[Entry], *, name: str, my_trade: str = "", their_trade: str = ""
) -> Ground:
    """What both share and what one seeks that the other has, each in a sentence."""
    found = _found(tuple(mine), tuple(theirs), my_trade, their_trade)
    return Ground(
        shared=tuple(_shared(one, name) for one in _of_both_kinds(found.overlaps)),
        offers=tuple(_offer(one, name) for one in found.complements[:MOST]),
    )


def _of_both_kinds(found: tuple[Finding, ...]) -> list[Finding]:
    """The strongest, some from life and some from work."""
    personal, working = ([one for one in found if one.personal is kind] for kind in (True, False))
    few = max(OF_A_KIND, MOST - len(working)), max(OF_A_KIND, MOST - len(personal))
    return [*personal[: few[0]], *working[: few[1]]][:MOST]


@lru_cache(maxsize=256)
def _found(mine: tuple[Entry, ...], theirs: tuple[Entry, ...], my_trade: str, their_trade: str) -> CommonGround:
    # Page, paper and panel ask the same within a minute; nothing here depends on anything but the words.
    return common_ground(_prepared(mine), theirs, my_trade=my_trade, their_trade=their_trade, most=LOOKED_AT)


@lru_cache(maxsize=64)
def _prepared(entries: tuple[Entry, ...]) -> Prepared:
    # My own profile is compared with everybody's: its texts are read once, until it changes.
    return prepare(entries)


def _shared(one: Finding, name: str) -> Shared:
    return Shared(shared(one, name), one.personal, shortened(one.mine.text), shortened(one.theirs.text), one.how)


def _offer(one: Finding, name: str) -> Offer:
    sentence, say = offered(one, name)
    return Offer(sentence, say, one.seeker, shortened(one.mine.text), shortened(one.theirs.text))
