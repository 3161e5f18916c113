"""What reports say of members and months, put together for showing: of two kinds of report one speaks, never their sum.

An attendance report goes before a wide sheet, and that before a slips report: for each number the first that tells it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.money import Money
from cookout.groups.models import Group, Membership
from cookout.insight.formats.report_lines import COUNTS, total, value_of
from cookout.insight.formats.report_matching import key_of
from cookout.insight.models.report_in import ReportIn
from cookout.insight.models.report_words import SHOWN
from cookout.insight.models.reported import APPLIED, ReportedMonth, ReportedQuerySet, ReportedSum
from cookout.insight.rules import first_day

SPEAKS = {ReportIn.Kind.ATTENDANCE: 0, ReportIn.Kind.WIDE: 1, ReportIn.Kind.SLIPS: 2}

READ = ("group", "report__kind", "membership__name", "name", "month", *COUNTS)
"""What showing a month takes of a row: a report also holds its lines."""

MOST_MONTHS = 12

Number = int | None


@dataclass(slots=True)
class Reported:
    """What reports say of one member over some months; None is missing, which is not zero."""

    group: int
    membership: int | None
    name: str
    months: dict[int, dict[str, Number]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Number:
        """One of the counts over all its months, as `present` or `one_to_ones`."""
        if name not in COUNTS:
            raise AttributeError(name)
        return total(month.get(name) for month in self.months.values())

    @property
    def counts(self) -> dict[str, Number]:
        """All of them, over all its months."""
        return {name: getattr(self, name) for name in COUNTS}

    @property
    def given(self) -> Number:
        """Referrals given, inside and outside."""
        return value_of(self.counts, "given")

    @property
    def received(self) -> Number:
        """Referrals received, inside and outside."""
        return value_of(self.counts, "received")


@dataclass(frozen=True, slots=True)
class SumSaid:
    """The closed business that a report says for a group and a month."""

    group: int
    month: int
    money: Money
    payers: int


def reported_members(rows: Iterable[ReportedMonth]) -> list[Reported]:
    """By member, by name. Take the rows from `ReportedMonth.objects.visible_to(user).counted()`.

    Reports of one kind that count beside each other are of different weeks, and are added up; between kinds one speaks.
    """
    found: dict[Any, Reported] = {}
    told: dict[Any, dict[str, Number]] = {}
    for who, row in _by_whom(rows):
        found.setdefault(who, Reported(row.group_id, row.membership_id, _name(row)))
        place = told.setdefault((SPEAKS[ReportIn.Kind(row.report.kind)], row.month, who), dict.fromkeys(COUNTS))
        place.update({name: total((place[name], getattr(row, name))) for name in COUNTS})
    for (_order, month, who), counts in sorted(told.items(), key=lambda place: place[0][:2]):
        said = found[who].months.setdefault(month, dict.fromkeys(COUNTS))
        said.update({name: counts[name] for name in COUNTS if said[name] is None})
    return sorted(found.values(), key=lambda said: (said.name, said.membership or 0))


def _by_whom(rows: Iterable[ReportedMonth]) -> Iterator[tuple[Any, ReportedMonth]]:
    """Each row with whose it is: two lines of one report under one name alone are two people, for all anybody knows."""
    seen: Counter[Any] = Counter()
    for row in sorted(rows, key=lambda row: row.pk):
        line = (row.report_id, row.month, row.membership_id or key_of(row.name))
        seen[line] += 1
        yield (row.group_id, row.membership_id or (key_of(row.name), seen[line])), row


def reported_sums(group: Group, month: int, *, viewer: User) -> list[SumSaid]:
    """The sums of a month that the viewer may see; never added across currencies."""
    rows = ReportedSum.objects.of(group, viewer=viewer).counted().filter(month=month)
    return [SumSaid(row.group_id, row.month, Money(row.amount, row.currency), row.payers) for row in rows]


def seen_by(viewer: User, group: Group) -> ReportedQuerySet:
    """What is brought in of a group, as far as this viewer may see it; a name without a seat is shown to leaders alone.

    Where there are rows of a month, some of them count: to find months, nobody has to ask which.
    """
    rows = ReportedMonth.objects.of(group, viewer=viewer).filter(report__state=APPLIED)
    return rows if group.is_led_by(viewer) else rows.filter(membership__isnull=False)


def months_seen_by(viewer: User, group: Group) -> list[dt.date]:
    """The latest months of which reports tell, by the day on which they begin."""
    months = seen_by(viewer, group).order_by("-month").values_list("month", flat=True).distinct()
    return [first_day(month) for month in months[:MOST_MONTHS]]


@dataclass(frozen=True)
class MonthSaid:
    """One month of a group as reports tell it."""

    month: int
    members: tuple[Reported, ...]
    sums: tuple[SumSaid, ...]
    is_replaced: bool = False
    """Whether a later report has taken the place of this one in this month."""

    @classmethod
    def of(cls, group: Group, *, viewer: User, month: int | None = None) -> "MonthSaid | None":
        """This month, or the latest there is, as far as the viewer may see it."""
        rows = seen_by(viewer, group)
        if month is None and (month := rows.aggregate(latest=Max("month"))["latest"]) is None:
            return None
        found = list(rows.counted().filter(month=month).select_related("report", "membership").only(*READ))
        if not found:
            return None
        sums = reported_sums(group, month, viewer=viewer)
        members = reported_members(found)
        if not group.is_led_by(viewer):
            _hide_reasons(members, set(group.memberships.filter(user=viewer).values_list("pk", flat=True)))
        return cls(month, tuple(members), tuple(sums))

    @classmethod
    def in_report(cls, report: ReportIn, *, viewer: User) -> "list[MonthSaid]":
        """What one report brought in, month by month."""
        rows = list(report.months.select_related("report", "membership"))
        counted = set(report.months.counted().values_list("month", flat=True))
        said = report.sums.visible_to(viewer)
        sums = [SumSaid(one.group_id, one.month, Money(one.amount, one.currency), one.payers) for one in said]
        return [
            cls(
                month,
                tuple(reported_members(row for row in rows if row.month == month)),
                tuple(one for one in sums if one.month == month),
                is_replaced=month not in counted,
            )
            for month in sorted({row.month for row in rows}, reverse=True)
        ]

    @property
    def first_day(self) -> dt.date:
        """The day on which it begins."""
        return first_day(self.month)

    @cached_property
    def rows(self) -> list[tuple[Reported, dict[str, Number]]]:
        """Each member with the shown numbers, of the counts that somebody has."""
        told = [(said, said.counts) for said in self.members]
        values = [(said, {name: value_of(counts, name) for name in SHOWN}) for said, counts in told]
        there = [name for name in SHOWN if any(shown[name] is not None for _said, shown in values)]
        return [(said, {name: shown[name] for name in there}) for said, shown in values]

    @property
    def headings(self) -> list[Any]:
        """What the counts are called."""
        return [SHOWN[name] for name in self.rows[0][1]] if self.rows else []

    @property
    def table(self) -> list[tuple[Reported, list[str]]]:
        """Each member with the numbers as texts, in the order of the headings."""
        missing = _("missing")
        return [(said, [missing if n is None else str(n) for n in shown.values()]) for said, shown in self.rows]


def _hide_reasons(members: Iterable[Reported], own: Collection[int]) -> None:
    """Why somebody was excused is between her and who leads."""
    for said in members:
        if said.membership not in own:
            for counts in said.months.values():
                counts["medical"] = None


def _name(row: ReportedMonth) -> str:
    return row.membership.name if row.membership else row.name


def as_data_of_month(said: MonthSaid) -> dict[str, Any]:
    """For programs."""
    uids = dict(
        Membership.objects.filter(pk__in=[one.membership for one in said.members]).values_list("pk", "uid")
    )  # fmt: skip
    members = [
        {"membership": uids.get(one.membership or 0), "name": one.name, "counts": one.counts} for one in said.members
    ]  # fmt: skip
    sums = [{"amount": one.money.amount, "currency": one.money.currency, "payers": one.payers} for one in said.sums]
    return {"month": f"{said.first_day:%Y-%m}", "members": members, "sums": sums}
