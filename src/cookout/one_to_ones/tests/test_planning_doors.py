"""Programs' and operators' doors to planning, and that all three do the same."""

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.one_to_ones.models import CalendarFeed, OneToOne, State, touch_uid
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, proposed
from cookout.people.models import Person
from cookout.ties.models import Touch
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

URL = "/api/v1/1-2-1s"


def send(user: User, path: str, data: Any = None, method: str = "post") -> Any:
    return getattr(Client(), method)(
        f"{URL}{path}", data=data or {}, content_type="application/json", headers=bearer(user)
    )


def get(user: User, path: str = "") -> Any:
    return Client().get(f"{URL}{path}", headers=bearer(user))


def by_page(user: User, person: Person) -> None:
    client = Client()
    client.force_login(user)
    client.post("/ties/entries/", {"line": f"1-2-1 with {person.full_name}, yesterday at 9:30: her mother is 80"})


def by_api(user: User, person: Person) -> None:
    line = f"1-2-1 with {person.full_name}, yesterday at 9:30: her mother is 80"
    Client().post("/api/v1/entries", data={"line": line}, content_type="application/json", headers=bearer(user))


def by_command(user: User, person: Person) -> None:
    line = f"1-2-1 with {person.full_name}, yesterday at 9:30: her mother is 80"
    call_command("log", line, user=user.email, stdout=StringIO())


@pytest.mark.parametrize("door", [by_page, by_api, by_command])
def test_three_doors_one_verb(ada: User, door: Any) -> None:
    marta = keep(ada, "Marta Reyes")
    door(ada, marta)
    door(ada, marta)
    one = OneToOne.objects.get()
    yesterday = in_days(-1).date()
    assert (one.state, one.held_on, one.starts_at.time()) == (State.HELD, yesterday, dt.time(9, 30))
    touch = Touch.objects.get()
    assert (touch.uid, touch.on, touch.kind) == (touch_uid(one, ada), yesterday, "meeting")
    assert touch.text == "her mother is 80"


