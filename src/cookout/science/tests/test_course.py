"""The course of one tie over time, against the design's sentence and the plainest reading of the curve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science import fading
from cookout.science.course import BAND_WISHED, course
from cookout.science.ties import WARM

START, END = 0, 600
pasts = st.lists(st.integers(0, 300), min_size=1, max_size=25)


def first_day_below_warm(last: int, rhythm: float) -> int:
    """The obvious way: look at each coming day."""
    return next(day for day in range(last, last + 10_000) if fading(day - last, rhythm) < WARM - 1e-9)


def test_it_starts_cooling_on_the_first_day_that_is_not_warm_any_more() -> None:
    drawn = course([0, 20, 50, 90], today=100, start=START, end=END)
    assert drawn is not None
    assert drawn.cools_between == (first_day_below_warm(90, 25), first_day_below_warm(90, 35)) == (141, 161)


def test_a_regular_tie_still_has_a_band_because_four_days_do_not_make_a_clock() -> None:
    drawn = course([0, 30, 60, 90], today=100, start=START, end=END)
    assert drawn is not None
    assert drawn.cools_between == (145, 157)


def test_by_the_wished_interval_the_band_is_a_stated_factor_wide() -> None:
    drawn = course([90], today=100, start=START, end=END, wished=30)
    assert drawn is not None
    assert drawn.basis == "wished"
    low, high = (first_day_below_warm(90, 30 * factor) for factor in (1 / BAND_WISHED, BAND_WISHED))
    assert drawn.cools_between == (low, high)


def test_it_never_starts_cooling_in_the_past() -> None:
    days = [0, 20, 50, 90]
    at_the_edge = course(days, today=145, start=START, end=END)
    assert at_the_edge is not None
    assert at_the_edge.cools_between == (146, 161)
    cooled = course(days, today=151, start=START, end=END)
    assert cooled is not None
    assert cooled.cools_between is None


def test_touches_after_today_are_not_known_yet() -> None:
    assert course([0, 20, 50, 90, 140], today=100, start=START, end=END) == course(
        [0, 20, 50, 90], today=100, start=START, end=END
    )
    assert course([140], today=100, start=START, end=END, wished=30) is None


@given(pasts, st.integers(300, 400), st.integers(1, 90))
def test_the_line_ends_where_the_projection_begins(days: list[int], today: int, wished: int) -> None:
    drawn = course(days, today=today, start=START, end=END, wished=wished)
    assert drawn is not None
    assert drawn.line[-1][0] == drawn.ahead[0].day == today
    assert drawn.line[-1][1] == pytest.approx(drawn.ahead[0].middle)
    assert drawn.ahead[-1].day == END


@given(pasts, st.integers(300, 400), st.integers(1, 90))
def test_cooling_is_told_exactly_while_the_tie_is_warm(days: list[int], today: int, wished: int) -> None:
    drawn = course(days, today=today, start=START, end=END, wished=wished)
    assert drawn is not None
    assert (drawn.cools_between is not None) == (drawn.ahead[0].middle >= WARM - 1e-6)
    if drawn.cools_between:
        assert today < drawn.cools_between[0] <= drawn.cools_between[1]


@given(pasts, st.integers(300, 400))
def test_between_two_contacts_the_line_only_falls(days: list[int], today: int) -> None:
    drawn = course(days, today=today, start=START, end=END, wished=30)
    assert drawn is not None
    for (_day, value), (later, below) in zip(drawn.line, drawn.line[1:], strict=False):
        assert below < value or later in drawn.contacts
