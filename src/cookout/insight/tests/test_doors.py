"""The doors to what works: page, file, programs, command; each for members, none for strangers."""

import io
import json
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core.exports import _rows as exported
from cookout.core.models import User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.core.work import work_once
from cookout.groups.models import Group, Region
from cookout.insight.models import StudyRun, Subject
from cookout.insight.testing import busy_chapter, member

pytestmark = pytest.mark.django_db
PAGE, CSV, API = "/what-works/", "/what-works/counts.csv", "/api/v1/insight/study"


@pytest.fixture
def chapter() -> tuple[Group, list[User]]:
    """Six members, eight months, in a region."""
    group, users = busy_chapter()
    Group.objects.filter(pk=group.pk).update(region=Region.objects.create(name="Ohio"))
    group.refresh_from_db()
    return group, users


def body(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]  # an answer of the test client


def test_the_page_tells_claim_limits_picture_and_numbers(client: Client) -> None:
    _group, users = busy_chapter(members=14)
    client.force_login(users[0])
    with no_writes():
        page = body(client.get(PAGE))
    for part in ("What you can say", "What you cannot say yet", "What would settle it", "Member-months",
                 "Members’ yearly averages", "Is it the 1-2-1s, or the kind of people who hold them?",
                 'class="chart study"', 'class="chart forest"', "Nobody is named"):  # fmt: skip
        assert part in page, part
    assert page.index("What you cannot say yet") < page.index("The numbers")
    assert not any(user.name in page for user in users[1:])
    assert "style=" not in page


def test_the_stored_page_takes_as_many_queries_for_many_as_for_few(client: Client) -> None:
    taken = []
    for name, many in (("Small", 3), ("Large", 9)):
        group, users = busy_chapter(name, members=many, months=4)
        StudyRun.ask(by=None, subject=Subject(group=group))
        work_once()
        client.force_login(users[0])
        client.get(PAGE)
        with query_count() as queries:
            client.get(PAGE)
        taken.append(queries[0])
    assert taken[0] == taken[1] <= 16


def test_working_it_out_anew(client: Client, chapter: tuple[Group, list[User]]) -> None:
    group, users = chapter
    client.force_login(users[0])
    answer = client.post("/what-works/anew/", {"group": str(group.uid)}, follow=True)
    assert "worked out anew" in body(answer)
    assert StudyRun.objects.get().group == group
    work_once()
    assert "Worked out on" in body(client.get(f"{PAGE}?group={group.uid}"))
    assert client.get("/what-works/anew/").status_code == 405
    assert client.post(PAGE).status_code == 405


@pytest.mark.parametrize("who", ["stranger", "of another chapter", "former member", "host"])
def test_to_who_does_not_belong_there_is_nothing_at_any_door(
    client: Client, chapter: tuple[Group, list[User]], ada: User, who: str
) -> None:
    group, users = chapter
    user = {
        "stranger": lambda: member("Cleo Castillo"),
        "of another chapter": lambda: member("Dora Diaz", Group.objects.create(name="Hillside")),
        "former member": lambda: member("Emil Egger", group, left=users[0].date_joined.date()),
        "host": lambda: ada,
    }[who]()
    StudyRun.ask(by=None, subject=Subject(group=group))
    work_once()
    client.force_login(user)
    header, region = bearer(user), group.region
    assert region is not None
    for query in (f"group={group.uid}", f"region={region.uid}"):
        kind, uid = query.split("=")
        assert client.get(f"{PAGE}?{query}").status_code == 404
        assert client.get(f"{CSV}?{query}").status_code == 404
        assert client.post("/what-works/anew/", {kind: uid}).status_code == 404
        assert client.get(f"{API}?{query}", headers=header).status_code == 404
        asked = client.post(API, json.dumps({kind: uid}), content_type="application/json", headers=header)
        assert asked.status_code == 404
    with pytest.raises(CommandError, match="None of your groups"):
        call_command("study", "--group", group.name, "--user", user.email)
    with pytest.raises(CommandError, match="None of your regions"):
        call_command("study", "--region", region.name, "--user", user.email)
    assert StudyRun.objects.count() == 1


def test_a_director_reads_the_chapters_and_the_region(
    client: Client, chapter: tuple[Group, list[User]], ada: User
) -> None:
    group, _users = chapter
    director = member("Finn Falk")
    assert group.region is not None
    group.region.appoint(director, by=ada)
    client.force_login(director)
    for query in ("", f"?group={group.uid}", f"?region={group.region.uid}"):
        assert "What you cannot say yet" in body(client.get(PAGE + query))


