"""Programs' door: every noun listed, made twice as once, read, corrected and taken away; wrong shapes are 422."""

import uuid
from typing import Any

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.ties.models import Mark, Tie
from cookout.ties.testing import ago, keep, tie, touched


@pytest.fixture
def client(ben: User) -> Client:
    """A script of Ben's."""
    return Client(headers=bearer(ben))


def send(client: Client, method: str, path: str, data: Any = None, status: int = 200) -> Any:
    """Call and expect."""
    answer = getattr(client, method)(f"/api/v1/{path}", data, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


NOUNS = {
    "touches": ({"kind": "call", "on": "2026-01-05", "text": "x"}, {"text": "y", "kind": "mail"}),
    "promises": ({"text": "x", "due_on": "2026-01-05"}, {"text": "y", "due_on": "2026-02-05"}),
    "facts": ({"facet": "goals", "text": "x"}, {"text": "y", "facet": "skills"}),
    "notes": ({"text": "x"}, {"text": "y"}),
}


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_is_made_once_read_corrected_removed_and_brought_back(noun: str, client: Client, ben: User) -> None:
    said, changed = NOUNS[noun]
    data = {**said, "person": str(keep(ben, "Marta Reyes").uid), "uid": str(uuid.uuid4())}
    made = send(client, "post", noun, data, 201)
    assert send(client, "post", noun, data, 201) == made
    assert (made["uid"], made["person"]) == (data["uid"], data["person"])
    assert send(client, "get", noun)["count"] == 1
    corrected = send(client, "patch", f"{noun}/{made['uid']}", changed)
    assert corrected == {**made, **changed}
    act = send(client, "delete", f"{noun}/{made['uid']}")["act"]
    send(client, "get", f"{noun}/{made['uid']}", status=404)
    send(client, "post", f"acts/{act}/undo")
    assert send(client, "get", f"{noun}/{made['uid']}") == corrected


@pytest.mark.parametrize("noun", ["lives", "tags", "lists"])
def test_a_name_is_made_once_renamed_and_removed(noun: str, client: Client) -> None:
    made = send(client, "post", noun, {"name": "Insurance"}, 201)
    assert send(client, "post", noun, {"name": "insurance"}, 201)["uid"] == made["uid"]
    assert send(client, "patch", f"{noun}/{made['uid']}", {"name": "Parish"})["name"] == "Parish"
    send(client, "post", noun, {"name": "Other"}, 201)
    send(client, "patch", f"{noun}/{made['uid']}", {"name": "other"}, 409)
    send(client, "delete", f"{noun}/{made['uid']}")
    assert [row["name"] for row in send(client, "get", noun)] == ["Other"]


@pytest.mark.parametrize("noun", ["lives", "tags"])
def test_people_are_given_and_taken_in_bulk(noun: str, client: Client, ben: User) -> None:
    people = [str(keep(ben, f"Person {number}").uid) for number in range(3)]
    uid = send(client, "post", noun, {"name": "Insurance"}, 201)["uid"]
    send(client, "post", f"{noun}/{uid}/people", {"people": people})
    key = "life" if noun == "lives" else "tag"
    assert send(client, "get", f"people?{key}={uid}")["count"] == 3
    send(client, "delete", f"{noun}/{uid}/people", {"people": people[:1]})
    assert send(client, "get", f"people?{key}={uid}")["count"] == 2


def test_a_tie_is_changed_in_one_act_and_said_again(client: Client, ben: User) -> None:
    person = keep(ben, "Marta Reyes")
    before = send(client, "get", f"ties/{person.uid}")
    assert (before["circle"], before["left"], before["word"]) == ("unsorted", None, "not yet known")
    said = {
        "circle": "cookout",
        "wished_days": 20,
        "how_met": "At the fair",
        "lives": ["Insurance"],
        "tags": ["lender"],
    }
    after = send(client, "patch", f"ties/{person.uid}", said)
    assert {name: after[name] for name in said} == said
    act = ben.acts.get(verb="tie.change")
    send(client, "post", f"acts/{act.uid}/undo")
    assert send(client, "get", f"ties/{person.uid}") == {**before, "circle_since": after["circle_since"]}


def test_reading_a_tie_makes_none(client: Client, ben: User) -> None:
    send(client, "get", f"ties/{keep(ben, 'Marta Reyes').uid}")
    assert not Tie.objects.exists()


def test_marks_are_judged_once_and_listed(client: Client, ben: User) -> None:
    person = keep(ben, "Marta Reyes")
    data = {"uid": str(uuid.uuid4()), "kind": "trust", "value": 2, "reason": "Kept her word"}
    send(client, "post", f"ties/{person.uid}/marks", data, 201)
    send(client, "post", f"ties/{person.uid}/marks", data, 201)
    assert Mark.objects.count() == 1
    assert send(client, "get", f"ties/{person.uid}/marks")[0]["reason"] == "Kept her word"


def test_relations_are_said_from_either_side(client: Client, ben: User) -> None:
    marta, jo = keep(ben, "Marta Reyes"), keep(ben, "Jo Reyes")
    data = {"person": str(marta.uid), "other": str(jo.uid), "kind": "child"}
    made = send(client, "post", "relations", data, 201)
    turned = {"person": str(jo.uid), "other": str(marta.uid), "kind": "parent"}
    assert send(client, "post", "relations", turned, 201)["uid"] == made["uid"]
    assert send(client, "get", f"relations?person={jo.uid}") == [made]
    send(client, "post", "relations", {**data, "other": str(marta.uid)}, 409)
    send(client, "delete", f"relations/{made['uid']}")
    assert send(client, "get", "relations") == []


def test_promises_are_kept_put_off_let_go_and_filtered(client: Client, ben: User) -> None:
    made = tie(ben, "Marta Reyes")
    rows = [made.promise(f"Promise {n}", by=ben, due_on=ago(ben, -n)) for n in range(3)]
    send(client, "post", f"promises/{rows[0].uid}/keep")
    send(client, "post", f"promises/{rows[1].uid}/let_go")
    send(client, "post", f"promises/{rows[2].uid}/put_off", {"until": ago(ben, -30).isoformat()})
    assert [row["text"] for row in send(client, "get", "promises?state=open")["items"]] == ["Promise 2"]
    assert send(client, "get", "promises?state=past")["count"] == 2
    assert send(client, "get", f"promises?since={ago(ben, -20).isoformat()}")["count"] == 1


def test_a_part_of_a_list_is_of_one_person_and_some_days(client: Client, ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes"), 1, 5, 9)
    touched(tie(ben, "Dev Patel"), 5)
    assert send(client, "get", f"touches?person={made.person.uid}")["count"] == 3
    assert send(client, "get", f"touches?since={ago(ben, 6)}&until={ago(ben, 2)}")["count"] == 2
    assert len(send(client, "get", "touches?limit=2&offset=3")["items"]) == 1


def test_several_of_one_name_are_named_in_the_409(client: Client, ben: User) -> None:
    keep(ben, "Ana Sousa")
    keep(ben, "Ana Castillo")
    unsure = send(client, "post", "entries", {"line": "coffee with Ana"}, 409)
    assert [person["name"] for person in unsure["people"]] == ["Ana Castillo", "Ana Sousa"]
    said = {"line": "coffee with Ana", "person": unsure["people"][1]["uid"]}
    assert send(client, "post", "entries", said, 201)[0]["person"] == said["person"]
    assert "such as: coffee with Marta" in send(client, "post", "entries", {"line": "zzz"}, 409)["detail"]


def test_capacity_is_read_and_set(client: Client) -> None:
    assert send(client, "get", "capacity")["needed"] == pytest.approx(212.5)
    assert send(client, "patch", "capacity", {"light_seats": 50})["light_seats"] == 50
    assert "These seats take" in send(client, "patch", "capacity", {"light_seats": 9000}, 409)["detail"]


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("post", "touches", {"person": "x", "on": "2026-01-01"}),
        ("post", "touches", {"person": str(uuid.uuid4()), "on": "2026-02-30"}),
        ("post", "facts", {"person": str(uuid.uuid4()), "facet": "zodiac", "text": "x"}),
        ("post", "promises", {"person": str(uuid.uuid4()), "text": "", "due_on": "2026-01-01"}),
        ("post", "lives", {"name": "x" * 61}),
        ("get", "touches?limit=0", None),
        ("get", "facts/1", None),
        ("patch", "capacity", {"hours_per_week": -1}),
    ],
)
def test_what_has_the_wrong_shape_is_422(client: Client, method: str, path: str, data: Any) -> None:
    assert send(client, method, path, data, 422)["detail"]


def test_null_is_refused_where_a_value_is_needed(client: Client, ben: User) -> None:
    touch = tie(ben, "Marta Reyes").touch(by=ben, kind="call", on=ago(ben, 1))
    send(client, "patch", f"touches/{touch.uid}", {"on": None}, 422)
    assert send(client, "patch", f"touches/{touch.uid}", {"by_me": None})["by_me"] is None
