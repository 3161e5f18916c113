"""How warm a tie is, who is due, and who is being lost: vectorised over a million ties at once.

Input: the touches of `n` ties as two flat arrays of equal length, `tie` (0 … n-1) and `day` (day ordinals, as
`date.toordinal`), in any order; several touches on one day count once, touches after `today` do not count.

| question | function | unit |
|---|---|---|
| who will be in touch? | `warmth` | sum of 1/(1+days ago) over distinct days |
| what is this tie's habit? | `rhythms` | median days between distinct days of contact |
| how much of the tie is left to draw? | `fading`, `picture` | 0–100 |
| who is slipping away? | `losing_touch` | rank |
| whom next? | `next_best`, `draw_slots` | order, logged chance |

Sources: warmth and due-ness are SCIENCE 5.1 and 3 (back-tests on five public sets); the fading curve is fitted to the
survival table of SCIENCE 1.1.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cookout.science.errors import ScienceError
from cookout.science.touches import Floats, Ints, distinct, median_intervals, sums

WARM, COOLING = 60.0, 35.0
"""From here up a tie is called warm, from there up cooling, below quiet; these are gaps of 2 and 5.6 rhythms."""

HALF_LEFT = 3.0
"""At a gap of so many rhythms half of a tie is left to draw: the value nearest to the survival table (see `fading`)."""

INTERVALS_NEEDED = 3
"""A habit needs four distinct days; with fewer the median is an accident and the answer is “not yet known”."""

LOST_FROM = 2.0
"""A tie is being lost from twice its own rhythm: where its drawing turns from warm to cooling."""

DUE_STEP = 0.1
"""Due-ness is compared in tenths of the wished interval: three days of thirty prefer nobody, warmth lost does."""

YEAR_OF_RHYTHM = 12
"""How many coming contacts a lost rhythm is weighed by."""


@dataclass(frozen=True, slots=True)
class Histories:
    """What the touches of many ties come to. NaN means: not yet known."""

    days: Ints
    last: Floats
    gap: Floats
    warmth: Floats
    rhythm: Floats


@dataclass(frozen=True, slots=True)
class Picture:
    """How much of one tie is left to draw, in a word, and by which rhythm (“own”, “wished”, or nothing)."""

    ring: float | None
    word: str
    basis: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on a list: which candidate, by lot or by rank, and the chance it had given the places before."""

    position: int
    index: int
    drawn: bool
    probability: float


def histories(tie: ArrayLike, day: ArrayLike, *, n: int, today: int) -> Histories:
    """Everything about many ties in one go. Cost: two sorts of the touches; a million ties take well under a second.

    >>> h = histories([0, 0, 0, 0, 0, 1], [10, 20, 30, 30, 40, 39], n=3, today=41)
    >>> h.days.tolist(), h.gap.tolist(), h.rhythm.tolist()
    ([4, 1, 0], [1.0, 2.0, nan], [10.0, nan, nan])
    """
    touches = distinct(tie, day, n=n, today=today)
    owner, when = touches.owner, touches.day
    last = _last(owner, when, n)
    warm = sums(owner, _memory(today, when), n)
    return Histories(
        days=np.bincount(owner, minlength=n),
        last=last,
        gap=today - last,
        warmth=warm,
        rhythm=median_intervals(touches, least=INTERVALS_NEEDED),
    )


def gap(tie: ArrayLike, day: ArrayLike, *, n: int, today: int) -> Floats:
    """How long has each tie been quiet? Days since the last touch; NaN where there was none.

    >>> gap([0, 0], [95, 98], n=2, today=100).tolist()
    [2.0, nan]
    """
    touches = distinct(tie, day, n=n, today=today)
    return today - _last(touches.owner, touches.day, n)


def warmth(tie: ArrayLike, day: ArrayLike, *, n: int, today: int) -> Floats:
    """Who will be in touch? The sum over distinct days with a touch of 1/(1+days ago) (SCIENCE 5.1). No touch: 0.

    >>> warmth([0, 0, 0], [100, 100, 98], n=2, today=101).tolist()
    [0.75, 0.0]
    """
    touches = distinct(tie, day, n=n, today=today)
    return sums(touches.owner, _memory(today, touches.day), n)


