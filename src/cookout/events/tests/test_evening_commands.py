"""Operators' door to the evening before."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cookout.core.models import User
from cookout.core.testing import make_user
from cookout.events.models import GroupMeeting, LearningCredit, Praise, Visit, today_in
from cookout.events.testing import tuesdays


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


def say(user: User, *words: str) -> str:
    said = io.StringIO()
    call_command(*words, "--user", user.email, stdout=said)
    return said.getvalue()


def read(user: User, *words: str) -> Any:
    return json.loads(say(user, *words, "--json"))


def test_the_sheet_is_read_and_prepared(meeting: GroupMeeting, gloria: User, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    told = say(gloria, "run_sheet", "--speaker", "Ana", "--praise", "Ben", "Quick.", "--learned", "2", "Podcast",
               "--pdf", str(file))  # fmt: skip
    for line in (" 7:00  Welcome, 5 min", "Ana Sousa", "praises Ben Brandt: “Quick.”", "2 learning credits, Podcast"):
        assert line in told
    assert file.read_bytes().startswith(b"%PDF")
    assert (Praise.objects.count(), LearningCredit.objects.get().credits) == (1, 2)
    assert read(gloria, "run_sheet")["parts"][0]["title"] == "Welcome"


@pytest.mark.parametrize(
    ("words", "why"),
    [(["--speaker", "Ana"], "Who leads"), (["--learned", "many", "x"], "no number"),
     (["--on", "2020-01-01"], "Plan one"), (["--group", "Lakeside"], "Lakeside"), (["--praise", "Zoe", "x"], "Zoe")],
)  # fmt: skip
def test_what_cannot_be_done_is_said(meeting: GroupMeeting, ben: User, words: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        say(ben, "run_sheet", *words)
    assert not Praise.objects.exists()


def test_a_guest_is_brought_comes_and_is_asked(meeting: GroupMeeting, ben: User, gloria: User) -> None:
    assert "Nobody waits" in say(ben, "visitor")
    assert "Yusuf Ali, locks, guest of Ben Brandt, y@example.org" in say(
        ben, "visitor", "Yusuf Ali", "--trade", "locks", "--email", "y@example.org"
    )
    say(ben, "visitor", "yusuf ali", "--came", "yes")
    assert read(ben, "visitor")[0]["follow_up_by"] == "Ben Brandt"
    assert "again" in say(ben, "visitor", "Yusuf Ali", "--outcome", "again")
    assert "guest of Ana Sousa" in say(gloria, "visitor", "Clara Voss", "--host", "Ana")
    assert Visit.objects.count() == 2


def test_a_stranger_finds_no_group(meeting: GroupMeeting, cleo: User, ben: User) -> None:
    for words in (["run_sheet"], ["visitor", "Yusuf Ali"], ["run_sheet", "--group", "Riverside"]):
        with pytest.raises(CommandError):
            say(cleo, *words)
    with pytest.raises(CommandError, match="No visitor of yours"):
        say(ben, "visitor", "Nobody", "--came", "no")
