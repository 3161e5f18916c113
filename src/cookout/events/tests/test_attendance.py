"""Who comes and who was there: a word beforehand, marks at the door, two people at it at once, absences piling up."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events.models import Attendance, GroupMeeting, ToNote, absence_notices, roll_of
from cookout.events.testing import SEVEN, TUESDAY, met_on, tuesdays
from cookout.groups.models import Group, Leave, Membership

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


@pytest.fixture
def seat(group: Group, ben: User) -> Membership:
    """Ben's."""
    return group.memberships.get(user=ben)


def noted(meeting: GroupMeeting) -> dict[str, str]:
    return {row.membership.name.split()[0]: row.mark for row in meeting.attendances.select_related("membership")}


def test_a_word_beforehand_is_kept_changed_and_undone(meeting: GroupMeeting, seat: Membership, ben: User) -> None:
    Attendance.say(meeting, seat, "substitute", by=ben, substitute="  Dora ")
    row = meeting.attendances.get()
    assert (row.coming, row.substitute, row.mark) == ("substitute", "Dora", "")
    assert Attendance.say(meeting, seat, "substitute", by=ben, substitute="Dora").changes.count() == 0
    act = Attendance.say(meeting, seat, "away", by=ben, substitute="Dora")
    row.refresh_from_db()
    assert (row.coming, row.substitute) == ("away", "")
    assert act.undo(by=ben).restored == 1
    row.refresh_from_db()
    assert (row.coming, row.substitute) == ("substitute", "Dora")


def test_after_the_meeting_nobody_says_that_he_comes(meeting: GroupMeeting, seat: Membership, ben: User) -> None:
    with time_machine.travel(SEVEN + dt.timedelta(hours=2)), pytest.raises(Refusal, match="is over"):
        Attendance.say(meeting, seat, "coming", by=ben)


def test_a_mark_says_who_wrote_it_and_goes_away_again(meeting: GroupMeeting, seat: Membership, ada: User) -> None:
    act = Attendance.note(meeting, seat, "S", by=ada, substitute="Dora")
    row = meeting.attendances.get()
    assert (row.mark, row.substitute, row.noted_by) == ("S", "Dora", ada)
    assert (act.verb, act.by) == ("attendance.note", ada)
    assert Attendance.note(meeting, seat, "S", by=ada, substitute="Dora").changes.count() == 0
    Attendance.note(meeting, seat, "", by=ada)
    row.refresh_from_db()
    assert (row.mark, row.substitute) == ("", "")
    act = Attendance.note(meeting, seat, "A", by=ada)
    act.undo(by=ada)
    row.refresh_from_db()
    assert row.mark == ""


def test_a_mark_that_is_none_is_refused(meeting: GroupMeeting, seat: Membership, ada: User) -> None:
    with pytest.raises(Refusal, match="one of P, A, L, M and S"):
        Attendance.note(meeting, seat, "X", by=ada)
    assert not meeting.attendances.exists()


def test_who_joined_later_or_left_before_has_no_place(meeting: GroupMeeting, ada: User, seat: Membership) -> None:
    later = meeting.group.memberships.create(name="Nora", joined_on=TUESDAY + dt.timedelta(days=1))
    seat.leave(by=ada, on=TUESDAY)
    for strange in (later, seat):
        with pytest.raises(Refusal, match="no member on that day"):
            Attendance.note(meeting, strange, "P", by=ada)
    assert [place.membership.name for place in roll_of(meeting, ada).places] == [ada.name]


def test_nobody_is_marked_before_the_day(group: Group, seat: Membership, ada: User) -> None:
    ahead = met_on(group, "..", last=TUESDAY + WEEK)[0]
    with pytest.raises(Refusal, match="still to come"):
        Attendance.note(ahead, seat, "P", by=ada)


def test_two_people_marking_at_once_lose_nothing(meeting: GroupMeeting, seat: Membership, ada: User, ben: User) -> None:
    mine = meeting.group.memberships.get(user=ada)
    Attendance.note(meeting, seat, "L", by=ben)
    stale = [ToNote(seat, "A", was=""), ToNote(mine, "P", was="")]
    told = Attendance.note_all(meeting, stale, by=ada)
    assert noted(meeting) == {"Ben": "L", "Ada": "P"}
    assert (told.changed, told.skipped) == (1, (seat,))
    assert Attendance.note_all(meeting, [ToNote(seat, "L", was="")], by=ada).skipped == ()


def test_a_page_that_was_open_long_changes_only_what_was_pressed(
    meeting: GroupMeeting, seat: Membership, ada: User, ben: User
) -> None:
    Attendance.note(meeting, seat, "P", by=ada)
    unpressed = ToNote(seat, "", was="")
    assert Attendance.note_all(meeting, [unpressed], by=ben).skipped == ()
    assert noted(meeting) == {"Ben": "P"}


