"""Speed evenings by page, by program and by command: who gets in, what is said, what comes out."""

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import bearer, query_count
from cookout.groups.models import Group, Membership, Office
from cookout.rounds.models import DoNotPair, SpeedEvening
from cookout.rounds.testing import chapter

NAMES = ("Dora", "Emil", "Fay", "Gus", "Hana", "Ida")
API = "/api/v1"


@pytest.fixture
def group(ada: User, ben: User) -> Group:
    """Ada leads (and hosts not), Ben sits in it with six without account."""
    User.objects.filter(pk=ada.pk).update(is_host=False)
    ada.refresh_from_db()
    made, seats = chapter(ada, ben, *NAMES)
    Office.objects.create(membership=seats[0], role=Office.Role.PRESIDENT, starts_on=dt.date(2024, 1, 1))
    return made


@pytest.fixture
def evening(group: Group, ada: User) -> SpeedEvening:
    """Tomorrow, four tables of two, three turns."""
    on = timezone.localdate() + dt.timedelta(days=1)
    return SpeedEvening.plan(by=ada, group=group, on=on, turns=3, seed=7, starts_at=dt.time(19, 0))


def enter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def of(group: Group, deed: str = "") -> str:
    return f"/rounds/of/{group.uid}/evenings/{deed}"


def at(evening: SpeedEvening, deed: str = "") -> str:
    return f"/rounds/evenings/{evening.uid}/{deed}"


def call(client: Client, user: User, method: str, path: str, body: Any = None) -> Any:
    kwargs = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(client, method)(API + path, headers=bearer(user), **kwargs)


def test_who_leads_plans_an_evening_on_the_page(client: Client, group: Group, ada: User) -> None:
    enter(client, ada)
    assert "If all 8 come" in page(client, of(group, "new/"))
    on = timezone.localdate() + dt.timedelta(days=2)
    gus = group.memberships.get(name="Gus")
    told = {"on": on.isoformat(), "seats": "3", "minutes": "8", "is_apart": "on", "absent": [str(gus.uid)]}
    answer = client.post(of(group, "new/"), told)
    evening = SpeedEvening.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, evening.get_absolute_url())
    assert (evening.tables, evening.seats, evening.minutes, evening.on) == (3, 3, 8, on)
    assert not evening.places.filter(membership=gus).exists()


def test_what_cannot_be_is_said_above_the_form(client: Client, group: Group, ada: User) -> None:
    on = timezone.localdate().isoformat()
    answer = enter(client, ada).post(of(group, "new/"), {"on": on, "seats": "2", "minutes": "10", "turns": "20"})
    assert answer.status_code == 422
    assert "there are 6 turns at most" in answer.content.decode()
    assert client.post(of(group, "new/"), {"on": "", "seats": "77"}).status_code == 422


def test_a_member_sees_the_plan_her_own_way_through_it_and_no_buttons(
    client: Client, evening: SpeedEvening, ben: User
) -> None:
    enter(client, ben)
    text = page(client, at(evening))
    assert "Your evening" in text
    assert "Turn 3" in text
    assert "Seat them anew" not in text
    assert "Plan an evening" not in page(client, of(evening.group))
    assert evening.get_absolute_url() in page(client, of(evening.group))


def test_a_group_without_evenings_says_what_to_do(client: Client, group: Group, ada: User, ben: User) -> None:
    assert "Say who comes" in page(enter(client, ada), of(group))
    assert "Who leads plans one" in page(enter(client, ben), of(group))


def test_the_way_to_evenings_stands_on_the_group_s_page(client: Client, group: Group, ben: User) -> None:
    assert of(group) in page(enter(client, ben), group.get_absolute_url())


@pytest.mark.parametrize(("asked", "shown"), [("", 1), ("?turn=2", 2), ("?turn=99", 3), ("?turn=x", 1), ("?turn=0", 1)])
def test_the_wall_shows_one_turn_and_the_way_to_the_next(
    client: Client, evening: SpeedEvening, ben: User, asked: str, shown: int
) -> None:
    text = page(enter(client, ben), at(evening, "screen/" + asked))
    assert f"Turn {shown} of 3" in text
    assert (f"?turn={shown + 1}" in text) == (shown < 3)


