"""How well a score tells what came from what did not; groups of rows are judged each for itself."""

from dataclasses import dataclass

import numpy as np

from cookout.science.touches import Floats, Ints

FIRST = 5
"""Of how many on top the precision is taken."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Means over the groups that can tell: AUC and precision of the first five, and how many groups told each."""

    auc: float
    precision: float
    groups: int
    groups_of_five: int


def auc(came: Floats, score: Floats) -> float:
    """How often does what came stand above what did not, ties counting half? NaN where one of both is missing.

    The area under the curve of Mann & Whitney 1947. Cost: one sort.

    >>> auc(np.array([1.0, 0.0, 0.0]), np.array([2.0, 2.0, 1.0]))
    0.75
    """
    return judged(np.zeros(len(came), dtype=np.int64), came, score).auc


def judged(group: Ints, came: Floats, score: Floats) -> Judged:
    """AUC and precision of the first five within each group, as means over groups; NaN of nothing.

    A group tells an AUC where something came and something did not; a precision where it has five rows and something
    came. Rows of one score stand in any order: each takes its share of the places, which is what shuffling them would
    give on average, and is the same every time. Cost: one sort.

    >>> judged(np.zeros(6, dtype=np.int64), np.array([1.0, 0, 0, 0, 0, 1]), np.array([9.0, 1, 1, 1, 1, 1])).precision
    0.36
    """
    order = np.lexsort((-score, group))
    of, what, worth = group[order], came[order], score[order]
    place = np.arange(len(of))
    new = np.ones(len(of), dtype=np.bool_)
    new[1:] = of[1:] != of[:-1]
    tied = new.copy()
    tied[1:] |= worth[1:] != worth[:-1]
    number = np.cumsum(new) - 1
    before = place[np.maximum.accumulate(np.where(tied, place, 0))] - place[new][number]
    size = np.bincount(np.cumsum(tied) - 1)[np.cumsum(tied) - 1]
    rows, yes = np.bincount(number), np.bincount(number, weights=what)
    no = rows - yes
    below = rows[number] - (before + (size + 1) / 2) + 1  # the rank from below, 1 and up, of equals their mean
    won = np.bincount(number, weights=what * below) - yes * (yes + 1) / 2
    told, five = (yes > 0) & (no > 0), (rows >= FIRST) & (yes > 0)
    taken = np.clip(FIRST - before, 0, size) / size
    top = np.bincount(number, weights=what * taken)[five] / FIRST
    return Judged(_mean(won[told] / (yes * no)[told]), _mean(top), int(told.sum()), int(five.sum()))


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
