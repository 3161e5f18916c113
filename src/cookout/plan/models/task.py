"""What one does with a line of Today: done, later, not now. Each is one act and can be undone."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import OneToOne, ThinkingSlot, WrapUp
from cookout.one_to_ones.rules import on_the_wall
from cookout.plan import rules
from cookout.plan.models.day import open_day
from cookout.plan.models.log import Pause, Suggestion
from cookout.plan.models.pairs import CALLED_OFF, WAITING, own_day, told_together
from cookout.referrals.models import Channel, Referral, Reply, State, Update
from cookout.rounds.models import Pairing
from cookout.ties.models import FollowUp, Promise, Tie, Touch, local_today


def _tell(one: Referral, by: User) -> None:
    """Told in person."""
    Update.tell(referral=one, by=by, channel=Channel.IN_PERSON)


def _reach(one: Referral, by: User) -> None:
    """The prospect was called and reached."""
    one.move(by=by, state=State.REACHED)


def _see(one: Referral, by: User) -> None:
    """What the referrer said was read."""
    Reply.see(one, by=by)


DEEDS = {"update": _tell, "call": _reach, "reply": _see}
"""What a tick does with a referral, by the first word of the key."""


def _about(one: Referral, deed: str) -> str:
    """Which words say what was done."""
    said = {"referrer": one.referrer.called, "prospect": one.prospect.called}
    words = {"update": _("%(referrer)s told about %(prospect)s"), "call": _("%(prospect)s called")}
    return words.get(deed, _("Read what %(referrer)s says about %(prospect)s")) % said


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list, found again by its key: a promise, a follow-up, a person, a 1-2-1, a referral, a pair …"""

    owner: User
    tie: Tie | None = None
    promise: Promise | None = None
    one_to_one: OneToOne | None = None
    slot: ThinkingSlot | None = None
    referral: Referral | None = None
    pairing: Pairing | None = None
    follow_up: FollowUp | None = None
    deed: str = ""
    """What is due on the referral, or what a line of several pairs tells."""

    @classmethod
    def find(cls, user: User, key: str) -> "Line | None":
        """The line of this key, where the user may see it."""
        part, _colon, uid = key.partition(":")
        try:
            wanted = uuid.UUID(uid)
        except ValueError:
            return None
        if part in {"promise", "follow_up"}:
            return cls._said(user, part, wanted)
        if part in {"tie", "birthday"}:
            tie = Tie.objects.visible_to(user).filter(uid=wanted).select_related("person", "owner").first()
            return cls(user, tie) if tie else None
        if part == "one_to_one":
            one = OneToOne.objects.visible_to(user).with_seats().filter(uid=wanted).first()
            return cls(user, one_to_one=one) if one else None
        if part in DEEDS:
            given = Referral.objects.given_to(user).with_parties().filter(uid=wanted).first()
            return cls(user, referral=given, deed=part) if given else None
        if part == "pairing":
            mine = Pairing.objects.answered_by(user).of(user).standing()
            pair = mine.select_related("round", "first", "second").filter(uid=wanted).first()
            return cls(user, pairing=pair) if pair else None
        if part in {WAITING, CALLED_OFF}:
            rows = told_together(user, part, wanted, timezone.now())
            return Together(user, deed=part, rows=tuple(rows)) if rows else None
        slot = ThinkingSlot.objects.visible_to(user).filter(uid=wanted).first() if part == "think" else None
        return cls(user, slot=slot) if slot else None

    @classmethod
    def _said(cls, user: User, part: str, uid: uuid.UUID) -> "Line | None":
        """What I said I would do: to somebody, or next with somebody."""
        if part == "promise":
            promise = Promise.objects.visible_to(user).filter(uid=uid).select_related("tie__person").first()
            return cls(user, promise.tie, promise) if promise else None
        mine = FollowUp.objects.visible_to(user).filter(tie__in=Tie.objects.visible_to(user))
        follow_up = mine.filter(uid=uid).select_related("tie__person", "tie__owner").first()
        return cls(user, follow_up.tie, follow_up=follow_up) if follow_up else None

    def finish(self, *, by: User, kind: str = Touch.Kind.OTHER, text: str = "") -> Act:
        """Done: the promise is kept, the contact is noted, we met, or I have thought."""
        with one_act(by=by, verb="today.finish", about=self.about) as act:
            if self.promise is not None:
                self.promise.keep(by=by)
            elif self.one_to_one is not None:
                self._met(self.one_to_one, by)
            elif self.slot is not None:
                self.slot.finish(by=by)
            elif self.referral is not None:
                DEEDS[self.deed](self.referral, by)
            elif self.pairing is not None:
                self.pairing.accept(by=by)
            elif self.tie is not None:
                self._be_in_touch(self.tie, act, by, kind, text)
        return act

    def later(self, *, by: User) -> Act:
        """Tomorrow is soon enough."""
        return self._rest(by, rules.LATER, Suggestion.Outcome.SNOOZED, "today.later")

    def not_now(self, *, by: User) -> Act:
        """Leave it for two weeks; nobody who waits for news is left so long, and a pair gets somebody else."""
        if self.pairing is not None:
            return self.pairing.decline(by=by)
        if self.referral is not None:
            raise Refusal(_("%s waits to hear from you. Tomorrow is soon enough.") % self.referral.referrer.called)
        return self._rest(by, rules.NOT_NOW, Suggestion.Outcome.NOT_NOW, "today.not_now")

    @property
    def about(self) -> str:
        """The promise in its words, or the name."""
        if self.promise is not None:
            return self.promise.text
        if self.one_to_one is not None:
            return self.one_to_one.other(self.owner).called
        if self.slot is not None:
            return self.slot.name
        if self.referral is not None:
            return _about(self.referral, self.deed)
        if self.pairing is not None:
            return self.pairing.other(self.pairing.seat_of(self.owner) or self.pairing.first).name
        return self.tie.person.full_name if self.tie else ""

    def _be_in_touch(self, tie: Tie, act: Act, by: User, kind: str, text: str) -> None:
        """Note the contact; of a follow-up a second tap notes no second one."""
        if self.follow_up is None:
            self._log(act, Suggestion.Outcome.DONE)
        elif not self.follow_up.is_open:
            return
        else:
            self.follow_up.finish(by=by)
        tie.touch(by=by, kind=kind, on=local_today(by), text=text, by_me=True)

    @staticmethod
    def _met(one: OneToOne, by: User) -> None:
        """We met; where I have said so, nothing more is to be written down."""
        if one.took_place and one.seat(by).says_at is not None:
            WrapUp.finish(one, by=by)
        else:
            one.hold(by=by)

    def _rest(self, by: User, span: dt.timedelta, outcome: str, verb: str) -> Act:
        until = local_today(by) + span
        with one_act(by=by, verb=verb, about=self.about) as act:
            if self.slot is not None:
                self._move(self.slot, until, by=by)
                return act
            if self.follow_up is not None:
                self.follow_up.put_off(by=by, until=until)
                return act
            only_tie = not any((self.promise, self.one_to_one, self.referral, self.pairing))
            if only_tie:
                self._log(act, outcome)
            what = {
                "tie": self.tie if only_tie else None, "promise": self.promise, "one_to_one": self.one_to_one,
                "referral": self.referral, "pairing": self.pairing,
            }  # fmt: skip
            if not Pause.objects.filter(owner=by, until=until, **what).exists():
                act.create(Pause(owner=by, until=until, **what))
        return act

    @staticmethod
    def _move(slot: ThinkingSlot, day: dt.date, *, by: User) -> None:
        """Time to think is a time: put off, it stands at the same hour of another day."""
        hour = slot.starts_at.astimezone(by.tzinfo).time()
        slot.move(by=by, starts_at=on_the_wall(dt.datetime.combine(day, hour), by.zone), despite=True)

    def _log(self, act: Act, outcome: str) -> None:
        """Note on the day's suggestion what became of it; the day is opened first, if nobody did."""
        day = open_day(self.owner, local_today(self.owner))
        suggestion = day.suggestions.filter(tie=self.tie, outcome=Suggestion.Outcome.OPEN).first()
        if suggestion is not None:
            act.update(suggestion, outcome=outcome, outcome_at=timezone.now())


