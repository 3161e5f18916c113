"""Group meetings: planned, moved, called off, closed with a headcount, opened again with a trace."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.events.models import Attendance, GroupMeeting
from cookout.events.testing import SEVEN, TUESDAY, met_on, tuesdays
from cookout.groups.models import Group

WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def group(ada: User, ben: User) -> Iterator[Group]:
    """Ada leads, Ben sits in it; it is Tuesday at seven."""
    with time_machine.travel(SEVEN, tick=False):
        yield tuesdays(ada, ben, leader=ada)


@pytest.fixture
def meeting(group: Group) -> GroupMeeting:
    """Today's, with nobody marked."""
    return met_on(group, "..")[0]


def days(group: Group) -> list[dt.date]:
    return list(GroupMeeting.objects.of(group).values_list("on", flat=True))


def test_planning_takes_the_groups_day_and_planning_twice_is_planning_once(group: Group, ada: User) -> None:
    planned = GroupMeeting.plan(group, by=ada, weeks=3)
    assert [one.on for one in planned] == days(group) == [TUESDAY, TUESDAY + WEEK, TUESDAY + 2 * WEEK]
    planned[1].call_off(by=ada)
    again = GroupMeeting.plan(group, by=ada, weeks=4)
    assert days(group) == [one.on for one in again] == [TUESDAY + n * WEEK for n in range(4)]
    assert [one.is_holiday for one in again] == [False, True, False, False]
    assert (
        list(Act.objects.filter(by=ada, verb="group_meeting.plan").values_list("about", flat=True)) == ["Riverside"] * 2
    )


def test_planning_is_undone_except_where_somebody_was_marked(group: Group, ada: User) -> None:
    planned = GroupMeeting.plan(group, by=ada, weeks=3)
    Attendance.note(planned[0], group.memberships.get(user=ada), "P", by=ada)
    assert Act.objects.get(verb="group_meeting.plan").undo(by=ada).skipped == ("events.groupmeeting",)
    assert days(group) == [TUESDAY]


def test_a_group_without_a_day_cannot_plan_and_nobody_plans_for_ever(group: Group, ada: User) -> None:
    for weeks in (0, 54):
        with pytest.raises(Refusal, match="between one week and 53"):
            GroupMeeting.plan(group, by=ada, weeks=weeks)
    group.meets_on = None
    with pytest.raises(Refusal, match="no meeting day yet"):
        GroupMeeting.plan(group, by=ada)
    assert days(group) == []


def test_a_day_that_the_zone_skips_is_not_planned_and_cannot_be_called(ada: User) -> None:
    with time_machine.travel(dt.datetime(2011, 12, 20, 12, tzinfo=dt.UTC), tick=False):
        islanders = tuesdays(ada, name="Apia", zone="Pacific/Apia", meets_on=4)
        assert [one.on.day for one in GroupMeeting.plan(islanders, by=ada, weeks=3)] == [23, 6]
        with pytest.raises(Refusal, match="no such day in Pacific/Apia"):
            GroupMeeting.call(islanders, by=ada, on=dt.date(2011, 12, 30))


def test_a_time_that_the_clock_skips_is_an_hour_later(group: Group) -> None:
    one = GroupMeeting.objects.create(group=group, on=dt.date(2026, 3, 8), starts_at=dt.time(2, 30))
    assert one.begins_at.isoformat() == "2026-03-08T03:30:00-04:00"
    assert one.ends_at - one.begins_at == dt.timedelta(minutes=90)


def test_calling_the_same_day_twice_is_one_meeting_and_a_slip_in_the_year_is_said(group: Group, ada: User) -> None:
    one = GroupMeeting.call(group, by=ada, on=TUESDAY + dt.timedelta(days=2), topic="Visitors’ day")
    assert GroupMeeting.call(group, by=ada, on=one.on, topic="Something else") == one
    assert (one.topic, one.place, one.where) == ("Visitors’ day", "", "Harbor Cafe")
    with pytest.raises(Refusal, match="Look at the year"):
        GroupMeeting.call(group, by=ada, on=dt.date(2062, 3, 3))
    assert Act.objects.get(verb="group_meeting.call").undo(by=ada).restored == 1
    assert days(group) == []


