"""The programs' door of the ground floor: who am I, search, undo; and what a narrow or dead token gets."""

import uuid

import pytest
from django.test import Client

from cookout.core.models import Act, Token, User
from cookout.core.scopes import SCOPES
from cookout.core.testing import bearer, no_writes
from cookout.people.models import Person


def test_a_program_learns_in_whose_name_it_acts(client: Client, ben: User) -> None:
    answer = client.get("/api/v1/me", headers=bearer(ben, "ties:read"))
    assert answer.json()["email"] == "ben@example.org"
    assert answer.json()["scopes"] == ["ties:read"]


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/search?q=x"])
@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer nonsense"}, {"authorization": "Basic YTpi"}])
def test_the_api_door_is_locked(client: Client, db: None, path: str, header: dict[str, str]) -> None:
    assert client.get(path, headers=header).status_code == 401


def test_a_session_does_not_open_the_api(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.get("/api/v1/me").status_code == 401


def test_dead_tokens_open_nothing(client: Client, ben: User) -> None:
    header = bearer(ben)
    assert client.get("/api/v1/me", headers=header).status_code == 200
    Token.objects.get().revoke(by=ben)
    assert client.get("/api/v1/me", headers=header).status_code == 401
    header = bearer(ben)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    assert client.get("/api/v1/me", headers=header).status_code == 401


def test_the_contract_is_open_to_read(client: Client, db: None) -> None:
    contract = client.get("/api/v1/openapi.json")
    assert contract.json()["openapi"].startswith("3.1")
    assert "/api/v1/acts/{uid}/undo" in contract.json()["paths"]


def test_search_finds_mine_and_not_anothers(client: Client, ben: User, cleo: User) -> None:
    Person.keep(by=ben, full_name="Marta Silva")
    header = bearer_once(ben)
    with no_writes():
        mine = client.get("/api/v1/search?q=marta", headers=header).json()
    assert [hit["title"] for hit in mine] == ["Marta Silva"]
    assert client.get("/api/v1/search?q=marta", headers=bearer(cleo)).json() == []


def bearer_once(user: User) -> dict[str, str]:
    """A token that was used a moment ago, so that its use is not noted again."""
    header = bearer(user)
    Token.objects.get(user=user).note_use()
    return header


def test_search_refuses_nonsense(client: Client, ben: User) -> None:
    assert client.get("/api/v1/search", headers=bearer(ben)).status_code == 422
    assert client.get("/api/v1/search?q=a&limit=1000", headers=bearer(ben)).status_code == 422
    assert client.get("/api/v1/search?q=a", headers=bearer(ben, "groups:read")).status_code == 403


def test_undo_needs_the_writing_scope_of_the_room(client: Client, ben: User, cleo: User) -> None:
    Person.keep(by=ben, full_name="Marta Silva")
    path = f"/api/v1/acts/{Act.objects.get(verb='person.keep').uid}/undo"
    assert client.post(path, headers=bearer(cleo)).status_code == 404
    assert client.post(path, headers=bearer(ben, "people:read", "ties:write")).status_code == 403
    assert Person.objects.kept_by(ben).exists()
    answer = client.post(path, headers=bearer(ben, "people:write"))
    assert answer.status_code == 200
    assert not Person.objects.kept_by(ben).exists()
    assert client.post(f"/api/v1/acts/{uuid.uuid4()}/undo", headers=bearer(ben)).status_code == 404


@pytest.mark.parametrize("scope", SCOPES)
def test_writing_includes_reading_and_nothing_else(ben: User, scope: str) -> None:
    token, _secret = Token.issue(by=ben, name="one", scopes=[scope])
    area, deed = scope.split(":")
    allowed = {scope, f"{area}:read"} if deed == "write" else {scope}
    assert {other for other in SCOPES if token.allows(other)} == allowed
