"""The run sheet: what it tells to whom, on the page, on the wall, on paper; and whose turn it is to speak."""

import datetime as dt
import io

import pypdf
import pytest
from django.test import Client

from cookout.core import papers
from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.core.testing import make_user, no_writes, query_count
from cookout.events.models import Attendance, GroupMeeting, LearningCredit, Praise, Visit
from cookout.events.models.run_sheet import RunSheet, run_sheet
from cookout.events.models.speakers import turns
from cookout.events.papers import run_sheet_paper
from cookout.events.testing import TUESDAY, tuesdays
from cookout.groups.models import Group, Leave, Membership

WEEK = dt.timedelta(weeks=1)
SIZES = {papers.A4: (595, 842), papers.LETTER: (612, 792)}


@pytest.fixture
def gloria(db: None) -> User:
    """Gloria leads."""
    return make_user("Gloria Green")


@pytest.fixture
def group(gloria: User, ben: User) -> Group:
    group = tuesdays(gloria, ben, leader=gloria)
    for name in ("Ana Sousa", "Luis Ortega", "Nora Flynn"):
        group.memberships.create(name=name, joined_on=dt.date(2024, 1, 2))
    return group


@pytest.fixture
def meeting(group: Group) -> GroupMeeting:
    GroupMeeting.objects.create(group=group, on=TUESDAY - WEEK, speaker=seat(group, "Nora"))
    GroupMeeting.objects.create(group=group, on=TUESDAY + WEEK, is_holiday=True)
    GroupMeeting.objects.create(group=group, on=TUESDAY + 2 * WEEK, speaker=seat(group, "Luis"))
    return GroupMeeting.objects.create(
        group=group, on=TUESDAY, speaker=seat(group, "Ana"), topic="Gardens", notes="Fair on Saturday\n\nBring cards"
    )


def seat(group: Group, name: str) -> Membership:
    return group.memberships.get(name__startswith=name)


def furnish(meeting: GroupMeeting, gloria: User) -> None:
    """Everything that a sheet may tell."""
    group = meeting.group
    Attendance.objects.create(
        meeting=meeting, membership=seat(group, "Nora"), coming="substitute", substitute="Omar Haddad"
    )
    Attendance.objects.create(meeting=meeting, membership=seat(group, "Luis"), coming="away")
    Visit.objects.create(
        meeting=meeting, name="Yusuf Ali", trade="locks", invited_by=seat(group, "Ana"), email="y@example.org"
    )
    Praise.give(
        meeting=meeting, by=gloria, giver=seat(group, "Luis"), receiver=seat(group, "Ana"), text="Quick and kind."
    )
    for days in (-20, -1):
        LearningCredit.objects.create(
            membership=seat(group, "Ben"), on=TUESDAY + dt.timedelta(days=days), credits=2, title=f"Talk {-days}"
        )
    group.memberships.create(name="Brianna Cole", joined_on=TUESDAY - dt.timedelta(days=3))


def lines(sheet: RunSheet) -> dict[str, tuple[str, ...]]:
    return {part.key: part.lines for part in sheet.parts}


