"""What a hostile member tries through the doors of the book."""

import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.people.formats.photo import MOST_BYTES, shrink
from cookout.people.forms import PersonForm
from cookout.people.models import AddressImport, Detail, Person
from cookout.people.models.address_import import MOST_WAITING
from cookout.people.models.export import written

SECRET = b"the picture of somebody else"


@pytest.fixture
def card(ben: User) -> Detail:
    """A second picture that came with a card of Ben's: its value is the name of a file."""
    marta = Person.keep(by=ben, full_name="Marta Reyes")
    name = default_storage.save("photos/imports/one.jpg", ContentFile(b"marta"))
    return Detail.objects.create(person=marta, kind=Detail.Kind.PHOTO, value=name, extra={"file": True})


@pytest.mark.parametrize("kind", ["photo", "note"])
def test_a_detail_never_becomes_the_name_of_another_file(client: Client, ben: User, card: Detail, kind: str) -> None:
    stolen = default_storage.save("photos/2026/01/cleo.jpg", ContentFile(SECRET))
    told = {"details": [{"id": card.pk, "kind": kind, "value": stolen}]}
    answer = client.patch(
        f"/api/v1/people/{card.person.uid}", json.dumps(told), content_type="application/json", headers=bearer(ben)
    )
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(written(ben, "zip")))) as archive:
        assert SECRET not in b"".join(archive.read(name) for name in archive.namelist())
        assert any(archive.read(name) == b"marta" for name in archive.namelist())
    now = Detail.objects.get(pk=card.pk)
    assert (now.kind, now.value) == (card.kind, card.value)


def test_a_picture_of_a_card_can_still_be_taken_away(ben: User, card: Detail) -> None:
    card.person.put_details([(card.pk, "photo", "", "")], by=ben)
    assert not Detail.objects.filter(pk=card.pk).exists()


@pytest.mark.filterwarnings("ignore")
def test_a_picture_with_damaged_words_of_its_camera_is_taken_as_it_lies() -> None:
    camera, out = Image.Exif(), io.BytesIO()
    camera[274], camera[270] = 6, "Marta"
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG", exif=camera)
    whole = out.getvalue()
    for place in range(whole.index(b"Exif"), whole.index(b"Marta")):
        for sign in (0, 2, 5, 12, 255):
            made = shrink(whole[:place] + bytes([sign]) + whole[place + 1 :])
            assert made.startswith(b"\xff\xd8")


def test_of_a_picture_beyond_the_limit_no_more_than_the_limit_is_read(ben: User) -> None:
    marta = Person.keep(by=ben, full_name="Marta Reyes")
    asked: list[int] = []

    class Endless(SimpleUploadedFile):
        def read(self, size: int = -1) -> bytes:
            asked.append(size)
            return bytes(size)

    form = PersonForm({"full_name": marta.full_name}, {"photo": Endless("a.jpg", b"x")})
    assert "larger than 20 MB" in str(form.errors["photo"])
    assert asked == [MOST_BYTES + 1]


def test_a_name_is_more_than_spaces(client: Client, ben: User) -> None:
    with pytest.raises(Refusal, match="name"):
        Person.keep(by=ben, full_name=" \u3000 ")
    marta = Person.keep(by=ben, full_name="Marta Reyes")
    with pytest.raises(Refusal, match="name"):
        marta.rename(by=ben, full_name="  ")
    sent = client.post("/api/v1/people", '{"name": "  "}', content_type="application/json", headers=bearer(ben))
    assert sent.status_code == 409
    assert Person.objects.kept_by(ben).count() == 1


def test_a_card_of_thousands_of_details_is_refused(client: Client, ben: User) -> None:
    told = {"name": "Marta", "details": [{"kind": "note", "value": "x"}] * 301}
    sent = client.post("/api/v1/people", json.dumps(told), content_type="application/json", headers=bearer(ben))
    assert sent.status_code == 422
    assert not Person.objects.kept_by(ben).exists()


@pytest.mark.parametrize("path", ["/people/", "/people/companies/", "/search/"])
def test_ten_thousand_words_are_searched_as_a_few(client: Client, ben: User, path: str) -> None:
    client.force_login(ben)
    assert client.get(path, {"q": "a " * 10_000}).status_code == 200
    assert client.get(path, {"q": "a" * 60_000, "company": "b" * 60_000}).status_code == 200


def test_a_trade_of_a_hundred_thousand_letters_is_a_mistake(client: Client, ben: User) -> None:
    client.force_login(ben)
    marta = Person.keep(by=ben, full_name="Marta Reyes")
    rows = {"details-TOTAL_FORMS": "0", "details-INITIAL_FORMS": "0"}
    told = {"full_name": "Marta", "classification": "y" * 100_000, **rows}
    assert client.post(f"/people/{marta.uid}/edit/", told).status_code == 422


@pytest.mark.parametrize("path", ["people", "touches", "groups", "promises", "search"])
def test_a_number_that_no_database_takes_is_a_mistake(client: Client, ben: User, path: str) -> None:
    for name in ("offset", "limit"):
        answer = client.get(f"/api/v1/{path}", {name: 10**30, "q": "x"}, headers=bearer(ben))
        assert answer.status_code in {200, 422}


def test_files_that_wait_for_nothing_do_not_fill_the_house(ben: User, cleo: User) -> None:
    for _time in range(MOST_WAITING):
        run = AddressImport.receive([SimpleUploadedFile("a.vcf", b"x")], by=ben)
    with pytest.raises(Refusal, match="wait"):
        AddressImport.receive([SimpleUploadedFile("a.vcf", b"x")], by=ben)
    AddressImport.receive([SimpleUploadedFile("a.vcf", b"x")], by=cleo)
    run.discard(by=ben)
    AddressImport.receive([SimpleUploadedFile("a.vcf", b"x")], by=ben)