def warmth_lost(tie: ArrayLike, day: ArrayLike, *, n: int, today: int) -> Floats:
    """How much colder is each tie than on the day of its last touch? Zero where there was none.

    >>> warmth_lost([0, 0], [90, 100], n=1, today=109).round(3).tolist()
    [0.941]
    """
    touches = distinct(tie, day, n=n, today=today)
    owner, when = touches.owner, touches.day
    last = _last(owner, when, n)
    return np.subtract(
        sums(owner, _memory(last[owner], when), n), sums(owner, _memory(today, when), n), dtype=np.float64
    )


def rhythms(tie: ArrayLike, day: ArrayLike, *, n: int, today: int) -> Floats:
    """What is each tie's own habit? The median interval in days between distinct days of contact; NaN below four days.

    >>> rhythms([0, 0, 0, 0], [0, 7, 14, 40], n=1, today=50).tolist()
    [7.0]
    """
    return median_intervals(distinct(tie, day, n=n, today=today), least=INTERVALS_NEEDED)


def own_rhythm(days: Sequence[int]) -> float | None:
    """The habit of one tie, or None where it is not yet known.

    >>> own_rhythm([0, 7, 14, 40]), own_rhythm([0, 7])
    (7.0, None)
    """
    gaps = np.diff(np.unique(np.asarray(days, dtype=np.int64)))
    return float(np.median(gaps)) if len(gaps) >= INTERVALS_NEEDED else None


def fading(gap: ArrayLike, rhythm: ArrayLike) -> Floats:
    """How much of a tie is left? 100/(1 + m/3) for a gap of m rhythms: a slope, not a cliff. NaN where unknown.

    The curve was read off SCIENCE 1.1: chance of contact within 28 days by multiple of the tie's own rhythm, mean of
    three sets: .65 (up to half), .47 (1–2), .24 (4–8), .14 (8–16), .07 (over 16). Scaled to the first, 1/(1 + m/3) is
    within .01 of each (with m/2 within .05). In log m it is the logistic slope. A gap below zero counts as none.
    Raises ScienceError for a rhythm that is not positive.

    >>> fading([0, 30, 60, 90, 240], [30, 30, 30, 30, 30]).round().tolist()
    [100.0, 75.0, 60.0, 50.0, 27.0]
    """
    multiple = np.maximum(np.asarray(gap, dtype=np.float64), 0.0) / _interval("rhythm", rhythm)
    return np.asarray(100.0 / (1.0 + multiple / HALF_LEFT), dtype=np.float64)


def picture(gap: float | None, rhythm: float | None, wished: float | None) -> Picture:
    """What is drawn of one tie: by its own rhythm, else by the wished one, else “not yet known”.

    None and NaN both mean unknown; so does an interval that is not positive.

    >>> picture(30, 90.0, None), picture(None, 30.0, 30).word, picture(45, None, None).word
    (Picture(ring=90.0, word='warm', basis='own'), 'not yet known', 'not yet known')
    """
    own = rhythm is not None and rhythm > 0  # NaN compares false
    basis = rhythm if own else wished
    if gap is None or math.isnan(gap) or basis is None or not basis > 0:
        return Picture(None, "not yet known", "")
    ring = float(fading(gap, basis))
    return Picture(ring, word_for(ring), "own" if own else "wished")


def word_for(ring: float) -> str:
    """The word for what is left of a tie.

    >>> [word_for(x) for x in (100, 60, 59.9, 10)]
    ['warm', 'warm', 'cooling', 'quiet']
    """
    return "warm" if ring >= WARM else "cooling" if ring >= COOLING else "quiet"


def due(gap: ArrayLike, wished: ArrayLike) -> Floats:
    """How due is each tie? Days since the last touch over the wished interval; 1 and more is due (SCIENCE 3).

    NaN where nobody was touched yet or no interval is wished. Raises ScienceError for an interval that is not positive.

    >>> due([15, 45], [30, 30]).tolist()
    [0.5, 1.5]
    """
    return np.asarray(np.asarray(gap, dtype=np.float64) / _interval("wished", wished), dtype=np.float64)


