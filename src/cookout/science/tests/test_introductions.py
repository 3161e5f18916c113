"""The strongest way of at most three steps, against trying every way, and what is refused."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cookout.science import ScienceError
from cookout.science.introductions import LAST, Path, Ties, strongest, tie_table

N = 6
Row = tuple[int, int, float]
rows = st.lists(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1), st.sampled_from([0.25, 0.5, 0.75, 1.0])), max_size=24
)


def by_hand(ties: list[Row], source: int, target: int) -> tuple[float, int, tuple[int, ...]] | None:
    """Every way through at most two others, in the order that the module promises."""
    close: dict[tuple[int, int], float] = {}
    for one, other, value in ties:
        close[one, other] = max(value, close.get((one, other), 0.0))
    others = [person for person in range(N) if person not in (source, target)]
    found = []
    for between in range(3):
        for through in itertools.permutations(others, between):
            way = (source, *through, target)
            steps = [close.get(pair) for pair in itertools.pairwise(way)]
            if all(steps):
                found.append((-math.prod(steps[:-1]) * np.float64(steps[-1]) ** LAST, len(steps), way))
    return min(found, default=None)


def asked(ties: list[Row], *, both_ways: bool = False) -> dict[str, object]:
    """The ties as the solver asks for them."""
    begin, end, close = [r[0] for r in ties], [r[1] for r in ties], [r[2] for r in ties]
    onward = tie_table(begin, end, close, n=N, both_ways=both_ways)
    if both_ways:
        return {"onward": onward.of}
    arriving = tie_table(end, begin, close, n=N)
    return {"onward": onward.of, "back": lambda people: arriving.of(people).turned}


@given(rows)
@example([(0, 1, 1.0), (1, 0, 1.0), (0, 5, 0.25)])
@example([(0, 2, 0.5), (2, 5, 0.5), (0, 1, 0.5), (1, 5, 0.5), (5, 1, 1.0), (0, 0, 1.0), (5, 5, 1.0)])
def test_it_is_what_trying_every_way_says(ties: list[Row]) -> None:
    both = [*ties, *((other, one, value) for one, other, value in ties)]
    for way, known in ((asked(ties), ties), (asked(ties, both_ways=True), both)):
        found, wanted = strongest(0, N - 1, **way), by_hand(known, 0, N - 1)
        assert (found is None) == (wanted is None)
        if found and wanted:
            assert (found.steps, found.people) == wanted[1:]
            assert math.isclose(found.strength, -wanted[0])


@given(rows, st.randoms())
def test_the_order_of_the_ties_decides_nothing(ties: list[Row], chance: object) -> None:
    mixed = [*ties, *ties]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis hands a random.Random
    assert strongest(0, 1, **asked(ties)) == strongest(0, 1, **asked(mixed))


def test_closeness_to_the_target_counts_six_times_where_it_is_twice() -> None:
    near = strongest(0, 2, **asked([(0, 1, 0.5), (1, 2, 1.0)]))
    far = strongest(0, 2, **asked([(0, 1, 0.5), (1, 2, 0.5)]))
    assert near is not None
    assert far is not None
    assert math.isclose(near.strength / far.strength, 6)


def test_somebody_less_close_to_me_who_is_close_to_the_target_is_asked() -> None:
    found = strongest(0, 3, **asked([(0, 1, 1.0), (1, 3, 0.4), (0, 2, 0.5), (2, 3, 0.8)]))
    assert found is not None
    assert found.ask == 2


def test_a_fourth_step_is_too_many_and_a_tie_of_the_two_asks_nobody() -> None:
    chain = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0)]
    assert strongest(0, 4, **asked(chain)) is None
    assert strongest(0, 3, **asked(chain)) == Path((0, 1, 2, 3), 1.0)
    assert strongest(3, 0, **asked(chain)) is None
    direct = strongest(0, 1, **asked(chain))
    assert direct is not None
    assert direct.ask is None


@pytest.mark.parametrize("close", [0.0, -0.5, 1.5, math.nan, math.inf])
def test_a_closeness_out_of_bounds_is_refused_wherever_it_is_met(close: float) -> None:
    with pytest.raises(ScienceError, match="above 0 and at most 1"):
        tie_table([0], [1], [close], n=2)
    odd = Ties(np.array([0]), np.array([1]), np.array([close]))
    with pytest.raises(ScienceError, match="above 0 and at most 1"):
        strongest(0, 1, onward=lambda people: odd)


def test_questions_without_sense_are_refused() -> None:
    with pytest.raises(ScienceError, match="nobody is introduced to herself"):
        strongest(1, 1, **asked([]))
    with pytest.raises(ScienceError, match="numbers from 0 to 1"):
        tie_table([0], [2], [1.0], n=2)
    with pytest.raises(ScienceError, match="numbers from 0 to 1"):
        tie_table([-1], [1], [1.0], n=2)
    with pytest.raises(ScienceError, match="one length"):
        tie_table([0, 1], [1], [1.0], n=2)
    with pytest.raises(ScienceError, match="whole numbers"):
        tie_table([0.5], [1.0], [1.0], n=2)


def test_nobody_known_is_an_answer() -> None:
    assert strongest(0, 1, **asked([])) is None
    assert strongest(0, 1, **asked([(0, 2, 1.0)])) is None
