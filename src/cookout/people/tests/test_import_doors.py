"""Page, API and command bring in the same; a stranger finds nothing."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core import work
from cookout.core.models import User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.people.models import AddressImport, Person, Stage
from cookout.people.testing import bring, look, vcard

DANA = vcard("Dana Dorn", EMAIL="dana@example.org", TEL="+1 415 555 2671")
PAGE = "/people/imports/"
API = "/api/v1/imports"


def upload(content: bytes = DANA, name: str = "book.vcf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def names(keeper: User) -> list[str]:
    """Who is in the book."""
    return list(Person.objects.kept_by(keeper).in_order().values_list("full_name", flat=True))


def through_the_page(client: Client, user: User, path: Path) -> list[dict[str, Any]]:
    """Choose, look, bring in."""
    client.force_login(user)
    answer = client.post(PAGE, {"files": [upload(path.read_bytes(), path.name)]})
    assert answer.status_code == 302
    work.work_once()
    assert "Dana Dorn" in client.get(answer["location"]).content.decode()
    client.post(answer["location"] + "application/")
    work.work_once()
    return AddressImport.objects.get(keeper=user).plain()["files"]


def through_the_api(client: Client, user: User, path: Path) -> list[dict[str, Any]]:
    """The same with a token."""
    token = bearer(user, "people:read", "people:write")
    made = client.post(API, {"files": upload(path.read_bytes(), path.name)}, headers=token)
    assert made.status_code == 201, made.content
    uid = made.json()["uid"]
    work.work_once()
    assert client.get(f"{API}/{uid}", headers=token).json()["stage"] == "preview"
    rows = client.get(f"{API}/{uid}/rows?outcome=new", headers=token).json()
    assert (rows["count"], rows["items"][0]["name"]) == (1, "Dana Dorn")
    assert client.post(f"{API}/{uid}/apply", headers=token).status_code == 200
    work.work_once()
    done = client.get(f"{API}/{uid}", headers=token).json()
    assert done["stage"] == "applied"
    files: list[dict[str, Any]] = done["files"]
    return files


def through_the_command(client: Client, user: User, path: Path) -> list[dict[str, Any]]:
    """The same on the command line."""
    files: list[dict[str, Any]] = command(path, "--user", user.email)["files"]
    return files


def command(*words: object) -> dict[str, Any]:
    """`cookout import --json`."""
    out = io.StringIO()
    call_command("import", *map(str, words), "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.mark.parametrize("door", [through_the_page, through_the_api, through_the_command])
def test_three_doors_one_verb(door: Any, client: Client, ada: User, tmp_path: Path) -> None:
    path = tmp_path / "book.vcf"
    path.write_bytes(DANA)
    told = door(client, ada, path)
    assert told == [{"file": "book.vcf", "format": "vcard 3.0", "new": 1, "same": 0, "merge": 0, "unreadable": []}]
    assert names(ada) == ["Dana Dorn"]


def test_the_command_only_looks_when_asked(ada: User, tmp_path: Path) -> None:
    path = tmp_path / "book.vcf"
    path.write_bytes(DANA)
    assert command(path, "--preview")["files"][0]["new"] == 1
    assert names(ada) == []
    assert not AddressImport.objects.visible_to(ada).exists()


def test_the_command_refuses_a_file_that_is_not_there(ada: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        command(tmp_path / "nothing.vcf")


def test_several_files_are_one_run(client: Client, ada: User) -> None:
    client.force_login(ada)
    client.post(PAGE, {"files": [upload(), upload(vcard("Emil Ek", NOTE="x"), "two.vcf")]})
    work.work_once()
    run = AddressImport.objects.get(keeper=ada)
    assert [file.new for file in run.in_files()] == [1, 1]


def test_no_file_is_a_sentence_and_no_run(client: Client, ada: User) -> None:
    client.force_login(ada)
    answer = client.post(PAGE, {}, follow=True, headers={"referer": "http://testserver" + PAGE})
    assert "Choose at least one file" in answer.content.decode()
    assert not AddressImport.objects.exists()


def test_undo_through_the_page(client: Client, ada: User) -> None:
    client.force_login(ada)
    run = bring(ada, DANA)
    assert client.post(f"{PAGE}{run.uid}/undo/").status_code == 302
    work.work_once()
    assert names(ada) == []
    assert "Your book is as it was" in client.get(f"{PAGE}{run.uid}/").content.decode()


def test_undo_through_the_api(client: Client, ada: User) -> None:
    run, token = bring(ada, DANA), bearer(ada)
    assert client.post(f"{API}/{run.uid}/undo", headers=token).json()["stage"] == "undoing"
    work.work_once()
    assert names(ada) == []
    assert client.get(f"{API}/{run.uid}", headers=token).json()["stage"] == "undone"


def test_a_preview_can_be_forgotten(client: Client, ada: User) -> None:
    client.force_login(ada)
    run = look(ada, DANA)
    client.post(f"{PAGE}{run.uid}/removal/")
    assert client.get(f"{PAGE}{run.uid}/").status_code == 404
    assert run.rows().count() == 0


@pytest.mark.parametrize("path", ["", "application/", "undo/", "removal/"])
def test_a_stranger_finds_no_import(client: Client, ada: User, cleo: User, path: str) -> None:
    run = look(ada, DANA)
    client.force_login(cleo)
    answer = client.get(f"{PAGE}{run.uid}/") if not path else client.post(f"{PAGE}{run.uid}/{path}")
    assert answer.status_code == 404
    run.refresh_from_db()
    assert run.stage == Stage.PREVIEW


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("get", "/rows"), ("post", "/apply"), ("post", "/undo")])
def test_a_stranger_with_a_token_finds_no_import(client: Client, ada: User, cleo: User, method: str, path: str) -> None:
    run = look(ada, DANA)
    assert getattr(client, method)(f"{API}/{run.uid}{path}", headers=bearer(cleo)).status_code == 404


def test_looking_writes_nothing(client: Client, ada: User) -> None:
    run = look(ada, DANA)
    client.force_login(ada)
    client.get(PAGE)
    with no_writes():
        assert client.get(PAGE).status_code == 200
        assert client.get(f"{PAGE}{run.uid}/?show=new").status_code == 200
        assert client.get(f"{PAGE}{run.uid}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_waiting_is_told_by_a_part_that_asks_again(client: Client, ada: User) -> None:
    run = look(ada, DANA)
    run.apply(by=ada)
    client.force_login(ada)
    part = client.get(f"{PAGE}{run.uid}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part


def test_the_rows_cost_the_same_for_ten_and_twenty(client: Client, ada: User) -> None:
    client.force_login(ada)
    runs = [look(ada, b"".join(vcard(f"P{n}", NOTE=f"{n}") for n in range(many))) for many in (10, 20)]
    counted = []
    for run in runs:
        client.get(f"{PAGE}{run.uid}/")
        with query_count() as count:
            client.get(f"{PAGE}{run.uid}/")
        counted.append(count[0])
    assert counted[0] == counted[1]
