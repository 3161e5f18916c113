"""Checking in oneself: a code that changes every half minute, and what a photograph of it is worth."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import no_writes
from cookout.events.models import Attendance, GroupMeeting, changes_at, code_of, opened
from cookout.events.testing import SEVEN, TUESDAY, met_on, tuesdays

SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)


@pytest.fixture
def meeting(ada: User, ben: User) -> Iterator[GroupMeeting]:
    """Today's at seven, and it is seven; Ada leads."""
    with time_machine.travel(SEVEN, tick=False):
        yield met_on(tuesdays(ada, ben, leader=ada), "..")[0]


def link(code: str) -> str:
    return reverse("meetings:check_in", args=[code])


def test_a_member_checks_in_once_however_often_she_presses(client: Client, meeting: GroupMeeting, ben: User) -> None:
    client.force_login(ben)
    with no_writes():
        assert "I am here" in client.get(link(code_of(meeting))).content.decode()
    for _press in range(2):
        assert client.post(link(code_of(meeting))).status_code in {302, 303}
    row = meeting.attendances.get()
    assert (row.mark, row.checked_in_at, row.noted_by) == ("P", SEVEN, ben)
    assert "You have been here since" in client.get(link(code_of(meeting))).content.decode()


def test_a_code_lives_a_minute_and_never_more_than_ninety_seconds(meeting: GroupMeeting, ben: User) -> None:
    for start in (SEVEN, SEVEN + 29 * SECOND):
        code = code_of(meeting, start)
        with time_machine.travel(start + 60 * SECOND, tick=False):
            assert opened(code, ben).is_fresh
        with time_machine.travel(start + 90 * SECOND, tick=False):
            assert not opened(code, ben).is_fresh
    assert changes_at(SEVEN + 29 * SECOND) == SEVEN + 30 * SECOND


def test_a_photographed_code_sent_to_a_friend_is_too_old(client: Client, meeting: GroupMeeting, ben: User) -> None:
    photographed = code_of(meeting)
    client.force_login(ben)
    with time_machine.travel(SEVEN + 2 * MINUTE, tick=False):
        answer = client.post(link(photographed))
    assert answer.status_code == 409
    assert "Scan the one that is on the screen now." in answer.content.decode()
    assert not meeting.attendances.exists()


def test_a_code_opens_nothing_for_who_is_no_member(
    client: Client, meeting: GroupMeeting, cleo: User, ada: User
) -> None:
    code = code_of(meeting)
    assert client.get(link(code)).headers["Location"].startswith("/accounts/login/")
    client.force_login(cleo)
    assert client.get(link(code)).status_code == client.post(link(code)).status_code == 404
    meeting.group.memberships.create(user=cleo, name=cleo.name, joined_on=TUESDAY + dt.timedelta(days=1))
    assert client.post(link(code)).status_code == 404
    meeting.group.memberships.get(user=ada).leave(by=ada, on=TUESDAY)
    with pytest.raises(Http404):
        opened(code, ada)
    assert not meeting.attendances.exists()


@pytest.mark.parametrize(
    "change", [lambda c: "B" + c[1:], lambda c: c[:20] + "A" + c[21:] + "A", lambda c: c[:30], str.swapcase]
)
def test_a_code_that_somebody_made_up_opens_nothing(
    meeting: GroupMeeting, ben: User, change: Callable[[str], str]
) -> None:
    with pytest.raises(Http404):
        opened(change(code_of(meeting)), ben)


@pytest.mark.parametrize("nonsense", ["x", "äöü", "====", "A" * 43, "..", "%00"])
def test_nonsense_is_not_found(client: Client, meeting: GroupMeeting, ben: User, nonsense: str) -> None:
    client.force_login(ben)
    assert client.get(link(nonsense)).status_code in {400, 404}


def test_a_code_of_tomorrow_is_none_of_ours(meeting: GroupMeeting, ben: User) -> None:
    assert not opened(code_of(meeting, SEVEN + MINUTE), ben).is_fresh


@pytest.mark.parametrize(
    ("minutes", "mark"), [(-46, None), (-45, "P"), (0, "P"), (5, "P"), (6, "L"), (90, "L"), (91, None)]
)
def test_one_checks_in_while_the_meeting_takes_place(
    meeting: GroupMeeting, ben: User, minutes: int, mark: str | None
) -> None:
    with time_machine.travel(SEVEN + minutes * MINUTE, tick=False):
        found = opened(code_of(meeting), ben)
        if mark is None:
            with pytest.raises(Refusal, match="while the meeting takes place"):
                found.arrive(by=ben)
        else:
            assert found.arrive(by=ben).mark == mark


def test_who_checks_in_is_there_whatever_was_said_before(meeting: GroupMeeting, ada: User, ben: User) -> None:
    seat = meeting.group.memberships.get(user=ben)
    Attendance.say(meeting, seat, "substitute", by=ben, substitute="Dora")
    Attendance.note(meeting, seat, "A", by=ada)
    opened(code_of(meeting), ben).arrive(by=ben)
    row = meeting.attendances.get()
    assert (row.mark, row.substitute) == ("P", "")
    Attendance.note(meeting, seat, "A", by=ada)
    row.refresh_from_db()
    assert (row.mark, row.checked_in_at) == ("A", None)


def test_a_closed_meeting_takes_nobody_in(client: Client, meeting: GroupMeeting, ada: User, ben: User) -> None:
    meeting.close(by=ada, headcount=0)
    client.force_login(ben)
    answer = client.post(link(code_of(meeting)))
    assert answer.status_code == 409
    assert "This meeting is closed." in answer.content.decode()


def test_the_screen_shows_the_code_renews_itself_and_counts(client: Client, meeting: GroupMeeting, ada: User) -> None:
    client.force_login(ada)
    page = client.get(reverse("meetings:meeting_screen", args=[meeting.uid])).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'hx-trigger="every 10s"' in page
    now = client.get(reverse("meetings:code_detail", args=[meeting.uid])).content.decode()
    with time_machine.travel(SEVEN + MINUTE, tick=False):
        later = client.get(reverse("meetings:code_detail", args=[meeting.uid])).content.decode()
    assert now != later
    assert "<html" not in now
    Attendance.note(meeting, meeting.group.memberships.get(user=ada), "P", by=ada)
    assert "<b>1</b> is here" in client.get(reverse("meetings:code_detail", args=[meeting.uid])).content.decode()
