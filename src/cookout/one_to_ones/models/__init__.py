"""Nouns of the room `one_to_ones`."""

from cookout.one_to_ones.models.audience import people_with_a_1_2_1
from cookout.one_to_ones.models.feed import CalendarFeed
from cookout.one_to_ones.models.kinds import Focus, State, Where
from cookout.one_to_ones.models.one_to_one import Collides, OneToOne
from cookout.one_to_ones.models.seat import ProposedTime, Seat, Step
from cookout.one_to_ones.models.thinking import ThinkingSlot
from cookout.one_to_ones.models.whom import account_of, as_kept, seats_knowing
from cookout.one_to_ones.models.wrap_up import WrapUp
from cookout.one_to_ones.models.written import Answer

__all__ = [
    "Answer",
    "CalendarFeed",
    "Collides",
    "Focus",
    "OneToOne",
    "ProposedTime",
    "Seat",
    "State",
    "Step",
    "ThinkingSlot",
    "Where",
    "WrapUp",
    "account_of",
    "as_kept",
    "people_with_a_1_2_1",
    "seats_knowing",
]
