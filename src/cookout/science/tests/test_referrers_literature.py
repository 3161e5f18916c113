"""The worked examples of SCIENCE 2.7, to two digits: prior Gamma(.8, 6) and Beta(1.2, .8), no forgetting, weights 1."""

import math

import pytest

from cookout.science.referrers import UNDERSTANDS, UNKNOWN, Willing, understands, willing


def seen(referrals: int, months: float) -> Willing:
    return willing([0] * referrals, [0.0] * referrals, exposed=([0], [0.0], [months]), n=1, half_life=math.inf)


@pytest.mark.parametrize(("referrals", "months", "chance"), [(0, 9, 0.14), (1, 3, 0.40), (3, 6, 0.57), (6, 12, 0.65)])
def test_the_chance_of_one_within_three_months(referrals: int, months: float, chance: float) -> None:
    assert round(float(seen(referrals, months).soon()[0]), 2) == chance


def test_even_six_in_a_year_are_not_surely_more_than_one_a_quarter() -> None:
    found = seen(6, 12)
    assert round(float(found.sure[0]), 2) == 0.58
    assert found.word[0] == UNKNOWN


@pytest.mark.parametrize(("ratings", "sure", "word"), [([5, 4, 5], 0.86, UNDERSTANDS), ([5], 0.74, UNKNOWN)])
def test_one_good_referral_is_not_yet_understanding(ratings: list[int], sure: float, word: str) -> None:
    found = understands([0] * len(ratings), [0.0] * len(ratings), ratings, n=1, half_life=math.inf)
    assert round(float(found.sure[0]), 2) == sure
    assert found.word[0] == word