def test_the_plan_is_a_pdf_and_a_table(client: Client, evening: SpeedEvening, ben: User) -> None:
    Membership.objects.filter(name="Gus").update(name="=Gus")
    paper, table = enter(client, ben).get(at(evening, "plan.pdf")), client.get(at(evening, "plan.csv"))
    assert paper.content.startswith(b"%PDF")
    assert paper.headers["Content-Type"] == "application/pdf"
    rows = list(csv.reader(io.StringIO(table.content.decode())))
    assert rows[0] == ["turn", "table", "name", "classification"]
    assert len(rows) == 1 + 3 * 8
    assert "'=Gus" in {row[2] for row in rows}


def test_who_leads_seats_anew_without_somebody_and_takes_away(client: Client, evening: SpeedEvening, ada: User) -> None:
    enter(client, ada)
    gus = evening.group.memberships.get(name="Gus")
    client.post(at(evening, "absence/"), {"membership": str(gus.uid), "turn": "2"})
    assert not evening.places.filter(membership=gus, turn__gte=2).exists()
    assert client.post(at(evening, "absence/"), {"membership": "x", "turn": "9"}).status_code == 422
    answer = client.post(at(evening, "again/"))
    fresh = SpeedEvening.objects.get(deleted_at=None)
    assert answer["Location"] == fresh.get_absolute_url()
    assert client.get(at(evening)).status_code == 404
    client.post(at(fresh, "removal/"))
    assert not SpeedEvening.objects.filter(deleted_at=None).exists()


PAGES = ("", "screen/", "plan.pdf", "plan.csv")
DEEDS = ("again/", "absence/", "removal/")


def test_a_stranger_finds_nothing_and_a_member_changes_nothing(
    client: Client, evening: SpeedEvening, ben: User, cleo: User
) -> None:
    enter(client, cleo)
    assert {client.get(at(evening, deed)).status_code for deed in PAGES} == {404}
    assert {client.post(at(evening, deed)).status_code for deed in DEEDS} == {404}
    assert {client.get(of(evening.group, deed)).status_code for deed in ("", "new/")} == {404}
    enter(client, ben)
    assert {client.post(at(evening, deed)).status_code for deed in DEEDS} == {404}
    assert client.get(of(evening.group, "new/")).status_code == 404
    assert {client.get(at(evening, deed)).status_code for deed in DEEDS} == {405}
    assert {client.post(at(evening, deed)).status_code for deed in PAGES} == {405}


def test_a_page_takes_few_queries_however_many_sit_there(client: Client, evening: SpeedEvening, ben: User) -> None:
    enter(client, ben).get(at(evening))
    with query_count() as few:
        client.get(at(evening))
    assert few[0] <= 20


def test_an_evening_by_program(client: Client, group: Group, ada: User, ben: User, cleo: User) -> None:
    on = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    gus = group.memberships.get(name="Gus")
    path = f"/groups/{group.uid}/speed-evenings"
    made = call(client, ada, "post", path, {"on": on, "seats": 3, "turns": 2, "absent": [str(gus.uid)]})
    assert made.status_code == 201
    told = made.json()
    one = f"/speed-evenings/{told['uid']}"
    assert [len(turn["tables"]) for turn in told["plan"]] == [3, 3]
    assert [row["uid"] for row in call(client, ben, "get", path).json()] == [told["uid"]]
    assert call(client, ben, "get", one).json()["plan"] == told["plan"]
    dora = group.memberships.get(name="Dora")
    act = call(client, ada, "post", one + "/absence", {"member": str(dora.uid), "turn": 2}).json()["act"]
    assert str(dora.uid) not in json.dumps(call(client, ben, "get", one).json()["plan"][1])
    assert call(client, ada, "post", f"/acts/{act}/undo").status_code == 200
    fresh = call(client, ada, "post", one + "/again", {"seed": 5}).json()
    assert (fresh["seed"], call(client, ben, "get", one).status_code) == (5, 404)
    assert call(client, ada, "delete", f"/speed-evenings/{fresh['uid']}").status_code == 200
    for who in (ben, cleo):
        assert call(client, who, "post", path, {"on": on}).status_code == 404
        assert call(client, who, "delete", f"/speed-evenings/{fresh['uid']}").status_code == 404
    assert call(client, cleo, "get", path).status_code == 404