def test_a_change_is_recorded_and_undone(meeting: GroupMeeting, ada: User) -> None:
    act = meeting.change(by=ada, topic="Roofs", starts_at=dt.time(8), speaker=meeting.group.memberships.get(user=ada))
    assert (meeting.topic, meeting.time, str(act)) == (
        "Roofs",
        dt.time(8),
        "group_meeting.change Riverside, 2026-03-03",
    )
    act.undo(by=ada)
    meeting.refresh_from_db()
    assert (meeting.topic, meeting.time, meeting.speaker) == ("", dt.time(7), None)


def test_a_meeting_moves_to_a_free_day_only_and_never_with_its_marks(group: Group, ada: User) -> None:
    first, second = GroupMeeting.plan(group, by=ada, weeks=2)
    with pytest.raises(Refusal, match="on that day already"):
        second.change(by=ada, on=first.on)
    second.change(by=ada, on=second.on + dt.timedelta(days=1))
    assert days(group) == [TUESDAY, TUESDAY + dt.timedelta(days=8)]
    Attendance.note(first, group.memberships.get(user=ada), "P", by=ada)
    with pytest.raises(Refusal, match="cannot move"):
        first.change(by=ada, on=TUESDAY + dt.timedelta(days=3))


def test_who_has_left_by_then_does_not_speak(meeting: GroupMeeting, ada: User, ben: User) -> None:
    seat = meeting.group.memberships.get(user=ben)
    seat.leave(by=ben, on=TUESDAY)
    with pytest.raises(Refusal, match="Choose another speaker"):
        meeting.change(by=ada, speaker=seat)


def test_a_holiday_has_no_marks_and_is_taken_back(meeting: GroupMeeting, ada: User) -> None:
    seat = meeting.group.memberships.get(user=ada)
    assert meeting.call_off(by=ada).changes.count() == 1
    assert meeting.call_off(by=ada).changes.count() == 0
    with pytest.raises(Refusal, match="No meeting is held"):
        Attendance.note(meeting, seat, "A", by=ada)
    with pytest.raises(Refusal, match="No meeting is held"):
        meeting.close(by=ada, headcount=0)
    meeting.restore(by=ada)
    Attendance.note(meeting, seat, "P", by=ada)
    with pytest.raises(Refusal, match="Take the marks away first"):
        meeting.call_off(by=ada)


def test_planned_by_mistake_goes_unless_somebody_stands_in_it(meeting: GroupMeeting, ada: User) -> None:
    visit = meeting.visits.create(name="Clara Voss")
    with pytest.raises(Refusal, match="Call it off instead"):
        meeting.remove(by=ada)
    visit.delete()
    act = meeting.remove(by=ada)
    assert days(meeting.group) == []
    act.undo(by=ada)
    assert days(meeting.group) == [TUESDAY]


def test_closing_needs_heads_that_agree_or_a_difference_with_a_name(meeting: GroupMeeting, ada: User) -> None:
    one, other = meeting.group.memberships.order_by("pk")
    Attendance.note(meeting, one, "L", by=ada)
    Attendance.note(meeting, other, "S", by=ada, substitute="Dora")
    meeting.visits.create(name="Clara Voss", came=True)
    meeting.visits.create(name="Will Tran", came=False)
    meeting.visits.create(name="Yusuf Ali")
    with pytest.raises(Refusal, match="You counted 4, and 3 are marked"):
        meeting.close(by=ada, headcount=4)
    assert not meeting.is_closed
    closure = meeting.close(by=ada, headcount=4, difference="a child")
    assert (closure.headcount, closure.difference, closure.closed_by) == (4, "a child", ada)
    assert meeting.is_closed