@pytest.mark.parametrize("query", ["group=nonsense", "group=00000000-0000-0000-0000-000000000000", "region=1"])
def test_what_names_nothing_is_not_found(client: Client, chapter: tuple[Group, list[User]], query: str) -> None:
    client.force_login(chapter[1][0])
    assert client.get(f"{PAGE}?{query}").status_code == 404
    assert client.get(f"{API}?{query}", headers=bearer(chapter[1][0])).status_code in {404, 422}


def test_a_new_chapter_reads_what_it_will_show_and_no_empty_picture(client: Client) -> None:
    user = member("Dora Diaz", Group.objects.create(name="Newtown"))
    client.force_login(user)
    page = body(client.get(PAGE))
    assert "There is no full month yet" in page
    assert "has a first month on" in page
    assert "<svg xmlns" not in page
    assert "Data, CSV" not in page
    assert client.get(CSV).status_code == 200


def test_who_is_in_no_group_reads_her_own_page(client: Client, cleo: User) -> None:
    client.force_login(cleo)
    assert "There is no full month yet" in body(client.get(PAGE))


def test_my_own_months_are_mine_with_the_exact_interval_in_words(
    client: Client, chapter: tuple[Group, list[User]]
) -> None:
    _group, users = chapter
    client.force_login(users[0])
    with no_writes():
        page = body(client.get(f"{PAGE}?mine=1"))
    assert "with so few months the truth is between" in page
    assert 'class="chart mymonths"' in page
    assert not any(user.name in page for user in users[1:])


def test_the_table_hides_small_numbers_and_names_nobody(client: Client, chapter: tuple[Group, list[User]]) -> None:
    _group, users = chapter
    client.force_login(users[0])
    answer = client.get(CSV)
    assert answer.headers["Content-Type"].startswith("text/csv")
    cells = [cell for line in body(answer).splitlines()[1:] for cell in line.split(",")[2:]]
    assert len(cells) == 32
    assert all(cell == "" or int(cell) >= 5 for cell in cells)
    assert any(cells)
    assert not any(user.name in body(answer) for user in users)


def test_programs_read_the_study_by_documented_names_and_have_it_worked_out(
    client: Client, chapter: tuple[Group, list[User]]
) -> None:
    group, users = chapter
    header = bearer(users[0])
    told = client.get(f"{API}?group={group.uid}", headers=header).json()
    assert told["scope"] == "group"
    assert told["study"]["facts"]["members"] == 6
    assert "months.received" in told["study"]["estimates"]
    assert set(told["tables"]) == {"received", "given"}
    asked = client.post(API, json.dumps({"mine": True}), content_type="application/json", headers=header)
    assert asked.status_code == 202
    work_once()
    assert client.get(f"{API}?mine=true", headers=header).json()["made_at"]
    months = client.get("/api/v1/insight/months", headers=header).json()
    assert len(months) >= 6
    assert set(months[0]) == {"month", "one_to_ones", "given", "received"}
    assert client.get(API, headers=bearer(users[0], "people:read")).status_code == 403
    assert client.post(API, "{}", content_type="application/json",
                       headers=bearer(users[0], "insight:read")).status_code == 403  # fmt: skip


@pytest.mark.parametrize("words", [["--group", "riverside"], ["--region", "Ohio"], ["--mine"], ["--anew"], []])
def test_the_command_tells_the_same(chapter: tuple[Group, list[User]], words: list[str]) -> None:
    group, users = chapter
    said, told = io.StringIO(), io.StringIO()
    call_command("study", *words, "--user", users[0].email, stdout=said)
    assert "Do 1-2-1s bring referrals here?" in said.getvalue()
    call_command("study", *words, "--user", users[0].email, "--json", stdout=told)
    assert json.loads(told.getvalue())["study"]["facts"]["rows"] > 0


def test_my_months_are_in_my_export(chapter: tuple[Group, list[User]]) -> None:
    rows = list(exported["member_months"](chapter[1][0]))
    assert rows
    assert all(re.fullmatch(r"\d{4}-\d\d", row["month"]) for row in rows)


def test_the_method_says_what_is_counted(client: Client, ben: User) -> None:
    client.force_login(ben)
    page = body(client.get("/what-works/method/"))
    assert "2.65" in page
    assert "missing, which is not zero" in page
