"""The pages of planning: every step by a press, and what a stranger gets."""

import datetime as dt

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.models import OneToOne, State
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, proposed, was_held
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def wall(at: dt.datetime, zone: str = "UTC") -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


DETAILS = {
    "about": "them",
    "where": "in_person",
    "place": "Cafe Luna",
    "minutes": "45",
    "agenda": "",
    "every_weeks": "",
}


def test_a_member_proposes_and_the_other_accepts(ada: User, ben: User) -> None:
    fellows(ada, ben)
    hers, his = as_user(ada), as_user(ben)
    page = hers.get(f"/1-2-1s/with/{ben.person.uid}/")
    assert page.status_code == 200
    assert b"Propose" in page.content
    sent = {**DETAILS, "time_1": wall(in_days(3)), "time_2": wall(in_days(4)), "note": "Coffee?"}
    answer = hers.post(f"/1-2-1s/with/{ben.person.uid}/", sent, follow=True)
    one = OneToOne.objects.get()
    assert "Proposed to Ben." in answer.content.decode()
    assert (one.focus, one.times.count(), one.place) == ("second", 2, "Cafe Luna")
    his_page = his.get(one.get_absolute_url()).content.decode()
    assert "Ada proposes" in his_page
    assert "about you" in his_page
    assert "Coffee?" in his_page
    answer = his.post(f"/1-2-1s/{one.uid}/acceptance/", {"time": one.times.all()[1].uid}, follow=True)
    assert "Planned:" in answer.content.decode()
    one.refresh_from_db()
    assert (one.state, one.starts_at) == (State.PLANNED, in_days(4))
    assert "about Ben" in hers.get(one.get_absolute_url()).content.decode()


