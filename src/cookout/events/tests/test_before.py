"""What is to be thought of before the next meeting: for who leads, for a member, for nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cookout.core.asked import asked_once
from cookout.core.models import User
from cookout.core.testing import make_user, no_writes, query_count
from cookout.events.models import GroupMeeting, Visit, attendance_strips, attendance_weeks, roll_of, today_in
from cookout.events.models.before import before_the_meeting
from cookout.events.models.speakers import turns
from cookout.events.testing import met_on, tuesdays
from cookout.groups.models import Application, Group
from cookout.groups.models.roster import members_on

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def gloria(db: None) -> User:
    """Gloria leads."""
    return make_user("Gloria Green")


@pytest.fixture
def group(gloria: User, ben: User) -> Group:
    group = tuesdays(gloria, ben, leader=gloria, visits_allowed=1, absences_allowed=3)
    group.memberships.create(name="Ana Sousa", joined_on=dt.date(2024, 1, 2))
    return group


def said(group: Group, user: User) -> dict[str, list[str]]:
    """The sentences by kind."""
    found: dict[str, list[str]] = {}
    for one in before_the_meeting(group, user).reminders:
        found.setdefault(one.key, []).append(f"{one.what} {one.why}")
    return found


def furnish(group: Group) -> GroupMeeting:
    """Everything that there may be to think of."""
    today = today_in(group)
    met_on(group, "PPP", "PPA", "PPA", last=today - WEEK)
    ben = group.memberships.get(name="Ben Brandt")
    for on, came in ((today - WEEK, True), (today + WEEK, None)):
        meeting, _new = GroupMeeting.objects.get_or_create(group=group, on=on)
        Visit.objects.create(
            meeting=meeting, name="Yusuf Ali", trade="locks", came=came, invited_by=ben, follow_up_by=ben,
            follow_up_on=on + 2 * DAY,
        )  # fmt: skip
    group.memberships.create(name="Brianna Cole", joined_on=today - 9 * DAY, mentor=ben)
    group.memberships.filter(name="Ana Sousa").update(renews_on=today + 9 * DAY)
    Application.objects.create(group=group, name="Bea Lindgren", applied_on=today)
    return meeting


def test_who_leads_is_told_all_of_it(group: Group, gloria: User) -> None:
    meeting = furnish(group)
    before = before_the_meeting(group, gloria)
    assert before.meeting == meeting
    assert before.title == f"Before {meeting.on:%A}"
    told = said(group, gloria)
    assert set(told) == {
        "absence", "new", "visitors", "often", "follow_up", "speaker", "application", "renewal",
    }  # fmt: skip
    assert told["absence"][0].startswith("Call Ana. Absent the last 2 times.")
    assert told["new"][0].endswith("The mentor is Ben Brandt.")
    assert told["visitors"] == ["One visitor. Yusuf Ali (locks)."]
    assert told["often"] == ["Talk with Yusuf Ali. It is the second visit. Ask about an application."]
    assert told["speaker"] == ["Nobody speaks yet. Gloria Green has waited longest."]
    assert "Ana Sousa" in told["renewal"][0]


def test_a_member_is_told_of_guests_and_of_what_is_hers(group: Group, ben: User, cleo: User) -> None:
    furnish(group)
    assert set(said(group, ben)) == {"new", "visitors", "often", "follow_up"}
    group.memberships.create(name="Cleo", user=cleo, joined_on=dt.date(2024, 1, 2))
    assert set(said(group, cleo)) == {"new", "visitors"}


def test_where_nothing_waits_that_is_said(client: Client, group: Group, gloria: User, cleo: User) -> None:
    client.force_login(gloria)
    with no_writes():
        page = client.get(f"/groups/{group.uid}/").content.decode()
    assert "Before the next meeting" in page
    assert "Nothing waits." in page
    furnish(group)
    assert "Answer Bea Lindgren." in client.get(f"/groups/{group.uid}/").content.decode()
    client.force_login(cleo)
    assert client.get(f"/groups/{group.uid}/").status_code == 404


def test_where_everybody_is_new_nobody_is(gloria: User) -> None:
    group = Group.objects.create(name="Brand new")
    group.memberships.create(user=gloria, name=gloria.name, joined_on=today_in(group))
    assert said(group, gloria) == {}


def test_more_members_and_guests_cost_no_more_queries(group: Group, gloria: User) -> None:
    meeting = furnish(group)
    with query_count() as few:
        before_the_meeting(group, gloria)
    for number in range(15):
        seat = group.memberships.create(name=f"Member {number}", joined_on=dt.date(2024, 1, 2), renews_on=meeting.on)
        Visit.objects.create(meeting=meeting, name=f"Guest {number}", invited_by=seat)
    with query_count() as many:
        before_the_meeting(group, gloria)
    assert many == few


def test_while_a_page_is_read_members_and_meetings_are_read_once(group: Group, gloria: User) -> None:
    meeting = furnish(group)
    with asked_once(), CaptureQueriesContext(connection) as caught:
        before_the_meeting(group, gloria)
        attendance_weeks(group)
        attendance_strips(group, members_on(group))
        roll_of(meeting, gloria)
        turns(group, meeting.on)
    asked = [query["sql"] for query in caught]
    assert sum('"groups_membership"."found_by"' in sql and "events_" not in sql for sql in asked) == 1
    assert sum('FROM "groups_leave"' in sql for sql in asked) == 1
    assert len(asked) <= 17
