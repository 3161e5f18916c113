"""Tables of which one says what the columns mean: asked once, remembered, asked anew when they have changed."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core import privacy, work
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.people.models import AddressImport, ColumnMapping, Person, Stage
from cookout.people.models.preview import uploads_of
from cookout.people.testing import bring, carry_out, counts, look, vcard

TABLE = b"Member,Reach me,Trade,Joined\nDana Dorn,dana@example.org,Roofer,2020\nEmil Ek,emil@example.org,Florist,2021\n"
ANSWER = {"Member": "full", "Reach me": "email", "Trade": "title", "Joined": "skip"}
PAGE = "/people/imports/"


def dana(keeper: User) -> Person:
    """She, as the book has her."""
    return Person.objects.kept_by(keeper).with_details().get(full_name="Dana Dorn")


def said(person: Person) -> dict[str, str]:
    """What is known of somebody."""
    return {detail.kind: detail.value for detail in person.details.all()}


def test_a_table_that_nobody_knows_is_asked_about_once(client: Client, ada: User) -> None:
    client.force_login(ada)
    answer = client.post(PAGE, {"files": [SimpleUploadedFile("members.csv", TABLE)]})
    work.work_once()
    run = AddressImport.objects.get(keeper=ada)
    assert run.stage == Stage.ASKING
    asked = client.get(answer["location"], follow=True).content.decode()
    for words in ("Reach me", "dana@example.org", "Roofer", "Leave out members.csv"):
        assert words in asked
    where = f"{PAGE}{run.uid}/columns/0/"
    chosen = {"c0": "full", "c1": "email", "c2": "title", "c3": "skip", "sheet": ""}
    assert client.post(where, {**chosen, "c1": "shoe size"}).status_code == 422
    client.post(where, chosen)
    work.work_once()
    shown = client.get(f"{PAGE}{run.uid}/").content.decode()
    assert "Change what its columns mean" in shown
    client.post(where, {**chosen, "c3": "other"})
    work.work_once()
    client.post(f"{PAGE}{run.uid}/application/")
    work.work_once()
    assert said(dana(ada)) == {"email": "dana@example.org", "title": "Roofer", "other": "2020"}
    assert not uploads_of(run.uid).exists()
    again = bring(ada, TABLE.replace(b"2020", b"2022"))
    assert again.stage == Stage.APPLIED
    assert counts(again) == {"merge": 1, "same": 1}


def test_columns_that_have_changed_are_asked_about_anew_with_what_was_said(ada: User) -> None:
    ColumnMapping.remember(ANSWER, by=ada)
    run = look(ada, TABLE.replace(b"Joined", b"Left"))
    assert run.stage == Stage.ASKING
    asked = run.in_files()[0].asked
    assert "new: “Left”; gone: “joined”" in asked["said"]
    assert [one["means"] for one in asked["sheets"][0]["columns"]][:3] == ["full", "email", "title"]
    swapped = look(ada, b"Reach me,Member,Trade,Joined\n" + b"Dana,dana,Roofer,1\n" * 3)
    assert "“Reach me” is not what you said" in swapped.in_files()[0].asked["said"]
    other_order = look(ada, b"Trade,JOINED,Reach me,Member\nRoofer,2020,dana@example.org,Dana Dorn\n")
    assert counts(other_order) == {"new": 1}


def test_what_was_said_is_for_oneself_alone_and_goes_with_the_account(ada: User, ben: User) -> None:
    ColumnMapping.remember(ANSWER, by=ada)
    assert look(ben, TABLE).stage == Stage.ASKING
    privacy.erase(ada)
    assert not ColumnMapping.objects.exists()


def test_a_file_can_be_left_out_and_the_others_come_in(client: Client, ada: User, cleo: User) -> None:
    run = look(ada, TABLE, vcard("Fay Fox", EMAIL="fay@example.org"))
    client.force_login(cleo)
    assert client.get(f"{PAGE}{run.uid}/columns/0/").status_code == 404
    assert client.post(f"{PAGE}{run.uid}/columns/0/", {"leave": "1"}).status_code == 404
    client.force_login(ada)
    client.post(f"{PAGE}{run.uid}/columns/0/", {"leave": "1"})
    run.refresh_from_db()
    assert carry_out(run).stage == Stage.PREVIEW
    assert counts(run) == {"new": 1}
    assert "left this file out" in run.plain()["files"][0]["unreadable"][0]["reason"]


@pytest.mark.parametrize(
    ("columns", "sheet", "about"),
    [
        ({"Member": "shoe size"}, "", "nothing that the column"),
        ({"Nobody": "full"}, "", "not the columns of this file"),
        (dict.fromkeys(ANSWER, "skip"), "", "at least which column"),
        (ANSWER, "Sheet9", "no sheet “Sheet9”"),
    ],
)
def test_an_answer_that_is_none_is_refused_in_a_sentence(
    ada: User, columns: dict[str, str], sheet: str, about: str
) -> None:
    run = look(ada, TABLE)
    with pytest.raises(Refusal, match=about):
        run.answer(0, columns, by=ada, sheet=sheet)


def workbook() -> bytes:
    """Two sheets; the people stand on the second, under a title."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Article", "Price"])
    book.active.append(["Ladder", 20])
    people = book.create_sheet("People")
    for row in (["Our members"], ["Member", "Reach me", "Phone no."], ["Dana Dorn", "dana@example.org", 7755550104]):
        people.append(row)
    people.merge_cells("A1:C1")
    book.save(out)
    return out.getvalue()


