"""My record in words: each share as a sentence, how sure it is, and how it was counted; no names, no amounts."""

import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout import science
from cookout.referrals.models.record import Record
from cookout.science.record import FEWEST

TITLES = {
    "called": gettext_lazy("The first call"),
    "news": gettext_lazy("News to who recommended"),
    "accepted": gettext_lazy("Saying yes or no"),
    "met": gettext_lazy("Meeting"),
    "won": gettext_lazy("Doing business"),
    "well": gettext_lazy("How it was"),
}

ANSWERS = {
    "called": gettext_lazy("%(k)s of %(n)s people were called within 48 hours."),
    "news": gettext_lazy("%(k)s of %(n)s times news came within the promised days."),
    "accepted": gettext_lazy("%(k)s of %(n)s referrals by members were taken on."),
    "met": gettext_lazy("With %(k)s of %(n)s people it came to a meeting."),
    "won": gettext_lazy("With %(k)s of %(n)s people it came to business."),
    "well": gettext_lazy("%(k)s of %(n)s answers say that it went well."),
}

COUNTED = {
    "called": gettext_lazy(
        "From taking it on, for all of which 48 hours are over. Who was never called counts as not called."
    ),
    "news": gettext_lazy(
        "News is promised every few days and soon after the end. A silence counts as missed, also while it lasts."
    ),
    "accepted": gettext_lazy("All that members passed at least 7 days ago; without an answer it is no yes."),
    "met": gettext_lazy("All that were taken on at least 30 days ago, also those that are open or came to nothing."),
    "won": gettext_lazy("All that were taken on at least 90 days ago, also those that are open or came to nothing."),
    "well": gettext_lazy("What people answered when they were asked by a private link, one tap, once for each step."),
}

WIDTH = 100
"""Of the drawn interval, in its own units: one for each percent."""


@dataclass(frozen=True, slots=True)
class Line:
    """One share as it is read; where too little is known, `is_known` is false and there are no figures."""

    key: str
    title: str
    answer: str
    sure: str
    counted: str
    share: science.Share
    more: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it can be said."""
        return self.share.is_known

    @property
    def percent(self) -> int:
        """The share, rounded, where the drawing puts its dot."""
        return round((self.share.value or 0) * WIDTH)

    @property
    def low(self) -> int:
        """Where the interval begins, rounded down: a promise is never rounded up."""
        return math.floor(self.share.low * WIDTH)

    @property
    def high(self) -> int:
        """Where it ends, rounded up."""
        return math.ceil(self.share.high * WIDTH)

    @property
    def breadth(self) -> int:
        """How broad the drawn interval is."""
        return max(self.high - self.low, 1)

    @property
    def so_far(self) -> str:
        """For me alone: how many there are while it cannot be said."""
        said = {"k": self.share.k, "n": self.share.n, "few": FEWEST}
        return _("%(k)s of %(n)s so far. It is said from %(few)s up.") % said


def lines_of(record: Record) -> tuple[Line, ...]:
    """The record, line by line."""
    more = {"called": _half(record.wait), "well": _answers(record)}
    return tuple(_line(key, share, more.get(key, "")) for key, share in record.shares.items())


def _line(key: str, share: science.Share, more: str) -> Line:
    counted, title = str(COUNTED[key]), str(TITLES[key])
    if not share.is_known:
        return Line(key, title, _("Not yet known."), "", counted, share)
    line = Line(key, title, ANSWERS[key] % {"k": share.k, "n": share.n}, "", counted, share, more)
    sure = _("%(percent)s%%; with 95%% certainty between %(low)s%% and %(high)s%%.")
    said = {"percent": line.percent, "low": line.low, "high": line.high}
    return Line(key, title, line.answer, sure % said, counted, share, more)


def _half(wait: science.Median) -> str:
    """By when half were called, where that is known."""
    if not wait.is_known or wait.value is None or wait.low is None:
        return ""
    said = {"half": _hours(wait.value), "low": _hours(wait.low), "high": _hours(wait.high or 0)}
    if wait.high is None:
        return _("Half of them within %(half)s.") % said
    return _("Half of them within %(half)s; with 95%% certainty that lies between %(low)s and %(high)s.") % said


def _hours(hours: float) -> str:
    """Whole hours, at least one; from two days up in days; rounded up, as it is a promise."""
    if hours > 48:
        days = math.ceil(hours / 24)
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    whole = max(math.ceil(hours), 1)
    return ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": whole}


def _answers(record: Record) -> str:
    found = record.experience
    said = {"so_so": found.so_so, "not_well": found.not_well, "n": found.well.n, "asked": found.asked}
    return _("%(so_so)s say so-so, %(not_well)s not well. %(n)s of %(asked)s that were asked have answered.") % said


def as_data(record: Record) -> dict[str, Any]:
    """As JSON says it: for its owner, so with the counts that are too few to be said."""
    return {
        "since": record.since, "until": record.until, "referrals": record.many, "by_members": record.by_members,
        "lines": [
            {
                "key": line.key, "title": line.title, "answer": line.answer, "is_known": line.is_known,
                "k": line.share.k, "n": line.share.n, "share": line.share.value if line.is_known else None,
                "low": line.share.low if line.is_known else None, "high": line.share.high if line.is_known else None,
                "more": line.more, "counted": line.counted,
            }
            for line in lines_of(record)
        ],
        "first_call": {
            "hours": record.wait.value if record.wait.is_known else None,
            "low": record.wait.low if record.wait.is_known else None,
            "high": record.wait.high if record.wait.is_known else None,
            "n": record.wait.n, "called": record.wait.served,
        },
        "experience": {
            "well": record.experience.well.k, "so_so": record.experience.so_so,
            "not_well": record.experience.not_well, "answered": record.experience.well.n,
            "asked": record.experience.asked,
        },
    }  # fmt: skip
