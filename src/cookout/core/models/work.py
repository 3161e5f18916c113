"""Long work is a row with a state, taken up by one worker loop; a dead worker's rows are taken up again."""

import datetime as dt
import threading
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.refusal import Refusal

LEASE = dt.timedelta(minutes=2)
"""How long a worker may be silent before its row is taken up by another."""

stopping = threading.Event()
"""Set when this worker is asked to go home: long work then puts its row back at the next batch."""


class Interrupted(BaseException):
    """This worker must let go of its row. Not an Exception, so that no `except Exception` on the way keeps it."""


class WorkState(models.TextChoices):
    """Where a piece of work stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class WorkRow(models.Model):
    """A piece of work to be carried out later. Subclasses say how in `carry_out`, which must be safe to repeat."""

    TRIES: ClassVar = 8
    """After so many attempts, each waited for twice as long, a row stays failed."""

    LONGEST_PAUSE: ClassVar[dt.timedelta] = dt.timedelta(days=1)
    """No pause between two attempts is longer."""

    work_state = models.CharField(max_length=8, choices=WorkState, default=WorkState.WAITING, editable=False)
    not_before = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    failure = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def due(cls) -> "models.QuerySet[WorkRow]":
        """Rows that wait and may begin, and rows whose worker has died."""
        now = timezone.now()
        waiting = Q(work_state=WorkState.WAITING, not_before__lte=now)
        orphaned = Q(work_state=WorkState.RUNNING, leased_until__lt=now, attempts__lt=cls.TRIES)
        return cls._default_manager.filter(waiting | orphaned).order_by("not_before", "pk")

    @classmethod
    def give_up(cls) -> int:
        """Fail the rows that took their worker down with them each time; say how many."""
        lost = cls._default_manager.filter(
            work_state=WorkState.RUNNING, leased_until__lt=timezone.now(), attempts__gte=cls.TRIES
        )
        rows = list(lost)
        for row in rows:
            row._give_up(f"The worker died {cls.TRIES} times while doing this.")
        return len(rows)

    def claim(self) -> bool:
        """Take this row up; false when another worker was quicker."""
        now = timezone.now()
        taken = (
            type(self)
            .due()
            .filter(pk=self.pk)
            .update(work_state=WorkState.RUNNING, leased_until=now + LEASE, attempts=F("attempts") + 1)
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def keep_lease(self) -> None:
        """Say that the worker is alive; long work calls this after each batch. Ends the work where it must end."""
        self.leased_until = timezone.now() + LEASE
        if not self._mine().update(leased_until=self.leased_until):
            raise Interrupted(f"{self._meta.label} {self.pk} was taken up by another worker.")
        if stopping.is_set():
            self._mine().update(work_state=WorkState.WAITING, leased_until=None, attempts=F("attempts") - 1)
            raise Interrupted(f"{self._meta.label} {self.pk} was put back, because this worker stops.")

    def work(self) -> None:
        """Carry the claimed row out and note how it went; a failure waits longer each time."""
        try:
            self.carry_out()
        except Refusal as no:  # a plain “no” stays a no, however often one tries
            self._give_up(str(no))
        except Exception as problem:  # whatever it was, the row must say so and the loop must live
            self._fail(f"{type(problem).__name__}: {problem}")
        else:
            self._note(work_state=WorkState.DONE, leased_until=None, failure="")

    def carry_out(self) -> None:
        """Do the work. Safe to repeat."""
        raise NotImplementedError

    def failed(self) -> None:
        """Tell whoever waits for it that it stays failed; what follows is written together with the failure."""

    def _fail(self, reason: str) -> None:
        later = timezone.now() + self._pause()
        if self.attempts >= self.TRIES:
            self._give_up(reason, not_before=later)
        else:
            self._note(work_state=WorkState.WAITING, failure=reason[:2000], leased_until=None, not_before=later)

    def _pause(self) -> dt.timedelta:
        """Twice as long each time, up to the longest; the power is bounded, because rows may have many tries."""
        return min(dt.timedelta(seconds=15 * 2 ** min(self.attempts, 20)), self.LONGEST_PAUSE)

    @transaction.atomic
    def _give_up(self, reason: str, **values: object) -> None:
        if self._note(work_state=WorkState.FAILED, leased_until=None, failure=reason[:2000], **values):
            self.failed()

    def _note(self, **values: object) -> bool:
        """Write down how it went; false where another worker has taken the row up by now."""
        for name, value in values.items():
            setattr(self, name, value)
        return bool(self._mine().update(**values))

    def _mine(self) -> "models.QuerySet[WorkRow]":
        """This row while it is still ours: every claim counts one attempt, so another's claim has another number."""
        return type(self)._default_manager.filter(pk=self.pk, attempts=self.attempts)
