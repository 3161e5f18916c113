"""What is asked once while a page is read: who may see what, and counts that several rooms show.

A page that only reads is made in one go, and many rooms add to it, each with its own question. Between two of them
nobody joins a group or brings in an address book; and if it happens all the same, the page stays in one piece.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

Answer = TypeVar("Answer")

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


class ReadOnce:
    """Pages that only read ask once; what changes something asks each time anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep answers for the length of this request."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)
