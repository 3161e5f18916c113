"""Someone at the meeting with other people's ids, old codes, hostile names, and numbers that are too big."""

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from cookout.core.models import Act, User
from cookout.core.testing import bearer, make_user
from cookout.events.models import Attendance, GroupMeeting, LearningCredit, Praise, Visit, code_of
from cookout.events.testing import SEVEN, TUESDAY, tuesdays
from cookout.groups.models import Group, Office

pytestmark = pytest.mark.django_db
API, JSON = "/api/v1", "application/json"


@pytest.fixture
def dora(db: None) -> User:
    """Dora leads another chapter."""
    return make_user("Dora Dahl")


@pytest.fixture
def ours(ben: User, cleo: User) -> Group:
    """Riverside: Ben leads it, Cleo is a member."""
    return tuesdays(ben, cleo, leader=ben)


@pytest.fixture
def theirs(dora: User) -> Group:
    """Hillside: Dora leads it."""
    return tuesdays(dora, leader=dora, name="Hillside")


@pytest.fixture
def meeting(ours: Group) -> GroupMeeting:
    return GroupMeeting.objects.create(group=ours, on=TUESDAY)


def sent(user: User, method: str, path: str, body: Any) -> Any:
    client = Client(raise_request_exception=False)
    return getattr(client, method)(f"{API}{path}", body, content_type=JSON, headers=bearer(user))


def deeds() -> int:
    """How much was done so far; that a program was let in is no deed."""
    return Act.objects.exclude(verb__startswith="token").count()


def seat(group: Group, user: User) -> Any:
    return group.memberships.get(user=user)


# Other people's ids


@time_machine.travel(SEVEN, tick=False)
def test_ids_of_another_group_in_one_request_open_nothing(
    meeting: GroupMeeting, ours: Group, theirs: Group, ben: User, cleo: User, dora: User
) -> None:
    strange, mine = str(seat(theirs, dora).uid), str(seat(ours, ben).uid)
    at = f"/group-meetings/{meeting.uid}"
    guest = Visit.invite(meeting=meeting, by=ben, name="Vera")
    tried = {
        "mark": ("put", f"{at}/attendance", {"marks": [{"member": one, "mark": "P"} for one in (mine, strange)]}),
        "coming": ("put", f"{at}/coming", {"coming": "coming", "member": strange}),
        "speaker": ("put", f"{at}/speaker", {"speaker": strange}),
        "change": ("patch", at, {"speaker": strange}),
        "call": ("post", f"/groups/{ours.uid}/meetings", {"on": "2026-03-10", "speaker": strange}),
        "inviter": ("post", f"{at}/visits", {"name": "Uma", "invited_by": strange}),
        "follow": ("patch", f"/visits/{guest.uid}", {"follow_up_by": strange}),
        "receiver": ("post", f"{at}/praise", {"receiver": strange}),
        "giver": ("post", f"{at}/praise", {"receiver": mine, "giver": strange}),
        "credit": ("post", f"/memberships/{strange}/learning-credits", {}),
    }  # fmt: skip
    before = deeds()
    got = {name: sent(ben, *asked).status_code for name, asked in tried.items()}
    assert set(got.values()) <= {404, 409}, got
    assert deeds() == before
    assert not Attendance.objects.exists()


@time_machine.travel(SEVEN, tick=False)
def test_an_id_that_stands_for_something_of_others_gives_nothing_away(
    meeting: GroupMeeting, ours: Group, theirs: Group, ben: User, cleo: User, dora: User
) -> None:
    there = GroupMeeting.objects.create(group=theirs, on=TUESDAY)
    guest = Visit.invite(meeting=there, by=dora, name="Vera Secret")
    credit = LearningCredit.earn(membership=seat(theirs, dora), by=dora)
    at = f"/group-meetings/{meeting.uid}"
    mine, hers = seat(ours, ben), seat(ours, cleo)
    tried = [
        ("post", f"{at}/visits", {"name": "Uma", "uid": str(guest.uid)}),
        ("post", f"{at}/praise", {"receiver": str(hers.uid), "uid": str(guest.uid)}),
        ("post", f"/memberships/{mine.uid}/learning-credits", {"uid": str(credit.uid)}),
    ]
    got = [sent(ben, *asked) for asked in tried]
    assert [one.status_code for one in got] == [409, 201, 409]
    assert b"Secret" not in b"".join(one.content for one in got)
    guest.refresh_from_db()
    assert guest.meeting == there


