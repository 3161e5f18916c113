"""What is asked once while a page is read: who may see what, and counts that several rooms show.

A page that only reads is made in one go, and many rooms add to it, each with its own question. Between two of them
nobody joins a group or brings in an address book; and if it happens all the same, the page stays in one piece.
"""

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db.models import QuerySet

Answer = TypeVar("Answer")

FEW = 500
"""So many keys are written into the next question."""

_told: ContextVar[dict[Hashable, Any] | None] = ContextVar("told while reading", default=None)


def are_kept() -> bool:
    """Whether what is asked now is kept for the rest of a page."""
    return _told.get() is not None


@contextmanager
def asked_once() -> Iterator[None]:
    """Keep answers from here on: for what only reads."""
    token = _told.set({})
    try:
        yield
    finally:
        _told.reset(token)


def once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer that was given on this page already; outside of one, each time anew."""
    told = _told.get()
    if told is None:
        return ask()
    if key not in told:
        told[key] = ask()
    answer: Answer = told[key]
    return answer


def keys_of(key: Hashable, ask: Callable[[], "QuerySet[Any, Any]"]) -> Collection[Any]:
    """What a question finds, as keys for the next one; the question itself where many are found, or nothing is kept.

    Databases plan a few keys quicker than a question within a question, and Django writes them quicker.
    """
    if not are_kept():
        return ask()
    found = once(key, lambda: list(ask().values_list("pk", flat=True)[: FEW + 1]))
    return found if len(found) <= FEW else ask()
