"""Closed business: by whom, once and twice, what is refused, who reads how much of it."""

import datetime as dt

import pytest

from cookout.core.amounts import amount_of
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import ClosedBusiness, Referral, State
from cookout.referrals.models import Testimonial as Praise  # pytest would take it for tests
from cookout.referrals.models.business import bands_for, shared_bands, thanks_draft
from cookout.referrals.testing import passed, received
from cookout.ties.models import local_today
from cookout.ties.testing import keep, tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def won(ada: User, ben: User) -> Referral:
    """Ada recommended Hector to Ben, and he bought."""
    fellows(ada, ben)
    one = passed(ada, ben, given_on=local_today(ada) - dt.timedelta(days=9), may_tell=True)
    one.accept(by=ben)
    one.move(by=ben, state=State.WON)
    return one


def closed(one: Referral, by: User, amount: int = 148000, **values: object) -> ClosedBusiness:
    return ClosedBusiness.close(by=by, referral=one, amount=amount, currency="USD", **values)  # type: ignore[arg-type]  # as the test says


def test_the_provider_notes_what_a_won_referral_brought(won: Referral, ben: User) -> None:
    made = closed(won, ben, note="whole life")
    assert (made.owner, made.amount, made.currency, made.is_repeat) == (ben, 148000, "USD", False)
    assert (str(made.paid), Act.objects.filter(verb="closed_business.close", by=ben).count()) == ("1,480\xa0USD", 1)


def test_a_second_time_it_is_repeat_business_unless_said_otherwise(won: Referral, ben: User) -> None:
    closed(won, ben)
    assert closed(won, ben).is_repeat
    assert not closed(won, ben, is_repeat=False).is_repeat


def test_the_same_id_is_the_same_business(won: Referral, ben: User) -> None:
    made = closed(won, ben)
    assert closed(won, ben, 99, uid=made.uid) == made
    assert ClosedBusiness.objects.get().amount == 148000


def test_the_referrer_cannot_note_it_and_reads_nothing(won: Referral, ada: User, ben: User, cleo: User) -> None:
    with pytest.raises(Refusal):
        closed(won, ada)
    closed(won, ben)
    for other in (ada, cleo):
        assert not ClosedBusiness.objects.visible_to(other)
    assert bands_for(ada, won) == shared_bands(won) == []


def test_a_band_is_all_that_the_referrer_reads_where_it_is_shared(won: Referral, ada: User, ben: User) -> None:
    closed(won, ben, shares_band=True)
    closed(won, ben, 777777)
    assert bands_for(ada, won) == ["between 1,000 and 3,000 USD"]
    assert bands_for(ben, won) == []
    won.change(by=ben, is_confidential=True)
    assert bands_for(ada, won) == []


def test_nothing_is_noted_before_it_is_won(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    with pytest.raises(Refusal):
        closed(one, ada)


def test_who_keeps_the_record_for_a_provider_without_account_notes_it(ada: User) -> None:
    one = Referral.give(by=ada, to=keep(ada, "Rui Sousa"), may_contact=True)
    one.accept(by=ada)
    one.move(by=ada, state=State.WON)
    assert closed(one, ada).owner == ada


@pytest.mark.parametrize(
    "wrong",
    [{"amount": 0}, {"amount": -5}, {"amount": 2**70}, {"on": dt.date(2999, 1, 1)}, {"on": dt.date(1999, 1, 1)}],
)
def test_what_cannot_be_is_refused(won: Referral, ben: User, wrong: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        closed(won, ben, **wrong)  # type: ignore[arg-type]  # as the test says
    assert not ClosedBusiness.objects.exists()


def test_an_unknown_currency_is_refused_with_a_sentence(won: Referral, ben: User) -> None:
    with pytest.raises(Refusal, match="XYZ.*three letters"):
        ClosedBusiness.close(by=ben, referral=won, amount=5, currency="XYZ")
    with pytest.raises(Refusal, match="two ways.*1234 or 1.23"):
        amount_of("1.234", "EUR")


def test_it_is_corrected_and_taken_away_and_both_can_be_undone(won: Referral, ben: User) -> None:
    made = closed(won, ben)
    act = made.correct(by=ben, amount=5, currency="jpy")
    assert (made.amount, made.currency) == (5, "JPY")
    act.undo(by=ben)
    made.refresh_from_db()
    assert str(made.paid) == "1,480\xa0USD"
    with pytest.raises(Refusal):
        made.correct(by=ben, amount=0)
    act = made.remove(by=ben)
    made.remove(by=ben)
    assert not ClosedBusiness.objects.visible_to(ben)
    act.undo(by=ben)
    assert ClosedBusiness.objects.visible_to(ben).get() == made


def test_what_was_won_stays_won_while_business_stands_on_it(won: Referral, ben: User) -> None:
    made = closed(won, ben)
    with pytest.raises(Refusal, match="Take it away first"):
        won.correct(by=ben, state=State.LOST)
    with pytest.raises(Refusal, match="then undo"):
        Act.objects.get(verb="referral.move", by=ben).undo(by=ben)
    removal = made.remove(by=ben)
    won.correct(by=ben, state=State.LOST)
    assert removal.undo(by=ben).skipped == ("referrals.closedbusiness",)
    assert not ClosedBusiness.objects.visible_to(ben)


def test_the_referrer_learns_nothing_of_business_by_trying_to_correct(won: Referral, ada: User, ben: User) -> None:
    closed(won, ben)
    with pytest.raises(Refusal) as caught:
        won.correct(by=ada, state=State.LOST)
    assert "usiness" not in str(caught.value)


def test_thanks_say_only_what_may_be_told_and_never_how_much(won: Referral, ben: User) -> None:
    closed(won, ben)
    said = thanks_draft(won, ben)
    assert "Hector" in said
    assert "1,480" not in said
    won.change(by=ben, is_confidential=True)
    assert "Hector" not in thanks_draft(won, ben)


def test_praise_is_kept_once_and_corrected(ada: User, ben: User) -> None:
    marta = tie(ada, "Marta Reyes")
    made = Praise.keep(by=ada, tie=marta, text=" Calm and clear. ")
    assert Praise.keep(by=ada, tie=marta, text="other", uid=made.uid) == made
    made.correct(by=ada, may_show=True)
    assert (made.text, made.may_show) == ("Calm and clear.", True)
    assert not Praise.objects.visible_to(ben)
    made.remove(by=ada).undo(by=ada)
    assert Praise.objects.visible_to(ada).get() == made
    for wrong in ({"on": dt.date(2999, 1, 1)}, {"referral": passed_to(ben)}):
        with pytest.raises(Refusal):
            Praise.keep(by=ada, tie=marta, text="x", **wrong)  # type: ignore[arg-type]  # as the test says


def passed_to(ben: User) -> Referral:
    """One of Ben's that Ada does not see."""
    return received(ben, keep(ben, "Rui Sousa"))
