"""What members did in a period, one line each: the ground of reports and scorecards. Missing is not zero."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from cookout.core.models import User
from cookout.events.models import GroupMeeting, LearningCredit, Mark, MeetingClosure, Praise, Visit
from cookout.events.models.attended import attendance_of
from cookout.groups.models import Group, Membership
from cookout.insight.models.tally import Tally, tally
from cookout.insight.rules import unsettled

A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
MARKS = {
    "present": Mark.PRESENT, "absent": Mark.ABSENT, "late": Mark.LATE, "medical": Mark.MEDICAL,
    "substitute": Mark.SUBSTITUTE,
}  # fmt: skip
NOT_KNOWN = "–"
DEEDS = ("one_to_ones", "given", "received", "thanked")


@dataclass(frozen=True, slots=True)
class Known:
    """Counts of one member or of many; None is not known."""

    present: int | None = None
    absent: int | None = None
    late: int | None = None
    medical: int | None = None
    substitute: int | None = None
    one_to_ones: int | None = None
    given: int | None = None
    received: int | None = None
    thanked: int | None = None
    visitors: int | None = None
    credits: int | None = None
    praise: int | None = None

    def __iter__(self) -> Iterator[int | None]:
        """The counts in the order of their columns."""
        return (getattr(self, one.name) for one in fields(self))

    def as_data(self) -> dict[str, int | None]:
        """For programs."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def without_deeds(self) -> "Known":
        """Attendance alone: what a group shows that keeps counts to itself."""
        return Known(**{name: getattr(self, name) for name in MARKS})

    @property
    def there(self) -> int | None:
        """How often she came or sent somebody."""
        return None if self.present is None else (self.present or 0) + (self.late or 0) + (self.substitute or 0)

    @property
    def expected(self) -> int | None:
        """At how many meetings somebody was looked for; whoever was ill was not."""
        return None if self.there is None else self.there + (self.absent or 0)


COUNTED = tuple(one.name for one in fields(Known))


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report in plain words."""

    said: str
    label: str
    meaning: str = ""

    @classmethod
    def of(cls, count: int | None, label: str, meaning: str = "") -> "Figure":
        """A dash where it is not known."""
        return cls(NOT_KNOWN if count is None else str(count), label, meaning)


@dataclass(frozen=True, slots=True)
class Line:
    """One membership in a period."""

    membership: Membership
    known: Known

    @property
    def name(self) -> str:
        """Who; an erased account has no name."""
        return self.membership.name

    def is_of(self, user: User) -> bool:
        """Whether it is the user's own."""
        return self.membership.user_id == user.pk


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of several groups in one period, and of which days nothing is known."""

    start: dt.date
    end: dt.date
    lines: Mapping[int, Sequence[Line]]
    """By the key of the group, each by name."""
    unsettled: Mapping[int, Sequence[dt.date]]
    met: frozenset[int]
    """The groups that have a closed meeting in the period."""

    def total(self, group: int) -> Known:
        """The sums of one group; of what nobody's count is known, none."""
        return summed(line.known for line in self.lines.get(group, ()))

    def counted(self, group: int) -> list[Line]:
        """Whose 1-2-1s and referrals are known."""
        return [line for line in self.lines.get(group, ()) if line.known.one_to_ones is not None]


def summed(several: Iterable[Known]) -> Known:
    """Each count added up where it is known."""
    found: dict[str, int | None] = dict.fromkeys(COUNTED)
    for one in several:
        for name in COUNTED:
            count = getattr(one, name)
            if count is not None:
                found[name] = (found[name] or 0) + count
    return Known(**found)


