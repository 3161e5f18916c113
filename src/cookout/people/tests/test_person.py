"""One person: added, changed, photographed, linked, shown to nobody else."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cookout.core.models import Act, User
from cookout.core.testing import bearer
from cookout.people import rules
from cookout.people.models import Classification, Detail, Origin, Person


def page(user: User) -> Client:
    """This user at the screen."""
    client = Client()
    client.force_login(user)
    return client


def picture(side: int = 900) -> bytes:
    """A photo with the place where it was taken."""
    image = Image.new("RGB", (side, side // 2), "tomato")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (39.0, 57.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def marta(ben: User) -> Person:
    """Somebody Ben keeps."""
    details = [("phone", "cell", "614 555 0142"), ("email", "", "marta@example.org")]
    return Person.keep(by=ben, full_name="Marta Reyes", details=details)


def test_a_name_alone_is_enough_to_add_someone(ben: User) -> None:
    answer = page(ben).post("/people/new/", {"full_name": "Devon Marsh"})
    person = Person.objects.get(full_name="Devon Marsh")
    assert (answer.status_code, answer.headers["Location"]) == (302, person.get_absolute_url())
    assert (person.keeper, person.given, person.family) == (ben, "Devon", "Marsh")


def test_adding_says_at_once_how_we_met_how_deep_and_which_trade(ben: User) -> None:
    data = {"full_name": "Marta Reyes", "title": "Mortgage broker", "organisation": "Reyes Lending"}
    data |= {"phone": "614 555 0142", "how_met": "At the fair", "circle": "cookout"}
    page(ben).post("/people/new/", data)
    person = Person.objects.get(full_name="Marta Reyes")
    tie = person.ties.get()
    assert (person.classification.name, person.organisation) == ("Mortgage broker", "Reyes Lending")
    assert (tie.circle, tie.how_met) == ("cookout", "At the fair")
    Act.objects.get(verb="person.keep").undo(by=ben)
    assert not Person.objects.kept_by(ben).exists()


def test_adding_without_a_name_says_so_beside_the_field(ben: User) -> None:
    answer = page(ben).post("/people/new/", {"full_name": " ", "email": "marta at example"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"full_name", "email"}
    assert not Person.objects.filter(keeper=ben).exists()


def form(person: Person, **changes: str) -> dict[str, str]:
    """The edit form as the page has it, with some fields typed over."""
    rows = [detail for detail in person.details.all()]
    said = {"full_name": person.full_name, "given": person.given, "family": person.family}
    said |= {"details-TOTAL_FORMS": str(len(rows) + 1), "details-INITIAL_FORMS": str(len(rows))}
    for place, row in enumerate(rows):
        said |= {f"details-{place}-{name}": str(getattr(row, name)) for name in ("pk", "kind", "label", "value")}
    said |= {f"details-{len(rows)}-kind": "phone"}
    return said | changes


def test_details_are_changed_added_and_taken_away_in_one_act(ben: User, marta: Person) -> None:
    said = form(marta, **{"details-0-value": "", "details-1-value": "m@reyes.example", "details-2-kind": "birthday",
                          "details-2-value": "April 12, 1985"})  # fmt: skip
    assert page(ben).post(f"/people/{marta.uid}/edit/", said).status_code == 302
    kept = {(detail.kind, detail.value) for detail in marta.details.all()}
    assert kept == {("email", "m@reyes.example"), ("birthday", "1985-04-12")}
    assert Detail.objects.get(kind="email").key == "m@reyes.example"
    Act.objects.get(verb="person.edit").undo(by=ben)
    assert {(detail.kind, detail.value) for detail in marta.details.all()} == {
        ("phone", "614 555 0142"), ("email", "marta@example.org"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("details-2-value", "soonish", "Write a day"),
        ("classification", "zzzyx", "not in the list"),
        ("full_name", "", "required"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(
    ben: User, marta: Person, field: str, value: str, words: str
) -> None:
    said = form(marta, **{"details-2-kind": "birthday", field: value})
    answer = page(ben).post(f"/people/{marta.uid}/edit/", said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert marta.details.count() == 2


def test_a_new_whole_name_renews_its_parts_and_the_search(ben: User, marta: Person) -> None:
    page(ben).post(f"/people/{marta.uid}/edit/", form(marta, full_name="Marta Stone"))
    marta.refresh_from_db()
    assert (marta.given, marta.family, marta.sort_key) == ("Marta", "Stone", "stone marta")
    assert list(Person.objects.known_to(ben).matching("stone", by=ben)) == [marta]
    assert not Person.objects.known_to(ben).matching("reyes", by=ben).exists()


def test_a_trade_is_chosen_by_name_or_suggested_from_the_title(ben: User, marta: Person) -> None:
    marta.put_details([(None, "title", "", "Mortgage broker")], by=ben)
    assert b"Is the trade" in page(ben).get(f"/people/{marta.uid}/").content
    page(ben).post(f"/people/{marta.uid}/trade/", {"trade": Classification.objects.get(name="Mortgage broker").slug})
    marta.refresh_from_db()
    assert marta.classification.name == "Mortgage broker"
    page(ben).post(f"/people/{marta.uid}/edit/", form(marta, classification="Florist"))
    marta.refresh_from_db()
    assert marta.classification.name == "Florist"


def test_a_photo_becomes_small_bare_and_private(ben: User, cleo: User, marta: Person) -> None:
    upload = SimpleUploadedFile("marta.jpg", picture(), "image/jpeg")
    page(ben).post(f"/people/{marta.uid}/edit/", {**form(marta), "photo": upload})
    answer = page(ben).get(f"/people/{marta.uid}/photo/")
    image = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert max(image.size) <= 512
    assert not image.getexif()
    assert "private" in answer.headers["Cache-Control"]
    assert page(cleo).get(f"/people/{marta.uid}/photo/").status_code == 404
    Act.objects.get(verb="person.edit").undo(by=ben)
    assert page(ben).get(f"/people/{marta.uid}/photo/").status_code == 404


def test_what_is_no_picture_is_refused_through_both_doors(ben: User, marta: Person) -> None:
    upload = SimpleUploadedFile("marta.jpg", b"BEGIN:VCARD", "image/jpeg")
    answer = page(ben).post(f"/people/{marta.uid}/edit/", {**form(marta), "photo": upload})
    assert answer.status_code == 422
    assert "not a picture" in answer.content.decode()
    upload.seek(0)
    refused = Client(headers=bearer(ben)).post(f"/api/v1/people/{marta.uid}/photo", {"photo": upload})
    assert refused.status_code == 409


def test_the_header_acts_in_one_tap(ben: User, marta: Person) -> None:
    content = page(ben).get(f"/people/{marta.uid}/").content.decode()
    for href in ("tel:6145550142", "sms:6145550142", "mailto:marta@example.org"):
        assert f'href="{href}"' in content


def test_a_link_that_runs_a_script_is_only_text(ben: User, marta: Person) -> None:
    marta.put_details([(None, "url", "", "javascript:alert(1)"), (None, "note", "", "<script>x</script>")], by=ben)
    content = page(ben).get(f"/people/{marta.uid}/").content.decode()
    assert 'href="javascript' not in content
    assert "<script>x" not in content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("April 12, 1985", "1985-04-12"), ("12 april 1985", "1985-04-12"), ("Feb 29", "--02-29"),
     ("1985-4-2", "1985-04-02"), ("--0412", "--04-12"), ("May", ""), ("32 May", ""), ("2023-02-29", ""), ("", "")],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(typed: str, kept: str) -> None:
    assert rules.read_day(typed) == kept


def test_the_api_adds_changes_and_removes_with_a_key_to_undo(ben: User) -> None:
    client = Client(headers=bearer(ben))
    data = {"name": "Marta Reyes", "classification": "mortgage-broker",
            "details": [{"kind": "email", "value": "marta@example.org"}]}  # fmt: skip
    made = client.post("/api/v1/people", data, content_type="application/json")
    assert made.status_code == 201, made.content
    address = f"/api/v1/people/{made.json()['uid']}"
    detail = made.json()["details"][0]["id"]
    rows = [{"id": detail, "kind": "email", "value": ""}, {"kind": "phone", "value": "614 555 0142"}]
    changed = {"name": "Marta Stone", "details": rows}
    answer = client.patch(address, changed, content_type="application/json").json()
    assert (answer["name"], answer["emails"], answer["phones"]) == ("Marta Stone", [], ["614 555 0142"])
    act = client.delete(address).json()["act"]
    assert client.get(address).status_code == 404
    assert client.post(f"/api/v1/acts/{act}/undo").status_code == 200
    assert client.get(address).json()["name"] == "Marta Stone"


@pytest.mark.parametrize(
    "data", [{}, {"name": ""}, {"name": "X", "details": [{"kind": "zodiac", "value": "x"}]}, {"name": "X", "uid": "1"}]
)
def test_what_has_the_wrong_shape_is_422(ben: User, data: dict[str, object]) -> None:
    answer = Client(headers=bearer(ben)).post("/api/v1/people", data, content_type="application/json")
    assert answer.status_code == 422
    assert not Person.objects.filter(keeper=ben).exists()


def test_a_detail_that_an_import_added_is_mine_once_i_edit_it(ben: User, marta: Person) -> None:
    origin = Origin.objects.create(keeper=ben, state=Origin.State.APPLIED)
    kept, edited = (Detail.made(marta, "email", f"{name}@example.org", origin=origin) for name in ("one", "two"))
    Detail.objects.bulk_create([kept, edited])
    rows = [(kept.pk, "email", "", "one@example.org"), (edited.pk, "email", "", "three@example.org")]
    act = marta.put_details(rows, by=ben)
    assert Detail.objects.get(value="one@example.org").origin == origin
    assert Detail.objects.get(value="three@example.org").origin is None
    act.undo(by=ben)
    assert Detail.objects.get(value="two@example.org").origin == origin
