"""The month of a chapter as one report: what is missing first, then what was done, recognition, and each member."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.template.defaultfilters import date as written
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.groups.models import Group
from cookout.insight.models.award import Award, awards_of
from cookout.insight.models.page import whole
from cookout.insight.models.report_counts import MonthSaid
from cookout.insight.models.report_counts import Reported as Member
from cookout.insight.models.sheet import COUNTED, Figure, Known, Line, Sheet, sheet, summed
from cookout.insight.models.sums import MonthSum, month_sums
from cookout.insight.rules import FEWEST_COUNTED, FEWEST_PAYERS, first_day, last_day, month_of

MOST_DAYS = 6
"""So many days without a closed meeting are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What other systems say of the month: never added to our own counts."""

    members: int
    known: Known
    sums: tuple[str, ...]
    said: MonthSaid


@dataclass(frozen=True, slots=True)
class Row:
    """One member as the viewer may see her; the numbers are None where they are missing or not shown."""

    name: str
    classification: str
    known: Known
    is_me: bool
    has_account: bool


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One group in one month, as one viewer may read it."""

    group: Group
    month: int
    today: dt.date
    viewer: User
    lines: Sequence[Line]
    unsettled: Sequence[dt.date]
    has_met: bool
    sums: Sequence[MonthSum]
    awards: Sequence[Award]
    reported: Reported | None
    tells_why: bool
    """Whether the viewer leads the group: why somebody was excused is between her and who leads."""

    @classmethod
    def of(cls, group: Group, month: int, viewer: User, *, today: dt.date) -> "MonthReport":
        """Counted now: nothing is kept."""
        start, end = first_day(month), last_day(month)
        told: Sheet = sheet([group], start, end, today=today)
        return cls(
            group, month, today, viewer, told.lines.get(group.pk, ()), told.unsettled[group.pk],
            group.pk in told.met, month_sums([group], month, month, today=today), awards_of(group, start, end),
            _reported(MonthSaid.of(group, viewer=viewer, month=month)), group.is_led_by(viewer),
        )  # fmt: skip

    @property
    def start(self) -> dt.date:
        """Its first day."""
        return first_day(self.month)

    @property
    def name(self) -> str:
        """As addresses name it."""
        return f"{self.start:%Y-%m}"

    @property
    def title(self) -> str:
        """As people name it."""
        return written(self.start, "F Y")

    @property
    def before(self) -> str:
        """The month before, as addresses name it."""
        return f"{first_day(self.month - 1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after; empty where it has not begun."""
        return f"{first_day(self.month + 1):%Y-%m}" if self.month < month_of(self.today) else ""

    @property
    def is_running(self) -> bool:
        """Whether it is not over."""
        return self.month >= month_of(self.today)

    @property
    def total(self) -> Known:
        """The sums of the group; where counts stay private, not of so few that each could work out the others'."""
        whole = self._without_reasons(summed(line.known for line in self.lines))
        counted = sum(line.known.one_to_ones is not None for line in self.lines)
        return whole if self.group.shares_counts or counted >= FEWEST_COUNTED else whole.without_deeds()

    @property
    def pairs(self) -> int | None:
        """How many 1-2-1s there were: each is one of both."""
        both = self.total.one_to_ones
        return None if both is None else both // 2

    @property
    def figures(self) -> list[Figure]:
        """The month in a few numbers."""
        total = self.total
        return [
            Figure.of(len(self.lines), _("members"), _("belonged to it in the month")),
            Figure.of(self.pairs, _("1-2-1s"), _("confirmed by both")),
            Figure.of(total.given, _("referrals"), _("accepted, between members")),
            Figure.of(total.thanked, _("thank-yous"), _("for business that came of them")),
            Figure.of(total.visitors, _("visitors"), _("came as guests of members")),
            Figure.of(total.credits, _("learning credits"), _("earned")),
        ]

    @property
    def rows(self) -> list[Row]:
        """Each member by name. A group that keeps counts to itself shows attendance, and to each her own counts."""
        return [self._row(line) for line in self.lines]

    @property
    def tells_members(self) -> bool:
        """Whether anything at all is known of single members: a table of dashes says nothing."""
        return any(count is not None for row in self.rows for count in row.known)

    def _row(self, line: Line) -> Row:
        mine = line.is_of(self.viewer)
        known = line.known if self.group.shares_counts or mine else line.known.without_deeds()
        known = known if mine else self._without_reasons(known)
        seat = line.membership
        trade = seat.classification.name if seat.classification else ""
        return Row(line.name or _("A former member"), trade, known, mine, seat.user_id is not None)

    def _without_reasons(self, known: Known) -> Known:
        """Without how often somebody was ill, for who does not lead."""
        return known if self.tells_why else replace(known, medical=None)

    # What is missing is said first

    @property
    def missing(self) -> list[str]:
        """Sentences, the gravest first."""
        several = (
            self._only_reported(), self._running(), self._meetings(), self._accounts(), self._private(),
            self._excused(),
        )  # fmt: skip
        return [sentence for sentence in several if sentence]

    def _only_reported(self) -> str:
        own = self.total
        if self.reported is None or own.one_to_ones or own.given or self.has_met:
            return ""
        return _("This month is known from a report of another system alone. Its numbers stand below as reported.")

    @property
    def missing_shown(self) -> list[SafeString]:
        """The same for a page: a 1-2-1 is not broken in two."""
        return [whole(sentence) for sentence in self.missing]

    def _running(self) -> str:
        if not self.is_running:
            return ""
        return _("The month is not over: this is what is known on %s.") % short_day(self.today)

    def _meetings(self) -> str:
        days = self.unsettled
        if not self.has_met and (days or self.group.meets_on is None):
            return _("No meeting of this month is closed here: attendance and visitors are not settled.")
        if not days:
            return ""
        named = ", ".join(short_day(day) for day in days[:MOST_DAYS])
        if len(days) > MOST_DAYS:
            named = _("%(days)s and %(n)s more") % {"days": named, "n": len(days) - MOST_DAYS}
        return ngettext(
            "A week without a closed meeting: %(days)s. What was not written down there is missing.",
            "%(n)s weeks without a closed meeting: %(days)s. What was not written down there is missing.",
            len(days),
        ) % {"n": len(days), "days": named}

    def _accounts(self) -> str:
        without = sum(line.known.one_to_ones is None for line in self.lines)
        if not without:
            return ""
        return ngettext(
            "%(n)s member without account: 1-2-1s and referrals are not known here.",
            "%(n)s members without account: their 1-2-1s and referrals are not known here.",
            without,
        ) % {"n": without}

    def _private(self) -> str:
        if self.group.shares_counts:
            return ""
        return _("Counts stay private here: you see attendance, the sums, and your own row.")

    def _excused(self) -> str:
        if self.tells_why or all(line.known.medical is None for line in self.lines):
            return ""
        return _("Why somebody was excused is between them and who leads, so M is not told.")

    # Other doors

    @property
    def sums_said(self) -> list[str]:
        """Closed business, one line a currency."""
        told = _("%(sum)s by %(n)s members")
        return [told % {"sum": one.money, "n": one.payers} for one in self.sums]

    @property
    def sums_why(self) -> str:
        """Why there is no sum, where there is none."""
        if self.sums:
            return ""
        if not self.group.shares_sums:
            return _("%s has not agreed to show sums.") % self.group
        if self.is_running:
            return _("A sum is shown when the month is over.")
        return _("A sum is shown from %s members who closed business up.") % FEWEST_PAYERS

    def as_data(self) -> dict[str, Any]:
        """For programs, and for paper."""
        return {
            "group": {"uid": self.group.uid, "name": self.group.name}, "month": self.name, "title": self.title,
            "missing": self.missing, "members": len(self.lines), "pairs": self.pairs, "total": self.total.as_data(),
            "rows": [
                {"name": row.name, "classification": row.classification, **row.known.as_data()} for row in self.rows
            ],
            "sums": [
                {"amount": one.money.amount, "currency": one.money.currency, "members": one.payers}
                for one in self.sums
            ],
            "awards": [award.as_data() for award in self.awards],
            "reported": None if self.reported is None else {
                "members": self.reported.members, "total": self.reported.known.as_data(),
                "sums": list(self.reported.sums),
            },
        }  # fmt: skip


def _reported(said: MonthSaid | None) -> Reported | None:
    """What was brought in of this month, added up among itself."""
    if said is None:
        return None
    sums = tuple(str(one.money) for one in said.sums if one.payers >= FEWEST_PAYERS)
    return Reported(len(said.members), summed(_as_known(one) for one in said.members), sums, said)


def _as_known(one: Member) -> Known:
    counts = {name: count for name, count in one.counts.items() if name in COUNTED}
    return Known(**{**counts, "given": one.given, "received": one.received})
