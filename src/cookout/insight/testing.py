"""Members whose months tests of the study use: groups long founded, acts put on a day of the past."""

import datetime as dt
from itertools import combinations

import numpy as np
from django.utils import timezone

from cookout.core.models import User, WorkState
from cookout.core.testing import make_user
from cookout.groups.models import Group
from cookout.rounds.models import Draw, Pairing, Round
from cookout.rounds.testing import gave as gave  # tests of this room have it from here, with its members
from cookout.rounds.testing import met as met  # the same
from cookout.science.pairing import hat

LONG_AGO = dt.datetime(2024, 1, 5, 12, tzinfo=dt.UTC)


def member(name: str, *groups: Group, since: dt.date = dt.date(2024, 1, 1), left: dt.date | None = None) -> User:
    """An account since January 2024, in these groups."""
    mail = f"{name.replace(' ', '.').lower()}@example.org"
    user = make_user(name, date_joined=LONG_AGO, email=mail)
    for group in groups:
        seat(group, user, since=since, left=left)
    return user


def seat(group: Group, user: User, *, since: dt.date = dt.date(2024, 1, 1), left: dt.date | None = None) -> None:
    """A membership that lies in the past."""
    group.memberships.create(user=user, name=user.name, joined_on=since, left_on=left)


def busy_chapter(name: str = "Riverside", *, members: int = 6, months: int = 8) -> tuple[Group, list[User]]:
    """A chapter in which each member meets and passes in each of the last months, unevenly."""
    group = Group.objects.create(name=name)
    users = [member(f"{name} {chr(65 + place)}", group, left=None) for place in range(members)]
    today = timezone.localdate()
    for back in range(1, months + 1):
        month = 12 * today.year + today.month - 1 - back
        for place, user in enumerate(users):
            for step in range(1, 1 + (place + month) % 4):
                other = users[(place + 1 + (step - 1) % (members - 1)) % members]
                met(user, other, dt.date(month // 12, month % 12 + 1, 1 + step))
                if (month + step) % 2:
                    gave(user, other, dt.date(month // 12, month % 12 + 1, 10 + step))
    return group, users


def hat_drew(
    group: Group, on: dt.date, *, pairs: list[tuple[int, int]] | None = None, apart: tuple[tuple[int, int], ...] = (),
    seed: int = 7, **fields: object,
) -> Draw:  # fmt: skip
    """A round of four weeks from that month's first Monday, and what its hat drew; or these pairs of places.

    Members stand in the order in which they joined; those `apart` could not be drawn.
    """
    seats = list(group.memberships.order_by("pk").values_list("pk", flat=True))
    may = [pair for pair in combinations(range(len(seats)), 2) if pair not in apart]
    found = hat.draw(len(seats), np.array(may, dtype=np.int64).reshape(-1, 2), seed=seed)
    chosen = found.pairs.tolist() if pairs is None else [list(pair) for pair in pairs]
    at = dt.datetime.combine(on, dt.time(7), tzinfo=dt.UTC)
    begins = on.replace(day=1) + dt.timedelta(days=-on.replace(day=1).weekday() % 7)
    values = {"starts_on": begins, "hat": 1, "seed": seed, "announced_at": at, "planned_at": at, **fields}
    made = Round.objects.create(group=group, work_state=WorkState.DONE, **values)
    candidates = list(zip(found.first.tolist(), found.second.tolist(), found.probability.tolist(), strict=True))
    drawn = Draw.objects.create(
        round=made, policy=found.policy, seed=seed, redraws=found.redraws, ways=list(found.ways), members=seats,
        turns=found.turns.tolist(), candidates=candidates, pairs=chosen, sits_out=found.sits_out.tolist(),
    )  # fmt: skip
    Pairing.objects.bulk_create(
        Pairing(round=made, draw=drawn, first_id=seats[one], second_id=seats[two], week=1, gain=1)
        for one, two in chosen
    )
    return drawn
