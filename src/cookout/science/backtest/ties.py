"""Who will be in contact next? Simple scores of ties, judged at cut-offs by what came after each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cookout.science import ties
from cookout.science.backtest.measures import judged
from cookout.science.errors import ScienceError
from cookout.science.past import groups, numbers, same_length
from cookout.science.touches import Floats, Ints

MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Window:
    """When to judge, in days after the first contact: from the burn-in's end, every `every` days, over a horizon."""

    start: float
    every: float = 28.0
    horizon: float = 28.0
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """How one score did: AUC a person and cut-off, precision of the first five; in task A all, in B the silent."""

    score: str
    task: str
    auc: float
    precision: float


@dataclass(frozen=True, slots=True)
class OfTies:
    """A back-test of ties: how each score did, and on how much."""

    told: tuple[Told, ...]
    contacts: int
    people: int
    days: float
    cuts: tuple[float, ...]
    points: int
    base_rate: float


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of each pair at a cut-off: all arrays of the same length."""

    count: Floats
    last: Floats
    pair: Ints
    first_of_day: Floats
    pairs: int
    now: float


SCORES: dict[str, Callable[[Known], Floats]] = {
    "recency": lambda known: known.last,
    "frequency": lambda known: known.count,
    "distinct-days": lambda known: np.bincount(known.pair, minlength=known.pairs).astype(np.float64),
    "1/(1+age)": lambda known: ties.warmth(
        known.pair, np.floor(known.first_of_day).astype(np.int64), n=known.pairs, today=int(np.floor(known.now))
    ),
}
"""A higher score: more likely in contact. The last is the product's own warmth, in its whole days."""

SPOKEN = (*SCORES, "decay-56")


def score_of(name: str) -> Callable[[Known], Floats]:
    """The score of this name; `decay-56` is the sum over distinct days of 2^(-days ago/56), any days.

    Raises ScienceError for a name that says nothing.
    """
    if name in SCORES:
        return SCORES[name]
    found = re.fullmatch(r"decay-([1-9][0-9]{0,4})", name)
    if not found or int(found[1]) > MOST_DAYS:
        raise ScienceError(f"“{name}” is no score of ties. There are {', '.join(SCORES)} and decay-DAYS as decay-56.")
    half_life = int(found[1])

    def decay(known: Known) -> Floats:
        left = np.exp2((known.first_of_day - known.now) / half_life)
        return np.bincount(known.pair, weights=left, minlength=known.pairs).astype(np.float64)

    return decay


def back_test(one: Sequence[int] | Ints, other: Sequence[int] | Ints, seconds: Floats, window: Window,
              scores: Sequence[str] = SPOKEN) -> OfTies:  # fmt: skip
    """Of the people each knows at a cut-off, with whom will he be in contact within the horizon?

    `one`, `other`: who was in contact, whole numbers from 0 on (with oneself is none); `seconds`: when. At each cut-off
    every pair with an earlier contact is a candidate of both of its people; a person's candidates are ordered by the
    score and judged by the contacts of [cut-off, cut-off + horizon). The last cut-off has its whole horizon before
    `until`, or the last contact. Task A: all; task B: those silent for longer than the horizon. Means are over people
    and cut-offs, as in SCIENCE 5.1. Raises ScienceError where nothing is left to judge. Cost: a few sorts a cut-off.
    """
    names = {name: score_of(name) for name in scores}
    low, high, day = _contacts(one, other, seconds)
    cuts = _cuts(window, float(day[-1]))
    pair_of, pair = np.unique(low * (int(high.max()) + 1) + high, return_inverse=True)
    ends = np.divmod(pair_of, int(high.max()) + 1)
    rows = [_at(cut, pair, day, len(pair_of), window.horizon, names) for cut in cuts]
    came = np.concatenate([row[1] for row in rows])
    silent = np.concatenate([row[2] for row in rows]) > window.horizon
    person = int(high.max()) + 1
    owner = [np.concatenate([n * person + end[row[0]] for n, row in enumerate(rows)]) for end in ends]
    told = []
    for task, kept in (("A", np.ones(len(came), dtype=np.bool_)), ("B", silent)):
        group = np.concatenate([of[kept] for of in owner])
        for name in names:
            worth = np.concatenate([row[3][name] for row in rows])[kept]
            found = judged(group, np.tile(came[kept], 2), np.tile(worth, 2))
            told.append(Told(name, task, found.auc, found.precision))
    return OfTies(
        tuple(told), contacts=len(day), people=len(np.union1d(low, high)), days=float(day[-1]), cuts=tuple(cuts),
        points=2 * len(came), base_rate=float(came.mean()) if len(came) else float("nan"),
    )  # fmt: skip


def _contacts(one: Sequence[int] | Ints, other: Sequence[int] | Ints, seconds: Floats) -> tuple[Ints, Ints, Floats]:
    """The lower and the higher of each two, and the day since the first contact; by time."""
    a, b, when = groups("one", one), groups("other", other), numbers("seconds", seconds)
    same_length(a, b, when)
    kept = a != b
    if not kept.any():
        raise ScienceError("Nobody was in contact with anybody else.")
    a, b, when = a[kept], b[kept], when[kept]
    order = np.argsort(when, kind="stable")
    a, b, when = a[order], b[order], when[order]
    return np.minimum(a, b), np.maximum(a, b), (when - when[0]) / 86_400.0


def _cuts(window: Window, last: float) -> list[float]:
    if not (window.start > 0 and window.every > 0 and window.horizon > 0):
        raise ScienceError("The burn-in, the step from cut-off to cut-off and the horizon must be more than zero days.")
    end = last if window.until is None else min(last, window.until)
    if (end - window.start) / window.every > 100_000:
        raise ScienceError("These are more than 100,000 cut-offs. Let more days lie between them.")
    cuts = [float(cut) for cut in np.arange(window.start, end - window.horizon + 1e-9, window.every)]
    if not cuts:
        raise ScienceError(
            f"There is no cut-off: after {window.start:g} days of burn-in and before a horizon of {window.horizon:g}"
            f" days nothing is left of {end:.0f} days. Begin earlier, or look less far."
        )
    return cuts


def _at(cut: float, pair: Ints, day: Floats, n: int, horizon: float, names: dict[str, Callable[[Known], Floats]]
        ) -> tuple[Ints, Floats, Floats, dict[str, Floats]]:  # fmt: skip
    """Of one cut-off the pairs known, whether they came, how long they were silent, and their scores."""
    now, then = np.searchsorted(day, [cut, cut + horizon], side="left")
    known, when = pair[:now], day[:now]
    # The first contact of each day stands for it: of equals, `unique` keeps the first.
    _, firsts = np.unique(known * (MOST_DAYS * 10) + np.floor(when).astype(np.int64), return_index=True)
    last = np.full(n, -np.inf)
    np.maximum.at(last, known, when)
    count = np.bincount(known, minlength=n).astype(np.float64)
    state = Known(count, last, known[firsts], when[firsts], n, cut)
    there = np.flatnonzero(count)
    came = np.zeros(n)
    came[pair[now:then]] = 1.0
    return there, came[there], cut - last[there], {name: score(state)[there] for name, score in names.items()}
