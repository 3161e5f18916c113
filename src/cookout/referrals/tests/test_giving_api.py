"""Business, favors, praise, asks and reviews over the API: the same verbs, and nothing of anybody else's."""

import json
from typing import Any

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.people.models import Person
from cookout.referrals.models import ClosedBusiness, Referral, State
from cookout.referrals.testing import received
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db

KINDS = {
    "favors": {"text": "a lift"},
    "testimonials": {"text": "Calm and clear."},
    "asks": {"text": "dentists"},
    "reviews": {"text": "Policies", "every_months": 6},
}


class Program:
    """A program that acts as one user."""

    def __init__(self, client: Client, user: User, *scopes: str) -> None:
        self.client, self.headers = client, bearer(user, *scopes)

    def __call__(self, method: str, path: str, data: Any = None) -> Any:
        """Ask, and remember what came."""
        self.answer = self.client.generic(
            method, f"/api/v1/{path}", data=_json(data), content_type="application/json", headers=self.headers
        )
        return self.answer.json()


def _json(data: Any) -> str:
    return "" if data is None else json.dumps(data, default=str)


@pytest.fixture
def marta(ada: User) -> Person:
    """Somebody in Ada's book."""
    return keep(ada, "Marta Reyes")


@pytest.fixture
def won(ada: User, marta: Person) -> Referral:
    """One that Marta gave to Ada, and that was won."""
    one = received(ada, marta, given_on=ago(ada, 9))
    one.move(by=ada, state=State.WON)
    return one


def test_business_is_noted_as_number_or_words_read_corrected_and_undone(
    client: Client, ada: User, won: Referral
) -> None:
    ask = Program(client, ada)
    made = ask("POST", "business", {"referral": won.uid, "text": "1.480,00", "currency": "EUR"})
    assert (ask.answer.status_code, made["amount"], made["said"]) == (201, 148000, "1,480\xa0EUR")
    more = ask("POST", "business", {"referral": won.uid, "amount": 5, "currency": "jpy"})
    assert (more["currency"], more["is_repeat"]) == ("JPY", True)
    act = ask("PATCH", f"business/{made['uid']}", {"text": "2k", "note": "whole life"})["act"]
    assert ask("GET", f"business/{made['uid']}")["amount"] == 200000
    ask("POST", f"acts/{act}/undo")
    assert ask("GET", f"business/{made['uid']}")["amount"] == 148000
    assert ask("GET", "business")["count"] == 2
    totals = ask("GET", "business/totals")
    assert [(t["currency"], t["amount"]) for t in totals["by_person"][0]["totals"]] == [("EUR", 148000), ("JPY", 5)]
    assert totals["by_chain"][0]["began_with"] == str(won.uid)
    ask("DELETE", f"business/{made['uid']}")
    ask("GET", f"business/{made['uid']}")
    assert ask.answer.status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"text": "1.234", "currency": "EUR"}, 409),
        ({"amount": 0, "currency": "EUR"}, 409),
        ({"amount": -1, "currency": "EUR"}, 409),
        ({"amount": 2**63, "currency": "EUR"}, 409),
        ({"amount": 5, "currency": "XYZ"}, 409),
        ({"amount": 5}, 409),
        ({"amount": 5, "text": "5", "currency": "EUR"}, 409),
        ({}, 409),
        ({"amount": "many", "currency": "EUR"}, 422),
        ({"amount": 5, "currency": "EUR", "on": "2999-01-01"}, 409),
    ],
)
def test_a_wrong_amount_is_refused_in_words(
    client: Client, ada: User, won: Referral, wrong: dict[str, Any], status: int
) -> None:
    ask = Program(client, ada)
    ask("POST", "business", {"referral": won.uid, **wrong})
    assert (ask.answer.status_code, ClosedBusiness.objects.count()) == (status, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_noted_read_changed_and_taken_away(client: Client, ada: User, marta: Person, kind: str) -> None:
    ask = Program(client, ada)
    made = ask("POST", kind, {"person": marta.uid, **KINDS[kind]})
    assert (ask.answer.status_code, made["person"]) == (201, str(marta.uid))
    assert ask("POST", kind, {"person": marta.uid, **KINDS[kind], "uid": made["uid"]})["uid"] == made["uid"]
    assert ask("GET", kind)["count"] == ask("GET", f"{kind}?person={marta.uid}")["count"] == 1
    ask("PATCH", f"{kind}/{made['uid']}", {"text": "something else"})
    assert ask("GET", f"{kind}/{made['uid']}")["text"] == "something else"
    act = ask("DELETE", f"{kind}/{made['uid']}")["act"]
    assert ask("GET", kind)["count"] == 0
    ask("POST", f"acts/{act}/undo")
    assert ask("GET", kind)["count"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_others_find_nothing_and_a_reader_writes_nothing(
    client: Client, ada: User, ben: User, marta: Person, kind: str
) -> None:
    made = Program(client, ada)("POST", kind, {"person": marta.uid, **KINDS[kind]})
    stranger, reader = Program(client, ben), Program(client, ada, "referrals:read")
    for method in ("GET", "PATCH", "DELETE"):
        stranger(method, f"{kind}/{made['uid']}", {} if method == "PATCH" else None)
        assert stranger.answer.status_code == 404
    stranger("POST", kind, {"person": marta.uid, **KINDS[kind]})
    assert stranger.answer.status_code == 404
    reader("DELETE", f"{kind}/{made['uid']}")
    assert reader.answer.status_code == 403
    for wrong in ({"text": "x" * 6000}, {"person": "nobody"}):
        reader_of_all = Program(client, ada)
        reader_of_all("POST", kind, {"person": marta.uid, **KINDS[kind], **wrong})
        assert reader_of_all.answer.status_code == 422


def test_what_came_of_an_ask_is_said(client: Client, ada: User, marta: Person, won: Referral) -> None:
    ask = Program(client, ada)
    made = ask("POST", "asks", {"person": marta.uid, "on": ago(ada, 20)})
    ask("POST", f"asks/{made['uid']}/result", {"referral": won.uid})
    assert ask("GET", f"asks/{made['uid']}")["referral"] == str(won.uid)


def test_gives_stand_beside_takes(client: Client, ada: User, ben: User, marta: Person, won: Referral) -> None:
    ClosedBusiness.close(by=ada, referral=won, amount=148000, currency="USD")
    ask = Program(client, ada)
    ask("POST", "favors", {"person": marta.uid, "text": "a lift"})
    said = ask("GET", f"giving/{marta.uid}")
    assert {row["what"]: (row["gave"], row["took"]) for row in said["rows"]}["referral"] == (0, 1)
    assert (said["own"][0]["amount"], said["tree"], said["may_ask"]) == (148000, [], "owes")
    stranger = Program(client, ben)
    stranger("GET", f"giving/{marta.uid}")
    assert stranger.answer.status_code == 404
