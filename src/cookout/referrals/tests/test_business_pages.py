"""Closed business on pages: it works, a stranger finds nothing, bad input loses nothing, the referrer reads a band."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import Act, User
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Ask, ClosedBusiness, Referral, State, Update
from cookout.referrals.testing import passed, received
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db

SAID = {"amount": "1,480", "currency": "USD", "is_repeat": "new", "note": "whole life", "shares_band": "on"}


@pytest.fixture
def won(ada: User, ben: User) -> Referral:
    """Ada recommended Hector to Ben, and he bought."""
    fellows(ada, ben)
    one = passed(ada, ben, given_on=ago(ada, 9), may_tell=True)
    one.accept(by=ben)
    one.move(by=ben, state=State.WON)
    return one


def at(name: str, uid: object) -> str:
    return reverse(f"referrals:{name}", args=[uid])


def said(user: User, **values: str) -> dict[str, str]:
    return {**SAID, "on": local_today(user).isoformat(), **values}


def test_business_is_noted_shown_and_undone(client: Client, ben: User, won: Referral) -> None:
    client.force_login(ben)
    page = client.get(at("business_create", won.uid))
    assert page.status_code == 200
    answer = client.post(at("business_create", won.uid), said(ben), follow=True)
    made = ClosedBusiness.objects.get()
    assert (made.amount, made.currency, made.is_repeat, made.shares_band) == (148000, "USD", False, True)
    assert "Noted: 1,480" in answer.content.decode()
    Act.objects.get(verb="closed_business.close").undo(by=ben)
    assert not ClosedBusiness.objects.visible_to(ben)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "1.234", "currency": "EUR"}, "Write 1234 or 1.23"),
        ({"amount": "-5"}, "more than nothing"),
        ({"amount": "0"}, "more than nothing"),
        ({"amount": "much"}, "no amount"),
        ({"amount": "5 XYZ", "currency": ""}, "three letters"),
        ({"amount": "5", "currency": ""}, "Say which currency"),
        ({"amount": "€5"}, "differ"),
        ({"amount": "9" * 40}, "more than can be kept"),
        ({"amount": ""}, "required"),
        ({"currency": "XYZ"}, "valid choice"),
        ({"on": "2999-01-01"}, "has not come yet"),
        ({"on": "1999-01-01"}, "before the referral"),
        ({"on": "yesterday"}, "valid date"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(
    client: Client, ben: User, won: Referral, wrong: dict[str, str], sentence: str
) -> None:
    client.force_login(ben)
    answer = client.post(at("business_create", won.uid), said(ben, **wrong))
    body = answer.content.decode()
    assert (answer.status_code, ClosedBusiness.objects.count()) == (422, 0)
    assert sentence in body
    assert "whole life" in body


def test_pressing_twice_is_noting_once(client: Client, ben: User, won: Referral) -> None:
    client.force_login(ben)
    form = client.get(at("business_create", won.uid)).context["form"]
    for _press in range(2):
        client.post(at("business_create", won.uid), said(ben, uid=str(form["uid"].value())))
    assert ClosedBusiness.objects.count() == 1


def test_it_is_corrected_and_taken_away(client: Client, ben: User, won: Referral) -> None:
    client.force_login(ben)
    made = ClosedBusiness.close(by=ben, referral=won, amount=148000, currency="USD")
    page = client.get(at("business_update", made.uid)).content.decode()
    assert 'value="1,480"' in page
    client.post(at("business_update", made.uid), said(ben, amount="1.480,50", currency="EUR", is_repeat="repeat"))
    made.refresh_from_db()
    assert (made.amount, made.currency, made.is_repeat) == (148050, "EUR", True)
    assert client.post(at("business_update", made.uid), said(ben, amount="0")).status_code == 422
    assert client.get(at("business_remove", made.uid)).status_code == 405
    client.post(at("business_remove", made.uid))
    assert not ClosedBusiness.objects.visible_to(ben)


def test_others_find_nothing_and_note_nothing(client: Client, ada: User, ben: User, cleo: User, won: Referral) -> None:
    made = ClosedBusiness.close(by=ben, referral=won, amount=777777, currency="USD", note="secret")
    for other in (ada, cleo):
        client.force_login(other)
        for name in ("business_update", "business_remove"):
            assert client.post(at(name, made.uid), said(ada)).status_code == 404
    assert client.get(at("business_create", won.uid)).status_code == 404
    client.force_login(ada)
    assert client.post(at("business_create", won.uid), said(ada)).status_code == 422
    assert ClosedBusiness.objects.count() == 1


def test_the_referrer_reads_a_band_and_never_the_amount(client: Client, ada: User, ben: User, won: Referral) -> None:
    made = ClosedBusiness.close(by=ben, referral=won, amount=777777, currency="USD", note="secret")
    client.force_login(ada)
    body = client.get(won.get_absolute_url()).content.decode()
    assert "7,777" not in body
    assert "between" not in body
    made.correct(by=ben, shares_band=True)
    body = client.get(won.get_absolute_url()).content.decode()
    assert "between 3,000 and 10,000 USD" in body
    assert "7,777" not in body
    assert "secret" not in body
    client.force_login(ben)
    body = client.get(won.get_absolute_url()).content.decode()
    assert "7,777.77" in body


def test_the_referrer_is_thanked_from_the_page_once_the_news_is_told(client: Client, ben: User, won: Referral) -> None:
    client.force_login(ben)
    Update.tell(referral=won, by=ben, text="He said yes.", channel="here", kind="news")
    assert "Thank Ada" in client.get(won.get_absolute_url()).content.decode()
    client.post(at("update_create", won.uid), {"text": "Thank you, Ada.", "channel": "here", "kind": "thanks"})
    body = client.get(won.get_absolute_url()).content.decode()
    assert "You thanked Ada" in body
    assert "Thank Ada" not in body


def test_a_referral_after_an_ask_asks_whether_it_came_of_it(client: Client, ada: User, ben: User) -> None:
    client.force_login(ada)
    odile = keep(ada, "Odile Bakker")
    ask = Ask.note(by=ada, tie=Tie.objects.between(ada, odile), text="dentists", on=ago(ada, 20))
    one = received(ada, odile)
    assert "This came of it" in client.get(one.get_absolute_url()).content.decode()
    assert client.post(at("ask_result_create", ask.uid), {"referral": "nonsense"}).status_code == 303
    client.post(at("ask_result_create", ask.uid), {"referral": str(one.uid)})
    ask.refresh_from_db()
    one.refresh_from_db()
    assert (ask.referral, one.was_asked) == (one, True)
    client.force_login(ben)
    assert client.post(at("ask_result_create", ask.uid), {"referral": str(one.uid)}).status_code == 404


def test_what_was_asked_for_is_linked_to_the_latest_ask_at_once(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    tie = Tie.objects.between(ada, odile)
    older = Ask.note(by=ada, tie=tie, on=ago(ada, 60))
    latest = Ask.note(by=ada, tie=tie, on=ago(ada, 3))
    one = received(ada, odile, was_asked=True)
    other = received(ada, odile, "Ines Lund", given_on=local_today(ada) - dt.timedelta(days=70))
    assert [Ask.objects.get(pk=ask.pk).referral for ask in (older, latest)] == [None, one]
    assert Ask.before(ada, other) is None
