"""A 1-2-1 of two who were paired belongs to their pair, without anybody saying so; to propose one is to accept."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cookout.core.models import User, record
from cookout.one_to_ones import signals
from cookout.one_to_ones.models import OneToOne, Seat
from cookout.rounds.models import Pairing, PairingReply, Round

AROUND = dt.timedelta(days=14)
"""So long before the round and after it a 1-2-1 counts as what was planned."""


def link_proposed(sender: Any, one_to_one: OneToOne, by: User, **kwargs: Any) -> None:
    """Times are on offer."""
    times = one_to_one.times.order_by("starts_at").values_list("starts_at", flat=True)
    _link(one_to_one, times.first(), by=by)


def link_planned(sender: Any, one_to_one: OneToOne, by: User, **kwargs: Any) -> None:
    """A time is agreed."""
    _link(one_to_one, one_to_one.starts_at, by=by)


def link_held(sender: Any, one_to_one: OneToOne, seat: Seat, **kwargs: Any) -> None:
    """It took place, also where nobody had planned it here."""
    if seat.user is not None:
        _link(one_to_one, one_to_one.starts_at, by=seat.user)


def unlink(sender: Any, one_to_one: OneToOne, by: User, **kwargs: Any) -> None:
    """Declined or called off: the two are where they were, and find another time."""
    rows = list(Pairing.objects.standing().filter(one_to_one=one_to_one))
    if not rows:
        return
    act = record(by=by, verb="pairing.unlink", about=str(one_to_one))
    for row in rows:
        act.update(row, one_to_one=None)


def _link(one: OneToOne, at: dt.datetime | None, *, by: User) -> None:
    row = _pairing_for(one, at or timezone.now())
    if row is None:
        return
    seat, is_new = row.seat_of(by), row.one_to_one_id != one.pk
    has_said = seat is None or row.says(seat) == PairingReply.Says.ACCEPTED
    if has_said and not is_new:
        return
    act = record(by=by, verb="pairing.link", about=str(row))
    act.update(row, one_to_one=one)
    if seat is not None:
        row.reply(act, seat, PairingReply.Says.ACCEPTED, by=by)


def _pairing_for(one: OneToOne, at: dt.datetime) -> Pairing | None:
    """The pair of these two in a round that is on, the nearest week first; the round is locked as for an answer."""
    users = list(Seat.objects.filter(one_to_one=one).values_list("user", flat=True))
    if len(users) != 2 or None in users:
        return None
    here, there = users
    two = Q(first__user=here, second__user=there) | Q(first__user=there, second__user=here)
    day = at.astimezone(one.tzinfo).date()
    rows = Pairing.objects.standing().filter(two, round__in=Round.objects.announced().values("pk"))
    rows = rows.select_related("round", "first", "second", "one_to_one").prefetch_related("replies")
    fitting = [row for row in rows if _is_free(row, one) and _is_near(row, day)]
    if not fitting:
        return None
    nearest = min(fitting, key=lambda row: (row.one_to_one_id != one.pk, abs(row.monday - day)))
    Round.objects.select_for_update().get(pk=nearest.round_id)
    return rows.filter(pk=nearest.pk).first()


def _is_free(row: Pairing, one: OneToOne) -> bool:
    """Whether no other 1-2-1 has come of it."""
    known = row.one_to_one
    return (
        known is None or known.pk == one.pk or known.deleted_at is not None or not (known.is_open or known.took_place)
    )


def _is_near(row: Pairing, day: dt.date) -> bool:
    return row.round.starts_on - AROUND <= day <= row.round.ends_on + AROUND


def connect() -> None:
    """Listen."""
    for signal, receiver in (
        (signals.proposed, link_proposed),
        (signals.planned, link_planned),
        (signals.held, link_held),
        (signals.called_off, unlink),
    ):
        signal.connect(receiver, dispatch_uid=f"rounds.{receiver.__name__}")
