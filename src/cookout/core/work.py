"""The one worker loop: rooms register kinds of work rows and chores; `cookout work` takes them up."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import close_old_connections
from django.utils import timezone

from cookout.core.models import WorkRow

log = logging.getLogger("cookout.work")

_kinds: dict[str, type[WorkRow]] = {}
_chores: dict[str, tuple[Callable[[], None], dt.timedelta]] = {}
_done_at: dict[str, dt.datetime] = {}


def register(kind: type[WorkRow]) -> None:
    """Announce a kind of work row."""
    _kinds[kind._meta.label] = kind


def register_chore(name: str, chore: Callable[[], None], *, every: dt.timedelta) -> None:
    """Announce something to do now and then (sweep, write the morning letters). Safe to repeat."""
    _chores[name] = (chore, every)


def work_once() -> int:
    """Take up everything that is due now, then the chores; say how many rows were carried out."""
    close_old_connections()
    done = sum(_work_kind(kind) for kind in _kinds.values())
    for name, (chore, every) in _chores.items():
        _do_chore(name, chore, every)
    return done


def _work_kind(kind: type[WorkRow]) -> int:
    done = 0
    for row in list(kind.due()[:50]):
        if row.claim():
            row.work()
            done += 1
            if row.failure:
                log.warning("%s %s: %s", kind._meta.label, row.pk, row.failure)
    return done


def _do_chore(name: str, chore: Callable[[], None], every: dt.timedelta) -> None:
    last = _done_at.get(name)
    if last is not None and timezone.now() - last < every:
        return
    _done_at[name] = timezone.now()
    try:
        chore()
    except Exception:  # one chore's trouble must not stop the others
        log.exception("The chore “%s” failed.", name)
