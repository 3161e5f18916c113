"""Nouns of the room `groups`."""

from cookout.groups.models.application import Application, WantedSeat
from cookout.groups.models.belonging import Group, Membership, Weekday, fellow_people
from cookout.groups.models.invitation import Invitation
from cookout.groups.models.leave import Leave
from cookout.groups.models.offices import Office
from cookout.groups.models.regions import Region
from cookout.groups.models.roster import Seat, roster

__all__ = [
    "Application",
    "Group",
    "Invitation",
    "Leave",
    "Membership",
    "Office",
    "Region",
    "Seat",
    "WantedSeat",
    "Weekday",
    "fellow_people",
    "roster",
]