def test_the_rest_is_marked_as_they_said_and_who_is_on_leave_is_not(
    group: Group, meeting: GroupMeeting, seat: Membership, ada: User, cleo: User
) -> None:
    away = group.memberships.create(name="Dora", joined_on=TUESDAY - WEEK)
    Leave.objects.create(membership=away, starts_on=TUESDAY)
    sends = group.memberships.create(user=cleo, name=cleo.name, joined_on=TUESDAY)
    Attendance.say(meeting, sends, "substitute", by=cleo, substitute="Omar")
    Attendance.say(meeting, seat, "away", by=ada)
    told = Attendance.note_rest(meeting, by=ada)
    assert noted(meeting) == {"Ada": "P", "Ben": "A", "Cleo": "S"}
    assert meeting.attendances.get(membership=sends).substitute == "Omar"
    assert Attendance.note_rest(meeting, by=ada).changed == 0
    assert told.act.undo(by=ada).restored == 3
    assert set(noted(meeting).values()) == {""}


def test_the_roll_counts_heads_and_names_who_has_not_said(meeting: GroupMeeting, seat: Membership, ada: User) -> None:
    assert roll_of(meeting, ada).ahead == "0 coming, Ada and Ben have not said."
    Attendance.say(meeting, seat, "coming", by=ada)
    meeting.visits.create(name="Clara Voss")
    assert roll_of(meeting, ada).ahead == "1 coming, Ada has not said. 1 visitor."
    Attendance.note(meeting, seat, "L", by=ada)
    meeting.visits.update(came=True)
    roll = roll_of(meeting, ada)
    assert (roll.heads, roll.members_there, len(roll.unmarked)) == (2, 1, 1)


def test_why_somebody_is_excused_is_between_her_and_who_leads(
    meeting: GroupMeeting, seat: Membership, ada: User, ben: User, cleo: User
) -> None:
    meeting.group.memberships.create(user=cleo, name=cleo.name, joined_on=TUESDAY)
    Attendance.note(meeting, seat, "M", by=ada)

    def reads(user: User) -> str:
        return next(place.shown for place in roll_of(meeting, user).places if place.membership == seat)

    assert [reads(user) for user in (ada, ben, cleo)] == ["medical", "medical", "excused"]


def test_absences_are_said_to_who_leads_and_to_the_member_herself(group: Group, ada: User, ben: User) -> None:
    met_on(group, "PP", "PA", "PA", last=TUESDAY - WEEK)
    told = absence_notices(group, ada)
    assert [(notice.membership.name, notice.said, notice.is_me) for notice in told] == [
        ("Ben Brandt", "Absent the last 2 times.", False)
    ]
    assert [notice.is_me for notice in absence_notices(group, ben)] == [True]
    group.memberships.filter(user=ada).update(user=None)
    assert absence_notices(group, User.objects.get(pk=ben.pk))[0].away.absent == 2


def test_to_a_fellow_member_anothers_absences_are_not_pointed_out(group: Group, ben: User, cleo: User) -> None:
    group.memberships.create(user=cleo, name=cleo.name, joined_on=TUESDAY - WEEK)
    met_on(group, "PA", "PA", last=TUESDAY - WEEK)
    assert absence_notices(group, cleo) == []
    assert len(absence_notices(group, ben)) == 1


def test_the_limit_that_the_group_agreed_on_is_near(group: Group, ada: User) -> None:
    Group.objects.filter(pk=group.pk).update(absences_allowed=3)
    group.refresh_from_db()
    met_on(group, "PA", "PP", "PA", "PP", last=TUESDAY - WEEK)
    notice = absence_notices(group, ada)[0]
    assert notice.said == "2 absences in 6 months; agreed: 3."
    assert (notice.away.is_soon, notice.away.is_at_limit) == (True, False)


def test_leave_holidays_medical_and_what_is_not_known_are_no_absence(group: Group, ada: User, seat: Membership) -> None:
    met_on(group, "PA", "PM", "P.", "PS", "PA", last=TUESDAY - WEEK)
    assert absence_notices(group, ada) == []
    holiday = met_on(group, "PA", last=TUESDAY)[0]
    assert len(absence_notices(group, ada)) == 1
    GroupMeeting.objects.filter(pk=holiday.pk).update(is_holiday=True)
    assert absence_notices(group, ada) == []
    GroupMeeting.objects.filter(pk=holiday.pk).update(is_holiday=False)
    Leave.objects.create(membership=seat, starts_on=TUESDAY, ends_on=TUESDAY + WEEK)
    assert absence_notices(group, ada) == []
