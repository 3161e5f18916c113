"""What is asked once while a page is read: which regions somebody directs, which group somebody leads; and counts."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Rights:
    """Answers by whom, and by what was asked."""

    directed: dict[int, set[int]] = field(default_factory=dict)
    told: dict[Hashable, Any] = field(default_factory=dict)
    """All else, also what higher rooms count, each under a key of its own."""


_standing: ContextVar[Rights | None] = ContextVar("standing rights", default=None)


def are_kept() -> bool:
    """Whether what is asked now is kept for the rest of a page."""
    return _standing.get() is not None


@contextmanager
def rights_stand() -> Iterator[None]:
    """Ask once: for a page that only reads and to which many rooms add, each with its own question who may see it."""
    token = _standing.set(Rights())
    try:
        yield
    finally:
        _standing.reset(token)


def standing() -> Rights:
    """What was asked on this page so far; outside of one, nothing is kept."""
    return _standing.get() or Rights()


def once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer that was given on this page already; outside of one, each time anew."""
    told = standing().told
    if key not in told:
        told[key] = ask()
    answer: Answer = told[key]
    return answer
