"""The tree of regions: it never closes a loop, shows who leads and who does not, and names its directors."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core import slots
from cookout.core.asked import asked_once
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, no_writes, query_count
from cookout.groups.models import Group, Office, Region
from cookout.groups.models.naming import group_called
from cookout.groups.models.tree import tree

API = "/api/v1"


@pytest.fixture
def north(ada: User) -> Region:
    return Region.found(by=ada, name="North")


@pytest.fixture
def valley(ada: User, north: Region) -> Region:
    return Region.found(by=ada, name="Valley", parent=north)


@pytest.fixture
def group(ada: User, ben: User, valley: Region) -> Group:
    group = Group.found(by=ada, name="Riverside", region=valley, meets_on=1, meets_where="Boathouse")
    group.admit(by=ada, name=ben.name, user=ben)
    return group


def test_a_region_is_never_part_of_itself(north: Region, valley: Region, ada: User) -> None:
    for parent in (valley, north):
        with pytest.raises(Refusal, match="never part of itself"):
            north.move(parent, by=ada)
    act = valley.move(None, by=ada)
    north.move(valley, by=ada)
    assert act.undo(by=ada).restored == 0  # it would close the loop by now
    assert Region.objects.get(pk=valley.pk).parent is None
    valley.rename("Dale", by=ada)
    Act.objects.get(verb="region.rename").undo(by=ada)
    assert Region.objects.get(pk=valley.pk).name == "Valley"


def test_a_loop_made_by_hand_hangs_nothing_and_hides_nothing(
    client: Client, north: Region, valley: Region, group: Group, ada: User, cleo: User
) -> None:
    Region.objects.filter(pk=north.pk).update(parent=valley)
    north.appoint(cleo, by=ada)
    assert set(Region.objects.directed_by(cleo)) == {north, valley}
    assert {branch.region for branch in tree(cleo)} == {north, valley}
    client.force_login(cleo)
    for path in ("/groups/regions/", f"/groups/regions/{north.uid}/"):
        assert "Riverside" in client.get(path).content.decode()


def test_a_director_reads_which_group_nobody_leads(
    client: Client, north: Region, group: Group, ada: User, ben: User, cleo: User
) -> None:
    path = f"/groups/regions/{north.uid}/"
    client.force_login(cleo)
    assert client.get(path).status_code == 404
    north.appoint(cleo, by=ada)
    with no_writes():
        page = client.get(path).content.decode()
    assert "Nobody leads" in page
    assert "Every Tuesday, Boathouse" in page
    group.memberships.get().appoint(Office.Role.PRESIDENT, by=ada)
    page = client.get(path).content.decode()
    assert "Ben Brandt presides" in page
    assert "Nobody leads" not in page


def test_a_member_reads_the_region_of_the_own_group_and_changes_nothing(
    client: Client, north: Region, valley: Region, group: Group, ada: User, ben: User
) -> None:
    Group.found(by=ada, name="Hillside", region=valley)
    client.force_login(ben)
    page = client.get(f"/groups/regions/{valley.uid}/").content.decode()
    assert "Hillside" not in page
    assert "2 chapters" in page
    assert client.get(f"/groups/regions/{north.uid}/").status_code == 404
    for user in ("edit", "directors"):
        assert client.post(f"/groups/regions/{valley.uid}/{user}/", {"name": "Mine"}).status_code == 404
    assert client.post(f"{API}/regions", {"name": "Mine"}, "application/json", headers=bearer(ben)).status_code == 409


def test_a_host_moves_renames_and_ends_a_director(
    client: Client, north: Region, valley: Region, ada: User, cleo: User, ben: User
) -> None:
    office = valley.appoint(cleo, by=ada)
    client.force_login(ben)
    assert client.post(f"/groups/offices/{office.uid}/end/").status_code == 404
    client.force_login(ada)
    path = f"/groups/regions/{valley.uid}/edit/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"name": ""}).status_code == 422
    client.post(path, {"name": "Dale", "parent": ""})
    valley.refresh_from_db()
    assert (valley.name, valley.parent) == ("Dale", None)
    answer = client.post(f"/groups/regions/{north.uid}/edit/", {"name": "North", "parent": north.pk}, follow=True)
    assert "never part of itself" in answer.content.decode()
    assert "End this term" in client.get("/groups/regions/").content.decode()
    client.post(f"/groups/offices/{office.uid}/end/")
    assert not Region.objects.directed_by(cleo)


def test_a_director_steps_back_and_returns_on_the_same_day(valley: Region, ada: User, cleo: User) -> None:
    act = valley.appoint(cleo, by=ada).end(by=cleo)
    assert not Region.objects.directed_by(cleo)
    act.undo(by=cleo)
    assert list(Region.objects.directed_by(cleo)) == [valley]


def test_programs_read_and_change_the_tree(
    client: Client, north: Region, valley: Region, group: Group, ada: User, ben: User, cleo: User
) -> None:
    host = bearer(ada)

    def put(region: Region, header: dict[str, str], **told: Any) -> Any:
        return client.put(f"{API}/regions/{region.uid}", told, "application/json", headers=header)

    rows = client.get(f"{API}/regions", headers=host).json()
    assert [(row["name"], row["depth"], row["groups"]) for row in rows] == [
        ("North", 0, []), ("Valley", 1, ["Riverside"]),
    ]  # fmt: skip
    assert client.get(f"{API}/regions/{valley.uid}", headers=bearer(ben)).json()[0]["is_led"] is False
    assert put(valley, bearer(cleo), name="Mine").status_code == 404
    assert put(valley, bearer(ben), name="Mine").status_code == 409
    assert put(north, host, name="North", parent=str(valley.uid)).status_code == 409
    assert put(valley, host, name="Dale").status_code == 200
    made = client.post(f"{API}/regions", {"name": "South"}, "application/json", headers=host)
    assert made.status_code == 201


def test_programs_set_up_a_group_and_its_rules(client: Client, valley: Region, ada: User, cleo: User) -> None:
    valley.appoint(cleo, by=ada)
    header = bearer(cleo)
    told = {"name": "Hillside", "region": str(valley.uid), "meets_on": 1, "meets_at": "07:00", "absences_allowed": 3}
    made = client.post(f"{API}/groups", told, "application/json", headers=header)
    assert (made.status_code, made.json()["meets"]) == (201, "Every Tuesday at 7:00")
    path = f"{API}/groups/{made.json()['uid']}"
    assert client.post(f"{API}/groups", {"name": "X"}, "application/json", headers=header).status_code == 409
    assert client.patch(path, {"zone": "Mars"}, "application/json", headers=header).status_code == 422
    assert client.patch(path, {"absences_allowed": None, "zone": None}, "application/json", headers=header).json()
    kept = client.get(path, headers=header).json()
    assert (kept["absences_allowed"], kept["zone"], kept["region"]) == (None, "UTC", "Valley")


def test_higher_rooms_fill_the_places_of_both_pages(
    client: Client, valley: Region, group: Group, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Any]] = []
    monkeypatch.setattr(slots, "panels", lambda name, user, noun: asked.append((name, noun)) or [])
    client.force_login(ben)
    client.get(f"/groups/{group.uid}/")
    client.get(f"/groups/regions/{valley.uid}/")
    kept = [(name, noun) for name, noun in asked if name.startswith(("group.", "region."))]
    names = ("group.head", "group.places", "group.cards", "group.main")
    assert kept == [
        *((name, group) for name in names),
        *((name, valley) for name in ("region.head", "region.cards", "region.main")),
    ]


def test_who_leads_is_asked_once_while_a_page_is_read_and_anew_after(group: Group, ada: User, cleo: User) -> None:
    assert group.region is not None
    with asked_once():
        assert not group.is_led_by(cleo)
        with query_count() as counted:
            assert not group.is_led_by(cleo)
            assert not Region.objects.directed_by(cleo)
    assert counted[0] == 0
    group.region.appoint(cleo, by=ada)
    assert group.is_led_by(cleo)


@pytest.mark.parametrize("many", [10, 20])
def test_a_region_costs_the_same_for_ten_and_twenty_groups(
    client: Client, valley: Region, ada: User, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "panels", lambda name, user, noun: [])
    for number in range(many):
        member = Group.found(by=ada, name=f"Group {number}", region=valley).admit(by=ada, name="Nora")
        member.appoint(Office.Role.PRESIDENT, by=ada)
    client.force_login(ada)
    client.get("/groups/")
    with query_count() as counted:
        assert "Group 9" in client.get(f"/groups/regions/{valley.uid}/").content.decode()
    assert counted[0] <= 16


def test_the_command_lists_shows_and_asks_which(
    group: Group, valley: Region, ada: User, cleo: User, capsys: pytest.CaptureFixture[str]
) -> None:
    group.memberships.get().appoint(Office.Role.PRESIDENT, by=ada)
    call_command("group", "list", "--user", ada.email)
    assert "Riverside, Valley: 1 member. Every Tuesday, Boathouse" in capsys.readouterr().out
    call_command("group", "show", "river", "--user", ada.email)
    told = capsys.readouterr().out
    assert "president: Ben Brandt" in told
    assert "mentor coordinator: nobody now" in told
    with pytest.raises(CommandError, match="Nothing here is called"):
        call_command("group", "show", "river", "--user", cleo.email)
    other = Group.found(by=ada, name="Riverbank")
    with pytest.raises(Refusal, match=str(other.uid)):
        group_called("river", by=ada)
    assert group_called(str(other.uid), by=ada) == other
    assert group_called("RIVERBANK", by=ada) == other


def test_a_host_without_regions_finds_where_to_begin(client: Client, ada: User, cleo: User) -> None:
    client.force_login(ada)
    assert "/groups/regions/" in client.get("/groups/").content.decode()
    assert "/groups/regions/new/" in client.get("/groups/regions/").content.decode()
    client.force_login(cleo)
    assert "/groups/regions/" not in client.get("/groups/").content.decode()
    assert client.get("/groups/regions/").status_code == 404
