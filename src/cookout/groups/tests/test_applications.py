"""Who wants to come in, and whom a group looks for: leaders read and decide, members bring."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cookout.core import search
from cookout.core.models import Act, Letter, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, make_user
from cookout.groups.models import Application, Group, Invitation, Membership, Office, WantedSeat
from cookout.people.models import Classification

BASE, API = "http://testserver", "/api/v1"


@pytest.fixture
def group(ada: User, ben: User) -> Group:
    group = Group.found(by=ada, name="Riverside")
    group.admit(by=ada, name=ben.name, user=ben)
    return group


@pytest.fixture
def gloria(ada: User, group: Group) -> User:
    """Gloria leads."""
    gloria = make_user("Gloria Green")
    group.admit(by=ada, name=gloria.name, user=gloria).appoint(Office.Role.VICE_PRESIDENT, by=ada)
    return gloria


@pytest.fixture
def trade(db: None) -> Classification:
    return Classification.objects.order_by("slug")[0]


def applied(group: Group, by: User, **told: Any) -> Application:
    return Application.apply(group=group, by=by, **{"name": "Nora Flynn", "email": "nora@example.org", **told})


def test_the_same_person_applies_once(group: Group, ben: User) -> None:
    uid = uuid4()
    first = applied(group, ben, uid=uid)
    assert applied(group, ben, uid=uid, name="Other") == first
    assert applied(group, ben, name="  nora  flynn", email="NORA@example.org") == first
    assert applied(group, ben, email="") != first


def test_accepting_takes_in_once_with_seat_and_sponsor(
    group: Group, ada: User, ben: User, trade: Classification
) -> None:
    sponsor = group.memberships.get()
    one = applied(group, ben, classification=trade, sponsor=sponsor)
    member = one.accept(by=ada, base=BASE)
    assert (member.classification, member.sponsor, one.accept(by=ada)) == (trade, sponsor, member)
    assert Letter.objects.get().to == "nora@example.org"
    nora = make_user("Nora Flynn")
    assert Invitation.objects.get().accept(by=nora) == member
    with pytest.raises(Refusal, match="accepted already"):
        one.decline(by=ada)


def test_a_taken_seat_keeps_the_application_open(group: Group, ada: User, ben: User, trade: Classification) -> None:
    group.admit(by=ada, name="Dora", classification=trade)
    one = applied(group, ben, classification=trade)
    with pytest.raises(Refusal, match="Dora has the seat"):
        one.accept(by=ada)
    one.refresh_from_db()
    assert one.state == "open"
    assert not group.memberships.filter(name="Nora Flynn").exists()


def test_taking_acceptance_back_takes_the_invitation_back(group: Group, ada: User, ben: User) -> None:
    one = applied(group, ben)
    one.accept(by=ada, base=BASE)
    Act.objects.get(verb="application.accept").undo(by=ada)
    one.refresh_from_db()
    assert (one.state, one.membership) == ("open", None)
    assert not group.memberships.current().filter(name="Nora Flynn").exists()
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize("verb", ["decline", "withdraw"])
def test_no_is_said_once_and_taken_back(group: Group, ada: User, ben: User, verb: str) -> None:
    one = applied(group, ben)
    act = getattr(one, verb)(by=ada)
    assert getattr(one, verb)(by=ada).changes.count() == 0
    with pytest.raises(Refusal, match="already"):
        one.accept(by=ada)
    act.undo(by=ada)
    one.refresh_from_db()
    assert (one.state, one.decided_by) == ("open", None)


def test_who_noted_it_takes_it_back_while_it_is_open(group: Group, ada: User, ben: User) -> None:
    applied(group, ben)
    note = Act.objects.get(verb="application.apply")
    Application.objects.get().decline(by=ada)
    assert note.undo(by=ben).restored == 0


def test_a_sponsor_of_another_group_is_refused(group: Group, ada: User) -> None:
    other = Group.found(by=ada, name="Hillside").admit(by=ada, name="Omar")
    with pytest.raises(Refusal, match="member elsewhere"):
        applied(group, ada, sponsor=other)


def test_leaders_read_applications_and_others_learn_nothing(
    client: Client, group: Group, gloria: User, ben: User, cleo: User
) -> None:
    one = applied(group, ben, note="Two visits")
    path = f"/groups/{group.uid}/applications/"
    for user, status in ((gloria, 200), (ben, 404), (cleo, 404)):
        client.force_login(user)
        assert client.get(path).status_code == status
        assert bool(search.find(user, "nora flynn")) == (status == 200)
        assert ("Nora" in client.get(f"/groups/{group.uid}/members/").content.decode()) == (status == 200)
        for deed in ("accept", "decline", "withdraw"):
            assert client.get(f"/groups/applications/{one.uid}/{deed}/").status_code == 405
            if status == 404:
                assert client.post(f"/groups/applications/{one.uid}/{deed}/").status_code == 404


def test_a_member_hands_in_and_a_leader_takes_in(client: Client, group: Group, gloria: User, ben: User) -> None:
    client.force_login(ben)
    path = f"/groups/{group.uid}/applications/new/"
    assert client.post(path, {"name": ""}).status_code == 422
    assert client.post(path, {"name": "Nora", "applied_on": "2999-01-01"}).status_code == 422
    assert client.post(path, {"name": "Nora Flynn", "email": "nora@example.org"}).url == f"/groups/{group.uid}/"
    one = Application.objects.get()
    client.force_login(gloria)
    assert "Take in and write" in client.get(f"/groups/{group.uid}/applications/").content.decode()
    client.post(f"/groups/applications/{one.uid}/accept/", {"invite": "1"})
    assert Membership.objects.get(name="Nora Flynn").is_current()
    assert Letter.objects.get().to == "nora@example.org"


def test_a_namesake_is_said(client: Client, group: Group, gloria: User) -> None:
    applied(group, gloria, name="ben brandt")
    client.force_login(gloria)
    assert "of this name sits here" in client.get(f"/groups/{group.uid}/applications/").content.decode()


def test_a_wanted_seat_is_there_until_somebody_sits_on_it(group: Group, ada: User, trade: Classification) -> None:
    wanted = WantedSeat.seek(group=group, by=ada, classification=trade, note="For homes")
    assert WantedSeat.seek(group=group, by=ada, classification=trade) == wanted
    assert [seat.note for seat in WantedSeat.objects.of(group)] == ["For homes"]
    nora = group.admit(by=ada, name="Nora", classification=trade)
    assert not WantedSeat.objects.of(group)
    with pytest.raises(Refusal, match="Nora has the seat"):
        WantedSeat.seek(group=group, by=ada, classification=trade)
    nora.leave(by=ada)
    assert list(WantedSeat.objects.of(group)) == [wanted]
    act = wanted.unseek(by=ada)
    assert wanted.unseek(by=ada).changes.count() == 0
    act.undo(by=ada)
    assert list(WantedSeat.objects.of(group)) == [wanted]


def test_every_member_sees_what_is_wanted_and_leaders_change_it(
    client: Client, group: Group, gloria: User, ben: User, cleo: User, trade: Classification
) -> None:
    path = f"/groups/{group.uid}/wanted/new/"
    for user in (ben, cleo):
        client.force_login(user)
        assert client.post(path, {"classification": trade.pk}).status_code == 404
    client.force_login(gloria)
    assert client.post(path, {"classification": ""}).status_code == 422
    client.post(path, {"classification": trade.pk, "note": "For homes"})
    wanted = WantedSeat.objects.get()
    client.force_login(ben)
    assert "For homes" in client.get(f"/groups/{group.uid}/").content.decode()
    assert client.post(f"/groups/wanted/{wanted.uid}/remove/").status_code == 404
    client.force_login(gloria)
    client.post(f"/groups/wanted/{wanted.uid}/remove/")
    assert not WantedSeat.objects.of(group)


def test_one_seat_each_begins_where_nobody_shares_one(group: Group, ada: User, trade: Classification) -> None:
    group.agree(by=ada, one_per_classification=False)
    for name in ("Nora", "Omar"):
        group.admit(by=ada, name=name, classification=trade)
    with pytest.raises(Refusal, match=trade.name):
        group.agree(by=ada, one_per_classification=True)
    Membership.objects.get(name="Omar").leave(by=ada)
    group.agree(by=ada, one_per_classification=True)


def test_programs_apply_decide_and_seek(client: Client, group: Group, gloria: User, ben: User, cleo: User) -> None:
    leader, mine = bearer(gloria), bearer(ben)

    def post(path: str, header: dict[str, str], **told: Any) -> Any:
        return client.post(f"{API}/{path}", told, "application/json", headers=header)

    here = f"groups/{group.uid}"
    made = post(f"{here}/applications", mine, name="Nora Flynn", classification="roofer")
    assert (made.status_code, set(made.json())) == (201, {"uid", "state"})
    assert post(f"{here}/applications", bearer(cleo), name="X").status_code == 404
    assert client.get(f"{API}/{here}/applications", headers=mine).status_code == 404
    assert client.get(f"{API}/{here}/applications", headers=leader).json()[0]["classification"] == "roofer"
    uid = made.json()["uid"]
    assert post(f"applications/{uid}/decline", mine).status_code == 404
    assert post(f"applications/{uid}/accept", leader).json()["name"] == "Nora Flynn"
    assert post(f"applications/{uid}/withdraw", leader).status_code == 409
    assert post(f"{here}/wanted", mine, classification="plumber").status_code == 404
    wanted = post(f"{here}/wanted", leader, classification="plumber")
    assert [row["name"] for row in client.get(f"{API}/{here}/wanted", headers=mine).json()] == ["Plumber"]
    assert client.delete(f"{API}/wanted/{wanted.json()['uid']}", headers=mine).status_code == 404
    assert client.delete(f"{API}/wanted/{wanted.json()['uid']}", headers=leader).status_code == 200
