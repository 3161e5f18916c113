"""The doors to reports coming in: page, programs, command; for who leads, not found for everybody else."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.groups.models import Group
from cookout.insight.models import ReportedMonth, ReportIn
from cookout.insight.tests.reported_cast import brought, chapter, file
from cookout.science.reports.tests.report_files import ATTENDANCE, SLIPS, WIDE
from cookout.science.reports.tests.workbooks import spreadsheetml

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def olentangy(ben: User) -> Group:
    """Ada leads it as host; Ben is a plain member of it."""
    group = chapter(shares_sums=True)
    group.memberships.filter(name="Ben Birch").update(user=ben)
    return group


def body(answer: Any) -> str:
    return str(answer.content.decode())


def pages(group: Group, report: ReportIn) -> list[str]:
    return [f"/reports/{group.uid}/in/", f"/reports/in/{report.uid}/"]


def presses(report: ReportIn) -> list[str]:
    return [f"/reports/in/{report.uid}/{deed}/" for deed in ("choice", "undo", "removal")]


# Pages


def test_a_leader_brings_a_report_through_the_pages(client: Client, olentangy: Group, ada: User) -> None:
    client.force_login(ada)
    answer = client.post(f"/reports/{olentangy.uid}/in/", {"file": file()})
    report = ReportIn.objects.get()
    assert answer.headers["Location"] == f"/reports/in/{report.uid}/"
    with no_writes():
        page = body(client.get(answer.headers["Location"]))
    for part in (
        "Cleo Cedar",
        "Present 2 · Absent 1 · Substitute 1 · 1-2-1s missing · Given 3 · Received 2 · Visitors 2",
        "Bring in the counts of 4 names",
        "In which currency",
    ):
        assert part in page, part
    assert "1480" not in page
    assert 'name="agreed"' not in page
    picks = {f"pick-{line.number}": line.pick for line in report.waiting.lines}
    asked = {**picks, "currency": "usd", "do": "apply"}
    page = body(client.post(f"/reports/in/{report.uid}/choice/", asked, follow=True))
    for part in ("It is brought in", "Closed business, reported by 3 members: 1,599.75\N{NO-BREAK SPACE}USD", "Undo"):
        assert part in page, part
    page = body(client.post(f"/reports/in/{report.uid}/undo/", follow=True))
    assert "All of it was taken back" in page
    assert not ReportedMonth.objects.exists()


def test_choices_are_kept_without_bringing_anything_in(client: Client, olentangy: Group, ada: User) -> None:
    client.force_login(ada)
    report = ReportIn.receive(file(), group=olentangy, by=ada)
    client.post(f"/reports/in/{report.uid}/choice/", {"pick-1": "", "pick-2": "name", "pick-x": "1", "month": "soon"})
    report.refresh_from_db()
    assert [line.pick for line in report.waiting.lines][1:3] == ["", "name"]
    assert report.state == "preview"
    client.post(f"/reports/in/{report.uid}/removal/")
    assert not ReportIn.objects.exists()


def test_what_is_asked_stands_on_the_page_with_its_yes(client: Client, olentangy: Group, ada: User) -> None:
    brought(olentangy, ada)
    rows = [["Chapter:", "Scioto"], *ATTENDANCE[2:]]
    client.force_login(ada)
    client.post(f"/reports/{olentangy.uid}/in/", {"file": file(rows)})
    report = ReportIn.objects.get(state="preview")
    page = body(client.get(f"/reports/in/{report.uid}/"))
    assert page.count('name="agreed"') == 2
    said = body(client.post(f"/reports/in/{report.uid}/choice/", {"do": "apply"}, follow=True))
    assert "Agree to it first." in said
    client.post(f"/reports/in/{report.uid}/choice/", {"do": "apply", "agreed": ["chapter", "replaces"]})
    report.refresh_from_db()
    assert report.state == "applied"


def test_a_file_that_is_none_is_said_on_the_page(client: Client, olentangy: Group, ada: User) -> None:
    client.force_login(ada)
    there = f"/reports/{olentangy.uid}/in/"
    told = {"file": file()}
    told["file"].file.truncate(0)
    assert "empty" in body(client.post(there, told, headers={"referer": f"http://testserver{there}"}, follow=True))
    assert not ReportIn.objects.exists()


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_for_who_does_not_lead_nothing_of_it_is_there(
    client: Client, olentangy: Group, ada: User, who: str, request: pytest.FixtureRequest
) -> None:
    report = brought(olentangy, ada)
    client.force_login(request.getfixturevalue(who))
    for path in pages(olentangy, report):
        assert client.get(path).status_code == 404
    assert client.post(pages(olentangy, report)[0], {"file": file()}).status_code == 404
    for path in presses(report):
        assert client.post(path).status_code == 404
    report.refresh_from_db()
    assert (report.state, report.months.count()) == ("applied", 4)


def test_presses_are_no_pages(client: Client, olentangy: Group, ada: User) -> None:
    report = brought(olentangy, ada)
    client.force_login(ada)
    assert {client.get(path).status_code for path in presses(report)} == {405}
    assert client.post(pages(olentangy, report)[1]).status_code == 405


def test_members_read_reported_counts_on_the_page_of_their_group(
    client: Client, olentangy: Group, ada: User, ben: User, cleo: User
) -> None:
    report = ReportIn.receive(file(), group=olentangy, by=ada)
    line = report.waiting.lines[0]
    report.choose(by=ada, picks={line.number: "name"})
    report.apply(by=ada)
    client.force_login(ben)
    page = body(client.get(olentangy.get_absolute_url()))
    assert "April 2026, as reported" in page
    assert "Dan Dogwood" in page
    assert "Ada Ash" not in page.partition("as reported")[2]  # a name without a seat is for who leads
    assert "/reports/" not in page.partition("as reported")[2].partition("</section>")[0]
    Group.objects.update(shares_counts=False)
    assert "as reported" not in body(client.get(olentangy.get_absolute_url()))
    client.force_login(cleo)
    assert client.get(olentangy.get_absolute_url()).status_code == 404


def test_months_are_chosen_by_links_and_another_month_is_not_there(client: Client, olentangy: Group, ada: User) -> None:
    brought(olentangy, ada, WIDE)
    client.force_login(ada)
    there = f"/reports/{olentangy.uid}/in/"
    assert "May 2026, as reported" in body(client.get(there))
    assert "March 2026, as reported" in body(client.get(f"{there}?month=2026-03"))
    assert "as reported" not in body(client.get(f"{there}?month=2020-01")).partition("</h1>")[2].partition("<h2")[2]


def test_the_group_s_page_asks_no_more_for_more_lines(client: Client, ada: User) -> None:
    taken = []
    client.force_login(ada)
    for many in (3, 12):
        names = tuple(f"Ada{'abcdefghijkl'[place]} Ash" for place in range(many))
        group = chapter(f"Of {many}", names=names)
        lines = [[*name.split(" "), *ATTENDANCE[5][2:]] for name in names]
        brought(group, ada, [["Chapter:", group.name], *ATTENDANCE[2:5], *lines])
        client.get(f"/reports/{group.uid}/in/")
        with query_count() as queries:
            client.get(f"/reports/{group.uid}/in/")
        taken += queries
    assert taken[0] == taken[1]


# Programs


def test_a_program_brings_a_report_in_and_takes_it_back(client: Client, olentangy: Group, ada: User) -> None:
    head = bearer(ada)
    made = client.post(f"{API}/groups/{olentangy.uid}/reports-in", {"file": file(SLIPS)}, headers=head)
    assert made.status_code == 201
    told = made.json()
    assert [line["state"] for line in told["lines"] if line["name"] == "Finn Fir"] == ["guest"]
    there = f"{API}/reports-in/{told['uid']}"
    kept = client.patch(there, {"currency": "EUR"}, content_type="application/json", headers=head)
    assert kept.json()["money"].startswith("Closed business: 1599.75 EUR by 3 members")
    done = client.post(f"{there}/application", {}, content_type="application/json", headers=head).json()
    assert (done["state"], done["members"], done["lines"]) == ("applied", 4, [])
    counts = client.get(f"{API}/groups/{olentangy.uid}/reported?month=2026-04", headers=head).json()[0]
    ada_s = next(one for one in counts["members"] if one["name"] == "Ada Ash")
    assert (ada_s["counts"]["one_to_ones"], ada_s["counts"]["present"]) == (2, None)
    assert counts["sums"] == [{"amount": 159975, "currency": "EUR", "payers": 3}]
    Group.objects.update(shares_sums=False)  # the group has changed its mind: the sum is kept and no longer shown
    assert not client.get(f"{API}/groups/{olentangy.uid}/reported?month=2026-04", headers=head).json()[0]["sums"]
    assert len(client.get(f"{API}/groups/{olentangy.uid}/reports-in", headers=head).json()) == 1
    assert client.delete(there, headers=head).status_code == 409
    act = client.post(f"{there}/undo", headers=head).json()["act"]
    assert client.get(f"{API}/groups/{olentangy.uid}/reported", headers=head).json() == []
    assert client.post(f"{there}/undo", headers=head).json() == {"act": ""}
    assert client.post(f"{API}/acts/{act}/undo", headers=head).status_code == 200
    assert client.get(there, headers=head).json()["state"] == "applied"


def test_a_program_without_the_yes_is_refused(client: Client, olentangy: Group, ada: User) -> None:
    report = ReportIn.receive(file([["Chapter:", "Scioto"], *ATTENDANCE[2:]]), group=olentangy, by=ada)
    there = f"{API}/reports-in/{report.uid}"
    head = bearer(ada)
    answer = client.post(f"{there}/application", {}, content_type="application/json", headers=head)
    assert (answer.status_code, "Scioto" in answer.json()["detail"]) == (409, True)
    for bad in ({"month": "2026-13"}, {"picks": {"x": "y"}}, {"colour": "red"}):
        assert client.patch(there, bad, content_type="application/json", headers=head).status_code == 422
    assert client.delete(there, headers=head).status_code == 204


def test_a_program_of_a_member_reads_counts_and_nothing_else(
    client: Client, olentangy: Group, ada: User, ben: User, cleo: User
) -> None:
    report = brought(olentangy, ada)
    counts = f"{API}/groups/{olentangy.uid}/reported"
    assert len(client.get(counts, headers=bearer(ben)).json()[0]["members"]) == 4
    assert client.get(counts, headers=bearer(cleo)).status_code == 404
    for who in (ben, cleo):
        head = bearer(who)
        assert client.get(f"{API}/groups/{olentangy.uid}/reports-in", headers=head).status_code == 404
        assert client.get(f"{API}/reports-in/{report.uid}", headers=head).status_code == 404
        assert client.post(f"{API}/reports-in/{report.uid}/undo", headers=head).status_code == 404


# The command


def run(*words: str) -> str:
    said = io.StringIO()
    call_command("reports", *words, "--user", "ada@example.org", stdout=said)
    return said.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A report on disk."""
    (tmp_path / "april.xls").write_bytes(spreadsheetml(ATTENDANCE))
    return str(tmp_path / "april.xls")


