"""What is asked once while a page is read: which regions somebody directs, which group somebody leads."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Rights:
    """Answers by whom, and by which group and day."""

    directed: dict[int, set[int]] = field(default_factory=dict)
    led: dict[tuple[int, int, dt.date | None], bool] = field(default_factory=dict)


_standing: ContextVar[Rights | None] = ContextVar("standing rights", default=None)


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
