"""Scorecards: points by hand, properties, and rule sets that make no sense."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.scorecard import COUNTS, as_data, read_rules, score, spread

LIGHT = {
    "weeks": 26,
    "lines": [
        {"count": "absent", "steps": [[0, 15], [1, 10], [3, 5], [4, 0]]},
        {"count": "given", "per": "week", "steps": [[0.5, 5], [1, 15]]},
        {"count": "there", "of": "expected", "each": 10, "most": 10},
        {"count": "credits", "each": 2, "most": 10},
    ],
    "bands": [{"name": "amber", "from": 25}, {"name": "green", "from": 40}],
}
FULL = {"absent": 0, "given": 26, "there": 24, "expected": 24, "credits": 5}


@pytest.mark.parametrize(
    ("change", "points", "band"),
    [
        ({}, 50, "green"),
        ({"absent": 2}, 45, "green"),
        ({"absent": 9}, 35, "amber"),
        ({"given": 25}, 40, "green"),
        ({"given": 12}, 35, "amber"),
        ({"there": 12}, 45, "green"),
        ({"credits": 99}, 50, "green"),
        ({"given": 0, "absent": 4}, 20, ""),
    ],
)  # fmt: skip
def test_points_worked_by_hand(change: dict[str, float], points: float, band: str) -> None:
    found = score(read_rules(LIGHT), {**FULL, **change})
    assert (found.low, found.high, found.band) == (points, points, band)


def test_a_missing_count_leaves_the_points_open_and_names_a_band_where_it_does_not_matter() -> None:
    rules = read_rules(LIGHT)
    one = score(rules, {**FULL, "credits": None})
    assert (one.low, one.high, one.band) == (40, 50, "green")
    assert one.lines[3] == (None, None)
    assert score(rules, {**FULL, "given": None}).band is None
    assert score(rules, {**FULL, "there": 0, "expected": 0}).lines[2] == (None, None)


def test_who_came_later_is_measured_in_her_own_weeks() -> None:
    rules = read_rules(LIGHT)
    assert score(rules, {**FULL, "given": 4}, weeks=4).low == 50
    assert score(rules, {**FULL, "given": 4}).low == 35
    assert score(rules, FULL, weeks=0).lines[1] == (None, None)


def test_the_spread_counts_everybody_once() -> None:
    rules = read_rules(LIGHT)
    several = [score(rules, FULL), score(rules, {**FULL, "absent": 9}), score(rules, {**FULL, "given": None}),
               score(rules, {**FULL, "given": 0, "absent": 9})]  # fmt: skip
    assert spread(rules, several) == {"green": 1, "amber": 1, "": 1, "?": 1}


counts = st.dictionaries(st.sampled_from(COUNTS), st.none() | st.integers(0, 200))
steps = st.lists(st.integers(0, 50), min_size=1, max_size=5, unique=True).map(
    lambda starts: [[start, points * 3] for points, start in enumerate(sorted(starts))]
)
lines = st.one_of(
    st.builds(lambda count, steps: {"count": count, "steps": steps}, st.sampled_from(COUNTS), steps),
    st.builds(
        lambda count, each, most: {"count": count, "per": "week", "each": each, "most": most},
        st.sampled_from(COUNTS), st.integers(0, 9), st.integers(0, 99),
    ),
)  # fmt: skip
cards = st.builds(
    lambda lines, start: {"weeks": 13, "lines": lines, "bands": [{"name": "green", "from": start}]},
    st.lists(lines, min_size=1, max_size=5), st.integers(0, 60),
)  # fmt: skip


@given(cards, counts)
def test_points_lie_between_none_and_the_best_and_knowing_more_only_narrows_them(
    card: dict[str, Any], told: dict[str, Any]
) -> None:
    rules = read_rules(card)
    found = score(rules, told)
    assert 0 <= found.low <= found.high <= rules.best + 1e-9
    whole = score(rules, {name: told.get(name) or 0 for name in COUNTS})
    assert found.low - 1e-9 <= whole.low <= found.high + 1e-9
    assert found.band is None or found.band == whole.band


@given(cards)
def test_rules_come_back_from_their_data(card: dict[str, Any]) -> None:
    rules = read_rules(card)
    assert read_rules(as_data(rules)) == rules


def wrong(**change: Any) -> dict[str, Any]:
    return {**LIGHT, **change}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (None, "has weeks"),
        (wrong(weeks=0), "how many weeks"),
        (wrong(weeks=True), "how many weeks"),
        (wrong(lines=[]), "1 to 20 lines"),
        (wrong(lines="given"), "1 to 20 lines"),
        (wrong(lines=[{"count": "trust", "each": 1, "most": 1}]), "nothing that is counted"),
        (wrong(lines=[{"count": "given", "of": "trust", "each": 1, "most": 1}]), "nothing that is counted"),
        (wrong(lines=[{"count": "given", "per": "month", "each": 1, "most": 1}]), "for each week"),
        (wrong(lines=[{"count": "given"}]), "needs a number"),
        (wrong(lines=[{"count": "given", "each": float("nan"), "most": 1}]), "needs a number"),
        (wrong(lines=[{"count": "given", "each": -1, "most": 1}]), "needs a number"),
        (wrong(lines=[{"count": "given", "steps": []}]), "steps"),
        (wrong(lines=[{"count": "given", "steps": [[1, 5], [1, 9]]}]), "steps rise"),
        (wrong(lines=[{"count": "given", "steps": [[1]]}]), "each step"),
        (wrong(lines=["given"]), "says what it counts"),
        (wrong(bands=[{"name": "green", "from": 1}] * 2), "name of its own"),
        (wrong(bands=[{"name": "?", "from": 1}]), "name of its own"),
        (wrong(bands=[{"name": "green"}]), "needs a number"),
        (wrong(bands="green"), "at most 8 bands"),
    ],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused_in_a_sentence(told: Any, said: str) -> None:
    with pytest.raises(ScienceError, match=said):
        read_rules(told)
