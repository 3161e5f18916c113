"""The 1-2-1: a private meeting of two people to know each other's business and person, shared by both sides."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.groups.models import fellow_people
from cookout.one_to_ones import rules, signals
from cookout.one_to_ones.models.kinds import TOUCH, State, Where
from cookout.one_to_ones.models.meeting import Meeting
from cookout.one_to_ones.models.seat import ProposedTime, Seat, Step
from cookout.one_to_ones.models.sets import Collides
from cookout.one_to_ones.models.whom import account_of, as_kept
from cookout.people.models import Person
from cookout.ties.models import Tie, Touch

IN_CALENDARS = {"where", "place", "agenda", "minutes"}
"""What calendars show besides the time."""

ENDING = {State.DECLINED: Step.Kind.DECLINED, State.CANCELLED: Step.Kind.CANCELLED}
"""The step by which it comes to its end."""

CHANGEABLE = IN_CALENDARS | {"focus", "every_weeks"}


class OneToOne(Meeting):
    """One meeting of two, and what they do with it."""

    @property
    def follower(self) -> "OneToOne | None":
        """The one after it in the rhythm, if it is there."""
        following: OneToOne | None = OneToOne.objects.filter(follows=self.pk, deleted_at=None).first()
        return following

    # To find a time

    @classmethod
    @transaction.atomic
    def propose(
        cls, *, by: User, person: Person, times: Iterable[dt.datetime], uid: uuid.UUID | None = None,
        note: str = "", despite: bool = False, **values: Any,
    ) -> "OneToOne":  # fmt: skip
        """Offer times to a fellow member. The same `uid` again is the same 1-2-1."""
        if known := cls._known(by, uid):
            return known
        account = fellow(by, person)
        if account is None:
            raise Refusal(_("Only a member of your groups can be asked here. Note the 1-2-1 instead."))
        if cls.objects.unanswered(by, account).count() >= rules.MOST_UNANSWERED:
            said = {"many": rules.MOST_UNANSWERED, "name": account.first_name}
            raise Refusal(_("%(many)s proposals to %(name)s wait for an answer. Wait for one, or cancel one.") % said)
        cls._refuse_flood(by)
        with one_act(by=by, verb="one_to_one.propose", about=person.full_name) as act:
            one = cls._made(act, by, person, account, uid, values)
            one.take_step(act, by, Step.Kind.PROPOSED, note)
            one._offer(act, by, times, despite)
            signals.proposed.send(sender=cls, one_to_one=one, by=by, planned_at=None)
        return one

    @classmethod
    @transaction.atomic
    def note(
        cls, *, by: User, person: Person, starts_at: dt.datetime, uid: uuid.UUID | None = None,
        despite: bool = False, invite: bool = False, **values: Any,
    ) -> "OneToOne":  # fmt: skip
        """Note one with a person without account: a time that the two agreed on elsewhere.

        With a fellow member only what has been is noted; what is to come is proposed.
        """
        if known := cls._known(by, uid):
            return known
        refuse_far([starts_at])
        account, is_past = fellow(by, person), starts_at <= timezone.now()
        if account is not None and not is_past:
            raise Refusal(_("%s has an account. Propose a time, so that both of you have it.") % person.first_name)
        if invite:
            cls._refuse_flood(by)
        with one_act(by=by, verb="one_to_one.note", about=person.full_name) as act:
            one = cls._made(act, by, person, account, uid, {**values, "rhythm_agreed": account is None})
            one._refuse_collision(by, [starts_at], despite or is_past)
            one.take_step(act, by, Step.Kind.NOTED)
            act.update(one, state=State.PLANNED, starts_at=starts_at)
            if invite and not is_past:
                act.update(one.other(by), mail=_address_of(person))
            if not is_past:
                signals.planned.send(sender=cls, one_to_one=one, by=by)
        return one

    @transaction.atomic
    def accept(self, *, by: User, starts_at: dt.datetime, despite: bool = False) -> Act:
        """Take one of the times that the other offered. Accepting twice is accepting once."""
        one = self._locked()
        refuse_far([starts_at])
        if one.state == State.PLANNED and one.starts_at == starts_at:
            return record(by=by, verb="one_to_one.accept", about=str(one))
        offered = one.times.exclude(seat__user=by).filter(starts_at=starts_at).first()
        if one.state != State.PROPOSED or offered is None:
            raise Refusal(_("This time is not on offer any more. Look at what is proposed now."))
        if starts_at <= timezone.now():
            raise Refusal(_("This time has passed. Propose another."))
        one._refuse_collision(by, [starts_at], despite)
        one._refuse_taken(offered)
        with one_act(by=by, verb="one_to_one.accept", about=str(one)) as act:
            one.take_step(act, by, Step.Kind.ACCEPTED)
            agreed: dict[str, Any] = {"agreed_at": starts_at, "rhythm_agreed": one.every_weeks is not None}
            act.update(one, state=State.PLANNED, starts_at=starts_at, **agreed)
            signals.planned.send(sender=OneToOne, one_to_one=one, by=by)
        return self._after(act)

    @transaction.atomic
    def move(self, *, by: User, times: Iterable[dt.datetime], note: str = "", despite: bool = False) -> Act:
        """Propose other times; with a person without account, the first is the new time."""
        one, wanted = self._locked(), self._wanted(times)
        one._refuse_ended()
        with one_act(by=by, verb="one_to_one.move", about=str(one)) as act:
            one.take_step(act, by, Step.Kind.MOVED, note)
            if one.is_shared:
                planned_at = one.starts_at
                act.update(one, state=State.PROPOSED, starts_at=None, agreed_at=None)
                one._offer(act, by, wanted, despite)
                signals.proposed.send(sender=OneToOne, one_to_one=one, by=by, planned_at=planned_at)
            else:
                one._refuse_collision(by, wanted[:1], despite)
                act.update(one, starts_at=wanted[0])
                signals.planned.send(sender=OneToOne, one_to_one=one, by=by)
        return self._after(act)

    @transaction.atomic
    def change(self, *, by: User, despite: bool = False, **values: Any) -> Act:
        """Change where, how long, what for, about whom or the rhythm; the other reads it at once."""
        one = self._locked()
        one._refuse_ended()
        new = {name: value for name, value in values.items() if name in CHANGEABLE and getattr(one, name) != value}
        if not new:
            return record(by=by, verb="one_to_one.change", about=str(one))
        if one.starts_at is not None and new.get("minutes", 0) > one.minutes:
            one.minutes = new["minutes"]
            one._refuse_collision(by, [one.starts_at], despite)
            one.refresh_from_db()
        if "every_weeks" in new:  # what both had agreed to is another rhythm now, except where I am alone with it
            new["rhythm_agreed"] = not one.is_shared
        shows = bool(IN_CALENDARS & set(new))
        with one_act(by=by, verb="one_to_one.change", about=str(one)) as act:
            if "every_weeks" in new:
                one.take_step(act, by, Step.Kind.RHYTHM)
            if set(new) - {"every_weeks", "rhythm_agreed"}:
                one.take_step(act, by, Step.Kind.CHANGED)
            act.update(one, **new)
            if one.is_planned and shows:
                signals.planned.send(sender=OneToOne, one_to_one=one, by=by)
        return self._after(act)

    @transaction.atomic
    def decline(self, *, by: User, note: str = "") -> Act:
        """Say no to what the other proposed. Declining twice is declining once."""
        one = self._locked()
        if one.is_planned or (one.is_open and not one.waits_for(by)):
            raise Refusal(_("This is not yours to decline. Cancel it instead."))
        return self._call_off(one, by, "one_to_one.decline", State.DECLINED, note)

    @transaction.atomic
    def cancel(self, *, by: User, note: str = "", ends_rhythm: bool = False) -> Act:
        """Call it off, whoever proposed it. Cancelling twice is cancelling once. The rhythm goes on, unless asked."""
        return self._call_off(self._locked(), by, "one_to_one.cancel", State.CANCELLED, note, ends_rhythm)

    @transaction.atomic
    def end_rhythm(self, *, by: User) -> Act:
        """No next one comes by itself; those that are planned stay. Ending twice is ending once."""
        with one_act(by=by, verb="one_to_one.end_rhythm", about=str(self)) as act:
            one: OneToOne | None = self._locked()
            while one is not None:
                if one.every_weeks is not None:
                    one.take_step(act, by, Step.Kind.RHYTHM)
                    act.update(one, every_weeks=None, rhythm_agreed=False)
                one = one.follower
        return self._after(act)

    # What became of it

    @transaction.atomic
    def hold(self, *, by: User, at: dt.datetime | None = None) -> Act:
        """Say that it took place, and when; the second seat to say so confirms it.

        It becomes a contact of my own tie. Where the two name different times, it stays held until one agrees.
        """
        one = self._locked()
        planned_at, at = one.starts_at, at or one.starts_at
        if at is None:
            raise Refusal(_("No time was agreed. Say when you met."))
        refuse_far([at])
        if at > timezone.now():
            raise Refusal(_("This 1-2-1 has not begun yet. Say so when it has taken place."))
        mine, other = one.seat(by), one.other(by)
        if mine.says_at == at:
            return record(by=by, verb="one_to_one.hold", about=str(one))
        agreed = other.says_at is not None and rules.agree(at, other.says_at)
        taken: dict[str, Any] = {}
        if agreed or other.says_at is None:  # the word that stood first names the time
            starts_at = other.says_at if agreed else at
            taken = {"starts_at": starts_at, "held_on": starts_at.astimezone(one.tzinfo).date()}  # type: ignore[union-attr]  # agreed means that it is there
        with one_act(by=by, verb="one_to_one.hold", about=str(one)) as act:
            one.take_step(act, by, Step.Kind.HELD)
            if agreed:
                taken["agreed_at"] = taken["starts_at"]
            act.update(one, state=State.CONFIRMED if agreed else State.HELD, **taken)
            act.update(mine, says_at=at, confirmed_at=timezone.now())
            one._touch(by, at.astimezone(by.tzinfo).date())
            signals.held.send(sender=OneToOne, one_to_one=one, seat=mine, planned_at=planned_at)
        return self._after(act)

    @transaction.atomic
    def miss(self, *, by: User, note: str = "") -> Act:
        """Say that the other did not come. Nobody is blamed: another time can be proposed."""
        one = self._locked()
        if one.state == State.NO_SHOW:
            return record(by=by, verb="one_to_one.no_show", about=str(one))
        if not one.is_planned or not one.has_begun:
            raise Refusal(_("Only a 1-2-1 whose time has come can be missed."))
        with one_act(by=by, verb="one_to_one.no_show", about=str(one)) as act:
            one.take_step(act, by, Step.Kind.NO_SHOW, note)
            act.update(one, state=State.NO_SHOW)
            signals.no_show.send(sender=OneToOne, one_to_one=one, by=by)
        return self._after(act)

    # How it is done

    def take_step(self, act: Act, by: User, kind: str, note: str = "") -> None:
        """Say who did what; every verb begins so, because an undo takes back the latest step alone."""
        act.create(Step(one_to_one=self, seat=self.seat(by), kind=kind, note=note.strip()))
        self.count_on()

    def give_up(
        self, act: Act, *, by: User, state: str = State.CANCELLED, note: str = "", ends_rhythm: bool = False
    ) -> None:
        """Call it off as part of an act that may do more, such as closing the account."""
        planned_at = self.starts_at
        self.take_step(act, by, ENDING[State(state)], note)
        ended = {"every_weeks": None, "rhythm_agreed": False} if ends_rhythm else {}
        act.update(self, state=state, agreed_at=None, **ended)
        signals.called_off.send(sender=OneToOne, one_to_one=self, by=by, planned_at=planned_at)

    def count_on(self) -> None:
        """One version further. Calendars heed the highest, so it is never taken back, not even by an undo."""
        self.sequence, self.edited_at = self.sequence + 1, timezone.now()
        OneToOne.objects.filter(pk=self.pk).update(sequence=self.sequence, edited_at=self.edited_at)

    @classmethod
    def _known(cls, by: User, uid: uuid.UUID | None) -> "OneToOne | None":
        by.wait_in_line()
        known: OneToOne | None = cls.objects.filter(uid=uid).first() if uid else None
        if known is not None and known.made_by_id != by.pk:
            raise Refusal(_("Someone else has this id. Use a new one."))
        return known

    @classmethod
    def _made(
        cls, act: Act, by: User, person: Person, other: User | None, uid: uuid.UUID | None, values: dict[str, Any]
    ) -> "OneToOne":
        if person.account_id == by.pk or (other is not None and other.pk == by.pk):
            raise Refusal(_("This is you. A 1-2-1 takes two."))
        one = cls(made_by=by, uid=uid or uuid7(), **{"zone": by.zone, **values})
        act.create(one)
        act.create(Seat(one_to_one=one, place=1, user=by, name=by.name, knows=as_kept(by, person)))
        knows = as_kept(other, by.person) if other is not None else None
        name = other.name if other is not None else person.full_name
        act.create(Seat(one_to_one=one, place=2, user=other, name=name, knows=knows))
        return one

    def _locked(self) -> "OneToOne":
        one: OneToOne = OneToOne.objects.select_for_update().get(pk=self.pk)
        return one

    def _after(self, act: Act) -> Act:
        self.refresh_from_db()
        return act

    @staticmethod
    def _wanted(times: Iterable[dt.datetime]) -> list[dt.datetime]:
        wanted = sorted(set(times))
        if not wanted:
            raise Refusal(_("Offer one time at least."))
        refuse_far(wanted)
        if len(wanted) > rules.MOST_TIMES:
            raise Refusal(_("Offer %(most)s times at most.") % {"most": rules.MOST_TIMES})
        if wanted[0] <= timezone.now():
            raise Refusal(_("This time has passed. Offer one that is still to come."))
        return wanted

    def _offer(self, act: Act, by: User, times: Iterable[dt.datetime], despite: bool) -> None:
        wanted = self._wanted(times)
        self._refuse_collision(by, wanted, despite)
        for old in self.times.all():
            act.remove(old)
        for starts_at in wanted:
            act.create(ProposedTime(one_to_one=self, seat=self.seat(by), starts_at=starts_at, despite=despite))

    def _refuse_collision(self, by: User, times: Iterable[dt.datetime], despite: bool) -> None:
        for starts_at in times if not despite else ():
            if others := OneToOne.objects.colliding(by, starts_at, self.minutes, without=self.pk):
                raise Collides(others, by)

    def _refuse_taken(self, offered: ProposedTime) -> None:
        """Whoever offered this time may have planned something else since; what it is stays theirs."""
        who = offered.seat.user
        if who is None or offered.despite:
            return
        if OneToOne.objects.colliding(who, offered.starts_at, self.minutes, without=self.pk):
            said = {"name": offered.seat.first_name}
            raise Refusal(_("%(name)s is not free then any more. Take another time, or propose others.") % said)

    @classmethod
    def _refuse_flood(cls, by: User) -> None:
        """Each that is proposed or goes out as an invitation is a letter of this house to somebody."""
        if cls.objects.asked_lately(by).count() >= rules.MOST_ASKED:
            raise Refusal(_("You asked %(n)s people since yesterday. Ask more tomorrow.") % {"n": rules.MOST_ASKED})

    def _refuse_ended(self) -> None:
        if not self.is_open:
            raise Refusal(_("This 1-2-1 is over. Plan a new one."))

    def _call_off(self, one: "OneToOne", by: User, verb: str, state: str, note: str, ends_rhythm: bool = False) -> Act:
        if one.state == state:
            return record(by=by, verb=verb, about=str(one))
        one._refuse_ended()
        with one_act(by=by, verb=verb, about=str(one)) as act:
            one.give_up(act, by=by, state=state, note=note, ends_rhythm=ends_rhythm)
        return self._after(act)

    def _touch(self, by: User, day: dt.date) -> None:
        """My own tie remembers the contact, once however often I say so."""
        person = self.person_for(by)
        if person is None:
            return
        uid = touch_uid(self, by)
        known = Touch.objects.filter(owner=by, uid=uid).first()
        if known is not None:
            known.correct(by=by, on=day, deleted_at=None)
        else:
            Tie.objects.between(by, person).touch(by=by, kind=TOUCH[Where(self.where)], on=day, uid=uid)


def refuse_far(times: Iterable[dt.datetime]) -> None:
    """A slip in the year is said, not planned."""
    if any(at.year not in rules.YEARS for at in times):
        raise Refusal(_("That is another century. Look at the year."))


def touch_uid(one: Meeting, user: User) -> uuid.UUID:
    """The id of the touch that a held 1-2-1 is on my own tie.

    One that came from a calendar has the id of the contact that the calendar had made, and that is one made of a name
    (version 5): so there is never a second contact beside it.
    """
    is_from_calendar = one.uid.version == 5 and one.made_by_id == user.pk
    return one.uid if is_from_calendar else uuid.uuid5(one.uid, f"touch:{user.uid}")


def fellow(by: User, person: Person) -> User | None:
    """The account behind a person, where the two share a group today: only then can it be asked."""
    account = account_of(person)
    if person.account_id == by.pk:
        raise Refusal(_("This is you. A 1-2-1 takes two."))
    if account is None or not fellow_people(by).filter(pk=account.pk).exists():
        return None
    return account.account


def _address_of(person: Person) -> str:
    address = person.mail.value.strip() if person.mail else ""
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Refusal(_("No mail address of %s is known. Add it first.") % person.first_name) from wrong
    return address
