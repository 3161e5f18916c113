"""Pairs compared with themselves: what must not change the answer, and when there is none."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.study.paired.dyads import pair_effect
from cookout.science.study.pairs import PairMonths
from cookout.science.study.tests.pair_tables import only, some_pairs

TOLD = ("value", "low", "high", "p")


def same(one, other):
    assert one.silence == other.silence
    assert one.more["coefficient"] == pytest.approx(other.more["coefficient"], abs=1e-9)
    for name in TOLD if one.is_known else ():
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-7), name
    assert (one.n, one.groups) == (other.n, other.groups)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_rows_and_the_numbers_of_members_do_not_matter(seed):
    pairs = some_pairs(seed, chapters=4)
    rng = np.random.default_rng(seed)
    names = rng.permutation(40)
    shuffled = only(pairs, rng.permutation(pairs.giver.size))
    same(pair_effect(pairs), pair_effect(replace(shuffled, giver=names[shuffled.giver],
                                                 receiver=names[shuffled.receiver])))  # fmt: skip


def test_pairs_that_never_passed_anything_tell_nothing():
    pairs = some_pairs(4, chapters=2)
    strangers = replace(pairs, giver=pairs.giver + 20, receiver=pairs.receiver + 20, referrals=0 * pairs.referrals)
    both = replace(
        pairs,
        **{
            name: np.concatenate([getattr(pairs, name), getattr(strangers, name)])
            for name in ("giver", "receiver", "month", "met", "referrals", "chapter")
        },
    )
    same(pair_effect(pairs), pair_effect(both))


def test_twice_the_referrals_everywhere_is_the_same_ratio():
    pairs = some_pairs(5, chapters=4)
    same(pair_effect(pairs), pair_effect(replace(pairs, referrals=2 * pairs.referrals)))


def test_the_interval_lies_around_the_ratio_and_the_evidence_is_told():
    told = pair_effect(some_pairs(6, chapters=3))
    assert told.low < told.value < told.high
    assert (told.key, told.unit, told.clusters, told.of) == ("pairs.met", "times", "dyad", "pair-months")
    assert told.more["members"] == 24
    assert 0 < told.p <= 1


def test_the_first_two_months_of_a_pair_are_past_only():
    pairs = some_pairs(7, missing=0.0, chapters=4)
    early = pairs.month < pairs.month.min() + 2
    moved = replace(pairs, referrals=np.where(early, 9, pairs.referrals))
    same(pair_effect(pairs), pair_effect(moved))


@pytest.mark.parametrize(
    ("silence", "change"),
    [
        ("no_pairs", lambda pairs: only(pairs, pairs.month < pairs.month.min() + 2)),
        ("no_pairs", lambda pairs: only(pairs, pairs.month < 0)),
        ("all_zero", lambda pairs: replace(pairs, referrals=0 * pairs.referrals)),
        ("constant", lambda pairs: replace(pairs, met=0 * pairs.met)),
        ("constant", lambda pairs: replace(pairs, met=0 * pairs.met + 1)),
        ("no_variation", lambda pairs: replace(pairs, met=(pairs.giver + pairs.receiver) % 2)),
    ],
)
def test_where_nothing_can_be_told_it_says_why(silence, change):
    told = pair_effect(change(some_pairs(8, missing=0.0)))
    assert told.silence == silence
    assert told.value is None
    assert str(told.plain).endswith(".")


def test_referrals_on_one_side_only_give_no_ratio():
    pairs = some_pairs(9, missing=0.0, members=6)
    met = (pairs.month - pairs.month.min() >= 5) & ((pairs.giver + pairs.receiver) % 2 == 0)
    one_side = replace(pairs, met=met.astype(int), referrals=np.where(met, 2, 0))
    assert pair_effect(one_side).silence == "no_variation"


def test_where_products_of_different_pairs_cancel_it_is_silent_and_does_not_boast():
    """Among three people, each in two of the three pairs, the sum may be zero, below, or accidentally small."""
    found = [pair_effect(some_pairs(seed, members=3, months=5)) for seed in range(60)]
    silent = [told for told in found if told.silence == "too_few_clusters"]
    assert any(told.more["meat"] <= 0 for told in silent)
    assert any(told.more["meat"] > 0 for told in silent)
    assert all(told.low is None and told.p is None for told in silent)
    assert all(told.more["meat"] <= told.more["pair_meat"] / 4 or told.more["members"] < 3 for told in silent)


def test_two_people_are_one_pair_and_tell_no_interval():
    met = np.tile([0, 0, 1, 0, 0, 0, 0, 1], 2)
    met[8:] = 0
    two = PairMonths(
        giver=np.repeat([0, 1], 8),
        receiver=np.repeat([1, 0], 8),
        month=np.tile(np.arange(8), 2),
        met=met,
        referrals=np.tile([1, 0, 2, 1, 0, 3, 1, 1], 2),
        chapter=np.zeros(16, dtype=np.int64),
    )
    assert pair_effect(two).silence == "too_few_clusters"
