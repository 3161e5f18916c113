"""What would settle it: how many chapters have to let a hat draw pairs, for how long, to see an effect of some size.

The test that is planned for is that of `draw`: pairs the hat chose beside pairs it did not, by their referrals in the
month and the two after. One suggestion touches one pair of 276, so one chapter alone cannot settle it in good time.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr, ndtri

from cookout.science.errors import ScienceError
from cookout.science.study.grid import Grid, absent
from cookout.science.study.pairs import WINDOW, PairMonths, Whole
from cookout.science.study.results import Estimate, Facts, Words

YEAR = 12

LIFT = 0.5
"""The effect that is planned for: half as many referrals again. A session of 90 minutes brought pairs +75% (Boudreau
et al., Review of Economics and Statistics 2017), colleagues paired for weeks +24% (Sandvik et al., QJE 2020)."""

POWER = 0.8
"""In so many of the cases in which the effect is there, the test is to find it."""

LEVEL = 0.05

LONGEST = 36
"""A plan for more months is none: people come and go, and habits change."""

FEWEST_DRAWN = 20
"""From so many drawn pairs on, their own uptake is taken, not the assumed one."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the power of a draw depends on besides chapters, months and the effect."""

    members: float = 24
    """In a chapter."""
    referrals: float = 0.095
    """Of a pair in a month, both ways, on average."""
    ordinary: float = 0.07
    """Share of pairs that meet in a month without a suggestion."""
    suggested: float = 0.42
    """Share of suggested pairs that meet. Assumed as simulated (SCIENCE 2.2) until a hat has drawn."""
    phi: float = 1.12
    """By how much referrals of pairs in three months vary more than Poisson's would. A little too much: what a member
    does with all partners alike drops out of a matching, so a plan made with it errs on the safe side."""
    keen: float = 1.05
    """Pairs that follow a suggestion pass so many times as much as the average pair; assumed as simulated."""


def conditions(grid: Grid | None, pairs: PairMonths | None = None) -> Conditions:
    """What can be read off the table at hand; what cannot stays as assumed. Pairs say more than member-months."""
    found = Conditions()
    if grid is not None and grid.x.size:
        found = _of_members(grid, found)
    return found if pairs is None or not pairs.met.size else _of_pairs(pairs, found)


