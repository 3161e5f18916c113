"""Rounds made by hand, for the tests of several rooms: members who sat long ago, pairs without an engine, past acts."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cookout.core.models import User, WorkState
from cookout.core.testing import make_user
from cookout.groups.models import Group, Membership
from cookout.one_to_ones.models import OneToOne, Seat, State
from cookout.referrals.models import Party, Referral
from cookout.referrals.models import State as Standing
from cookout.rounds.models import Draw, Pairing, PairingReply, Round, Slot

SINCE = dt.date(2024, 1, 1)
"""Everybody sits in the group since."""


def monday(weeks: int = 1) -> dt.date:
    """The Monday so many weeks from this one."""
    today = timezone.localdate()
    return today + dt.timedelta(days=7 * weeks - today.weekday())


def seat(group: Group, who: User | str, **fields: Any) -> Membership:
    """A membership since long; of a name alone, without account."""
    user = who if isinstance(who, User) else None
    name = who.name if isinstance(who, User) else who
    return Membership.objects.create(group=group, user=user, name=name, **{"joined_on": SINCE, **fields})


def chapter(*who: User | str, name: str = "Riverside", **fields: Any) -> tuple[Group, list[Membership]]:
    """A group and its members, in the order given."""
    group = Group.objects.create(name=name, **fields)
    return group, [seat(group, one) for one in who]


def strangers(*names: str) -> list[User]:
    """Accounts of these names."""
    return [make_user(name) for name in names]


def made_round(group: Group, *, starts_on: dt.date | None = None, weeks: int = 4, **fields: Any) -> Round:
    """A draft whose plan is made, and empty."""
    values = {"seed": 7, "hat": 0, "value": 0, "upper_bound": 0, "engine": "by hand", "planned_at": timezone.now()}
    values |= {"starts_on": starts_on or monday(), "weeks": weeks, "most": weeks, "work_state": WorkState.DONE}
    return Round.objects.create(group=group, **{**values, **fields})


def announced(
    group: Group, pairs: Iterable[tuple[Membership, Membership, int]] = (), **fields: Any
) -> tuple[Round, list[Pairing]]:
    """A round that the members know of, with these pairs and their weeks."""
    made = made_round(group, **fields)
    rows = [paired(made, first, second, week) for first, second, week in pairs]
    made.value = made.upper_bound = sum(row.gain for row in rows)
    made.announced_at = timezone.now()
    made.save(update_fields=["value", "upper_bound", "announced_at"])
    return made, rows


def paired(made: Round, one: Membership, other: Membership, week: int = 1, **fields: Any) -> Pairing:
    """One pair of a round, the lower key first, as the plan wants it."""
    first, second = sorted((one, other), key=lambda seat: seat.pk)
    values = {"slot": Slot.MORNING, "gain": 100, "reasons": [["new", 0]]}
    return Pairing.objects.create(round=made, first=first, second=second, week=week, **{**values, **fields})


def drawn(made: Round, *pairs: Pairing, number: int = 1) -> Draw:
    """A draw in which these pairs came out of the hat."""
    seats = sorted({seat for pair in pairs for seat in (pair.first_id, pair.second_id)})
    places = [[seats.index(pair.first_id), seats.index(pair.second_id)] for pair in pairs]
    draw = Draw.objects.create(
        round=made, number=number, policy="hat-1", seed=7, redraws=0, ways=["free"], members=seats,
        turns=[0] * len(seats), candidates=[[*place, 1.0] for place in places], pairs=places, sits_out=[],
    )  # fmt: skip
    Pairing.objects.filter(pk__in=[pair.pk for pair in pairs]).update(draw=draw)
    return draw


def replied(pairing: Pairing, seat: Membership, says: str = PairingReply.Says.ACCEPTED) -> PairingReply:
    """What one of the two said."""
    values = {"says": says, "said_at": timezone.now(), "said_by": seat.user}
    return PairingReply.objects.create(pairing=pairing, membership=seat, **values)


def met(one: User, other: User, on: dt.date, *, state: str = State.CONFIRMED) -> OneToOne:
    """A 1-2-1 of a day, confirmed by both unless said otherwise."""
    at = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    made = OneToOne.objects.create(made_by=one, state=state, starts_at=at, held_on=on, zone="UTC")
    for place, user in enumerate((one, other), 1):
        says = at if state == State.CONFIRMED or place == 1 else None
        Seat.objects.create(one_to_one=made, place=place, user=user, name=user.name, says_at=says)
    return made


def gave(giver: User, receiver: User, at: dt.datetime | dt.date, *, state: str = Standing.ACCEPTED) -> Referral:
    """A referral that was accepted at that moment, or at noon of that day."""
    if not isinstance(at, dt.datetime):
        at = dt.datetime.combine(at, dt.time(12), tzinfo=dt.UTC)
    accepted = None if state == Standing.GIVEN else at
    made = Referral.objects.create(
        made_by=giver, state=state, given_on=at.date(), accepted_at=accepted, may_contact=True
    )
    for role, user, name in (("referrer", giver, giver.name), ("provider", receiver, receiver.name),
                             ("prospect", None, "Hector Delgado")):  # fmt: skip
        Party.objects.create(referral=made, role=role, user=user, name=name)
    Referral.objects.filter(pk=made.pk).update(created_at=at)
    return made
