"""Why harsh and kind raters are corrected: where harshness is style, standings come nearer to what is true.

Forty invented people: a quarter of them sends what is good half the time, the others nine times in ten; and another
quarter finds fault with six in ten of the good ones, whoever sent them.
"""

from functools import cache

import numpy as np
import pytest

from cookout.science.reputation import base_rate, corrected, habits, standings
from cookout.science.touches import Floats

PEOPLE, WEAK, HARSH = 40, 10, 10
TRUE = np.where(np.arange(PEOPLE) < WEAK, 0.5, 0.9)
STYLE = np.where(np.arange(PEOPLE) >= PEOPLE - HARSH, 0.6, 0.0)
DRAWS = [(ratings, seed) for ratings in (800, 3000) for seed in range(4)]


@cache
def stood(ratings: int, seed: int) -> tuple[Floats, Floats]:
    """How all stand at the end of so many days with a rating each: taken at their word, and corrected."""
    chance = np.random.default_rng(seed)
    by = chance.integers(0, PEOPLE, ratings)
    of = (by + chance.integers(1, PEOPLE, ratings)) % PEOPLE
    good = (chance.random(ratings) < TRUE[of] * (1 - STYLE[by])).astype(float)
    day, base = np.arange(ratings, dtype=float), base_rate(of, good)
    fair = corrected(good, habits(by, of, good, day, base=base), base=base)
    plain, put_right = (
        standings(of, by, said, day, n=PEOPLE, today=float(ratings), base=base).mean for said in (good, fair)
    )
    return plain, put_right


def nearness(mean: Floats) -> float:
    """The correlation with what is true."""
    return float(np.corrcoef(TRUE, mean)[0, 1])


@pytest.mark.parametrize(("ratings", "seed"), DRAWS)
def test_the_corrected_standing_lies_nearer_to_the_truth_each_time(ratings: int, seed: int) -> None:
    plain, put_right = stood(ratings, seed)
    assert nearness(put_right) > nearness(plain)


def test_it_is_worth_about_two_hundredths() -> None:
    nearer = [nearness(put_right) - nearness(plain) for plain, put_right in (stood(*draw) for draw in DRAWS)]
    assert float(np.mean(nearer)) == pytest.approx(0.023, abs=0.01), nearer


@pytest.mark.parametrize("seed", range(4))
def test_whom_one_happened_to_meet_matters_less(seed: int) -> None:
    """Two who send the same, one to harsh people alone, the other to none of them."""
    chance = np.random.default_rng(seed)
    by = chance.integers(2, PEOPLE, 3000)
    harsh = STYLE[by] > 0
    of = (by - 2 + chance.integers(1, PEOPLE - 2, 3000)) % (PEOPLE - 2) + 2
    of[:200] = np.where(harsh[:200], 0, 1)
    good = (chance.random(3000) < 0.9 * (1 - STYLE[by])).astype(float)
    order = chance.permutation(3000)
    of, by, good, day = of[order], by[order], good[order], np.arange(3000.0)
    base = base_rate(of, good)
    fair = corrected(good, habits(by, of, good, day, base=base), base=base)
    gaps = [
        abs(np.subtract(*standings(of, by, said, day, n=PEOPLE, today=3000.0, base=base).mean[:2]))
        for said in (good, fair)
    ]
    assert gaps[1] < 0.6 * gaps[0], gaps
