"""Tables for the tests of what is described, each small, uneven and with months missing."""

import numpy as np
import pandas as pd

from cookout.science.study.counts import Counts
from cookout.science.study.engines.counted import counts_of
from cookout.science.study.grid import Grid, of_rows


def uneven(seed: int, members: int = 30, months: int = 18, chapters: int = 3, rate: float = 0.8) -> pd.DataFrame:
    """Members who differ, joined late, left early and have holes; every fifth month is missing."""
    rng = np.random.default_rng(seed)
    keen = rng.normal(0, 0.6, members)
    rows = [
        (i, i % chapters, 12 * 2024 + t, rng.poisson(2 * np.exp(keen[i])), rng.poisson(rate * np.exp(0.6 * keen[i])))
        for i in range(members)
        for t in range(rng.integers(0, 4), months - rng.integers(0, 5))
        if rng.random() > 0.2
    ]
    return pd.DataFrame(rows, columns=["member", "chapter", "month", "x", "y"])


def gridded(table: pd.DataFrame) -> Grid:
    """The same rows as a grid, the outcome as referrals received."""
    layers = {"one_to_ones": table.x.to_numpy(), "received": table.y.to_numpy()}
    return of_rows(table.member.to_numpy(), table.month.to_numpy(), layers, table.chapter.to_numpy())


def counted(table: pd.DataFrame) -> Counts:
    """The sums of the rows."""
    return counts_of(gridded(table), "received")


def banded(table: pd.DataFrame) -> pd.Series:
    """Which band each row falls in, 0 to 3."""
    return pd.Series(np.searchsorted([0, 2, 3, 5], table.x, side="right") - 1, index=table.index)
