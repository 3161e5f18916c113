"""A line and a logistic curve through what is known before each rating, fitted again and again on the past alone."""

import numpy as np
from numpy.typing import NDArray

from cookout.science.touches import Floats

Table = NDArray[np.float64]

EVERY = 400
"""After so many further ratings everything is fitted anew."""

PULL = 2.0
"""How strongly the weights of the logistic mix are drawn to zero: one half times their squares (columns scaled)."""

STEPS = 25


def ends(day: Floats, begin: int, every: int = EVERY) -> list[tuple[int, int, int]]:
    """Stretches (first, end, known): those of [first, end) are told by the first `known`, all of an earlier day.

    `day` must rise. `known` may be less than `first`: what was of the same moment is not past.

    >>> ends(np.array([1.0, 2, 2, 3]), 2, 1)
    [(2, 3, 1), (3, 4, 3)]
    """
    firsts = range(begin, len(day), every)
    return [(at, min(at + every, len(day)), int(np.searchsorted(day, day[at], side="left"))) for at in firsts]


def line_forward(known: Table, came: Floats, day: Floats, begin: int) -> Floats:
    """What a least-squares line through the past says of each row from `begin` on; NaN before. Rows rise by `day`.

    A column that was the same all along says nothing. Cost: linear in the rows, for the sums are kept.
    """
    answer = np.full(len(came), np.nan)
    rows = np.column_stack((np.ones(len(came)), known))
    square, cross, done = np.zeros((rows.shape[1],) * 2), np.zeros(rows.shape[1]), 0
    for first, end, past in ends(day, begin):
        new = rows[done:past]
        square, cross, done = square + new.T @ new, cross + new.T @ came[done:past], past
        answer[first:end] = rows[first:end] @ np.linalg.lstsq(square, cross, rcond=1e-12)[0]
    return answer


def curve_forward(known: Table, came: Floats, day: Floats, begin: int) -> Floats:
    """The chance that a logistic curve through the past gives each row from `begin` on; NaN before.

    `came` is 1 or 0. Columns are scaled by what they were in the past; weights are drawn to zero by `PULL`. Newton's
    steps, each fit starting where the last one ended. Cost: rows × columns² a step, for each of the fits.
    """
    answer = np.full(len(came), np.nan)
    weights = np.zeros(known.shape[1] + 1)
    for first, end, past in ends(day, begin):
        if not past:
            continue
        middle, spread = known[:past].mean(axis=0), known[:past].std(axis=0)
        spread[spread < 1e-12] = 1.0
        weights = _fitted(_scaled(known[:past], middle, spread), came[:past], weights)
        answer[first:end] = _chance(_scaled(known[first:end], middle, spread) @ weights)
    return answer


def _scaled(rows: Table, middle: Floats, spread: Floats) -> Table:
    return np.column_stack((np.ones(len(rows)), (rows - middle) / spread))


def _fitted(rows: Table, came: Floats, weights: Floats) -> Floats:
    """Minimum of the negative log-likelihood plus PULL/2 · |weights|², the constant left free."""
    pull = np.full(rows.shape[1], PULL)
    pull[0] = 1e-6
    for _ in range(STEPS):
        chance = _chance(rows @ weights)
        slope = rows.T @ (chance - came) + pull * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        # A full step may overshoot where the curve is flat: none is longer than one standard unit in any weight.
        step /= max(1.0, float(np.abs(step).max()))
        weights = weights - step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _chance(sums: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(sums, -35.0, 35.0))), dtype=np.float64)
