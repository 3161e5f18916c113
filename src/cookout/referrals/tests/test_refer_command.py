"""`cookout refer`: pass, note, list and move from the command line."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cookout.core.models import User
from cookout.referrals.models import Referral, State
from cookout.referrals.testing import received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def refer(user: User, *words: str) -> str:
    said = io.StringIO()
    call_command("refer", *words, "--user", user.email, stdout=said)
    return said.getvalue()


def told(user: User, *words: str) -> Any:
    return json.loads(refer(user, *words, "--json"))


def test_one_line_notes_what_one_was_given(ada: User) -> None:
    keep(ada, "Odile Bakker")
    said = refer(ada, "Hector", "Delgado", "--from", "Odile", "--agreed", "--may-tell", "yes", "--closeness", "4")
    one = Referral.objects.get()
    assert "Odile Bakker → you → Hector Delgado: accepted, news owed" in said
    assert str(one.uid) in said
    assert (one.may_tell, one.closeness) == (True, 4)


def test_without_a_yes_it_stays_a_name(ada: User) -> None:
    keep(ada, "Rui Sousa")
    assert told(ada, "Hector Delgado", "--to", "Rui Sousa")[0]["state"] == "name"
    assert "a name, not yet a referral" in refer(ada, "--list")


def test_every_state_is_reached_by_its_own_verb(ada: User) -> None:
    keep(ada, "Rui Sousa")
    uid = told(ada, "Hector Delgado", "--to", "Rui Sousa")[0]["uid"]
    for state in ("given", "accepted", "meeting", "won"):
        assert told(ada, "--move", uid, state)[0]["state"] == state
    assert told(ada, "--correct", uid, "lost", "--note", "a slip")[0]["state"] == "lost"
    second = told(ada, "Ines Lund", "--to", "Rui Sousa", "--agreed")[0]["uid"]
    with pytest.raises(CommandError, match="Say why"):
        refer(ada, "--move", second, "declined")
    assert told(ada, "--move", second, "declined", "--note", "no time")[0]["state"] == "declined"
    third = told(ada, "Marc Petit", "--to", "Rui Sousa", "--agreed")[0]["uid"]
    assert told(ada, "--move", third, "withdrawn")[0]["state"] == "withdrawn"


def test_the_list_shows_what_is_open_unless_all_is_asked(ada: User) -> None:
    odile, rui = keep(ada, "Odile Bakker"), keep(ada, "Rui Sousa")
    received(ada, odile).move(by=ada, state=State.LOST)
    received(ada, rui, "Ines Lund")
    assert len(told(ada, "--list")) == 1
    assert len(told(ada, "--list", "--all")) == 2
    assert [one["prospect"]["name"] for one in told(ada, "--list", "--with", "Rui")] == ["Ines Lund"]
    assert len(told(ada, "--list", "--owing", "--all")) == 2
    assert len(told(ada, "Ines", "--list")) == 1


def test_where_nothing_is_it_says_how_to_begin(ada: User) -> None:
    assert "Note one: cookout refer" in refer(ada, "--list")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Hector", "--from", "Nobody"], "Nobody in your book"),
        (["Hector", "--from", "Odile", "--to", "Odile"], "Say either --to"),
        (["Odile Bakker", "--prospect", "Odile", "--to", "Odile"], "the same person"),
        (["--move", "x", "won"], "is no id"),
        (["--move", "01900000-0000-7000-8000-000000000000", "won"], "There is no referral of yours"),
        (["--move", "01900000-0000-7000-8000-000000000000", "sold"], "is no state"),
        (["Hector", "--from", "Odile", "--parent", "01900000-0000-7000-8000-000000000000"], "no referral of yours"),
        (["Hector", "--from", "Odile", "--one-to-one", "01900000-0000-7000-8000-000000000000"], "no 1-2-1 of yours"),
        (["Hector", "--from", "Odile", "--on", "yesterday"], "--on"),
        (["Hector", "--from", "Odile", "--mail", "nowhere"], "is not a mail address"),
        (["Hector", "--from", "Odile", "--closeness", "9"], "--closeness"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(ada: User, words: list[str], sentence: str) -> None:
    keep(ada, "Odile Bakker")
    with pytest.raises(CommandError, match=sentence):
        refer(ada, *words)
    assert not Referral.objects.exists()


def test_a_line_that_is_no_line_is_refused(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    with pytest.raises(CommandError, match="300 letters"):
        refer(ada, "--move", str(one.uid), "won", "--note", "x" * 301)
