"""What must always hold of questions and coverage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science import Candidate, ScienceError, coverage, grown, worth_asking

candidates = st.lists(
    st.builds(
        Candidate,
        key=st.uuids().map(str),
        facet=st.sampled_from(["interests", "goals", "business", "customers"]),
        social=st.booleans(),
        value=st.floats(0, 5),
        known=st.integers(0, 4),
        age_days=st.none() | st.floats(0, 900),
        answered_days_ago=st.none() | st.floats(0, 900),
    ),
    max_size=14,
    unique_by=lambda one: one.key,
)
values = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 5), max_size=6)
few = settings(max_examples=100)


@few
@given(candidates, st.integers(0, 7))
def test_never_more_than_asked_for_never_answered_within_a_year_never_worth_nothing(
    given_: list[Candidate], count: int
) -> None:
    by_key = {one.key: one for one in given_}
    chosen = worth_asking(given_, count=count)
    assert len(chosen) <= count
    assert [(-one.weight, one.key) for one in chosen] == sorted((-one.weight, one.key) for one in chosen)
    for one in chosen:
        ago = by_key[one.key].answered_days_ago
        assert ago is None or ago >= 365
        assert 0 < one.weight <= by_key[one.key].value


@few
@given(candidates)
def test_of_five_two_are_personal_and_two_business_where_there_are_any(given_: list[Candidate]) -> None:
    all_open = worth_asking(given_, count=len(given_))
    chosen = worth_asking(given_)
    assert len(chosen) == min(5, len(all_open))
    for social in (True, False):
        there = sum(one.social == social for one in all_open)
        assert sum(one.social == social for one in chosen) >= min(2, there)


@few
@given(candidates, st.randoms())
def test_the_order_of_the_candidates_does_not_matter(given_: list[Candidate], chance: object) -> None:
    mixed = list(given_)
    chance.shuffle(mixed)
    assert worth_asking(given_) == worth_asking(mixed)


@few
@given(values, st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 5)), st.sampled_from("abcdefg"))
def test_one_answer_more_never_lowers_what_is_known(worth: dict[str, float], known: dict[str, int], more: str) -> None:
    before = coverage(known, worth)
    after = coverage({**known, more: known.get(more, 0) + 1}, worth)
    assert 0 <= before.share <= after.share + 1e-12 <= 1 + 1e-9
    assert before.known <= after.known
    assert before.known + len(before.unknown) == before.asked == len(worth)


@few
@given(values, st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abcdefg")), max_size=12))
def test_what_is_known_only_grows_and_ends_where_coverage_says(
    worth: dict[str, float], answers: list[tuple[int, str]]
) -> None:
    steps = grown(answers, worth)
    assert [step.day for step in steps] == sorted({day for day, key in answers if key in worth})
    shares = [0.0, *(step.share for step in steps)]
    assert all(one <= after + 1e-12 for one, after in zip(shares, shares[1:], strict=False))
    counted = {key: sum(one == key for _, one in answers) for key in worth}
    assert shares[-1] == pytest.approx(coverage(counted, worth).share)


def test_what_makes_no_sense_is_refused() -> None:
    twice = [Candidate("a", "goals", True, 1.0)] * 2
    with pytest.raises(ScienceError, match="“a” stands in the list twice"):
        worth_asking(twice)
    with pytest.raises(ScienceError, match="cannot be negative"):
        worth_asking([Candidate("a", "goals", True, -1.0)])
    with pytest.raises(ScienceError, match="cannot be negative"):
        coverage({"a": -1}, {"a": 1.0})


def test_nothing_to_ask_and_nothing_asked_are_answers() -> None:
    assert worth_asking([]) == ()
    assert coverage({}, {}).share == 0.0
    assert grown([], {"a": 1.0}) == ()
