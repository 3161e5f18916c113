"""What several members press in the same moment happens once each, and the plan stays one."""

import json
import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.rounds.models import Availability, DoNotPair, Pairing, PairingReply, Round
from cookout.rounds.testing import announced, chapter, monday, strangers

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite in memory has one writer, and no queue for the others"
    ),
]

Press = tuple[User, str, dict[str, Any]]


@pytest.fixture
def plan(transactional_db: None, ada: User, ben: User) -> dict[str, Any]:
    """Ada meets Ben, Dora meets Finn; Gus and Hal have nobody."""
    dora, finn = strangers("Dora Duval", "Finn Falk")
    group, seats = chapter(ada, ben, dora, finn, "Gus Gray", "Hal Hume")
    made, rows = announced(group, [(seats[0], seats[1], 1), (seats[2], seats[3], 1)], weeks=2, most=1)
    return {"round": made, "first": rows[0], "second": rows[1], "dora": dora, "finn": finn, "seats": seats}


def at_once(*presses: Press) -> list[int]:
    """Each from a program of its own, in the same moment; answer what each was told."""
    ready, told = threading.Barrier(len(presses)), list[int]()

    def run(path: str, headers: dict[str, str], body: str) -> None:
        client = Client(raise_request_exception=False)
        ready.wait()
        told.append(client.post(f"/api/v1{path}", body, "application/json", headers=headers).status_code)
        connection.close()

    threads = [
        threading.Thread(target=run, args=(path, bearer(user), json.dumps(body))) for user, path, body in presses
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def holds(made: Round) -> bool:
    """Nobody twice a week or more than once in all, no pair that said no, and the value that stands."""
    rows = list(Pairing.objects.standing().filter(round=made))
    often = Counter(seat for row in rows for seat in (row.first_id, row.second_id))
    no = set(Pairing.objects.filter(ending="declined").values_list("first", "second"))
    made.refresh_from_db()
    return (
        max(often.values(), default=0) <= 1
        and not no & {(row.first_id, row.second_id) for row in rows}
        and made.value == sum(row.gain for row in rows)
    )


def test_both_say_no_in_the_same_moment(plan: dict[str, Any], ada: User, ben: User) -> None:
    path = f"/pairings/{plan['first'].uid}/decline"
    told = at_once((ada, path, {}), (ben, path, {}), (ada, path, {}), (ben, path, {}))
    assert set(told) <= {200, 409}
    assert told.count(200) == 2
    assert PairingReply.objects.count() == 1
    assert holds(plan["round"])


def test_two_pairs_say_no_in_the_same_moment(plan: dict[str, Any], ada: User) -> None:
    presses = [(ada, "first"), (plan["dora"], "second")]
    told = at_once(*((user, f"/pairings/{plan[row].uid}/decline", {}) for user, row in presses))
    assert told == [200, 200]
    assert holds(plan["round"])
    assert Pairing.objects.standing().count() >= 2


def test_a_yes_and_a_no_and_another_week_at_once(plan: dict[str, Any], ada: User, ben: User) -> None:
    there = f"/pairings/{plan['first'].uid}"
    told = at_once(
        (ada, f"{there}/accept", {}), (ben, f"{there}/decline", {}), (ada, f"{there}/swap", {"week": 2}),
        (plan["finn"], f"/pairings/{plan['second'].uid}/accept", {}),
    )  # fmt: skip
    assert set(told) <= {200, 409}
    assert holds(plan["round"])
    plan["second"].refresh_from_db()
    assert plan["second"].ended_at is None


def test_wishes_and_weeks_said_at_once_are_one(plan: dict[str, Any], ben: User) -> None:
    wish = (ben, "/do-not-pair", {"membership": str(plan["seats"][0].uid)})
    assert at_once(wish, wish, wish) == [201] * 3
    assert DoNotPair.objects.count() == 1
    said = {"slots": [], "week_on": str(monday(2))}
    week = (ben, f"/availability/{plan['seats'][1].uid}", said)
    assert at_once(week, week, week) == [200] * 3
    assert Availability.objects.count() == 1
