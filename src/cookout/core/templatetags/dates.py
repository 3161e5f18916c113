"""Dates as people say them: October 16, Oct 10, 5 days ago, yesterday."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

register = template.Library()

#: Up to so many days we count days, then weeks, then months, then years.
DAYS, WEEKS, MONTHS = 13, 59, 547


@register.filter
def day(value: dt.date | None) -> str:
    """October 16; with the year when it is not this one."""
    return _written(value, "F j", "F j, Y")


@register.filter
def short_day(value: dt.date | None) -> str:
    """Oct 10; with the year when it is not this one."""
    return _written(value, "M j", "M j, Y")


@register.filter
def weekday(value: dt.date | None) -> str:
    """Thursday, October 16."""
    return _written(value, "l, F j", "l, F j, Y")


@register.filter
def clock(value: dt.datetime | None) -> str:
    """10:30, in the reader's zone."""
    return "" if value is None else date_format(_local(value), "G:i")


@register.filter
def ago(value: dt.date | None) -> str:
    """How far a day is from today, in words."""
    return "" if value is None else apart((timezone.localdate() - _date(value)).days)


def apart(distance: int) -> str:
    """So many days back, or ahead where negative, in words."""
    if -1 <= distance <= 1:
        return {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}[distance]
    if distance > 0:
        return pgettext("how long ago", "%(span)s ago") % {"span": span(distance)}
    return pgettext("how far ahead", "in %(span)s") % {"span": span(-distance)}


@register.filter
def span(days: int) -> str:
    """So many days, as days, weeks, months or years."""
    if days <= DAYS:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days <= WEEKS:
        weeks = round(days / 7)
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    if days <= MONTHS:
        months = round(days / 30.44)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    years = round(days / 365.25)
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def _written(value: dt.date | None, pattern: str, with_year: str) -> str:
    if value is None:
        return ""
    date = _date(value)
    return date_format(date, pattern if date.year == timezone.localdate().year else with_year)


def _date(value: dt.date) -> dt.date:
    return _local(value).date() if isinstance(value, dt.datetime) else value


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