def test_what_was_typed_stays_when_the_verb_refuses(ada: User, ben: User) -> None:
    fellows(ada, ben)
    noted(ada, keep(ada, "Marta Reyes"), in_days(3))
    hers = as_user(ada)
    sent = {**DETAILS, "time_1": wall(in_days(3)), "note": "A long line of mine"}
    page = hers.post(f"/1-2-1s/with/{ben.person.uid}/", sent)
    assert page.status_code == 422
    assert "A long line of mine" in page.content.decode()
    assert "1-2-1 with Marta Reyes at that time" in page.content.decode()
    assert "Keep both" in page.content.decode()
    assert hers.post(f"/1-2-1s/with/{ben.person.uid}/", {**sent, "despite": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("times", "words"),
    [({}, "Offer one time"), ({"time_1": "yesterday"}, "no time"), ({"time_1": "2020-01-01T10:00"}, "passed")],
)
def test_times_that_are_none_are_refused_in_words(ada: User, ben: User, times: dict[str, str], words: str) -> None:
    fellows(ada, ben)
    page = as_user(ada).post(f"/1-2-1s/with/{ben.person.uid}/", {**DETAILS, **times})
    assert page.status_code == 422
    assert words in page.content.decode()


def test_with_somebody_without_account_one_notes_it(ada: User) -> None:
    marta, hers = keep(ada, "Marta Reyes", email="marta@example.org"), as_user(ada)
    page = hers.get(f"/1-2-1s/with/{marta.uid}/").content.decode()
    assert "Send the invitation to marta@example.org" in page
    hers.post(f"/1-2-1s/with/{marta.uid}/", {**DETAILS, "starts_at": wall(in_days(3))})
    one = OneToOne.objects.get()
    assert (one.state, one.other(ada).mail) == (State.PLANNED, "")


def test_what_has_been_is_held_at_once(ada: User, ben: User) -> None:
    fellows(ada, ben)
    hers, his = as_user(ada), as_user(ben)
    sent = {**DETAILS, "starts_at": wall(in_days(-2))}
    hers.post(f"/1-2-1s/with/{ben.person.uid}/?met", sent)
    one = OneToOne.objects.get()
    assert one.state == State.HELD
    assert "Ada says you met on" in his.get("/1-2-1s/").content.decode()
    his.post(f"/1-2-1s/{one.uid}/holding/")
    one.refresh_from_db()
    assert one.state == State.CONFIRMED


def test_two_times_are_shown_to_both_and_one_takes_the_other(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = was_held(ada, ben.person, days=3)
    his, hers = as_user(ben), as_user(ada)
    his.post(f"/1-2-1s/{one.uid}/holding/", {"at": wall(in_days(-2, hour=9))})
    for client, name in ((hers, "Ben"), (his, "Ada")):
        page = client.get(one.get_absolute_url()).content.decode()
        assert "You two name different times" in page
        assert f"Take {name}’s time" in page
    hers.post(f"/1-2-1s/{one.uid}/holding/", {"at": f"{in_days(-2, hour=9):%Y-%m-%dT%H:%M:%S}"})
    one.refresh_from_db()
    assert (one.state, one.starts_at) == (State.CONFIRMED, in_days(-2, hour=9))


def test_a_collision_at_accepting_is_said_and_may_be_kept(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    noted(ben, keep(ben, "Marta Reyes"), in_days(3))
    his, time = as_user(ben), one.times.get()
    page = his.post(f"/1-2-1s/{one.uid}/acceptance/", {"time": time.uid})
    assert page.status_code == 409
    assert "Keep both" in page.content.decode()
    his.post(f"/1-2-1s/{one.uid}/acceptance/", {"time": time.uid, "despite": "on"})
    one.refresh_from_db()
    assert one.state == State.PLANNED
    assert "another 1-2-1" in his.get(one.get_absolute_url()).content.decode()


def test_each_press_moves_it_and_can_be_taken_back(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one, his = planned(ada, ben), as_user(ben)
    his.post(f"/1-2-1s/{one.uid}/times/", {"time_1": wall(in_days(5)), "note": "Sorry"})
    one.refresh_from_db()
    assert (one.state, one.starts_at, one.times.get().starts_at) == (State.PROPOSED, None, in_days(5))
    act = ben.acts.get(verb="one_to_one.move")
    his.post(f"/acts/{act.uid}/undo/")
    act.undo(by=ben)
    one.refresh_from_db()
    assert (one.state, one.starts_at, one.times.get().starts_at) == (State.PLANNED, in_days(3), in_days(3))
    his.post(f"/1-2-1s/{one.uid}/plan/", {**DETAILS, "place": "Elsewhere", "about": "me"})
    one.refresh_from_db()
    assert (one.place, one.focus) == ("Elsewhere", "second")
    his.post(f"/1-2-1s/{one.uid}/cancellation/", {"note": "Ill"})
    one.refresh_from_db()
    assert one.state == State.CANCELLED
    assert "Ill" in as_user(ada).get(one.get_absolute_url()).content.decode()


def test_a_proposal_is_declined_with_a_line(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = proposed(ada, ben)
    page = as_user(ben).post(f"/1-2-1s/{one.uid}/refusal/", {"note": "Next month"}, follow=True).content.decode()
    assert "Declined." in page
    assert "Next month" in as_user(ada).get(one.get_absolute_url()).content.decode()
    long = as_user(ben).post(f"/1-2-1s/{proposed(ada, ben, in_days(9)).uid}/refusal/", {"note": "x" * 301}, follow=True)
    assert "too long" in long.content.decode()


def test_a_no_show_blames_nobody(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = OneToOne.note(by=ada, person=ben.person, starts_at=in_days(-1))
    as_user(ada).post(f"/1-2-1s/{one.uid}/no-show/")
    page = as_user(ben).get(one.get_absolute_url()).content.decode()
    assert "It happens" in page
    assert "Propose again" in page


def test_the_list_says_what_to_do_first(ada: User) -> None:
    assert "Plan a 1-2-1" in as_user(ada).get("/1-2-1s/").content.decode()


def test_the_list_asks_no_more_when_it_grows(ada: User) -> None:
    client, counts = as_user(ada), []
    client.get("/1-2-1s/")  # what is asked once only
    for place in range(8):
        was_held(ada, keep(ada, f"Marta Number{place}"), days=place + 2)
        noted(ada, keep(ada, f"Bo Number{place}"), in_days(3 + place))
        with query_count() as counted, no_writes():
            assert client.get("/1-2-1s/").status_code == 200
        counts += counted
    assert counts[0] == counts[-1]


def test_the_list_is_narrowed_to_one_person(ada: User) -> None:
    marta, bo = keep(ada, "Marta Reyes"), keep(ada, "Bo Berg")
    noted(ada, marta)
    noted(ada, bo, in_days(4))
    page = as_user(ada).get(f"/1-2-1s/?person={marta.uid}").content.decode()
    assert "Marta Reyes" in page
    assert "Bo Berg" not in page
    assert as_user(ada).get("/1-2-1s/?person=nonsense").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["", "acceptance/", "times/", "plan/", "refusal/", "cancellation/", "holding/", "no-show/", "rhythm/ending/"],
)
def test_a_stranger_finds_nothing(ada: User, ben: User, cleo: User, path: str) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    client, before = as_user(cleo), OneToOne.objects.values().get()
    assert client.get(f"/1-2-1s/{one.uid}/{path}").status_code in {404, 405}
    assert client.post(f"/1-2-1s/{one.uid}/{path}", {"time": one.times.get().uid}).status_code in {404, 405}
    assert OneToOne.objects.values().get() == before
    assert Client().get(f"/1-2-1s/{one.uid}/{path}").status_code in {302, 405}


def test_one_plans_nothing_with_oneself_nor_with_strangers(ada: User, cleo: User) -> None:
    client = as_user(ada)
    assert client.get(f"/1-2-1s/with/{ada.person.uid}/").status_code == 404
    assert client.get(f"/1-2-1s/with/{cleo.person.uid}/").status_code == 404


def test_presses_are_no_links(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    for path in ("acceptance", "refusal", "cancellation", "no-show", "rhythm/ending"):
        assert as_user(ada).get(f"/1-2-1s/{one.uid}/{path}/").status_code == 405


def test_the_other_seat_reads_nothing_of_my_book(ada: User, ben: User) -> None:
    fellows(ada, ben)
    mine = keep(ben, "Ada The Loud")
    type(mine).objects.filter(pk=mine.pk).update(account_person=ada.person)
    one = planned(ben, ada)
    assert one.seat(ben).knows == mine
    page = as_user(ada).get(one.get_absolute_url()).content.decode()
    assert "The Loud" not in page
    assert str(mine.uid) not in page
