"""What the room `plan` does with the worker, the archive and the search."""

import datetime as dt

from cookout.core import exports, search, work
from cookout.plan import mail
from cookout.plan.models import plan_data, searched


def connect() -> None:
    """Every few minutes the worker opens the days that have begun and writes the letters that are due; the archive."""
    work.register_chore("plan.open_days", mail.open_days, every=dt.timedelta(minutes=5))
    work.register_chore("plan.morning_mails", mail.write_morning_mails, every=dt.timedelta(minutes=1))
    search.register("weeks", searched.find_reviews, room="plan", place=search.OWN_WORDS)
    exports.register("plans", plan_data.plans)
    exports.register("plan_pauses", plan_data.plan_pauses)
    exports.register("week_reviews", plan_data.week_reviews)
