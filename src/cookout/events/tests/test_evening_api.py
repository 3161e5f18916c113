"""Programs' door to the evening before: the same verbs, the same doors closed."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, make_user
from cookout.events.models import GroupMeeting, LearningCredit, Praise, Visit, today_in
from cookout.events.testing import tuesdays
from cookout.groups.models import Application, Membership


@pytest.fixture
def gloria(db: None) -> User:
    """Gloria leads."""
    return make_user("Gloria Green")


@pytest.fixture
def meeting(gloria: User, ben: User) -> GroupMeeting:
    """Today's."""
    group = tuesdays(gloria, ben, leader=gloria)
    group.memberships.create(name="Ana Sousa", joined_on=dt.date(2024, 1, 2))
    return GroupMeeting.objects.create(group=group, on=today_in(group))


def seat(meeting: GroupMeeting, name: str) -> Membership:
    return meeting.group.memberships.get(name__startswith=name)


def ask(client: Client, user: User, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    """What comes of it, which has this status."""
    answer = getattr(client, method)(f"/api/v1{path}", body, content_type="application/json", headers=bearer(user))
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_a_guest_is_brought_comes_and_is_followed_up(client: Client, meeting: GroupMeeting, ben: User) -> None:
    visits = f"/group-meetings/{meeting.uid}/visits"
    told = {"name": "Yusuf Ali", "trade": "locks", "email": "yusuf@example.org"}
    uid = ask(client, ben, "post", visits, told, 201)["uid"]
    assert ask(client, ben, "post", visits, {**told, "uid": uid}, 201)["uid"] == uid
    here = f"/visits/{uid}"
    act = ask(client, ben, "patch", here, {"phone": "+1 614 555 0188"})["act"]
    assert ask(client, ben, "get", here)["phone"] == "+1 614 555 0188"
    ask(client, ben, "post", f"/acts/{act}/undo")
    assert ask(client, ben, "get", here)["phone"] == ""
    ask(client, ben, "post", f"{here}/came", {"came": True})
    (due,) = ask(client, ben, "get", "/visits")
    assert (due["name"], due["follow_up_by"], due["outcome"]) == ("Yusuf Ali", "Ben Brandt", "")
    ask(client, ben, "patch", here, {"follow_up_by": str(seat(meeting, "Gloria").uid)})
    ask(client, ben, "post", f"{here}/follow-up", {"outcome": "applies"})
    assert Application.objects.get().name == "Yusuf Ali"
    assert ask(client, ben, "get", "/visits") == []
    ask(client, ben, "delete", here)
    ask(client, ben, "get", here, status=404)


def test_how_to_reach_a_guest_is_told_to_who_looks_after_her(
    client: Client, meeting: GroupMeeting, gloria: User, ben: User, cleo: User
) -> None:
    ana = seat(meeting, "Ana")
    visit = Visit.invite(meeting=meeting, by=gloria, invited_by=ana, name="Clara Voss", email="clara@example.org")
    (seen,) = ask(client, ben, "get", f"/group-meetings/{meeting.uid}/visits")
    assert (seen["name"], seen["guest_of"], seen["email"], seen["is_tended"]) == ("Clara Voss", "Ana Sousa", "", False)
    (all_of_it,) = ask(client, gloria, "get", f"/group-meetings/{meeting.uid}/visits")
    assert all_of_it["email"] == "clara@example.org"
    for user in (ben, cleo):
        ask(client, user, "get", f"/visits/{visit.uid}", status=404)
        ask(client, user, "patch", f"/visits/{visit.uid}", {"name": "x"}, 404)
        ask(client, user, "post", f"/visits/{visit.uid}/came", {"came": True}, 404)
        ask(client, user, "post", f"/visits/{visit.uid}/follow-up", {"outcome": "no"}, 404)
        ask(client, user, "delete", f"/visits/{visit.uid}", status=404)
    for path in ("run-sheet", "run-sheet.pdf", "visits", "speakers"):
        ask(client, cleo, "get", f"/group-meetings/{meeting.uid}/{path}", status=404)


@pytest.mark.parametrize(
    "told", [{}, {"name": ""}, {"name": "x" * 201}, {"name": "x", "email": "nonsense"}, {"name": "a\0b"}]
)
def test_a_guest_without_shape_is_refused(client: Client, meeting: GroupMeeting, ben: User, told: Any) -> None:
    answer = client.post(
        f"/api/v1/group-meetings/{meeting.uid}/visits", told, content_type="application/json", headers=bearer(ben)
    )
    assert answer.status_code in (400, 422)
    assert not Visit.objects.exists()


def test_praise_and_credits_are_noted_and_taken_away(
    client: Client, meeting: GroupMeeting, ben: User, gloria: User, cleo: User
) -> None:
    ana, mine = seat(meeting, "Ana"), seat(meeting, "Ben")
    path = f"/group-meetings/{meeting.uid}/praise"
    uid = ask(client, ben, "post", path, {"receiver": str(ana.uid), "text": "Quick."}, 201)["uid"]
    ask(client, ben, "post", path, {"receiver": str(mine.uid)}, 409)
    ask(client, cleo, "post", path, {"receiver": str(ana.uid)}, 404)
    credits = f"/memberships/{mine.uid}/learning-credits"
    credit = ask(client, ben, "post", credits, {"credits": 2, "title": "Podcast"}, 201)["uid"]
    ask(client, ben, "post", f"/memberships/{ana.uid}/learning-credits", {}, 409)
    ask(client, ben, "post", credits, {"credits": 0}, 422)
    sheet = ask(client, ben, "get", f"/group-meetings/{meeting.uid}/run-sheet")
    told = next(part["lines"] for part in sheet["parts"] if part["key"] == "thanks")
    assert told == ["Ben Brandt praises Ana Sousa: “Quick.”", "Ben Brandt: 2 learning credits, Podcast"]
    ask(client, cleo, "delete", f"/praise/{uid}", status=404)
    ask(client, ben, "delete", f"/praise/{uid}")
    ask(client, gloria, "delete", f"/learning-credits/{credit}")
    assert not Praise.objects.filter(deleted_at=None).exists()
    assert not LearningCredit.objects.filter(deleted_at=None).exists()


def test_who_leads_lets_somebody_speak(client: Client, meeting: GroupMeeting, ben: User, gloria: User) -> None:
    path, ana = f"/group-meetings/{meeting.uid}/speaker", seat(meeting, "Ana")
    waiting = ask(client, ben, "get", f"{path}s")
    assert {turn["name"] for turn in waiting} == {"Ana Sousa", "Ben Brandt", "Gloria Green"}
    ask(client, ben, "put", path, {"speaker": str(ana.uid)}, 404)
    ask(client, gloria, "put", path, {"speaker": str(ana.uid), "topic": "Gardens"})
    meeting.refresh_from_db()
    assert (meeting.speaker, meeting.topic) == (ana, "Gardens")
    assert len(ask(client, ben, "get", f"{path}s")) == 2
    ask(client, gloria, "put", path, {"speaker": None})
    meeting.refresh_from_db()
    assert (meeting.speaker, meeting.topic) == (None, "Gardens")


def test_the_paper_comes_as_pdf(client: Client, meeting: GroupMeeting, ben: User) -> None:
    answer = client.get(f"/api/v1/group-meetings/{meeting.uid}/run-sheet.pdf", headers=bearer(ben))
    assert answer.content.startswith(b"%PDF")
