"""The people's door to groups: who may open which page, and what a press does."""

import pytest
from django.test import Client
from django.utils import timezone

from cookout.core.models import Act, Letter, User
from cookout.core.testing import make_user, no_writes, query_count
from cookout.groups.models import Group, Invitation, Membership, Office, Region
from cookout.people.models import Classification

BASE = "http://testserver"


@pytest.fixture
def group(ada: User, ben: User) -> Group:
    group = Group.found(by=ada, name="Riverside", region=Region.found(by=ada, name="North"))
    group.admit(by=ada, name=ben.name, user=ben)
    group.admit(by=ada, name="Marta Silva")
    return group


@pytest.fixture
def gloria(ada: User, group: Group) -> User:
    """Gloria leads."""
    gloria = make_user("Gloria Green")
    group.admit(by=ada, name=gloria.name, user=gloria).appoint(Office.Role.VICE_PRESIDENT, by=ada)
    return gloria


def member(name: str) -> Membership:
    return Membership.objects.get(name=name)


def test_a_member_reads_the_roster_and_leads_nothing(client: Client, group: Group, gloria: User, ben: User) -> None:
    client.force_login(ben)
    assert client.get("/groups/").url == f"/groups/{group.uid}/"
    with no_writes():
        page = client.get(f"/groups/{group.uid}/members/").content.decode()
    for told in ("Gloria Green", "vice-president", "Marta Silva", "Leave Riverside"):
        assert told in page
    assert "Invite someone" not in page
    for path in ("edit/", "members/new/", "invitations/new/"):
        assert client.get(f"/groups/{group.uid}/{path}").status_code == 404
        assert client.post(f"/groups/{group.uid}/{path}", {"name": "x"}).status_code == 404
    assert client.get(f"/groups/memberships/{member('Marta Silva').uid}/").status_code == 404
    assert client.post(f"/groups/memberships/{member('Marta Silva').uid}/end/").status_code == 404


def test_to_a_stranger_the_group_does_not_exist(client: Client, group: Group, cleo: User) -> None:
    client.force_login(cleo)
    assert "You are in none yet" in client.get("/groups/").content.decode()
    assert client.get(f"/groups/{group.uid}/").status_code == 404
    assert client.get("/groups/regions/").status_code == 404
    assert client.get("/groups/new/").status_code == 404
    assert client.get("/groups/regions/new/").status_code == 404
    assert client.post(f"/groups/memberships/{member('Ben Brandt').uid}/end/").status_code == 404


def test_a_leader_changes_what_the_group_shares(client: Client, group: Group, gloria: User) -> None:
    client.force_login(gloria)
    assert client.get(f"/groups/{group.uid}/edit/").status_code == 200
    answers = {"name": "Riverside", "zone": "Europe/Berlin", "shares_counts": "on", "region": group.region_id}
    assert client.post(f"/groups/{group.uid}/edit/", answers).url == f"/groups/{group.uid}/"
    group.refresh_from_db()
    assert (group.shares_profiles, group.shares_counts, group.zone) == (False, True, "Europe/Berlin")
    assert client.post(f"/groups/{group.uid}/edit/", {**answers, "zone": "Mars"}).status_code == 422
    client.post(f"/acts/{Act.objects.get(verb='group.agree').uid}/undo/")
    group.refresh_from_db()
    assert group.shares_profiles


def test_a_leader_moves_no_group_into_a_region_of_others(client: Client, group: Group, gloria: User, ada: User) -> None:
    other = Region.found(by=ada, name="South")
    client.force_login(gloria)
    answers = {"name": "Riverside", "zone": "UTC", "region": other.pk}
    assert client.post(f"/groups/{group.uid}/edit/", answers).status_code == 422


def test_a_leader_adds_a_member_without_account(client: Client, group: Group, gloria: User) -> None:
    client.force_login(gloria)
    path = f"/groups/{group.uid}/members/new/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"name": ""}).status_code == 422
    assert client.post(path, {"name": "Nora", "joined_on": "2999-01-01"}).status_code == 422
    client.post(path, {"name": "Nora Flynn", "joined_on": ""})
    assert member("Nora Flynn").joined_on == timezone.localdate()


def test_a_taken_seat_is_said_on_the_page_and_nothing_changes(client: Client, group: Group, gloria: User) -> None:
    trade = Classification.objects.order_by("slug")[0]
    member("Marta Silva").reseat(by=gloria, classification=trade)
    client.force_login(gloria)
    path = f"/groups/{group.uid}/members/new/"
    answer = client.post(path, {"name": "Nora", "classification": trade.pk}, headers={"referer": BASE + path})
    assert answer.status_code == 303
    assert "Marta Silva has the seat" in client.get(answer.url).content.decode()
    assert not Membership.objects.filter(name="Nora").exists()


