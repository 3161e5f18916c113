"""What cannot be an address book gets one clear sentence through every door, and nothing of it comes in."""

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core import work
from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.people.models import AddressImport, Person
from cookout.people.models.preview import uploads_of
from cookout.people.testing import bring, counts, look, vcard
from cookout.people.tests.pictures import jpeg, photo


def zip_bomb() -> bytes:
    """Ten megabytes of nothing in a few kilobytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("contacts.vcf", b"\0" * 10_000_000)
    return out.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "zip bomb": (zip_bomb(), "packed archive"),
    "gzip bomb": (gzip.compress(b"BEGIN:VCARD\n" * 100_000), "packed archive"),
    "NUL bytes alone": (b"\0" * 5000, "NUL"),
    "NUL bytes after a thousand cards": (
        vcard("Dana Dorn", NOTE="x") * 5000 + b"BEGIN:VCARD\nFN:\0\nEND:VCARD\n",
        "NUL",
    ),
    "an image called .vcf": (jpeg(), "picture"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "a web page": (b"<!doctype html><html><body>Sign in</body></html>", "web page"),
    "a table of nobody": (b"sku,price\n", "columns"),
}


def command(user: User, path: Path) -> str:
    """What the command says when it refuses."""
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import", str(path), "--json", "--user", user.email, stdout=out)
    (file,) = json.loads(out.getvalue())["files"]
    assert (file["new"], file["same"], file["merge"], len(file["unreadable"])) == (0, 0, 0, 1)
    assert file["unreadable"][0]["line"] == 0
    assert file["unreadable"][0]["reason"] in str(refused.value)
    return str(refused.value)


def page(user: User, path: Path) -> str:
    """What the page says."""
    client = Client()
    client.force_login(user)
    answer = client.post("/people/imports/", {"files": [SimpleUploadedFile(path.name, path.read_bytes())]})
    work.work_once()
    return client.get(answer["location"]).content.decode()


def api(user: User, path: Path) -> str:
    """What the API says."""
    client, token = Client(), bearer(user)
    made = client.post("/api/v1/imports", {"files": SimpleUploadedFile(path.name, path.read_bytes())}, headers=token)
    work.work_once()
    found = client.get(f"/api/v1/imports/{made.json()['uid']}", headers=token).json()
    assert found["stage"] == "preview"
    reason: str = found["files"][0]["unreadable"][0]["reason"]
    return reason


@pytest.mark.parametrize("door", [page, api, command])
@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_a_sentence(door: Callable[[User, Path], str], what: str, ada: User, tmp_path: Path) -> None:
    content, word = REFUSED[what]
    path = tmp_path / "contacts.vcf"
    path.write_bytes(content)
    said = door(ada, path)
    assert word in said
    assert "Traceback" not in said
    assert not Person.objects.filter(keeper=ada).exists()


@pytest.mark.parametrize("door", [page, api])
def test_an_upload_beyond_the_limit_is_let_go_and_named(
    door: Callable[[User, Path], str], ada: User, tmp_path: Path, settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 2 * 1024 * 1024
    path = tmp_path / "contacts.vcf"
    path.write_bytes(vcard("Dana Dorn", NOTE="x" * 1000) * 3000)
    assert "bigger than 2 MB" in door(ada, path)
    assert not uploads_of(AddressImport.objects.get(keeper=ada).uid).exists()


def test_one_file_too_big_leaves_the_others(ada: User, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100_000
    client = Client()
    client.force_login(ada)
    big, small = vcard("Dana Dorn", NOTE="x" * 200_000), vcard("Emil Ek", NOTE="y")
    files = [SimpleUploadedFile("big.vcf", big), SimpleUploadedFile("small.vcf", small)]
    client.post("/people/imports/", {"files": files})
    work.work_once()
    told = {file.name: (file.new, bool(file.refusal)) for file in AddressImport.objects.get(keeper=ada).in_files()}
    assert told == {"small.vcf": (1, False), "big.vcf": (0, True)}


def test_three_hundred_megabytes_are_refused_by_the_command_without_being_read(ada: User, tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 300 * 1024 * 1024)
    assert "bigger than 200 MB" in command(ada, path)


def test_a_refused_file_leaves_the_other_files_of_the_run(ada: User) -> None:
    bad = vcard("Emil Ek", EMAIL="dana@example.org") * 3000 + b"FN:\0\n"
    run = bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org"), bad, vcard("Dana", EMAIL="dana@example.org"))
    assert [counts(run, number) for number in range(3)] == [{"new": 1}, {}, {"same": 1}]
    assert run.in_files()[1].refusal
    assert Person.objects.kept_by(ada).get().full_name == "Dana Dorn"


def test_a_truncated_card_is_kept_as_far_as_it_goes_and_said_so(ada: User) -> None:
    run = bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org") + b"BEGIN:VCARD\nVERSION:3.0\nFN:Emil Ek\nTEL:+1 41")
    assert counts(run) == {"new": 2, "unreadable": 1}
    (bad,) = run.plain()["files"][0]["unreadable"]
    assert bad["line"] == 6
    assert "no end" in bad["reason"]


def test_a_formula_is_text_and_comes_out_harmless(ada: User) -> None:
    call = "=cmd|' /C calc'!A0"
    bring(ada, f"First Name,Last Name,Notes,E-mail 1 - Value\nDana,Dorn,{call},dana@example.org\n".encode())
    dana = Person.objects.kept_by(ada).with_details().get()
    assert dana.first("note") == call
    client = Client()
    client.force_login(ada)
    out = b"".join(client.get("/people/export/?format=csv")).decode()  # type: ignore[call-overload]  # it streams
    assert f"'{call}" in out


def test_a_picture_that_is_none_is_left_out_and_said_and_the_person_comes_in(ada: User) -> None:
    run = look(ada, vcard("Dana Dorn", **photo(data=b"GIF89a nothing of the kind")))
    assert counts(run) == {"new": 1, "unreadable": 1}
    assert "photo" in run.plain()["files"][0]["unreadable"][0]["reason"]


def test_letters_that_no_database_takes_are_left_out(ada: User) -> None:
    qp = "ENCODING=QUOTED-PRINTABLE"
    run = bring(ada, f"BEGIN:VCARD\nVERSION:2.1\nFN;{qp}:Dana=00 Dorn\nNOTE;{qp}:a=00b\nEND:VCARD\n".encode())
    assert counts(run)["new"] == 1
    assert "\0" not in Person.objects.kept_by(ada).get().full_name
