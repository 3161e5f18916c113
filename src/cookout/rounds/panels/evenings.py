"""The way from a group's page to its speed evenings."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.groups.models import Group


def all_evenings(user: User, group: Group) -> Panel:
    """The way to the evenings of the group."""
    return Panel("evenings", "rounds/_evenings_place.html")


def register() -> None:
    """Fill the slot."""
    slots.register("group.places", all_evenings, order=40)
