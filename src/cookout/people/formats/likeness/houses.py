"""Are two cards of companies or of households, with nobody of their own on either, one's? Pure."""

from __future__ import annotations

from . import evidence
from .cards import Decision, Known, Reason
from .given import marks
from .shared import Shared
from .word_lists import BRANCH


def are_one_house(one: Known, other: Known) -> Decision:
    """Why two cards are one firm's or one couple's: the same words, and a way to reach it or its house."""
    mine, theirs = (set(map(marks, card.name.words)) for card in (one, other))
    if not (mine <= theirs or theirs <= mine) or (mine ^ theirs) & BRANCH:
        return ()
    if one.phones and other.phones and not evidence.same_numbers(one.phones, other.phones) and mine != theirs:
        return ()
    shared = Shared(one, other, frozenset())
    if shared.two_houses:
        return ()
    ways = (*shared.any_way, *((Reason.PAGE,) if shared.pages else ()), *((Reason.ADDRESS,) if shared.house else ()))
    if not ways and not shared.two_towns and mine == theirs and shared.domain:
        ways = (Reason.DOMAIN,)
    return (Reason.NAME, *ways) if ways else ()
