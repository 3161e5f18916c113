"""Programs' door to referrals: lists, one, what each of the two reads, and every verb."""

import uuid
from typing import Any

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, query_count
from cookout.one_to_ones.testing import fellows, was_held
from cookout.referrals.models import Referral, Role, State
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

PATH = "/api/v1/referrals"


class Program:
    """A program that acts as somebody."""

    def __init__(self, client: Client, user: User) -> None:
        self.client, self.headers = client, bearer(user)

    def __call__(self, method: str, path: str = "", data: Any = None, **query: Any) -> Any:
        send = getattr(self.client, method)
        if method == "get":
            return send(PATH + path, query, headers=self.headers)
        return send(PATH + path, data or {}, content_type="application/json", headers=self.headers)


def test_the_list_is_asked_in_many_ways(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    odile, ask = keep(ada, "Odile Bakker"), Program(client, ada)
    given, mine = passed(ada, ben), received(ada, odile, "Ines Lund")
    won = received(ada, odile, "Marc Petit")
    won.move(by=ada, state=State.WON)
    wanted: list[tuple[dict[str, Any], list[Referral]]] = [
        ({}, [won, mine, given]),
        ({"direction": "given"}, [given]),
        ({"direction": "received"}, [won, mine]),
        ({"open": True}, [mine, given]),
        ({"open": False}, [won]),
        ({"owing": True}, [won, mine]),
        ({"owing": False}, [given]),
        ({"state": "won"}, [won]),
        ({"person": str(odile.uid)}, [won, mine]),
        ({"q": "ines"}, [mine]),
        ({"limit": 1, "offset": 1}, [mine]),
    ]
    for query, expected in wanted:
        said = ask("get", **query).json()
        assert [one["uid"] for one in said["items"]] == [str(one.uid) for one in expected], query
    assert ask("get", limit=1).json()["count"] == 3


@pytest.mark.parametrize("query", [{"direction": "sideways"}, {"limit": 0}, {"offset": -1}, {"person": "x"}])
def test_a_list_asked_wrongly_is_refused(client: Client, ada: User, query: dict[str, Any]) -> None:
    assert Program(client, ada)("get", **query).status_code == 422


def test_a_list_costs_the_same_however_long_it_is(client: Client, ada: User) -> None:
    odile, ask = keep(ada, "Odile Bakker"), Program(client, ada)
    counts = []
    ask("get")  # the first time the token notes that it was used
    for many in (3, 9):
        for number in range(many):
            received(ada, odile, f"Prospect {many} {number}", private_note="mine")
        with query_count() as queries:
            ask("get")
        counts.append(queries[0])
    assert counts[0] == counts[1]


def test_each_of_the_two_reads_what_is_theirs(client: Client, ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, private_note="ada's own", note="A new roof")
    one.keep_side(by=ben, note="ben's own")
    one.accept(by=ben)
    one.move(by=ben, state=State.MEETING, note="for ben's eyes")
    one.change(by=ben, next_step="ben's plan")
    path = f"/{one.uid}"
    by_ada, by_ben = (Program(client, user)("get", path).json() for user in (ada, ben))
    assert (by_ada["i_am"], by_ben["i_am"], by_ada["state"], by_ben["state"]) == (
        "referrer", "provider", "meeting", "meeting",
    )  # fmt: skip
    assert (by_ada["private_note"], by_ben["private_note"]) == ("ada's own", "ben's own")
    assert (by_ada["next_step"], by_ben["next_step"]) == ("", "ben's plan")
    notes = [[step["note"] for step in said["steps"]] for said in (by_ada, by_ben)]
    assert "for ben's eyes" not in notes[0]
    assert "for ben's eyes" in notes[1]
    one.change(by=ben, may_tell=True)
    assert Program(client, ada)("get", path).json()["next_step"] == "ben's plan"
    one.change(by=ben, is_confidential=True)
    assert Program(client, ada)("get", path).json()["next_step"] == ""
    assert Program(client, cleo)("get", path).status_code == 404


def test_the_row_of_my_book_is_for_me_alone(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    hector = keep(ada, "Hector Delgado")
    one = passed(ada, ben)
    one.know(by=ada, role=Role.PROSPECT, person=hector)
    said = [Program(client, user)("get", f"/{one.uid}").json()["prospect"]["person"] for user in (ada, ben)]
    assert said == [str(hector.uid), None]


def test_each_verb_has_its_path_and_answers_with_its_act(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    by_ada, by_ben = Program(client, ada), Program(client, ben)
    said = {"provider": str(ben.person.uid), "prospect": {"name": "Hector Delgado"}}
    one = by_ada("post", data=said)
    assert (one.status_code, one.json()["state"]) == (201, "name")
    path = f"/{one.json()['uid']}"
    deeds = [
        (by_ada, "agree", {}, "given"),
        (by_ben, "accept", {}, "accepted"),
        (by_ben, "move", {"state": "lost", "note": "too dear"}, "lost"),
        (by_ben, "correct", {"state": "meeting"}, "meeting"),
        (by_ben, "move", {"state": "won"}, "won"),
    ]
    for who, deed, data, state in deeds:
        answer = who("post", f"{path}/{deed}", data)
        assert answer.status_code == 200, answer.content
        assert set(answer.json()) == {"act"}
        assert by_ada("get", path).json()["state"] == state
    second = by_ada("post", data={**said, "may_contact": True, "despite": True}).json()["uid"]
    assert by_ben("post", f"/{second}/decline", {}).status_code == 422
    assert by_ben("post", f"/{second}/decline", {"reason": "not my trade"}).status_code == 200
    third = by_ada("post", data={**said, "may_contact": True, "despite": True}).json()["uid"]
    assert by_ada("post", f"/{third}/withdraw").status_code == 200
    fourth = received(ben, ada.person, "Ines Lund")
    assert by_ada("post", f"/{fourth.uid}/disown").status_code == 200
    assert by_ben("post", f"/{fourth.uid}/disown").status_code == 409


def test_what_is_known_is_changed_in_part(client: Client, ada: User) -> None:
    one, ask = received(ada, keep(ada, "Odile Bakker"), note="A roof", closeness=3), Program(client, ada)
    said = {"first_step": "call", "closeness": None, "handoff": "mail", "next_on": "2030-01-01", "update_days": 9}
    assert ask("patch", f"/{one.uid}", said).status_code == 200
    one.refresh_from_db()
    assert (one.first_step, one.closeness, one.handoff, one.note) == ("call", None, "mail", "A roof")
    assert (str(one.next_on), one.update_days) == ("2030-01-01", 9)
    assert ask("patch", f"/{one.uid}", {"update_days": None, "note": None}).status_code == 200
    one.refresh_from_db()
    assert (one.note, one.update_days) == ("", 9)


def test_how_the_prospect_is_reached_is_corrected(client: Client, ada: User) -> None:
    one, ask = received(ada, keep(ada, "Odile Bakker")), Program(client, ada)
    said = {"name": "Hector Delgado", "mail": "hector@example.org"}
    assert ask("patch", f"/{one.uid}", {"prospect": said}).status_code == 200
    assert Referral.objects.get().prospect.mail == "hector@example.org"
    answer = ask("patch", f"/{one.uid}", {"prospect": {**said, "mail": "nowhere"}})
    assert "is not a mail address" in answer.json()["detail"]


@pytest.mark.parametrize(
    "wrong",
    [{"closeness": 0}, {"temperature": 6}, {"handoff": "pigeon"}, {"update_days": 2}, {"first_step": "x" * 301}],
)
def test_what_has_the_wrong_shape_changes_nothing(client: Client, ada: User, wrong: dict[str, Any]) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    assert Program(client, ada)("patch", f"/{one.uid}", wrong).status_code == 422


def test_only_the_provider_says_what_comes_next(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    answer = Program(client, ada)("patch", f"/{one.uid}", {"next_step": "hurry"})
    assert answer.status_code == 409
    assert "Ben Brandt" in answer.json()["detail"]


def test_a_new_one_goes_one_way(client: Client, ada: User) -> None:
    odile, ask = str(keep(ada, "Odile Bakker").uid), Program(client, ada)
    for said in ({}, {"provider": odile, "referrer": odile}):
        assert ask("post", data={**said, "prospect": {"name": "Hector"}}).status_code == 409


def test_the_same_id_is_the_same_one_and_the_other_of_the_two_is_told(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    said = {"provider": str(ben.person.uid), "prospect": {"name": "Hector Delgado"}, "may_contact": True}
    uid = str(uuid.uuid4())
    answers = [Program(client, ada)("post", data={**said, "uid": uid}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Referral.objects.count() == 1
    again = {"referrer": str(ada.person.uid), "prospect": {"name": "hector delgado"}, "may_contact": True}
    ask = Program(client, ben)
    assert "stands here already" in ask("post", data=again).json()["detail"]
    assert ask("post", data={**again, "despite": True}).status_code == 201


def test_my_side_is_kept_and_names_only_what_is_mine(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one, ask = passed(ada, ben), Program(client, ada)
    met, theirs = was_held(ada, keep(ada, "Odile Bakker")), was_held(ben, keep(ben, "Rui Sousa"))
    path = f"/{one.uid}/side"
    said = ask("put", path, {"note": "careful", "one_to_one": str(met.uid)}).json()
    assert said == {"private_note": "careful", "one_to_one": str(met.uid), "promise": None}
    assert ask("put", path, {"one_to_one": str(theirs.uid)}).status_code == 404
    assert ask("put", path, {"one_to_one": None}).json()["one_to_one"] is None
    side = one.side(ada)
    assert side is not None
    assert (side.note, side.one_to_one) == ("careful", None)


def test_a_party_is_said_to_be_somebody_of_my_book(client: Client, ada: User, ben: User) -> None:
    one, ask = received(ada, keep(ada, "Odile Bakker")), Program(client, ada)
    theirs = keep(ben, "Hector Delgado")
    path = f"/{one.uid}/known"
    assert ask("post", path, {"role": "prospect", "person": str(theirs.uid)}).status_code == 404
    assert ask("post", path, {"role": "judge"}).status_code == 422
    assert ask("post", path, {"role": "provider"}).status_code == 409  # that is me
    added = ask("post", path, {"role": "prospect"}).json()["person"]
    assert ask("post", path, {"role": "prospect"}).json()["person"] == added
    known = one.person_for(ada, Role.PROSPECT)
    assert known is not None
    assert str(known.uid) == added


def test_a_chain_is_read_from_any_of_its_links(client: Client, ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    first = received(ada, odile)
    second = received(ada, odile, "Ines Lund", parent=first)
    said = Program(client, ada)("get", f"/{second.uid}/chain").json()
    assert [one["uid"] for one in said] == [str(first.uid), str(second.uid)]
    assert [one["grew_out_of"] for one in said] == [None, str(first.uid)]
