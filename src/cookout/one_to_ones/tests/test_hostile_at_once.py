"""The same thing sent several times in the same moment is one thing, and nobody sees an error."""

import json
import threading
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.one_to_ones.models import Answer, OneToOne, Step, ThinkingSlot, WrapUp
from cookout.one_to_ones.testing import fellows, in_days, noted, proposed, was_held
from cookout.people.models import ProfileEntry
from cookout.ties.models import Note, Promise
from cookout.ties.testing import keep

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite in memory has one writer, and no queue for the others"
    ),
]

MANY = 4


@pytest.fixture
def ada(transactional_db: None, ada: User) -> User:
    """Ada, whom other connections see too."""
    return ada


def at_once(user: User, method: str, path: str, **data: Any) -> list[int]:
    """Send it from several programs in the same moment; answer what each was told."""
    headers, body, told = bearer(user), json.dumps(data), list[int]()
    ready = threading.Barrier(MANY)

    def run() -> None:
        client = Client(raise_request_exception=False)
        ready.wait()
        answer = getattr(client, method)(f"/api/v1{path}", body, content_type="application/json", headers=headers)
        told.append(answer.status_code)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_one_id_is_one_1_2_1(ada: User, ben: User) -> None:
    fellows(ada, ben)
    uid, times = str(uuid.uuid4()), [in_days(3).isoformat()]
    assert at_once(ada, "post", "/1-2-1s", uid=uid, person=str(ben.person.uid), times=times) == [201] * MANY
    uid, marta = str(uuid.uuid4()), str(keep(ada, "Marta Reyes").uid)
    assert at_once(ada, "post", "/1-2-1s", uid=uid, person=marta, starts_at=in_days(4).isoformat()) == [201] * MANY
    assert OneToOne.objects.count() == 2


def test_accepting_and_calling_off_at_once_is_one_step(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben, in_days(3), every_weeks=1)
    path = f"/1-2-1s/{one.uid}"
    assert at_once(ben, "post", f"{path}/accept", starts_at=in_days(3).isoformat()) == [200] * MANY
    assert at_once(ada, "post", f"{path}/cancel") == [200] * MANY
    assert [step.kind for step in one.steps.all()] == [Step.Kind.PROPOSED, Step.Kind.ACCEPTED, Step.Kind.CANCELLED]
    assert OneToOne.objects.count() == 2  # it, and the next of its rhythm


def test_a_wrap_up_sent_at_once_promises_once(ada: User) -> None:
    one = noted(ada, keep(ada, "Marta Reyes"), in_days(-1), every_weeks=1)
    promise = {"uid": str(uuid.uuid4()), "text": "Send the list", "due_on": str(in_days(7).date())}
    following = {
        "think_at": in_days(2).isoformat(), "think_uid": str(uuid.uuid4()), "next_at": in_days(30).isoformat(),
        "next_uid": str(uuid.uuid4()), "despite": True,
    }  # fmt: skip
    told = at_once(ada, "put", f"/1-2-1s/{one.uid}/wrap-up", line="Warm", promises=[promise], **following)
    assert told == [200] * MANY
    assert [noun.objects.count() for noun in (WrapUp, Promise, ThinkingSlot)] == [1, 1, 1]
    assert one.steps.filter(kind=Step.Kind.HELD).count() == 1


def test_answers_thoughts_and_entries_sent_at_once_are_one(ada: User) -> None:
    marta, omar = keep(ada, "Marta Reyes"), keep(ada, "Omar Haddad")
    one, item, uid = was_held(ada, marta), str(uuid.uuid4()), str(uuid.uuid4())
    answer = f"/1-2-1s/{one.uid}/answers/customers.ideal"
    assert at_once(ada, "put", answer, text="Two partners\n! Join them", item=item) == [200] * MANY
    assert at_once(ada, "post", "/thinking-slots", uid=uid, person=str(marta.uid)) == [201] * MANY
    for verb, data, code in (
        ("ask", {"person": str(omar.uid)}, 200), ("pass-over", {"person": str(omar.uid)}, 200),
        ("thoughts", {"uid": uid, "text": "Her brother"}, 201),
    ):  # fmt: skip
        assert at_once(ada, "post", f"/thinking-slots/{uid}/{verb}", **data) == [code] * MANY
    assert at_once(ada, "post", "/profile", uid=uid, text="Rowing", facet="interests") == [201] * MANY
    counted = [noun.objects.count() for noun in (Answer, ThinkingSlot, Note, ProfileEntry, Promise)]
    assert counted == [1, 1, 1, 1, 2]
