"""The programs' door to groups."""

import uuid

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.groups.models import Group, Invitation, Membership, Office
from cookout.people.models import Classification

API = "/api/v1"


@pytest.fixture
def group(ada: User, ben: User) -> Group:
    group = Group.found(by=ada, name="Riverside")
    group.admit(by=ada, name=ben.name, user=ben)
    return group


def test_a_member_lists_groups_and_members(client: Client, group: Group, ben: User, cleo: User) -> None:
    answer = client.get(f"{API}/groups", headers=bearer(ben)).json()
    assert (answer["count"], answer["items"][0]["name"], answer["items"][0]["members"]) == (1, "Riverside", 1)
    assert client.get(f"{API}/groups/{group.uid}", headers=bearer(ben)).json()["shares_profiles"] is True
    members = client.get(f"{API}/groups/{group.uid}/members", headers=bearer(ben)).json()
    assert [(row["name"], row["is_me"]) for row in members] == [("Ben Brandt", True)]
    assert client.get(f"{API}/groups", headers=bearer(cleo)).json()["count"] == 0


@pytest.mark.parametrize("path", ["", "/members", "/invitations"])
def test_to_a_stranger_the_group_does_not_exist(client: Client, group: Group, cleo: User, path: str) -> None:
    assert client.get(f"{API}/groups/{group.uid}{path}", headers=bearer(cleo)).status_code == 404


def test_a_member_does_not_lead(client: Client, group: Group, ben: User) -> None:
    for path, told in (("members", {"name": "Nora"}), ("invitations", {"email": "nora@example.org"})):
        answer = client.post(f"{API}/groups/{group.uid}/{path}", told, "application/json", headers=bearer(ben))
        assert answer.status_code == 404
    seat = f"{API}/memberships/{Membership.objects.get().uid}/seat"
    assert client.put(seat, {"classification": None}, "application/json", headers=bearer(ben)).status_code == 404


def test_a_leader_adds_seats_and_invites(client: Client, group: Group, ada: User, ben: User) -> None:
    Membership.objects.get().appoint(Office.Role.PRESIDENT, by=ada)
    trade, header = Classification.objects.order_by("slug")[0], bearer(ben)

    def post(path: str, **told: object) -> object:
        return client.post(f"{API}/groups/{group.uid}/{path}", told, "application/json", headers=header)

    made = post("members", name="Nora Flynn", classification=trade.slug)
    assert (made.status_code, made.json()["classification"]) == (201, trade.name)  # type: ignore[attr-defined]
    refused = post("members", name="Omar", classification=trade.slug)
    assert refused.status_code == 409  # type: ignore[attr-defined]
    assert "Nora Flynn has the seat" in refused.json()["detail"]  # type: ignore[attr-defined]
    assert post("members", name="").status_code == 422  # type: ignore[attr-defined]
    assert post("members", name="Omar", classification="no-such").status_code == 404  # type: ignore[attr-defined]
    sent = post("invitations", email="nora@example.org", name="Nora")
    assert sent.json()["link"].startswith("http://testserver/invitations/")  # type: ignore[attr-defined]
    listed = client.get(f"{API}/groups/{group.uid}/invitations", headers=header).json()
    assert [row["email"] for row in listed] == ["nora@example.org"]
    assert "link" not in listed[0]
    uid = listed[0]["uid"]
    assert client.delete(f"{API}/invitations/{uid}", headers=header).status_code == 204
    assert not Invitation.objects.open().exists()
    nora = Membership.objects.get(name="Nora Flynn")
    seat = client.put(
        f"{API}/memberships/{nora.uid}/seat", {"classification": None}, "application/json", headers=header
    )
    assert client.post(f"{API}/acts/{seat.json()['act']}/undo", headers=header).json()["restored"] == 1
    assert client.post(f"{API}/memberships/{nora.uid}/end", headers=header).status_code == 200
    assert not Membership.objects.get(pk=nora.pk).is_current()


def test_a_stranger_withdraws_and_ends_nothing(client: Client, group: Group, ada: User, cleo: User) -> None:
    invitation, _secret = Invitation.send(by=ada, email="x@example.org", group=group, base="http://testserver")
    assert client.delete(f"{API}/invitations/{invitation.uid}", headers=bearer(cleo)).status_code == 404
    assert client.post(f"{API}/memberships/{Membership.objects.get().uid}/end", headers=bearer(cleo)).status_code == 404
    assert client.delete(f"{API}/invitations/{uuid.uuid4()}", headers=bearer(ada)).status_code == 404


def test_reading_tokens_do_not_write(client: Client, group: Group, ben: User) -> None:
    header = bearer(ben, "groups:read", "people:write")
    assert client.get(f"{API}/groups", headers=header).status_code == 200
    assert client.post(f"{API}/memberships/{Membership.objects.get().uid}/end", headers=header).status_code == 403
    assert client.get(f"{API}/groups", headers=bearer(ben, "people:write")).status_code == 403
