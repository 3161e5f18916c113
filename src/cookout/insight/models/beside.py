"""The chapters of a region beside each other in a period: counts and means, never a list of the best."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from cookout.events.models import Attendance, GroupMeeting, Mark, MeetingClosure, Visit
from cookout.groups.models import Group, Membership
from cookout.insight.models.reported import APPLIED, ReportedMonth
from cookout.insight.models.tally import NONE, Counts, Tally
from cookout.insight.rules import FEWEST_COUNTED, month_of, unsettled

A_WEEK = dt.timedelta(days=7)
THERE = (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One group. Its counts are None where fewer than three members are counted: a mean would tell what one did."""

    group: Group
    members: int
    without: int
    """Members without account: what they did is not known."""
    counts: Counts | None
    there: int | None
    expected: int | None
    visitors: int | None
    unsettled: int
    """Weeks of which nothing is known."""
    met: int
    """Closed meetings."""
    reported: int
    """Months that a report of another system tells."""

    @property
    def counted(self) -> int:
        """Members whose counts are known."""
        return self.members - self.without

    def mean(self, kind: str) -> float | None:
        """So many for each counted member."""
        return getattr(self.counts, kind) / self.counted if self.counts is not None and self.counted else None

    @property
    def one_to_ones(self) -> float | None:
        """1-2-1s for each member; one of two members is one for each."""
        return self.mean("one_to_ones")

    @property
    def given(self) -> float | None:
        """Referrals given for each member."""
        return self.mean("given")

    @property
    def thanked(self) -> float | None:
        """Thank-yous for each member."""
        return self.mean("thanked")

    @property
    def attendance(self) -> float | None:
        """The share of places that were taken at closed meetings, by the member or a substitute."""
        return self.there / self.expected if self.there is not None and self.expected else None

    @property
    def percent(self) -> int | None:
        """The same in whole hundredths."""
        return None if self.attendance is None else round(100 * self.attendance)

    @property
    def is_reported_only(self) -> bool:
        """Known from reports of another system alone."""
        return bool(self.reported) and not self.met and not (self.counts or NONE).one_to_ones

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {
            "uid": self.group.uid, "name": self.group.name, "members": self.members,
            "without_account": self.without, "counts": self.counts.as_data() if self.counts is not None else None,
            "present": self.there, "expected": self.expected, "visitors": self.visitors, "meetings": self.met,
            "weeks_missing": self.unsettled, "months_reported": self.reported,
        }  # fmt: skip


def beside(groups: Sequence[Group], told: Tally, *, today: dt.date) -> list[Chapter]:
    """These groups by name, in the days of the tally; as many queries for sixty as for two."""
    start, end = told.start, told.end
    ids = [group.pk for group in groups]
    until = min(end, today)
    seats = _seats(ids, start, end)
    counts = told.by_group()
    marks = _marks(ids, start, end)
    weeks, met = _meetings(ids, start, until)
    guests = Visit.objects.filter(
        came=True, deleted_at=None, meeting__deleted_at=None, meeting__group__in=ids, meeting__on__range=(start, end)
    )
    visitors = dict(guests.order_by().values_list("meeting__group").annotate(n=Count("pk")))
    reported = ReportedMonth.objects.filter(
        group__in=ids, report__state=APPLIED, month__range=(month_of(start), month_of(end))
    )
    months = dict(reported.order_by().values_list("group").annotate(n=Count("month", distinct=True)))
    found = []
    for group in sorted(groups, key=lambda one: one.name):
        members, without = seats[group.pk]
        mark, is_told = marks.get(group.pk), members - without >= FEWEST_COUNTED
        there = sum(mark[one] for one in THERE) if mark else None
        found.append(
            Chapter(
                group, members, without, counts.get(group.pk, NONE) if is_told else None,
                there, None if mark is None or there is None else there + mark[Mark.ABSENT],
                visitors.get(group.pk, 0) if met[group.pk] else None,
                len(unsettled(group.meets_on, start, until, weeks[group.pk])), met[group.pk], months.get(group.pk, 0),
            )
        )  # fmt: skip
    return found


def _seats(ids: Sequence[int], start: dt.date, end: dt.date) -> Mapping[int, tuple[int, int]]:
    """For each group how many belonged to it within the period, and how many of them without account."""
    rows = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=start), group__in=ids, deleted_at=None, joined_on__lte=end
    )
    told = rows.order_by().values_list("group").annotate(n=Count("pk"), none=Count("pk", filter=Q(user=None)))
    return defaultdict(lambda: (0, 0), {group: (many, none) for group, many, none in told})


def _marks(ids: Sequence[int], start: dt.date, end: dt.date) -> dict[int, Counter[str]]:
    """For each group how often each mark was given."""
    rows = Attendance.objects.filter(
        meeting__group__in=ids, meeting__on__range=(start, end), meeting__is_holiday=False, meeting__deleted_at=None
    ).exclude(mark="")
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for group, mark, many in rows.order_by().values_list("meeting__group", "mark").annotate(n=Count("pk")):
        found[group][mark] = many
    return dict(found)


def _meetings(
    ids: Sequence[int], start: dt.date, end: dt.date
) -> tuple[Mapping[int, list[tuple[dt.date, bool]]], Counter[int]]:  # fmt: skip
    """For each group its meetings around the period and whether each is settled; and how many were closed in it."""
    closed = Exists(MeetingClosure.objects.filter(meeting=OuterRef("pk"), reopened_at=None))
    rows = GroupMeeting.objects.filter(group__in=ids, deleted_at=None, on__range=(start - A_WEEK, end + A_WEEK))
    told: dict[int, list[tuple[dt.date, bool]]] = defaultdict(list)
    met: Counter[int] = Counter()
    for group, on, is_holiday, is_closed in rows.annotate(settled=closed).values_list(
        "group_id", "on", "is_holiday", "settled"
    ):
        told[group].append((on, is_holiday or is_closed))
        met[group] += is_closed and not is_holiday and start <= on <= end
    return told, met


def middle(numbers: Iterable[float | None]) -> float | None:
    """The median of what is known; None where nothing is.

    >>> middle([3.0, None, 1.0]), middle([1.0, 2.0]), middle([None])
    (2.0, 1.5, None)
    """
    told = sorted(one for one in numbers if one is not None)
    if not told:
        return None
    half = len(told) // 2
    return told[half] if len(told) % 2 else (told[half - 1] + told[half]) / 2
