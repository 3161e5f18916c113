"""Asking a silent provider: by whom, after how long, how often, and what the provider sees of it."""

import datetime as dt
import uuid

import pytest
import time_machine

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Channel, Prospect, Referral, Reminder, State, Update
from cookout.referrals.models.debts import debts, first_calls, owed_news, waited_for, waits
from cookout.referrals.models.waiting import may_ask, silent_days
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2025, 10, 1, 16, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def clock() -> object:
    """A Wednesday."""
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


@pytest.fixture
def one(clock: time_machine.Traveller, ada: User, ben: User) -> Referral:
    """Ada gave one to Ben."""
    fellows(ada, ben)
    return passed(ada, ben)


def ask(one: Referral, by: User, **how: object) -> Reminder:
    """Here, unless said otherwise."""
    said = {"text": "How is it going?", "channel": Channel.HERE, **how}
    return Reminder.ask(referral=one, by=by, **said)  # type: ignore[arg-type]  # as said


def test_one_asks_after_a_silent_week_and_not_a_second_before(
    ada: User, one: Referral, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOON + WEEK - SECOND)
    assert not may_ask(one, ada)
    with pytest.raises(Refusal, match="from October 8 on"):
        ask(one, ada)
    clock.move_to(NOON + WEEK)
    assert may_ask(one, ada)
    reminder = ask(one, ada)
    assert (reminder.by, reminder.referral, reminder.text) == (ada, one, "How is it going?")
    assert Act.objects.filter(by=ada, verb="reminder.ask").count() == 1


def test_one_asks_once_a_week_at_most(ada: User, one: Referral, clock: time_machine.Traveller) -> None:
    clock.move_to(NOON + WEEK)
    ask(one, ada)
    clock.move_to(NOON + WEEK + WEEK - SECOND)
    with pytest.raises(Refusal, match="You asked on October 8"):
        ask(one, ada)
    clock.move_to(NOON + WEEK + WEEK)
    ask(one, ada)
    assert Reminder.objects.count() == 2


def test_the_same_id_is_the_same_question(ada: User, one: Referral, clock: time_machine.Traveller) -> None:
    clock.move_to(NOON + WEEK)
    uid = uuid.uuid4()
    assert ask(one, ada, uid=uid) == ask(one, ada, uid=uid)
    assert Reminder.objects.count() == 1


def test_only_the_referrer_asks(ben: User, cleo: User, one: Referral, clock: time_machine.Traveller) -> None:
    clock.move_to(NOON + WEEK)
    for wrong in (ben, cleo):
        with pytest.raises(Refusal):
            ask(one, wrong)


@pytest.mark.parametrize("how", [{"text": " "}, {"channel": "pigeon"}, {"text": "x" * 5000}])
def test_words_and_a_way_are_needed(
    ada: User, one: Referral, clock: time_machine.Traveller, how: dict[str, str]
) -> None:
    clock.move_to(NOON + WEEK)
    with pytest.raises(Refusal):
        ask(one, ada, **how)


def test_nothing_is_asked_of_what_is_over(ada: User, ben: User, one: Referral, clock: time_machine.Traveller) -> None:
    one.decline(by=ben, reason="No room")
    clock.move_to(NOON + WEEK + WEEK)
    with pytest.raises(Refusal, match="Nothing is open"):
        ask(one, ada)


def test_a_provider_without_account_is_asked_in_words_to_take_along(ada: User, clock: time_machine.Traveller) -> None:
    one = Referral.give(by=ada, to=keep(ada, "Rui Sousa"), prospect=Prospect("Hector"), may_contact=True)
    clock.move_to(NOON + WEEK)
    with pytest.raises(Refusal):
        ask(one, ada, channel="here")
    with pytest.raises(Refusal, match="no mail address"):
        ask(one, ada, channel="mail")
    assert ask(one, ada, channel="copy").channel == "copy"


def test_what_was_asked_is_answered_by_news_alone(
    ada: User, ben: User, one: Referral, clock: time_machine.Traveller
) -> None:
    one.change(by=ben, update_days=30)
    clock.move_to(NOON + WEEK)
    ask(one, ada)
    assert not one.is_owing
    assert list(owed_news(ben)) == [one]
    assert "Ada asked today." in debts(ben, owed_news(ben))[0].why
    clock.shift(SECOND)
    Update.tell(referral=one, by=ben, channel=Channel.IN_PERSON)
    assert not owed_news(ben)
    assert not Reminder.objects.unanswered()


def test_the_debts_come_oldest_first_and_of_one_age_the_warmest(ada: User, clock: time_machine.Traveller) -> None:
    odile = keep(ada, "Odile Bakker")
    cool = received(ada, odile, "Cool", temperature=2)
    hot = received(ada, odile, "Hot", temperature=5)
    clock.shift(dt.timedelta(days=1))
    newer = received(ada, odile, "Newer", temperature=5)
    assert list(owed_news(ada)) == [hot, cool, newer]


def test_each_debt_says_why(ada: User, clock: time_machine.Traveller) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    clock.shift(dt.timedelta(days=1))
    assert debts(ada, owed_news(ada))[0].why == "Accepted yesterday."
    one.move(by=ada, state=State.WON)
    assert debts(ada, owed_news(ada))[0].why == "Accepted yesterday, won today."
    Update.tell(referral=one, by=ada, channel=Channel.IN_PERSON)
    assert not owed_news(ada)
    open_one = received(ada, keep(ada, "Rui Sousa"))
    Update.tell(referral=open_one, by=ada, channel=Channel.IN_PERSON)
    clock.shift(dt.timedelta(days=9))
    assert debts(ada, owed_news(ada))[0].why == "9 days without news."


def test_a_mail_that_came_back_is_said(ada: User, clock: time_machine.Traveller) -> None:
    one = received(ada, keep(ada, "Odile Bakker", email="odile@example.org"))
    update = Update.tell(referral=one, by=ada, channel=Channel.MAIL, text="All is well")
    clock.shift(dt.timedelta(days=1))
    update.come_back()
    assert "The mail came back today." in debts(ada, owed_news(ada))[0].why


def test_first_calls_are_those_with_a_time_to_call(ada: User, ben: User, clock: time_machine.Traveller) -> None:
    fellows(ada, ben)
    odile = keep(ada, "Odile Bakker")
    waiting, called = received(ada, odile), received(ada, odile, "Ines Lund")
    called.move(by=ada, state=State.TRIED)
    passed(ben, ada, "Not accepted yet")
    assert list(first_calls(ada)) == [one for one in Referral.objects.all() if one.call_due_at] == [waiting]


def test_i_wait_for_those_that_are_open_and_silent_for_a_week(
    ada: User, ben: User, one: Referral, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOON + WEEK - SECOND)
    assert not waited_for(ada)
    clock.move_to(NOON + WEEK)
    wait = waits(ada, waited_for(ada))[0]
    assert (wait.one, wait.days, wait.may_ask, wait.asked) == (one, 7, True, None)
    ask(one, ada)
    wait = waits(ada, waited_for(ada))[0]
    assert (wait.may_ask, wait.asked is not None, silent_days(one)) == (False, True, 7)
    assert not waited_for(ben)


def test_whose_name_was_used_wrongly_waits_for_nothing(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = received(ben, ada.person)
    assert one.is_owing
    one.disown(by=ada)
    one.refresh_from_db()
    assert not one.is_owing
    assert not owed_news(ben)