def test_the_command_shows_first_brings_in_and_takes_back(olentangy: Group, ada: User, path: str) -> None:
    assert run() == "No reports are brought in.\n"
    assert "Ada Ash: a member" in run(path, "--preview")
    assert not ReportIn.objects.exists()
    told = json.loads(run(path, "--currency", "USD", "--json"))[0]
    assert (told["state"], told["members"]) == ("applied", 4)
    assert "applied" in run()
    assert "undone" in run(path, "--undo")
    assert not ReportedMonth.objects.exists()


def test_the_command_refuses_in_a_sentence_and_leaves_nothing(olentangy: Group, ada: User, path: str) -> None:
    chapter("Scioto", names=())
    for words, said in (
        ([path], "You lead several groups"), ([path, "--group", "Nowhere"], "None of the groups that you"),
        ([path, "--group", "Scioto"], "this is Scioto"), ([f"{path}x", "--group", "Olen"], "There is no file"),
        ([path, "--group", "Olen", "--month", "May"], "no month"),
        ([path, "--group", "Olen", "--undo"], "not brought in"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=said):
            run(*words)
    assert not ReportIn.objects.exists()
    run(path, "--group", "Scioto", "--agree", "chapter", "--names")
    assert ReportedMonth.objects.filter(group__name="Scioto", membership=None).count() == 4


def test_the_command_of_who_leads_nothing_says_so(olentangy: Group, ben: User, path: str) -> None:
    with pytest.raises(CommandError, match="You lead no group"):
        call_command("reports", path, "--user", "ben@example.org")
