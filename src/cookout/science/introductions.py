"""Who could introduce me: the strongest way of at most three steps from one person to another.

People are whole numbers; a tie has a closeness between 0 and 1, where 1 is as close as people get.

**Which way is strong** (SCIENCE 1.5). Each step has to be willing to go on, one after the other, so closeness is
multiplied: a chain of three that is as strong as its weakest would forget that three have to say yes. And closeness
between whoever is asked last and the target counts most: such a contact was about six times as likely to bring the
referral about (Nai et al., Strategic Management Journal 2022). So the last step counts with the power LAST, by which
twice as close is six times as good:

    strength = c1 * c2 * ... * c_last ** LAST,    LAST = ln 6 / ln 2 = 2.585

**Which of two equal ways.** The shorter one, then the one whose people have the smaller numbers, from the beginning:
the same question has the same answer, in whatever order the ties are given.

**How it is found.** One step is read from either end, then the ties of the smaller of these two sets, of which
those count that reach the other: with d ties a person that is about d^2 rows instead of the d^3 ways. Where the ties
stand, in arrays or in a database, is the caller's to say: `strongest` asks for the ties of some people at a time.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MOST_STEPS = 3
"""So many steps at most: nobody asks for more than a friend's friend."""

LAST = math.log(6) / math.log(2)
"""The power of the last step: twice as close to the target is six times as good."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Some ties as three arrays of one length: from whom, to whom, how close."""

    begin: Ints
    end: Ints
    closeness: Floats

    @property
    def turned(self) -> "Ties":
        """The same seen from the other end."""
        return Ties(self.end, self.begin, self.closeness)


Asked = Callable[[Ints], Ties]
"""Gives all ties of these people, who are all different."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one person to another, both named, and how strong it is (0 to 1; it compares ways, no more)."""

    people: tuple[int, ...]
    strength: float

    @property
    def steps(self) -> int:
        """How many ties it follows."""
        return len(self.people) - 1

    @property
    def ask(self) -> int | None:
        """Whom to ask: the first on the way; nobody where the two know each other."""
        return self.people[1] if self.steps > 1 else None


@dataclass(frozen=True, slots=True)
class TieTable:
    """All ties by whom they begin at (compressed sparse rows): those of person p from `first[p]` to `first[p + 1]`."""

    first: Ints
    end: Ints
    closeness: Floats

    def of(self, people: Ints) -> Ties:
        """The ties that begin at these people, in their order. Cost: as many as there are."""
        start, count = self.first[people], self.first[people + 1] - self.first[people]
        before = np.cumsum(count) - count
        place = np.repeat(start - before, count) + np.arange(count.sum())
        return Ties(np.repeat(people, count), self.end[place], self.closeness[place])


def tie_table(
    begin: npt.ArrayLike, end: npt.ArrayLike, closeness: npt.ArrayLike, *, n: int, both_ways: bool = False
) -> TieTable:
    """How do I ask for the ties of some people at once? Gives the ties of n people, numbered from 0, by who begins.

    `begin`, `end` and `closeness` (above 0, at most 1) are of one length, one row a tie; a row holds one way, or both
    ways if so said. Raises ScienceError where the lengths differ, a person is outside 0..n-1, or a closeness is out of
    bounds. Cost: that of sorting the ties.

    >>> known = tie_table([0, 1, 0, 2], [1, 3, 2, 3], [0.9, 0.4, 0.5, 0.8], n=4)
    >>> known.of(np.array([0, 2])).end.tolist()
    [1, 2, 3]
    """
    ties = _read(begin, end, closeness)
    if n < 0 or (ties.begin.size and not (_least(ties) >= 0 and _most(ties) < n)):
        raise ScienceError(f"People have numbers from 0 to {n - 1}; a tie names somebody else.")
    if both_ways:
        ties = Ties(*(np.concatenate(pair) for pair in zip(_arrays(ties), _arrays(ties.turned), strict=True)))
    order = np.argsort(ties.begin, kind="stable")
    first = np.concatenate(([0], np.cumsum(np.bincount(ties.begin, minlength=n)))).astype(np.int64)
    return TieTable(first, ties.end[order], ties.closeness[order])


