"""Odd sets are found where a least cut shows them, beside looking at every set of people; no plan breaks them."""

from itertools import combinations

import numpy as np
import pytest

from cookout.science.pairing.clock import Clock
from cookout.science.pairing.instance import Ints, Rules
from cookout.science.pairing.least_cuts import Links, least_cuts
from cookout.science.pairing.meetings import columns_of, limits_of, meetings_of
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.odd_sets import broken_by
from cookout.science.pairing.program import Program
from cookout.science.pairing.tests.made_pairs import clustered
from cookout.science.pairing.tests.test_month_plan import candidates_of, random_question
from cookout.science.pairing.verify import verify_plan


def strength(links: Links, inside: set[int]) -> float:
    """How strongly a set is linked to the rest."""
    return sum(much for one in inside for other, much in links[one].items() if other not in inside)


def some_links(nodes: int, seed: int) -> Links:
    draw = np.random.default_rng(seed)
    links: Links = [{} for _ in range(nodes)]
    for a, b in combinations(range(nodes), 2):
        if draw.random() < 0.5:
            links[a][b] = links[b][a] = float(draw.integers(1, 20)) / 10
    return links


@pytest.mark.parametrize("seed", range(20))
def test_the_best_odd_cut_is_among_the_least_cuts(seed: int) -> None:
    links, odd = some_links(8, seed), set(range(0, 8, 2)) if seed % 2 else set(range(8))
    every = [{*some} for size in range(1, 8) for some in combinations(range(1, 8), size)]
    best = min(strength(links, inside) for inside in every if len(inside & odd) % 2)
    found = least_cuts(links)
    assert len(found) == 7
    assert min(strength(links, inside) for inside in found if len(inside & odd) % 2) == pytest.approx(best)


def test_a_large_odd_set_is_found_though_its_parts_are_not_torn_alike() -> None:
    """Two triangles of halves that are linked by a whole pair: each is an odd set, both together are none."""
    pairs = {(0, 1): 5, (1, 2): 5, (0, 2): 5, (3, 4): 5, (4, 5): 5, (3, 5): 5, (2, 3): 1}
    meetings = meetings_of(candidates_of(6, pairs), Rules(1, np.ones(6, int), np.ones((6, 1), bool)))
    share = np.where(meetings.gain == 5, 0.5, 0.0)
    cuts = broken_by(meetings, np.arange(7), share)
    assert cuts is not None
    assert (cuts.rows @ share > cuts.most).all()
    assert {tuple(np.flatnonzero(row)) for row in cuts.rows.toarray()} >= {
        tuple(np.flatnonzero(meetings.candidates.second < 3)),
        tuple(np.flatnonzero(meetings.candidates.first > 2)),
    }


def held(place_of: Ints, wide: int) -> Ints:
    taken = np.zeros(wide, np.int64)
    taken[place_of] = 1
    return taken


def test_odd_sets_cut_off_no_plan() -> None:
    cut = 0
    for seed in range(12):
        question = random_question(18, 80 + seed)
        meetings = meetings_of(*question)
        share = Program.of(meetings, limits_of(meetings)).prices(Clock(20)).share
        more = broken_by(meetings, np.arange(share.size), share)
        if more is None:
            continue
        cut += 1
        plan = plan_weeks(*question, seed=seed)
        assert (more.rows @ share > more.most).all()
        assert (more.rows @ held(columns_of(meetings, plan.chosen, plan.week), share.size) <= more.most).all()
    assert cut


def test_a_chapter_of_three_circles_is_planned_with_proof() -> None:
    """Which circle has an odd number of people in a week decides: only sets as large as a circle show it."""
    draw = np.random.default_rng(30091)
    can = (draw.random((50, 4, 3)) < 0.5) & (draw.random((50, 4)) < 0.86)[:, :, None]
    question = clustered(50, 30091), Rules(4, np.full(50, 4), can)
    plan = plan_weeks(*question, seconds=5.0)
    verify_plan(*question, plan)
    assert plan.optimal
