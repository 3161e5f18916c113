"""Rounds for the measured region: a year of announced ones in each chapter, this month's, one across; and evenings.

They are written, not planned: each week is a turn of a circle of the members, so that in one round no pair comes twice.
"""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bench._pour import pour

if TYPE_CHECKING:
    from bench._region import Region

PAST, WEEKS = 12, 4
"""Rounds that are over, in each chapter, and the weeks of each."""

EVENINGS, TURNS = 3, 10
REASONS = (
    [["new"], ["fit", 88, "home buyers"]], [["long_ago", 14], ["common_ground", 3]], [["fit", 72, "home buyers"]],
    [["common_ground", 2], ["unknowns", 4]], [["newcomer", 1], ["new"]],
)  # fmt: skip
ENDINGS = {13: "declined", 14: "moved", 15: "replaced"}
"""By the place of a pair, in every second round: what was repaired stays as a row."""

ACROSS = 20_000
"""The key of the round across the chapters; those of a chapter are its number times a hundred."""


def write_rounds(region: "Region") -> None:
    """All of it; the members, and their attendance, are there."""
    _rounds(region)
    _draws(region)
    _pairings(region)
    _said(region)
    _speed_evenings(region)


def _begin(region: "Region", number: int) -> dt.date:
    """The Monday of a round's first week; the last began in the week before this one."""
    monday = region.today - dt.timedelta(days=region.today.weekday() + 7)
    return monday - dt.timedelta(weeks=WEEKS * (PAST - number))


def _every(region: "Region") -> Iterator[tuple[int, int, int]]:
    """Each round of a chapter: its key, the chapter, and the how manieth it is."""
    yield from ((group * 100 + number, group, number) for group in region.groups for number in range(PAST + 1))


def _rounds(region: "Region") -> None:
    from cookout.rounds.models import Round  # noqa: PLC0415  (needs the house that the caller sets up)

    obstacles = [{"code": "sits_out", "members": [], "week": 1}]
    learned = {"meetings": 900, "referrals": 400, "percent": {"new": 100, "fit": 120}}
    whole = ("id", "group", "region", "starts_on", "weeks", "across", "seed", "made_by", "work_state", "value",
             "upper_bound", "planned_at", "announced_at", "obstacles", "learned", "engine")  # fmt: skip

    def row(key: int, group: int | None, number: int) -> tuple[Any, ...]:
        told = dt.datetime.combine(_begin(region, number), dt.time(12), tzinfo=dt.UTC) - dt.timedelta(days=4)
        return (key, group, None if group else region.region, _begin(region, number), WEEKS, group is None, key, None,
                "done", 61_000, 61_200, told, told, obstacles, learned, "written")  # fmt: skip

    rows = [row(key, group, number) for key, group, number in _every(region)]
    pour(Round, whole, [*rows, row(ACROSS, None, PAST)])


def _draws(region: "Region") -> None:
    """One a round; its candidates are many, as in life."""
    from cookout.rounds.models import Draw  # noqa: PLC0415  (needs the house that the caller sets up)

    chances = [[one, other, 0.03] for other in range(35) for one in range(other)]
    names = ("id", "round", "policy", "seed", "redraws", "members", "candidates")
    pour(Draw, names, (
        (key, key, "uniform", key, 2, region.members[group], chances) for key, group, _number in _every(region)
    ))  # fmt: skip


def _circle(members: list[int], turn: int) -> Iterator[tuple[int, int]]:
    """One turn of a circle: everybody meets another one, and where they are odd one nobody."""
    around: list[int] = [*members, 0] if len(members) % 2 else members
    turn %= len(around) - 1
    order = [around[0], *around[1 + turn :], *around[1 : 1 + turn]]
    for place in range(len(order) // 2):
        one, other = order[place], order[-1 - place]
        if one and other:
            yield min(one, other), max(one, other)


def _pairings(region: "Region") -> None:
    """Seventeen pairs a week; a few of them ended, as repairs leave them. Across, the chapter next door."""
    from cookout.rounds.models import Pairing  # noqa: PLC0415  (needs the house that the caller sets up)

    now = region.noon(8)

    def rows() -> Iterator[tuple[Any, ...]]:
        for key, group, number in _every(region):
            for week in range(1, WEEKS + 1):
                pairs = _circle(region.members[group], 5 * number + week)
                for place, (one, other) in enumerate(pairs):
                    why, drawn = REASONS[(one + other) % len(REASONS)], key if week == WEEKS else None
                    end = ENDINGS.get(place, "") if number % 2 else ""
                    yield key, one, other, week, 900 - 10 * place, why, drawn, now if end else None, end
        for group in region.groups[:-1]:
            for week in range(1, WEEKS + 1):
                for place, one in enumerate(region.members[group]):
                    other = region.members[group + 1][(place + week) % len(region.members[group + 1])]
                    yield ACROSS, one, other, week, 800, REASONS[week], None, None, ""

    names = ("round", "first", "second", "week", "gain", "reasons", "draw", "ended_at", "ending")
    pour(Pairing, names, rows())


def _said(region: "Region") -> None:
    """What members answered, when they can meet, and whom a few wish not to meet."""
    from cookout.rounds.models import (  # noqa: PLC0415  (needs the house that the caller sets up)
        Availability,
        DoNotPair,
        Pairing,
        PairingReply,
    )

    told = list(Pairing.objects.filter(ended_at=None).order_by("pk").values_list("pk", "first_id", "second_id"))
    names = ("pairing", "membership", "says", "said_at", "said_by")
    pour(PairingReply, names, (
        (key, seat, "accepted", region.noon(8), seat)
        for key, one, other in told
        for seat in (one, other)
        if (key + seat) % 5
    ))  # fmt: skip
    can = [(seat, ["morning", "evening"], 3) for seats in region.members.values() for seat in seats[::3]]
    pour(Availability, ("membership", "slots", "most"), can)
    wishes = [(seats[place], seats[-1 - place]) for seats in region.members.values() for place in (1, 2, 3)]
    pour(DoNotPair, ("owner", "membership"), wishes)


def _speed_evenings(region: "Region") -> None:
    """Two that were, one that comes; tables of two."""
    from cookout.rounds.models import SpeedEvening  # noqa: PLC0415  (needs the house that the caller sets up)
    from cookout.rounds.models.evening import SpeedSeat  # noqa: PLC0415  (Django is set up by now)

    held = [(group * 10 + number, group, number) for group in region.groups for number in range(EVENINGS)]
    pour(SpeedEvening, ("id", "group", "on", "tables", "turns", "seed"), (
        (key, group, region.day(400 - 205 * number), 17, TURNS, key) for key, group, number in held
    ))  # fmt: skip

    def seats() -> Iterator[tuple[int, int, int | None, int]]:
        for key, group, number in held:
            for turn in range(1, TURNS + 1):
                sat = set(region.members[group])
                for table, pair in enumerate(_circle(region.members[group], TURNS * number + turn), 1):
                    yield from ((key, turn, table, seat) for seat in pair)
                    sat -= set(pair)
                yield from ((key, turn, None, seat) for seat in sat)

    pour(SpeedSeat, ("evening", "turn", "table", "membership"), seats())
