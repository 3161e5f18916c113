"""On a group's page: who has met whom."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.groups.models import Group
from cookout.rounds.models.met import HasMet
from cookout.rounds.models.met_picture import Sight


def who_has_met(user: User, group: Group) -> Panel | None:
    """The picture with its figures, for fellow members; figures alone for others; nothing where there is no pair."""
    if not group.is_visible_to(user):
        return None
    met = HasMet.of(group, viewer=user)
    if not met.figures.pairs:
        return None
    return Panel("who_has_met", "rounds/_who_has_met.html", {"met": met, "sight": Sight.of(met), "group": group})


def way_to_met(user: User, group: Group) -> Panel:
    """Among the pages of a group."""
    return Panel("met", "rounds/_met_place.html", {"group": group})


def register() -> None:
    """Fill the slots."""
    slots.register("group.places", way_to_met, order=55)
    slots.register("group.main", who_has_met, order=30)
