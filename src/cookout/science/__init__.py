"""The public face of the science: pure functions on plain numbers; nothing is defined here."""

from cookout.science.capacity import layers, plan, who_steps_back, year_of_one_to_ones
from cookout.science.course import course
from cookout.science.errors import ScienceError
from cookout.science.ties import (
    draw_slots,
    due,
    fading,
    histories,
    losing_touch,
    next_best,
    own_rhythm,
    picture,
    rhythms,
    warmth,
    warmth_lost,
)

__all__ = [
    "ScienceError",
    "course",
    "draw_slots",
    "due",
    "fading",
    "histories",
    "layers",
    "losing_touch",
    "next_best",
    "own_rhythm",
    "picture",
    "plan",
    "rhythms",
    "warmth",
    "warmth_lost",
    "who_steps_back",
    "year_of_one_to_ones",
]
