"""Nouns of the room `ties`."""

from cookout.ties.models.capacity import Capacity
from cookout.ties.models.kept import Fact, Mark, Note, Promise, Touch
from cookout.ties.models.order import Context, Relation, SavedList, Tag, TieLife, TieTag
from cookout.ties.models.tie import Circle, CircleFull, Tie, local_today

__all__ = [
    "Capacity",
    "Circle",
    "CircleFull",
    "Context",
    "Fact",
    "Mark",
    "Note",
    "Promise",
    "Relation",
    "SavedList",
    "Tag",
    "Tie",
    "TieLife",
    "TieTag",
    "Touch",
    "local_today",
]
