"""The page of one referral and its steps: who may press what, once and twice, and what each of the two reads."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Referral, Reminder, State, Step
from cookout.referrals.models.story import Teller
from cookout.referrals.testing import aged, passed, received

pytestmark = pytest.mark.django_db

POSTS = ("step_create", "referral_accept", "referral_decline", "referral_withdraw", "referral_disown", "referral_agree")


def to(name: str, one: Referral) -> str:
    return reverse(f"referrals:{name}", args=[one.uid])


def story(one: Referral, user: User) -> list[str]:
    """What happened, as this reader reads it."""
    return [f"{event.title} {event.text}".strip() for event in Teller(one, user).story().events]


@pytest.fixture
def one(ada: User, ben: User) -> Referral:
    """Ada gave it to Ben."""
    fellows(ada, ben)
    return passed(ada, ben, may_tell=True)


def test_the_whole_way_by_press_with_undo_each_time(client: Client, ada: User, ben: User, one: Referral) -> None:
    client.force_login(ben)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Will you take Hector on?" in page
    answer = client.post(to("referral_accept", one), {"note": "Tomorrow"}, follow=True).content.decode()
    assert "Taken on: Hector Delgado." in answer
    assert "Undo" in answer
    for state in ("tried", "reached", "meeting", "proposal", "won"):
        answer = client.post(to("step_create", one), {"state": state, "note": f"a line on {state}"}, follow=True)
        assert answer.status_code == 200
        assert "Undo" in answer.content.decode()
        assert Referral.objects.get().state == state
    assert [step.state for step in one.steps.all()][-5:] == ["tried", "reached", "meeting", "proposal", "won"]
    hers = story(Referral.objects.get(), ada)
    assert "Won a line on won" in hers
    assert "Ben and Hector: Met a line on meeting" in hers


def test_a_step_sent_twice_is_one(client: Client, ben: User, one: Referral) -> None:
    one.accept(by=ben)
    client.force_login(ben)
    for _time in range(2):
        assert client.post(to("step_create", one), {"state": "meeting"}).status_code == 302
    assert Step.objects.filter(state="meeting").count() == 1


def test_step_and_what_comes_next_are_one_act(client: Client, ben: User, one: Referral) -> None:
    one.accept(by=ben)
    client.force_login(ben)
    typed = {"state": "reached", "next_step": "Roof visit", "next_on": "2030-05-01"}
    client.post(to("step_create", one), typed)
    one.refresh_from_db()
    assert (one.state, one.next_step, one.next_on) == (State.REACHED, "Roof visit", dt.date(2030, 5, 1))
    Act.objects.filter(by=ben).latest("pk").undo(by=ben)
    one.refresh_from_db()
    assert (one.state, one.next_step) == (State.ACCEPTED, "")


def test_the_board_gets_back_to_the_board(client: Client, ben: User, one: Referral) -> None:
    client.force_login(ben)
    answer = client.post(to("step_create", one), {"state": "accepted", "then": "board"})
    assert answer.headers["Location"] == reverse("referrals:referral_list")


def test_declining_without_a_reason_is_refused_in_words(client: Client, ben: User, one: Referral) -> None:
    client.force_login(ben)
    for url, typed in ((to("referral_decline", one), {}), (to("step_create", one), {"state": "declined"})):
        answer = client.post(url, typed)
        assert answer.status_code == 409
        assert "Say why in a line" in answer.content.decode()
    client.post(to("referral_decline", one), {"note": "Not my trade"})
    assert Referral.objects.get().state == State.DECLINED


def test_the_referrer_cannot_say_where_it_stands(client: Client, ada: User, ben: User, one: Referral) -> None:
    one.accept(by=ben)
    client.force_login(ada)
    answer = client.post(to("step_create", one), {"state": "won"})
    assert answer.status_code == 409
    assert "Ben Brandt says where it stands." in answer.content.decode()
    assert "Where does it stand?" not in client.get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{}, {"state": "nowhere"}, {"state": "won"}, {"state": "accepted", "note": "x" * 301},
     {"state": "accepted", "next_on": "soon"}],
)  # fmt: skip
def test_what_does_not_fit_changes_nothing(client: Client, ben: User, one: Referral, typed: dict[str, str]) -> None:
    client.force_login(ben)
    assert client.post(to("step_create", one), typed).status_code == 422
    assert client.post(to("referral_accept", one), {"note": "x" * 301}).status_code == 422
    assert Referral.objects.get().state == State.GIVEN


def test_a_correction_says_what_it_was(client: Client, ada: User, ben: User, one: Referral) -> None:
    one.accept(by=ben)
    one.move(by=ben, state=State.LOST)
    client.force_login(ben)
    answer = client.post(to("step_create", one), {"state": "meeting", "correct": "1", "note": "Wrong one"})
    assert answer.status_code == 302
    assert "Put right: it was not “lost”, it is “meeting” Wrong one" in story(Referral.objects.get(), ada)


def test_the_referrer_takes_back_what_was_not_accepted(client: Client, ada: User, ben: User, one: Referral) -> None:
    client.force_login(ben)
    assert client.post(to("referral_withdraw", one)).status_code == 409
    client.force_login(ada)
    assert "Take it back" in client.get(one.get_absolute_url()).content.decode()
    assert client.post(to("referral_withdraw", one)).status_code == 302
    assert Referral.objects.get().state == State.WITHDRAWN


def test_a_name_becomes_a_referral_when_the_prospect_agrees(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, may_contact=None)
    client.force_login(ben)
    assert client.get(one.get_absolute_url()).status_code == 404
    client.force_login(ada)
    assert "A name, not yet a referral." in client.get(one.get_absolute_url()).content.decode()
    client.post(to("referral_agree", one))
    client.force_login(ben)
    assert client.get(one.get_absolute_url()).status_code == 200


def test_a_member_disowns_what_was_noted_in_her_name(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = received(ben, ada.person)
    client.force_login(ada)
    assert "I did not refer this" in client.get(one.get_absolute_url()).content.decode()
    client.post(to("referral_disown", one))
    client.force_login(ben)
    assert "says that this was not referred by them" in client.get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", POSTS)
def test_a_stranger_finds_nothing_and_reading_changes_nothing(
    client: Client, ben: User, cleo: User, one: Referral, name: str
) -> None:
    client.force_login(cleo)
    assert client.post(to(name, one), {"state": "won"}).status_code == 404
    assert client.get(one.get_absolute_url()).status_code == 404
    client.force_login(ben)
    assert client.get(to(name, one)).status_code == 405
    assert client.post(one.get_absolute_url()).status_code == 405
    with no_writes():
        client.get(one.get_absolute_url())


def test_notes_and_plans_are_told_only_where_the_prospect_agreed(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben)
    one.move(by=ben, state=State.MEETING, note="He is in debt")
    one.change(by=ben, next_step="Call the bank")
    client.force_login(ada)
    for allowed, confidential, reads in ((False, False, False), (True, True, False), (True, False, True)):
        Referral.objects.update(may_tell=allowed, is_confidential=confidential)
        page = client.get(one.get_absolute_url()).content.decode()
        assert ("He is in debt" in page, "Call the bank" in page) == (reads, reads)
        assert "Met" in page
    client.force_login(ben)
    assert "He is in debt" in client.get(one.get_absolute_url()).content.decode()


def test_silence_and_what_was_taken_back_stay_in_the_story(ada: User, ben: User, one: Referral) -> None:
    one.accept(by=ben).undo(by=ben)
    one.refresh_from_db()
    Reminder.objects.create(referral=one, by=ada, text="How is it going?", channel="mail")
    assert any("Accepted (taken back)" in line for line in story(one, ada))
    assert "Ada → you “How is it going?”" in story(one, ben)
    aged(one, news_due_at=dt.timedelta(days=8))
    assert any(event.title.startswith("Quiet for Ada since") for event in Teller(one, ben).story().ahead)
    assert any(event.title.startswith("Quiet for you since") for event in Teller(one, ada).story().ahead)


def test_only_what_nobody_built_upon_is_undone(ada: User, ben: User, one: Referral) -> None:
    accepted = one.accept(by=ben)
    moved = one.move(by=ben, state=State.REACHED)
    with pytest.raises(Refusal, match="Take that back first"):
        accepted.undo(by=ben)
    one.change(by=ada, note="His new number came")
    with pytest.raises(Refusal, match="Ada Adeyemi has acted since"):
        moved.undo(by=ben)
    one.refresh_from_db()
    assert one.state == State.REACHED


def test_a_long_story_costs_no_more_queries(client: Client, ben: User, one: Referral) -> None:
    one.accept(by=ben)
    client.force_login(ben)
    counts = []
    for _round in range(2):
        for number in range(5):
            one.move(by=ben, state=State.TRIED, note=f"Try {number}", on=timezone.localdate())
        client.get(one.get_absolute_url())
        with query_count() as count:
            client.get(one.get_absolute_url())
        counts.append(count[0])
    assert counts[0] == counts[1]
