"""The pages of group meetings: what members see, what leaders do, what a stranger does not find."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.events.models import Attendance, GroupMeeting
from cookout.events.testing import SEVEN, TUESDAY, met_on, tuesdays
from cookout.groups.models import Group, Office

WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def group(ada: User, ben: User) -> Iterator[Group]:
    """Ada leads (and hosts not), Ben sits in it; it is Tuesday at seven."""
    User.objects.filter(pk=ada.pk).update(is_host=False)
    ada.refresh_from_db()
    with time_machine.travel(SEVEN, tick=False):
        yield tuesdays(ada, ben, leader=ada)


@pytest.fixture
def meeting(group: Group) -> GroupMeeting:
    """Today's, with nobody marked."""
    return met_on(group, "..")[0]


def at(name: str, thing: Group | GroupMeeting) -> str:
    return reverse(f"meetings:{name}", args=[thing.uid])


def row(meeting: GroupMeeting, user: User, mark: str, was: str = "", who: str = "") -> dict[str, Any]:
    uid = meeting.group.memberships.get(user=user).uid.hex
    return {f"mark_{uid}": mark, f"was_{uid}": was, f"substitute_{uid}": who}


FOR_LEADERS = ("meeting_update", "meeting_screen", "code_detail")
PRESSED_BY_LEADERS = (
    "holiday_create", "meeting_remove", "closing_create", "reopening_create", "attendance_update",
    "attendance_rest_create",
)  # fmt: skip


def test_to_a_stranger_no_meeting_exists_and_to_a_member_no_door_of_leaders(
    client: Client, meeting: GroupMeeting, ben: User, cleo: User
) -> None:
    client.force_login(cleo)
    assert {client.get(at(name, meeting)).status_code for name in ("meeting_detail", *FOR_LEADERS)} == {404}
    assert client.get(at("meeting_list", meeting.group)).status_code == 404
    assert client.post(at("coming_create", meeting), {"coming": "coming"}).status_code == 404
    client.force_login(ben)
    assert {client.get(at(name, meeting)).status_code for name in FOR_LEADERS} == {404}
    assert {client.post(at(name, meeting)).status_code for name in PRESSED_BY_LEADERS} == {404}
    assert client.post(at("plan_create", meeting.group), {"weeks": 2}).status_code == 404
    assert client.get(at("meeting_create", meeting.group)).status_code == 404
    assert client.get(at("meeting_detail", meeting)).status_code == 200
    assert GroupMeeting.objects.count() == 1


def test_what_is_pressed_is_not_opened_and_what_is_read_writes_nothing(
    client: Client, meeting: GroupMeeting, ada: User
) -> None:
    client.force_login(ada)
    pressed = (*PRESSED_BY_LEADERS, "coming_create")
    assert {client.get(at(name, meeting)).status_code for name in pressed} == {405}
    assert client.post(at("meeting_detail", meeting)).status_code == 405
    with no_writes():
        for name in ("meeting_detail", "meeting_screen", "code_detail", "meeting_update"):
            assert client.get(at(name, meeting)).status_code == 200
        assert client.get(at("meeting_list", meeting.group)).status_code == 200


def test_the_next_weeks_are_planned_with_one_press(client: Client, group: Group, ada: User) -> None:
    client.force_login(ada)
    answer = client.post(at("plan_create", group), {"weeks": 3}, follow=True)
    assert "3 meetings are planned." in answer.content.decode()
    assert "March 17, 7:00" in answer.content.decode()
    assert client.post(at("plan_create", group), {"weeks": "many"}).status_code in {302, 303}
    assert GroupMeeting.objects.count() == 3


