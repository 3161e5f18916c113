"""The hat: what must not change the answer, what must, and when there is none."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.study.paired.draw import KEYS, lot
from cookout.science.study.paired.lots import NoDraw, lots
from cookout.science.study.simulate import simulate
from cookout.science.study.tests.pair_tables import FIRST, only, with_hat

PAIRS = simulate(4, 9, 9, theta=1.0, seed=5)[1]


def told(pairs, **more):
    return lot(pairs, redraws=199, **more)


def test_four_numbers_are_told_with_their_evidence():
    found = told(PAIRS)
    assert list(found) == list(KEYS)
    for key, one in found.items():
        assert (one.key, one.unit, one.clusters, one.of) == (key, KEYS[key], "draw", "pair-months")
        assert one.low <= one.value <= one.high
    assert found["lot.intent"].n == 4 * 36 * 7
    assert found["lot.intent"].groups == 4 * 7
    assert found["lot.uptake"].n == 4 * 4 * 9


def test_the_same_seed_tells_the_same_and_another_seed_nearly():
    assert told(PAIRS, seed=3) == told(PAIRS, seed=3)
    one, other = (lot(PAIRS, seed=seed)["lot.effect"] for seed in (1, 2))
    assert one.value == other.value
    assert one.p == pytest.approx(other.p, abs=0.05)
    assert one.low != other.low


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000))
def test_neither_order_of_rows_nor_later_chapters_numbers_matter(seed):
    shuffled = only(PAIRS, np.random.default_rng(seed).permutation(PAIRS.giver.size))
    moved = replace(shuffled, giver=shuffled.giver + seed, receiver=shuffled.receiver + seed,
                    chapter=shuffled.chapter + seed, month=shuffled.month + seed)  # fmt: skip
    here, there = told(PAIRS), told(moved)
    for key in KEYS:
        for name in ("value", "low", "high"):
            assert getattr(here[key], name) == pytest.approx(getattr(there[key], name), rel=1e-9)
        assert here[key].p == there[key].p


def test_twice_the_referrals_are_twice_the_effect_and_the_same_multiple():
    here, there = told(PAIRS), told(replace(PAIRS, referrals=2 * PAIRS.referrals))
    for name in ("value", "low", "high"):
        assert getattr(there["lot.effect"], name) == pytest.approx(2 * getattr(here["lot.effect"], name))
        assert getattr(there["lot.relative"], name) == pytest.approx(getattr(here["lot.relative"], name))
    assert there["lot.intent"].p == here["lot.intent"].p


def test_what_happens_to_those_whose_window_is_not_known_is_left_out():
    late = PAIRS.month.max() - 1
    moved = replace(PAIRS, met=np.where(PAIRS.month >= late, 1, PAIRS.met))
    assert told(moved)["lot.effect"].value == pytest.approx(told(PAIRS)["lot.effect"].value)
    left = (np.minimum(PAIRS.giver, PAIRS.receiver) == 0) & (PAIRS.month == FIRST + 12 * 1 + 5)
    short = only(PAIRS, ~left)
    found = lots(short, uniform=False)
    assert found.whole.sum() == lots(PAIRS).whole.sum() - 3 * 8
    assert (found.passed[~found.whole] == 0).all()


def test_a_month_without_the_way_back_is_not_known():
    one_way = only(PAIRS, ~((PAIRS.giver == 1) & (PAIRS.receiver == 0) & (PAIRS.month == PAIRS.month.min() + 4)))
    assert lots(one_way).whole.sum() == lots(PAIRS).whole.sum() - 3


def test_chapters_without_a_hat_are_no_part_of_it():
    with_others = simulate(6, 9, 9, theta=1.0, seed=5, without=2)[1]
    found = lots(with_others)
    assert set(found.chapter) == {0, 1, 2, 3}
    assert told(with_others)["lot.intent"].more["chapters"] == 4


@pytest.mark.parametrize(
    ("change", "silences"),
    [
        (lambda pairs: replace(pairs, suggested=None, probability=None), ["no_draw"] * 4),
        (lambda pairs: replace(pairs, probability=None), ["no_draw"] * 4),
        (lambda pairs: replace(pairs, probability=0 * pairs.probability), ["no_draw"] * 4),
        (lambda pairs: only(pairs, pairs.month < 0), ["no_draw"] * 4),
        (lambda pairs: replace(pairs, probability=0.04 + 0 * pairs.probability), ["no_draw"] * 4),
        (lambda pairs: replace(pairs, suggested=pairs.suggested & (pairs.giver > 2)), ["no_draw"] * 4),
        (lambda pairs: replace(pairs, suggested=pairs.probability > 0), ["no_draw"] * 4),
        (lambda pairs: replace(pairs, chapter=0 * pairs.chapter - 1), ["no_draw"] * 4),
        (lambda pairs: only(pairs, pairs.month < pairs.month.min() + 2), ["missing_months"] * 3 + [""]),
        (lambda pairs: only(pairs, pairs.chapter == 0), ["too_few_clusters"] * 3 + [""]),
        (lambda pairs: replace(pairs, referrals=0 * pairs.referrals), ["all_zero"] * 3 + [""]),
        (lambda pairs: replace(pairs, met=np.where(pairs.suggested, 0, pairs.met)), ["", *["no_variation"] * 2, ""]),
        (lambda pairs: replace(pairs, met=0 * pairs.met + 1), ["", "too_few", "too_few", ""]),
        (lambda pairs: replace(pairs, referrals=0 * pairs.referrals + 1), ["no_variation"] * 3 + [""]),
    ],
)
def test_where_nothing_can_be_told_it_says_why(change, silences):
    found = told(change(PAIRS))
    assert [found[key].silence for key in KEYS] == silences
    for one in found.values():
        assert bool(one.silence) == (one.value is None)
        assert not one.silence or str(one.plain).endswith(".")


def test_a_hat_that_nobody_follows_more_than_they_would_anyway_tells_of_suggestions_only():
    rng = np.random.default_rng(1)
    by_themselves = {}
    for low, high, t in zip(np.minimum(PAIRS.giver, PAIRS.receiver), np.maximum(PAIRS.giver, PAIRS.receiver),
                            PAIRS.month, strict=True):  # fmt: skip
        by_themselves.setdefault((low, high, t), int(rng.random() < 0.2))
    met = [by_themselves[min(i, j), max(i, j), t] for i, j, t in zip(PAIRS.giver, PAIRS.receiver, PAIRS.month,
                                                                     strict=True)]  # fmt: skip
    found = told(replace(PAIRS, met=np.array(met)))
    assert found["lot.intent"].is_known
    assert found["lot.effect"].silence == found["lot.relative"].silence == "too_few"
    assert found["lot.effect"].more["uptake_p"] > 0.05


def test_few_draws_rule_nothing_out_and_say_so():
    assert [one.silence for one in told(with_hat(3, members=3, months=1)).values()][:3] == ["too_few"] * 3


def test_draws_of_two_people_choose_nothing():
    assert [one.silence for one in told(with_hat(1, members=2)).values()] == ["missing_months"] * 3 + ["no_draw"]


def test_where_the_hat_drew_otherwise_it_is_named_or_drawn_again():
    weighted = replace(PAIRS, probability=np.where((PAIRS.giver + PAIRS.receiver) % 2, 0.1, 0.13))
    with pytest.raises(NoDraw) as refused:
        lots(weighted)
    assert refused.value.values == {"when": "2025-01"}

    def again(chapter, month, members, times, rng):
        order = rng.random((times, members.size)).argsort(axis=1)
        return members[order[:, : members.size // 2 * 2]].reshape(times, -1, 2)

    assert told(weighted, redraw=again)["lot.effect"].is_known
    with pytest.raises(ScienceError, match="pairs of its members"):
        told(weighted, redraw=lambda chapter, month, members, times, rng: np.zeros((times, 3), dtype=int))


def test_too_few_redraws_are_refused_with_a_sentence():
    with pytest.raises(ScienceError, match="39 or more"):
        lot(PAIRS, redraws=38)
