"""Pure decisions of the room `ties`: circles, rhythms, and what a hasty line of text means."""

from cookout.ties.rules.entry import Entry, parse_entry
from cookout.ties.rules.introductions import KNOWS, SAID, TO_ME, closeness_to_me
from cookout.ties.rules.rhythm import CIRCLES, CROWDED, LONGEST, SEATED, WISHED, Rhythm, below, due_dates, rhythm
from cookout.ties.rules.triage import ASK_AGAIN_DAYS, FOLLOW_UP_DAYS, Hint, hint
from cookout.ties.rules.when import MONTH_FIRST, day_ahead, take_day

__all__ = [
    "ASK_AGAIN_DAYS",
    "CIRCLES",
    "CROWDED",
    "FOLLOW_UP_DAYS",
    "KNOWS",
    "LONGEST",
    "MONTH_FIRST",
    "SAID",
    "SEATED",
    "TO_ME",
    "WISHED",
    "Entry",
    "Hint",
    "Rhythm",
    "below",
    "closeness_to_me",
    "day_ahead",
    "due_dates",
    "hint",
    "parse_entry",
    "rhythm",
    "take_day",
]