def test_a_meeting_is_called_changed_and_bad_days_are_said_in_the_form(
    client: Client, meeting: GroupMeeting, ada: User
) -> None:
    client.force_login(ada)
    client.post(at("meeting_create", meeting.group), {"on": "2026-03-05", "topic": "Visitors’ day"})
    called = GroupMeeting.objects.get(topic="Visitors’ day")
    answer = client.post(at("meeting_update", called), {"on": "2026-03-03"})
    assert answer.status_code == 422
    assert "There is a meeting on that day already." in answer.content.decode()
    assert client.post(at("meeting_update", called), {"on": "2026-02-30"}).status_code == 422
    assert client.post(at("meeting_create", meeting.group), {"on": "2062-03-05"}).status_code == 422
    client.post(at("meeting_update", called), {"on": "2026-03-06", "notes": "Bring cards"})
    called.refresh_from_db()
    assert (called.on.day, called.notes, called.topic) == (6, "Bring cards", "")


def test_a_member_says_that_she_cannot_come_and_takes_it_back(client: Client, meeting: GroupMeeting, ben: User) -> None:
    client.force_login(ben)
    answer = client.post(at("coming_create", meeting), {"coming": "away"}, follow=True)
    assert "1 away" not in answer.content.decode()  # today it is the roll that counts
    assert meeting.attendances.get().coming == "away"
    client.post(at("coming_create", meeting), {"coming": ""})
    assert meeting.attendances.get().coming == ""
    client.post(at("coming_create", meeting), {"coming": "perhaps"})
    assert meeting.attendances.get().coming == ""
    assert "Do you come?" in client.get(at("meeting_detail", meeting)).content.decode()
    with time_machine.travel(SEVEN + dt.timedelta(hours=2), tick=False):
        assert "Do you come?" not in client.get(at("meeting_detail", meeting)).content.decode()


