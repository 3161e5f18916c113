"""Whose card is it? The rule by which a card belongs to someone who is there already, pure.

Who says all that the card says is meant, and the card adds nothing. Else an equal id decides, then an equal mail, then
an equal phone; among several the one with the more alike name, then the one who was there first. Two people who are
there are never made one. A phone alone is not enough where given *and* family name are both known and both differ:
that is a switchboard or a shared office. An equal name alone never merges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from .card import Card, Name
from .match import fold

Holder = TypeVar("Holder")


class Link(IntEnum):
    """What a card and a person have in common, the strongest first."""

    UID = 0
    EMAIL = 1
    PHONE = 2
    NAME = 3


@dataclass(frozen=True, slots=True)
class Called:
    """A name folded for comparing."""

    full: str
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Holder]):
    """Someone who may be meant: what links the card to them, and whether they say all that it says."""

    holder: Holder
    link: Link
    called: Called
    says_all: bool
    order: int


def called(name: Name) -> Called:
    """A name folded for comparing.

    >>> called(Name("Dr. Zoë Young", "Zoë", "Young"))
    Called(full='dr zoe young', given='zoe', family='young')
    """
    return Called(fold(name.full), fold(name.given) if name.given else "", fold(name.family) if name.family else "")


def is_stand_in(card: Card) -> bool:
    """Whether the name is no name, but the mail, the phone or the firm that stands for one."""
    name = card.name
    if name.given or name.family:
        return False
    return any(" ".join(value.value.split())[:200] == name.full for value in card.values if value.kind != "note")


def is_known_by(name: str, names: Iterable[str]) -> bool:
    """Whether a folded name says nothing that these folded names do not say.

    >>> is_known_by("ada byron", ["countess ada byron"]), is_known_by("ada byron", ["ada"])
    (True, False)
    """
    words = set(name.split())
    return any(words <= set(known.split()) for known in names)


def is_clearly_other(one: Called, other: Called) -> bool:
    """Whether given and family name are known on both sides and have no word in common.

    >>> is_clearly_other(Called("ada byron", "ada", "byron"), Called("ben brandt", "ben", "brandt"))
    True
    >>> is_clearly_other(Called("ada byron", "ada", "byron"), Called("ben byron", "ben", "byron"))
    False
    >>> is_clearly_other(Called("ada byron", "ada", "byron"), Called("front desk"))
    False
    """
    if not (one.given and one.family and other.given and other.family):
        return False
    return not set(one.given.split()) & set(other.given.split()) and not set(one.family.split()) & set(
        other.family.split()
    )


def whose(card: Called, candidates: Collection[Candidate[Holder]]) -> Candidate[Holder] | None:
    """Who is meant by a card, or nobody: then it is someone new.

    >>> ada, ben = Called("ada byron", "ada", "byron"), Called("ben brandt", "ben", "brandt")
    >>> mail, phone = Candidate("A", Link.EMAIL, ada, False, 2), Candidate("B", Link.PHONE, ada, False, 1)
    >>> whose(ada, [phone, mail]).holder
    'A'
    >>> whose(ben, [phone]) is None
    True
    """
    complete = [one for one in candidates if one.says_all]
    fitting = complete or [one for one in candidates if _merges(card, one)]
    return min(fitting, key=lambda one: (one.link, -_likeness(card, one.called), one.order), default=None)


def _merges(card: Called, candidate: Candidate[Holder]) -> bool:
    if candidate.link == Link.PHONE:
        return not is_clearly_other(card, candidate.called)
    return candidate.link != Link.NAME


def _likeness(one: Called, other: Called) -> int:
    if one.full == other.full:
        return 2
    return 1 if set(one.full.split()) & set(other.full.split()) else 0
