"""Nouns of the room `ties`."""

from cookout.ties.models.capacity import Capacity
from cookout.ties.models.kept import Fact, Mark, Note, Promise, Touch
from cookout.ties.models.order import Context, SavedList, Tag, TieLife, TieTag, put_lives, put_tags
from cookout.ties.models.relation import Relation
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
    "put_lives",
    "put_tags",
]
