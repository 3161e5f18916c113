"""What must hold of every fit, whatever the table."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cookout.science.study.grid import Grid, absent, of_rows
from cookout.science.study.within.climbing import climb
from cookout.science.study.within.panel import panel, term
from cookout.science.study.within.poisson import Fit, fit
from cookout.science.study.within.profiled import seen

Rows = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def rows(seed: int, members: int, months: int, there: float) -> Rows:
    """Member, month, 1-2-1s and outcome."""
    chance = np.random.default_rng(seed)
    member, month = np.nonzero(chance.random((members, months)) < there)
    x = chance.poisson(2, len(member))
    return member, month, x, chance.poisson(np.exp(chance.normal(0, 0.6, members)[member] + 0.1 * x))


def grid(of: Rows) -> Grid:
    """The same as a grid."""
    member, month, x, y = of
    return of_rows(member, month, {"one_to_ones": x, "received": y})


def same(one: Fit, other: Fit, *, rel: float = 1e-9) -> None:
    """Both say the same, or both nothing."""
    assert one.silence == other.silence
    assert one.coefficients == pytest.approx(other.coefficients, rel=rel, abs=1e-10)
    assert one.errors == pytest.approx(other.errors, rel=rel, abs=1e-12)


tables = st.builds(rows, st.integers(0, 10_000), st.integers(12, 60), st.integers(2, 12), st.floats(0.3, 1.0))


@given(tables, st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_the_order_of_members_and_of_rows_does_not_matter(of: Rows, seed: int) -> None:
    member, month, x, y = of
    assume(len(member) > 0)
    chance = np.random.default_rng(seed)
    named, order = chance.permutation(member.max() + 1), chance.permutation(len(member))
    other = (named[member][order], month[order], x[order], y[order])
    same(fit(grid(of), "received"), fit(grid(other), "received"))


@given(tables, st.integers(1, 300))
@settings(max_examples=40, deadline=None)
def test_as_many_one_to_ones_more_for_everybody_change_nothing(of: Rows, more: int) -> None:
    member, month, x, y = of
    assume(len(member) > 0)
    same(fit(grid(of), "received"), fit(grid((member, month, x + more, y)), "received"))


@given(tables)
@settings(max_examples=40, deadline=None)
def test_members_without_any_outcome_and_members_of_one_month_change_nothing(of: Rows) -> None:
    member, month, x, y = of
    assume(len(member) > 0)
    last, months = int(member.max()), int(month.max())
    before = fit(grid(of), "received")
    assume(before.months == months + 1)  # a month that one row stands alone in is saved by a second one
    member = np.concatenate([member, [last + 1] * (months + 1), [last + 2]])
    month = np.concatenate([month, np.arange(months + 1), [0]])
    more = (member, month, np.concatenate([x, np.arange(months + 2)]), np.concatenate([y, [0] * (months + 1), [5]]))
    same(before, fit(grid(more), "received"))


@given(tables)
@settings(max_examples=30, deadline=None)
def test_wider_numbers_hold_the_same(of: Rows) -> None:
    assume(len(of[0]) > 0)
    narrow = grid(of)

    def wide(layer: np.ndarray) -> np.ndarray:
        return np.where(layer == absent(layer.dtype), np.uint16(65_535), layer.astype(np.uint16))

    wider = Grid(narrow.months, wide(narrow.x), {"received": wide(narrow.outcomes["received"])}, narrow.chapter)
    same(fit(narrow, "received"), fit(wider, "received"), rel=1e-12)


@given(tables)
@settings(max_examples=30, deadline=None)
def test_at_the_top_no_small_step_leads_up(of: Rows) -> None:
    data = panel(grid(of), "received", [term("dose")])
    assume(len(data.members) > 1 and data.spans[0] > 0)
    top = climb(data, seen(data), effects=True)
    assume(top.kept and not top.ran_away)
    counts_as, where = data.columns[0][1], data.layers[0] != absent(data.layers[0].dtype)
    levels = counts_as[np.minimum(data.layers[0], len(counts_as) - 1)]

    def likelihood(dose: float, months: np.ndarray) -> float:
        eta = np.where(where, dose * levels + months, -np.inf)
        shares = eta - np.logaddexp.reduce(eta, axis=1, keepdims=True)
        return float(np.sum(data.y[where] * shares[where]))

    at, months = float(top.place.coefficients[0]), top.place.months
    best = likelihood(at, months)
    for step in (-1e-3, 1e-3):
        assert likelihood(at + step, months) < best
        for place in range(len(months)):
            assert likelihood(at, months + step * (np.arange(len(months)) == place)) <= best
