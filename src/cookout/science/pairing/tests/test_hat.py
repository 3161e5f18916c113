"""The hat: what is kept of a draw, that it can be drawn again, and what is asked of it wrongly."""

import hashlib

import numpy as np
import pytest

from cookout.science.errors import ScienceError
from cookout.science.pairing import hat
from cookout.science.pairing.counting import counted
from cookout.science.pairing.hat import Draw, again, below, draw
from cookout.science.pairing.seating import MOST_TOGETHER, augment, tables
from cookout.science.pairing.shuffling import Words, tournament
from cookout.science.pairing.tests.hat_made import array, some


def mark(found: Draw) -> str:
    """What was drawn with which chances, in few letters."""
    return hashlib.sha256(found.pairs.tobytes() + found.probability.tobytes()).hexdigest()[:12]


GROUPS = {
    "free": (9, some(9, 2, 0)),
    "counted": (13, some(13, 0.6, 1)),
    "slips": (35, some(35, 0.65, 1)),
    "completed": (120, some(120, 0.05, 1)),
}
MARKS = {"free": "96fd4208ac82", "counted": "7c6681be6e22", "slips": "5a3917607a2b", "completed": "c3fc3f8b8d6d"}
"""What these groups are given on every machine and with every NumPy; if it changes, `POLICY` has to change too."""


@pytest.mark.parametrize("way", GROUPS)
def test_the_same_seed_gives_the_same_draw_everywhere(way: str) -> None:
    members, pairs = GROUPS[way]
    found = draw(members, pairs, seed=2026, redraws=1000)
    assert found.ways == (way,)
    assert (mark(found), found.policy) == (MARKS[way], "hat-1")


@pytest.mark.parametrize("way", GROUPS)
def test_every_draw_keeps_the_rules_and_its_chances_add_up(way: str) -> None:
    members, pairs = GROUPS[way]
    found = draw(members, pairs, seed=8, redraws=1000)
    seated = found.pairs.ravel().tolist()
    assert len(set(seated)) == len(seated)
    assert sorted([*seated, *found.sits_out.tolist()]) == list(range(members))
    assert found.drawn.sum() == len(found.pairs)
    assert (found.probability[found.drawn] > 0).all()
    assert found.probability.sum() == pytest.approx(len(found.pairs))
    each = np.bincount(found.first, found.probability, members) + np.bincount(found.second, found.probability, members)
    assert each.max() < 1 + 1e-9
    assert (found.error > 0).any() == (way in hat.SHARES)


@pytest.mark.parametrize("way", GROUPS)
def test_what_is_drawn_again_is_never_what_could_not_be_drawn(way: str) -> None:
    members, pairs = GROUPS[way]
    found = draw(members, pairs, seed=8, redraws=1000)
    codes = again(found, 300, seed=1) @ np.array([members, 1])
    possible = (found.first * members + found.second)[found.probability > 0]
    assert codes.shape == (300, len(found.pairs))
    assert np.isin(codes, possible).all()
    assert len(np.unique(np.sort(codes, axis=1), axis=0)) > 1
    assert (again(found, 300, seed=1) @ np.array([members, 1]) == codes).all()
    assert (again(found, 300, seed=2) @ np.array([members, 1]) != codes).any()


def test_other_seeds_give_other_draws() -> None:
    members, pairs = GROUPS["slips"]
    assert len({mark(draw(members, pairs, seed=seed, redraws=1000)) for seed in range(5)}) == 5


def test_the_order_in_which_pairs_are_told_changes_nothing() -> None:
    members, pairs = GROUPS["counted"]
    assert mark(draw(members, pairs[::-1, ::-1], seed=1)) == mark(draw(members, pairs, seed=1))


