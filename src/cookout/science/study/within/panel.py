"""Member-months made ready for one fit: who and what can say something, and numbers looked up instead of worked out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.grid import Counting, Grid, absent

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

CELLS = 9_000
"""So many member-months at a time: what is in hand then stays in the processor's cache, and is little enough that the
matrix library does not share it out, for on a busy machine waiting for each other costs twice what it gains."""

STEPS = ("1", "2", "3", "4+")
"""Steps of 1-2-1s a month, each against none."""


@dataclass(frozen=True, slots=True)
class Term:
    """One column of the model: a layer of whole numbers, and what each number counts as."""

    name: str
    layer: str
    counts_as: Callable[[Floats], Floats]
    is_step: bool = False


def term(name: str) -> Term:
    """`dose` (1-2-1s), a step of `STEPS`, `lead` (1-2-1s of the month after), or a further layer of the grid."""
    if name in STEPS:
        least = int(name[0])
        exact = not name.endswith("+")
        return Term(name, "dose", lambda level: np.where(level == least if exact else level >= least, 1.0, 0.0), True)
    return Term(name, name, lambda level: level)


@dataclass(frozen=True, slots=True)
class Panel:
    """The member-months one fit rests on. `layers[0]` holds `absent` where there is no row; there the others say 0."""

    layers: tuple[Counting, ...]
    y: Counting
    total: Floats
    """The outcome of each member over all months."""
    columns: tuple[tuple[int, Floats], ...]
    """Of each term: its layer, and what each level counts as, centred; the last entry is that of absent cells."""
    sizes: tuple[int, ...]
    """Of each layer: how many levels it has, and one for absent cells."""
    months: npt.NDArray[np.int64]
    """Which months of the grid are left."""
    members: npt.NDArray[np.int64]
    """Which members of the grid are left."""
    rows: int
    spans: Floats
    """From the smallest to the largest each term counts."""
    dropped: Mapping[str, int]

    def tables(self, coefficients: Floats) -> list[Floats]:
        """Of each layer: the factor that each level puts on the mean. Absent cells weigh nothing."""
        found = [np.zeros(size) for size in self.sizes]
        for (layer, values), coefficient in zip(self.columns, coefficients, strict=True):
            found[layer] += values * coefficient
        tables = [np.exp(eta) for eta in found]
        tables[0][-1] = 0.0
        return tables

    def pieces(self) -> Iterator[slice]:
        """Members, a cacheful at a time."""
        many = max(len(self.months), 1)
        size = max(CELLS // many, 4 * many)
        for start in range(0, len(self.members), size):
            yield slice(start, start + size)

    def only(self, places: Sequence[int]) -> "Panel":
        """The same with some of its terms."""
        return replace(self, columns=tuple(self.columns[place] for place in places), spans=self.spans[list(places)])

    def some(self, every: int) -> "Panel":
        """Every so-manieth member: enough to begin near the answer."""
        return replace(
            self,
            layers=tuple(layer[::every] for layer in self.layers),
            y=self.y[::every],
            total=self.total[::every],
            members=self.members[::every],
        )


def panel(grid: Grid, outcome: str, terms: Sequence[Term], *, effects: bool = True) -> Panel:
    """The rows that can say something about `terms`, as fixed-effects Poisson needs them.

    Left out, and counted in `dropped`: months of which a term is not told (`incomplete`); members and months with a
    single row (`single`), again and again until none is left; rows of members and months whose outcome is 0 throughout
    (`all_zero`), for their effect is minus infinity and says nothing about anybody else; rows of a step at which
    nothing ever happened (`separated`), likewise.
    """
    layers = _layers(grid, terms)
    if outcome not in grid.outcomes:
        raise ScienceError(f"The table does not tell “{outcome}”: give a column for it.")
    y = grid.outcomes[outcome]
    there = (y != absent(y.dtype)) & grid.present
    told = int(np.count_nonzero(there))
    for layer in layers.values():
        there &= layer != absent(layer.dtype)
    dropped = {"incomplete": told - int(np.count_nonzero(there))}
    dropped |= dict(zip(("single", "all_zero"), _thin(there, y, effects), strict=True)) | {"separated": 0}
    while many := _set_apart(there, y, [(one, layers[one.layer]) for one in terms if one.is_step]):
        alone, silent = _thin(there, y, effects)
        dropped["separated"] += many
        dropped["single"] += alone
        dropped["all_zero"] += silent
    return _built(layers, y, there, terms, dropped)


def _layers(grid: Grid, terms: Sequence[Term]) -> dict[str, Counting]:
    found: dict[str, Counting] = {}
    for name in dict.fromkeys(one.layer for one in terms):
        if name == "dose":
            found[name] = grid.x
        elif name == "lead":
            later = np.full_like(grid.x, absent(grid.x.dtype))
            later[:, :-1] = grid.x[:, 1:]
            found[name] = later
        elif name in grid.extra:
            found[name] = grid.extra[name]
        else:
            raise ScienceError(f"The table does not tell “{name}”: give a column for it, or leave it out.")
    return found


def _thin(there: Mask, y: Counting, effects: bool) -> tuple[int, int]:
    """Take rows that say nothing out of `there`, in place: how many stood alone, how many had nothing but zeros."""
    before = left = int(np.count_nonzero(there))
    while True:
        if effects:
            there[there.sum(axis=1, dtype=np.int32) == 1] = False
        there[:, there.sum(axis=0, dtype=np.int64) == 1] = False
        now = int(np.count_nonzero(there))
        if now == left:
            break
        left = now
    some = there & (y > 0)
    by_month, by_member = some.any(axis=0), some.any(axis=1)
    there[:, ~by_month] = False
    if effects:
        there[~by_member] = False
    return before - left, left - int(np.count_nonzero(there))


def _set_apart(there: Mask, y: Counting, steps: Sequence[tuple[Term, Counting]]) -> int:
    """Take the rows of steps at which nothing ever happened out of `there`, in place: how many those were."""
    many = 0
    for one, layer in steps:
        at = there & (one.counts_as(np.arange(absent(layer.dtype) + 1, dtype=np.float64)) > 0)[layer]
        if not y[at].any():
            many += int(np.count_nonzero(at))
            there[at] = False
    return many


def _built(layers: Mapping[str, Counting], y: Counting, there: Mask, terms: Sequence[Term],
           dropped: Mapping[str, int]) -> Panel:  # fmt: skip
    members, months = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    whole = len(months) == there.shape[1]
    here = there[members] if whole else there[np.ix_(members, months)]

    def cut(layer: Counting, fill: int) -> Counting:
        kept = layer[members] if whole else layer[np.ix_(members, months)]
        kept[~here] = fill
        return kept

    names = list(layers)
    cells = [cut(layer, 0 if place else absent(layer.dtype)) for place, layer in enumerate(layers.values())]
    outcome = cut(y, 0)
    often = [_often(layer, here) for layer in cells]
    columns = [(names.index(one.layer), *_column(one, often[names.index(one.layer)])) for one in terms]
    return Panel(
        layers=tuple(cells), y=outcome, total=outcome.sum(axis=1, dtype=np.float64),
        columns=tuple((place, values) for place, values, _span in columns), sizes=tuple(len(one) + 1 for one in often),
        months=months, members=members, rows=int(np.count_nonzero(here)),
        spans=np.array([span for _place, _values, span in columns]), dropped=dropped,
    )  # fmt: skip


def _often(cells: Counting, here: Mask) -> npt.NDArray[np.int64]:
    """How often each level occurs."""
    often = np.zeros(absent(cells.dtype) + 1, dtype=np.int64)
    for start in range(0, len(cells), CELLS):  # piece by piece, for counting widens the numbers to eight bytes
        piece = slice(start, start + CELLS)
        often += np.bincount(cells[piece][here[piece]], minlength=len(often))
    return often[: int(np.flatnonzero(often).max(initial=0)) + 1]


def _column(one: Term, often: npt.NDArray[np.int64]) -> tuple[Floats, float]:
    """What each level counts as, centred at its mean so that sums of squares keep their digits, and its span."""
    values = np.asarray(one.counts_as(np.arange(len(often), dtype=np.float64)), dtype=np.float64)
    seen = values[often > 0] if often.any() else values
    centre = float(often @ values) / max(int(often.sum()), 1)
    return np.append(values - centre, 0.0), float(seen.max() - seen.min())