def test_the_sheet_tells_the_meeting_in_order_with_times(meeting: GroupMeeting, gloria: User) -> None:
    furnish(meeting, gloria)
    sheet = run_sheet(meeting, gloria, leads=True)
    assert sheet.title == "Tuesday, March 3, 7:00"
    assert (sheet.place, sheet.ends) == ("Harbor Cafe", "8:30")
    assert sheet.expected == "5 members, 1 of them by a substitute, 1 visitor"
    assert [part.key for part in sheet.parts] == [
        "welcome", "visitors", "everyone", "recognition", "speaker", "thanks", "announcements",
    ]  # fmt: skip
    assert [part.time for part in sheet.parts][:3] == ["7:00", "7:05", "7:07"]
    assert sum(part.minutes for part in sheet.parts) == 90
    told = lines(sheet)
    assert told["welcome"] == (
        "Gloria Green opens the meeting.", "New with us: Brianna Cole.", "Omar Haddad is here for Nora Flynn.",
    )  # fmt: skip
    assert told["visitors"] == ("Yusuf Ali, locks, guest of Ana Sousa",)
    assert told["speaker"] == ("Ana Sousa", "Gardens")
    assert "Luis Ortega praises Ana Sousa: “Quick and kind.”" in told["thanks"]
    assert "Ben Brandt: 2 learning credits, Talk 1" in told["thanks"]
    assert not any("Talk 20" in line for line in told["thanks"])
    assert told["announcements"] == (
        "Fair on Saturday", "Bring cards", f"No meeting on Tuesday, {short_day(TUESDAY + WEEK)}.",
        f"Next time, Tuesday, {short_day(TUESDAY + 2 * WEEK)}: Luis Ortega speaks.",
    )  # fmt: skip


def test_a_first_meeting_without_anything_has_its_parts(gloria: User) -> None:
    group = tuesdays(gloria, meets_at=None, meets_minutes=1)
    meeting = GroupMeeting.objects.create(group=group, on=TUESDAY)
    sheet = run_sheet(meeting, gloria, leads=False)
    assert (sheet.title, sheet.ends, sheet.expected) == ("Tuesday, March 3", "", "1 member")
    assert sum(part.minutes for part in sheet.parts) == 1
    assert {part.time for part in sheet.parts} == {""}


def test_a_guest_of_many_visits_is_said_to_who_looks_after_him(meeting: GroupMeeting, gloria: User, ben: User) -> None:
    group = meeting.group
    group.visits_allowed = 2
    group.save()
    for back in (2, 3):
        earlier = GroupMeeting.objects.create(group=group, on=TUESDAY - back * WEEK)
        Visit.objects.create(meeting=earlier, name="yusuf ali", came=True, email="Y@example.org" if back == 2 else "")
    missed = GroupMeeting.objects.create(group=group, on=TUESDAY - 4 * WEEK)
    Visit.objects.create(meeting=missed, name="Yusuf Ali", came=False)
    namesake = GroupMeeting.objects.create(group=group, on=TUESDAY - 5 * WEEK)
    Visit.objects.create(meeting=namesake, name="Yusuf Ali", came=True, email="another@example.org")
    Visit.objects.create(meeting=meeting, name="Yusuf Ali", email="y@example.org")
    (guest,) = run_sheet(meeting, gloria, leads=True).guests
    assert (guest.visits, guest.is_over, guest.is_tended) == (3, True, True)
    assert guest.notice == "It is the third visit. Ask about an application."
    (seen,) = run_sheet(meeting, ben, leads=False).guests
    assert (seen.is_tended, seen.email, seen.phone) == (False, "", "")


def test_who_spoke_longest_ago_comes_first(meeting: GroupMeeting) -> None:
    group = meeting.group
    GroupMeeting.objects.create(group=group, on=TUESDAY - 8 * WEEK, speaker=seat(group, "Ben"))
    Leave.objects.create(membership=seat(group, "Gloria"), starts_on=TUESDAY - WEEK)
    group.memberships.create(name="Brianna Cole", joined_on=TUESDAY - 4 * WEEK)
    found = [(turn.member.name, turn.spoke_on) for turn in turns(group, TUESDAY)]
    assert found == [
        ("Ben Brandt", TUESDAY - 8 * WEEK), ("Brianna Cole", None), ("Nora Flynn", TUESDAY - WEEK),
    ]  # fmt: skip