@pytest.mark.parametrize(("members", "chance"), [(2, 1.0), (3, 1 / 3), (24, 1 / 23), (35, 1 / 35), (200, 1 / 199)])
def test_without_rules_every_partner_is_equally_likely(members: int, chance: float) -> None:
    found = draw(members, some(members, 2, 0), seed=3)
    assert found.probability == pytest.approx(np.full(members * (members - 1) // 2, chance))
    assert found.sits_out.size == members % 2


def test_whoever_sat_out_is_seated_while_others_can_sit_out() -> None:
    turns = np.array([1, 1, 0, 1, 2])
    for seed in range(20):
        assert draw(5, some(5, 2, 0), seed=seed, sat_out=turns).sits_out.tolist() == [2]
    assert draw(4, array(((0, 1), (0, 2), (0, 3))), seed=1, sat_out=np.array([0, 1, 1, 0])).pairs.tolist() in (
        [[0, 1]],
        [[0, 2]],
    )


def test_over_a_quarter_sitting_out_goes_round() -> None:
    turns = np.zeros(7, dtype=np.int64)
    for month in range(14):
        turns[draw(7, some(7, 2, 0), seed=month, sat_out=turns).sits_out] += 1
    assert turns.tolist() == [2] * 7


def test_two_chapters_are_drawn_apart() -> None:
    one = some(6, 2, 0)
    found = draw(12, np.concatenate([one, one + 6]), seed=1)
    assert found.ways == ("free", "free")
    assert found.probability == pytest.approx(np.full(30, 1 / 5))
    alike = [
        (both.pairs[:3] == both.pairs[3:] - 6).all()
        for both in (draw(12, np.concatenate([one, one + 6]), seed=seed) for seed in range(20))
    ]
    assert sum(alike) < 10


def test_pairs_that_are_certain_or_impossible_tell_nothing() -> None:
    found = draw(6, array(((0, 1), (1, 2), (2, 3), (4, 5))), seed=1)
    assert found.probability.tolist() == [1, 0, 1, 1]
    assert not found.telling.any()
    assert draw(6, some(6, 2, 0), seed=1).telling.all()
    assert not draw(120, some(120, 2, 0), seed=1).telling.any()


@pytest.mark.parametrize("members", [0, 1, 2, 5])
def test_where_nobody_may_meet_everybody_sits_out(members: int) -> None:
    found = draw(members, array(()), seed=1)
    assert found.pairs.shape == (0, 2)
    assert found.sits_out.tolist() == list(range(members))
    assert (found.probability.size, found.ways) == (0, ())
    assert again(found, 3, seed=1).shape == (3, 0, 2)


@pytest.mark.parametrize(
    ("members", "pairs", "sentence"),
    [
        (2, ((0, 2),), "not there"),
        (2, ((-1, 0),), "not there"),
        (0, ((0, 1),), "not there"),
        (3, ((1, 1),), "herself"),
        (3, ((0, 1), (1, 0)), "twice"),
    ],
)
def test_pairs_that_make_no_sense_are_refused_with_the_cause(
    members: int, pairs: tuple[tuple[int, int], ...], sentence: str
) -> None:
    with pytest.raises(ScienceError, match=sentence):
        draw(members, array(pairs), seed=1)


def test_numbers_that_make_no_sense_are_refused() -> None:
    pairs = array(((0, 1),))
    with pytest.raises(ScienceError, match="seed"):
        draw(2, pairs, seed=-1)
    with pytest.raises(ScienceError, match="redraws"):
        draw(2, pairs, seed=1, redraws=10)
    for turns in ([0], [0, -1]):
        with pytest.raises(ScienceError, match="sat out"):
            draw(2, pairs, seed=1, sat_out=np.array(turns))


def test_too_many_who_hang_together_are_refused_and_many_chapters_are_not() -> None:
    ring = np.stack([np.arange(MOST_TOGETHER + 1), np.arange(1, MOST_TOGETHER + 2)], axis=1)
    with pytest.raises(ScienceError, match="each chapter by itself"):
        draw(MOST_TOGETHER + 2, ring, seed=1)
    couples = np.arange(2 * MOST_TOGETHER).reshape(-1, 2)
    assert len(draw(2 * MOST_TOGETHER, couples, seed=1).pairs) == MOST_TOGETHER


def test_a_path_through_a_blossom_is_found() -> None:
    """A stem 0-1, a circle of five 1-2-3-4-5-1 and 6 at its far side: only by going round the odd way is 0 seated."""
    near = [[1], [0, 2, 5], [1, 3], [2, 4, 6], [3, 5], [4, 1], [3, 7], [6]]
    partner = [-1, 2, 1, 4, 3, 6, 5, -1]
    near[5].append(6)
    near[6].append(5)
    assert augment(near, partner, 0)
    assert -1 not in partner
    assert all(partner[partner[place]] == place and partner[place] in near[place] for place in range(8))


def test_numbers_below_a_bound_are_even_at_powers_of_two_and_beyond_a_word() -> None:
    words = Words(5)
    assert {below(1, words) for _ in range(5)} == {0}
    assert {below(4, words) for _ in range(100)} == {0, 1, 2, 3}
    times = np.bincount([below(2**65, words) >> 63 for _ in range(400)], minlength=4)
    assert times.min() > 60


def test_a_count_that_would_take_too_long_is_given_up() -> None:
    one, other = np.triu_indices(40, 1)
    [table] = tables(40, one, other, np.zeros(40, dtype=np.int64))
    assert counted(table) is None


@pytest.mark.parametrize("pairs", [2, 3, 4, 7, 10])
def test_in_a_tournament_everybody_meets_everybody_once(pairs: int) -> None:
    turns = pairs - 1 + pairs % 2
    met = [
        frozenset(both)
        for turn in range(turns)
        for both in zip(*(side.tolist() for side in tournament(pairs, turn)), strict=True)
    ]
    assert len(met) == len(set(met)) == pairs * (pairs - 1) // 2
