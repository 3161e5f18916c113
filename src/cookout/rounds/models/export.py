"""What one takes along of rounds: whom one was to meet, when one can, and one's private wishes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cookout.core.models import User
from cookout.rounds.models.availability import Availability
from cookout.rounds.models.do_not_pair import DoNotPair
from cookout.rounds.models.pairing import Pairing
from cookout.rounds.models.round import Round

Rows = Iterator[dict[str, Any]]


def pairings(user: User) -> Rows:
    """Every pair of announced rounds in which one sat, and what one said to it."""
    mine = Pairing.objects.of(user).filter(round__announced_at__isnull=False, round__deleted_at=None)
    rows = mine.select_related("round__group", "round__region", "first", "second", "one_to_one")
    for row in rows.prefetch_related("replies").order_by("pk"):
        seat = row.seat_of(user) or row.first
        yield {
            "uid": row.uid, "round": _scope(row.round), "week_on": row.monday, "slot": row.slot,
            "with": row.other(seat).name, "reasons": row.reasons, "is_drawn": row.is_drawn, "i_say": row.says(seat),
            "ending": row.ending, "one_to_one": row.one_to_one.uid if row.one_to_one else None,
        }  # fmt: skip


def availabilities(user: User) -> Rows:
    """When one can meet, as one said it."""
    for row in Availability.objects.visible_to(user).select_related("membership__group").order_by("pk"):
        yield {
            "uid": row.uid, "group": row.membership.group.name, "week_on": row.week_on, "slots": row.slots,
            "most": row.most,
        }  # fmt: skip


def do_not_pairs(user: User) -> Rows:
    """With whom one wishes not to be paired."""
    for row in DoNotPair.objects.visible_to(user).select_related("membership__group").order_by("pk"):
        yield {"uid": row.uid, "name": row.membership.name, "group": row.membership.group.name}


def _scope(made: Round) -> str:
    return f"{made.scope}: {made.starts_on}"


EVERYTHING: Mapping[str, Callable[[User], Rows]] = {
    "pairings": pairings,
    "availabilities": availabilities,
    "do_not_pairs": do_not_pairs,
}
"""What becomes a file of the archive, by its name."""
