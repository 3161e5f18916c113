"""People go out as they came in: by page, API and command, in four formats; and only one's own."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core import exports
from cookout.core.models import User
from cookout.core.testing import bearer, no_writes
from cookout.people.models import Person, ProfileEntry
from cookout.people.models.export import FORMATS
from cookout.people.testing import bring, counts, vcard
from cookout.people.tests.pictures import photo

ODD = {"X-LUCKY-NUMBER;X-WHY=because": "seven", "BDAY": "--0412", "NOTE": "Likes tea\\, hates noise", **photo()}


def taken(client: Client, user: User, format: str) -> bytes:
    """What the page hands out."""
    client.force_login(user)
    with no_writes():
        answer = client.get(f"/people/export/?format={format}")
        assert FORMATS[format][0] in answer["Content-Disposition"]
        return b"".join(answer)  # type: ignore[arg-type]  # it streams


@pytest.mark.parametrize("format", ["vcard4", "vcard3", "csv"])
def test_what_has_no_home_comes_out_again(client: Client, ada: User, format: str) -> None:
    bring(ada, vcard("Dana Dorn", given="Dana", family="Dorn", EMAIL="dana@example.org", **ODD))
    out = taken(client, ada, format)
    assert b"LUCKY-NUMBER" in out
    assert b"seven" in out
    assert (b"PHOTO" in out) == (format != "csv")


@pytest.mark.parametrize("format", ["vcard4", "vcard3", "csv"])
def test_only_ones_own_people_go_out(client: Client, ada: User, ben: User, format: str) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org"))
    assert b"Dana" not in taken(client, ben, format)


def test_a_csv_comes_back_as_the_same_people(client: Client, ada: User) -> None:
    bring(ada, vcard("Dana Dorn", given="Dana", family="Dorn", EMAIL="dana@example.org", TEL="+1 415 555 2671"))
    assert set(counts(bring(ada, taken(client, ada, "csv")))) == {"same"}


def test_the_archive_holds_what_rooms_registered_and_the_pictures(client: Client, ada: User, ben: User) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org", **photo()))
    bring(ben, vcard("Not Hers", EMAIL="other@example.org"))
    ProfileEntry.tell(by=ada, facet="goals", text="A garden")
    archive = zipfile.ZipFile(io.BytesIO(taken(client, ada, "zip")))
    people = json.loads(archive.read("people.json"))
    assert [person["name"] for person in people] == ["Dana Dorn"]
    assert [entry["text"] for entry in json.loads(archive.read("profile.json"))] == ["A garden"]
    assert people[0]["photo"] in archive.namelist()
    assert json.loads(archive.read("cookout.json"))["account"] == ada.email


def test_a_room_adds_its_rows_by_registering(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_rows", {})
    monkeypatch.setattr(exports, "_files", {})
    exports.register("jokes", lambda user: ({"for": user.name, "n": n} for n in range(3)))
    exports.register("nothing", lambda user: [])
    out = io.BytesIO()
    exports.write_archive(ada, out)
    archive = zipfile.ZipFile(out)
    assert [row["n"] for row in json.loads(archive.read("jokes.json"))] == [0, 1, 2]
    assert json.loads(archive.read("nothing.json")) == []


def test_the_api_hands_out_the_same_file(client: Client, ada: User) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org"))
    answer: Any = client.get("/api/v1/export?format=vcard4", headers=bearer(ada, "people:read"))
    assert b"".join(answer) == taken(client, ada, "vcard4")
    assert client.get("/api/v1/export?format=xls", headers=bearer(ada)).status_code == 422


def test_the_command_writes_the_same_file_and_leaves_nothing_beside(client: Client, ada: User, tmp_path: Path) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org"))
    target, out = tmp_path / "out.vcf", io.StringIO()
    call_command("export", "--format", "vcard4", "-o", str(target), "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"file": str(target), "format": "vcard4", "people": 1}
    assert target.read_bytes() == taken(client, ada, "vcard4")
    assert [path.name for path in tmp_path.iterdir()] == ["out.vcf"]


def test_the_command_refuses_json_and_file_on_one_stdout(ada: User) -> None:
    with pytest.raises(CommandError, match="-o"):
        call_command("export", "--json")


def test_the_command_says_where_it_could_not_write(ada: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be written"):
        call_command("export", "-o", str(tmp_path / "nowhere" / "out.vcf"))


def test_the_page_says_what_there_is_to_take(client: Client, ada: User) -> None:
    Person.keep(by=ada, full_name="Dana Dorn")
    client.force_login(ada)
    page = client.get("/people/export/").content.decode()
    assert "1 person in your book" in page
    assert all(f"?format={format}" in page for format in FORMATS)