def power(chapters: float, months: float, lift: float, at: Conditions | None = None, *, level: float = LEVEL) -> float:
    """With which probability does the draw's test find that a 1-2-1 raises a pair's referrals by the share `lift`?

    N = chapters · (months - 2) · floor(members/2) suggested pairs whose three months are complete. With the mean
    uptake u, the share of pairs lately met a = 1 - (1-u)³ and the base rate b = keen · referrals/(1 + lift·a), a
    suggestion adds d = 3b · lift · (suggested - ordinary)(1-u)²: a pair that met anyway gains nothing. The test's
    error under no effect is s = sqrt(φ·3·referrals/N), with the effect s' = sqrt(φ(3·referrals + d)/N); the power is
    Φ((d - zs)/s') + Φ((-d - zs)/s'). Source: our own; SCIENCE 2.2 has the simulated table that it meets.
    Raises ScienceError where there is nothing to plan for.

    >>> [round(power(chapters, 12, 0.5), 2) for chapters in (5, 10, 20)]
    [0.4, 0.66, 0.91]
    """
    at = _checked(at, lift)
    n = chapters * max(months - WINDOW + 1, 0) * (at.members // 2)
    return _found(n, at, lift, level) if n > 0 else level


def chapters_needed(
    months: int = YEAR, lift: float = LIFT, power: float = POWER, at: Conditions | None = None, *, level: float = LEVEL
) -> int | None:  # fmt: skip
    """How many chapters must draw for so many months? None where no number of chapters would do."""
    drawn = _drawn_needed(_checked(at, lift), lift, power, level)
    seats = (months - WINDOW + 1) * ((at or Conditions()).members // 2)
    if seats <= 0 or not math.isfinite(drawn):
        return None
    return _fewest(drawn / seats, lambda many: _found(many * seats, at or Conditions(), lift, level) >= power)


def months_needed(
    chapters: int, lift: float = LIFT, power: float = POWER, at: Conditions | None = None, *, level: float = LEVEL
) -> int | None:  # fmt: skip
    """How many months must so many chapters draw, the last window included? None where no number would do."""
    drawn = _drawn_needed(_checked(at, lift), lift, power, level)
    seats = chapters * ((at or Conditions()).members // 2)
    if seats <= 0 or not math.isfinite(drawn):
        return None
    fewest = _fewest(drawn / seats, lambda many: _found(many * seats, at or Conditions(), lift, level) >= power)
    return fewest + WINDOW - 1


def _found(n: float, at: Conditions, lift: float, level: float) -> float:
    """The power with so many suggested pairs."""
    gain, under, beside = _gain(at, lift)
    z, root = float(ndtri(1 - level / 2)), math.sqrt(n)
    return float(ndtr((gain * root - z * under) / beside) + ndtr((-gain * root - z * under) / beside))


def _fewest(estimated: float, are_enough: Callable[[int], bool]) -> int:
    """The estimate leaves out that chance may point the wrong way: now and then one fewer is enough."""
    many = max(math.ceil(estimated), 1)
    while many > 1 and are_enough(many - 1):
        many -= 1
    return many


def settle(
    grid: Grid | None, pairs: PairMonths | None = None, *, facts: Facts, chapters: int | None = None
) -> tuple[Estimate, Estimate]:  # fmt: skip
    """What would settle it here: `settle.chapters`, drawing for a year, and `settle.months`, with the chapters at hand.

    `chapters` are those that could draw together; where it is not given, those of the table, and at least one. The
    effect planned for is +50%, to be found in 8 of 10 cases. `settle.months` is silent as `too_few_clusters` with one
    chapter alone, and where it would take more than 3 years; `more["months"]` says how long. Neither has an interval:
    `more` has the same for +25% and +100%, and what it rests on.
    """
    at = conditions(grid, pairs)
    own = max(chapters if chapters is not None else facts.chapters, 1)
    behind = 0 if pairs is None or pairs.suggested is None else np.unique(pairs.month[pairs.suggested]).size
    rests = {name: getattr(at, name) for name in Conditions.__slots__}
    rests |= {"lift": LIFT, "power": POWER}
    if at.referrals <= 0 or at.suggested <= at.ordinary:
        why = "all_zero" if at.referrals <= 0 else "no_variation"
        return (
            Estimate("settle.chapters", "chapters", silence=why, more=rests),
            Estimate("settle.months", "months", silence=why, more=rests),
        )
    return _settle_chapters(at, own, behind, rests), _settle_months(at, own, behind, rests)


def _settle_chapters(at: Conditions, own: int, behind: int, rests: dict[str, float]) -> Estimate:
    needed = chapters_needed(at=at) or 1
    more = {f"chapters_{round(100 * lift)}": chapters_needed(lift=lift, at=at) for lift in (0.25, 1.0)}
    return Estimate(
        "settle.chapters", "chapters", max(needed, 2), n=own, of="chapters", more={**rests, **more},
        plain=_in_words(at, own, behind), exact=_exactly(at, needed),
    )  # fmt: skip


def _settle_months(at: Conditions, own: int, behind: int, rests: dict[str, float]) -> Estimate:
    months = months_needed(own, at=at) or 0
    more = {f"months_{round(100 * lift)}": months_needed(own, lift=lift, at=at) for lift in (0.25, 1.0)}
    cannot = own < 2 or months > LONGEST
    return Estimate(
        "settle.months", "months", None if cannot else months, n=own, of="chapters",
        silence="too_few_clusters" if cannot else "", more={**rests, **more, "months": months},
        plain=_in_words(at, own, behind),
        exact=_exactly(at, chapters_needed(at=at) or 1),
    )  # fmt: skip


def _in_words(at: Conditions, own: int, behind: int) -> Words:
    """For a leader; `behind` are the months in which the hat has drawn already."""
    months = months_needed(own, at=at) or 0
    told = {
        "needed": str(max(chapters_needed(at=at) or 1, 2)), "own": str(own), "months": str(months),
        "years": str(round(months / YEAR)), "smaller": str(months_needed(own, lift=0.25, at=at)),
    }  # fmt: skip
    if own > 1 and months <= behind:
        return Words(
            "These %(own)s chapters have drawn long enough to see half as many referrals again, if it were so. "
            "To see a quarter as many again they need about %(smaller)s months in all.", told,
        )  # fmt: skip
    if own > 1 and months <= LONGEST:
        return Words(
            "These %(own)s chapters can settle it if all let the hat draw: to see half as many referrals again they "
            "need about %(months)s months; a smaller effect takes longer.", told,
        )  # fmt: skip
    together = "%(needed)s chapters that draw together need one year to see half as many referrals again."
    if own > 1:
        cannot = "These %(own)s chapters cannot settle it: the hat would have to draw for about %(years)s years. "
    elif months > LONGEST:
        cannot = "One chapter alone cannot settle it: the hat would have to draw for about %(years)s years. "
    else:
        cannot = "One chapter alone cannot settle it: what it finds may be its own ways. "
    return Words(cannot + together, told)


def _exactly(at: Conditions, needed: int) -> Words:
    return Words(
        "Randomised encouragement, one uniform matching a chapter-month, window of 3 months, two-sided 5%% test, power "
        "0.8 for +50%% of a pair's referrals: %(needed)s chapters over 12 months. Assumes %(members)s members a "
        "chapter, %(referrals)s referrals a pair-month, uptake %(suggested)s against %(ordinary)s, φ = %(phi)s.",
        {
            "needed": str(needed), "members": f"{at.members:.0f}", "referrals": f"{at.referrals:.3f}",
            "suggested": f"{at.suggested:.2f}", "ordinary": f"{at.ordinary:.2f}", "phi": f"{at.phi:.2f}",
        },
    )  # fmt: skip


def _checked(at: Conditions | None, lift: float) -> Conditions:
    at = at or Conditions()
    sensible = (
        at.members >= 2
        and at.referrals > 0
        and 0 <= at.ordinary <= 1
        and 0 <= at.suggested <= 1
        and min(at.phi, at.keen) > 0
    )
    if not sensible or not lift > -1:
        raise ScienceError("Power needs 2 members, some referrals, shares between 0 and 1, and a lift above -100%.")
    return at


def _gain(at: Conditions, lift: float) -> tuple[float, float, float]:
    """What a suggestion adds to a pair's three months; the spread of those of one pair without and with it."""
    uptake = at.ordinary + (at.suggested - at.ordinary) / max(at.members - 1, 1)
    lately = 1 - (1 - uptake) ** WINDOW
    base = at.keen * at.referrals / (1 + lift * lately)
    gain = WINDOW * base * lift * (at.suggested - at.ordinary) * (1 - uptake) ** (WINDOW - 1)
    under = at.phi * WINDOW * at.referrals
    return gain, math.sqrt(under), math.sqrt(max(under + at.phi * gain, 1e-12))


def _drawn_needed(at: Conditions, lift: float, power: float, level: float) -> float:
    """How many drawn pairs with complete windows; the far tail, in which an effect is taken for its opposite, is 0."""
    gain, under, beside = _gain(at, lift)
    reach = float(ndtri(1 - level / 2)) * under + float(ndtri(power)) * beside
    return (reach / gain) ** 2 if gain else math.inf


def _of_members(grid: Grid, found: Conditions) -> Conditions:
    here = grid.present
    months = max(int(here.any(axis=0).sum()), 1)
    members = here.sum() / (max(np.unique(grid.chapter).size, 1) * months)
    if members < 2:
        return found
    found = replace(found, members=float(members))
    one_to_ones = grid.x.mean(where=here, dtype=np.float64)
    found = replace(found, ordinary=min(float(one_to_ones) / (found.members - 1), 1.0))
    for outcome in ("given", "received"):
        if outcome in grid.outcomes:
            layer = grid.outcomes[outcome]
            mean = layer.mean(where=layer != absent(layer.dtype), dtype=np.float64)
            return replace(found, referrals=float(2 * mean / (found.members - 1)))
    return found


def _of_pairs(pairs: PairMonths, found: Conditions) -> Conditions:
    met = pairs.met > 0
    rooms = np.unique(pairs.chapter * (int(pairs.month.max()) + 1) + pairs.month)
    ways = pairs.met.size / rooms.size
    drawn = np.zeros_like(met) if pairs.suggested is None else pairs.suggested
    mean, phi = _three_months(pairs)
    return replace(
        found,
        members=(1 + math.sqrt(1 + 4 * ways)) / 2,
        referrals=mean / WINDOW if mean else 2 * float(pairs.referrals.mean()),
        ordinary=float(met[~drawn].mean()) if (~drawn).any() else found.ordinary,
        suggested=float(met[drawn].mean()) if drawn.sum() >= 2 * FEWEST_DRAWN else found.suggested,
        phi=max(phi, 1.0),
    )


def _three_months(pairs: PairMonths) -> tuple[float, float]:
    """The mean of referrals of a pair in three months, both ways, and variance over mean; blocks with all six rows."""
    first, second = np.minimum(pairs.giver, pairs.receiver), np.maximum(pairs.giver, pairs.receiver)
    block: Whole = pairs.month // WINDOW
    width, long = int(second.max()) + 1, int(block.max() - block.min()) + 1
    _codes, at, rows = np.unique(
        (first * width + second) * long + block - block.min(), return_inverse=True, return_counts=True
    )
    sums = np.bincount(at, weights=pairs.referrals)[rows == 2 * WINDOW]
    mean = float(sums.mean()) if sums.size else 0.0
    return mean, float(sums.var()) / mean if mean else 1.0
