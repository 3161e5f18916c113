"""Gives beside takes on pages: noted, corrected, taken away; a stranger finds nothing; the person page shows it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Person
from cookout.referrals.models import Ask, ClosedBusiness, Favor, Review, State
from cookout.referrals.models import Testimonial as Praise  # pytest would take it for tests
from cookout.referrals.testing import passed, received
from cookout.ties.models import Promise, Tie, local_today
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db

NOUNS = {
    "favor": (Favor, {"kind": "help", "by_me": "me", "text": "a lift"}),
    "testimonial": (Praise, {"by_me": "they", "text": "Calm and clear."}),
    "ask": (Ask, {"text": "dentists"}),
    "review": (Review, {"text": "Policies", "every_months": "6"}),
}


@pytest.fixture
def marta(ada: User) -> Person:
    """Somebody in Ada's book."""
    return keep(ada, "Marta Reyes")


def at(name: str, *parts: object) -> str:
    return reverse(f"referrals:{name}", args=parts)


def said(noun: str, user: User) -> dict[str, str]:
    dated = {} if noun == "review" else {"on": local_today(user).isoformat()}
    return {**NOUNS[noun][1], **dated}


def noted(client: Client, user: User, noun: str, marta: Person) -> Any:
    """One of each kind, through its page."""
    client.force_login(user)
    answer = client.post(at(f"{noun}_create", marta.uid), said(noun, user))
    assert answer.status_code == 302, answer.content.decode()
    return NOUNS[noun][0]._default_manager.get()


@pytest.mark.parametrize("noun", NOUNS)
def test_each_is_noted_corrected_and_taken_away(client: Client, ada: User, marta: Person, noun: str) -> None:
    client.force_login(ada)
    assert client.get(at(f"{noun}_create", marta.uid)).status_code == 200
    row = noted(client, ada, noun, marta)
    assert row.text in client.get(at("giving_detail", marta.uid)).content.decode()
    page = client.get(at("giving_update", noun, row.uid))
    assert (page.status_code, page.context["form"]["text"].value()) == (200, row.text)
    client.post(at("giving_update", noun, row.uid), {**said(noun, ada), "text": "something else"})
    row.refresh_from_db()
    assert row.text == "something else"
    assert client.get(at("giving_remove", noun, row.uid)).status_code == 405
    client.post(at("giving_remove", noun, row.uid))
    row.refresh_from_db()
    assert row.deleted_at is not None


@pytest.mark.parametrize("noun", NOUNS)
def test_pressing_twice_is_noting_once(client: Client, ada: User, marta: Person, noun: str) -> None:
    client.force_login(ada)
    uid = client.get(at(f"{noun}_create", marta.uid)).context["form"]["uid"].value()
    for _press in range(2):
        client.post(at(f"{noun}_create", marta.uid), {**said(noun, ada), "uid": str(uid)})
    assert NOUNS[noun][0]._default_manager.count() == 1


@pytest.mark.parametrize("noun", NOUNS)
def test_others_find_nothing(client: Client, ada: User, ben: User, marta: Person, noun: str) -> None:
    row = noted(client, ada, noun, marta)
    client.force_login(ben)
    assert client.post(at(f"{noun}_create", marta.uid), said(noun, ben)).status_code == 404
    for name in ("giving_update", "giving_remove"):
        assert client.post(at(name, noun, row.uid), said(noun, ben)).status_code == 404
    assert client.get(at("giving_detail", marta.uid)).status_code == 404


@pytest.mark.parametrize(
    ("noun", "wrong"),
    [
        ("favor", {"text": ""}),
        ("favor", {"kind": "bribe"}),
        ("favor", {"on": "2999-01-01"}),
        ("favor", {"text": "x" * 301}),
        ("testimonial", {"text": ""}),
        ("testimonial", {"referral": "nonsense"}),
        ("ask", {"on": "soon"}),
        ("review", {"every_months": "0"}),
        ("review", {"every_months": "many"}),
        ("review", {"next_on": "1999-01-01"}),
        ("review", {"next_on": "2999-01-01"}),
    ],
)
def test_bad_input_is_said_beside_its_field(
    client: Client, ada: User, marta: Person, noun: str, wrong: dict[str, str]
) -> None:
    client.force_login(ada)
    answer = client.post(at(f"{noun}_create", marta.uid), {**said(noun, ada), **wrong})
    assert (answer.status_code, NOUNS[noun][0]._default_manager.count()) == (422, 0)
    assert 'class="error' in answer.content.decode()


