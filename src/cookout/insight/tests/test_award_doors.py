"""The doors to recognition and reports: page, programs, terminal; for leaders, members, strangers."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, no_writes
from cookout.groups.models import Group, Office, Region
from cookout.insight.models import Award
from cookout.insight.testing import gave, member, met

pytestmark = pytest.mark.django_db
PAGE, NEW = "/reports/awards/", "/reports/awards/new/"


@pytest.fixture
def chapter(db: None) -> Group:
    """Ina leads; she met Jon and Kim in May 2025, and Jon gave Ina a referral."""
    group = Group.objects.create(name="Riverside", region=Region.objects.create(name="Ohio"))
    ina, jon, kim = (member(name, group) for name in ("Ina Ito", "Jon Jay", "Kim Kerr"))
    group.memberships.get(user=ina).offices.create(role=Office.Role.PRESIDENT, starts_on=dt.date(2024, 1, 1))
    met(ina, jon, dt.date(2025, 5, 5))
    met(ina, kim, dt.date(2025, 5, 6))
    gave(jon, ina, dt.date(2025, 5, 7))
    return group


def user(name: str) -> User:
    return User.objects.get(name=name)


def asked(group: Group, kind: str = "one_to_ones") -> dict[str, Any]:
    return {"group": str(group.uid), "month": "2025-05", "kind": kind}


def test_the_page_names_who_did_most_and_the_leader_recognizes(client: Client, chapter: Group) -> None:
    client.force_login(user("Ina Ito"))
    with no_writes():
        page = client.get(PAGE, asked(chapter)).content.decode()
    assert page.index("Ina Ito") < page.index("Jon Jay")
    answer = client.post(NEW, asked(chapter), follow=True).content.decode()
    assert "Ina Ito: most 1-2-1s." in answer
    assert "undo" in answer
    award = Award.objects.get()
    client.post(f"/reports/awards/{award.uid}/withdrawal/")
    award.refresh_from_db()
    assert award.withdrawn_at is not None


def test_members_read_and_do_not_give(client: Client, chapter: Group) -> None:
    award = Award.give(by=user("Ina Ito"), scope=chapter, kind="given", starts_on=dt.date(2025, 5, 1),
                       ends_on=dt.date(2025, 5, 31))  # fmt: skip
    client.force_login(user("Kim Kerr"))
    page = client.get(PAGE, asked(chapter)).content.decode()
    assert "Jon Jay" in page
    assert "Take back" not in page
    assert client.post(NEW, asked(chapter)).status_code == 404
    assert client.post(f"/reports/awards/{award.uid}/withdrawal/").status_code == 404
    assert Award.objects.standing().count() == 1


def test_to_strangers_there_is_no_recognition(client: Client, chapter: Group, cleo: User) -> None:
    client.force_login(cleo)
    region = {"region": str(chapter.region.uid)} if chapter.region else {}
    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE, asked(chapter)).status_code == 404
    assert client.get(PAGE, region).status_code == 404
    assert client.post(NEW, asked(chapter)).status_code == 404
    for path in (f"groups/{chapter.uid}", f"regions/{chapter.region.uid if chapter.region else ''}"):
        for what in ("recognition", "report"):
            assert client.get(f"/api/v1/{path}/{what}", headers=bearer(cleo)).status_code == 404


@pytest.mark.parametrize("wrong", [{"month": "2025-13"}, {"month": "2999-01"}, {"month": ""}, {"kind": "richest"},
                                   {"group": "x"}])  # fmt: skip
def test_what_makes_no_sense_is_not_found(client: Client, chapter: Group, wrong: dict[str, str]) -> None:
    client.force_login(user("Ina Ito"))
    assert client.post(NEW, {**asked(chapter), **wrong}).status_code == 404
    assert client.get(NEW).status_code == 405
    assert not Award.objects.exists()


def test_programs_do_the_same(client: Client, chapter: Group) -> None:
    head, path = bearer(user("Ina Ito")), f"/api/v1/groups/{chapter.uid}"
    told = client.get(f"{path}/recognition?period=2025-05", headers=head).json()
    assert [kind["places"][0]["name"] for kind in told["kinds"] if kind["places"]] == ["Ina Ito", "Jon Jay"]

    def give(header: dict[str, str], **body: str) -> Any:
        return client.post(f"{path}/awards", json.dumps(body), content_type="application/json", headers=header)

    made = give(head, kind="given", period="2025-05")
    assert made.json()["holders"] == ["Jon Jay"]
    assert give(head, kind="given", period="2025-05").json()["uid"] == made.json()["uid"]
    assert give(head, kind="richest").status_code == 422
    assert give(bearer(user("Kim Kerr")), kind="given", period="2025-05").status_code == 404
    withdrawn = client.post(f"/api/v1/awards/{made.json()['uid']}/withdraw", headers=head).json()
    assert client.post(f"/api/v1/acts/{withdrawn['act']}/undo", headers=head).json()["restored"] == 1
    assert Award.objects.standing().count() == 1


def test_programs_read_reports(client: Client, chapter: Group) -> None:
    head = bearer(user("Kim Kerr"))
    month = client.get(f"/api/v1/groups/{chapter.uid}/report?month=2025-05", headers=head).json()
    assert (month["pairs"], month["total"]["given"], month["members"]) == (2, 1, 3)
    region = Region.objects.get()
    quarter = client.get(f"/api/v1/regions/{region.uid}/report?quarter=2025-q2", headers=head).json()
    assert (quarter["pairs"], [row["name"] for row in quarter["rows"]]) == (2, ["Riverside"])
    assert client.get(f"/api/v1/groups/{chapter.uid}/report?month=May", headers=head).status_code == 422


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("group", "report", *words, stdout=out)
    return out.getvalue()


def test_the_command_reports_a_month_and_writes_files(chapter: Group, tmp_path: Path) -> None:
    me = ("--user", "ina.ito@example.org")
    told = said("River", "--month", "2025-05", "--csv", str(tmp_path / "may.csv"), *me)
    assert told.index("missing: ") < told.index("2 1-2-1s, 1 referrals")
    assert "Ina Ito" in (tmp_path / "may.csv").read_text(encoding="utf-8")
    said("--month", "2025-05", "--palms", str(tmp_path / "palms.csv"), *me)
    assert (tmp_path / "palms.csv").read_text(encoding="utf-8").startswith("First Name,Last Name,P,A,L,M,S")
    assert json.loads(said("Ohio", "--quarter", "2025-q2", "--json", *me))["pairs"] == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["Elsewhere"], "None of your groups"),
        (["--month", "May"], "no such month"),
        (["--quarter", "2999-q1"], "no such quarter"),
        (["--csv", "/nowhere/at/all.csv"], "cannot be written"),
        (["--quarter", "2025-q2", "--palms", "/nowhere.csv"], "for one month of a group"),
    ],
)  # fmt: skip
def test_the_command_refuses_in_a_sentence(chapter: Group, words: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        said(*words, "--user", "ina.ito@example.org")


def test_the_columns_of_others_are_for_who_leads(chapter: Group, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="for who leads"):
        said("--palms", str(tmp_path / "palms.csv"), "--user", "kim.kerr@example.org")
