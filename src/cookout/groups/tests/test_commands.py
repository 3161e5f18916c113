"""`cookout group`: the operators' door says the same yes and the same no as the pages."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from cookout.core.models import User
from cookout.groups.models import Application, Group, Leave, Office, WantedSeat


@pytest.fixture
def group(ada: User, ben: User) -> Group:
    group = Group.found(by=ada, name="Riverside")
    group.admit(by=ada, name=ben.name, user=ben)
    return group


def say(user: User, *words: str) -> None:
    call_command("group", *words, "--user", user.email)


def test_a_host_takes_in_appoints_and_seeks(group: Group, ada: User, capsys: pytest.CaptureFixture[str]) -> None:
    say(ada, "admit", "River", "Nora Flynn", "--trade", "roofer")
    say(ada, "appoint", "River", "Nora", "president", "--from", "2026-01-01", "--takes-over")
    say(ada, "seek", "River", "plumber", "--note", "Old houses")
    assert Office.objects.get().membership == group.memberships.get(name="Nora Flynn")
    assert [seat.note for seat in WantedSeat.objects.of(group)] == ["Old houses"]
    assert "Nora Flynn is president from 2026-01-01." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Nora Flynn has the seat"):
        say(ada, "admit", "River", "Omar", "--trade", "roofer")
    with pytest.raises(CommandError, match="No trade"):
        say(ada, "admit", "River", "Omar", "--trade", "wizard")


def test_a_member_is_away_and_back_and_leads_nothing(group: Group, ben: User, cleo: User) -> None:
    say(ben, "away", "River", "--until", "2999-01-01")
    assert Leave.objects.get().ends_on == dt.date(2999, 1, 1)
    say(ben, "back", "River")
    with pytest.raises(CommandError, match="not on leave"):
        say(ben, "back", "River")
    for words in (["admit", "River", "X"], ["away", "River", "--member", "Ben"], ["seek", "River", "plumber"]):
        with pytest.raises(CommandError, match="led by others"):
            say(ben, *words)
        with pytest.raises(CommandError, match="Nothing here"):
            say(cleo, *words)


def test_a_member_hands_in_and_a_leader_decides(group: Group, ada: User, ben: User) -> None:
    say(ben, "apply", "River", "Will Tran", "--sponsor", "Ben", "--email", "will@example.org")
    with pytest.raises(CommandError, match="waits"):
        say(ben, "decide", "accept", "Will")
    say(ada, "decide", "accept", "Will")
    assert Application.objects.get().state == "accepted"
    assert group.memberships.get(name="Will Tran").sponsor == group.memberships.get(user=ben)