@dataclass(frozen=True, slots=True)
class Together(Line):
    """A line that tells of several pairs of one round: they are put off together, and answered each by itself."""

    rows: tuple[Pairing, ...] = ()

    def finish(self, *, by: User, kind: str = Touch.Kind.OTHER, text: str = "") -> Act:
        """That a round is called off was read."""
        if self.deed == WAITING:
            raise Refusal(_("Answer each of these pairs on its own page."))
        until = local_today(by) + rules.NOT_NOW
        return self._put_off([(row, until) for row in self.rows], by, "today.finish")

    def later(self, *, by: User) -> Act:
        """Tomorrow is soon enough."""
        until = local_today(by) + rules.LATER
        return self._put_off([(row, until) for row in self.rows], by, "today.later")

    def not_now(self, *, by: User) -> Act:
        """Each comes back when its week is near."""
        if self.deed == CALLED_OFF:
            return self.finish(by=by)
        return self._put_off([(row, own_day(row)) for row in self.rows], by, "today.not_now")

    @property
    def about(self) -> str:
        """The month of the round."""
        return _("the round of %(month)s") % {"month": self.rows[0].round}

    def _put_off(self, rows: Iterable[tuple[Pairing, dt.date]], by: User, verb: str) -> Act:
        with one_act(by=by, verb=verb, about=self.about) as act:
            for row, until in rows:
                if not Pause.objects.filter(owner=by, pairing=row, until=until).exists():
                    act.create(Pause(owner=by, pairing=row, until=until))
        return act
