"""The one search: rooms register what they hold, pages and programs ask here."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from cookout.core.asked import are_kept, asked_once
from cookout.core.models import User
from cookout.core.search.words import LONGEST


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: str
    title: str
    detail: str
    url: str
    uid: str


Source = Callable[[User, str, int], Iterable[Hit]]

NAMES, OWN_WORDS, SHARED_WORDS = 10, 20, 30
"""Whom one looks for comes first, then what one wrote oneself, then what others read too."""

_sources: dict[str, tuple[int, Source]] = {}


def register(name: str, source: Source, *, place: int = SHARED_WORDS) -> None:
    """Announce a source and its place in the answer; the function begins with `visible_to(user)`."""
    _sources[name] = (place, source)


def find(user: User, text: str, *, limit: int = 20) -> list[Hit]:
    """What this user may see that matches all the words, source by source."""
    text = text.strip()[:LONGEST]
    if not text:
        return []
    in_order = sorted(_sources, key=lambda name: (_sources[name][0], name))
    with nullcontext() if are_kept() else asked_once():
        found = [list(_sources[name][1](user, text, limit))[:limit] for name in in_order]
    shares = _shares([len(hits) for hits in found], limit)
    return [hit for hits, many in zip(found, shares, strict=True) for hit in hits[:many]]


def _shares(found: list[int], limit: int) -> list[int]:
    """How many of each source are shown: one of each in turn, so that what is plentiful leaves room."""
    shares, left = [0] * len(found), min(limit, sum(found))
    while left > 0:
        for place, many in enumerate(found):
            if left and shares[place] < many:
                shares[place] += 1
                left -= 1
    return shares
