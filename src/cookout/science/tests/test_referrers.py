"""What is seen of a referrer moves the answers the right way, forgets towards the prior, and bears nonsense."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cookout.science.errors import ScienceError
from cookout.science.network import usual_rate, usual_share
from cookout.science.referrers import (
    EXAMPLE,
    FIT,
    GIVES,
    LESS,
    MORE,
    PARTLY,
    RATE,
    TRUSTS,
    UNDERSTANDS,
    UNKNOWN,
    WARMER,
    alive,
    faded,
    has_more,
    trusts,
    understands,
    willing,
)

AGES = st.floats(0, 600)
YEAR = ([0], [0.0], [12.0])


@given(st.lists(AGES, max_size=8), st.floats(0, 60), st.floats(0, 40))
def test_everything_forgets_towards_the_prior(ages: list[float], months: float, later: float) -> None:
    """q_t = q0 + (q_(t-) - q0)·2^(-Δt/h): looked at later, the same evidence is nearer to the prior by so much."""
    now = willing([0] * len(ages), ages, exposed=([0], [0.0], [months]), n=1)
    then = willing([0] * len(ages), np.asarray(ages) + later, exposed=([0], [later], [months]), n=1)
    left = 2 ** (-later / 12)
    assert then.a[0] == pytest.approx(RATE[0] + (now.a[0] - RATE[0]) * left)
    assert then.b[0] == pytest.approx(RATE[1] + (now.b[0] - RATE[1]) * left)


def test_very_old_evidence_leaves_the_prior_and_not_nothing() -> None:
    long_ago = [2000.0] * 3
    assert willing([0] * 3, long_ago, exposed=([0], [2000.0], [9.0]), n=1).rate[0] == pytest.approx(0.8 / 6)
    assert understands([0] * 3, long_ago, [1, 1, 1], n=1).mean[0] == pytest.approx(0.6)
    assert trusts([0] * 3, long_ago, [False] * 3, [0, 0, 2], n=1).mean[0] == pytest.approx(0.6, abs=1e-3)


def test_months_in_which_nobody_thought_of_me_say_nothing() -> None:
    """Five in twenty months in touch are the same however many silent months lie between."""
    five = willing([0] * 5, [0.0] * 5, exposed=([0], [0.0], [20.0]), n=1)
    assert five.rate[0] == pytest.approx(5.8 / 26)


def test_words_are_spoken_past_their_thresholds_alone() -> None:
    many = willing([0] * 12, [0.0] * 12, exposed=YEAR, n=1)
    few = willing([0, 0], [0.0, 1.0], exposed=([0] * 30, range(30), [1.0] * 30), n=1)
    none = willing([], [], exposed=([], [], []), n=1)
    assert [found.word[0] for found in (many, few, none)] == [GIVES, LESS, UNKNOWN]
    assert few.interval()[1][0] < 1 / 3


def test_a_network_that_is_keen_does_not_speak_for_somebody_of_whom_nothing_was_seen() -> None:
    keen = willing([1], [0.0], exposed=([1], [0.0], [1.0]), n=2, prior=(30.0, 20.0))
    assert keen.word.tolist() == [UNKNOWN, UNKNOWN]
    kind = understands([1], [0.0], [5], n=2, prior=(18.0, 2.0))
    assert kind.word.tolist() == [UNKNOWN, UNKNOWN]


def test_ratings_that_contradict_each_other_are_not_yet_known() -> None:
    assert understands([0] * 4, [0.0] * 4, [5, 1, 5, 1], n=1).word[0] == UNKNOWN


def test_low_ratings_ask_for_an_example_and_middling_ones_are_partly() -> None:
    low = understands([0, 0], [0.0, 0.0], [1, 2], n=1)
    between = understands([0] * 80, [0.0] * 80, [3] * 80, n=1)
    high = understands([0] * 3, [0.0] * 3, [5, 5, 4], n=1)
    assert [found.word[0] for found in (low, between, high)] == [EXAMPLE, PARTLY, UNDERSTANDS]


@given(st.lists(st.tuples(st.booleans(), AGES), max_size=12))
def test_without_warm_handoffs_the_share_that_comes_is_the_plain_conjugate(seen: list[tuple[bool, float]]) -> None:
    came, ages = [one for one, _ago in seen], [ago for _one, ago in seen]
    found = trusts([0] * len(seen), ages, came, [0] * len(seen), n=1)
    weight = np.exp2(-np.asarray(ages) / 24)
    assert found.alpha[0] == pytest.approx(FIT[0] + float(weight[np.array(came, dtype=bool)].sum()))
    assert found.beta[0] == pytest.approx(FIT[1] + float(weight[~np.array(came, dtype=bool)].sum()))


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 2)), min_size=1, max_size=30), st.floats(0.5, 9), st.floats(0.5, 9)
)
def test_the_integral_over_warm_handoffs_is_that_of_a_fine_grid(
    seen: list[tuple[bool, int]], alpha: float, beta: float
) -> None:
    came, steps = [one for one, _step in seen], [step for _one, step in seen]
    found = trusts([0] * len(seen), [0.0] * len(seen), came, steps, n=1, prior=(alpha, beta))
    share = (np.arange(40_000) + 0.5) / 40_000
    density = stats.beta(alpha, beta).pdf(share)
    for yes, step in seen:
        chance = 1 / (1 + np.exp(-(np.log(share / (1 - share)) + WARMER[step])))
        density = density * (chance if yes else 1 - chance)
    assert found.mean[0] == pytest.approx(float((share * density).sum() / density.sum()), abs=2e-3)


def test_a_yes_after_a_call_made_together_says_less_and_a_no_more() -> None:
    def mean(came: bool, step: int) -> float:
        return float(trusts([0], [0.0], [came], [step], n=1).mean[0])

    assert mean(True, 0) > mean(True, 1) > mean(True, 2)
    assert mean(False, 0) > mean(False, 1) > mean(False, 2)


def test_a_thousand_referrals_by_one_person_are_borne() -> None:
    thousand = [0] * 1000
    found = willing(thousand, [0.0] * 1000, exposed=YEAR, n=1)
    assert found.word[0] == GIVES
    assert np.isfinite(has_more(found, alive=1, care=5000).expected).all()
    assert understands(thousand, [0.0] * 1000, [5] * 1000, n=1).word[0] == UNDERSTANDS
    warm = trusts(thousand, [0.0] * 1000, [True, False] * 500, [2] * 1000, n=1)
    assert warm.mean[0] == pytest.approx(1 / (1 + math.e), abs=0.01)
    assert trusts(thousand, [0.0] * 1000, [True] * 1000, [0] * 1000, n=1).word[0] == TRUSTS


def test_what_may_come_grows_with_care_and_sleeps_with_the_tie() -> None:
    five = willing([0] * 5, [0.0] * 5, exposed=YEAR, n=1)
    plain, cared, asleep = (has_more(five, alive=living, care=care) for living, care in ((1, 0), (1, 2), (0, 2)))
    assert cared.expected[0] == pytest.approx(plain.expected[0] * math.exp(0.6))
    assert asleep.expected[0] == 0
    assert [found.word[0] for found in (plain, asleep)] == [MORE, LESS]
    assert plain.low[0] < plain.expected[0] < plain.high[0]


def test_a_tie_lives_the_less_the_longer_it_is_silent() -> None:
    found = alive([5] * 4, [300] * 4, [300, 400, 700, 3000])
    assert (np.diff(found) < 0).all()
    assert alive([4000], [3000], [9_000]).tolist() == [0.0] or alive([4000], [3000], [9_000])[0] < 1e-6
    assert faded([], [], n=2).tolist() == [0, 0]


def test_the_order_of_entries_and_who_stands_beside_them_change_nothing() -> None:
    chance = np.random.default_rng(3)
    who, ago, rating = chance.integers(0, 50, 400), chance.uniform(0, 60, 400), chance.integers(1, 6, 400)
    turned = chance.permutation(400)
    one, other = (understands(who[o], ago[o], rating[o], n=50) for o in (np.arange(400), turned))
    assert np.allclose(one.sure, other.sure)
    alone = understands(np.zeros((who == 7).sum(), dtype=int), ago[who == 7], rating[who == 7], n=1)
    assert alone.sure[0] == pytest.approx(one.sure[7])


@pytest.mark.parametrize(
    "asked",
    [
        lambda: willing([1], [0.0], exposed=YEAR, n=1),
        lambda: willing([0], [-1.0], exposed=YEAR, n=1),
        lambda: willing([0], [math.nan], exposed=YEAR, n=1),
        lambda: willing([0.5], [1.0], exposed=YEAR, n=1),
        lambda: willing([0], [1.0, 2.0], exposed=YEAR, n=1),
        lambda: willing([], [], exposed=([0], [0.0], [-3.0]), n=1),
        lambda: willing([], [], exposed=YEAR, n=1, prior=(0.0, 6.0)),
        lambda: willing([], [], exposed=YEAR, n=1, half_life=0),
        lambda: willing([], [], exposed=YEAR, n=1).soon(-1),
        lambda: understands([0], [0.0], [6], n=1),
        lambda: understands([0], [0.0], [0], n=1),
        lambda: trusts([0], [0.0], [True], [3], n=1),
        lambda: has_more(willing([], [], exposed=YEAR, n=1), alive=2, care=0),
        lambda: alive([1], [9], [8]),
        lambda: usual_rate([1, 2], [3], otherwise=RATE),
        lambda: usual_rate([-1], [3], otherwise=RATE),
        lambda: usual_share([2], [1], otherwise=FIT),
    ],
)
def test_nonsense_is_refused_in_a_sentence(asked: object) -> None:
    with pytest.raises(ScienceError, match=r"\.$"):
        asked()  # type: ignore[operator]  # each is a question


def test_a_network_is_known_from_five_people_on_and_its_moments_come_back() -> None:
    chance = np.random.default_rng(5)
    rate = chance.gamma(1.5, 1 / 10, 20_000)
    months = chance.integers(6, 40, 20_000)
    a, b = usual_rate(chance.poisson(rate * months), months, otherwise=RATE)
    assert (a, b) == (pytest.approx(1.5, rel=0.06), pytest.approx(10, rel=0.06))
    share, seen = chance.beta(3, 2, 20_000), chance.integers(1, 12, 20_000)
    alpha, beta = usual_share(chance.binomial(seen, share), seen, otherwise=FIT)
    assert (alpha, beta) == (pytest.approx(3, rel=0.08), pytest.approx(2, rel=0.08))
    assert usual_rate([3] * 4, [9] * 4, otherwise=RATE) == RATE
    assert usual_rate([0] * 9, [9] * 9, otherwise=RATE) == RATE


def test_one_of_a_thousand_referrals_does_not_make_the_others_keen_without_end() -> None:
    a, b = usual_rate([1000, 0, 0, 0, 0, 1], [12] * 6, otherwise=RATE)
    assert b == 1.0  # so the prior weighs one month: people differ too much to speak for each other
    assert willing([], [], exposed=([0], [0.0], [12.0]), n=1, prior=(a, b)).rate[0] < a / b / 5


def test_five_kind_answers_are_no_certainty() -> None:
    alpha, beta = usual_share([1] * 5, [1] * 5, otherwise=FIT)
    assert beta > 0.1
    assert alpha + beta == pytest.approx(2)
