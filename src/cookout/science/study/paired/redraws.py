"""What the hat could have said: the same draws drawn again and again, and the same comparison made each time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.study.paired.lots import Lots, Numbers, Truth
from cookout.science.study.pairs import Whole

Redraw = Callable[[int, int, Whole, int, np.random.Generator], Whole]
"""Draws again: chapter, month, members, times, generator -> members of the pairs, `times` by pairs by 2."""

SEATS = 4_000_000
"""Members seated at once: bounds the memory whatever the number of redraws."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Mean of the pairs drawn less mean of those not drawn, each weighted by 1/probability (Hajek), for any draw.

    `weight` and `against` are those of a pair drawn and of one not drawn, 0 where its months are not all known.
    """

    lots: Lots
    values: tuple[Numbers, ...]
    weight: Numbers
    against: Numbers

    def of(self, suggested: Truth) -> Numbers:
        """The difference for each of the values, if these were drawn."""
        drawn = np.array([[column[suggested].sum()] for column in self._columns()])
        return self._difference(drawn)[:, 0]

    def redrawn(self, times: int, rng: np.random.Generator, redraw: Redraw | None = None) -> Numbers:
        """The differences, values by `times`, of fresh draws; uniform matchings unless `redraw` draws."""
        size = self.lots.size
        offset = np.concatenate([[0], np.cumsum(size * size)])
        columns = [self._spread(column, offset) for column in self._columns()]
        each = max(1, SEATS // max(int(size.sum()), 1))
        found = []
        for first in range(0, times, each):
            many = min(each, times - first)
            sums = np.zeros((len(columns), many))
            for cells in self._drawn(many, rng, offset, redraw):
                sums += [column[cells].sum(axis=1) for column in columns]
            found.append(self._difference(sums))
        return np.concatenate(found, axis=1)

    def _columns(self) -> Iterator[Numbers]:
        for weight in (self.weight, self.against):
            yield weight
            yield from (weight * value for value in self.values)

    def _difference(self, drawn: Numbers) -> Numbers:
        """From sums over the drawn: first weights and weighted values, then the same with the weights of the others."""
        width = 1 + len(self.values)
        total = np.array([[column.sum()] for column in list(self._columns())[width:]])
        other = total - drawn[width:]
        with np.errstate(divide="ignore", invalid="ignore"):
            found = drawn[1:width] / drawn[0] - other[1:] / other[0]
        # Where a draw leaves nothing to compare, the difference is none: still one fixed rule for every draw.
        return np.where((drawn[0] > 0) & (other[0] > 0), found, 0.0)

    def _spread(self, column: Numbers, offset: Whole) -> Numbers:
        """The column laid out as a square of places for each draw, so that a pair is found by its places."""
        lots, table = self.lots, np.zeros(int(offset[-1]))
        size = lots.size[lots.draw]
        table[offset[lots.draw] + lots.one * size + lots.other] = column
        table[offset[lots.draw] + lots.other * size + lots.one] = column
        return table

    def _drawn(
        self, times: int, rng: np.random.Generator, offset: Whole, redraw: Redraw | None
    ) -> Iterator[Whole]:  # fmt: skip
        """Cells of the pairs drawn, `times` by pairs, for groups of draws."""
        lots, size = self.lots, self.lots.size
        if redraw is None:
            for many in np.unique(size):
                same = np.flatnonzero(size == many)
                seats = matchings(rng, int(many), (times, same.size))
                cells = offset[same][:, None] + seats[..., 0] * many + seats[..., 1]
                yield cells.reshape(times, -1)
            return
        for draw, members in enumerate(lots.members):
            pairs = redraw(int(lots.chapter[draw]), int(lots.month[draw]), members, times, rng)
            if pairs.shape[::2] != (times, 2) or not np.isin(pairs, members).all():
                raise ScienceError(
                    f"The redraw of chapter {lots.chapter[draw]} must give {times} times pairs of its members, "
                    f"but gave {pairs.shape}."
                )
            seats = np.searchsorted(members, pairs)
            yield offset[draw] + seats[..., 0] * size[draw] + seats[..., 1]


def matchings(rng: np.random.Generator, members: int, shape: tuple[int, ...]) -> Whole:
    """Uniform matchings of `members` places, of shape `shape` + (members // 2, 2); for odd numbers one sits out.

    A random order, cut into twos: every matching comes from equally many orders.

    >>> matchings(np.random.default_rng(0), 5, (3,)).shape
    (3, 2, 2)
    """
    order = rng.random((*shape, members)).argsort(axis=-1)
    return order[..., : members // 2 * 2].reshape(*shape, members // 2, 2)


def contrast(lots: Lots, *values: Numbers) -> Contrast:
    """The comparison of a table's draws, on the pair-months whose window is known."""
    inside = lots.whole & (lots.probability > 0) & (lots.probability < 1)
    with np.errstate(divide="ignore"):
        weight = np.where(inside, 1 / lots.probability, 0.0)
        against = np.where(inside, 1 / (1 - lots.probability), 0.0)
    return Contrast(lots, values, weight, against)


def adjusted(lots: Lots, values: Numbers) -> Numbers:
    """The values less their mean in the draw, and less what the pair's own referrals before the month tell of them.

    For each number of months before there is a line of its own, because the mean of two months tells less than that
    of ten. What the hat said is not used, so a redraw leaves it as it is, and the map is linear in the values: the
    test stays exact.
    """
    inside = lots.whole
    past = _in_draw(lots, np.divide(lots.past, lots.months, out=np.zeros(lots.past.size), where=lots.months > 0))
    found = _in_draw(lots, values)
    spread = np.bincount(lots.months[inside], past[inside] ** 2)
    shared = np.bincount(lots.months[inside], past[inside] * found[inside])
    slope = np.divide(shared, spread, out=np.zeros(spread.size), where=spread > 1e-12)
    return np.where(inside, found - slope[np.minimum(lots.months, slope.size - 1)] * past, 0.0)


def _in_draw(lots: Lots, values: Numbers) -> Numbers:
    """Less the mean of the draw's known pair-months."""
    many = np.maximum(np.bincount(lots.draw, lots.whole, minlength=lots.draws), 1.0)
    mean = np.bincount(lots.draw, np.where(lots.whole, values, 0.0), minlength=lots.draws) / many
    return np.asarray(values - mean[lots.draw], dtype=np.float64)
