"""Who was there over many meetings: strips, weeks, counts."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from cookout.core.models import User
from cookout.core.testing import query_count
from cookout.events.models import (
    Attendance,
    GroupMeeting,
    attendance_of,
    attendance_strips,
    attendance_weeks,
    meetings_held,
)
from cookout.events.testing import SEVEN, TUESDAY, met_on, tuesdays
from cookout.groups.models import Group, Leave

WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def group(ada: User, ben: User) -> Iterator[Group]:
    """Ada leads, Ben sits in it; it is Tuesday at seven."""
    with time_machine.travel(SEVEN, tick=False):
        yield tuesdays(ada, ben, leader=ada)


def strips(group: Group, last: int = 10) -> list[str]:
    members = list(group.memberships.order_by("pk"))
    shown = attendance_strips(group, members, last)
    return ["".join(mark or "?" for mark in shown[member.pk].marks) for member in members]


def test_a_strip_shows_the_last_meetings_the_oldest_first(group: Group) -> None:
    met_on(group, "PA", "LS", "M.", last=TUESDAY - WEEK)
    assert strips(group) == ["ppx", "as?"]
    assert strips(group, last=2) == ["px", "s?"]


def test_todays_meeting_counts_once_somebody_was_marked_and_a_holiday_never(group: Group) -> None:
    met_on(group, "PP", "..")
    GroupMeeting.objects.create(group=group, on=TUESDAY - 2 * WEEK, is_holiday=True)
    assert strips(group) == ["p", "p"]
    Attendance.objects.create(
        meeting=GroupMeeting.objects.get(on=TUESDAY), membership=group.memberships.first(), mark="P"
    )
    assert sorted(strips(group)) == ["p?", "pp"]


def test_a_strip_tells_no_member_from_not_known_and_hides_why_one_is_excused(group: Group, cleo: User) -> None:
    met_on(group, "PA", "PA", last=TUESDAY - WEEK)
    late = group.memberships.create(user=cleo, name=cleo.name, joined_on=TUESDAY - WEEK)
    Leave.objects.create(membership=group.memberships.all()[1], starts_on=TUESDAY - 2 * WEEK, ends_on=TUESDAY - WEEK)
    shown = attendance_strips(group, list(group.memberships.all()))
    assert shown[late.pk].marks == ("-", "")
    assert [shown[seat.pk].marks for seat in group.memberships.all()[:2]] == [("p", "p"), ("x", "a")]


def test_a_hundred_members_take_as_many_queries_as_two(group: Group) -> None:
    met_on(group, "PP", "PP", last=TUESDAY - WEEK)
    members = list(group.memberships.all())
    with query_count() as few:
        attendance_strips(group, members)
    for place in range(100):
        group.memberships.create(name=f"Member {place}", joined_on=dt.date(2024, 1, 2))
    members = list(group.memberships.all())
    with query_count() as many:
        attendance_strips(group, members)
    assert few == many == [3]


def test_weeks_count_everybody_once(group: Group, cleo: User) -> None:
    away = group.memberships.create(user=cleo, name=cleo.name, joined_on=dt.date(2024, 1, 2))
    Leave.objects.create(membership=away, starts_on=TUESDAY - WEEK)
    met_on(group, "PA.", "S..", last=TUESDAY - WEEK)
    first, second = attendance_weeks(group)
    assert (first.present, first.substitutes, first.absent, first.excused, first.missing) == (1, 0, 1, 0, 1)
    assert (second.present, second.substitutes, second.absent, second.excused, second.missing) == (0, 1, 0, 1, 1)
    assert first.members == second.members == 3


def test_counts_are_of_the_days_asked_for_and_of_meetings_that_were_held(group: Group) -> None:
    meetings = met_on(group, "PA", "PA", "LS", last=TUESDAY)
    one, other = group.memberships.order_by("pk")
    start = meetings[0].on
    assert attendance_of([group], start, TUESDAY) == {one.pk: {"P": 2}, other.pk: {"A": 2}}
    assert attendance_of([group], start, TUESDAY + WEEK) == {one.pk: {"P": 2, "L": 1}, other.pk: {"A": 2, "S": 1}}
    GroupMeeting.objects.filter(pk=meetings[1].pk).update(is_holiday=True)
    assert attendance_of(Group.objects.all(), start, TUESDAY)[one.pk] == {"P": 1}


def test_nobody_is_absent_while_on_leave(group: Group) -> None:
    meetings = met_on(group, "PA", "PA")
    one, other = group.memberships.order_by("pk")
    leave = Leave.objects.create(membership=other, starts_on=meetings[0].on, ends_on=meetings[1].on)
    assert attendance_of([group], meetings[0].on, TUESDAY + WEEK)[other.pk] == {"A": 1}
    leave.delete()
    assert attendance_of([group], meetings[0].on, TUESDAY + WEEK)[other.pk] == {"A": 2}


def test_meetings_are_closed_open_missing_or_holidays(group: Group) -> None:
    met_on(group, "PP", closed=True)
    met_on(group, "PP", last=TUESDAY - WEEK)
    met_on(group, "..", last=TUESDAY - 2 * WEEK)
    GroupMeeting.objects.create(group=group, on=TUESDAY - 3 * WEEK, is_holiday=True)
    held = meetings_held([group], TUESDAY - 3 * WEEK, TUESDAY + WEEK)[group.pk]
    assert (held.closed, held.open, held.missing, held.holidays) == (1, 1, 1, 1)
