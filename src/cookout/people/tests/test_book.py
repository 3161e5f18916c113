"""The people list: found, narrowed, sorted, and always at the same number of queries."""

from typing import Any

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.search import find
from cookout.core.testing import bearer, make_user, no_writes, query_count
from cookout.people.models import Book, Origin, Person


def keep(user: User, name: str, **details: str) -> Person:
    """Somebody in this user's book."""
    return Person.keep(by=user, full_name=name, details=[(kind, "", value) for kind, value in details.items()])


def names(user: User, **asked: str) -> list[str]:
    """Who is on the list."""
    return [person.full_name for person in Book.asked(user, asked).people()]


def page(user: User) -> Client:
    """This user at the screen."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "text",
    ["mar", "reyes mar", "REYES", "marta@home.example.org", "home.example", "lending", "Núñ", "nun", "614 555 0142",
     "5550142", "+1 (614) 555-0142", "555-01", "broker"],
)  # fmt: skip
def test_a_person_is_found_by_name_organisation_mail_and_phone(ben: User, text: str) -> None:
    keep(ben, "Dev Patel", phone="212 555 9999", organisation="Patel Homes")
    marta = keep(
        ben, "Marta Reyes Núñez", phone="614 555 0142", email="marta@home.example.org", organisation="Núñez Lending",
        title="Mortgage broker",
    )  # fmt: skip
    assert names(ben, q=text) == ["Marta Reyes Núñez"]
    assert [hit.uid for hit in find(ben, text)] == [str(marta.uid)]


def test_words_that_nobody_has_find_nobody(ben: User) -> None:
    keep(ben, "Marta Reyes")
    assert names(ben, q="marta stone") == []
    assert names(ben, q="arta") == []


def test_common_words_are_found_too(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cookout.people.models.person.FEW", 2)
    for number in range(4):
        keep(ben, f"Marta Number{number}")
    assert len(names(ben, q="marta")) == 4
    assert names(ben, q="marta number2") == ["Marta Number2"]


def test_the_list_sorts_by_family_name_without_regard_to_accents(ben: User) -> None:
    for name in ("Zoe Abbott", "Émile Zola", "Ana Östberg", "Cher"):
        keep(ben, name)
    assert names(ben) == ["Zoe Abbott", "Cher", "Ana Östberg", "Émile Zola"]


def test_a_company_is_one_however_it_is_spelled(ben: User) -> None:
    keep(ben, "Marta Reyes", organisation="Reyes Lending")
    keep(ben, "Jo Reyes", organisation="REYES  lending")
    keep(ben, "Dev Patel", organisation="Patel Homes")
    assert sorted(names(ben, company="reyes lending")) == ["Jo Reyes", "Marta Reyes"]
    rows = page(ben).get("/people/companies/").context["page"].object_list
    assert [(row["key"], row["people"]) for row in rows] == [("patel homes", 1), ("reyes lending", 2)]
    assert b"Patel" not in page(ben).get("/people/companies/?q=reyes").content


@pytest.mark.parametrize("address", ["/people/", "/people/?sort=due", "/people/?q=person", "/people/companies/"])
def test_ten_rows_and_twenty_rows_take_the_same_number_of_queries(ben: User, address: str) -> None:
    client, counts = page(ben), []
    for start in (0, 10):
        for number in range(start, start + 10):
            keep(ben, f"Person {number}", email=f"p{number}@example.org", organisation=f"Firm {number}")
        client.get(address)
        with query_count() as counted:
            assert client.get(address).status_code == 200
        counts.append(counted[0])
    assert counts[0] == counts[1]


def test_the_api_list_takes_the_same_number_of_queries_for_ten_and_twenty(ben: User) -> None:
    client, counts = Client(headers=bearer(ben)), []
    client.get("/api/v1/people")  # notes the hour in which the token was used
    for start in (0, 10):
        for number in range(start, start + 10):
            keep(ben, f"Person {number}", email=f"p{number}@example.org")
        with query_count() as counted:
            assert client.get("/api/v1/people").json()["count"] == start + 10
        counts.append(counted[0])
    assert counts[0] == counts[1]


def test_a_long_list_comes_in_pages_that_keep_the_filters(ben: User) -> None:
    for number in range(60):
        keep(ben, f"Person {number:02}")
    first = page(ben).get("/people/?q=person&circle=unsorted")
    assert len(first.context["rows"]) == 50
    assert b"page=2" in first.content
    assert len(page(ben).get("/people/?q=person&circle=unsorted&page=2").context["rows"]) == 10
    part = Client(headers=bearer(ben)).get("/api/v1/people?limit=7&offset=55").json()
    assert (part["count"], len(part["items"])) == (60, 5)


def test_an_empty_book_says_what_to_do_first(ben: User) -> None:
    content = page(ben).get("/people/").content.decode()
    assert "Nobody here yet" in content
    assert "/people/new/" in content


def test_looking_writes_nothing(ben: User) -> None:
    marta = keep(ben, "Marta Reyes", phone="614 555 0142")
    client = page(ben)
    for address in (
        "/people/",
        f"/people/{marta.uid}/",
        f"/people/{marta.uid}/edit/",
        "/people/companies/",
        "/people/new/",
    ):
        with no_writes():
            assert client.get(address).status_code == 200


def test_what_is_not_known_in_the_address_is_left_out(ben: User) -> None:
    keep(ben, "Marta Reyes")
    for asked in ({"sort": "zodiac"}, {"colour": "red"}, {"page": "x"}):
        assert page(ben).get("/people/", asked).status_code == 200
    for asked in ({"circle": "zodiac"}, {"life": "x"}, {"tag": "' OR 1=1"}):
        assert page(ben).get("/people/", asked).context["page"].paginator.count == 0


def test_details_of_a_staged_import_are_not_read(ben: User) -> None:
    marta = keep(ben, "Marta Reyes", email="marta@example.org")
    origin = Origin.objects.create(keeper=ben)
    marta.details.create(kind="phone", value="614 555 0142", key="16145550142", origin=origin)
    row = Client(headers=bearer(ben)).get("/api/v1/people").json()["items"][0]
    assert row["phones"] == []
    assert b"555 0142" not in page(ben).get(f"/people/{marta.uid}/").content


def test_a_person_i_removed_is_gone_from_list_search_and_page_until_undo(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    client = page(ben)
    assert client.post(f"/people/{marta.uid}/removal/").status_code == 302
    assert names(ben) == []
    assert find(ben, "marta") == []
    assert client.get(f"/people/{marta.uid}/").status_code == 404
    act = ben.acts.filter(verb="person.remove").get()
    client.post(f"/acts/{act.uid}/undo/")
    assert names(ben) == ["Marta Reyes"]


def test_every_keeper_has_a_list_of_their_own(ben: User, ada: User) -> None:
    keep(ada, "Marta Reyes")
    assert names(ben) == names(make_user("Dora Dunn")) == []


def test_the_same_id_again_is_the_same_person_and_anothers_id_is_free(ben: User, ada: User) -> None:
    first: Any = keep(ben, "Marta Reyes")
    assert Person.keep(by=ben, full_name="Other", uid=first.uid) == first
    hers = Person.keep(by=ada, full_name="Marta Reyes", uid=first.uid)
    assert hers != first
