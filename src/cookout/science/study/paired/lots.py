"""What the hat did: for each pair and month in a draw whether it was chosen, whether the two met, what was passed."""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cookout.science.study.pairs import WINDOW, PairMonths, Whole

Numbers = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]
Kind = TypeVar("Kind", np.int64, np.bool_, np.float64)

ODD = 0.2
"""A stored probability may be off by this much of one member more or less: 0.0435 is 1/23, 0.04 is not."""


class NoDraw(Exception):
    """Why the draw cannot be used, as a sentence with its values."""

    def __init__(self, sentence: str, **values: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


@dataclass(frozen=True, slots=True)
class Lots:
    """One row for each unordered pair and month in which both were in the draw of a chapter-month.

    Draws count from 0 on; `one` < `other` are places in the draw, 0 ... size - 1, of its members in ascending order.
    """

    draw: Whole
    one: Whole
    other: Whole
    suggested: Truth
    probability: Numbers
    met: Truth
    """In the month of the draw."""
    passed: Numbers
    """Referrals both ways in that month and the two after; 0 where those are not all known."""
    whole: Truth
    """Whether they are all known. A pair-month that is not stays in the draw and out of the comparison."""
    past: Numbers
    """Referrals both ways before the month."""
    months: Whole
    """In how many months before."""
    size: Whole
    """Of each draw: how many were in it."""
    chapter: Whole
    month: Whole
    members: tuple[Whole, ...]

    @property
    def draws(self) -> int:
        """How many draws there were."""
        return int(self.size.size)


def lots(pairs: PairMonths, *, uniform: bool = True) -> Lots:
    """The draws of a table. Raises `NoDraw` where there were none, or where they are not what they are said to be.

    With `uniform` each draw must be a matching of all its candidates with every matching equally likely: every two of
    them candidates for each other, with probability 1/(n-1) for even n, 1/n for odd n, where one sits out.
    Draws of two people choose nothing and are left out.
    """
    both = _both_ways(pairs)
    known, passed = _window(both)
    past, months = _past(both)
    chosen = np.flatnonzero(both.candidate)
    if not chosen.size:
        raise NoDraw("There was no draw: no pair was ever suggested by chance with a known probability.")
    draw, heads = _counted(both.chapter[chosen], both.month[chosen])
    one, other, size, members = _places(draw, both.low[chosen], both.high[chosen])
    found = Lots(
        draw, one, other, both.suggested[chosen], both.probability[chosen].copy(), both.met[chosen] > 0,
        passed[chosen], known[chosen] & (size[draw] > 2), past[chosen], months[chosen], size,
        both.chapter[chosen][heads],
        both.month[chosen][heads], members,
    )  # fmt: skip
    _check_matching(found)
    return _uniform(found) if uniform else found


@dataclass(frozen=True, slots=True)
class _Both:
    """Unordered pairs, sorted by pair and month, both directions in one row."""

    low: Whole
    high: Whole
    pair: Whole
    month: Whole
    chapter: Whole
    met: Whole
    passed: Whole
    complete: Truth
    """Whether both directions are told."""
    suggested: Truth
    probability: Numbers
    candidate: Truth


def _both_ways(pairs: PairMonths) -> _Both:
    low, high = np.minimum(pairs.giver, pairs.receiver), np.maximum(pairs.giver, pairs.receiver)
    first = int(pairs.month.min()) if pairs.month.size else 0
    people = int(high.max()) + 1 if high.size else 1
    span = int(pairs.month.max()) - first + 1 + WINDOW if pairs.month.size else 1
    order = np.argsort((low * people + high) * span + pairs.month - first, kind="stable")
    key = ((low * people + high) * span + pairs.month - first)[order]
    start = np.flatnonzero(np.diff(key, prepend=-1))
    suggested, probability = _said(pairs)
    head = order[start]
    code = key[start] // span
    return _Both(
        low[head], high[head], np.cumsum(np.diff(code, prepend=-1) > 0) - 1, pairs.month[head], pairs.chapter[head],
        _highest(pairs.met[order], start), _sum(pairs.referrals[order], start),
        np.diff(np.append(start, key.size)) == 2, _highest(suggested[order], start),
        _highest(probability[order], start), _highest(probability[order], start) > 0,
    )  # fmt: skip


def _said(pairs: PairMonths) -> tuple[Truth, Numbers]:
    """Suggestions and probabilities as told; a probability that is not told is none."""
    none = np.zeros(pairs.giver.size, dtype=bool)
    if pairs.suggested is None or pairs.probability is None:
        return none, none.astype(np.float64)
    return pairs.suggested, np.nan_to_num(pairs.probability, nan=0.0)


def _highest(values: npt.NDArray[Kind], start: Whole) -> npt.NDArray[Kind]:
    return np.asarray(np.maximum.reduceat(values, start)) if start.size else values


def _sum(values: Whole, start: Whole) -> Whole:
    return np.add.reduceat(values, start) if start.size else values


def _window(both: _Both) -> tuple[Truth, Numbers]:
    """Whether month and the two after are all there, and what was passed in them."""
    size, ahead = both.pair.size, WINDOW - 1
    known = np.zeros(size, dtype=bool)
    passed = np.zeros(size)
    if size > ahead:
        last = size - ahead
        known[:last] = (both.pair[:last] == both.pair[ahead:]) & (both.month[ahead:] - both.month[:last] == ahead)
        for later in range(WINDOW):
            known[:last] &= both.complete[later : last + later]
            passed[:last] += both.passed[later : last + later]
    return known, np.where(known, passed, 0.0)


def _past(both: _Both) -> tuple[Numbers, Whole]:
    """What was passed before, and in how many months."""
    before = np.cumsum(both.passed) - both.passed
    head = np.flatnonzero(np.diff(both.pair, prepend=-1))
    place = np.arange(both.pair.size)
    return (before - before[head][both.pair]).astype(np.float64), place - head[both.pair]


def _counted(chapter: Whole, month: Whole) -> tuple[Whole, Whole]:
    """Chapter-months, counted from 0 on, and where each is met first."""
    span = int(month.max()) + 1
    _, heads, draw = np.unique((chapter + 1) * span + month, return_index=True, return_inverse=True)
    return draw, heads


def _places(draw: Whole, low: Whole, high: Whole) -> tuple[Whole, Whole, Whole, tuple[Whole, ...]]:
    """The members of each draw in ascending order, and the place of the two of each row among them."""
    people = int(high.max()) + 1
    seats = np.unique(np.concatenate([draw * people + low, draw * people + high]))
    home = seats // people
    start = np.searchsorted(home, np.arange(int(draw.max()) + 1))
    one = np.searchsorted(seats, draw * people + low) - start[draw]
    other = np.searchsorted(seats, draw * people + high) - start[draw]
    return one, other, np.bincount(home), tuple(np.split(seats % people, start[1:]))


def _check_matching(found: Lots) -> None:
    """Nobody may be suggested to two people in one month."""
    chosen = found.suggested
    seat = np.concatenate([found.draw[chosen], found.draw[chosen]]) * int(found.size.max())
    seat += np.concatenate([found.one[chosen], found.other[chosen]])
    count = np.bincount(seat, minlength=1)
    if count.max() > 1:
        raise NoDraw(
            "In %(when)s somebody was suggested to two partners; a draw gives each member one. "
            "Correct the column “suggested”.", when=_when(found, int(count.argmax()) // int(found.size.max())),
        )  # fmt: skip


def _uniform(found: Lots) -> Lots:
    """The same with the exact probabilities of a uniform matching, if the stored ones are those."""
    size = found.size
    right = 1.0 / np.where(size % 2, size, size - 1)
    rows = np.bincount(found.draw, minlength=found.draws)
    chosen = np.bincount(found.draw, found.suggested, minlength=found.draws)
    off = np.abs(found.probability / right[found.draw] - 1) > ODD / size[found.draw]
    wrong = np.bincount(found.draw, off, minlength=found.draws) > 0
    wrong |= (rows != size * (size - 1) // 2) | (chosen != size // 2)
    if wrong.any():
        raise NoDraw(
            "In %(when)s the stored probabilities or suggestions are not those of a draw in which each member gets one "
            "partner and every partner is equally likely. Without knowing how the hat drew, its effect is not told.",
            when=_when(found, int(wrong.argmax())),
        )  # fmt: skip
    return replace(found, probability=right[found.draw])


def _when(found: Lots, draw: int) -> str:
    year, month = divmod(int(found.month[draw]), 12)
    return f"{year}-{month + 1:02d}"
