"""The one worker loop: rooms register kinds of work rows and chores; `cookout work` takes them up."""

import datetime as dt
import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection
from django.utils import timezone

from cookout.core.models import WorkRow
from cookout.core.models.work import Interrupted, stopping

log = logging.getLogger("cookout.work")

PAUSE = 1.0
"""Seconds between two looks; an import begins at most this much after the button was pressed."""

_kinds: dict[str, type[WorkRow]] = {}
_chores: dict[str, tuple[Callable[[], object], dt.timedelta]] = {}
_done_at: dict[str, dt.datetime] = {}


def register(kind: type[WorkRow]) -> None:
    """Announce a kind of work row."""
    _kinds[kind._meta.label] = kind


def register_chore(name: str, chore: Callable[[], object], *, every: dt.timedelta) -> None:
    """Announce something to do now and then (sweep, write the morning letters). Safe to repeat."""
    _chores[name] = (chore, every)


def work_once() -> int:
    """Take up everything that is due now, then the chores; say how many rows were carried out."""
    done = sum(_work_kind(kind) for kind in _kinds.values())
    _do_chores()
    return done


def work_until_stopped() -> None:
    """Work until `stopping` is set: one lane for each kind, so that a long import never holds up a letter."""
    lanes = [threading.Thread(target=_lane, args=(_work_kind, kind), name=label) for label, kind in _kinds.items()]
    lanes.append(threading.Thread(target=_lane, args=(_do_chores,), name="chores"))
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()


def _lane(task: Callable[..., object], *given: object) -> None:
    """Do one thing over and over until this worker goes home."""
    while not stopping.is_set():
        close_old_connections()
        try:
            task(*given)
        except Interrupted as why:
            log.warning("%s", why)
        except Exception:  # most likely the database was away; whatever it was, the next look may go better
            log.exception("%s: trying again.", threading.current_thread().name)
            connection.close()
        stopping.wait(PAUSE)
    connection.close()


def _work_kind(kind: type[WorkRow]) -> int:
    done = 0
    if lost := kind.give_up():
        log.error("%s: %s rows were given up, because their worker died each time.", kind._meta.label, lost)
    for row in kind.due()[:50]:
        if stopping.is_set():
            break
        if row.claim():
            row.work()
            done += 1
            if row.failure:
                log.warning("%s %s: %s", kind._meta.label, row.pk, row.failure)
    return done


def _do_chores() -> None:
    for name, (chore, every) in _chores.items():
        if not stopping.is_set():
            _do_chore(name, chore, every)


def _do_chore(name: str, chore: Callable[[], object], every: dt.timedelta) -> None:
    last = _done_at.get(name)
    if last is not None and timezone.now() - last < every:
        return
    _done_at[name] = timezone.now()
    try:
        chore()
    except Exception:  # one chore's trouble must not stop the others
        log.exception("The chore “%s” failed.", name)
