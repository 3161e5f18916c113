"""Drafts: plain words in the first person, from what may be told and nothing else."""

import datetime as dt

import pytest
import time_machine

from cookout.core.models import User
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Channel, Referral, State, Update
from cookout.referrals.models.drafting import draft_of, reminder_draft_of
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NOON = dt.datetime(2025, 10, 16, 16, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> object:
    """A Thursday."""
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


def given(ada: User, **values: object) -> Referral:
    """Odile, without account, sent Hector to Ada."""
    return received(ada, keep(ada, "Odile Bakker"), **{"may_tell": True, **values})


def heard(one: Referral, by: User) -> None:
    """Odile has heard all of it."""
    Update.tell(referral=one, by=by, channel=Channel.IN_PERSON)


def test_one_taken_on_begins_with_thanks(ada: User) -> None:
    assert draft_of(given(ada), ada) == (
        "Odile, thank you for sending me Hector. I accepted today. I will tell you how it goes on."
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.TRIED, "Odile, I tried to reach Hector today."),
        (State.REACHED, "Odile, I reached Hector today."),
        (State.MEETING, "Odile, it came to a meeting with Hector today."),
        (State.PROPOSAL, "Odile, Hector got a proposal from me today."),
        (State.WON, "Odile, good news: Hector said yes today. It began with you."),
        (State.LOST, "Odile, it did not work out with Hector this time;"),
        (State.NOT_A_FIT, "Odile, Hector and I found today that it is not a good fit."),
    ],
)
def test_each_state_has_its_words(ada: User, state: str, words: str) -> None:
    one = given(ada)
    heard(one, ada)
    one.move(by=ada, state=state)
    draft = draft_of(one, ada)
    assert draft.startswith(words)
    assert "%" not in draft
    assert draft.endswith(".")


def test_a_refusal_says_so_with_thanks(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.decline(by=ben, reason="No room before spring")
    assert draft_of(one, ben).startswith("Ada, thank you for thinking of me for Hector. I had to say no today")


def test_several_changes_are_told_in_their_order(ada: User, clock: time_machine.Traveller) -> None:
    one = given(ada)
    clock.shift(dt.timedelta(days=1))
    one.move(by=ada, state=State.REACHED, note="25 minutes, he wants to start")
    clock.shift(dt.timedelta(days=4))
    one.move(by=ada, state=State.WON)
    assert draft_of(one, ada) == (
        "Odile, thank you for sending me Hector. I accepted on Thursday. I reached Hector on Friday."
        " 25 minutes, he wants to start. Good news: Hector said yes today. It began with you."
        " Thank you for trusting me with Hector."
    )


def test_several_tries_are_one_sentence(ada: User) -> None:
    one = given(ada)
    heard(one, ada)
    for _ in range(2):
        one.move(by=ada, state=State.TRIED, note="no answer")
    assert draft_of(one, ada).startswith("Odile, I tried twice to reach Hector, last today.")


def test_a_silent_week_is_news_too(ada: User, clock: time_machine.Traveller) -> None:
    one = given(ada)
    one.move(by=ada, state=State.TRIED, note="no answer")
    one.move(by=ada, state=State.TRIED, note="no answer")
    heard(one, ada)
    clock.shift(dt.timedelta(days=8))
    assert draft_of(one, ada) == (
        "Odile, no news yet: I tried twice to reach Hector, last on October 16. I keep at it."
        " I will tell you how it goes on."
    )


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REACHED, State.MEETING, State.PROPOSAL, State.WON, State.LOST])
def test_where_nothing_changed_every_state_has_words(ada: User, state: str) -> None:
    one = given(ada)
    if state != State.ACCEPTED:
        one.move(by=ada, state=state)
    heard(one, ada)
    draft = draft_of(one, ada)
    assert draft.startswith("Odile, ")
    assert "Hector" in draft
    assert "%" not in draft


def test_what_comes_next_stands_with_its_day(ada: User) -> None:
    one = given(ada, next_step="Lunch with Ines", next_on=dt.date(2025, 10, 21))
    assert "Next, on October 21: Lunch with Ines." in draft_of(one, ada)


@pytest.mark.parametrize("values", [{"may_tell": None}, {"may_tell": False}, {"is_confidential": True}])
def test_where_no_more_may_be_told_only_the_state_is(ada: User, values: dict[str, object]) -> None:
    one = given(ada, next_step="Lunch with Ines", note="His divorce", **values)
    one.move(by=ada, state=State.REACHED, note="He has measles")
    draft = draft_of(one, ada)
    assert "I reached Hector today." in draft
    assert not any(word in draft for word in ("measles", "Ines", "divorce"))


def test_a_correction_says_that_it_is_one_and_how_it_is(ada: User) -> None:
    one = given(ada)
    one.move(by=ada, state=State.LOST)
    heard(one, ada)
    one.correct(by=ada, state=State.REACHED)
    assert draft_of(one, ada).startswith("Odile, I have to put something right. I reached Hector today.")


def test_a_client_who_refers_herself_is_spoken_to(ada: User) -> None:
    one = Referral.receive(by=ada, referrer=keep(ada, "Odile Bakker"))
    assert draft_of(one, ada).startswith("Odile, thank you for coming to me. I accepted today.")
    one.move(by=ada, state=State.WON)
    assert "trust me" in draft_of(one, ada)


def test_the_question_is_polite_and_says_when_one_heard_last(
    ada: User, ben: User, clock: time_machine.Traveller
) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    assert reminder_draft_of(one, ada) == (
        "Ben, how is it going with Hector, whom I sent you today?"
        " A line is enough, also when there is no news. Can I help with anything?"
    )
    Update.tell(referral=one, by=ben, channel=Channel.IN_PERSON)
    clock.shift(dt.timedelta(days=9))
    assert "I last heard from you on October 16." in reminder_draft_of(one, ada)