def test_a_program_is_told_what_cannot_be(client: Client, group: Group, ada: User, cleo: User) -> None:
    path, on = f"/groups/{group.uid}/speed-evenings", timezone.localdate().isoformat()
    assert call(client, ada, "post", path, {"on": on, "seats": 99}).status_code == 409
    assert call(client, ada, "post", path, {"on": on, "absent": [str(cleo.uid)]}).status_code == 409
    assert call(client, ada, "post", path, {"on": "never"}).status_code == 422
    stranger = chapter(cleo, "Zoe", "Yan", "Xia", name="Hillside")[0]
    known = SpeedEvening.plan(by=cleo, group=stranger, on=timezone.localdate())
    taken = call(client, ada, "post", path, {"on": on, "uid": str(known.uid)})
    assert (taken.status_code, "id is taken" in taken.json()["detail"]) == (409, True)


def test_no_door_tells_of_a_wish(client: Client, group: Group, ada: User, ben: User) -> None:
    on = timezone.localdate() + dt.timedelta(days=1)
    DoNotPair.objects.create(owner=ben, membership=group.memberships.get(name="Dora"))
    evening = SpeedEvening.plan(by=ada, group=group, on=on, seed=7)
    enter(client, ada)
    for text in (page(client, at(evening)), page(client, of(group, "new/")), json.dumps(
        call(client, ada, "get", f"/speed-evenings/{evening.uid}").json()
    )):  # fmt: skip
        assert "wish" not in text.lower()


def told(*words: str, user: User) -> Any:
    out = io.StringIO()
    call_command("evening", *words, "--user", user.email, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_an_evening_by_command(group: Group, ada: User, ben: User, tmp_path: Any) -> None:
    on = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    made = told("--plan", "--on", on, "--turns", "3", "--absent", "Gus", "--absent", "Fay", user=ada)
    assert (len(made["plan"]), made["repeats"]) == (3, 0)
    paper, table = tmp_path / "evening.pdf", tmp_path / "evening.csv"
    shown = told("--pdf", str(paper), "--csv", str(table), user=ben)
    assert shown["plan"] == made["plan"]
    assert paper.read_bytes().startswith(b"%PDF")
    assert table.read_text().startswith("turn,table,name")
    assert "Dora" not in json.dumps(told("--without", "Dora", user=ada)["plan"])
    assert told("--again", "--seed", "3", user=ada)["seed"] == 3
    out = io.StringIO()
    call_command("evening", "--user", ben.email, stdout=out)
    assert "nobody meets twice" in out.getvalue()
    told("--remove", user=ada)
    with pytest.raises(CommandError, match="Plan one"):
        told(user=ben)


def test_the_command_refuses_in_a_sentence(group: Group, ada: User, ben: User, cleo: User, tmp_path: Any) -> None:
    for words, who, said in (
        (("--plan",), ada, "Say on which day"),
        (("--plan", "--on", "2020-01-01"), ada, "That day is over"),
        (("--remove",), ben, "You lead no such group"),
        ((), cleo, "You are in no such group"),
    ):
        with pytest.raises(CommandError, match=said):
            told(*words, user=who)
    on = timezone.localdate().isoformat()
    with pytest.raises(CommandError, match="Could not write"):
        told("--plan", "--on", on, "--csv", str(tmp_path), user=ada)
