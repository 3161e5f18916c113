"""What a hostile member tries through the doors of the ties."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.people.models import Person
from cookout.ties.models import Capacity, Circle, Tag, Tie, Touch, local_today


@pytest.fixture
def tie(ben: User) -> Tie:
    return Tie.objects.between(ben, Person.keep(by=ben, full_name="Marta Reyes"))


def send(client: Client, method: str, path: str, body: Any, user: User) -> Any:
    told = json.dumps(body)
    return getattr(client, method)(f"/api/v1/{path}", told, content_type="application/json", headers=bearer(user))


def test_an_undo_seats_nobody_at_a_full_table(ben: User, tie: Tie) -> None:
    Capacity.of(ben).set_aside(by=ben, cookout_seats=1)
    tie.move(Circle.COOKOUT, by=ben)
    back = tie.move(Circle.ACTIVE, by=ben)
    other = Tie.objects.between(ben, Person.keep(by=ben, full_name="Omar Diaz"))
    other.move(Circle.COOKOUT, by=ben)
    assert back.undo(by=ben).restored == 0
    assert Tie.objects.get(circle=Circle.COOKOUT).pk == other.pk


def test_an_undo_gives_the_seat_back_to_who_stepped_back(ben: User, tie: Tie) -> None:
    Capacity.of(ben).set_aside(by=ben, cookout_seats=1)
    tie.move(Circle.COOKOUT, by=ben)
    other = Tie.objects.between(ben, Person.keep(by=ben, full_name="Omar Diaz"))
    other.move(Circle.COOKOUT, by=ben, steps_back=tie).undo(by=ben)
    assert Tie.objects.get(circle=Circle.COOKOUT).pk == tie.pk


def test_no_contact_is_noted_on_a_day_to_come(client: Client, ben: User, tie: Tie) -> None:
    tie.move(Circle.LIGHT, by=ben)
    told = {"person": str(tie.person.uid), "kind": "call", "on": "9999-12-31"}
    assert send(client, "post", "touches", told, ben).status_code == 409
    touch = tie.touch(by=ben, kind="call", on=local_today(ben))
    assert send(client, "patch", f"touches/{touch.uid}", {"on": "9999-12-31"}, ben).status_code == 409
    with pytest.raises(Refusal, match="not come yet"):
        tie.touch(by=ben, kind="call", on=local_today(ben).replace(year=9999))
    assert Touch.objects.get().on == local_today(ben)


@pytest.mark.parametrize("day", ["0001-01-01", "1583-10-15"])
def test_a_contact_of_long_ago_breaks_no_page(client: Client, ben: User, tie: Tie, day: str) -> None:
    tie.move(Circle.LIGHT, by=ben)
    told = {"person": str(tie.person.uid), "kind": "call", "on": day}
    assert send(client, "post", "touches", told, ben).status_code == 201
    client.force_login(ben)
    for path in ("/today/", "/people/?sort=due", tie.person.get_absolute_url(), f"/ties/{tie.person.uid}/timeline/"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "wished", ["/x\r\nSet-Cookie: a=b", "//evil.example", "https://evil.example", "\\\\evil.example"]
)
def test_the_way_back_leads_only_home(client: Client, ben: User, tie: Tie, wished: str) -> None:
    client.force_login(ben)
    answer = client.post(f"/ties/{tie.person.uid}/circle/", {"circle": "light", "next": wished})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith(("//", "/\\"))
    assert "a" not in answer.cookies


def test_thousands_at_once_are_refused(client: Client, ben: User, tie: Tie) -> None:
    tag = Tag.make("golf", by=ben)
    many = {"people": [str(tag.uid)] * 5001}
    assert send(client, "post", f"tags/{tag.uid}/people", many, ben).status_code == 422
    words = {"tags": [str(number) for number in range(201)]}
    assert send(client, "patch", f"ties/{tie.person.uid}", words, ben).status_code == 422
    client.force_login(ben)
    assert (
        client.post("/ties/bulk/", {"deed": "untag", "tag": "y" * 90_000, "person": tie.person.uid}).status_code == 303
    )
    assert client.post(f"/ties/{tie.person.uid}/notes/", {"text": "y" * 20_001}).status_code == 422
    assert client.post(f"/ties/{tie.person.uid}/touches/", {"kind": "call", "text": "y" * 20_001}).status_code == 422


def test_a_list_with_filters_of_a_megabyte_is_cut(client: Client, ben: User) -> None:
    client.force_login(ben)
    client.post("/ties/lists/", {"name": "long", "q": "q" * 200_000, "life": "x" * 200_000})
    listed = client.get("/api/v1/lists", headers=bearer(ben)).json()
    assert all(len(value) <= 200 for value in listed[0]["filters"].values())


def test_a_picture_that_is_no_picture_is_a_no(client: Client, ben: User, tie: Tie) -> None:
    for data in (b"GIF89a" + b"\xff" * 60, b"II*\0\x08\0\0\0\xff\xff" + b"\0" * 40, b"\x89PNG\r\n\x1a\n" + b"\0" * 40):
        sent = {"photo": SimpleUploadedFile("a.gif", data)}
        answer = client.post(f"/api/v1/people/{tie.person.uid}/photo", sent, headers=bearer(ben))
        assert answer.status_code == 409
