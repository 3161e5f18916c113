"""Taking back: the button beside what was said."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from cookout.core.models import Act, Token, User, record
from cookout.core.templatetags.cookout import undo_url
from cookout.core.undo import say
from cookout.people.models import Person


@pytest.fixture
def renamed(ben: User) -> tuple[Person, Act]:
    person = Person.keep(by=ben, full_name="Marta Silva")
    return person, person.rename(by=ben, full_name="Marta Silva-Reis")


def test_undo_puts_back_and_says_so(client: Client, ben: User, renamed: tuple[Person, Act]) -> None:
    person, act = renamed
    client.force_login(ben)
    answer = client.post(f"/acts/{act.uid}/undo/", headers={"referer": "http://testserver/search/?q=marta"})
    assert (answer.status_code, answer.url) == (303, "http://testserver/search/?q=marta")
    person.refresh_from_db()
    assert person.full_name == "Marta Silva"
    assert "Everything is as it was" in str(next(iter(get_messages(answer.wsgi_request))))


def test_undo_leaves_alone_what_was_edited_since(client: Client, ben: User, renamed: tuple[Person, Act]) -> None:
    person, act = renamed
    person.rename(by=ben, full_name="Marta Reis")
    client.force_login(ben)
    answer = client.post(f"/acts/{act.uid}/undo/")
    person.refresh_from_db()
    assert person.full_name == "Marta Reis"
    assert "changed since" in str(next(iter(get_messages(answer.wsgi_request))))


def test_undoing_twice_is_undoing_once(client: Client, ben: User, renamed: tuple[Person, Act]) -> None:
    client.force_login(ben)
    client.post(f"/acts/{renamed[1].uid}/undo/")
    answer = client.post(f"/acts/{renamed[1].uid}/undo/")
    assert "nothing left" in [str(message) for message in get_messages(answer.wsgi_request)][-1]


def test_another_ones_act_is_not_found(client: Client, cleo: User, renamed: tuple[Person, Act]) -> None:
    client.force_login(cleo)
    assert client.post(f"/acts/{renamed[1].uid}/undo/").status_code == 404
    assert client.post(f"/acts/{uuid.uuid4()}/undo/").status_code == 404
    renamed[0].refresh_from_db()
    assert renamed[0].full_name == "Marta Silva-Reis"


def test_undo_needs_a_sign_in_and_a_press(client: Client, ben: User, renamed: tuple[Person, Act]) -> None:
    assert client.post(f"/acts/{renamed[1].uid}/undo/").url.startswith("/accounts/login/")
    client.force_login(ben)
    assert client.get(f"/acts/{renamed[1].uid}/undo/").status_code == 405


def test_undo_never_sends_anybody_elsewhere(client: Client, ben: User, renamed: tuple[Person, Act]) -> None:
    client.force_login(ben)
    answer = client.post(f"/acts/{renamed[1].uid}/undo/", headers={"referer": "https://elsewhere.example/"})
    assert answer.url == "/"


def test_what_is_said_carries_the_way_back(client: Client, ben: User) -> None:
    client.force_login(ben)
    request = client.get("/search/").wsgi_request
    act = record(by=ben, verb="test")
    say(request, "Done at 8:12.", act)
    said = next(iter(get_messages(request)))
    assert undo_url(said) == f"/acts/{act.uid}/undo/"


def test_an_undo_that_would_break_a_rule_of_the_data_is_skipped(ben: User) -> None:
    token, _secret = Token.issue(by=ben, name="one", scopes=["people:read"])
    act = record(by=ben, verb="test.remove")
    act.remove(token)
    Token.objects.create(user=ben, name="two", uid=token.uid, digest="another")
    undone = act.undo(by=ben)
    assert undone.skipped == ("core.token",)
    assert Token.objects.filter(user=ben).count() == 1


def test_a_removed_person_comes_back(ben: User) -> None:
    person = Person.keep(by=ben, full_name="Marta Silva")
    act = person.remove(by=ben)
    assert not Person.objects.kept_by(ben).exists()
    assert act.undo(by=ben).restored == 1
    assert Person.objects.kept_by(ben).get() == person