def test_a_refusal_answers_htmx_with_the_sentence_alone(client: Client, group: Group, gloria: User) -> None:
    trade = Classification.objects.order_by("slug")[0]
    member("Marta Silva").reseat(by=gloria, classification=trade)
    client.force_login(gloria)
    answers = {"name": "Nora", "classification": trade.pk}
    answer = client.post(f"/groups/{group.uid}/members/new/", answers, headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Reswap"]) == (200, "none")
    assert "Marta Silva has the seat" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_leader_invites_and_takes_back(client: Client, group: Group, gloria: User, cleo: User) -> None:
    client.force_login(gloria)
    path = f"/groups/{group.uid}/invitations/new/"
    assert client.post(path, {"name": "Nora", "email": "nonsense"}).status_code == 422
    page = client.post(path, {"name": "Nora Flynn", "email": "nora@example.org"}).content.decode()
    assert f"{BASE}/invitations/" in page
    assert Letter.objects.get().to == "nora@example.org"
    assert "nora@example.org" in client.get(f"/groups/{group.uid}/members/").content.decode()
    withdrawal = f"/groups/invitations/{Invitation.objects.get().uid}/withdrawal/"
    stranger = Client()
    stranger.force_login(cleo)
    assert stranger.post(withdrawal).status_code == 404
    assert client.get(withdrawal).status_code == 405
    client.post(withdrawal)
    assert not Invitation.objects.open().exists()


def test_a_leader_seats_gives_offices_and_ends_them(client: Client, group: Group, gloria: User) -> None:
    client.force_login(gloria)
    marta, trade = member("Marta Silva"), Classification.objects.order_by("slug")[0]
    path = f"/groups/memberships/{marta.uid}/"
    assert client.get(path).status_code == 200
    client.post(path, {"classification": trade.pk})
    marta.refresh_from_db()
    assert marta.classification == trade
    assert client.post(path, {"classification": "nonsense"}).status_code == 422
    assert client.post(f"{path}offices/", {"role": "director"}).status_code == 422
    client.post(f"{path}offices/", {"role": "mentor"})
    office = marta.offices.get()
    assert "mentor coordinator" in client.get(path).content.decode().lower()
    client.post(f"/groups/offices/{office.uid}/end/")
    assert not marta.offices.current()
    client.post(f"{path}end/")
    marta.refresh_from_db()
    assert not marta.is_current()


def test_a_member_leaves_and_takes_it_back(client: Client, group: Group, ben: User) -> None:
    client.force_login(ben)
    mine = member("Ben Brandt")
    assert client.get(f"/groups/memberships/{mine.uid}/end/").status_code == 405
    client.post(f"/groups/memberships/{mine.uid}/end/")
    assert client.get(f"/groups/{group.uid}/").status_code == 404
    client.post(f"/acts/{Act.objects.get(verb='membership.leave').uid}/undo/")
    assert client.get(f"/groups/{group.uid}/").status_code == 200


def test_a_host_plants_the_tree(client: Client, ada: User, ben: User, group: Group) -> None:
    client.force_login(ada)
    client.post("/groups/regions/new/", {"name": "Valley", "parent": Region.objects.get(name="North").pk})
    valley = Region.objects.get(name="Valley")
    page = client.get("/groups/regions/").content.decode()
    assert page.index("North") < page.index("Valley")
    assert client.post(f"/groups/regions/{valley.uid}/directors/", {"email": "no@example.org"}).status_code == 422
    client.post(f"/groups/regions/{valley.uid}/directors/", {"email": ben.email})
    assert "Directed by" in client.get("/groups/regions/").content.decode()
    client.post("/groups/new/", {"name": "Hillside", "zone": "UTC", "region": valley.pk})
    assert Group.objects.get(name="Hillside") in Group.objects.visible_to(ben)
    assert client.post("/groups/regions/new/", {"name": ""}).status_code == 422
    assert client.post("/groups/new/", {"name": ""}).status_code == 422


def test_a_director_sets_groups_up_in_the_region_alone(client: Client, ada: User, cleo: User, group: Group) -> None:
    north, south = Region.objects.get(name="North"), Region.found(by=ada, name="South")
    north.appoint(cleo, by=ada)
    client.force_login(cleo)
    assert client.post("/groups/new/", {"name": "Hillside", "zone": "UTC", "region": south.pk}).status_code == 422
    assert client.post("/groups/new/", {"name": "Hillside", "zone": "UTC", "region": ""}).status_code == 422
    client.post("/groups/new/", {"name": "Hillside", "zone": "UTC", "region": north.pk})
    assert Group.objects.get(name="Hillside").region == north
    assert client.post("/groups/regions/new/", {"name": "East"}).status_code == 404


@pytest.mark.parametrize("many", [10, 20])
def test_lists_cost_the_same_for_ten_and_twenty(client: Client, ada: User, many: int) -> None:
    region = Region.found(by=ada, name="North")
    for number in range(many):
        Group.found(by=ada, name=f"Group {number}", region=region).admit(by=ada, name="Nora")
    client.force_login(ada)
    client.get("/groups/")
    for path, queries in (("/groups/", 10), ("/groups/regions/", 11)):
        with query_count() as counted:
            assert "Group 9" in client.get(path).content.decode()
        assert counted[0] <= queries
