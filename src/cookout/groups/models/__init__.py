"""Nouns of the room `groups`."""

from cookout.groups.models.belonging import Group, Membership, Office, Region, fellow_people
from cookout.groups.models.invitation import Invitation

__all__ = ["Group", "Invitation", "Membership", "Office", "Region", "fellow_people"]
