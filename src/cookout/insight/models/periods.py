"""A month or a quarter for which somebody is recognized, as addresses and people name it."""

import datetime as dt
from dataclasses import dataclass

from django.template.defaultfilters import date as written
from django.utils.translation import gettext as _

from cookout.core.templatetags.dates import short_day
from cookout.insight.rules import first_day, last_day, month_named, month_of, quarter_name, quarter_named


@dataclass(frozen=True, slots=True)
class Period:
    """So many months from the first one on: one, or the three of a quarter."""

    first: int
    months: int = 1

    def __str__(self) -> str:
        if self.months == 1:
            return written(self.start, "F Y")
        return _("Quarter %(n)s of %(year)s") % {"n": self.first % 12 // 3 + 1, "year": self.first // 12}

    @classmethod
    def named(cls, text: str) -> "Period | None":
        """`2026-10` or `2026-q4`; None where it is neither."""
        if (month := month_named(text)) is not None:
            return cls(month)
        quarter = quarter_named(text)
        return cls(quarter, 3) if quarter is not None else None

    @classmethod
    def latest(cls, today: dt.date, *, months: int = 1) -> "Period":
        """The last month or quarter that is over."""
        first = month_of(today) - 1
        if months == 1:
            return cls(first)
        quarter = first - first % 3
        return cls(quarter if quarter + 2 == first else quarter - 3, 3)

    @property
    def name(self) -> str:
        """As addresses name it."""
        return f"{self.start:%Y-%m}" if self.months == 1 else quarter_name(self.first)

    @property
    def start(self) -> dt.date:
        """Its first day."""
        return first_day(self.first)

    @property
    def end(self) -> dt.date:
        """Its last day."""
        return last_day(self.first + self.months - 1)

    @property
    def before(self) -> "Period":
        """The one before, as long."""
        return Period(self.first - self.months, self.months)

    def after(self, today: dt.date) -> "Period | None":
        """The one after; None where it has not begun."""
        found = Period(self.first + self.months, self.months)
        return found if found.start <= today else None

    def is_over(self, today: dt.date) -> bool:
        """Whether its last day has passed."""
        return self.end < today


def spell(start: dt.date, end: dt.date) -> str:
    """A month or a quarter by its name; other days from the first to the last."""
    first, months = month_of(start), month_of(end) - month_of(start) + 1
    whole = Period(first, months)
    if (whole.start, whole.end) == (start, end) and (months == 1 or (months == 3 and first % 3 == 0)):
        return str(whole)
    return _("%(first)s – %(last)s") % {"first": short_day(start), "last": short_day(end)}