def overdue(gap: ArrayLike, longest: ArrayLike) -> NDArray[np.bool_]:
    """Which ties are past their longest interval? The unknown ones are not.

    >>> overdue([60, 61, float("nan")], [60, 60, 60]).tolist()
    [False, True, False]
    """
    return np.asarray(np.asarray(gap, dtype=np.float64) > _interval("longest", longest), dtype=np.bool_)


def days_until_due(gap: ArrayLike, wished: ArrayLike) -> Floats:
    """In how many days is each tie due? Below zero: so many days ago. NaN where unknown.

    >>> days_until_due([10, 45], [30, 30]).tolist()
    [20.0, -15.0]
    """
    return np.asarray(_interval("wished", wished) - np.asarray(gap, dtype=np.float64), dtype=np.float64)


def losing_touch(gap: ArrayLike, rhythm: ArrayLike, *, most: int) -> Ints:
    """Whom is one losing? Indices of ties quieter than twice their own rhythm, the most lost first.

    What is lost is the warmth that keeping the rhythm would bring and the present gap does not: the sum over the next
    twelve contacts k of 1/(1 + r + k r) - 1/(1 + g + k r). A weekly friend silent for two months comes before a yearly
    one silent for three years.

    >>> losing_touch([60, 1100, 8, 30], [7, 365, 7, float("nan")], most=5).tolist()
    [0, 1]
    """
    g, r = np.asarray(gap, dtype=np.float64), np.asarray(rhythm, dtype=np.float64)
    slipping = np.flatnonzero(g > LOST_FROM * r)  # NaN compares false: not yet known is never lost
    return slipping[np.lexsort((slipping, -_lost(g[slipping], r[slipping])))][:most]


def loses_less(rhythm: float, *, than_gap: float, than_rhythm: float) -> bool:
    """Whether nobody with this rhythm or a slower one is lost more than a tie of that gap and rhythm, however silent.

    So a list of the most lost needs to be read only from the quickest rhythm up to here.

    >>> loses_less(30, than_gap=60, than_rhythm=7), loses_less(8, than_gap=20, than_rhythm=7)
    (True, False)
    """
    worst = _lost(np.array([np.inf]), np.array([rhythm]))
    return bool(worst[0] < _lost(np.array([than_gap]), np.array([than_rhythm]))[0])


def _lost(gap: Floats, rhythm: Floats) -> Floats:
    """The warmth that keeping the rhythm would bring and the present gap does not."""
    coming = np.arange(YEAR_OF_RHYTHM)[:, None] * rhythm
    lost: Floats = (1.0 / (1.0 + rhythm + coming) - 1.0 / (1.0 + gap + coming)).sum(axis=0)
    return lost


def next_best(
    *,
    circle: ArrayLike,
    due: ArrayLike,
    lost: ArrayLike,
    owed: ArrayLike,
    last: ArrayLike,
    ids: ArrayLike,
    seed: int = 0,
) -> Ints:
    """Whom next? Due-ness within circle, then warmth lost, then what is owed (PRODUCT 5.4); indices, the best first.

    Who is due (`due` from 1 up) comes before who is not; then by `circle`, a rank, the innermost lowest; then by `due`
    in steps of `DUE_STEP`, so that warmth lost and what is owed have a say; who has no rhythm (NaN) comes last. Equal
    candidates are ordered by a hash of `ids` and `seed`, so that no name is always last. Who was met last of all (on
    the latest day of `last`; NaN: never) is never on top while there is another. Cost: one sort.

    >>> zero = [0, 0, 0]
    >>> next_best(circle=[0, 0, 1], due=[1, 2, 9], lost=zero, owed=zero, last=[5, 3, 1], ids=[7, 8, 9]).tolist()
    [1, 0, 2]
    """
    ratio, when = np.asarray(due, dtype=np.float64), np.asarray(last, dtype=np.float64)
    lot = _shuffled(np.asarray(ids, dtype=np.int64).astype(np.uint64), seed)
    columns = (lot, -np.asarray(owed), -np.asarray(lost), -np.floor(ratio / DUE_STEP + 1e-9), np.asarray(circle))
    keys = (*columns, ~(ratio >= 1.0), np.isnan(ratio))
    if {np.shape(key) for key in (*keys, when)} != {(len(when),)}:
        raise ScienceError("Circle, due, lost, owed, last and ids must be flat and equally long.")
    order = np.lexsort(keys)
    others = np.flatnonzero(~(when[order] == np.max(when, initial=-np.inf, where=~np.isnan(when))))
    if len(others):
        order[: others[0] + 1] = np.roll(order[: others[0] + 1], 1)
    return order


