"""Who stands round a plan of pairs: two chapters of a region, a round announced, a draft, and what is nobody's to read.

Paul wishes not to be paired with Rita, and has said when he can; both in words and numbers that nothing else has.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cookout.core.models import User
from cookout.groups.models import Group, Office, Region
from cookout.insight.testing import member, met
from cookout.rounds.models import Availability, DoNotPair, Draw, Pairing, Round, SpeedEvening
from cookout.rounds.testing import announced, made_round, monday, paired

MEMBERS = ("owner", "wished", "member", "leader", "quiet", "rita")
HILL = ("neighbour", "hillman")
ACCOUNTS = (*MEMBERS, *HILL, "director", "elsewhere", "host", "former", "stranger")
READERS = ("owner", "wished", "member", "leader", "director", "elsewhere", "host", "neighbour", "former", "stranger",
           "anonymous")  # fmt: skip
"""Everybody: who has the wish, whom it is about, the director of the region above, one of another region, a host who is
no member, a member of another group of the region, one who has left, one without groups, nobody."""

MOST, PLANNED, DRAWN, CHANCE = 23, 771133557, 918273645918, 0.137913791379
"""Paul's most a month, the seed of a plan, that of its hat, and how likely a pair was."""

WEEK = dt.date(2031, 4, 14)
"""Of which Paul says when he can."""


def mark(cell: str) -> str:
    """The marker word of a cell."""
    return f"quill{cell}z"


@dataclass
class Cast:
    """Everybody, and what there is, by kinds as `tests/doors.py` calls them."""

    users: dict[str, User] = field(default_factory=dict)
    seats: dict[str, Any] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    hill: dict[str, Any] = field(default_factory=dict)
    """The same of Hillside, another group of the region."""
    wish: DoNotPair = field(default_factory=DoNotPair)

    @property
    def group(self) -> Group:
        """Riverside."""
        found: Group = self.things["group"]
        return found


def gathered() -> Cast:
    """All of it."""
    cast = Cast()
    for who in ACCOUNTS:
        cast.users[who] = member(f"{who.title()} {mark(f'name{who}')}")
    User.objects.filter(pk=cast.users["host"].pk).update(is_host=True)
    cast.users["host"].refresh_from_db()
    _chapters(cast)
    _said(cast)
    _planned(cast)
    return cast


def _chapters(cast: Cast) -> None:
    """Riverside and Hillside in one region below the north; another far away."""
    host = cast.users["host"]
    north = Region.found(by=host, name="Northlands")
    lands = cast.things["region"] = Region.found(by=host, name="Riverlands", parent=north)
    far = Region.found(by=host, name="Farlands")
    north.appoint(cast.users["director"], by=host)
    far.appoint(cast.users["elsewhere"], by=host)
    Group.objects.create(name="Dunes", region=far)
    group = cast.things["group"] = Group.objects.create(name=mark("group"), region=lands, zone="UTC")
    hill = cast.hill["group"] = Group.objects.create(name=mark("hillside"), region=lands, zone="UTC")
    for who in (*MEMBERS, "former"):
        cast.seats[who] = _seat(group, cast.users[who])
    for who in HILL:
        cast.seats[who] = _seat(hill, cast.users[who])
    group.memberships.filter(user=cast.users["former"]).update(left_on=timezone.localdate() - dt.timedelta(days=40))
    Office.objects.create(
        membership=cast.seats["leader"], role=Office.Role.PRESIDENT, starts_on=dt.date(2024, 1, 2)
    )  # fmt: skip
    cast.things["membership"] = cast.seats["owner"]


def _seat(group: Group, user: User) -> Any:
    return group.memberships.create(user=user, name=user.name, joined_on=dt.date(2024, 1, 2))


def _said(cast: Cast) -> None:
    """Paul's own: when he can, and with whom he would rather not."""
    seat, paul = cast.seats["owner"], cast.users["owner"]
    Availability.objects.create(membership=seat, slots=["midday"], most=MOST, said_by=paul)
    Availability.objects.create(membership=seat, week_on=WEEK, slots=[], said_by=paul)
    cast.wish = cast.things["wish"] = DoNotPair.wish(by=paul, membership=cast.seats["wished"])
    met(paul, cast.users["quiet"], timezone.localdate() - dt.timedelta(days=200))


def _planned(cast: Cast) -> None:
    """One round that is known, with its draw; a draft; one across the region, one of Hillside; a speed evening."""
    seats = cast.seats
    known, pairs = announced(
        cast.group, [(seats["owner"], seats["rita"], 1), (seats["member"], seats["quiet"], 1),
                     (seats["wished"], seats["leader"], 2)], starts_on=monday(), seed=PLANNED, hat=1,
    )  # fmt: skip
    draw = _drawn(known, pairs)
    Round.objects.filter(pk=known.pk).update(obstacles=[{"code": "wish", "members": [], "week": None}])
    draft = made_round(cast.group, starts_on=monday(9))
    _hill_round, hill_pairs = announced(cast.hill["group"], [(seats["neighbour"], seats["hillman"], 1)])
    across = Round.objects.create(
        region=cast.things["region"], across=True, starts_on=monday(20), weeks=1, most=1, hat=0, seed=1, value=200,
        upper_bound=200, announced_at=timezone.now(), work_state=known.work_state, planned_at=timezone.now(),
    )  # fmt: skip
    two = [paired(across, seats["owner"], seats["neighbour"]), paired(across, seats["member"], seats["hillman"])]
    evening = SpeedEvening.plan(by=cast.users["leader"], group=cast.group, on=monday(3), turns=2, seed=3)
    cast.things |= {"round": known, "pairing": pairs[0], "draft": draft, "draw": draw, "speed_evening": evening,
                    "across": across, "across pair": two[1]}  # fmt: skip
    cast.hill |= {"round": _hill_round, "pairing": hill_pairs[0], "membership": seats["neighbour"]}


def _drawn(known: Round, pairs: list[Pairing]) -> Draw:
    """What came out of the hat, with chances that stand nowhere else."""
    keys = sorted({key for pair in pairs for key in (pair.first_id, pair.second_id)})
    drawn = [[keys.index(pair.first_id), keys.index(pair.second_id)] for pair in pairs]
    draw = Draw.objects.create(
        round=known, policy="hat-1", seed=DRAWN, redraws=1000, ways=["free"], members=keys, turns=[0] * len(keys),
        candidates=[[*pair, CHANCE] for pair in drawn], pairs=drawn, sits_out=[],
    )  # fmt: skip
    Pairing.objects.filter(pk__in=[pair.pk for pair in pairs]).update(draw=draw)
    return draw
