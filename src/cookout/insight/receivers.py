"""What the room `insight` does with the worker, and what one takes along."""

import datetime as dt
from typing import Any

from cookout.core import exports, work
from cookout.core.models import User
from cookout.insight.models import StudyRun, renew
from cookout.insight.models.mine import my_months


def months_of(user: User) -> list[dict[str, Any]]:
    """My own months, as the study counts them."""
    return [month.as_data() for month in my_months(user)]


def connect() -> None:
    """The worker works studies out, and looks every hour which are a day old."""
    work.register(StudyRun)
    work.register_chore("insight.renew", renew, every=dt.timedelta(hours=1))
    exports.register("member_months", months_of)
