"""The public face of the science: pure functions on plain numbers; nothing is defined here."""

from cookout.science.capacity import layers, plan, room, who_steps_back, year_of_one_to_ones
from cookout.science.course import Course
from cookout.science.errors import ScienceError
from cookout.science.ties import (
    days_until_due,
    draw_slots,
    due,
    fading,
    gap,
    histories,
    losing_touch,
    next_best,
    overdue,
    own_rhythm,
    picture,
    rhythms,
    warmth,
    warmth_lost,
)

# `course.course` keeps its module's name for itself: under it the package would hide the module.
__all__ = [
    "Course",
    "ScienceError",
    "days_until_due",
    "draw_slots",
    "due",
    "fading",
    "gap",
    "histories",
    "layers",
    "losing_touch",
    "next_best",
    "overdue",
    "own_rhythm",
    "picture",
    "plan",
    "rhythms",
    "room",
    "warmth",
    "warmth_lost",
    "who_steps_back",
    "year_of_one_to_ones",
]
