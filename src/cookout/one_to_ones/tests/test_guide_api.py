"""The guide and the answers for programs: the same verbs, the same refusals."""

import io
import json
import uuid
import zipfile
from typing import Any

import pytest
from django.test import Client

from cookout.core.exports import write_archive
from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.one_to_ones.models import Answer, OneToOne
from cookout.one_to_ones.testing import was_held
from cookout.ties.models import Fact, Promise
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

IDEAL = "customers.ideal"


@pytest.fixture
def one(ada: User) -> OneToOne:
    """Ada met Marta."""
    return was_held(ada, keep(ada, "Marta Reyes"))


def put(client: Client, one: OneToOne, by: User, key: str = IDEAL, **data: Any) -> Any:
    """Write an answer as a program does."""
    path = f"/api/v1/1-2-1s/{one.uid}/answers/{key}"
    return client.put(path, json.dumps(data), content_type="application/json", headers=bearer(by))


def test_a_program_reads_the_guide(client: Client, ada: User, one: OneToOne) -> None:
    Answer.to(IDEAL, by=ada, one_to_one=one).write("Two partners", by=ada)
    guide = client.get(f"/api/v1/1-2-1s/{one.uid}/guide", headers=bearer(ada)).json()
    asked = {question["key"]: question for part in guide["parts"] for question in part["questions"]}
    assert [part["key"] for part in guide["parts"]][0] == "questions"
    assert (asked[IDEAL]["text"], asked[IDEAL]["revision"]) == ("Two partners", 1)
    assert (guide["social"], guide["business"]) == (0, 1)


def test_a_program_writes_an_answer_and_the_same_item_once(client: Client, ada: User, one: OneToOne) -> None:
    sent = {"text": "Two partners\n! Join them", "base": 0, "item": str(uuid.uuid4())}
    first, again = put(client, one, ada, **sent), put(client, one, ada, **{**sent, "text": "something else"})
    assert first.status_code == again.status_code == 200
    assert first.json()["fact"] == str(Fact.objects.get().uid)
    assert again.json()["text"] == "Two partners\n! Join them"
    assert Promise.objects.get().text == "Join them"
    listed = client.get(f"/api/v1/1-2-1s/{one.uid}/answers", headers=bearer(ada)).json()
    assert [(row["key"], row["revision"]) for row in listed] == [(IDEAL, 1)]


def test_what_was_built_on_an_older_revision_waits_beside_and_one_chooses(
    client: Client, ada: User, ben: User, one: OneToOne
) -> None:
    put(client, one, ada, text="First", base=0)
    row = put(client, one, ada, text="Second", base=0).json()
    assert (row["text"], [beside["text"] for beside in row["beside"]]) == ("First", ["Second"])
    beside = row["beside"][0]
    choice = {"choice": "other", "writer": beside["writer"], "n": beside["n"], "revision": row["revision"]}
    path = f"/api/v1/answers/{row['uid']}/choice"
    kind = {"content_type": "application/json"}
    assert client.post(path, json.dumps(choice), headers=bearer(ben), **kind).status_code == 404  # type: ignore[arg-type]  # the client's own keywords
    chosen = client.post(path, json.dumps(choice), headers=bearer(ada), **kind)  # type: ignore[arg-type]  # as above
    assert (chosen.status_code, chosen.json()["text"], chosen.json()["beside"]) == (200, "Second", [])
    late = client.post(path, json.dumps(choice), headers=bearer(ada), **kind)  # type: ignore[arg-type]  # as above
    assert (late.status_code, "meanwhile" in late.json()["detail"]) == (409, True)


def test_without_a_base_a_program_writes_over(client: Client, ada: User, one: OneToOne) -> None:
    put(client, one, ada, text="First")
    assert put(client, one, ada, text="Second").json()["text"] == "Second"
    assert put(client, one, ada, text="").json()["fact"] is None


def test_a_question_of_ones_own_has_the_id_that_the_client_made(client: Client, ada: User, one: OneToOne) -> None:
    key = str(uuid.uuid4())
    row = put(client, one, ada, key, text="A setter", question="Which dog?", facet="interests").json()
    assert (row["key"], row["question"], row["facet"]) == (key, "Which dog?", "interests")
    row = put(client, one, ada, key, text="Two setters").json()
    assert (row["text"], row["question"]) == ("Two setters", "Which dog?")
    row = put(client, one, ada, key, text="Two setters", question="How many?").json()
    assert (row["question"], Answer.objects.count()) == ("How many?", 1)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"text": "x" * 50_001}, 409), ({"text": ""}, 409), ({}, 422), ({"text": "x", "base": -1}, 422),
        ({"text": "x", "item": "nonsense"}, 422), ({"text": "a\0b"}, 400), ({"text": "x", "question": "q" * 301}, 422),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_words(
    client: Client, ada: User, one: OneToOne, data: dict[str, Any], status: int
) -> None:
    answer = put(client, one, ada, **data)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)
    assert not Answer.objects.exists()


def test_half_a_character_is_left_out(client: Client, ada: User, one: OneToOne) -> None:
    path = f"/api/v1/1-2-1s/{one.uid}/answers/{IDEAL}"
    answer = client.put(path, '{"text": "a\\ud800b"}', content_type="application/json", headers=bearer(ada))
    assert (answer.status_code, answer.json()["text"]) == (200, "ab")


def test_a_question_nobody_has_and_a_1_2_1_of_others_are_refused(
    client: Client, ada: User, ben: User, one: OneToOne
) -> None:
    assert put(client, one, ada, "goals.nonsense", text="x").status_code == 409
    assert put(client, one, ben, text="x").status_code == 404
    path = f"/api/v1/1-2-1s/{one.uid}/answers/{IDEAL}"
    assert client.put(path, "{}", headers=bearer(ada, "one_to_ones:read")).status_code == 403
    assert client.put(path, "{}").status_code == 401


def test_answers_are_in_the_archive(ada: User, ben: User, one: OneToOne) -> None:
    Answer.to(IDEAL, by=ada, one_to_one=one).write("Two partners", by=ada)
    for user, count in ((ada, 1), (ben, 0)):
        out = io.BytesIO()
        write_archive(user, out)
        rows = json.loads(zipfile.ZipFile(out).read("answers.json"))
        assert len(rows) == count
        assert all(row["text"] == "Two partners" and row["one_to_one"] == str(one.uid) for row in rows)
