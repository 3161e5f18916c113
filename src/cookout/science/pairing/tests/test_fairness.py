"""Fair over the quarter: needs break ties and never cost gain."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.pairing.fairness import fair, needs
from cookout.science.pairing.instance import MOST_GAIN, Candidates
from cookout.science.pairing.tests.hat_made import every_matching


@given(st.data())
def test_of_the_plans_of_the_highest_gain_one_of_the_highest_need_is_the_best(data: st.DataObject) -> None:
    members = data.draw(st.integers(2, 6))
    pairs = tuple(combinations(range(members), 2))
    gain = data.draw(st.lists(st.integers(1, 4), min_size=len(pairs), max_size=len(pairs)))
    need = data.draw(st.lists(st.integers(0, 15), min_size=members, max_size=members))
    asked = Candidates(members, *np.array(pairs).T, np.array(gain))
    found = fair(asked, np.array(need), members // 2)
    worth = dict(zip(pairs, gain, strict=True))
    scaled = dict(zip(pairs, found.candidates.gain.tolist(), strict=True))

    def order(matching: tuple[tuple[int, int], ...]) -> tuple[int, int]:
        return sum(worth[pair] for pair in matching), sum(need[one] - min(need) for pair in matching for one in pair)

    every = every_matching(pairs)
    best = max(every, key=lambda matching: sum(scaled[pair] for pair in matching))
    assert order(best) == max(map(order, every))
    for matching in every:
        assert found.gain(sum(scaled[pair] for pair in matching)) == order(matching)[0]


def test_equal_needs_leave_the_gains_alone() -> None:
    asked = Candidates(3, np.array([0, 0]), np.array([1, 2]), np.array([5, 7]))
    found = fair(asked, np.array([9, 9, 9]), 100)
    assert (found.scale, found.candidates) == (1, asked)


def test_gains_at_the_edge_of_the_range_are_left_alone() -> None:
    asked = Candidates(2, np.array([0]), np.array([1]), np.array([MOST_GAIN]))
    assert fair(asked, np.array([0, 1]), 1).candidates is asked


def test_nobody_and_nothing_have_no_needs() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert needs(none, none).size == 0
    assert fair(Candidates(0, none, none, none), none, 0).scale == 1


def test_sitting_out_weighs_more_than_any_lack_of_gain() -> None:
    sat_out, gained = np.array([1, 0, 0, 0]), np.array([1000, 0, 0, 10])
    need = needs(sat_out, gained)
    assert need[0] > need[1:].max()
    assert need[1] == need[2] > need[3]
    assert needs(np.array([3, 99]), np.array([0, 0])).tolist() == [15, 15]


def test_equal_histories_have_equal_needs() -> None:
    assert len(set(needs(np.full(7, 2), np.full(7, 40)).tolist())) == 1


def test_what_does_not_belong_together_is_refused() -> None:
    asked = Candidates(3, np.array([0]), np.array([1]), np.array([5]))
    with pytest.raises(ScienceError, match="each member"):
        needs(np.zeros(2, dtype=np.int64), np.zeros(3, dtype=np.int64))
    with pytest.raises(ScienceError, match="one need"):
        fair(asked, np.zeros(2, dtype=np.int64), 1)
