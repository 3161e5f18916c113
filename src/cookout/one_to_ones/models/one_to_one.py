"""The 1-2-1: a private meeting of two people to know each other's business and person, shared by both sides."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.models.user import validate_zone
from cookout.core.refusal import Refusal
from cookout.one_to_ones import rules, signals
from cookout.one_to_ones.models.kinds import TOUCH, Focus, State, Where
from cookout.one_to_ones.models.seat import ProposedTime, Seat, Step
from cookout.one_to_ones.models.whom import account_of, as_kept, seats_knowing
from cookout.people.models import Person
from cookout.ties.models import Tie, Touch

MOST_TIMES = 5
LOOK_BACK = dt.timedelta(hours=12)
"""No 1-2-1 is longer, so an earlier one cannot collide."""


class Collides(Refusal):
    """I have another 1-2-1 at that time; `despite` says that I know."""

    def __init__(self, others: "Sequence[OneToOne]", user: User) -> None:
        names = ", ".join(one.other(user).name for one in others)
        super().__init__(_("You have a 1-2-1 with %s at that time. Take another time, or keep both.") % names)
        self.others = others


class OneToOneQuerySet(models.QuerySet["OneToOne"]):
    """Sets of 1-2-1s."""

    def visible_to(self, user: User) -> Self:
        """Those in which one has a seat."""
        return self.filter(seats__user=user, deleted_at=None)

    def with_seats(self) -> Self:
        """Fetch both seats and whom they know."""
        return self.prefetch_related("seats__user", "seats__knows", "times")

    def open(self) -> Self:
        """Proposed or planned."""
        return self.filter(state__in=rules.OPEN)

    def planned(self) -> Self:
        """With an agreed time, not yet held."""
        return self.filter(state=State.PLANNED)

    def took_place(self) -> Self:
        """Held, whether one or both say so."""
        return self.filter(state__in=rules.TOOK_PLACE)

    def of(self, user: User, person: Person) -> Self:
        """Those with one person, under whichever row of the book the person is known."""
        return self.visible_to(user).filter(pk__in=seats_knowing(user, person).values("one_to_one"))

    def colliding(
        self, user: User, start: dt.datetime, minutes: int, *, without: int | None = None
    ) -> "list[OneToOne]":
        """My planned ones that share a minute with this time."""
        end = start + dt.timedelta(minutes=minutes)
        near = self.visible_to(user).planned().filter(starts_at__lt=end, starts_at__gt=start - LOOK_BACK)
        found = near.exclude(pk=without or 0).with_seats().order_by("starts_at")
        return [one for one in found if one.starts_at and rules.overlap(start, minutes, one.starts_at, one.minutes)]


class OneToOne(Identified, Deletable):
    """One meeting of two."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="one_to_ones_made"
    )
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED, editable=False)
    focus = models.CharField(_("about whom"), max_length=6, choices=Focus, default=Focus.BOTH)
    starts_at = models.DateTimeField(_("when"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    minutes = models.PositiveSmallIntegerField(_("how long"), default=rules.MINUTES)
    held_on = models.DateField(_("held on"), null=True, blank=True, editable=False)
    where = models.CharField(_("how"), max_length=9, choices=Where, default=Where.IN_PERSON)
    place = models.CharField(_("where"), max_length=300, blank=True)
    agenda = models.TextField(_("what for"), blank=True, help_text=_("Both of you read this."))
    every_weeks = models.PositiveSmallIntegerField(_("every how many weeks"), null=True, blank=True)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next", editable=False
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(auto_now=True)

    objects = OneToOneQuerySet.as_manager()

    class Meta:
        verbose_name = _("1-2-1")
        verbose_name_plural = _("1-2-1s")
        constraints = [
            models.UniqueConstraint(fields=["made_by", "uid"], name="one_to_one_uid_unique"),
            models.CheckConstraint(
                name="one_to_one_has_a_time",
                condition=~Q(state__in=["planned", "held", "confirmed", "no_show"]) | Q(starts_at__isnull=False),
            ),
            models.CheckConstraint(name="one_to_one_length", condition=Q(minutes__gte=5, minutes__lte=600)),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="one_to_one_by_state")]

    def __str__(self) -> str:
        return " – ".join(seat.name for seat in self.seats.all())

    def get_absolute_url(self) -> str:
        """The page of this 1-2-1."""
        return reverse("one_to_ones:one_to_one_detail", args=[self.uid])

    # Who sits where

    def seat(self, user: User) -> Seat:
        """My seat."""
        return next(seat for seat in self.seats.all() if seat.user_id == user.pk)

    def other(self, user: User) -> Seat:
        """The seat that is not mine."""
        return next(seat for seat in self.seats.all() if seat.user_id != user.pk)

    def person_for(self, user: User) -> Person | None:
        """The other one as I know them, where I may still see them."""
        knows = self.seat(user).knows_id
        return Person.objects.visible_to(user).filter(pk=knows).first() if knows else None

    def about(self, user: User) -> str:
        """About whom it is, seen from me: `me`, `them` or `both`."""
        if self.focus == Focus.BOTH:
            return "both"
        return "me" if (self.focus == Focus.FIRST) == (self.seat(user).place == 1) else "them"

    @property
    def ends_at(self) -> dt.datetime | None:
        """When it ends."""
        return self.starts_at + dt.timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def is_open(self) -> bool:
        """Proposed or planned."""
        return self.state in rules.OPEN

    @property
    def took_place(self) -> bool:
        """Held, whether one or both say so."""
        return self.state in rules.TOOK_PLACE

    @property
    def is_shared(self) -> bool:
        """Whether both have accounts, so that both can say something."""
        return all(seat.user_id for seat in self.seats.all())

    def last_moved_by(self, user: User) -> bool:
        """Whether the latest step was this user's."""
        step = self.steps.select_related("seat").last()
        return step is None or step.seat.user_id == user.pk

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """A shared record is taken back only by who moved it last."""
        return self.last_moved_by(by)

    # Verbs

    @classmethod
    @transaction.atomic
    def propose(
        cls, *, by: User, person: Person, times: Iterable[dt.datetime], uid: uuid.UUID | None = None,
        note: str = "", despite: bool = False, **values: Any,
    ) -> "OneToOne":  # fmt: skip
        """Offer times to a fellow member. The same `uid` again is the same 1-2-1."""
        if known := cls._known(by, uid):
            return known
        account = account_of(person)
        if account is None or account.account_id == by.pk:
            raise Refusal(_("Only someone with an account can be asked here. Note the 1-2-1 instead."))
        one = cls._make(by, person, account.account, uid, values)
        one._step(by, Step.Kind.PROPOSED, note)
        one._offer(times, by=by, despite=despite)
        signals.proposed.send(sender=cls, one_to_one=one, by=by, moved=False)
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
        account = account_of(person)
        if account is not None and starts_at > timezone.now():
            raise Refusal(_("%s has an account. Propose a time, so that both of you have it.") % person.first_name)
        one = cls._make(by, person, account.account if account else None, uid, values)
        one._refuse_collision(by, [starts_at], despite or starts_at <= timezone.now())
        one._step(by, Step.Kind.NOTED)
        one._put(by, state=State.PLANNED, starts_at=starts_at)
        if invite or starts_at > timezone.now():
            signals.planned.send(sender=cls, one_to_one=one, by=by, invite=invite)
        return one

    @transaction.atomic
    def accept(self, *, by: User, starts_at: dt.datetime, despite: bool = False) -> Act:
        """Take one of the times that the other offered. Accepting twice is accepting once."""
        one = self._locked()
        if one.state == State.PLANNED and one.starts_at == starts_at:
            return record(by=by, verb="one_to_one.accept", about=str(one))
        offered = one.times.exclude(seat__user=by).filter(starts_at=starts_at).exists()
        if one.state != State.PROPOSED or not offered:
            raise Refusal(_("This time is not on offer any more. Look at what is proposed now."))
        if starts_at <= timezone.now():
            raise Refusal(_("This time has passed. Propose another."))
        one._refuse_collision(by, [starts_at], despite)
        one._step(by, Step.Kind.ACCEPTED)
        act = one._put(by, state=State.PLANNED, starts_at=starts_at, sequence=one.sequence + 1)
        signals.planned.send(sender=OneToOne, one_to_one=one, by=by, invite=True)
        self.refresh_from_db()
        return act

    @transaction.atomic
    def move(self, *, by: User, times: Iterable[dt.datetime], note: str = "", despite: bool = False) -> Act:
        """Propose other times; with a person without account, the first is the new time."""
        one, times = self._locked(), sorted(set(times))
        one._refuse_ended()
        one._step(by, Step.Kind.MOVED, note)
        if not one.is_shared:
            one._refuse_collision(by, times[:1], despite)
            act = one._put(by, starts_at=times[0], sequence=one.sequence + 1)
            signals.planned.send(sender=OneToOne, one_to_one=one, by=by, invite=True)
        else:
            was_planned = one.state == State.PLANNED
            act = one._put(by, state=State.PROPOSED, starts_at=None, sequence=one.sequence + 1)
            one._offer(times, by=by, despite=despite)
            signals.proposed.send(sender=OneToOne, one_to_one=one, by=by, moved=was_planned)
        self.refresh_from_db()
        return act

    @transaction.atomic
    def change(self, *, by: User, **values: Any) -> Act:
        """Change where, how long, what for or the rhythm; the other reads it at once."""
        one = self._locked()
        one._refuse_ended()
        one._step(by, Step.Kind.CHANGED)
        act = one._put(by, **values, sequence=one.sequence + 1)
        if one.state == State.PLANNED:
            signals.planned.send(sender=OneToOne, one_to_one=one, by=by, invite=True)
        self.refresh_from_db()
        return act

    @transaction.atomic
    def decline(self, *, by: User, note: str = "") -> Act:
        """Say no to what the other proposed. Declining twice is declining once."""
        return self._call_off(by, State.DECLINED, Step.Kind.DECLINED, note)

    @transaction.atomic
    def cancel(self, *, by: User, note: str = "") -> Act:
        """Call it off, whoever proposed it. Cancelling twice is cancelling once."""
        return self._call_off(by, State.CANCELLED, Step.Kind.CANCELLED, note)

    @transaction.atomic
    def hold(self, *, by: User, at: dt.datetime | None = None) -> Act:
        """Say that it took place, and when; the second seat to say so confirms it.

        It becomes a contact of my own tie. Where the two name different times, it stays held until one agrees.
        """
        one = self._locked()
        at = at or one.starts_at
        if one.state in {State.PROPOSED, State.DECLINED} or at is None:
            raise Refusal(_("No time was agreed. Note a 1-2-1 with the day on which you met."))
        if at > timezone.now():
            raise Refusal(_("This 1-2-1 has not begun yet. Say so when it has taken place."))
        mine, other = one.seat(by), one.other(by)
        if mine.says_at == at:
            return record(by=by, verb="one_to_one.hold", about=str(one))
        agreed = other.says_at is not None and rules.agree(at, other.says_at)
        day = at.astimezone(by.tzinfo).date()
        first: dict[str, Any] = {} if other.says_at is not None else {"starts_at": at, "held_on": day}
        with one_act(by=by, verb="one_to_one.hold", about=str(one)) as act:
            one._step(by, Step.Kind.HELD)
            one._put(by, state=State.CONFIRMED if agreed else State.HELD, **first)
            act.update(mine, says_at=at, confirmed_at=timezone.now())
            one._touch(by, day)
        signals.held.send(sender=OneToOne, one_to_one=one, seat=mine)
        self.refresh_from_db()
        return act

    @transaction.atomic
    def miss(self, *, by: User, note: str = "") -> Act:
        """Say that the other did not come. Nobody is blamed: another time can be proposed."""
        one = self._locked()
        if one.state == State.NO_SHOW:
            return record(by=by, verb="one_to_one.no_show", about=str(one))
        if one.state != State.PLANNED or one.starts_at is None or one.starts_at > timezone.now():
            raise Refusal(_("Only a 1-2-1 whose time has come can be missed."))
        one._step(by, Step.Kind.NO_SHOW, note)
        act = one._put(by, state=State.NO_SHOW)
        signals.no_show.send(sender=OneToOne, one_to_one=one, by=by)
        self.refresh_from_db()
        return act

    # How it is done

    _act: Act

    @classmethod
    def _known(cls, by: User, uid: uuid.UUID | None) -> "OneToOne | None":
        return cls.objects.filter(made_by=by, uid=uid).first() if uid else None

    @classmethod
    def _make(cls, by: User, person: Person, other: User | None, uid: uuid.UUID | None, values: Any) -> "OneToOne":
        if person.account_id == by.pk or (other is not None and other.pk == by.pk):
            raise Refusal(_("This is you. A 1-2-1 takes two."))
        act = record(by=by, verb="one_to_one.make", about=person.full_name)
        one = cls(made_by=by, uid=uid or uuid7(), **{"zone": by.zone, **values})
        act.create(one)
        mine = Seat(one_to_one=one, place=1, user=by, name=by.name, knows=as_kept(by, person))
        theirs = Seat(one_to_one=one, place=2, user=other, name=person.full_name)
        if other is not None:
            theirs.name, theirs.knows = other.name, as_kept(other, by.person)
        act.create(mine)
        act.create(theirs)
        return one

    def _locked(self) -> "OneToOne":
        return OneToOne.objects.select_for_update().get(pk=self.pk)

    def _step(self, by: User, kind: str, note: str = "") -> None:
        # The first row of the act, hence the last that an undo takes back: `last_moved_by` still sees it.
        act = record(by=by, verb=f"one_to_one.{kind}", about=str(self))
        act.create(Step(one_to_one=self, seat=self.seat(by), kind=kind, note=note.strip()))
        self._act = act

    def _put(self, by: User, **values: Any) -> Act:
        self._act.update(self, **values)
        return self._act

    def _offer(self, times: Iterable[dt.datetime], *, by: User, despite: bool) -> None:
        wanted = sorted(set(times))[:MOST_TIMES]
        if not wanted:
            raise Refusal(_("Offer one time at least."))
        if wanted[0] <= timezone.now():
            raise Refusal(_("This time has passed. Offer one that is still to come."))
        self._refuse_collision(by, wanted, despite)
        for old in self.times.all():
            self._act.remove(old)
        for starts_at in wanted:
            self._act.create(ProposedTime(one_to_one=self, seat=self.seat(by), starts_at=starts_at))

    def _refuse_collision(self, by: User, times: Iterable[dt.datetime], despite: bool) -> None:
        for starts_at in times if not despite else ():
            if others := OneToOne.objects.colliding(by, starts_at, self.minutes, without=self.pk):
                raise Collides(others, by)

    def _refuse_ended(self) -> None:
        if not self.is_open:
            raise Refusal(_("This 1-2-1 is over. Plan a new one."))

    def _call_off(self, by: User, state: str, kind: str, note: str) -> Act:
        one = self._locked()
        if one.state == state:
            return record(by=by, verb=f"one_to_one.{kind}", about=str(one))
        one._refuse_ended()
        was_planned = one.state == State.PLANNED
        one._step(by, kind, note)
        act = one._put(by, state=state, sequence=one.sequence + 1)
        signals.called_off.send(sender=OneToOne, one_to_one=one, by=by, was_planned=was_planned)
        self.refresh_from_db()
        return act

    def _touch(self, by: User, day: dt.date) -> None:
        """My own tie remembers the contact, once however often I say so."""
        person, uid = self.person_for(by), uuid.uuid5(self.uid, f"touch:{by.uid}")
        if person is None:
            return
        known = Touch.objects.filter(owner=by, uid=uid).first()
        if known is not None:
            known.correct(by=by, on=day, deleted_at=None)
        else:
            Tie.objects.between(by, person).touch(by=by, kind=TOUCH[Where(self.where)], on=day, uid=uid)