# Who no longer leads


@time_machine.travel(SEVEN, tick=False)
def test_who_no_longer_leads_takes_nothing_back(
    client: Client, meeting: GroupMeeting, ours: Group, ben: User, cleo: User
) -> None:
    one = {
        "mark": Attendance.note(meeting, seat(ours, cleo), "P", by=ben),
        "topic": meeting.change(by=ben, topic="Roofs"),
        "credit": LearningCredit.earn(membership=seat(ours, cleo), by=ben) and Act.objects.latest("pk"),
        "praise": Praise.give(meeting=meeting, by=ben, giver=seat(ours, cleo), receiver=seat(ours, ben))
        and Act.objects.latest("pk"),
    }
    Office.objects.update(ends_on=TUESDAY)
    client.force_login(ben)
    for act in one.values():
        client.post(f"/acts/{act.uid}/undo/")
        sent(ben, "post", f"/acts/{act.uid}/undo", {})
    meeting.refresh_from_db()
    assert meeting.topic == "Roofs"
    assert Attendance.objects.get().mark == "P"
    assert LearningCredit.objects.get().deleted_at is None
    assert Praise.objects.get().deleted_at is None


# Codes


def arrives(user: User, code: str) -> int:
    return int(sent(user, "post", "/check-ins", {"code": code}).status_code)


@time_machine.travel(SEVEN, tick=False)
def test_a_code_opens_one_meeting_for_its_members_and_no_forged_one_opens_any(
    meeting: GroupMeeting, theirs: Group, cleo: User, dora: User
) -> None:
    code = code_of(meeting)
    there = GroupMeeting.objects.create(group=theirs, on=TUESDAY)
    forged = [
        code[:35] + ("A" if code[35] != "A" else "B") + code[36:], code[:10] + code_of(there)[10:],
        code[::-1], "", "A" * 43, "=" * 44, "\0" * 20, "ü" * 43, code + "AAAA", code[:-4],
    ]  # fmt: skip
    got = {one: arrives(cleo, one) for one in forged}
    assert set(got.values()) <= {400, 404, 422}, got
    assert arrives(dora, code) == 404
    assert not Attendance.objects.exists()
    assert [arrives(cleo, code), arrives(cleo, code)] == [200, 200]
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("after", [dt.timedelta(seconds=91), dt.timedelta(hours=5), -dt.timedelta(seconds=120)])
def test_a_code_of_another_time_checks_nobody_in(meeting: GroupMeeting, cleo: User, after: dt.timedelta) -> None:
    with time_machine.travel(SEVEN + after, tick=False):
        assert arrives(cleo, code_of(meeting, SEVEN)) in {404, 409}
    assert not Attendance.objects.exists()


