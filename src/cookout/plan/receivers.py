"""What the room `plan` does with the worker."""

import datetime as dt

from cookout.core import work
from cookout.plan import mail


def connect() -> None:
    """Every few minutes the worker opens the days that have begun and writes the morning letters that are due."""
    work.register_chore("plan.open_days", mail.open_days, every=dt.timedelta(minutes=5))
    work.register_chore("plan.morning_mails", mail.write_morning_mails, every=dt.timedelta(minutes=1))
