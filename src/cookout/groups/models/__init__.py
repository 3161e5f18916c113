"""Nouns of the room `groups`."""

from cookout.groups.models.application import Application
from cookout.groups.models.attention import Attention, attention
from cookout.groups.models.belonging import Group, Membership, fellow_people
from cookout.groups.models.invitation import Invitation
from cookout.groups.models.leave import Leave
from cookout.groups.models.offices import Office
from cookout.groups.models.regions import Region
from cookout.groups.models.roster import Seat, roster
from cookout.groups.models.terms import Term, terms
from cookout.groups.models.wanted import WantedSeat
from cookout.groups.models.weekly import Weekday

__all__ = [
    "Application",
    "Attention",
    "Group",
    "Invitation",
    "Leave",
    "Membership",
    "Office",
    "Region",
    "Seat",
    "Term",
    "WantedSeat",
    "Weekday",
    "attention",
    "fellow_people",
    "roster",
    "terms",
]
