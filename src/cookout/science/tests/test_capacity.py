"""The arithmetic of hours and circles, against the product's own numbers and what must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science import ScienceError, layers, plan, room, who_steps_back, year_of_one_to_ones


def test_the_default_circles_cost_two_hundred_twelve_and_a_half_hours() -> None:
    """PRODUCT 5.3: 90 + 52.5 + 30 + 23.3 + 16.7 = 212.5 h, which 4.5 h a week (216 h) carry."""
    whole = plan(4.5)
    assert sorted(round(line.hours, 1) for line in whole.lines) == [16.7, 23.3, 30.0, 52.5, 90.0]
    assert math.isclose(whole.needed, 212.5)
    assert whole.available == 216
    assert whole.fits
    assert not plan(4.0).fits
    assert plan(4.0).hours_a_week_needed == 4.5


def test_four_hours_a_week_are_128_one_to_ones() -> None:
    """PRODUCT 5.3: 12 people eight times a year take 96 and leave 32; three new people a week are 144 a year."""
    year = year_of_one_to_ones(4)
    assert (year.one_to_ones, year.taken, year.first_meetings) == (128, 96, 32)
    assert (year.new_people_a_month, year.new_people_a_year) == (12, 144)


def test_layers_with_ratio_three() -> None:
    """SCIENCE 1.2, after Tamarit et al. 2018: 3.75, 15, 48.75, 150."""
    assert layers() == (3.75, 15.0, 48.75, 150.0)
    assert layers(100, ratio=1, circles=4) == (25, 50, 75, 100)


@given(st.floats(1.1, 10), st.integers(1, 8), st.floats(1, 1000))
def test_layers_grow_by_nearly_the_ratio_and_end_in_the_whole(ratio: float, circles: int, total: float) -> None:
    sizes = layers(total, ratio=ratio, circles=circles)
    assert math.isclose(sizes[-1], total)
    assert list(sizes) == sorted(sizes)


@given(st.floats(0, 60), st.integers(0, 50), st.integers(0, 100), st.integers(0, 500))
def test_more_seats_never_cost_less_and_the_lines_add_up(hours: float, cookout: int, active: int, light: int) -> None:
    one = plan(hours, {"cookout": cookout, "active": active, "light": light})
    more = plan(hours, {"cookout": cookout + 1, "active": active, "light": light})
    assert more.needed > one.needed
    assert math.isclose(sum(line.hours for line in one.lines), one.needed)
    assert plan(one.hours_a_week_needed, {"cookout": cookout, "active": active, "light": light}).fits


@pytest.mark.parametrize("seats", [{"cookout": -1}, {"inner": 3}])
def test_circles_that_make_no_sense_are_refused(seats: dict[str, int]) -> None:
    with pytest.raises(ScienceError):
        plan(4, seats)


def test_who_steps_back_is_the_quietest_then_the_newest_and_the_unknown_last() -> None:
    assert who_steps_back([80, 20, float("nan"), 20], [1, 5, 9, 7], most=4) == [3, 1, 0, 2]


def test_the_sum_is_told_in_the_order_of_the_product() -> None:
    """PRODUCT 5.3 to the letter, and to the minute."""
    whole = plan(4.5)
    assert [round(line.hours, 1) for line in whole.lines] == [90.0, 52.5, 30.0, 23.3, 16.7]
    assert whole.needed == 212.5
    assert whole.left == 3.5


def test_how_often_can_be_chosen_by_circle() -> None:
    whole = plan(1, {"cookout": 10}, one_to_ones={"cookout": 2}, touches={"cookout": 6})
    assert [(line.kind, line.times, line.hours) for line in whole.lines] == [("one_to_one", 2, 30), ("touch", 6, 10)]


def test_fewer_hours_than_the_people_take_leave_no_first_meetings_and_say_what_is_short() -> None:
    year = year_of_one_to_ones(1)
    assert (year.one_to_ones, year.first_meetings, year.short) == (32, 0, 64)


def test_a_room_is_full_when_no_seat_is_open() -> None:
    assert (room(15, 13).open, room(15, 13).full) == (2, False)
    assert (room(15, 17).over, room(15, 17).full) == (2, True)


@pytest.mark.parametrize("hours", [-1, float("nan"), float("inf")])
def test_hours_that_make_no_sense_are_refused(hours: float) -> None:
    with pytest.raises(ScienceError):
        plan(hours)
    with pytest.raises(ScienceError):
        year_of_one_to_ones(hours)


def test_numbers_below_zero_are_refused() -> None:
    for ask in (
        lambda: room(-1, 0),
        lambda: year_of_one_to_ones(4, people=-1),
        lambda: layers(float("nan")),
        lambda: plan(4, {"cookout": 1}, touches={"cookout": -1}),
    ):
        with pytest.raises(ScienceError):
            ask()
