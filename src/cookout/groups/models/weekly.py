"""When a group meets: the day of the week, the time, the place."""

import datetime as dt

from django.db import models
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Weekday(models.IntegerChoices):
    """The days of a week, as Python counts them."""

    MONDAY = 0, gettext_lazy("Monday")
    TUESDAY = 1, gettext_lazy("Tuesday")
    WEDNESDAY = 2, gettext_lazy("Wednesday")
    THURSDAY = 3, gettext_lazy("Thursday")
    FRIDAY = 4, gettext_lazy("Friday")
    SATURDAY = 5, gettext_lazy("Saturday")
    SUNDAY = 6, gettext_lazy("Sunday")


def in_words(day: int | None, at: dt.time | None, where: str) -> str:
    """Every Tuesday at 7:00, Boathouse; empty where no day is agreed."""
    if day is None:
        return ""
    when = _("Every %s") % Weekday(day).label
    if at is not None:
        when = _("%(when)s at %(time)s") % {"when": when, "time": time_format(at, "G:i")}
    return f"{when}, {where}" if where else when
