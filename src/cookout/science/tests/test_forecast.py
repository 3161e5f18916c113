"""How many of the planned ones take place."""

import random

from hypothesis import given
from hypothesis import strategies as st

from cookout.science.forecast import FEWEST_KNOWN, chances, forecast


@given(st.integers(1, 12), st.integers(0, 60), st.integers(0, 60))
def test_the_chances_add_up_to_one(planned: int, took_place: int, missed: int) -> None:
    assert abs(sum(chances(planned, took_place=took_place, known=took_place + missed)) - 1) < 1e-9


@given(st.integers(1, 12), st.integers(0, 60), st.integers(0, 60))
def test_the_range_lies_within_what_is_planned_and_holds_four_fifths(
    planned: int, took_place: int, missed: int
) -> None:
    told = forecast(planned, took_place=took_place, known=took_place + missed)
    if took_place + missed < FEWEST_KNOWN:
        assert told is None
        return
    assert told is not None
    assert 0 <= told.low <= told.high <= planned
    among = chances(planned, took_place=took_place, known=took_place + missed)
    assert sum(among[told.low : told.high + 1]) >= 0.8 - 1e-9


def test_the_chances_are_those_that_a_simulation_finds() -> None:
    """The slow obvious way: draw a chance, throw so many coins, count."""
    lot, counts = random.Random(7), [0, 0, 0, 0]
    for _draw in range(20_000):
        chance = lot.betavariate(8 + 1, 2 + 1)
        counts[sum(lot.random() < chance for _coin in range(3))] += 1
    for seen, told in zip(counts, chances(3, took_place=8, known=10), strict=True):
        assert abs(seen / 20_000 - told) < 0.015


def test_nothing_planned_is_no_forecast() -> None:
    assert forecast(0, took_place=9, known=10) is None


def test_who_always_came_is_expected_to_come() -> None:
    told = forecast(2, took_place=30, known=30)
    assert told is not None
    assert (told.low, told.high) == (2, 2)