def test_nobody_gives_to_herself_and_an_unknown_noun_is_not_found(client: Client, ada: User, marta: Person) -> None:
    client.force_login(ada)
    assert client.get(at("giving_detail", ada.person.uid)).status_code == 404
    assert client.post(at("favor_create", ada.person.uid), said("favor", ada)).status_code == 404
    row = noted(client, ada, "favor", marta)
    assert client.get(at("giving_update", "act", row.uid)).status_code == 404
    assert client.post(at("giving_detail", marta.uid)).status_code == 405


def test_asking_soon_after_an_ask_is_said_kindly_and_refused_to_nobody(
    client: Client, ada: User, marta: Person
) -> None:
    client.force_login(ada)
    Ask.note(by=ada, tie=Tie.objects.between(ada, marta), on=ago(ada, 21))
    assert "You asked Marta 3 weeks ago" in client.get(at("ask_create", marta.uid)).content.decode()
    assert client.post(at("ask_create", marta.uid), said("ask", ada)).status_code == 302
    assert Ask.objects.count() == 2


def test_the_person_page_shows_marks_words_and_money_of_ones_own(client: Client, ada: User, marta: Person) -> None:
    won = received(ada, marta, "Hale")
    received(ada, marta, "Nguyen")
    won.move(by=ada, state=State.WON)
    ClosedBusiness.close(by=ada, referral=won, amount=148000, currency="USD")
    client.force_login(ada)
    with no_writes():
        body = client.get(marta.get_absolute_url()).content.decode()
    assert "Marta gave you <b>2</b>" in body
    assert "1 closed, 1 open, 0 not a fit" in body
    assert "<title>Hale, won</title>" in body
    assert "1,480\xa0USD" in body
    assert "Tell Marta" in body or "news is owed" in body


def test_the_other_member_reads_no_amount_on_my_page(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben)
    one.move(by=ben, state=State.WON)
    ClosedBusiness.close(by=ben, referral=one, amount=148000, currency="USD")
    Favor.note(by=ben, tie=Tie.objects.between(ben, ada.person), text="between me and my diary")
    client.force_login(ada)
    for path in (ben.person.get_absolute_url(), at("giving_detail", ben.person.uid)):
        body = client.get(path).content.decode()
        assert "You gave Ben" in body or "You gave" in body
        assert "1,480" not in body
        assert "diary" not in body


def test_a_client_is_shown_reviews_and_the_answers_owed(client: Client, ada: User, marta: Person) -> None:
    Tie.objects.between(ada, marta).describe(by=ada, client_since=ago(ada, 30))
    client.force_login(ada)
    assert "I owe an answer" in client.get(marta.get_absolute_url()).content.decode()
    due = {"text": "Whether the roof is insured", "due_on": local_today(ada).isoformat()}
    client.post(reverse("ties:promise_create", args=[marta.uid]), due)
    noted(client, ada, "review", marta)
    body = client.get(marta.get_absolute_url()).content.decode()
    assert "Whether the roof is insured" in body
    assert "every 6 months" in body
    assert Promise.objects.count() == 2


def test_the_prep_sheet_says_what_is_open_between_two(client: Client, ada: User, marta: Person) -> None:
    received(ada, marta, "Nguyen")
    client.force_login(ada)
    body = client.get(reverse("one_to_ones:person_prep", args=[marta.uid])).content.decode()
    assert "Referrals between you" in body
    assert "you owe news" in body


def test_a_long_list_costs_no_more_queries(client: Client, ada: User, marta: Person) -> None:
    client.force_login(ada)
    tie = Tie.objects.between(ada, marta)
    counted = []
    for many in (10, 20):
        for place in range(many):
            Favor.note(by=ada, tie=tie, text=f"lift {many} {place}")
            tie = Tie.objects.between(ada, marta)
        for place in range(many // 5):
            received(ada, marta, f"Prospect {many} {place}")
        client.get(at("giving_detail", marta.uid))
        with query_count() as queries:
            client.get(at("giving_detail", marta.uid))
        counted += queries
    assert counted[0] == counted[1]
