"""Nouns of the room `ties`."""

from cookout.ties.models.capacity import Capacity, is_crowded, trade_of
from cookout.ties.models.crowding import OwnTrade
from cookout.ties.models.entry import Nobody, NotUnderstood, QuickEntry, WhichOne, person_called, register_entry
from cookout.ties.models.follow_up import FollowUp
from cookout.ties.models.introduction import Introduction, Target
from cookout.ties.models.kept import Fact, Mark, Note, Promise, Touch, local_today
from cookout.ties.models.order import Context, SavedList, Tag, TieLife, TieTag, put_lives, put_tags
from cookout.ties.models.relation import Relation
from cookout.ties.models.searched import lines_of, told_of
from cookout.ties.models.shared import SharedTie
from cookout.ties.models.table import Table
from cookout.ties.models.tie import Circle, CircleFull, Tie, who_may_step_back
from cookout.ties.models.timeline import Moment, moments, register_moments
from cookout.ties.models.triage import Triage

__all__ = [
    "Capacity",
    "Circle",
    "CircleFull",
    "Context",
    "Fact",
    "FollowUp",
    "Introduction",
    "Mark",
    "Moment",
    "Nobody",
    "NotUnderstood",
    "Note",
    "OwnTrade",
    "Promise",
    "QuickEntry",
    "Relation",
    "SavedList",
    "SharedTie",
    "Table",
    "Tag",
    "Target",
    "Tie",
    "TieLife",
    "TieTag",
    "Touch",
    "Triage",
    "WhichOne",
    "is_crowded",
    "lines_of",
    "local_today",
    "moments",
    "person_called",
    "put_lives",
    "put_tags",
    "register_entry",
    "register_moments",
    "told_of",
    "trade_of",
    "who_may_step_back",
]
