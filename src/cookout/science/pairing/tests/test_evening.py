"""Who sits where at a speed evening: against everything that is possible, known designs, and the verifier."""

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.pairing.evening import plan_evening, without
from cookout.science.pairing.evening_bound import fewest_repeats, most_turns, verify_evening
from cookout.science.pairing.evening_instance import GONE, OUT, Evening, Seating, met
from cookout.science.pairing.evening_start import field_of, places_by_field

QUICK = 800_000


def asked(
    members: int, tables: int, seats: int, turns: int, *, seed: int = 0, apart: tuple[tuple[int, int], ...] = ()
) -> Evening:
    random = np.random.default_rng(seed)
    gain = np.triu(random.integers(1, 100, (members, members)), 1)
    kept = np.zeros((members, members), bool)
    for one, other in apart:
        kept[one, other] = kept[other, one] = True
    return Evening(members, tables, seats, turns, kept, gain + gain.T)


def every_turn(evening: Evening) -> list[tuple[int, ...]]:
    """All ways to fill the tables once, those that differ by the tables' numbers alone counted once."""
    labels = [table for table, size in enumerate(evening.sizes) for _ in range(size)] + [OUT] * evening.out
    found: dict[frozenset[frozenset[int]], tuple[int, ...]] = {}
    for turn in set(permutations(labels)):
        tables = frozenset(frozenset(i for i, at in enumerate(turn) if at == table) for table in set(turn) - {OUT})
        if not any(evening.apart[i, j] for people in tables for i in people for j in people):
            found[tables] = turn
    return list(found.values())


def best_by_trying(evening: Evening) -> tuple[int, int]:
    """Fewest repeats, and the most gain among those, of all seatings that share sitting out evenly."""
    best = (10**9, 0)
    for turns in product(every_turn(evening), repeat=evening.turns):
        place = np.array(turns)
        outs = (place == OUT).sum(axis=0)
        if np.ptp(outs) <= 1:
            times = met(place)
            repeats = int(np.triu(np.maximum(times - 1, 0)).sum())
            best = min(best, (repeats, -int(np.triu(evening.gain * (times > 0)).sum())))
    return best[0], -best[1]


@pytest.mark.parametrize("size", [(4, 2, 2, 3), (5, 2, 2, 3), (5, 2, 3, 1), (6, 3, 2, 2), (6, 2, 3, 1), (7, 2, 3, 1)])
@pytest.mark.parametrize("seed", [1, 2])
def test_small_evenings_are_as_good_as_trying_everything(size: tuple[int, int, int, int], seed: int) -> None:
    evening = asked(*size, seed=seed)
    seating = plan_evening(evening, seed=seed, work=QUICK)
    assert (seating.repeats, seating.value) == best_by_trying(evening)


def test_two_kept_apart_never_meet_and_the_rest_is_as_good_as_trying_everything() -> None:
    evening = asked(6, 3, 2, 3, seed=5, apart=((0, 1), (2, 3)))
    seating = plan_evening(evening, work=QUICK)
    assert (seating.repeats, seating.value, seating.optimal) == (*best_by_trying(evening), True)
    assert met(seating.place)[0, 1] == met(seating.place)[2, 3] == 0


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_the_fewest_repeats_are_never_above_what_trying_finds(turns: int) -> None:
    evening = asked(5, 2, 3, turns)
    assert fewest_repeats(evening) <= best_by_trying(evening)[0]


@pytest.mark.parametrize("size", [(16, 4, 4, 5), (9, 3, 3, 4), (25, 5, 5, 6), (8, 4, 2, 7)])
def test_where_everybody_can_meet_everybody_once_they_do(size: tuple[int, int, int, int]) -> None:
    seating = plan_evening(asked(*size), seed=3, work=QUICK)
    assert seating.repeats == 0
    assert seating.optimal
    assert (met(seating.place) + np.eye(size[0], dtype=int) == 1).all()


@pytest.mark.parametrize(
    "size", [(40, 8, 5, 6), (42, 8, 5, 6), (37, 8, 5, 6), (24, 6, 4, 5), (30, 6, 5, 3), (35, 7, 5, 6), (20, 5, 4, 5)]
)
def test_usual_evenings_have_no_repeats_and_share_sitting_out(size: tuple[int, int, int, int]) -> None:
    seating = plan_evening(asked(*size), work=1_000_000)
    outs = (seating.place == OUT).sum(axis=0)
    assert seating.repeats == 0
    assert np.ptp(outs) <= 1
    assert outs.sum() == max(0, size[0] - size[1] * size[2]) * size[3]


def test_an_odd_number_in_pairs_leaves_out_one_a_turn_and_nobody_twice() -> None:
    seating = plan_evening(asked(9, 4, 2, 8))
    assert seating.optimal
    assert (seating.place == OUT).sum(axis=1).tolist() == [1] * 8
    assert (seating.place == OUT).sum(axis=0).max() == 1


def test_the_same_seed_seats_the_same_and_another_one_others() -> None:
    evening = asked(20, 5, 4, 4)
    one, again, other = (plan_evening(evening, seed=seed, work=QUICK) for seed in (7, 7, 8))
    assert (one.place == again.place).all()
    assert (one.place != other.place).any()


def test_one_classification_of_more_than_the_tables_sits_out_rather_than_together() -> None:
    three = ((0, 1), (0, 2), (1, 2))
    seating = plan_evening(asked(8, 2, 4, 1, apart=three), work=QUICK)
    assert met(seating.place)[:3, :3].sum() == 0
    assert (seating.place == OUT).sum() == 1


