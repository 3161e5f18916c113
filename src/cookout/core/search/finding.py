"""The one search: rooms register what they hold, pages and programs ask here."""

from collections.abc import Callable, Collection, Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from cookout.core.asked import are_kept, asked_once, once
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

_sources: dict[str, tuple[int, str, Source]] = {}


def register(name: str, source: Source, *, room: str, place: int = SHARED_WORDS) -> None:
    """Announce a source, its room, and its place in the answer; the function begins with `visible_to(user)`."""
    _sources[name] = (place, room, source)


Nearness = Callable[[User], dict[int, int]]

_nearness: list[Nearness] = []


def register_nearness(say: Nearness) -> None:
    """Announce who is known best: keys of people, each with a place, the nearest first."""
    if say not in _nearness:
        _nearness.append(say)


def nearness(user: User) -> dict[int, int]:
    """Whom this user knows best, each with a place from 0; of namesakes they are meant first."""
    return once(("nearness", user.pk), lambda: {key: at for say in _nearness for key, at in say(user).items()})


def find(user: User, text: str, *, limit: int = 20, rooms: Collection[str] | None = None) -> list[Hit]:
    """What this user may see that matches all the words, source by source; of some rooms, or of all."""
    text = text.strip()[:LONGEST]
    if not text:
        return []
    in_order = sorted(_sources, key=lambda name: (_sources[name][0], name))
    asked = [source for _place, room, source in map(_sources.__getitem__, in_order) if rooms is None or room in rooms]
    with nullcontext() if are_kept() else asked_once():
        found = [list(source(user, text, limit))[:limit] for source in asked]
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
