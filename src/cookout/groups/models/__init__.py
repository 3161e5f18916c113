"""Nouns of the room `groups`."""

from cookout.groups.models.belonging import Group, Membership, Office, Region, fellow_people
from cookout.groups.models.invitation import Invitation
from cookout.groups.models.roster import Seat, roster

__all__ = ["Group", "Invitation", "Membership", "Office", "Region", "Seat", "fellow_people", "roster"]
