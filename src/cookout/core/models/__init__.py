"""Nouns of the ground floor: accounts, keys, the diary, letters and work."""

from cookout.core.models.activity import Act, Change, Undone, one_act, record
from cookout.core.models.arrival import Arrival
from cookout.core.models.base import Deletable, Identified
from cookout.core.models.closing import Closing
from cookout.core.models.house import House
from cookout.core.models.letter import Letter
from cookout.core.models.secret_link import SecretLink, SecretLinkQuerySet
from cookout.core.models.token import Token, digest
from cookout.core.models.user import Theme, User
from cookout.core.models.work import WorkRow, WorkState

__all__ = [
    "Act",
    "Arrival",
    "Change",
    "Closing",
    "Deletable",
    "House",
    "Identified",
    "Letter",
    "SecretLink",
    "SecretLinkQuerySet",
    "Theme",
    "Token",
    "Undone",
    "User",
    "WorkRow",
    "WorkState",
    "digest",
    "one_act",
    "record",
]
