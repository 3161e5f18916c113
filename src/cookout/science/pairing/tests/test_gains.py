"""What a 1-2-1 is expected to bring, why, and what a group's own results change in it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.errors import ScienceError
from cookout.science.pairing.gains import AT_LEAST, AT_MOST, NEVER, REASONS, Learned, PairFacts, gains, learned

FEW, FULL = st.integers(0, 5), st.integers(0, 100)


def pair(months: int = 3, fit: int = 0, findings: int = 0, unknowns: int = 0, newcomers: int = 0) -> PairFacts:
    return PairFacts(*(np.array([each]) for each in (months, fit, findings, unknowns, newcomers)))


def worth(facts: PairFacts) -> int:
    return int(gains(facts).gain[0])


@given(st.integers(NEVER, 600), FULL, FEW, st.integers(0, 200), st.integers(0, 2))
def test_more_of_any_reason_never_gains_less(
    months: int, fit: int, findings: int, unknowns: int, newcomers: int
) -> None:
    facts = pair(months, fit, findings, unknowns, newcomers)
    here = worth(facts)
    assert here >= 1
    more = {"months": NEVER, "fit": 100, "findings": findings + 1, "unknowns": 200, "newcomers": 2}
    for name, value in more.items():
        assert worth(replace(facts, **{name: np.array([value])})) >= here
    if months != NEVER:
        assert here <= worth(replace(facts, months=facts.months + 1)) < worth(replace(facts, months=np.array([NEVER])))


@given(st.integers(NEVER, 600), FULL, FEW, st.integers(0, 200), st.integers(0, 2))
def test_the_reasons_add_up_and_are_told_strongest_first(
    months: int, fit: int, findings: int, unknowns: int, newcomers: int
) -> None:
    found = gains(pair(months, fit, findings, unknowns, newcomers))
    points = dict(zip(REASONS, found.points[0].tolist(), strict=True))
    assert found.gain[0] == sum(points.values()) + 1
    told = [points[reason] for reason in found.why(0, most=6)]
    assert told == sorted((one for one in points.values() if one > 0), reverse=True)
    assert found.why(0) == found.why(0, most=6)[:3]


def test_a_year_ago_gains_half_of_never_and_yesterday_nothing() -> None:
    assert (worth(pair(NEVER)), worth(pair(12)), worth(pair(0))) == (401, 201, 1)


def test_further_findings_add_less_and_less() -> None:
    steps = np.diff([worth(pair(findings=many)) for many in range(6)])
    assert steps.tolist() == [100, 60, 40, 0, 0]


def test_a_pair_without_a_reason_says_none() -> None:
    assert gains(pair(months=0)).why(0) == ()


def test_a_newcomer_comes_before_a_good_fit_of_half() -> None:
    assert gains(pair(fit=40, newcomers=1)).why(0) == ("newcomer", "fit", "long_ago")


@pytest.mark.parametrize("wrong", [{"months": -2}, {"fit": 101}, {"findings": -1}, {"unknowns": 201}, {"newcomers": 3}])
def test_facts_that_cannot_be_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ScienceError, match="whole number from"):
        pair(**wrong)


def test_facts_of_unequal_length_are_refused() -> None:
    with pytest.raises(ScienceError, match="one length"):
        replace(pair(), fit=np.array([1, 2]))


def results(*pairs: tuple[int, int]) -> Learned:
    rows = [*pairs, *[(0, 0)] * (len(REASONS) - len(pairs))]
    return learned(*(np.array(column) for column in zip(*rows, strict=True)))


def test_few_results_change_nothing() -> None:
    found = results((59, 30), (0, 0))
    assert not found.speaks
    assert found.percent.tolist() == [100] * 6
    assert not results((100, 19), (10, 0)).speaks


def test_rates_that_differ_by_chance_change_nothing() -> None:
    found = results((50, 26), (50, 24), (50, 25))
    assert found.speaks
    assert found.percent.tolist() == [100] * 6


def test_the_shrunken_rate_is_the_one_of_the_formula() -> None:
    """Three rates of 3/2, 1/2 and 1/2 in 40 meetings each, put into the docstring's formula by hand."""
    found = results((40, 60), (40, 20), (40, 20))
    mean = 100 / 120
    spread = 40 * ((1.5 - mean) ** 2 + 2 * (0.5 - mean) ** 2) - 2 * mean
    between = spread / (120 - 3 * 40**2 / 120)
    a, b = mean**2 / between, mean / between
    assert found.percent[:2].tolist() == [round(100 * (a + y) / (b + 40) / mean) for y in (60, 20)]
    assert found.trusted[0] == pytest.approx(40 / (40 + b))


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(0, 400)), min_size=2, max_size=6))
def test_a_learned_rate_lies_between_its_own_and_that_of_all(rows: list[tuple[int, int]]) -> None:
    found = results(*rows)
    total = sum(count for _, count in rows) / sum(many for many, _ in rows)
    for percent, (many, count) in zip(found.percent, rows, strict=False):
        own = 100 * count / many / total if total else 100
        low, high = np.clip([min(own, 100) - 0.5, max(own, 100) + 0.5], AT_LEAST, AT_MOST)
        assert low <= percent <= high


def test_more_results_of_one_rate_are_trusted_more() -> None:
    found = results((200, 300), (10, 15), (100, 50))
    assert found.trusted[0] > found.trusted[1]
    assert found.percent[0] > found.percent[1] > 100 > found.percent[2]


def test_what_was_learned_changes_the_points_of_its_reason_alone() -> None:
    facts = pair(NEVER, fit=50)
    found = gains(facts, results((40, 60), (40, 20), (40, 20)))
    before = gains(facts)
    assert found.points[0, 0] == 700
    assert (found.points[0, 3:] == before.points[0, 3:]).all()
    assert found.gain[0] == found.points[0].sum() + 1


@pytest.mark.parametrize("rows", [[(0, 3)], [(-1, 0)], [(5, -1)]])
def test_results_that_cannot_be_are_refused(rows: list[tuple[int, int]]) -> None:
    with pytest.raises(ScienceError, match="no 1-2-1"):
        results(*rows)


def test_results_of_other_reasons_are_refused() -> None:
    with pytest.raises(ScienceError, match="each reason"):
        learned(np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64))