def test_a_difference_that_is_none_is_not_kept(meeting: GroupMeeting, ada: User) -> None:
    assert meeting.close(by=ada, headcount=0, difference="just so").difference == ""


def test_closing_twice_is_closing_once(meeting: GroupMeeting, ada: User, ben: User) -> None:
    first = meeting.close(by=ada, headcount=0)
    stale = GroupMeeting.objects.get(pk=meeting.pk)
    assert stale.close(by=ben, headcount=7, difference="another count") == first
    assert list(meeting.closures.values_list("headcount", "closed_by")) == [(0, ada.pk)]


def test_a_meeting_is_not_closed_before_it_begins(group: Group, ada: User) -> None:
    one = met_on(group, "..", last=TUESDAY + WEEK)[0]
    with pytest.raises(Refusal, match="has not begun yet"):
        one.close(by=ada, headcount=0)


def test_what_is_closed_stays_as_it_is(meeting: GroupMeeting, ada: User) -> None:
    seat = meeting.group.memberships.get(user=ada)
    noted = Attendance.note(meeting, seat, "P", by=ada)
    meeting.close(by=ada, headcount=1)
    for verb in (
        lambda: Attendance.note(meeting, seat, "A", by=ada),
        lambda: Attendance.say(meeting, seat, "away", by=ada),
        lambda: meeting.change(by=ada, topic="x"),
        lambda: meeting.call_off(by=ada),
        lambda: meeting.remove(by=ada),
    ):
        with pytest.raises(Refusal, match="closed"):
            verb()
    assert noted.undo(by=ada).restored == 0
    assert Act.objects.get(verb="group_meeting.close").undo(by=ada).restored == 0
    assert meeting.closures.count() == 1


def test_opening_again_leaves_a_trace_with_its_reason(meeting: GroupMeeting, ada: User) -> None:
    meeting.close(by=ada, headcount=0)
    with pytest.raises(Refusal, match="Say why"):
        meeting.reopen(by=ada, reason="  ")
    closure = meeting.reopen(by=ada, reason="Ben was late")
    assert closure is not None
    assert not meeting.is_closed
    assert meeting.reopen(by=ada, reason="again") is None
    assert (closure.reopened_by, closure.reason, closure.headcount) == (ada, "Ben was late", 0)
    Attendance.note(meeting, meeting.group.memberships.get(user=ada), "P", by=ada)
    meeting.close(by=ada, headcount=1)
    assert list(meeting.closures.values_list("headcount", "reason")) == [(0, "Ben was late"), (1, "")]
    assert Act.objects.get(verb="group_meeting.reopen").undo(by=ada).restored == 0


def test_the_next_meeting_is_todays_until_it_is_closed_and_never_a_holiday(group: Group, ada: User) -> None:
    today, holiday, last = GroupMeeting.plan(group, by=ada, weeks=3)
    holiday.call_off(by=ada)
    assert GroupMeeting.objects.next_of(group) == today
    today.close(by=ada, headcount=0)
    assert GroupMeeting.objects.next_of(group) == last
    last.remove(by=ada)
    assert GroupMeeting.objects.next_of(group) is None


def test_the_day_is_the_groups_own(group: Group, ada: User) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 4, 3, 0, tzinfo=dt.UTC), tick=False):  # Tuesday 22:00 in New York
        assert GroupMeeting.plan(group, by=ada, weeks=1)[0].on == TUESDAY
        assert timezone.now().date() == TUESDAY + dt.timedelta(days=1)


def test_who_does_not_lead_any_more_takes_nothing_back(meeting: GroupMeeting, ben: User) -> None:
    act = meeting.change(by=ben, topic="Roofs")
    assert act.undo(by=ben).restored == 0
    meeting.refresh_from_db()
    assert meeting.topic == "Roofs"
