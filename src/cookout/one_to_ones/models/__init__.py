"""Nouns of the room `one_to_ones`."""

from cookout.one_to_ones.models.audience import people_with_a_1_2_1
from cookout.one_to_ones.models.calendar import ONE_TO_ONE, from_meeting, known_among, mark_as_met, met_in, take_back
from cookout.one_to_ones.models.entry import log, log_entry, logged_from
from cookout.one_to_ones.models.feed import CalendarFeed
from cookout.one_to_ones.models.follow_through import (
    FollowThrough,
    SixWeeks,
    end_six_weeks,
    resume_six_weeks,
    running,
    six_weeks_with,
)
from cookout.one_to_ones.models.guide import Guide, guide_to
from cookout.one_to_ones.models.kinds import Focus, State, Where
from cookout.one_to_ones.models.one_to_one import OneToOne, fellow, touch_uid
from cookout.one_to_ones.models.rhythm import go_on, go_on_with_all
from cookout.one_to_ones.models.seat import ProposedTime, Seat, Step
from cookout.one_to_ones.models.sets import Collides
from cookout.one_to_ones.models.standing import Agenda, Standing, agenda, standings
from cookout.one_to_ones.models.telling import moments_of
from cookout.one_to_ones.models.thinking import PassedOver, ThinkingSlot, latest_slots, taken_times
from cookout.one_to_ones.models.whom import account_of, as_kept, seats_knowing
from cookout.one_to_ones.models.whom_for import Fit, WhomFor, whom_for
from cookout.one_to_ones.models.wrap_up import Following, Promised, WrapUp, promised_in
from cookout.one_to_ones.models.wrapping import Wrapping, wrapping
from cookout.one_to_ones.models.written import Answer

__all__ = [
    "ONE_TO_ONE",
    "Agenda",
    "Answer",
    "CalendarFeed",
    "Collides",
    "Fit",
    "Focus",
    "FollowThrough",
    "Following",
    "Guide",
    "OneToOne",
    "PassedOver",
    "Promised",
    "ProposedTime",
    "Seat",
    "SixWeeks",
    "Standing",
    "State",
    "Step",
    "ThinkingSlot",
    "Where",
    "WhomFor",
    "WrapUp",
    "Wrapping",
    "account_of",
    "agenda",
    "as_kept",
    "end_six_weeks",
    "fellow",
    "from_meeting",
    "go_on",
    "go_on_with_all",
    "guide_to",
    "known_among",
    "latest_slots",
    "log",
    "log_entry",
    "logged_from",
    "mark_as_met",
    "met_in",
    "moments_of",
    "people_with_a_1_2_1",
    "promised_in",
    "resume_six_weeks",
    "running",
    "seats_knowing",
    "six_weeks_with",
    "standings",
    "take_back",
    "taken_times",
    "touch_uid",
    "whom_for",
    "wrapping",
]