def strongest(source: int, target: int, *, onward: Asked, back: Asked | None = None) -> Path | None:
    """Which way of at most three steps leads from `source` to `target` and is the strongest, so: whom to ask first?

    `onward` gives the ties that begin at some people, `back` those that end at them (each as it is: from, to); without
    `back`, ties hold both ways. The answer of each is rows of a begin, an end and a closeness above 0 and at most 1.
    Nobody is on a way twice. The formula, its source and what decides between equals stand at the head of this module.
    None: there is no way that short. Raises ScienceError where both ends are one person, or a closeness is out of
    bounds. Cost: one question for each end and one for those between; with d ties a person about d^2 rows.

    >>> known = tie_table([0, 1, 0, 2], [1, 3, 2, 3], [0.9, 0.4, 0.5, 0.8], n=4, both_ways=True)
    >>> found = strongest(0, 3, onward=known.of)
    >>> found.people, found.ask, round(found.strength, 3)
    ((0, 2, 3), 2, 0.281)
    >>> strongest(0, 1, onward=known.of).ask is None  # they know each other
    True
    """
    if source == target:
        raise ScienceError(f"Both ends are person {source}: nobody is introduced to herself.")
    arriving = back or (lambda people: onward(people).turned)
    out = _best_to_each(onward(np.array([source])), besides=source)
    into = _best_to_each(arriving(np.array([target])).turned, besides=target)
    ways = [_direct(out, target), _of_two(out, into)]
    first, last = out.end[out.end != target], into.end[into.end != source]
    if first.size and last.size:
        between = onward(first) if first.size <= last.size else arriving(last)
        ways.append(_of_three(out, _checked(between), into, besides=(source, target)))
    return min((Path((source, *way[1:], target), way[0]) for way in ways if way), key=_order, default=None)


Way = tuple[float, *tuple[int, ...]]
"""How strong, and whom it goes through."""


def _direct(out: Ties, target: int) -> Way | None:
    there = np.flatnonzero(out.end == target)
    return (float(out.closeness[there[0]] ** LAST),) if there.size else None


def _of_two(out: Ties, into: Ties) -> Way | None:
    place, there = _places(out.end, into.end)
    return _first(out.closeness[there] * into.closeness[place[there]] ** LAST, out.end[there])


def _of_three(out: Ties, between: Ties, into: Ties, *, besides: tuple[int, int]) -> Way | None:
    one, begins = _places(between.begin, out.end)
    other, ends = _places(between.end, into.end)
    there = begins & ends & (between.begin != between.end)
    for person in besides:
        there &= (between.begin != person) & (between.end != person)
    strength = out.closeness[one[there]] * between.closeness[there] * into.closeness[other[there]] ** LAST
    return _first(strength, between.begin[there], between.end[there])


def _first(strength: Floats, *people: Ints) -> Way | None:
    """The strongest, of equal ones that through the smallest numbers."""
    if not strength.size:
        return None
    equal = np.flatnonzero(strength == strength.max())
    least = equal[np.lexsort([column[equal] for column in reversed(people)])[0]]
    return (float(strength[least]), *(int(column[least]) for column in people))


def _order(path: Path) -> tuple[float, int, tuple[int, ...]]:
    return -path.strength, path.steps, path.people


def _best_to_each(ties: Ties, *, besides: int) -> Ties:
    """Of one person's ties the closest to each other one, in the order of these."""
    _checked(ties)
    order = np.lexsort((-ties.closeness, ties.end))
    end = ties.end[order]
    kept = order[np.concatenate(([True], end[1:] != end[:-1]))[: end.size] & (end != besides)]
    return Ties(ties.begin[kept], ties.end[kept], ties.closeness[kept])


def _places(wanted: Ints, known: Ints) -> "tuple[Ints, npt.NDArray[np.bool_]]":
    """Where each stands among the known, who are in order, and whether it does."""
    if not known.size:
        return np.zeros(wanted.size, np.int64), np.zeros(wanted.size, bool)
    place = np.minimum(np.searchsorted(known, wanted), known.size - 1)
    return place, known[place] == wanted


def _read(begin: npt.ArrayLike, end: npt.ArrayLike, closeness: npt.ArrayLike) -> Ties:
    ties = Ties(_whole(begin), _whole(end), np.asarray(closeness, dtype=np.float64))
    shapes = {array.shape for array in _arrays(ties)}
    if len(shapes) > 1 or len(next(iter(shapes))) != 1:
        raise ScienceError("Begin, end and closeness are three lists of one length.")
    return _checked(ties)


def _whole(numbers: npt.ArrayLike) -> Ints:
    array = np.asarray(numbers)
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise ScienceError("People are whole numbers.")
    return array.astype(np.int64)


def _checked(ties: Ties) -> Ties:
    close = ties.closeness
    if close.size and not (close.min() > 0 and close.max() <= 1):  # a value that is no number fails both
        raise ScienceError("A closeness is above 0 and at most 1.")
    return ties


def _arrays(ties: Ties) -> "tuple[npt.NDArray[Any], ...]":
    return ties.begin, ties.end, ties.closeness


def _least(ties: Ties) -> int:
    return int(min(ties.begin.min(), ties.end.min()))


def _most(ties: Ties) -> int:
    return int(max(ties.begin.max(), ties.end.max()))
