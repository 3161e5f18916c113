"""Spearman's rank correlation and its error, from how often each pair of values occurs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The correlation, and its variance for observations that have nothing to do with each other."""

    value: float
    variance: float


def ranked(joint: Mapping[tuple[int, int], int]) -> Ranked | None:
    """How closely does the order by one count follow the order by another, where ties share the middle rank?

    With U(x) = P(X < x) + P(X = x)/2, V(y) likewise: ρ = cov(U, V)/sqrt(var U · var V), which is Pearson's r of
    mid-ranks. Each mean is one over two or three unrelated observations, so one observation moves E[UV] by
    UV + E[V'; X' > x] + E[U'; Y' > y] - 3E[UV] (a tie counts half), and var U by U² + 2E[U'; X' > x] - 3E[U²]. From
    both follows by what it moves ρ, and the mean of that squared, over n, is the variance. Cost: the different pairs of
    values. None where either is always the same.
    Source: Hoeffding, Annals of Mathematical Statistics 1948; ties: Nešlehová, Journal of Multivariate Analysis 2007.

    >>> ranked({(0, 0): 3, (1, 1): 3, (1, 0): 1, (2, 3): 2}).value  # doctest: +ELLIPSIS
    0.9...
    """
    cells = np.array([(x, y, many) for (x, y), many in joint.items() if many], dtype=np.int64).reshape(-1, 3)
    n = int(cells[:, 2].sum())
    share = cells[:, 2] / max(n, 1)
    x, y = (np.unique(cells[:, i], return_inverse=True)[1] for i in (0, 1))
    if not n or x.max() == 0 or y.max() == 0:
        return None
    u, v = _middle(x, share), _middle(y, share)
    both, to_both = _mean(u * v, share, _above(x, v * share) + _above(y, u * share))
    one, to_one = _mean(u * u, share, 2 * _above(x, u * share))
    two, to_two = _mean(v * v, share, 2 * _above(y, v * share))
    value = both / np.sqrt(one * two)
    moves = to_both / np.sqrt(one * two) - value / 2 * (to_one / one + to_two / two)
    return Ranked(float(value), float((share * moves**2).sum() / n))


def _mean(product: Reals, share: Reals, above: Reals) -> tuple[float, Reals]:
    """A covariance of mid-ranks, whose means are 1/2, and how far each cell moves it."""
    mean = float((product * share).sum())
    return mean - 0.25, product + above - 3 * mean


def _middle(place: Places, share: Reals) -> Reals:
    """The share below, and half of the share beside."""
    here = np.bincount(place, weights=share)
    return np.asarray((np.cumsum(here) - here / 2)[place])


def _above(place: Places, weight: Reals) -> Reals:
    """The weight above, and half of the weight beside."""
    here = np.bincount(place, weights=weight)
    return np.asarray((here.sum() - np.cumsum(here) + here / 2)[place])