def sheet(groups: Sequence[Group], start: dt.date, end: dt.date, *, today: dt.date) -> Sheet:
    """The lines of these groups from the first to the last day; as many queries for sixty groups as for one."""
    ids = [group.pk for group in groups]
    seats = list(
        Membership.objects.filter(
            Q(left_on=None) | Q(left_on__gt=start), group__in=ids, deleted_at=None, joined_on__lte=end
        )
        .select_related("user", "classification", "group")
        .order_by("name", "pk")
    )
    missing, met = _meetings(groups, start, min(end, today))
    told = _Told.of(ids, start, end, met)
    lines: dict[int, list[Line]] = defaultdict(list)
    for seat in seats:
        lines[seat.group_id].append(Line(seat, told.about(seat, end)))
    return Sheet(start, end, lines, missing, met)


def _meetings(
    groups: Sequence[Group], start: dt.date, end: dt.date
) -> tuple[dict[int, list[dt.date]], frozenset[int]]:  # fmt: skip
    """For each group the days of which nothing is known; and which groups closed a meeting in the period."""
    closed = Exists(MeetingClosure.objects.filter(meeting=OuterRef("pk"), reopened_at=None))
    around = (start - A_WEEK, end + A_WEEK)
    rows = GroupMeeting.objects.filter(group__in=[group.pk for group in groups], deleted_at=None, on__range=around)
    told: dict[int, list[tuple[dt.date, bool]]] = defaultdict(list)
    met: set[int] = set()
    for group, on, is_holiday, is_closed in rows.annotate(settled=closed).values_list(
        "group_id", "on", "is_holiday", "settled"
    ):
        told[group].append((on, is_holiday or is_closed))
        if is_closed and not is_holiday and start <= on <= end:
            met.add(group)
    return {group.pk: unsettled(group.meets_on, start, end, told[group.pk]) for group in groups}, frozenset(met)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was counted, by membership or by group and user."""

    tally: Tally
    marks: Mapping[int, Mapping[str, int]]
    visits: Mapping[int, int]
    credits: Mapping[int, int]
    praise: Mapping[int, int]
    keeps_credits: frozenset[int]
    met: frozenset[int]

    @classmethod
    def of(cls, groups: Sequence[int], start: dt.date, end: dt.date, met: frozenset[int]) -> "_Told":
        days = (start, end)
        visits = Visit.objects.filter(
            came=True, deleted_at=None, meeting__deleted_at=None, meeting__group__in=groups, meeting__on__range=days
        )
        learned = LearningCredit.objects.filter(membership__group__in=groups, deleted_at=None, on__range=days)
        praised = Praise.objects.filter(
            meeting__group__in=groups, meeting__deleted_at=None, deleted_at=None, meeting__on__range=days
        )
        return cls(
            tally(groups, start, end),
            attendance_of(groups, start, end + A_DAY),  # type: ignore[arg-type]  # ids do as well as rows in `__in`
            _by(visits, "invited_by", Count("pk")),
            _by(learned, "membership", Sum("credits")),
            _by(praised, "giver", Count("pk")),
            frozenset(learned.order_by().values_list("membership__group_id", flat=True).distinct()),
            met,
        )

    def about(self, seat: Membership, end: dt.date) -> Known:
        """One membership's counts: what is not kept in its group is not known, nor what was before the account."""
        marks = self.marks.get(seat.pk)
        seen = {name: marks.get(mark, 0) for name, mark in MARKS.items()} if marks else {}
        user = seat.user
        deeds: dict[str, int] = {}
        if user is not None and user.date_joined.date() <= end:
            counts = self.tally.of(seat.group_id, user.pk)
            deeds = {name: getattr(counts, name) for name in DEEDS}
        in_room = seat.group_id in self.met
        return Known(
            **seen,
            **deeds,
            visitors=self.visits.get(seat.pk, 0) if in_room else None,
            praise=self.praise.get(seat.pk, 0) if in_room else None,
            credits=self.credits.get(seat.pk, 0) if seat.group_id in self.keeps_credits else None,
        )


def _by(rows: Any, key: str, count: Any) -> dict[int, int]:
    """Rows counted by one of their keys, in SQL."""
    told = rows.filter(**{f"{key}__isnull": False}).order_by().values_list(key).annotate(many=count)
    return dict(told)
