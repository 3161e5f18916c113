"""The public face of the science: pure functions on plain numbers; nothing is defined here."""

from cookout.science.capacity import layers, plan, room, who_steps_back, year_of_one_to_ones
from cookout.science.common_ground import CommonGround, Entry, Finding, Prepared, common_ground, prepare
from cookout.science.course import Course
from cookout.science.errors import ScienceError
from cookout.science.headings import group_of
from cookout.science.matching_people import Contact, Match, matching_people
from cookout.science.questions import Candidate, Coverage, Question, Step, coverage, grown, worth_asking
from cookout.science.reasons import Reason
from cookout.science.record import Median, Share, Turns, Wait, median_wait, share, turns, within
from cookout.science.ties import (
    days_until_due,
    draw_slots,
    due,
    fading,
    gap,
    histories,
    loses_less,
    losing_touch,
    next_best,
    overdue,
    own_rhythm,
    picture,
    rhythms,
    warmth,
    warmth_lost,
)
from cookout.science.words.ages import AGES
from cookout.science.words.text import stem

# `course.course` keeps its module's name for itself: under it the package would hide the module.
__all__ = [
    "AGES",
    "Candidate",
    "CommonGround",
    "Contact",
    "Course",
    "Coverage",
    "Entry",
    "Finding",
    "Match",
    "Median",
    "Prepared",
    "Question",
    "Reason",
    "ScienceError",
    "Share",
    "Step",
    "Turns",
    "Wait",
    "common_ground",
    "coverage",
    "days_until_due",
    "draw_slots",
    "due",
    "fading",
    "gap",
    "group_of",
    "grown",
    "histories",
    "layers",
    "loses_less",
    "losing_touch",
    "matching_people",
    "median_wait",
    "next_best",
    "overdue",
    "own_rhythm",
    "picture",
    "plan",
    "prepare",
    "rhythms",
    "room",
    "share",
    "stem",
    "turns",
    "warmth",
    "warmth_lost",
    "who_steps_back",
    "within",
    "worth_asking",
    "year_of_one_to_ones",
]
