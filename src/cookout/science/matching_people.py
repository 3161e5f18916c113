"""Whom of my contacts do I know who fits what somebody is looking for, or meets such people every day?"""

from collections.abc import Iterable
from dataclasses import dataclass

from cookout.science.common_ground import Entry


@dataclass(frozen=True, slots=True)
class Contact:
    """One of my contacts: trade, place, company, and whatever I noted about them."""

    key: str
    trade: str = ""
    place: str = ""
    company: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the wanted entry and the contact's own words that met it.

    `kind`: "trade" (they are such a person), "company", "noted" (I noted it about them), "place" (they live there),
    "meets" (in their trade they meet such people). `words` are the contact's, `wanted_words` those of the wanted entry;
    `source` is the whole text of the contact they stand in.
    """

    kind: str
    wanted: Entry
    words: tuple[str, ...]
    wanted_words: tuple[str, ...]
    source: str
    how: str
    strength: float


@dataclass(frozen=True, slots=True)
class Match:
    """A contact with the reasons, strongest first."""

    key: str
    strength: float
    reasons: tuple[Reason, ...]


def matching_people(wanted: Iterable[Entry], contacts: Iterable[Contact], *, most: int = 20) -> tuple[Match, ...]:
    """Which of my contacts fit what somebody is looking for, or meet such people every day?"""
    return ()
