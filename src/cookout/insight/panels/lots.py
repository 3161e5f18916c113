"""Beside pairs that were drawn by lot: the way to what they teach."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.rounds.models import Round


def way_to_the_study(user: User, round: Round) -> Panel:
    """What works, in the group or region of the round."""
    return Panel("way_to_the_study", "insight/_lot_way.html", {"round": round})


def register() -> None:
    """Fill the slot."""
    slots.register("rounds.lot", way_to_the_study)
