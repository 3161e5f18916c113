"""What was known before each of many events: sums over the earlier events of its own group, and never over later ones.

Strictly forward: an event sees those of an earlier time. Of its own moment it sees nothing, not even what stands
above it in the file.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cookout.science.errors import ScienceError
from cookout.science.touches import Floats, Ints


def past_sums(group: ArrayLike, time: ArrayLike, value: ArrayLike, *, half_life: float = np.inf) -> Floats:
    """What had the earlier events of each event's group come to, the older ones counting less?

    sum over j of the same group with time j < time i of value j · 2^(-(time i - time j)/half_life); 0 where none is.
    Input: three flat arrays of N (whole numbers, any unit of time, finite numbers), in any order; `half_life` in that
    unit, infinite where nothing fades. Answer: N sums. Raises ScienceError for arrays that do not fit together and a
    half-life that is not positive. Cost: one sort, and with a half-life as many steps as the longest group has events.

    >>> past_sums([7, 7, 3, 7], [0, 10, 10, 20], [1, 1, 1, 1], half_life=10).tolist()
    [0.0, 0.5, 0.0, 0.75]
    """
    of, when, what = groups("group", group), numbers("time", time), numbers("value", value)
    same_length(of, when, what)
    if not half_life > 0:
        raise ScienceError(f"The half-life is {half_life}; it must be more than zero.")
    order = np.lexsort((when, of))
    runs = _Runs(of[order], when[order])
    before = runs.sums(what[order]) if np.isinf(half_life) else runs.fading_sums(what[order], half_life)
    answer = np.empty(len(of))
    answer[order] = before[runs.first_of_its_moment]
    return answer


def groups(name: str, given: ArrayLike) -> Ints:
    """A flat column of whole numbers from 0 on, or a ScienceError that names it."""
    read = np.asarray(given)
    if read.size == 0:
        return np.zeros(read.shape if read.ndim == 1 else 0, dtype=np.int64)
    if read.ndim != 1 or read.dtype.kind not in "iu" or read.min() < 0:
        raise ScienceError(f"`{name}` must be a flat row of whole numbers from 0 on.")
    return read.astype(np.int64)


def numbers(name: str, given: ArrayLike, *, low: float = -np.inf, high: float = np.inf) -> Floats:
    """A flat column of finite numbers between two bounds, or a ScienceError that names it."""
    read = np.asarray(given, dtype=np.float64)
    if read.ndim != 1 or not np.isfinite(read).all() or (read < low).any() or (read > high).any():
        bounds = "" if np.isinf([low, high]).all() else f" from {low:g} to {high:g}"
        raise ScienceError(f"`{name}` must be a flat row of numbers{bounds}.")
    return read


def same_length(*columns: NDArray[np.generic]) -> None:
    """Raise a ScienceError unless all columns are equally long."""
    if len({len(column) for column in columns}) > 1:
        raise ScienceError("The columns must be equally long.")


class _Runs:
    """Events sorted by group and time: where each group begins, and each moment of it."""

    def __init__(self, of: Ints, when: Floats) -> None:
        place = np.arange(len(of))
        begins = np.ones(len(of), dtype=np.bool_)
        begins[1:] = of[1:] != of[:-1]
        moment = begins.copy()
        moment[1:] |= when[1:] != when[:-1]
        self.when = when
        self.starts: Ints = np.flatnonzero(begins)
        self.first_of_its_group: Ints = np.maximum.accumulate(np.where(begins, place, 0))
        self.first_of_its_moment: Ints = np.maximum.accumulate(np.where(moment, place, 0))

    def sums(self, what: Floats) -> Floats:
        """Of each event, the sum of those that stand before it in its group."""
        before = np.cumsum(what) - what
        return np.asarray(before - before[self.first_of_its_group], dtype=np.float64)

    def fading_sums(self, what: Floats, half_life: float) -> Floats:
        """The same, each halved every half-life. All groups take their k-th event in one step, the longest first:
        in one running sum over everything, weights of 2^(years / days) would drown what is recent."""
        lengths = np.diff(np.append(self.starts, len(what)))
        longest = np.argsort(-lengths, kind="stable")
        starts, going = self.starts[longest], -np.sort(-lengths)
        state, last = np.zeros(len(starts)), self.when[starts].copy()
        before = np.empty(len(what))
        for k in range(int(going[0]) if len(going) else 0):
            some = int(np.searchsorted(-going, -k, side="left"))
            here = starts[:some] + k
            state[:some] *= np.exp2((last[:some] - self.when[here]) / half_life)
            last[:some] = self.when[here]
            before[here] = state[:some]
            state[:some] += what[here]
        return before