@time_machine.travel(SEVEN, tick=False)
def test_no_link_from_elsewhere_checks_in_or_closes(meeting: GroupMeeting, ben: User, cleo: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    for user, path in (
        (cleo, f"/meetings/check-in/{code_of(meeting)}/"),
        (ben, f"/meetings/meeting/{meeting.uid}/closing/"),
        (ben, f"/meetings/meeting/{meeting.uid}/attendance/"),
    ):
        strict.force_login(user)
        assert strict.post(path, {"headcount": "0"}).status_code == 403, path
    strict.force_login(cleo)
    strict.get(f"/meetings/check-in/{code_of(meeting)}/")
    assert not Attendance.objects.exists()
    assert not meeting.closures.exists()


# Hostile words and numbers

HOSTILE = (
    '=cmd|"/C calc"!A0',
    '#eval("1") $x$ *b* _i_ `c` \\ <b> @ref',
    "+1",
    "\u202egnirts",
    "<script>alert(1)</script>",
)
FAR = ("0001-01-01", "9999-12-31", "2026-02-30", "-1", "")


@time_machine.travel(SEVEN, tick=False)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_words_on_page_and_paper(
    client: Client, meeting: GroupMeeting, ours: Group, ben: User, name: str
) -> None:
    ours.memberships.filter(user=ben).update(name=name)
    meeting.change(by=ben, topic=name, notes=name, speaker=ours.memberships.get(user=ben))
    Visit.invite(meeting=meeting, by=ben, name=name, trade=name)
    client.force_login(ben)
    page = client.get(f"/meetings/meeting/{meeting.uid}/run-sheet/")
    paper = client.get(f"/meetings/meeting/{meeting.uid}/run-sheet.pdf")
    assert page.status_code == paper.status_code == 200
    assert "<script>alert" not in page.content.decode()
    body = b"".join(paper.streaming_content) if paper.streaming else paper.content
    words = "".join(one.extract_text() for one in PdfReader(io.BytesIO(body)).pages)
    assert name[:6] in words or "\u202e" in name


@time_machine.travel(SEVEN, tick=False)
@pytest.mark.parametrize("text", ["a\0b", "x" * 5001, "\ud800"])
def test_words_that_no_database_takes_are_refused(meeting: GroupMeeting, ours: Group, ben: User, text: str) -> None:
    at, mine = f"/group-meetings/{meeting.uid}", str(seat(ours, ben).uid)
    tried = {
        "topic": ("patch", at, {"topic": text}),
        "substitute": ("put", f"{at}/coming", {"coming": "substitute", "substitute": text}),
        "visitor": ("post", f"{at}/visits", {"name": text}),
        "trade": ("post", f"{at}/visits", {"name": "Vera", "trade": text}),
        "credit": ("post", f"/memberships/{mine}/learning-credits", {"title": text}),
        "praise": ("post", f"{at}/praise", {"receiver": mine, "text": text}),
        "reason": ("post", f"{at}/closing", {"headcount": 1, "difference": text}),
    }
    got = {name: sent(ben, *asked).status_code for name, asked in tried.items()}
    assert set(got.values()) <= {400, 409, 422}, got


@time_machine.travel(SEVEN, tick=False)
@pytest.mark.parametrize("number", [-1, 2**31, 2**63, 10**30, 1e400])
def test_numbers_out_of_reach_are_refused(meeting: GroupMeeting, ours: Group, ben: User, number: float) -> None:
    at, mine = f"/group-meetings/{meeting.uid}", str(seat(ours, ben).uid)
    tried = {
        "heads": ("post", f"{at}/closing", {"headcount": number, "difference": "so"}),
        "credits": ("post", f"/memberships/{mine}/learning-credits", {"credits": number}),
        "weeks": ("post", f"/groups/{ours.uid}/meetings/plan", {"weeks": number}),
        "limit": ("get", f"/groups/{ours.uid}/meetings?limit={number}", None),
    }
    got = {name: sent(ben, *asked).status_code for name, asked in tried.items()}
    assert set(got.values()) <= {400, 422}, got


@time_machine.travel(SEVEN, tick=False)
@pytest.mark.parametrize("day", FAR)
def test_days_far_away_break_nothing(client: Client, meeting: GroupMeeting, ours: Group, ben: User, day: str) -> None:
    mine = seat(ours, ben)
    guest = Visit.invite(meeting=meeting, by=ben, name="Vera")
    guest.come(by=ben)
    tried = {
        "call": ("post", f"/groups/{ours.uid}/meetings", {"on": day}),
        "move": ("patch", f"/group-meetings/{meeting.uid}", {"on": day}),
        "credit": ("post", f"/memberships/{mine.uid}/learning-credits", {"on": day}),
        "followed": ("post", f"/visits/{guest.uid}/follow-up", {"outcome": "no", "on": day}),
        "until": ("patch", f"/visits/{guest.uid}", {"follow_up_on": day}),
        "span": ("get", f"/groups/{ours.uid}/meetings?since={day}&until={day}", None),
    }
    got = {name: sent(ben, *asked).status_code for name, asked in tried.items()}
    assert all(code < 500 for code in got.values()), got
    client.force_login(ben)
    for path in (ours.get_absolute_url(), meeting.get_absolute_url(), "/today/", f"/meetings/visits/{guest.uid}/"):
        assert client.get(path).status_code == 200, path
