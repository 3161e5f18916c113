"""Going deep means narrowing: circles hold a finite number, and somebody steps back."""

import pytest
from django.test import Client

from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.ties.models import Capacity, Circle, CircleFull, Table, Tie, who_may_step_back
from cookout.ties.testing import ago, keep, tie, touched


@pytest.fixture
def small(ben: User) -> Capacity:
    """Ben's table has two seats."""
    capacity = Capacity.of(ben)
    capacity.set_aside(by=ben, cookout_seats=2)
    return capacity


def test_a_full_circle_refuses_until_somebody_steps_back(ben: User, small: Capacity) -> None:
    first, _second, third = (
        tie(ben, "Marta Reyes", "cookout"),
        tie(ben, "Walter Brandt", "cookout"),
        tie(ben, "Mo Farouk"),
    )
    with pytest.raises(CircleFull, match="All 2 seats"):
        third.move("cookout", by=ben)
    act = third.move("cookout", by=ben, steps_back=first)
    first.refresh_from_db()
    assert (third.circle, first.circle) == ("cookout", "active")
    act.undo(by=ben)
    for row in (first, third):
        row.refresh_from_db()
    assert (third.circle, first.circle) == ("unsorted", "cookout")


def test_somebody_elses_tie_cannot_step_back(ben: User, ada: User, small: Capacity) -> None:
    tie(ben, "Marta Reyes", "cookout")
    tie(ben, "Walter Brandt", "cookout")
    with pytest.raises(CircleFull):
        tie(ben, "Mo Farouk").move("cookout", by=ben, steps_back=tie(ada, "Jo", "cookout"))


def test_moving_to_the_same_circle_changes_nothing(ben: User) -> None:
    made = tie(ben, "Marta Reyes", "active")
    assert not made.move("active", by=ben).changes.exists()


def test_the_page_asks_who_steps_back_and_does_it(ben: User, small: Capacity) -> None:
    quiet = touched(tie(ben, "Walter Brandt", "cookout"), 200, 260, 300, 360)
    touched(tie(ben, "Marta Reyes", "cookout"), 1, 30, 60, 90)
    third = keep(ben, "Mo Farouk")
    client = Client()
    client.force_login(ben)
    asked = client.post(f"/ties/{third.uid}/circle/", {"circle": "cookout"})
    assert asked.status_code == 200
    assert [other.person.full_name for other in asked.context["candidates"]] == ["Walter Brandt", "Marta Reyes"]
    chosen = {"circle": "cookout", "steps_back": str(quiet.uid), "next": "/people/"}
    answer = client.post(f"/ties/{third.uid}/circle/", chosen)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people/")
    assert dict(Tie.objects.values_list("person__full_name", "circle")) == {
        "Walter Brandt": "active", "Marta Reyes": "cookout", "Mo Farouk": "cookout",
    }  # fmt: skip


def test_a_next_address_elsewhere_is_not_followed(ben: User) -> None:
    person = keep(ben, "Mo Farouk")
    client = Client()
    client.force_login(ben)
    answer = client.post(f"/ties/{person.uid}/circle/", {"circle": "light", "next": "https://evil.example/"})
    assert answer.headers["Location"] == person.get_absolute_url()


def test_the_api_refuses_with_409_and_takes_who_steps_back(ben: User, small: Capacity) -> None:
    first = tie(ben, "Marta Reyes", "cookout")
    tie(ben, "Walter Brandt", "cookout")
    third = keep(ben, "Mo Farouk")
    client = Client(headers=bearer(ben))
    address = f"/api/v1/ties/{third.uid}"
    full = client.patch(address, {"circle": "cookout"}, content_type="application/json")
    assert full.status_code == 409
    assert "All 2 seats" in full.json()["detail"]
    data = {"circle": "cookout", "steps_back": str(first.person.uid)}
    assert client.patch(address, data, content_type="application/json").json()["circle"] == "cookout"


def test_a_bulk_move_that_does_not_fit_moves_nobody(ben: User) -> None:
    Capacity.of(ben).set_aside(by=ben, light_seats=2)
    people = [keep(ben, f"Person {number}") for number in range(3)]
    with pytest.raises(CircleFull):
        Tie.move_all(people, Circle.LIGHT, by=ben)
    assert not Tie.objects.filter(circle="light").exists()


def test_more_seats_than_the_hours_carry_are_refused_with_the_sum(ben: User) -> None:
    with pytest.raises(Refusal, match=r"take 332.5 h a year and you set aside 216 h.*7 h a week"):
        Capacity.of(ben).set_aside(by=ben, cookout_seats=30)
    Capacity.of(ben).set_aside(by=ben, cookout_seats=30, hours_per_week=7)
    assert Capacity.of(ben).cookout_seats == 30


def test_the_table_counts_seats_and_shows_every_line_of_the_arithmetic(ben: User) -> None:
    touched(tie(ben, "Marta Reyes", "cookout"), 3)
    tie(ben, "Dev Patel", "light")
    table = Table.of(ben)
    assert [(place.circle, place.taken, place.seats) for place in table.places] == [
        ("cookout", 1, 15), ("active", 0, 35), ("light", 1, 100),
    ]  # fmt: skip
    assert [seat.name for seat in table.seats] == ["Marta Reyes"]
    assert sum(line.hours for line in table.sums) == pytest.approx(table.plan.needed) == pytest.approx(212.5)


def test_the_quietest_comes_first_among_those_who_may_step_back(ben: User) -> None:
    touched(tie(ben, "Marta Reyes", "active"), 2)
    touched(tie(ben, "Walter Brandt", "active"), 300)
    assert [made.person.full_name for made in who_may_step_back(ben, "active")] == ["Walter Brandt", "Marta Reyes"]


def test_undo_of_several_verbs_in_one_act_takes_them_all_back(ben: User) -> None:
    made = tie(ben, "Marta Reyes")
    with one_act(by=ben, verb="test") as act:
        made.move("active", by=ben)
        made.touch(by=ben, kind="call", on=ago(ben, 1))
    Act.objects.get(pk=act.pk).undo(by=ben)
    made.refresh_from_db()
    assert (made.circle, made.last_touch_on, made.due_on) == ("unsorted", None, None)
