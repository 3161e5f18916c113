"""A pair as plain data, for programs and for the command line."""

from typing import Any

from cookout.rounds.models.seen import SeenPair, Side


def as_data(shown: SeenPair, *, with_weeks: bool = False) -> dict[str, Any]:
    """What the page shows of it; `weeks` are those in which the two can meet instead, where they were asked for."""
    row = shown.row
    one = row.one_to_one if shown.me is not None else None
    return {
        "uid": row.uid,
        "round": row.round.uid,
        "week": row.week,
        "week_on": row.monday,
        "slot": row.slot,
        "other": shown.other.name if shown.me is not None else None,
        "sides": [_side(side) for side in shown.sides],
        "why": shown.why.text,
        "is_drawn": row.is_drawn,
        "state": shown.state,
        "stands": shown.stands,
        "one_to_one": one.uid if one is not None and one.deleted_at is None else None,
        "weeks": [week.number for week in shown.weeks] if with_weeks and shown.answering else None,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "membership": side.seat.uid,
        "name": side.name,
        "person": side.person.uid if side.person else None,
        "says": side.says,
        "is_me": side.is_me,
    }
