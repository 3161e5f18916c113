"""Rounds over the API and from the terminal: each door works, strangers and members find what is theirs to find."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.groups.models import Group, Membership, Office
from cookout.rounds.models import Round
from cookout.rounds.testing import announced, chapter, monday

Chapter = tuple[Group, list[Membership]]
API = "/api/v1"


@pytest.fixture
def led(ada: User, ben: User, cleo: User) -> Chapter:
    """Ben presides over a chapter of seven; Cleo is a stranger."""
    group, seats = chapter(ben, *(f"Nora {letter}" for letter in "ABCDEF"))
    seats[0].appoint(Office.Role.PRESIDENT, by=ada)
    return group, seats


def post(client: Client, user: User, path: str, **body: Any) -> Any:
    """What a program of this user is answered."""
    return client.post(f"{API}{path}", json.dumps(body), "application/json", headers=bearer(user))


def get(client: Client, user: User, path: str) -> Any:
    return client.get(f"{API}{path}", headers=bearer(user))


def said(*words: str, user: str = "ben@example.org") -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("round", *words, "--user", user, stdout=out)
    return out.getvalue()


def test_a_program_plans_looks_announces_and_calls_off(client: Client, ben: User, led: Chapter) -> None:
    uid = str(uuid7())
    terms = {"uid": uid, "group": str(led[0].uid), "starts_on": monday().isoformat(), "seed": 3}
    made = post(client, ben, "/rounds", **terms)
    assert made.status_code == 201
    assert made.json()["uid"] == uid == post(client, ben, "/rounds", **terms).json()["uid"]
    assert made.json()["state"] == "draft"
    assert made.json()["is_optimal"]
    whole = get(client, ben, f"/rounds/{uid}").json()
    assert [len(week["pairs"]) for week in whole["by_week"]] == [3, 3, 3, 3]
    assert all(len(week["sits_out"]) == 1 for week in whole["by_week"])
    assert "Every week an odd number can meet, so somebody sits out." in whole["obstacles"][0]
    again = post(client, ben, f"/rounds/{uid}/plan-again", seed=9).json()
    assert again["seed"] == 9
    assert get(client, ben, f"/rounds/{uid}").status_code == 404
    act = post(client, ben, f"/rounds/{again['uid']}/announce").json()["act"]
    assert [one["state"] for one in get(client, ben, f"/groups/{led[0].uid}/rounds").json()] == ["announced"]
    assert client.post(f"{API}/acts/{act}/undo", headers=bearer(ben)).json()["restored"] == 1
    post(client, ben, f"/rounds/{again['uid']}/announce")
    assert post(client, ben, f"/rounds/{again['uid']}/call-off").status_code == 200
    assert get(client, ben, f"/rounds/{again['uid']}").json()["state"] == "called_off"


def test_a_program_removes_a_draft(client: Client, ben: User, led: Chapter) -> None:
    made = post(client, ben, "/rounds", group=str(led[0].uid), starts_on=monday().isoformat()).json()
    answer = client.delete(f"{API}/rounds/{made['uid']}", headers=bearer(ben))
    assert answer.status_code == 200
    assert not Round.objects.visible_to(ben).exists()


def test_to_a_plain_member_a_draft_is_not_there_and_its_deeds_never(
    client: Client, ben: User, cleo: User, led: Chapter
) -> None:
    group = led[0]
    group.admit(by=ben, name=cleo.name, user=cleo)
    made = Round.make(by=ben, scope=group, starts_on=monday())
    for path in ("", "/plan-again", "/announce", "/call-off"):
        ask = get if not path else post
        assert ask(client, cleo, f"/rounds/{made.uid}{path}").status_code == 404
    assert get(client, cleo, f"/groups/{group.uid}/rounds").json() == []
    assert post(client, cleo, "/rounds", group=str(group.uid), starts_on=monday().isoformat()).status_code == 404
    made.announce(by=ben)
    whole = get(client, cleo, f"/rounds/{made.uid}").json()
    assert whole["by_week"]
    assert whole["obstacles"] == []
    for path in ("/plan-again", "/announce", "/call-off"):
        assert post(client, cleo, f"/rounds/{made.uid}{path}").status_code == 404


def test_a_stranger_finds_no_round(client: Client, ben: User, cleo: User, led: Chapter) -> None:
    made, _pairs = announced(led[0], [(led[1][0], led[1][1], 1)])
    assert get(client, cleo, f"/rounds/{made.uid}").status_code == 404
    client.force_login(cleo)
    for page in ("", "round.csv"):
        assert client.get(f"{made.get_absolute_url()}{page}").status_code == 404
    for page in (f"/rounds/of/{led[0].uid}/", f"/rounds/of/{led[0].uid}/new/"):
        assert client.get(page).status_code == 404
    with pytest.raises(CommandError):
        said("show", "River", user="cleo@example.org")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"weeks": 0}, 422),
        ({"weeks": 99}, 422),
        ({"seed": 2**70}, 422),
        ({"starts_on": "soon"}, 422),
        ({"most": 2, "hat": 3}, 409),
        ({"starts_on": "2020-01-01"}, 409),
        ({"region": "01a207ab-c2bd-7994-bc32-060be4efe118"}, 409),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: Client, ben: User, led: Chapter, body: dict[str, Any], status: int
) -> None:
    terms = {"group": str(led[0].uid), "starts_on": monday().isoformat(), **body}
    assert post(client, ben, "/rounds", **terms).status_code == status
    assert not Round.objects.exists()


def test_the_table_runs_no_formula(client: Client, ben: User, led: Chapter) -> None:
    Membership.objects.filter(pk=led[1][1].pk).update(name="=1+1")
    made, _pairs = announced(led[0], [(led[1][0], led[1][1], 1)])
    client.force_login(ben)
    answer = client.get(f"/rounds/{made.uid}/round.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert rows[0]["second"] == "'=1+1"
    assert rows[0]["monday"] == monday().isoformat()
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("deed", ["again", "announcement", "end", "removal"])
def test_a_deed_is_pressed_and_never_followed(client: Client, ben: User, led: Chapter, deed: str) -> None:
    made = Round.make(by=ben, scope=led[0], starts_on=monday())
    client.force_login(ben)
    assert client.get(f"/rounds/{made.uid}/{deed}/").status_code == 405


def test_a_bad_form_says_what_is_wrong(client: Client, ben: User, led: Chapter) -> None:
    client.force_login(ben)
    here = f"/rounds/of/{led[0].uid}/new/"
    terms = {"starts_on": monday().isoformat(), "weeks": 4, "most": 4, "hat": 1, "months_apart": 3}
    answer = client.post(here, {**terms, "weeks": 0, "hat": 9})
    assert answer.status_code == 422
    answer = client.post(here, {**terms, "starts_on": "2020-01-06"})
    assert answer.status_code == 422
    assert "These weeks are over" in answer.content.decode()


def test_the_terminal_plans_shows_and_announces(ben: User, led: Chapter) -> None:
    assert "There are no rounds yet" in said("list")
    planned = said("plan", "River", "--seed", "4", "--weeks", "2", "--most", "2")
    assert f"Week of {monday()}" in planned
    assert "No plan is worth more: that is proved." in planned
    assert "draft" in said("list")
    assert said("show", "River") == planned
    assert "The members see it from now on" in said("announce", "River")
    told = json.loads(said("show", "River", "--json"))
    assert told["state"] == "announced"
    with pytest.raises(CommandError, match="has no draft"):
        said("announce", "River")


def test_the_terminal_says_no_in_a_sentence(ben: User, cleo: User, led: Chapter) -> None:
    with pytest.raises(CommandError, match="Write it as 2026-12-07"):
        said("plan", "River", "--from", "soon")
    led[0].admit(by=ben, name=cleo.name, user=cleo)
    with pytest.raises(CommandError, match="Whoever leads Riverside"):
        said("plan", "River", user="cleo@example.org")
    with pytest.raises(CommandError, match="has no such round now"):
        said("show", "River", user="cleo@example.org")
