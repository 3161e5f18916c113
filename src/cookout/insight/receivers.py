"""What the room `insight` does with the worker, and what one takes along."""

import datetime as dt
from typing import Any

from cookout.core import exports, work
from cookout.core.models import User
from cookout.core.signals import account_erasing
from cookout.insight.models import ReportedMonth, ReportIn, StudyRun, renew
from cookout.insight.models.mine import my_months


def months_of(user: User) -> list[dict[str, Any]]:
    """My own months, as the study counts them."""
    return [month.as_data() for month in my_months(user)]


def reported_of(user: User) -> list[dict[str, Any]]:
    """What reports of other systems say of my months."""
    rows = ReportedMonth.objects.counted().filter(membership__user=user).select_related("report", "group")
    return [row.as_data() for row in rows.order_by("month", "pk")]


def forget_names(sender: type[User], user: User, **kwargs: Any) -> None:
    """What reports say of an erased member stays for the counts, without the name."""
    ReportedMonth.objects.filter(membership__user=user).update(name="")


def forget_waiting() -> None:
    """A file that was looked at and not brought in goes after thirty days."""
    ReportIn.objects.stale().delete()


def connect() -> None:
    """The worker works studies out, and looks every hour which are a day old; old files that wait are forgotten."""
    work.register(StudyRun)
    work.register_chore("insight.renew", renew, every=dt.timedelta(hours=1))
    work.register_chore("insight.forget_waiting", forget_waiting, every=dt.timedelta(days=1))
    exports.register("member_months", months_of)
    exports.register("reported_months", reported_of)
    account_erasing.connect(forget_names, dispatch_uid="insight.forget_names")
