"""Whom each member may meet, in one row of numbers after another."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cookout.science.pairing.instance import Candidates, Ints


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each member v whom she may meet: from `start[v]` up to `start[v + 1]` of the others, and of their pairs."""

    start: Ints
    other: Ints
    twice: Ints
    """Twice the gain, as prices are in halves."""
    pair: Ints
    """The place among the candidates."""

    @classmethod
    def of(cls, candidates: Candidates) -> "Neighbours":
        """Both ways round, sorted by member."""
        tail = np.concatenate([candidates.first, candidates.second])
        head = np.concatenate([candidates.second, candidates.first])
        place = np.tile(np.arange(candidates.gain.size), 2)
        rows = csr_array((place, (tail, head)), shape=(candidates.members, candidates.members))
        twice = 2 * candidates.gain[rows.data]
        return cls(rows.indptr.astype(np.int64), rows.indices.astype(np.int64), twice, rows.data)

    def around(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """All pairs of these members: the member, the other and twice the gain."""
        if rows.size == 1:
            row = rows[0]
            there = slice(self.start[row], self.start[row + 1])
            other = self.other[there]
            return np.full(other.size, row), other, self.twice[there]
        count = self.start[rows + 1] - self.start[rows]
        ends = np.cumsum(count)
        places = np.arange(count.sum()) + np.repeat(self.start[rows] - ends + count, count)
        return np.repeat(rows, count), self.other[places], self.twice[places]
