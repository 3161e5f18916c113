"""Business, favors, asks and reviews on the command line: the same verbs, refused with one sentence."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cookout.core.models import User
from cookout.referrals.models import Ask, ClosedBusiness, Favor, Referral, State
from cookout.referrals.models import Testimonial as Praise  # pytest would take it for tests
from cookout.referrals.testing import received
from cookout.ties.models import local_today
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def run(user: User, *words: Any) -> Any:
    """What a command answers a program, after it has spoken to a person too."""
    out = io.StringIO()
    call_command(*(str(word) for word in words), "--user", user.email, "--json", stdout=out)
    return json.loads(out.getvalue())


def said(user: User, *words: Any) -> str:
    """What a command says to a person."""
    out = io.StringIO()
    call_command(*(str(word) for word in words), "--user", user.email, stdout=out)
    return out.getvalue()


@pytest.fixture
def won(ada: User) -> Referral:
    """One that Marta gave to Ada, and that was won."""
    one = received(ada, keep(ada, "Marta Reyes"))
    one.move(by=ada, state=State.WON)
    return one


def test_business_is_noted_and_counted(ada: User, ben: User, won: Referral) -> None:
    assert "Nothing noted yet" in said(ada, "business")
    told = run(ada, "business", won.uid, "€1 480", "--share", "--note", "whole life")
    assert told["by_person"] == [{"name": "Marta Reyes", "totals": ["1,480 EUR"]}]
    run(ada, "business", won.uid, "20")  # in the currency that was noted last
    assert "Marta Reyes: 1,500 EUR" in said(ada, "business")
    assert [row.is_repeat for row in ClosedBusiness.objects.all()] == [False, True]
    for user, words in ((ada, (won.uid, "1.234", "--currency", "EUR")), (ben, (won.uid, "5", "--currency", "EUR"))):
        with pytest.raises(CommandError):
            run(user, "business", *words)


def test_favors_and_praise_are_noted_and_told(ada: User) -> None:
    keep(ada, "Marta Reyes")
    run(ada, "favor", "Marta", "drove Jo to the airport", "--theirs")
    told = run(ada, "favor", "Marta", "calm and clear", "--kind", "praise")
    assert {row["what"]: (row["gave"], row["took"]) for row in told["rows"]}["help"] == (0, 1)
    assert (Favor.objects.count(), Praise.objects.count()) == (1, 1)
    assert "given to you: help, drove Jo" in said(ada, "favor", "Marta")
    with pytest.raises(CommandError):
        run(ada, "favor", "Nobody", "x")


def test_an_ask_is_noted_and_what_was_earned_is_told_first(ada: User, won: Referral) -> None:
    told = run(ada, "ask", "Marta", "--earned")
    assert (told["may_ask"], Ask.objects.count()) == ("owes", 0)
    assert "news is owed" in said(ada, "ask", "Marta", "--earned")
    run(ada, "ask", "Marta", "dentists")
    assert Ask.objects.get().text == "dentists"
    assert "Eight weeks" in said(ada, "ask", "Marta", "roofers")


def test_a_review_is_agreed_and_listed(ada: User) -> None:
    keep(ada, "Marta Reyes")
    assert "None agreed" in said(ada, "review", "Marta")
    told = run(ada, "review", "Marta", "policies", "--every", "6", "--next", local_today(ada))
    assert [(one["every_months"], one["next_on"]) for one in told] == [(6, local_today(ada).isoformat())]
    with pytest.raises(CommandError):
        run(ada, "review", "Marta", "policies", "--every", "0")
    assert "every 6 months" in said(ada, "review", "Marta")