def test_programs_are_asked_and_answer_and_choose_the_sheet(client: Client, ada: User) -> None:
    token = bearer(ada, "people:read", "people:write")
    made = client.post("/api/v1/imports", {"files": SimpleUploadedFile("m.xlsx", workbook())}, headers=token)
    where = f"/api/v1/imports/{made.json()['uid']}"
    work.work_once()
    run = client.get(where, headers=token).json()
    assert (run["stage"], run["files"][0]["unreadable"][0]["line"]) == ("asking", 0)
    (asked,) = client.get(f"{where}/columns", headers=token).json()
    sheet = asked["sheets"][0]
    assert sheet["sheet"] == "People"
    assert sheet["columns"][1] == {"title": "Reach me", "samples": ["dana@example.org"], "means": "email"}
    said_so = {"position": 0, "sheet": "People", "columns": {"Phone no.": "phone:work"}}
    answer = client.post(f"{where}/columns", said_so, content_type="application/json", headers=token)
    assert answer.status_code == 200, answer.content
    work.work_once()
    client.post(f"{where}/apply", headers=token)
    work.work_once()
    assert said(dana(ada)) == {"email": "dana@example.org", "phone": "7755550104"}
    assert counts(bring(ada, workbook())) == {"same": 1}


def command(*words: object) -> dict[str, int]:
    """`cookout import --json`: how many are new."""
    out = io.StringIO()
    call_command("import", *map(str, words), "--json", stdout=out)
    return {file["file"]: file["new"] for file in json.loads(out.getvalue())["files"]}


def test_a_command_says_it_in_one_go(ada: User, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes(TABLE.replace(b"Trade", b"Who sent them").replace(b"Roofer", b"Marta Silva"))
    with pytest.raises(CommandError, match="Say so with --map .*Reach me=email"):
        command(path, "--user", ada.email)
    with pytest.raises(CommandError, match="no column “Membre”"):
        command(path, "--user", ada.email, "--map", "Membre=full")
    with pytest.raises(CommandError, match="“Member:full” says nothing"):
        command(path, "--user", ada.email, "--map", "Member:full")
    assert not Person.objects.kept_by(ada).exists()
    assert command(path, "--user", ada.email, "--map", "Who sent them=referrer") == {"members.csv": 2}
    referrer = dana(ada).details.get(kind="related")
    assert (referrer.value, referrer.label) == ("Marta Silva", "referred by")
    assert command(path, "--user", ada.email) == {"members.csv": 0}
    path.write_bytes(workbook())
    with pytest.raises(CommandError, match="--sheet.*“People”"):
        command(path, "--user", ada.email)
    with pytest.raises(CommandError, match="no sheet “Peple”"):
        command(path, "--user", ada.email, "--sheet", "Peple")
    assert command(path, "--user", ada.email, "--sheet", "People", "--map", "Member=full") == {"members.csv": 0}
