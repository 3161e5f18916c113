"""Reviews with clients come round by themselves; what was done since the last ask is told as facts, without a score."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.referrals.models import Ask, Favor, Referral, Review, State, Update
from cookout.referrals.models.earned import Earned, asked_lately, earned
from cookout.referrals.models.service import service_to
from cookout.referrals.rules import months_on
from cookout.referrals.testing import aged, received
from cookout.ties.models import Promise, Tie, local_today
from cookout.ties.testing import ago, tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_tie(ada: User) -> Tie:
    """Marta buys from Ada."""
    made = tie(ada)
    made.describe(by=ada, client_since=ago(ada, 400))
    return made


def dates(review: Review) -> list[tuple[dt.date, bool]]:
    """The dates of a review that stand, and whether each is still to come."""
    return [(date.due_on, date.is_open) for date in review.dates() if date.deleted_at is None]


def now(user: User, who: Tie) -> Earned:
    return earned(user, Tie.objects.between(user, who.person))


def test_a_review_promises_its_next_date_and_holding_it_promises_the_one_after(ada: User, client_tie: Tie) -> None:
    today = local_today(ada)
    review = Review.agree(by=ada, tie=client_tie, text="Look at the policies", every_months=6, first_on=today)
    assert Review.agree(by=ada, tie=client_tie, text="x", uid=review.uid) == review
    act = Promise.objects.get().keep(by=ada)
    Promise.objects.earliest("pk").keep(by=ada)
    review.refresh_from_db()
    assert dates(review) == [(today, False), (months_on(today, 6), True)]
    act.undo(by=ada)
    review.refresh_from_db()
    assert dates(review) == [(today, True)]
    assert review.next_on == today
    Promise.objects.get(pk=review.promise_id).keep(by=ada)
    review.refresh_from_db()
    assert review.next_on == months_on(today, 6)


def test_letting_a_date_go_passes_it_over(ada: User, client_tie: Tie) -> None:
    later = local_today(ada) + dt.timedelta(days=40)
    review = Review.agree(by=ada, tie=client_tie, text="Look at the policies", every_months=12, first_on=later)
    Promise.objects.get().let_go(by=ada)
    review.refresh_from_db()
    assert review.next_on == months_on(later, 12)


def test_a_review_that_is_taken_away_takes_its_date_along_and_comes_back_with_it(ada: User, client_tie: Tie) -> None:
    review = Review.agree(by=ada, tie=client_tie, text="Look at the policies")
    act = review.remove(by=ada)
    review.remove(by=ada)
    assert not Promise.objects.visible_to(ada)
    assert service_to(ada, client_tie).reviews == ()
    act.undo(by=ada)
    assert service_to(ada, client_tie).reviews[0].next_on == months_on(local_today(ada), 12)


def test_what_how_often_and_when_next_are_changed_with_the_promise(ada: User, client_tie: Tie) -> None:
    review, on = Review.agree(by=ada, tie=client_tie, text="Policies"), local_today(ada) + dt.timedelta(days=9)
    review.correct(by=ada, text="Policies and will", every_months=3, next_on=on)
    promise = Promise.objects.get()
    assert (review.every_months, promise.text, promise.due_on) == (3, "Policies and will", on)
    promise.remove(by=ada)
    review = Review.objects.get()
    assert review.next_on is None
    review.correct(by=ada, next_on=on)
    assert review.next_on == on
    for months in (0, 61):
        with pytest.raises(Refusal):
            review.correct(by=ada, every_months=months)


def test_other_promises_are_what_is_owed_besides(ada: User, client_tie: Tie) -> None:
    Review.agree(by=ada, tie=client_tie, text="Policies")
    answer = client_tie.promise("Whether the roof is insured", by=ada, due_on=local_today(ada))
    assert service_to(ada, client_tie).owed == (answer,)


def test_a_date_far_away_does_not_overflow(ada: User, client_tie: Tie) -> None:
    Review.agree(by=ada, tie=client_tie, text="Policies", first_on=dt.date(9999, 12, 31))
    Promise.objects.get().let_go(by=ada)
    assert Review.objects.get().next_on == dt.date(9999, 12, 31)


def test_a_stranger_is_not_asked_and_nothing_done_is_no_reason(ada: User) -> None:
    marta = tie(ada)
    assert now(ada, marta).answer == "stranger"
    marta.describe(by=ada, client_since=ago(ada, 9))
    assert now(ada, marta).answer == "nothing"
    Favor.note(by=ada, tie=marta, text="a lift", on=ago(ada, 2))
    found = now(ada, marta)
    assert (found.answer, found.is_time, [one.text for one in found.done]) == ("time", True, ["Help: a lift"])


def test_what_is_owed_and_what_was_asked_lately_come_first(ada: User) -> None:
    marta = tie(ada)
    one = received(ada, marta.person)
    assert now(ada, marta).answer == "owes"
    Update.tell(referral=one, by=ada, text="I took it on.", channel="text")
    assert now(ada, marta).answer == "time"
    late = Tie.objects.between(ada, marta.person).promise("call her", by=ada, due_on=ago(ada, 1))
    assert now(ada, marta).answer == "overdue"
    late.keep(by=ada)
    Ask.note(by=ada, tie=marta, on=ago(ada, 21))
    found = now(ada, marta)
    assert (found.answer, found.since) == ("rest", ago(ada, 21))
    assert "3 weeks ago" in found.why
    assert "3 weeks ago" in asked_lately(ada, Tie.objects.between(ada, marta.person))


def test_only_what_was_done_since_the_ask_counts_and_says_how_long_news_took(ada: User) -> None:
    marta = tie(ada)
    Favor.note(by=ada, tie=marta, text="a ladder", on=ago(ada, 90))
    Ask.note(by=ada, tie=marta, on=ago(ada, 60))
    one = received(ada, marta.person)
    one.steps.update(created_at=timezone.now() - dt.timedelta(days=2))
    Update.tell(referral=one, by=ada, text="I took it on.", channel="text")
    one.move(by=ada, state=State.REACHED)
    Update.tell(referral=one, by=ada, text="We talked.", channel="text")
    aged(Referral.objects.get())
    Review.agree(by=ada, tie=marta, text="Policies", first_on=local_today(ada))
    Promise.objects.get().keep(by=ada)
    assert sorted(one.text for one in now(ada, marta).done) == [
        "News on Hector Delgado, 2 days after.",
        "News on Hector Delgado, the day it changed.",
        "Review held: Policies.",
    ]
    assert asked_lately(ada, marta) == ""
