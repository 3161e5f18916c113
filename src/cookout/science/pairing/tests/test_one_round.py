"""One round against trying everything, and against itself seen from elsewhere."""

import doctest
from collections.abc import Callable
from random import Random
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.pairing import bound, one_round, start, verify
from cookout.science.pairing.foresight import EACH
from cookout.science.pairing.instance import MOST_GAIN, Candidates, Matching
from cookout.science.pairing.neighbours import Neighbours
from cookout.science.pairing.one_round import one_round as pair
from cookout.science.pairing.search import Search
from cookout.science.pairing.start import from_assignment, nothing_yet
from cookout.science.pairing.tests.made_pairs import HOSTILE, clustered, hostile, propensity, scattered, sparse, uniform
from cookout.science.pairing.tests.slow_pairs import highest_gain

SIZES = [st.integers(1, 3), st.integers(1, 50), st.integers(MOST_GAIN - 3, MOST_GAIN)]


@st.composite
def groups(draw: st.DrawFn, most: int = 8) -> Candidates:
    """Up to so many members, any pairs of them, gains of one size."""
    members = draw(st.integers(0, most))
    listed = [(one, other) for other in range(members) for one in range(other)]
    kept = draw(st.lists(st.sampled_from(listed), unique=True)) if listed else []
    size = draw(st.sampled_from(SIZES))
    return of_pairs(members, [(one, other, draw(size)) for one, other in kept])


def of_pairs(members: int, pairs: list[tuple[int, int, int]]) -> Candidates:
    """Candidates from (one, other, gain)."""
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    return Candidates(members, columns[:, 0], columns[:, 1], columns[:, 2])


def proved(candidates: Candidates, cold: bool) -> tuple[int, int]:
    """Value and bound of the search from one of its two beginnings, whatever the size."""
    near = Neighbours.of(candidates)
    price, pairs = nothing_yet(candidates) if cold else from_assignment(candidates, near)
    search = Search(near, price, pairs)
    search.run()
    mate = np.array(search.nest.mate)
    value = int(candidates.gain[mate[candidates.first] == candidates.second].sum())
    return value, bound.bound_of(candidates, search.prices())


@pytest.mark.parametrize("module", [bound, one_round, verify])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@settings(max_examples=400, deadline=None)
@given(groups())
def test_a_round_gains_what_trying_everything_finds(candidates: Candidates) -> None:
    answer = pair(candidates)
    assert answer.value == highest_gain(candidates) == answer.upper_bound
    assert answer.optimal


@settings(max_examples=400, deadline=None)
@given(groups())
def test_both_beginnings_lead_to_the_same_proved_gain(candidates: Candidates) -> None:
    best = highest_gain(candidates)
    assert proved(candidates, cold=True) == (best, best)
    assert proved(candidates, cold=False) == (best, best)


@settings(max_examples=300, deadline=None)
@given(groups(), st.integers(1, 3))
def test_bidding_for_the_likeliest_pairs_of_large_groups_is_as_exact_in_small_ones(
    candidates: Candidates, likeliest: int
) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(start, "TABLE", 0)
        small.setattr(start, "MANY", 0)
        small.setattr(start, "LIKELIEST", likeliest)
        small.setattr(start, "ADDED", 1)
        best = highest_gain(candidates)
        assert proved(candidates, cold=False) == (best, best)


