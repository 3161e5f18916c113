"""What one does with a line of Today: done, later, not now. Each is one act and can be undone."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from cookout.core.models import Act, User, one_act
from cookout.plan import rules
from cookout.plan.models.day import open_day
from cookout.plan.models.log import Pause, Suggestion
from cookout.ties.models import Promise, Tie, Touch, local_today


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list, found again by its key: a promise, a person who is due, or a birthday."""

    owner: User
    tie: Tie | None
    promise: Promise | None

    @classmethod
    def find(cls, user: User, key: str) -> "Line | None":
        """The line of this key, where the user may see it."""
        part, _colon, uid = key.partition(":")
        try:
            wanted = uuid.UUID(uid)
        except ValueError:
            return None
        if part == "promise":
            promise = Promise.objects.visible_to(user).filter(uid=wanted).select_related("tie__person").first()
            return cls(user, promise.tie, promise) if promise else None
        if part in {"tie", "birthday"}:
            tie = Tie.objects.visible_to(user).filter(uid=wanted).select_related("person", "owner").first()
            return cls(user, tie, None) if tie else None
        return None

    def finish(self, *, by: User, kind: str = Touch.Kind.OTHER, text: str = "") -> Act:
        """Done: the promise is kept, or the contact is noted."""
        with one_act(by=by, verb="today.finish", about=self.about) as act:
            if self.promise is not None:
                self.promise.keep(by=by)
            elif self.tie is not None:
                self._log(act, Suggestion.Outcome.DONE)
                self.tie.touch(by=by, kind=kind, on=local_today(by), text=text, by_me=True)
        return act

    def later(self, *, by: User) -> Act:
        """Tomorrow is soon enough."""
        return self._rest(by, rules.LATER, Suggestion.Outcome.SNOOZED, "today.later")

    def not_now(self, *, by: User) -> Act:
        """Leave it for two weeks."""
        return self._rest(by, rules.NOT_NOW, Suggestion.Outcome.NOT_NOW, "today.not_now")

    @property
    def about(self) -> str:
        """The promise in its words, or the name."""
        if self.promise is not None:
            return self.promise.text
        return self.tie.person.full_name if self.tie else ""

    def _rest(self, by: User, span: dt.timedelta, outcome: str, verb: str) -> Act:
        until = local_today(by) + span
        with one_act(by=by, verb=verb, about=self.about) as act:
            tie = None if self.promise is not None else self.tie
            if tie is not None:
                self._log(act, outcome)
            known = Pause.objects.filter(owner=by, tie=tie, promise=self.promise, until=until).exists()
            if not known:
                act.create(Pause(owner=by, tie=tie, promise=self.promise, until=until))
        return act

    def _log(self, act: Act, outcome: str) -> None:
        """Note on the day's suggestion what became of it; the day is opened first, if nobody did."""
        day = open_day(self.owner, local_today(self.owner))
        suggestion = day.suggestions.filter(tie=self.tie, outcome=Suggestion.Outcome.OPEN).first()
        if suggestion is not None:
            act.update(suggestion, outcome=outcome, outcome_at=timezone.now())
