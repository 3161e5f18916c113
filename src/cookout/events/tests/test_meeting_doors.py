"""Group meetings by program and by command: the same verbs, the same answers."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.events.models import GroupMeeting, code_of
from cookout.events.testing import SEVEN, TUESDAY, met_on, tuesdays
from cookout.groups.models import Group, Office, Region

API = "/api/v1"


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


def call(client: Client, user: User, method: str, path: str, body: Any = None) -> Any:
    kwargs = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(client, method)(API + path, headers=bearer(user), **kwargs)


def test_a_tuesday_by_program(client: Client, group: Group, ada: User, ben: User) -> None:
    planned = call(client, ada, "post", f"/groups/{group.uid}/meetings/plan", {"weeks": 2}).json()
    one = f"/group-meetings/{planned[0]['uid']}"
    assert [told["on"] for told in planned] == ["2026-03-03", "2026-03-10"]
    assert planned[0]["begins_at"] == "2026-03-03T07:00:00-05:00"
    assert call(client, ben, "put", one + "/coming", {"coming": "away"}).status_code == 200
    rest = call(client, ada, "post", one + "/attendance/rest").json()
    roll = call(client, ben, "get", one).json()
    assert [(place["name"], place["mark"]) for place in roll["places"]] == [("Ada Adeyemi", "P"), ("Ben Brandt", "A")]
    assert roll["heads"] == 1
    assert call(client, ada, "post", f"/acts/{rest['act']}/undo").json()["restored"] == 2
    mark = {"member": roll["places"][1]["member"], "mark": "S", "substitute": "Dora", "was": ""}
    assert call(client, ada, "put", one + "/attendance", {"marks": [mark]}).json()["changed"] == 1
    stale = {**mark, "mark": "P"}
    assert call(client, ada, "put", one + "/attendance", {"marks": [stale]}).json()["skipped"] == [mark["member"]]
    no = call(client, ada, "post", one + "/closing", {"headcount": 2})
    assert (no.status_code, no.json()["detail"][:13]) == (409, "You counted 2")
    closed = call(client, ada, "post", one + "/closing", {"headcount": 1}).json()
    assert (closed["is_closed"], closed["headcount"]) == (True, 1)
    again = call(client, ada, "post", one + "/reopening", {"reason": "Ben came"}).json()
    assert (again["is_closed"], again["headcount"]) == (False, None)


def test_a_meeting_is_called_changed_called_off_and_removed_by_program(client: Client, group: Group, ada: User) -> None:
    made = call(client, ada, "post", f"/groups/{group.uid}/meetings", {"on": "2026-03-05", "topic": "Visitors"})
    assert made.status_code == 201
    one = f"/group-meetings/{made.json()['uid']}"
    assert call(client, ada, "patch", one, {"topic": "Roofs", "speaker": None}).status_code == 200
    assert call(client, ada, "patch", one, {"topic": None}).status_code == 409
    assert call(client, ada, "get", one).json()["topic"] == "Roofs"
    assert call(client, ada, "put", one + "/holiday", {"is_holiday": True}).status_code == 200
    listed = call(client, ada, "get", f"/groups/{group.uid}/meetings?since=2026-03-01&until=2026-03-31").json()
    assert [told["is_holiday"] for told in listed] == [True]
    act = call(client, ada, "delete", one).json()["act"]
    assert call(client, ada, "get", one).status_code == 404
    assert call(client, ada, "post", f"/acts/{act}/undo").json()["restored"] == 1


def test_a_plain_member_reads_and_leads_nothing(client: Client, meeting: GroupMeeting, ada: User, ben: User) -> None:
    one, group = f"/group-meetings/{meeting.uid}", f"/groups/{meeting.group.uid}"
    other = str(meeting.group.memberships.get(user=ada).uid)
    for method, path, body in (
        ("post", group + "/meetings/plan", {"weeks": 1}),
        ("post", group + "/meetings", {"on": "2026-03-05"}),
        ("patch", one, {"topic": "x"}),
        ("put", one + "/holiday", {"is_holiday": True}),
        ("delete", one, None),
        ("put", one + "/attendance", {"marks": []}),
        ("post", one + "/attendance/rest", None),
        ("post", one + "/closing", {"headcount": 0}),
        ("post", one + "/reopening", {"reason": "x"}),
        ("get", one + "/code", None),
        ("put", one + "/coming", {"coming": "away", "member": other}),
    ):
        assert call(client, ben, method, path, body).status_code == 404, path
    assert call(client, ben, "get", one).status_code == 200
    assert call(client, ben, "get", group + "/absences").json() == []
    assert not meeting.attendances.exists()


def test_a_director_leads_the_meetings_of_her_region_and_of_no_other(
    client: Client, meeting: GroupMeeting, ada: User, cleo: User
) -> None:
    region, other = Region.objects.create(name="North"), Region.objects.create(name="South")
    Group.objects.filter(pk=meeting.group_id).update(region=region)
    term = Office.objects.create(role=Office.Role.DIRECTOR, region=other, user=cleo, starts_on=TUESDAY)
    one = f"/group-meetings/{meeting.uid}"
    assert call(client, cleo, "get", one).status_code == 404
    assert call(client, cleo, "post", one + "/closing", {"headcount": 0}).status_code == 404
    Office.objects.filter(pk=term.pk).update(region=region)
    assert call(client, cleo, "get", one).status_code == 200
    assert call(client, cleo, "put", one + "/coming", {"coming": "away"}).status_code == 404  # she is no member
    member = str(meeting.group.memberships.get(user=ada).uid)
    assert call(client, cleo, "put", one + "/coming", {"coming": "away", "member": member}).status_code == 200
    assert call(client, cleo, "post", one + "/closing", {"headcount": 0}).status_code == 200


def test_a_code_is_shown_to_who_leads_and_checks_a_member_in(
    client: Client, meeting: GroupMeeting, ada: User, ben: User, cleo: User
) -> None:
    code = call(client, ada, "get", f"/group-meetings/{meeting.uid}/code").json()
    assert code["url"] == f"http://testserver/meetings/check-in/{code['code']}/"
    assert call(client, cleo, "post", "/check-ins", {"code": code["code"]}).status_code == 404
    assert call(client, ben, "post", "/check-ins", {"code": code["code"]}).json()["mark"] == "P"
    old = code_of(meeting, SEVEN - dt.timedelta(minutes=3))
    assert call(client, ben, "post", "/check-ins", {"code": old}).status_code == 409


def test_absences_are_told_to_who_leads(client: Client, group: Group, ada: User) -> None:
    met_on(group, "PA", "PA", last=TUESDAY - dt.timedelta(weeks=1))
    told = call(client, ada, "get", f"/groups/{group.uid}/absences").json()
    assert [(one["name"], one["in_a_row"], one["said"]) for one in told] == [
        ("Ben Brandt", 2, "Absent the last 2 times.")
    ]


def test_bad_bodies_are_refused_by_their_shape(client: Client, meeting: GroupMeeting, ada: User) -> None:
    one = f"/group-meetings/{meeting.uid}"
    stranger = {"member": "01900000-0000-7000-8000-000000000000", "mark": "P"}
    assert call(client, ada, "put", one + "/attendance", {"marks": [stranger]}).status_code == 409
    assert call(client, ada, "put", one + "/coming", {"coming": "perhaps"}).status_code in {409, 422}
    assert call(client, ada, "post", one + "/closing", {"headcount": -1}).status_code == 422
    assert call(client, ada, "post", f"/groups/{meeting.group.uid}/meetings/plan", {"weeks": 99}).status_code == 422
    assert call(client, ada, "patch", one, {"speaker": stranger["member"]}).status_code == 409


def said(*words: str, user: str = "ada@example.org") -> str:
    out = io.StringIO()
    call_command("meeting", *words, "--user", user, stdout=out)
    return out.getvalue()


def test_a_tuesday_by_command(group: Group, ada: User) -> None:
    assert "0 coming, Ada and Ben have not said." in said("--plan", "2")
    told = said("--mark", "ben", "l", "--rest", "--close", "3", "--difference", "a child")
    assert "Riverside, 2026-03-03: closed" in told
    assert "L  Ben Brandt: late" in told
    assert "2 in the room." in told
    assert "Riverside, 2026-03-10" in said()
    assert "closed" not in said("--on", "2026-03-03", "--reopen", "Ben came earlier")
    assert "no meeting" in said("--on", "2026-03-10", "--call-off")
    out = io.StringIO()
    call_command("meeting", "--on", "2026-03-03", "--json", "--user", "ben@example.org", stdout=out)
    assert json.loads(out.getvalue())["heads"] == 2


@pytest.mark.parametrize(
    ("words", "who", "no"),
    [
        (["--rest"], "ben", "You lead no such group"),
        (["--on", "2026-01-01"], "ben", "No meeting of Riverside"),
        (["--mark", "Nobody", "P"], "ada", "No member of that day"),
        (["--mark", "Ben", "X"], "ada", "A mark is one of"),
        (["--close", "9"], "ada", "You counted 9"),
        (["--group", "Elsewhere"], "ada", "You are in no such group"),
        ([], "cleo", "You are in no such group"),
    ],
)
def test_a_command_says_no_in_one_sentence(
    meeting: GroupMeeting, cleo: User, words: list[str], who: str, no: str
) -> None:
    with pytest.raises(CommandError, match=no):
        said(*words, user=f"{who}@example.org")
