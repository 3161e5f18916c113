"""Between which values does it lie with 80 %? Of one posterior or of tens of thousands at once.

| of | function | unit |
|---|---|---|
| a rate that is Gamma(a, 1) | `rates_within` | that of the rate; divide by b |
| a share that is Beta(alpha, beta) | `shares_within` | 0–1 |

Few are inverted by the library, each by its own search. Of many, the table that one such search over a grid gives is
read between its places: cubic (Catmull & Rom 1974) in the logarithms of the parameters, on the scale on which the
bounds are smooth (logarithm of a rate, logit of a share). That is within .0001 of the search (of a rate .0002 of its
size) in a sixth of its time; what lies outside the table is searched for all the same.
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cookout.science.touches import Floats, Ints

TAIL = 0.1
"""On each side of the interval."""

MANY = 500
"""From so many on the table is quicker, the time to make it counted."""

_FROM, _TO, _STEPS = 0.4, 400.0, 64
"""The table's parameters, evenly on the logarithmic scale. Below, bounds run off to 0 and 1; above are few people."""

_STEP = float(np.log(_TO / _FROM) / (_STEPS - 3))
"""One place stands before the first and one behind the last: a cubic needs a neighbour on each side."""

Within = tuple[Floats, Floats]


def rates_within(a: ArrayLike) -> Within:
    """Low and high of Gamma(a, 1), for each `a` above 0.

    >>> [bound.round(3).tolist() for bound in rates_within([1.0, 6.8])]
    [[0.105, 3.745], [2.303, 10.282]]
    """
    shape = np.asarray(a, dtype=np.float64)
    low, high = np.empty_like(shape), np.empty_like(shape)
    is_read = _is_read(shape)
    if is_read.any():
        place, share = _places(shape[is_read])
        found = np.exp(sum(_rates()[:, place + k] * share[k] for k in range(4)))
        low[is_read], high[is_read] = found
    low[~is_read] = special.gammaincinv(shape[~is_read], TAIL)
    high[~is_read] = special.gammaincinv(shape[~is_read], 1 - TAIL)
    return low, high


def shares_within(alpha: ArrayLike, beta: ArrayLike) -> Within:
    """Low and high of Beta(alpha, beta), for each two of a kind above 0.

    >>> [bound.round(3).tolist() for bound in shares_within([1.2, 4.0], [0.8, 1.0])]
    [[0.178, 0.562], [0.954, 0.974]]
    """
    yes, no = np.broadcast_arrays(np.asarray(alpha, dtype=np.float64), np.asarray(beta, dtype=np.float64))
    low, high = np.empty(yes.shape), np.empty(yes.shape)
    is_read = _is_read(yes) & _is_read(no)
    if is_read.any():
        (row, down), (column, across) = _places(yes[is_read]), _places(no[is_read])
        corner, table = row * _STEPS + column, _shares()
        found = sum(table[:, corner + k * _STEPS + m] * (down[k] * across[m]) for k in range(4) for m in range(4))
        low[is_read], high[is_read] = special.expit(found)
    low[~is_read] = special.betaincinv(yes[~is_read], no[~is_read], TAIL)
    high[~is_read] = special.betaincinv(yes[~is_read], no[~is_read], 1 - TAIL)
    return low, high


def _is_read(parameter: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which of them the table answers."""
    return (parameter >= _FROM) & (parameter < _TO) & (parameter.size >= MANY)


def _places(parameter: Floats) -> tuple[Ints, Floats]:
    """The first of the four places around each parameter, and what each of the four counts."""
    at = np.log(parameter / _FROM) / _STEP
    place = at.astype(np.int64)
    f = at - place
    return place, np.stack((
        ((2 - f) * f - 1) * f / 2, ((3 * f - 5) * f * f + 2) / 2, ((4 - 3 * f) * f + 1) * f / 2, (f - 1) * f * f / 2,
    ))  # fmt: skip


def _grid() -> Floats:
    return np.asarray(_FROM * np.exp(_STEP * (np.arange(_STEPS) - 1)), dtype=np.float64)


@cache
def _rates() -> Floats:
    """The logarithms of low and high, by place."""
    return np.stack([np.log(special.gammaincinv(_grid(), tail)) for tail in (TAIL, 1 - TAIL)])


@cache
def _shares() -> Floats:
    """The logits of low and high, by place of alpha times `_STEPS` and place of beta."""
    grid = _grid()
    return np.stack([
        special.logit(special.betaincinv(grid[:, None], grid, tail)).reshape(-1) for tail in (TAIL, 1 - TAIL)
    ])  # fmt: skip