def test_a_leader_chooses_the_speaker_and_a_member_does_not(
    client: Client, meeting: GroupMeeting, gloria: User, ben: User, cleo: User
) -> None:
    here = f"/meetings/meeting/{meeting.uid}/speaker/"
    for user in (ben, cleo):
        client.force_login(user)
        assert client.get(here).status_code == 404
        assert client.post(here, {"speaker": ""}).status_code == 404
    client.force_login(gloria)
    assert f"Nora Flynn, last on {short_day(TUESDAY - WEEK)}" in client.get(here).content.decode()
    assert client.post(here, {"speaker": 0}).status_code == 422
    client.post(here, {"speaker": seat(meeting.group, "Nora").pk, "topic": "Roofs"})
    meeting.refresh_from_db()
    assert (meeting.speaker, meeting.topic) == (seat(meeting.group, "Nora"), "Roofs")
    client.post(here, {"speaker": "", "topic": ""})
    page = client.get(f"/meetings/meeting/{meeting.uid}/run-sheet/").content.decode()
    assert "These have waited longest" in page


def test_page_and_wall_write_nothing_and_a_stranger_finds_none(
    client: Client, meeting: GroupMeeting, gloria: User, ben: User, cleo: User
) -> None:
    furnish(meeting, gloria)
    here = f"/meetings/meeting/{meeting.uid}/run-sheet"
    client.force_login(ben)
    with no_writes():
        page, wall = client.get(f"{here}/").content.decode(), client.get(f"{here}/?show=screen").content.decode()
    assert "Add a visitor" in page
    assert "Add a visitor" not in wall
    for told in ("Omar Haddad is here for Nora Flynn.", "Yusuf Ali, locks", "7:05"):
        assert told in page
        assert told in wall
    assert client.post(f"{here}/").status_code == 405
    client.force_login(cleo)
    for path in ("/", ".pdf"):
        assert client.get(here + path).status_code == 404


def test_a_large_group_costs_no_more_queries(client: Client, meeting: GroupMeeting, gloria: User) -> None:
    furnish(meeting, gloria)
    client.force_login(gloria)
    here = f"/meetings/meeting/{meeting.uid}/run-sheet/"
    client.get(here)
    with query_count() as few:
        client.get(here)
    for number in range(20):
        member = meeting.group.memberships.create(name=f"Member {number}", joined_on=dt.date(2024, 1, 2))
        Visit.objects.create(meeting=meeting, name=f"Guest {number}", invited_by=member)
        Attendance.objects.create(meeting=meeting, membership=member, coming="away")
    with query_count() as many:
        client.get(here)
    assert many == few


@pytest.mark.parametrize("size", list(SIZES))
def test_the_paper_is_one_page_without_addresses(meeting: GroupMeeting, gloria: User, size: str) -> None:
    furnish(meeting, gloria)
    text = words(meeting, gloria, size)
    for told in ("Riverside", "Tuesday, March 3, 7:00", "Yusuf Ali, locks", "Heads counted", "Luis Ortega"):
        assert told in text
    assert "y@example.org" not in text
    assert "… more in Cookout" not in text


@pytest.mark.parametrize("typed", ["#panic() *bold* $x$ \\ <b>", "שלום 中文 😀", "W" * 180])
def test_whatever_is_typed_stays_on_one_page(meeting: GroupMeeting, gloria: User, typed: str) -> None:
    for number in range(60):
        Visit.objects.create(meeting=meeting, name=f"{typed} {number}"[:200], trade=typed[:120])
    meeting.notes = f"{typed}\n" * 5
    words(meeting, gloria, papers.A4)


def test_the_pdf_is_shown_with_its_day_in_the_name(client: Client, meeting: GroupMeeting, ben: User) -> None:
    client.force_login(ben)
    answer = client.get(f"/meetings/meeting/{meeting.uid}/run-sheet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "run-sheet-riverside-2026-03-03.pdf" in answer["Content-Disposition"]


def words(meeting: GroupMeeting, viewer: User, size: str) -> str:
    """The text of the one page of this size."""
    reader = pypdf.PdfReader(io.BytesIO(run_sheet_paper(run_sheet(meeting, viewer, leads=True), size=size)))
    assert len(reader.pages) == 1
    assert tuple(round(side) for side in reader.pages[0].mediabox[2:]) == SIZES[size]
    return " ".join(reader.pages[0].extract_text().split())