@st.composite
def evenings(draw: st.DrawFn) -> Evening:
    members = draw(st.integers(2, 14))
    tables, seats = draw(st.integers(1, 5)), draw(st.integers(2, min(5, members)))
    pairs = [(i, j) for i in range(members) for j in range(i)]
    apart = tuple(draw(st.lists(st.sampled_from(pairs), max_size=8)))
    evening = asked(members, tables, seats, 1, seed=draw(st.integers(0, 99)), apart=apart)
    return replace(evening, turns=draw(st.integers(1, min(4, most_turns(evening)))))


def plausible(evening: Evening) -> Seating | None:
    """A seating, or None where counting or the rules leave none."""
    if fewest_repeats(evening) or evening.apart.sum() == evening.members * (evening.members - 1):
        return None
    return plan_evening(evening, work=160_000)


@given(evenings())
def test_every_seating_passes_the_verifier(evening: Evening) -> None:
    seating = plausible(evening)
    if seating is not None:
        verify_evening(evening, seating)


@given(evenings(), st.data())
def test_whoever_leaves_moves_one_other_a_turn_at_most(evening: Evening, data: st.DataObject) -> None:
    seating = plausible(evening)
    if seating is None or evening.members < 4:
        return
    member, turn = data.draw(st.integers(0, evening.members - 1)), data.draw(st.integers(0, evening.turns - 1))
    after = without(evening, seating.place, member, turn)
    changed = after.place != seating.place
    changed[:, member] = False
    assert changed[:turn].sum() == 0
    assert changed.sum(axis=1).max() <= 1
    assert (after.place[turn:, member] == GONE).all()
    assert after.repeats <= seating.repeats


def test_who_sits_out_takes_the_empty_seat() -> None:
    evening = asked(5, 2, 2, 1)
    seating = plan_evening(evening)
    waits, leaves = int(np.flatnonzero(seating.place[0] == OUT)[0]), int(np.flatnonzero(seating.place[0] == 0)[0])
    after = without(evening, seating.place, leaves, 0)
    assert after.place[0, waits] == 0


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((1, 1, 2, 1), "two people or more"),
        ((4, 1, 5, 1), "5 seats, but there are 4 people"),
        ((4, 2, 1, 1), "two seats or more"),
        ((4, 0, 2, 1), "one table and one turn"),
        ((6, 3, 2, 6), "in 5 turns at most, not in 6"),
        ((12, 3, 4, 3), "in one turn at most, not in 3"),
        ((401, 80, 5, 2), "400 people"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(size: tuple[int, int, int, int], words: str) -> None:
    with pytest.raises(ScienceError, match=words):
        plan_evening(asked(*size))


def test_repeats_that_must_be_are_as_few_as_counting_allows_where_asked_for() -> None:
    seating = plan_evening(asked(4, 2, 2, 4), work=QUICK, repeats=True)
    assert seating.repeats == seating.fewest_repeats == 2


def test_one_sided_or_wrong_gains_are_refused() -> None:
    none = np.zeros((2, 2), bool)
    for gain, words in (([[0, 1], [2, 0]], "both ways"), ([[0, -1], [-1, 0]], "from 0 to"), ([[0]], "for each two")):
        with pytest.raises(ScienceError, match=words):
            Evening(2, 1, 2, 1, none, np.array(gain))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"value": 1}, "not what the answer says"),
        ({"repeats": 1}, "not what the answer says"),
        ({"upper_bound": 0}, "its own bound"),
        ({"place": np.array([[0, 0, 0, 1]])}, "sits alone|3 sit at table"),
        ({"place": np.array([[0, 1, 2, 3]])}, "not among the 2"),
        ({"place": np.array([[0, 0, 1]])}, "for each turn and member"),
        ({"place": np.full((1, 4), OUT)}, "Nobody sits with anybody"),
    ],
)
def test_the_verifier_refuses_what_is_not_so(changed: dict[str, object], words: str) -> None:
    evening = asked(4, 2, 2, 1)
    seating = plan_evening(evening)
    with pytest.raises(ScienceError, match=words):
        verify_evening(evening, replace(seating, **changed))  # type: ignore[arg-type]  # wrong on purpose


def test_the_verifier_sees_who_is_kept_apart() -> None:
    free, bound = asked(4, 2, 2, 1), asked(4, 2, 2, 1, apart=((0, 1), (2, 3), (0, 2), (1, 3)))
    place = np.array([[0, 0, 1, 1]])
    value = int(free.gain[0, 1] + free.gain[2, 3])
    with pytest.raises(ScienceError, match="kept apart"):
        verify_evening(bound, Seating(place, value, value, 0, 0))


@pytest.mark.parametrize("size", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_fields_are_fields(size: int) -> None:
    known = field_of(size)
    assert known is not None
    assert (np.sort(known.times[1:, 1:], axis=1) == np.arange(1, size)).all()
    left = known.times[:, known.add]
    right = known.add[known.times[:, :, None], known.times[:, None, :]]
    assert (left == right).all()


@pytest.mark.parametrize("size", [6, 10, 12, 14])
def test_no_field_has_so_many_elements(size: int) -> None:
    assert field_of(size) is None


@pytest.mark.parametrize("size", [(8, 5, 8), (9, 5, 9), (6, 4, 4), (6, 5, 3), (10, 5, 7), (16, 5, 16), (27, 4, 9)])
def test_places_from_a_field_have_no_repeats(size: tuple[int, int, int]) -> None:
    places = places_by_field(*size).reshape(size[2], -1)
    assert met(places).max() == 1
    assert all((np.bincount(turn) == size[1]).all() for turn in places)
