"""The board: what stands in which column, who waits, how much is drawn, and at what cost."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Person
from cookout.referrals.models import Referral, State
from cookout.referrals.models.board import MOST, Board, board_of
from cookout.referrals.models.card import Card
from cookout.referrals.testing import aged, passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

BOARD = reverse("referrals:referral_list")


def cards(board: Board, lane: str = "in") -> dict[str, list[Card]]:
    """The cards of each column of a lane."""
    found = next(one for one in board.lanes if one.key == lane)
    return {stack.column.value: list(stack.cards) for stack in found.stacks if stack.cards}


def heard(one: Referral, days: int) -> Referral:
    """The referrer heard so many days ago, and of everything."""
    at = timezone.now() - dt.timedelta(days=days)
    Referral.objects.filter(pk=one.pk).update(
        told_at=at, told_steps=one.steps_many, news_due_at=at + dt.timedelta(days=7)
    )
    one.refresh_from_db()
    return one


@pytest.fixture
def marta(ada: User) -> Person:
    """Somebody without account who refers to Ada."""
    return keep(ada, "Marta Reyes")


def test_an_empty_board_says_what_to_do_first(client: Client, ada: User) -> None:
    client.force_login(ada)
    with no_writes():
        page = client.get(BOARD).content.decode()
    assert "No referral yet" in page
    assert reverse("referrals:referral_create") in page


def test_each_stands_in_its_lane_and_column(ada: User, ben: User, marta: Person) -> None:
    fellows(ada, ben)
    for name, state in (("Abel", State.REACHED), ("Cole", State.PROPOSAL), ("Dunn", State.WON)):
        received(ada, marta, name).move(by=ada, state=state)
    received(ada, marta, "New One")
    passed(ada, ben, "Given Away")
    board = board_of(ada)
    assert {column: [card.name for card in found] for column, found in cards(board).items()} == {
        "new": ["New One"],
        "contact": ["Abel"],
        "work": ["Cole"],
        "decided": ["Dunn"],
    }
    assert [card.whom for card in cards(board, "out")["new"]] == ["to Ben Brandt"]
    assert [lane.key for lane in board_of(ada, direction="out").lanes] == ["out"]


@pytest.mark.parametrize(("days", "tone", "act"), [(1, "ok", ""), (5, "soon", ""), (8, "late", "Tell")])
def test_the_bar_says_how_long_the_referrer_has_waited(
    ada: User, marta: Person, days: int, tone: str, act: str
) -> None:
    heard(received(ada, marta), days)
    card = cards(board_of(ada))["new"][0]
    assert (card.tone, card.act) == (tone, act)
    assert card.status == ("Told Marta yesterday" if days == 1 else f"Told Marta {days} days ago")


def test_the_sentence_names_who_waits_for_me_and_for_whom_i_wait(ada: User, ben: User, marta: Person) -> None:
    fellows(ada, ben)
    heard(received(ada, marta), 1)
    assert board_of(ada).lede == "Nobody waits for news."
    heard(received(ada, marta, "Second"), 9)
    heard(received(ada, keep(ada, "Gloria Huang"), "Third"), 8)
    heard(passed(ada, ben, "Fourth"), 7)
    assert board_of(ada).lede == "Marta and Gloria are waiting to hear from you; you are waiting for Ben."
    assert board_of(ada, direction="out").lede == "You are waiting for Ben."


def test_one_never_told_waits_from_the_day_on_which_it_was_given(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, given_on=timezone.localdate() - dt.timedelta(days=7))
    Referral.objects.filter(pk=one.pk).update(told_at=None)
    assert board_of(ada).lede == "You are waiting for Ben."
    assert cards(board_of(ada), "out")["new"][0].act == "Ask"


def test_a_name_says_that_it_is_no_referral_yet(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben, may_contact=None)
    client.force_login(ada)
    assert "A name, not yet a referral" in client.get(BOARD).content.decode()
    client.force_login(ben)
    assert "Hector Delgado" not in client.get(BOARD).content.decode()


def test_what_was_decided_long_ago_stands_on_the_list_alone(client: Client, ada: User, marta: Person) -> None:
    one = received(ada, marta, "Long Ago")
    one.move(by=ada, state=State.WON, note="Signed")
    heard(one, 1)
    assert cards(board_of(ada))["decided"][0].next == "Won: Signed"
    aged(one, decided_at=dt.timedelta(days=31))
    Referral.objects.update(news_due_at=None)
    assert not cards(board_of(ada))
    client.force_login(ada)
    assert "Long Ago" in client.get(f"{BOARD}?show=all&dir=in&column=decided").content.decode()
    assert "Long Ago" not in client.get(f"{BOARD}?show=all&dir=in&column=new").content.decode()
    assert "Long Ago" in client.get(f"{BOARD}?show=all&q=long").content.decode()
    assert "Long Ago" not in client.get(f"{BOARD}?show=all&q=short").content.decode()


def test_a_decided_one_whose_referrer_waits_stays_on_the_board(ada: User, marta: Person) -> None:
    one = received(ada, marta)
    one.move(by=ada, state=State.WON)
    aged(one, decided_at=dt.timedelta(days=90))
    assert cards(board_of(ada))["decided"][0].act == "Tell"


def test_the_referrer_reads_no_plan_and_no_line_that_is_not_for_her(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, may_tell=None)
    one.accept(by=ben)
    one.change(by=ben, next_step="Call his lawyer")
    assert cards(board_of(ben))["new"][0].next == "Call his lawyer"
    assert cards(board_of(ada), "out")["new"][0].next == "Accepted, a first call comes"
    one.move(by=ben, state=State.LOST, note="No money")
    assert cards(board_of(ada), "out")["decided"][0].next == "Lost"
    one.change(by=ben, may_tell=True)
    assert cards(board_of(ada), "out")["decided"][0].next == "Lost: No money"


def test_only_who_keeps_the_record_moves_a_card(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    assert cards(board_of(ben))["new"][0].moves == "accepted declined"
    assert cards(board_of(ada), "out")["new"][0].moves == ""
    one.accept(by=ben)
    assert "meeting" in cards(board_of(ben))["new"][0].moves.split()


def test_a_column_shows_its_most_pressing_and_says_how_many_more_there_are(
    client: Client, ada: User, marta: Person
) -> None:
    for number in range(MOST + 3):
        heard(received(ada, marta, f"Prospect {number}"), number)
    first = cards(board_of(ada))["new"]
    assert [card.name for card in first[:2]] == [f"Prospect {MOST + 2}", f"Prospect {MOST + 1}"]
    assert len(first) == MOST
    client.force_login(ada)
    page = client.get(BOARD).content.decode()
    assert "3 more" in page
    assert "column=new" in page


def test_ten_and_twenty_referrals_cost_the_same_queries(client: Client, ada: User, ben: User, marta: Person) -> None:
    fellows(ada, ben)
    client.force_login(ada)
    counts = []
    for _round in range(2):
        for number in range(5):
            received(ada, marta, f"Prospect {len(counts)}{number}").move(by=ada, state=State.WON, note="Signed")
            passed(ada, ben, f"Another {len(counts)}{number}")
        for address in (BOARD, f"{BOARD}?show=all"):
            client.get(address)
            with query_count() as count:
                client.get(address)
            counts.append(count[0])
    assert counts[:2] == counts[2:]


def test_a_stranger_sees_an_empty_board_and_wrong_words_do_no_harm(client: Client, ada: User, cleo: User) -> None:
    received(ada, keep(ada, "Marta Reyes"))
    client.force_login(cleo)
    assert "No referral yet" in client.get(BOARD).content.decode()
    client.force_login(ada)
    for odd in ("?dir=sideways", "?show=all&column=nowhere&page=x", "?q=%25%27%22", f"?q={'a ' * 300}"):
        assert client.get(BOARD + odd).status_code == 200
    assert client.post(BOARD).status_code == 405
