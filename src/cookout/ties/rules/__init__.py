"""Pure decisions of the room `ties`: circles, rhythms, and what a hasty line of text means."""

from cookout.ties.rules.entry import Entry, parse_entry
from cookout.ties.rules.rhythm import CIRCLES, CROWDED, LONGEST, SEATED, WISHED, Rhythm, below, due_dates, rhythm
from cookout.ties.rules.when import MONTH_FIRST, day_ahead, take_day

__all__ = [
    "CIRCLES",
    "CROWDED",
    "LONGEST",
    "MONTH_FIRST",
    "SEATED",
    "WISHED",
    "Entry",
    "Rhythm",
    "below",
    "day_ahead",
    "due_dates",
    "parse_entry",
    "rhythm",
    "take_day",
]