def test_one_row_is_marked_by_a_tap_and_comes_back_alone(
    client: Client, meeting: GroupMeeting, ada: User, ben: User
) -> None:
    client.force_login(ada)
    answer = client.post(at("attendance_update", meeting), row(meeting, ben, "L"), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.count("<li") == 1
    assert "Ada" not in page.split("</li>")[0]
    assert 'id="heads"' in page
    assert meeting.attendances.get().mark == "L"


def test_a_tap_that_came_second_shows_who_was_first(
    client: Client, meeting: GroupMeeting, ada: User, ben: User
) -> None:
    Attendance.note(meeting, meeting.group.memberships.get(user=ben), "A", by=ben)
    client.force_login(ada)
    answer = client.post(at("attendance_update", meeting), row(meeting, ben, "P"), headers={"HX-Request": "true"})
    assert "Ben Brandt marked it meanwhile" in answer.content.decode()
    answer = client.post(at("attendance_update", meeting), row(meeting, ben, "P"), follow=True)
    assert "Kept, except Ben Brandt" in answer.content.decode()
    assert meeting.attendances.get().mark == "A"


def test_the_whole_roll_is_kept_without_javascript(client: Client, meeting: GroupMeeting, ada: User, ben: User) -> None:
    client.force_login(ada)
    told = {**row(meeting, ada, "P"), **row(meeting, ben, "S", who="Dora")}
    answer = client.post(at("attendance_update", meeting), told, follow=True)
    assert "2 marks kept." in answer.content.decode()
    assert sorted(meeting.attendances.values_list("mark", "substitute")) == [("P", ""), ("S", "Dora")]
    assert "Dora" in answer.content.decode()


@pytest.mark.parametrize(
    "told", [{"mark_nonsense": "P"}, {"mark_00000000000000000000000000000000": "P"}, {"mark_{ben}": "Q"}]
)
def test_a_roll_with_nonsense_in_it_changes_nothing(
    client: Client, meeting: GroupMeeting, ada: User, ben: User, told: dict[str, str]
) -> None:
    client.force_login(ada)
    uid = meeting.group.memberships.get(user=ben).uid.hex
    sent = {**row(meeting, ada, "P"), **{name.format(ben=uid): mark for name, mark in told.items()}}
    assert client.post(at("attendance_update", meeting), sent).status_code in {302, 303}
    assert not meeting.attendances.exists()


def test_closing_says_what_does_not_agree_and_opening_again_asks_why(
    client: Client, meeting: GroupMeeting, ada: User
) -> None:
    client.force_login(ada)
    client.post(at("attendance_rest_create", meeting))
    answer = client.post(at("closing_create", meeting), {"headcount": 3})
    assert answer.status_code == 422
    assert "You counted 3, and 2 are marked." in answer.content.decode()
    assert client.post(at("closing_create", meeting), {"headcount": "-1"}).status_code == 422
    answer = client.post(at("closing_create", meeting), {"headcount": 3, "difference": "a child"}, follow=True)
    assert "3 in the room" in answer.content.decode()
    client.post(at("closing_create", meeting), {"headcount": 9, "difference": "twice"})
    assert meeting.closures.get().headcount == 3
    client.post(at("reopening_create", meeting), {"reason": ""})
    assert meeting.closures.get().reopened_at is None
    answer = client.post(at("reopening_create", meeting), {"reason": "Ben came later"}, follow=True)
    assert "Ben came later" in answer.content.decode()


def test_a_holiday_is_said_and_taken_back(client: Client, meeting: GroupMeeting, ada: User) -> None:
    client.force_login(ada)
    answer = client.post(at("holiday_create", meeting), follow=True)
    assert "No meeting on this day. Nobody is absent." in answer.content.decode()
    assert "Who is here" not in answer.content.decode()
    client.post(at("holiday_create", meeting), {"restore": "yes"})
    meeting.refresh_from_db()
    assert not meeting.is_holiday
    answer = client.post(at("meeting_remove", meeting), follow=True)
    assert answer.redirect_chain[-1][0] == at("meeting_list", meeting.group)
    assert not GroupMeeting.objects.of(meeting.group).exists()


def test_the_list_shows_what_was_and_what_waits_to_be_closed(
    client: Client, group: Group, ada: User, ben: User
) -> None:
    met_on(group, "PA", "LS", last=TUESDAY - WEEK, closed=True)
    met_on(group, "..", last=TUESDAY - 3 * WEEK)
    client.force_login(ada)
    page = client.get(at("meeting_list", group)).content.decode()
    assert "1 present, 1 absent" in " ".join(page.split())
    assert "1 present, 1 substitute, 0 absent" in " ".join(page.split())
    assert page.count("Mark and close") == 1
    client.force_login(ben)
    assert "Mark and close" not in client.get(at("meeting_list", group)).content.decode()


def test_the_head_of_the_group_says_when_it_meets_and_who_comes(
    client: Client, meeting: GroupMeeting, ada: User, ben: User
) -> None:
    client.force_login(ben)
    page = client.get(reverse("groups:group_detail", args=[meeting.group.uid])).content.decode()
    assert "Tuesday, March 3, 7:00" in page
    assert "0 coming, Ada and Ben have not said." in page
    assert "I cannot come" in page
    assert "Show on screen" not in page
    client.force_login(ada)
    assert "Show on screen" in client.get(reverse("groups:group_detail", args=[meeting.group.uid])).content.decode()


def test_pages_take_as_many_queries_for_thirty_members_as_for_two(client: Client, group: Group, ada: User) -> None:
    met_on(group, "PA", "PP", last=TUESDAY - WEEK)
    meeting = met_on(group, "..")[0]
    client.force_login(ada)

    def queries() -> list[int]:
        counted = []
        for page in (at("meeting_detail", meeting), at("meeting_list", group)):
            with query_count() as number:
                client.get(page)
            counted += number
        return counted

    queries()  # the first look fills what is kept for all of them
    few = queries()
    for place in range(30):
        seat = group.memberships.create(name=f"Member {place}", joined_on=dt.date(2024, 1, 2))
        Attendance.objects.create(meeting=meeting, membership=seat, mark="P", noted_by=ada)
    met_on(group, "P" * 32, "P" * 32, "A" * 32, last=TUESDAY - 3 * WEEK)
    assert queries() == few


def test_who_leads_is_asked_today(client: Client, meeting: GroupMeeting, ada: User) -> None:
    client.force_login(ada)
    Office.objects.update(ends_on=TUESDAY)
    assert client.post(at("closing_create", meeting), {"headcount": 0}).status_code == 404