def test_a_logged_line_means_the_one_that_was_planned(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = OneToOne.note(by=ada, person=ben.person, starts_at=in_days(-1, hour=10))
    call_command("log", "1-2-1", "with", "Ben,", "yesterday", user=ada.email, stdout=StringIO())
    one.refresh_from_db()
    assert (OneToOne.objects.count(), one.state, one.seat(ada).says_at) == (1, State.HELD, in_days(-1, hour=10))


@pytest.mark.parametrize("line", ["coffee with Marta", "call Marta about the 1-2-1", "1-2-1 with Marta tomorrow"])
def test_a_line_that_says_no_1_2_1_is_refused(ada: User, line: str) -> None:
    keep(ada, "Marta Reyes")
    with pytest.raises(CommandError):
        call_command("log", line, user=ada.email, stdout=StringIO())
    assert not OneToOne.objects.exists()


def test_the_command_lists_what_waits(ada: User, ben: User) -> None:
    fellows(ada, ben)
    proposed(ada, ben)
    out = StringIO()
    call_command("one_to_ones", user=ben.email, stdout=out)
    assert "Ada Adeyemi: proposed to you: answer" in out.getvalue()
    out = StringIO()
    call_command("one_to_ones", user=ada.email, json=True, stdout=out)
    assert json.loads(out.getvalue())[0]["next"] == "wait"


def test_a_program_walks_the_whole_way(ada: User, ben: User) -> None:
    fellows(ada, ben)
    uid = str(uuid7())
    data = {"uid": uid, "person": str(ben.person.uid), "times": [in_days(3).isoformat()], "about": "them"}
    made = send(ada, "", data)
    assert (made.status_code, made.json()["next"], made.json()["about"]) == (201, "wait", "them")
    assert send(ada, "", data).json()["uid"] == uid
    assert OneToOne.objects.count() == 1
    seen = get(ben, f"/{uid}").json()
    assert (seen["next"], seen["about"], seen["name"], seen["person"]) == (
        "answer",
        "me",
        ada.name,
        str(ada.person.uid),
    )
    assert send(ben, f"/{uid}/accept", {"starts_at": seen["times"][0]}).status_code == 200
    assert send(ben, f"/{uid}", {"place": "Cafe Luna", "about": "me"}, "patch").status_code == 200
    act = send(ada, f"/{uid}/move", {"times": [in_days(5).isoformat()]}).json()["act"]
    undone = Client().post(f"/api/v1/acts/{act}/undo", headers=bearer(ada))
    assert undone.json()["said"] == "Undone. Everything is as it was."
    assert get(ada, f"/{uid}").json()["starts_at"] is not None
    assert send(ada, f"/{uid}/hold").status_code == 409
    assert send(ada, f"/{uid}/cancel", {"note": "Ill"}).status_code == 200
    assert get(ben).json()["items"][0]["state"] == "cancelled"


def test_an_undo_after_the_other_has_acted_is_refused_in_words(ada: User, ben: User) -> None:
    fellows(ada, ben)
    planned(ada, ben)
    act = ada.acts.get(verb="one_to_one.propose")
    answer = Client().post(f"/api/v1/acts/{act.uid}/undo", headers=bearer(ada))
    assert answer.status_code == 409
    assert "Ben Brandt has acted since" in answer.json()["detail"]


def test_no_answer_gives_away_the_other_s_book(ada: User, ben: User) -> None:
    fellows(ada, ben)
    mine = keep(ada, "Ben The Slow")
    mine.account_person = ben.person
    mine.save()
    one = planned(ada, ben)
    assert get(ada, f"/{one.uid}").json()["person"] == str(mine.uid)
    told = json.dumps([get(ben).json(), get(ben, f"/{one.uid}").json()])
    assert str(mine.uid) not in told
    assert "The Slow" not in told


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"times": ["2099-01-05T10:00:00"]}, 422),
        ({"times": ["never"]}, 422),
        ({"times": ["2099-01-05T10:00:00Z"] * 6}, 422),
        ({"times": ["9999-12-31T23:59:00Z"]}, 409),
        ({"times": ["2020-01-05T10:00:00Z"]}, 409),
        ({"times": []}, 409),
        ({"starts_at": "2098-01-05T10:00:00Z"}, 409),
        ({"starts_at": "0001-01-01T00:00:00Z"}, 409),
        ({"times": ["2098-01-05T10:00:00Z"], "starts_at": "2098-01-05T10:00:00Z"}, 409),
        ({"times": ["2098-01-05T10:00:00Z"], "minutes": 1}, 422),
        ({"times": ["2098-01-05T10:00:00Z"], "every_weeks": 99}, 422),
        ({"times": ["2098-01-05T10:00:00Z"], "agenda": "x" * 50_000}, 422),
        ({"times": ["2098-01-05T10:00:00Z"], "where": "moon"}, 422),
    ],
)
def test_bad_input_is_said_and_nothing_is_made(ada: User, ben: User, data: dict[str, Any], status: int) -> None:
    fellows(ada, ben)
    answer = send(ada, "", {"person": str(ben.person.uid), **data})
    assert answer.status_code == status, answer.content
    assert not OneToOne.objects.exists()


def test_an_id_of_another_1_2_1_is_refused(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    data = {"uid": str(one.uid), "person": str(keep(ben, "Marta Reyes").uid), "starts_at": in_days(4).isoformat()}
    assert send(ben, "", data).status_code == 409


@pytest.mark.parametrize("verb", ["accept", "move", "decline", "cancel", "hold", "no-show", "rhythm/end"])
def test_a_stranger_gets_404_at_every_verb(ada: User, ben: User, cleo: User, verb: str) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    data = {"starts_at": in_days(3).isoformat(), "times": [in_days(4).isoformat()]}
    assert send(cleo, f"/{one.uid}/{verb}", data).status_code == 404
    assert get(cleo, f"/{one.uid}").status_code == 404
    assert get(cleo).json()["count"] == 0


def test_a_reading_token_writes_nothing(ada: User) -> None:
    one = noted(ada, keep(ada, "Marta Reyes"))
    headers = bearer(ada, "one_to_ones:read")
    answer = Client().post(f"{URL}/{one.uid}/cancel", data={}, content_type="application/json", headers=headers)
    assert answer.status_code == 403


def test_feeds_by_program(ada: User, ben: User) -> None:
    headers = bearer(ada)
    made = Client().post("/api/v1/calendar-feeds", data={"name": "X"}, content_type="application/json", headers=headers)
    feed = CalendarFeed.objects.get()
    assert made.status_code == 201
    assert made.json()["address"].endswith(feed.path)
    assert Client().get("/api/v1/calendar-feeds", headers=bearer(ben)).json() == []
    path = f"/api/v1/calendar-feeds/{feed.uid}"
    assert Client().delete(path, headers=bearer(ben)).status_code == 404
    assert Client().delete(path, headers=headers).status_code == 204
    assert Client().get(feed.path).status_code == 404