def test_members_who_outbid_one_another_by_single_units_do_not_bid_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gains of 2^40 that differ by one: a sparse assignment solver of the usual kind takes 2^40 steps here."""
    monkeypatch.setattr(start, "TABLE", 0)
    first, second = [0, 2, 4, 1, 2, 2, 1, 0, 3, 1, 0], [2, 4, 5, 2, 5, 6, 4, 5, 5, 3, 1]
    less = [2, 1, 2, 2, 1, 2, 1, 1, 1, 1, 2]
    candidates = of_pairs(7, [(i, j, MOST_GAIN - k) for i, j, k in zip(first, second, less, strict=True)])
    assert proved(candidates, cold=False) == (highest_gain(candidates),) * 2


@pytest.mark.parametrize("most", [1, 3, 20_000, MOST_GAIN])
def test_400_members_are_proved_from_both_beginnings(most: int) -> None:
    candidates = sparse(400, 6, 4, most)
    cold, warm = proved(candidates, cold=True), proved(candidates, cold=False)
    assert cold == warm
    assert cold[0] == cold[1]


@pytest.mark.parametrize("made", [uniform, clustered, propensity, lambda members, seed: sparse(members, 12, seed)])
def test_a_search_that_is_ended_says_so_and_its_bound_is_certain_and_near(
    made: Callable[[int, int], Candidates], monkeypatch: pytest.MonkeyPatch
) -> None:
    candidates = made(521, 5)
    best = pair(candidates).value
    monkeypatch.setattr(one_round, "LONG", 0)
    near = pair(candidates)
    assert near.value <= best <= near.upper_bound
    assert near.value >= 0.97 * near.upper_bound
    assert near.optimal or near.engine != "blossom"


@settings(max_examples=300, deadline=None)
@given(groups(), st.integers(0, 12), st.booleans())
def test_wherever_a_search_is_ended_its_prices_cover_every_pair(candidates: Candidates, steps: int, cold: bool) -> None:
    near = Neighbours.of(candidates)
    search = Search(near, *(nothing_yet(candidates) if cold else from_assignment(candidates, near)))
    done = search.run(steps * EACH)
    price = search.prices()
    mate = np.array(search.nest.mate, dtype=np.int64)
    pairs = mate[candidates.first] == candidates.second
    assert 2 * np.count_nonzero(pairs) == np.count_nonzero(mate >= 0)
    assert bound.bound_of(candidates, price) >= highest_gain(candidates)
    if done:
        assert bound.bound_of(candidates, price) == sum(candidates.gain[pairs].tolist())
    if not price.group.size:
        assert np.all(price.member[candidates.first] + price.member[candidates.second] >= 2 * candidates.gain)


@pytest.mark.parametrize("bidding", [False, True])
@pytest.mark.parametrize("kind", HOSTILE)
def test_gains_that_leave_everybody_a_choice_are_proved(
    kind: str, bidding: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bidding:
        monkeypatch.setattr(start, "TABLE", 0)
        monkeypatch.setattr(start, "LARGE_TABLE", 0)
        monkeypatch.setattr(start, "MOST_ATTEMPTS", 3)
    answer = pair(hostile(kind, 101 if bidding else 300))
    assert answer.optimal


@pytest.mark.parametrize("members", [60, 320])
def test_where_everybody_gains_the_same_with_everybody_all_meet(members: int) -> None:
    answer = pair(uniform(members, 1, most=1))
    assert (answer.value, answer.upper_bound) == (members // 2, members // 2)


@settings(max_examples=200, deadline=None)
@given(groups(), st.data())
def test_a_bound_of_any_prices_is_never_below_the_best(candidates: Candidates, data: st.DataObject) -> None:
    numbers = st.integers(-5, 2 * int(candidates.gain.max(initial=1)))
    member = np.array([data.draw(numbers) for _ in range(candidates.members)], dtype=np.int64)
    groups = data.draw(st.integers(0, 4))
    after = [max(group, 0) for group in range(1 - candidates.members, groups + 1)]
    outer = [
        st.integers(first - 1, groups - 1).map(lambda at, first=first: at if at >= first else -1) for first in after
    ]
    within = [data.draw(group) for group in outer]
    group = [data.draw(numbers) for _ in range(groups)]
    prices = bound.Prices(member, np.array(within, dtype=np.int64), np.array(group, dtype=np.int64))
    assert bound.bound_of(candidates, prices) >= highest_gain(candidates)


@settings(max_examples=60, deadline=None)
@given(groups(most=24), st.randoms(use_true_random=False), st.integers(2, 9))
def test_other_numbers_for_members_and_larger_units_change_nothing(
    candidates: Candidates, chance: Random, unit: int
) -> None:
    if candidates.gain.max(initial=0) * unit > MOST_GAIN:
        unit = 1
    new = list(range(candidates.members))
    chance.shuffle(new)
    rows = zip(candidates.first.tolist(), candidates.second.tolist(), candidates.gain.tolist(), strict=True)
    turned = [(min(new[one], new[other]), max(new[one], new[other]), gain * unit) for one, other, gain in rows]
    chance.shuffle(turned)
    assert pair(of_pairs(candidates.members, turned)).value == unit * pair(candidates).value


@pytest.mark.parametrize("made", [uniform, clustered, propensity])
@pytest.mark.parametrize("members", [13, 50, 151])
def test_a_group_of_each_kind_is_paired_with_proof(made: Callable[[int, int], Candidates], members: int) -> None:
    answer = pair(made(members, 3))
    assert answer.optimal
    assert answer.chosen.size == members // 2


def test_odd_groups_within_odd_groups_are_priced() -> None:
    """Equal gains in a graph of odd rings: prices of members alone cannot prove the best."""
    found = 0
    for seed in range(60):
        candidates = scattered(25, 0.12, 2, seed)
        near = Neighbours.of(candidates)
        search = Search(near, *nothing_yet(candidates))
        search.run()
        prices = search.prices()
        answer = pair(candidates)
        assert answer.optimal
        assert bound.bound_of(candidates, prices) == answer.value
        found += bound.bound_of(candidates, bound.Prices(prices.member)) > answer.value
    assert found >= 5


def test_many_triangles_gain_one_pair_each() -> None:
    triangles = [(3 * k + a, 3 * k + b, 7) for k in range(60) for a, b in ((0, 1), (0, 2), (1, 2))]
    answer = pair(of_pairs(180, triangles))
    assert (answer.value, answer.upper_bound) == (420, 420)


def test_a_long_odd_ring_leaves_one_out() -> None:
    ring = [(k, k + 1, 5) for k in range(400)] + [(0, 400, 5)]
    answer = pair(of_pairs(401, ring))
    assert (answer.value, answer.upper_bound) == (1000, 1000)


def test_a_star_makes_one_pair() -> None:
    answer = pair(of_pairs(200, [(0, k, k) for k in range(1, 200)]))
    assert (answer.value, answer.upper_bound, answer.chosen.tolist()) == (199, 199, [198])


def test_rings_hanging_in_rings_are_solved_without_deep_recursion() -> None:
    """A chain of odd rings, each sharing a member with the next: groups nest seven hundred deep."""
    chain: list[tuple[int, int, int]] = []
    for k in range(700):
        chain += [(2 * k, 2 * k + 1, 4), (2 * k + 1, 2 * k + 2, 4), (2 * k, 2 * k + 2, 4)]
    value, upper = proved(of_pairs(1401, chain), cold=True)
    assert value == upper == 4 * 700


@pytest.mark.parametrize("members", [0, 1, 2, 5, 40])
def test_nobody_who_may_meet_is_an_empty_round(members: int) -> None:
    answer = pair(of_pairs(members, []))
    assert (answer.chosen.tolist(), answer.value, answer.upper_bound) == ([], 0, 0)


def test_the_highest_gains_allowed_are_summed_exactly() -> None:
    """Above 2^53 a floating-point sum would lose the last units."""
    draw = np.random.default_rng(5)
    gains = MOST_GAIN - draw.integers(0, 2000, 100 * 99 // 2)
    first, second = np.triu_indices(100, 1)
    answer = pair(Candidates(100, first, second, gains))
    assert answer.optimal
    assert answer.value == sum(gains[answer.chosen].tolist())


def test_an_assignment_that_is_far_from_the_best_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the solver's numbers had been too coarse."""
    candidates = sparse(60, 8, 1)
    best = pair(candidates)
    wrong = np.roll(np.arange(60), 1), np.zeros(60, dtype=np.int64)
    monkeypatch.setattr("cookout.science.pairing.start.assign", lambda *_: wrong)
    again = pair(candidates)
    assert (again.value, again.optimal) == (best.value, True)


def test_the_same_question_has_the_same_answer() -> None:
    one, other = pair(clustered(90, 2)), pair(clustered(90, 2))
    assert isinstance(one, Matching)
    assert one.chosen.tolist() == other.chosen.tolist()
