"""One round against an independent exact solver; by `make proof`."""

from collections.abc import Callable

import networkx
import numpy as np
import pytest

from cookout.science.pairing.bound import bound_of
from cookout.science.pairing.foresight import EACH
from cookout.science.pairing.instance import Candidates
from cookout.science.pairing.neighbours import Neighbours
from cookout.science.pairing.one_round import one_round
from cookout.science.pairing.search import Search
from cookout.science.pairing.start import nothing_yet
from cookout.science.pairing.tests.made_pairs import (
    HOSTILE,
    clustered,
    hostile,
    propensity,
    region,
    scattered,
    sparse,
    uniform,
)

pytestmark = pytest.mark.proof

MOST = (1, 2, 7, 1000, 10**6, 2**40)


def of_networkx(candidates: Candidates) -> int:
    """The highest gain as networkx finds it."""
    graph = networkx.Graph()
    rows = zip(candidates.first.tolist(), candidates.second.tolist(), candidates.gain.tolist(), strict=True)
    graph.add_weighted_edges_from(rows)
    return sum(graph[one][other]["weight"] for one, other in networkx.max_weight_matching(graph))


def test_280_groups_of_up_to_20_gain_what_networkx_finds() -> None:
    for seed in range(280):
        share = (0.1, 0.25, 0.5, 1.0)[seed % 4]
        candidates = scattered(2 + seed % 19, share, MOST[seed % 6], seed)
        answer = one_round(candidates)
        assert answer.optimal, seed
        assert answer.value == of_networkx(candidates), seed


def test_20_groups_of_40_gain_what_networkx_finds() -> None:
    for seed in range(20):
        made = (uniform, clustered, propensity)[seed % 3]
        candidates = made(40, seed) if seed % 4 else scattered(40, 0.15, MOST[seed % 6], seed)
        answer = one_round(candidates)
        assert answer.optimal, seed
        assert answer.value == of_networkx(candidates), seed


@pytest.mark.parametrize("made", [uniform, clustered, propensity])
def test_groups_of_120_that_begin_with_their_likeliest_pairs_gain_what_networkx_finds(
    made: Callable[[int, int], Candidates],
) -> None:
    for seed in range(3):
        candidates = made(120, seed)
        answer = one_round(candidates)
        assert answer.optimal, seed
        assert answer.value == of_networkx(candidates), seed


def test_3000_small_groups_with_many_ties_are_proved() -> None:
    for seed in range(3000):
        candidates = scattered(2 + seed % 40, (0.05, 0.1, 0.3)[seed % 3], 1 + seed % 5, seed)
        assert one_round(candidates).optimal, seed


@pytest.mark.parametrize("seed", range(5))
def test_a_thousand_members_with_few_candidates_each_are_proved(seed: int) -> None:
    candidates = sparse(1000, 12, seed, most=(3, 50, 20_000, 10**6, 2**40)[seed])
    answer = one_round(candidates)
    assert answer.optimal
    assert answer.value == of_networkx(candidates)


@pytest.mark.parametrize("kind", HOSTILE)
def test_gains_that_leave_everybody_a_choice_gain_what_networkx_finds(kind: str) -> None:
    for members in (24, 41, 60):
        candidates = hostile(kind, members)
        assert one_round(candidates).value == of_networkx(candidates), members


@pytest.mark.parametrize("kind", HOSTILE)
def test_600_members_with_a_choice_everywhere_are_proved(kind: str) -> None:
    assert one_round(hostile(kind, 600)).optimal


def test_wherever_a_search_from_nothing_is_ended_its_bound_holds_and_comes_down() -> None:
    candidates = sparse(300, 8, 2)
    best, last = one_round(candidates).value, None
    near = Neighbours.of(candidates)
    for steps in range(0, 4000, 80):
        search = Search(near, *nothing_yet(candidates))
        done = search.run(steps * EACH)
        mate = np.array(search.nest.mate)
        value = int(candidates.gain[mate[candidates.first] == candidates.second].sum())
        bound = bound_of(candidates, search.prices())
        assert value <= best <= bound
        assert last is None or bound <= last
        last = bound
        if done:
            break
    assert done
    assert last == best


def test_ten_thousand_members_of_regions_are_proved() -> None:
    for seed in range(3):
        assert one_round(region(10_000, 25.6, seed, most=(3, 20_000, 2**40)[seed])).optimal, seed
