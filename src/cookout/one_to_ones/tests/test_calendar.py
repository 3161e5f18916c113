"""Events of two become 1-2-1s: marked before they come in, or by one tap afterwards; never two contacts of one day."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.testing import bearer, query_count
from cookout.events.models import CalendarImport, CalendarRow
from cookout.events.testing import bring, carry_out, event, look, take_back
from cookout.one_to_ones.models import ONE_TO_ONE, OneToOne, State
from cookout.one_to_ones.testing import fellows, in_days, noted
from cookout.people.models import Person
from cookout.ties.models import Tie, Touch, moments
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db

MARTA, BEN = "marta@example.org", "ben@example.org"


@pytest.fixture
def marta(ben: User) -> Person:
    return keep(ben, "Marta Reyes", email=MARTA)


def marked(run: CalendarImport) -> CalendarImport:
    """Brought in with every event of two marked as a 1-2-1."""
    run.choose(by=run.keeper, also={row.uid: ONE_TO_ONE for row in run.rows.all()})
    run.apply(by=run.keeper)
    return carry_out(run)


def tap(client: Client, user: User, row: CalendarRow) -> int:
    client.force_login(user)
    return client.post(f"/1-2-1s/from-calendar/{row.uid}/").status_code


def test_a_marked_event_is_held_and_is_the_contact_that_it_makes(ben: User, marta: Person) -> None:
    marked(look(ben, event("a", ago(ben, 9), BEN, MARTA, location="Harbor Cafe")))
    one = OneToOne.objects.visible_to(ben).get()
    assert (one.state, one.held_on, one.place, one.minutes) == (State.HELD, ago(ben, 9), "Harbor Cafe", 60)
    touch = Touch.objects.visible_to(ben).get()
    assert (touch.on, touch.kind, touch.tie.person) == (ago(ben, 9), "meeting", marta)
    assert len(moments(Tie.objects.between(ben, marta))) == 1


def test_an_event_that_is_not_marked_is_no_1_2_1(ben: User, marta: Person) -> None:
    bring(ben, event("a", ago(ben, 9), BEN, MARTA))
    assert not OneToOne.objects.exists()


def test_a_marked_event_whose_contact_is_not_wanted_makes_one_all_the_same(ben: User, marta: Person) -> None:
    run = look(ben, event("a", ago(ben, 9), MARTA))
    row = run.rows.get()
    run.choose(by=ben, ticks={row.uid: False}, also={row.uid: ONE_TO_ONE})
    run.apply(by=ben)
    carry_out(run)
    assert Touch.objects.visible_to(ben).count() == OneToOne.objects.visible_to(ben).count() == 1
    assert look(ben, event("a", ago(ben, 9), MARTA)).rows.get().outcome == "same"


def test_only_events_of_two_can_be_marked(ben: User, marta: Person) -> None:
    run = marked(look(ben, event("a", ago(ben, 9), MARTA, "dana@example.org")))
    assert (run.rows.exclude(also="").count(), OneToOne.objects.count()) == (0, 0)


def test_one_press_takes_contact_and_1_2_1_back_and_both_can_come_again(ben: User, marta: Person) -> None:
    run = marked(look(ben, event("a", ago(ben, 9), MARTA)))
    take_back(run)
    assert (Touch.objects.visible_to(ben).count(), OneToOne.objects.visible_to(ben).count()) == (0, 0)
    marked(look(ben, event("a", ago(ben, 9), MARTA)))
    assert (Touch.objects.visible_to(ben).count(), OneToOne.objects.visible_to(ben).count()) == (1, 1)
    assert OneToOne.objects.visible_to(ben).get().state == State.HELD


def test_a_1_2_1_that_moved_on_stays_with_its_contact_and_that_is_said(ben: User, marta: Person) -> None:
    run = marked(look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 3), MARTA)))
    one = OneToOne.objects.visible_to(ben).get(held_on=ago(ben, 3))
    one.hold(by=ben, at=in_days(-2, hour=10))
    take_back(run)
    assert list(OneToOne.objects.visible_to(ben)) == [one]
    assert [touch.on for touch in Touch.objects.visible_to(ben)] == [in_days(-2, hour=10).astimezone(ben.tzinfo).date()]
    assert run.kept_since_edited == 1


def test_one_tap_afterwards_makes_it_one_and_a_second_tap_nothing(client: Client, ben: User, marta: Person) -> None:
    row = bring(ben, event("a", ago(ben, 9), MARTA)).rows.get()
    assert [tap(client, ben, row), tap(client, ben, row)] == [302, 302]
    assert (Touch.objects.visible_to(ben).count(), OneToOne.objects.visible_to(ben).count()) == (1, 1)
    act = Act.objects.filter(verb="one_to_one.note").latest("pk")
    act.undo(by=ben)
    assert (Touch.objects.visible_to(ben).count(), OneToOne.objects.visible_to(ben).count()) == (1, 0)


def test_a_1_2_1_of_one_tap_stays_when_the_calendar_goes(client: Client, ben: User, marta: Person) -> None:
    run = bring(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 3), MARTA))
    tap(client, ben, run.rows.get(event_uid="a"))
    take_back(run)
    assert [touch.on for touch in Touch.objects.visible_to(ben)] == [ago(ben, 9)]
    assert (OneToOne.objects.visible_to(ben).count(), run.kept_since_edited) == (1, 1)


def test_a_1_2_1_that_is_there_already_is_not_doubled(client: Client, ben: User, marta: Person) -> None:
    at = in_days(-9, hour=12)
    noted(ben, marta, at).hold(by=ben)
    run = marked(look(ben, event("a", at + dt.timedelta(minutes=15), MARTA)))
    assert (OneToOne.objects.visible_to(ben).count(), Touch.objects.visible_to(ben).count()) == (1, 1)
    tap(client, ben, run.rows.get())
    assert OneToOne.objects.count() == 1


def test_what_is_to_come_can_be_planned_and_is_no_contact(ben: User, marta: Person) -> None:
    marked(
        look(ben, event("a", in_days(5, hour=12), MARTA), event("b", in_days(6, hour=12), MARTA, "dana@example.org"))
    )
    one = OneToOne.objects.visible_to(ben).get()
    assert (one.state, one.starts_at, Touch.objects.count()) == (State.PLANNED, in_days(5, hour=12), 0)


def test_a_collision_is_said_before_it_is_planned(client: Client, ben: User, marta: Person) -> None:
    noted(ben, keep(ben, "Omar Haddad"), in_days(5, hour=12))
    run = look(ben, event("a", in_days(5, hour=12), MARTA))
    client.force_login(ben)
    page = client.get(f"/events/calendars/{run.uid}/").content.decode()
    assert "You have a 1-2-1 with Omar Haddad at that time." in page
    assert "Plan it as a 1-2-1" in page


def test_what_is_to_come_with_a_fellow_is_proposed_instead(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    known = keep(ben, "Ada Adeyemi", email="ada@example.org")
    Person.objects.filter(pk=known.pk).update(account_person=ada.person)
    run = look(ben, event("a", in_days(5, hour=12), "ada@example.org"))
    client.force_login(ben)
    page = client.get(f"/events/calendars/{run.uid}/").content.decode()
    assert f"/1-2-1s/with/{known.uid}/" in page
    marked(run)
    assert not OneToOne.objects.exists()


def test_with_a_fellow_what_has_been_waits_for_their_word(ada: User, ben: User) -> None:
    fellows(ada, ben)
    known = keep(ben, "Ada Adeyemi", email="ada@example.org")
    Person.objects.filter(pk=known.pk).update(account_person=ada.person)
    marked(look(ben, event("a", ago(ben, 9), "ada@example.org", summary="What I think of Ada")))
    one = OneToOne.objects.visible_to(ada).get()
    assert (one.state, one.agenda, one.other(ada).user) == (State.HELD, "", ben)


def test_a_stranger_makes_nothing_of_my_events(client: Client, ben: User, cleo: User, marta: Person) -> None:
    row = bring(ben, event("a", ago(ben, 9), MARTA)).rows.get()
    assert tap(client, cleo, row) == 404
    assert client.post(f"/api/v1/meetings/{row.uid}/one-to-one", headers=bearer(cleo)).status_code == 404
    assert not OneToOne.objects.exists()


def test_only_a_post_makes_one_and_only_of_what_is_there(client: Client, ben: User, marta: Person) -> None:
    row = look(ben, event("a", ago(ben, 9), MARTA)).rows.get()
    assert tap(client, ben, row) == 404, "it is not brought in yet"
    assert client.get(f"/1-2-1s/from-calendar/{row.uid}/").status_code == 405
    assert client.post(f"/1-2-1s/from-calendar/{uuid.uuid4()}/").status_code == 404


def test_the_api_makes_one_too(client: Client, ben: User, marta: Person) -> None:
    row = bring(ben, event("a", ago(ben, 9), MARTA)).rows.get()
    answer = client.post(f"/api/v1/meetings/{row.uid}/one-to-one", headers=bearer(ben))
    one = OneToOne.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"uid": str(one.uid), "state": "held"})


def test_the_panels_cost_the_same_for_ten_and_twenty(client: Client, ben: User) -> None:
    client.force_login(ben)
    for n in range(20):
        keep(ben, f"Person {n}", email=f"p{n}@example.org")
    counted = []
    for many in (10, 20):
        run = look(ben, *(event(f"{many}-{n}", in_days(n + 1), f"p{n}@example.org") for n in range(many)))
        client.get(f"/events/calendars/{run.uid}/")
        with query_count() as count:
            client.get(f"/events/calendars/{run.uid}/")
        counted.append(count[0])
    assert counted[0] == counted[1]