def draw_slots(
    order: Sequence[int],
    candidates: Sequence[int] | None = None,
    *,
    slots: int,
    share: float = 0.1,
    seed: int,
    not_first: Collection[int] = (),
) -> list[Slot]:
    """Who stands where? By rank, but each slot by lot with chance `share`: uniformly among all not placed yet.

    Lots are drawn among `candidates` (`order` itself where none are named); when one of the two lists is used up the
    other fills the rest. Who is in `not_first` never stands at position 0 while there is another. The probability is
    that of this candidate at this slot under the whole policy, given the slots before: (1 - share)·[is the next by
    rank] + share/(how many are left), which is what inverse-propensity scores need (SCIENCE 3). The same seed gives
    the same list on every machine.

    >>> [(s.index, s.drawn, s.probability) for s in draw_slots([4, 2, 9], slots=2, share=0.0, seed=1)]
    [(4, False, 1.0), (2, False, 1.0)]
    """
    if not 0.0 <= share <= 1.0:
        raise ScienceError(f"The share of random slots is {share}; it must lie between 0 and 1.")
    ranked, pool = list(order), list(order if candidates is None else candidates)
    if len(set(ranked)) < len(ranked) or len(set(pool)) < len(pool):
        raise ScienceError("Nobody can stand on the list twice.")
    chance = Random(seed)
    placed: list[Slot] = []
    while (ranked or pool) and len(placed) < slots:
        barred = frozenset() if placed else frozenset(not_first)
        slot = _slot(len(placed), *_without(barred, ranked, pool), share=share, chance=chance)
        placed.append(slot)
        ranked = [one for one in ranked if one != slot.index]
        pool = [one for one in pool if one != slot.index]
    return placed


def _without(barred: frozenset[int], ranked: list[int], pool: list[int]) -> tuple[list[int], list[int]]:
    """Both lists without those barred, unless nobody else is there."""
    others = [one for one in ranked if one not in barred], [one for one in pool if one not in barred]
    return others if any(others) else (ranked, pool)


def _slot(position: int, ranked: list[int], pool: list[int], *, share: float, chance: Random) -> Slot:
    """Fill one slot. `Random.random` alone is used: its stream is promised for good, numpy's is not."""
    by_lot = 0.0 if not pool else share if ranked else 1.0
    drawn = chance.random() < by_lot
    index = pool[int(chance.random() * len(pool))] if drawn else ranked[0]
    probability = by_lot * (index in pool) / max(1, len(pool)) + (1.0 - by_lot) * (ranked[:1] == [index])
    return Slot(position, index, drawn, probability)


def _interval(name: str, days: ArrayLike) -> Floats:
    """Days that something may be divided by; NaN is let through as not known."""
    answer = np.asarray(days, dtype=np.float64)
    if (answer <= 0).any():
        raise ScienceError(f"`{name}` must be more than zero days.")
    return answer


def _memory(now: int | Floats, when: Ints) -> Floats:
    """What a touch still counts: 1/(1 + days ago)."""
    return np.asarray(1.0 / (1.0 + (now - when)), dtype=np.float64)


def _last(owner: Ints, when: Ints, n: int) -> Floats:
    """The last day of each tie, NaN where there is none: touches are sorted, so the last one written is the latest."""
    answer = np.full(n, np.nan)
    answer[owner] = when
    return answer


def _shuffled(ids: NDArray[np.uint64], seed: int) -> NDArray[np.uint64]:
    """A hash of each id (splitmix64), to break ties the same way every time and no way always."""
    with np.errstate(over="ignore"):
        mixed = ids + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), dtype=np.uint64)
