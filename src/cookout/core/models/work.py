"""Long work is a row with a state, taken up by one worker loop; a dead worker's rows are taken up again."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = dt.timedelta(minutes=2)
"""How long a worker may be silent before its row is taken up by another."""

ATTEMPTS = 8
"""After so many failures a row stays failed."""


class WorkState(models.TextChoices):
    """Where a piece of work stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class WorkRow(models.Model):
    """A piece of work to be carried out later. Subclasses say how in `carry_out`, which must be safe to repeat."""

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
        orphaned = Q(work_state=WorkState.RUNNING, leased_until__lt=now)
        return cls._default_manager.filter(waiting | orphaned).order_by("not_before", "pk")

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
        """Say that the worker is alive; long work calls this after each batch."""
        self.leased_until = timezone.now() + LEASE
        type(self)._default_manager.filter(pk=self.pk).update(leased_until=self.leased_until)

    def work(self) -> None:
        """Carry the claimed row out and note how it went; a failure waits longer each time."""
        try:
            self.carry_out()
        except Exception as problem:  # whatever it was, the row must say so and the loop must live
            self._fail(f"{type(problem).__name__}: {problem}")
        else:
            self._note(work_state=WorkState.DONE, leased_until=None, failure="")

    def carry_out(self) -> None:
        """Do the work. Safe to repeat."""
        raise NotImplementedError

    def _fail(self, reason: str) -> None:
        state = WorkState.FAILED if self.attempts >= ATTEMPTS else WorkState.WAITING
        pause = dt.timedelta(seconds=15 * 2**self.attempts)
        self._note(work_state=state, failure=reason[:2000], leased_until=None, not_before=timezone.now() + pause)

    def _note(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        type(self)._default_manager.filter(pk=self.pk).update(**values)
