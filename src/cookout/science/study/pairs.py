"""Months of pairs: who could pass to whom, whether they met, what was passed, and what the hat said."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]

WINDOW = 3
"""A 1-2-1 is looked at for its own month and the two after it."""


@dataclass(frozen=True, slots=True)
class PairMonths:
    """One row for each giver, receiver and month in which both belonged; a pair has two rows, one each way.

    Members are 0 ... N-1 over all chapters. A row that is not there is missing, not zero.
    """

    giver: Whole
    receiver: Whole
    month: Whole
    """12 * year + month - 1."""
    met: Whole
    """1-2-1s of the two in the month: the same number both ways."""
    referrals: Whole
    """Given by the giver to the receiver in the month."""
    chapter: Whole
    """-1 where it is not told."""
    suggested: npt.NDArray[np.bool_] | None = None
    """Whether the hat chose the two; None where there was no hat."""
    probability: npt.NDArray[np.float64] | None = None
    """With which probability it could have; 0 where the two were no candidates."""
