"""How much of what the hat suggested came about: counts of a chapter or a region, never who."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cookout.insight.models.hats import Hat
from cookout.science.study.paired.lots import Lots, NoDraw, lots
from cookout.science.study.pairs import PairMonths

FEWEST = 5
"""Referrals are summed over draws with so many pairs or more: the sum of fewer would tell of two what is theirs."""

CHOICE = 3
"""A draw of two people chooses nothing."""


@dataclass(frozen=True, slots=True)
class FromHat:
    """Pairs that were drawn, and what is known of them."""

    months: int = 0
    """Chapter-months in which a hat drew."""
    suggested: int = 0
    """Pairs it drew, in all."""
    counted: int = 0
    """Of these: whose month is over, and of whom both record what they do."""
    met: int = 0
    """Of the counted: who held a 1-2-1 in that month that both confirmed."""
    left_out: int = 0
    """Whose month is over, and of whom it cannot be known whether they met."""
    settled: int = 0
    """Counted, and the two months after are over as well; in draws with five pairs or more."""
    passed: int | None = None
    """Referrals that the settled passed each other in these three months; None where there are none to tell of."""

    @property
    def waiting(self) -> int:
        """Whose month is not over yet."""
        return self.suggested - self.counted - self.left_out


def from_hat(pairs: PairMonths, drawn: Sequence[Hat], until: int) -> FromHat:
    """What these hats brought, as far as months up to `until` are known."""
    if not drawn:
        return FromHat()
    suggested = sum(len(one.draw.pairs) for one in drawn)
    over = sum(len(one.draw.pairs) for one in drawn if one.month <= until)
    try:
        found = lots(pairs, uniform=False)
    except NoDraw:
        return FromHat(len(drawn), suggested, left_out=over)
    chosen = found.suggested & (found.size[found.draw] >= CHOICE)
    counted, met = int(chosen.sum()), int(found.met[chosen].sum())
    return FromHat(len(drawn), suggested, counted, met, over - counted, *_settled(found))


def _settled(found: Lots) -> tuple[int, int | None]:
    chosen = found.suggested & found.whole
    enough = np.bincount(found.draw, chosen, minlength=found.draws) >= FEWEST
    told = chosen & enough[found.draw]
    many = int(told.sum())
    return many, int(found.passed[told].sum()) if many else None
