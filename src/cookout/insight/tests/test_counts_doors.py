"""The doors to counts: pages, panels, programs, command; each reads its own, strangers nothing."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.groups.models import Group, Region
from cookout.insight.models import MonthlyTarget
from cookout.insight.models.group_month import Roster
from cookout.insight.testing import gave, member, met
from cookout.one_to_ones.models import State
from cookout.people.models import Person
from cookout.rounds.models.met import HasMet

pytestmark = pytest.mark.django_db
MINE, TARGET = "/reports/mine/", "/reports/mine/target/"


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="Riverside", region=Region.objects.create(name="Ohio"), meets_on=1)


@pytest.fixture
def three(group: Group) -> list[User]:
    """Dora met Emil today and gave him a referral."""
    users = [member(name, group) for name in ("Dora Diaz", "Emil Egger", "Fay Fuchs")]
    met(users[0], users[1], timezone.localdate())
    gave(users[0], users[1], timezone.now())
    return users


def body(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]  # an answer of the test client


def test_my_month_says_what_i_did_and_whom_i_met(client: Client, three: list[User]) -> None:
    client.force_login(three[0])
    with no_writes():
        page = body(client.get(MINE))
    assert "Riverside: met 1 of 2 within a year" in page
    assert page.index("Fay Fuchs") < page.index("Emil Egger")
    assert "1 1-2-1s, 1 given, 0 received" in page
    assert "style=" not in page


def test_a_target_is_kept_by_the_page_undone_and_cleared(client: Client, three: list[User]) -> None:
    client.force_login(three[0])
    answer = client.post(TARGET, {"one_to_ones": "4"}, follow=True)
    assert "1 of 4" in body(answer)
    assert "Undo" in body(answer)
    assert MonthlyTarget.of(three[1]) is None
    client.post(TARGET, {"one_to_ones": ""})
    assert MonthlyTarget.of(three[0]) is None


@pytest.mark.parametrize("wrong", ["0", "many", "-3", "1000"])
def test_a_target_that_is_none_is_refused_beside_its_field(client: Client, three: list[User], wrong: str) -> None:
    client.force_login(three[0])
    answer = client.post(TARGET, {"one_to_ones": wrong})
    assert answer.status_code == 422
    assert 'class="error' in body(answer)
    assert MonthlyTarget.of(three[0]) is None


def test_each_door_takes_its_own_method_alone(client: Client, group: Group, three: list[User]) -> None:
    client.force_login(three[0])
    assert client.get(TARGET).status_code == 405
    assert client.post(MINE).status_code == 405
    assert client.post(f"/reports/{group.uid}/roster/").status_code == 405


def test_the_group_s_page_shows_the_month(client: Client, group: Group, three: list[User]) -> None:
    client.force_login(three[2])
    page = body(client.get(group.get_absolute_url()))
    assert "Recognize on Tuesday" in page
    assert "Most 1-2-1s in" in page
    assert "1 1-2-1, 1 referral" in page
    assert "sort=given" in page


def test_the_roster_page_sorts_and_is_not_there_for_strangers(
    client: Client, group: Group, three: list[User], cleo: User
) -> None:
    page = f"/reports/{group.uid}/roster/"
    client.force_login(three[2])
    received, plain = body(client.get(page + "?sort=received")), body(client.get(page))
    assert received.index("Emil Egger") < received.index("Dora Diaz")
    assert plain.index("Dora Diaz") < plain.index("Emil Egger")
    assert 'aria-sort="descending"' in body(client.get(page + "?sort=met"))
    client.force_login(cleo)
    assert client.get(page).status_code == 404


def test_a_fellow_member_s_page_shows_her_counts_where_the_group_shows_them(
    client: Client, group: Group, three: list[User]
) -> None:
    client.force_login(three[2])
    page = Person.objects.get(account=three[0]).get_absolute_url()
    assert "This month in Riverside" in body(client.get(page))
    Group.objects.filter(pk=group.pk).update(shares_counts=False)
    assert "This month in Riverside" not in body(client.get(page))


def test_the_roster_takes_as_many_questions_for_ten_as_for_three(
    client: Client, group: Group, three: list[User]
) -> None:
    client.force_login(three[0])
    taken = []
    for more in (0, 7):
        for at in range(more):
            met(three[0], member(f"Member {at}", group), timezone.localdate())
        client.get(f"/reports/{group.uid}/roster/")
        with query_count() as queries:
            client.get(f"/reports/{group.uid}/roster/")
        taken.append(queries[0])
    assert taken[0] == taken[1] <= 20


def test_programs_read_my_month_set_and_clear_my_target(client: Client, three: list[User]) -> None:
    write = bearer(three[0], "insight:read", "insight:write")
    answer = client.put("/api/v1/insight/month/target", {"one_to_ones": 4}, "application/json", headers=write)
    assert answer.status_code == 200
    told = client.get("/api/v1/insight/month", headers=write).json()
    assert (told["one_to_ones"], told["target"], told["said"][0]) == (1, 4, "1 of 4")
    act = client.delete("/api/v1/insight/month/target", headers=write).json()["act"]
    assert client.get("/api/v1/insight/month", headers=write).json()["target"] is None
    assert client.post(f"/api/v1/acts/{act}/undo", headers=write).status_code == 200
    assert client.get("/api/v1/insight/month", headers=write).json()["target"] == 4
    wrong = client.put("/api/v1/insight/month/target", {"one_to_ones": 0}, "application/json", headers=write)
    assert wrong.status_code == 422
    narrow = bearer(three[0], "insight:read")
    assert client.delete("/api/v1/insight/month/target", headers=narrow).status_code == 403


def test_programs_read_the_roster_of_a_group_that_one_may_see(
    client: Client, group: Group, three: list[User], cleo: User
) -> None:
    told = client.get(
        f"/api/v1/groups/{group.uid}/roster?sort=received", headers=bearer(three[2], "insight:read")
    ).json()
    assert told["members"][0]["name"] == "Emil Egger"
    assert told["members"][0]["counts"] == {"one_to_ones": 1, "given": 0, "received": 1, "thanked": 0}
    assert (told["one_to_ones"], told["given"], told["to_meet"]) == (1, 1, 2)
    stranger = client.get(f"/api/v1/groups/{group.uid}/roster", headers=bearer(cleo, "insight:read"))
    assert stranger.status_code == 404


def test_the_command_shows_sets_and_clears(three: list[User]) -> None:
    def said(*words: str) -> str:
        out = io.StringIO()
        call_command("month", "--user", three[0].email, *words, stdout=out)
        return out.getvalue()

    assert "1 of 4" in said("--target", "4")
    assert json.loads(said("--json"))["target"] == 4
    assert json.loads(said("--no-target", "--json"))["target"] is None
    with pytest.raises(CommandError, match="between 1 and 60"):
        said("--target", "0")


def test_the_roster_counts_whom_one_met_as_the_picture_does(group: Group, three: list[User]) -> None:
    today = timezone.localdate()
    met(three[2], three[0], today - dt.timedelta(days=200), state=State.HELD)
    met(three[2], three[1], today - dt.timedelta(days=500))
    told = {row.name: row.met for row in Roster.of(group, viewer=three[0]).rows}
    picture = HasMet.of(group, viewer=three[0])
    assert told == {one.name: picture.in_a_year[one.at] for one in picture.members} == {
        "Dora Diaz": 2, "Emil Egger": 1, "Fay Fuchs": 1,
    }  # fmt: skip
