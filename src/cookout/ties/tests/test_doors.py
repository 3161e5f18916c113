"""Three doors, one verb: page, API and command give the same rows."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.testing import bearer
from cookout.people.models import Person
from cookout.ties.models import Promise, Tie, Touch, local_today
from cookout.ties.testing import ago, keep, tie


def page(user: User) -> Client:
    """Ben at the screen."""
    client = Client()
    client.force_login(user)
    return client


def program(user: User) -> Client:
    """A script of Ben's."""
    return Client(headers=bearer(user))


def command(user: User, name: str, *args: str) -> Any:
    """Ben at the shell."""
    return json.loads(call_command_output(name, *args, "--user", user.email, "--json"))


def call_command_output(name: str, *args: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


LINE = "coffee with Marta yesterday: her mother is 80"


def enter_by_page(user: User) -> None:
    assert page(user).post("/ties/entries/", {"line": LINE}).status_code == 303


def enter_by_api(user: User) -> None:
    answer = program(user).post("/api/v1/entries", {"line": LINE}, content_type="application/json")
    assert answer.status_code == 201, answer.content


def enter_by_command(user: User) -> None:
    assert command(user, "touch", LINE)[0]["name"] == "Marta Reyes"


@pytest.mark.parametrize("enter", [enter_by_page, enter_by_api, enter_by_command])
def test_one_line_is_the_same_touch_through_every_door(ben: User, enter: Any) -> None:
    keep(ben, "Marta Reyes")
    enter(ben)
    touch = Touch.objects.get()
    told = (touch.owner, touch.tie.person.full_name, touch.kind, touch.on, touch.text, touch.by_me)
    assert told == (ben, "Marta Reyes", "meeting", ago(ben, 1), "her mother is 80", None)
    assert touch.tie.last_touch_on == ago(ben, 1)
    Act.objects.filter(by=ben, verb="touch.note").latest("pk").undo(by=ben)
    touch.refresh_from_db()
    assert touch.deleted_at is not None
    assert Tie.objects.get().last_touch_on is None


def promise_by_page(user: User, person: Person, day: str) -> None:
    page(user).post(f"/ties/{person.uid}/promises/", {"text": "Introduce Hannah", "due_on": day})


def promise_by_api(user: User, person: Person, day: str) -> None:
    data = {"person": str(person.uid), "text": "Introduce Hannah", "due_on": day}
    assert program(user).post("/api/v1/promises", data, content_type="application/json").status_code == 201


def promise_by_command(user: User, person: Person, day: str) -> None:
    command(user, "promise", "Marta", "Introduce", "Hannah", "--by", day)


@pytest.mark.parametrize("promise", [promise_by_page, promise_by_api, promise_by_command])
def test_a_promise_is_the_same_row_through_every_door(ben: User, promise: Any) -> None:
    marta = keep(ben, "Marta Reyes")
    day = ago(ben, -9)
    promise(ben, marta, day.isoformat())
    row = Promise.objects.get()
    assert (row.owner, row.tie.person, row.text, row.due_on, row.made_on) == (
        ben,
        marta,
        "Introduce Hannah",
        day,
        local_today(ben),
    )


def test_page_api_and_command_list_the_same_people_in_the_same_order(ben: User) -> None:
    made = tie(ben, "Marta Reyes", "cookout", email="marta@example.org", organisation="Reyes Lending")
    made.touch(by=ben, kind="call", on=ago(ben, 3))
    tie(ben, "Dev Patel", "light")
    keep(ben, "Ana Sousa", phone="614 555 0101")
    listed = program(ben).get("/api/v1/people?sort=touch").json()["items"]
    printed = command(ben, "people", "--sort", "touch")
    shown = [row.person.full_name for row in page(ben).get("/people/?sort=touch").context["rows"]]
    assert [row["name"] for row in listed] == [row["name"] for row in printed] == shown
    assert shown == ["Marta Reyes", "Dev Patel", "Ana Sousa"]
    assert listed[0] == {**printed[0], "uid": str(made.person.uid)}
    wanted = {"circle": "cookout", "last_touch_on": ago(ben, 3).isoformat(), "emails": ["marta@example.org"]}
    assert wanted.items() <= printed[0].items()


def test_the_people_command_narrows_by_circle_and_words(ben: User) -> None:
    tie(ben, "Marta Reyes", "cookout")
    tie(ben, "Marta Stone", "light")
    assert [row["name"] for row in command(ben, "people", "marta", "--circle", "light")] == ["Marta Stone"]
    assert [row["name"] for row in command(ben, "people", "--circle", "Cookout list")] == ["Marta Reyes"]
    with pytest.raises(CommandError, match="There is no circle “table”"):
        call_command_output("people", "--circle", "table", "--user", ben.email)


def test_the_touch_command_names_those_who_may_be_meant(ben: User) -> None:
    keep(ben, "Ana Sousa")
    other = keep(ben, "Ana Castillo")
    with pytest.raises(CommandError, match="Several people are called “Ana”: Ana Castillo, Ana Sousa"):
        call_command_output("touch", "coffee with Ana", "--user", ben.email)
    assert command(ben, "touch", "coffee with Ana", "--person", str(other.uid))[0]["name"] == "Ana Castillo"


def test_the_capacity_command_shows_the_arithmetic(ben: User) -> None:
    said = command(ben, "capacity", "--hours", "4", "--cookout", "12")
    assert said["needed"] <= said["available"] == 192
    assert "4 h a week is 128 1-2-1s a year" in said["said"]
    with pytest.raises(CommandError, match="These seats take"):
        call_command_output("capacity", "--cookout", "100", "--user", ben.email)
