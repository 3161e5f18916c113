"""A speed evening: tables and turns, so that nobody sits with the same person twice."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable
from typing import Any, Self

import numpy as np
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.events.models import today_in
from cookout.groups.models import Group, Membership
from cookout.rounds.models.evening_asked import FEWEST, AskedEvening
from cookout.science.pairing.evening import without
from cookout.science.pairing.evening_instance import GONE, OUT, Seating
from cookout.science.pairing.instance import Ints

SEEDS = 2**31
A_YEAR = dt.timedelta(days=366)


class SpeedEveningQuerySet(models.QuerySet["SpeedEvening"]):
    """Sets of speed evenings."""

    def visible_to(self, user: User) -> Self:
        """Those of the groups one may see."""
        return self.filter(group__in=Group.objects.visible_to(user).values("pk"), deleted_at=None)

    def led_by(self, user: User) -> Self:
        """Those that one may change."""
        return self.filter(group__in=Group.objects.led_by(user).values("pk"), deleted_at=None)


class SpeedEvening(Identified, Deletable):
    """One evening of a group: so many tables with so many seats, so many turns."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="speed_evenings")
    on = models.DateField(_("day"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    tables = models.PositiveSmallIntegerField(_("tables"))
    seats = models.PositiveSmallIntegerField(_("seats at a table"), default=2)
    turns = models.PositiveSmallIntegerField(_("turns"))
    minutes = models.PositiveSmallIntegerField(_("minutes a turn"), default=10)
    is_apart = models.BooleanField(_("different classifications"), default=True)
    seed = models.BigIntegerField(_("seed"))
    value = models.BigIntegerField(_("sum of gains"), default=0, editable=False)
    repeats = models.PositiveIntegerField(_("meetings of two who met before"), default=0, editable=False)
    fewest_repeats = models.PositiveIntegerField(_("what no seating is below"), default=0, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SpeedEveningQuerySet.as_manager()

    class Meta:
        verbose_name = _("speed evening")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="speed_evening_uid_unique"),
            models.CheckConstraint(
                name="speed_evening_sizes", condition=Q(tables__gte=1, seats__gte=2, turns__gte=1, minutes__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return date_format(self.on)

    @classmethod
    @transaction.atomic
    def plan(
        cls,
        *,
        by: User,
        group: Group,
        on: dt.date,
        absent: Iterable[Membership] = (),
        seats: int = 2,
        tables: int | None = None,
        turns: int | None = None,
        minutes: int = 10,
        starts_at: dt.time | None = None,
        is_apart: bool = True,
        seed: int | None = None,
        uid: uuid.UUID | None = None,
    ) -> "SpeedEvening":
        """Seat the members who come; tables and turns that are not said are as many as fit. The same uid is once."""
        group.lock()
        if uid is not None and (known := cls.objects.filter(uid=uid).first()) is not None:
            return _of(known, group)
        _refuse_strange_day(on, group)
        if starts_at is not None and starts_at.tzinfo is not None:
            raise Refusal(_("Say the time as the clock shows it where you meet, without a zone: 18:30."))
        asked = AskedEvening.of(
            group, on, absent=absent, tables=tables, seats=seats, turns=turns, minutes=minutes, is_apart=is_apart
        )
        evening = cls(
            group=group, on=on, starts_at=starts_at, tables=asked.evening.tables, seats=seats,
            turns=asked.evening.turns, minutes=minutes, is_apart=is_apart, seed=_seed(seed), made_by=by,
            **({} if uid is None else {"uid": uid}),
        )  # fmt: skip
        evening._seat(asked, record(by=by, verb="speed_evening.plan", about=group.name))
        return evening

    @transaction.atomic
    def again(self, *, by: User, seed: int | None = None) -> "SpeedEvening":
        """Seat the same people anew, from another seed, in place of this evening; one undo brings this one back."""
        one = self._locked()
        one._refuse_over()
        asked = one._asked()
        values = {name: getattr(one, name) for name in ("group", "on", "starts_at", "seats", "minutes", "is_apart")}
        fresh = SpeedEvening(
            **values, tables=one.tables, turns=asked.evening.turns, seed=_seed(seed, besides=one.seed), made_by=by
        )
        act = record(by=by, verb="speed_evening.again", about=one.group.name)
        act.remove(one)
        fresh._seat(asked, act)
        return fresh

    @transaction.atomic
    def without(self, *, by: User, membership: Membership, turn: int = 1) -> Act:
        """Somebody does not come, or goes: from this turn on the others sit on, moved as little as can be."""
        one = self._locked()
        if not 1 <= turn <= one.turns:
            raise Refusal(_("This evening has turns 1 to %s.") % one.turns)
        seats = list(one.places.filter(turn__gte=turn, membership=membership))
        act = record(by=by, verb="speed_evening.without", about=membership.name)
        if not seats:
            return act
        asked = one._asked()
        if len(asked.memberships) <= FEWEST:  # who sits with whom would tell who does not wish to
            raise Refusal(
                _("%s are at this evening, and fewer are none. Sit on as it stands.") % len(asked.memberships)
            )
        seating = without(asked.evening, one._place(asked), asked.places[membership.pk], turn - 1)
        one._change(act, asked, seating)
        self.refresh_from_db()
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """It does not take place. Removing twice is removing once."""
        act = record(by=by, verb="speed_evening.remove", about=self.group.name)
        if self.deleted_at is None:
            act.remove(self)
        return act

    def get_absolute_url(self) -> str:
        """The page of this evening."""
        return reverse("rounds:evening_detail", args=[self.uid])

    def time_of(self, turn: int) -> str:
        """From when to when a turn goes; empty where the evening has no time."""
        if self.starts_at is None:
            return ""
        begin = dt.datetime.combine(self.on, self.starts_at) + dt.timedelta(minutes=(turn - 1) * self.minutes)
        end = begin + dt.timedelta(minutes=self.minutes)
        return f"{time_format(begin.time(), 'TIME_FORMAT')} – {time_format(end.time(), 'TIME_FORMAT')}"

    def _locked(self) -> "SpeedEvening":
        rows = SpeedEvening.objects.select_for_update(of=("self",)).select_related("group")
        found = rows.filter(pk=self.pk, deleted_at=None).first()
        if found is None:
            raise Refusal(_("This evening was taken away meanwhile."))
        return found

    def _asked(self) -> AskedEvening:
        """What is asked of those who have a seat at it."""
        present = self.group.memberships.filter(pk__in=self.places.values("membership"))
        return AskedEvening.among(
            present, self.group, self.on, tables=self.tables, seats=self.seats, turns=self.turns,
            is_apart=self.is_apart,
        )  # fmt: skip

    def _seat(self, asked: AskedEvening, act: Act) -> None:
        """Keep a seating of these people."""
        seating = asked.seated(self.seed)
        self.value, self.repeats, self.fewest_repeats = seating.value, seating.repeats, seating.fewest_repeats
        act.create(self)
        SpeedSeat.objects.bulk_create(
            SpeedSeat(evening=self, turn=turn + 1, table=None if table == OUT else table + 1, membership=member)
            for turn, tables in enumerate(seating.place.tolist())
            for member, table in zip(asked.memberships, tables, strict=True)
        )

    def _place(self, asked: AskedEvening) -> Ints:
        """The seats as the science reads them."""
        place = np.full((self.turns, len(asked.memberships)), GONE)
        for turn, table, membership in self.places.values_list("turn", "table", "membership"):
            place[turn - 1, asked.places[membership]] = OUT if table is None else table - 1
        return place

    def _change(self, act: Act, asked: AskedEvening, seating: Seating) -> None:
        """Write what has changed of the seats, and what the evening is worth now."""
        for seat in self.places.all():
            table = int(seating.place[seat.turn - 1, asked.places[seat.membership_id]])
            if table == GONE:
                act.remove(seat)
            else:
                act.update(seat, table=None if table == OUT else table + 1)
        act.update(self, value=seating.value, repeats=seating.repeats, fewest_repeats=seating.fewest_repeats)

    def _refuse_over(self) -> None:
        if self.on < today_in(self.group):
            raise Refusal(_("This evening is over. Plan another one."))

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Who no longer leads changes nothing here, not even back."""
        return self.group.is_led_by(by)


class SpeedSeat(models.Model):
    """Who sits where in which turn; no table: she sits that turn out."""

    evening = models.ForeignKey(SpeedEvening, on_delete=models.CASCADE, related_name="places")
    turn = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("seat at a speed evening")
        verbose_name_plural = _("seats at a speed evening")
        ordering = ["turn", "table", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evening", "turn", "membership"], name="speed_seat_once_a_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.turn}: {self.membership.name}"

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """By who leads."""
        return self.evening.group.is_led_by(by)


def _of(known: SpeedEvening, group: Group) -> SpeedEvening:
    if known.group_id != group.pk:
        raise Refusal(_("This id is taken. Leave it out, then one is made."))
    return known


def _seed(said: int | None, besides: int | None = None) -> int:
    """A seed that was said, or another by lot."""
    seed = secrets.randbelow(SEEDS) if said is None else said
    if not 0 <= seed < 2**63:
        raise Refusal(_("A seed is a whole number from 0 on, with 18 digits at most."))
    return seed if said is not None or seed != besides else (seed + 1) % SEEDS


def _refuse_strange_day(on: dt.date, group: Group) -> None:
    today = today_in(group)
    if on < today:
        raise Refusal(_("That day is over. Choose a day to come."))
    if on > today + A_YEAR:
        raise Refusal(_("That is more than a year away. Look at the year."))
