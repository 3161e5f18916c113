"""Where nothing can be said, the fit says why; where something can, it says that."""

import numpy as np
import pytest

from cookout.science.errors import ScienceError
from cookout.science.study.grid import Grid, of_rows
from cookout.science.study.results import Estimate
from cookout.science.study.within import climbing
from cookout.science.study.within.poisson import estimates, fit, lead, overdispersion, pooled, same_member, steps
from cookout.science.study.within.poisson import same_member_with_attendance as controlled


def grid(x: object, y: object, *, chapter: object = None, **extra: object) -> Grid:
    """A full table: members by months."""
    one_to_ones = np.asarray(x)
    member, month = np.indices(one_to_ones.shape)
    layers = {"one_to_ones": one_to_ones, "received": np.asarray(y), **extra}
    return of_rows(
        member.ravel(), month.ravel() + 24_000,
        {name: np.asarray(layer).ravel().astype(np.int64) for name, layer in layers.items()},
        chapter=None if chapter is None else np.repeat(np.asarray(chapter), one_to_ones.shape[1]),
    )  # fmt: skip


def some(seed: int = 1, members: int = 30, months: int = 8, effect: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """1-2-1s and outcomes of an ordinary table."""
    chance = np.random.default_rng(seed)
    x = chance.poisson(2, (members, months))
    return x, chance.poisson(np.exp(-0.5 + effect * x))


def unsaid(one: Estimate) -> str:
    """Its silence, once made sure that no number comes with it."""
    assert one.value is one.low is one.high is one.p is None
    assert "coefficient" not in one.more
    return one.silence


def test_no_referral_at_all_is_said() -> None:
    x, y = some()
    assert {unsaid(one) for one in estimates(grid(x, 0 * y), "received")} == {"all_zero", "not_asked"}


def test_the_same_number_of_one_to_ones_everywhere_is_said() -> None:
    x, y = some()
    assert unsaid(same_member(grid(0 * x + 3, y), "received")) == "constant"
    assert unsaid(pooled(grid(0 * x + 3, y), "received")) == "constant"
    assert {unsaid(one) for one in steps(grid(0 * x + 3, y), "received")} == {"no_variation"}


def test_nobody_who_varies_is_said_while_members_can_still_be_compared_with_each_other() -> None:
    _x, y = some()
    still = np.repeat(np.arange(30)[:, None] % 5, 8, axis=1)
    assert unsaid(same_member(grid(still, y), "received")) == "no_variation"
    assert pooled(grid(still, y), "received").is_known


def test_everybody_who_varies_in_step_with_the_months_is_said() -> None:
    _x, y = some()
    alike = np.repeat(np.arange(8)[None, :] % 3, 30, axis=0)
    assert unsaid(same_member(grid(alike, y), "received")) == "no_variation"


def test_one_member_one_month_and_an_empty_table_are_too_few() -> None:
    x, y = some()
    assert unsaid(same_member(grid(x[:1], y[:1] + 1), "received")) == "too_few"
    assert unsaid(same_member(grid(x[:, :1], y[:, :1] + 1), "received")) == "too_few"
    none = np.zeros(0, dtype=np.int64)
    empty = of_rows(none, none, {"one_to_ones": none, "received": none})
    assert {unsaid(one) for one in estimates(empty, "received")} == {"too_few", "not_asked"}


def test_fewer_than_ten_clusters_are_too_few() -> None:
    x, y = some(members=9)
    assert unsaid(same_member(grid(x, y + 1), "received")) == "too_few_clusters"
    assert overdispersion(grid(x, y + 1), "received").is_known
    x, y = some(members=10)
    assert same_member(grid(x, y + 1), "received").groups == 10


def test_chapters_count_as_clusters_from_forty_on_and_only_where_all_are_told() -> None:
    x, y = some(members=80, effect=0.2)
    for homes, expected in ((np.arange(80) % 40, "chapter"), (np.arange(80) % 39, "member"), (None, "member")):
        found = same_member(grid(x, y + 1, chapter=homes), "received")
        assert (found.clusters, found.groups) == (expected, {"chapter": 40, "member": 80}[expected])
    partly = np.where(np.arange(80) == 0, -1, np.arange(80) % 40)
    assert same_member(grid(x, y + 1, chapter=partly), "received").clusters == "member"
    with pytest.raises(ScienceError, match="no chapter"):
        fit(grid(x, y + 1, chapter=partly), "received", cluster="chapter")
    with pytest.raises(ScienceError, match="weekday"):
        fit(grid(x, y + 1), "received", cluster="weekday")


def test_what_the_table_does_not_hold_is_asked_for() -> None:
    x, y = some()
    with pytest.raises(ScienceError, match="given"):
        same_member(grid(x, y), "given")
    with pytest.raises(ScienceError, match="tenure"):
        fit(grid(x, y), "received", terms=("dose", "tenure"))
    assert unsaid(controlled(grid(x, y), "received")) == "not_asked"


def test_a_control_that_repeats_the_one_to_ones_leaves_them_and_falls_away() -> None:
    x, y = some()
    table = grid(x, y, attendance=2 * x + 1)
    found = fit(table, "received", terms=("dose", "attendance"))
    assert found.silent == {"attendance": "no_variation"}
    assert found.coefficients["dose"] == pytest.approx(fit(table, "received").coefficients["dose"], rel=1e-9)


def test_a_control_is_still_told_where_the_one_to_ones_never_change() -> None:
    x, y = some(effect=0.2)
    member, month = np.nonzero(np.random.default_rng(8).random(x.shape) < 0.8)
    layers = {"one_to_ones": 0 * member, "received": y[member, month], "attendance": x[member, month]}
    found = fit(of_rows(member, month, layers), "received", terms=("dose", "attendance"))
    turned = of_rows(member, month, {"one_to_ones": layers["attendance"], "received": layers["received"]})
    assert found.silent == {"dose": "constant"}
    assert found.coefficients["attendance"] == pytest.approx(fit(turned, "received").coefficients["dose"], rel=1e-12)


def test_a_tenure_that_only_counts_the_months_is_taken_up_by_the_effects() -> None:
    x, y = some()
    table = grid(x, y, tenure=np.arange(30)[:, None] % 7 + np.arange(8))
    assert fit(table, "received", terms=("dose", "tenure")).silent == {"tenure": "no_variation"}


def test_referrals_only_in_the_busiest_months_run_away_and_no_number_is_given() -> None:
    x, _y = some(members=40)
    only = (x == x.max(axis=1, keepdims=True)).astype(int)
    assert unsaid(same_member(grid(x, only), "received")) == "no_variation"


def test_steps_without_a_referral_at_none_have_nothing_to_stand_against() -> None:
    x, y = some(members=200)
    assert {unsaid(one) for one in steps(grid(x, np.where(x == 0, 0, y + 1)), "received")} == {"no_variation"}


def test_months_that_some_members_never_share_with_others_are_compared_among_themselves() -> None:
    early, late = some(2, members=40, effect=0.3), some(3, members=40, effect=0.3)
    member, month = np.indices((80, 16))
    there = (member < 40) == (month < 8)
    x, y = np.zeros((80, 16), dtype=np.int64), np.zeros((80, 16), dtype=np.int64)
    x[:40, :8], y[:40, :8], x[40:, 8:], y[40:, 8:] = *early, *late
    layers = {"one_to_ones": x[there], "received": y[there]}
    apart = fit(of_rows(member[there], month[there], layers), "received")
    assert apart.coefficients["dose"] == pytest.approx(0.3, abs=0.1)
    assert apart.phi == pytest.approx(1, abs=0.2)


def test_members_whose_referrals_lie_in_one_of_two_eras_do_not_keep_the_fit_from_an_end() -> None:
    x, y = some(4, members=60, months=10, effect=0.2)
    y[:40, 5:] = 0
    member, month = np.indices(x.shape)
    there = (member < 40) | (month >= 5)
    layers = {"one_to_ones": x[there], "received": y[there]}
    found = fit(of_rows(member[there], month[there], layers), "received")
    assert found.coefficients["dose"] == pytest.approx(0.2, abs=0.1)


def test_the_last_month_and_months_before_a_gap_have_no_month_after() -> None:
    x, y = some(members=40)
    member, month = np.indices(x.shape)
    there = month != 4
    gap = of_rows(member[there], month[there], {"one_to_ones": x[there], "received": y[there] + 1})
    found = lead(gap, "received")
    assert found.more["dropped"]["incomplete"] == 2 * 40
    assert found.n == 40 * 5


def test_months_whose_outcome_is_not_told_are_left_out_not_counted_as_none() -> None:
    x, y = some(members=40)
    table = grid(x, y)
    y = y.astype(np.uint8)
    y[:, 3] = 255
    untold = Grid(table.months, table.x, {"received": y}, table.chapter)
    kept = np.arange(8) != 3
    member, month = np.indices(x.shape)
    layers = {"one_to_ones": x[:, kept].ravel(), "received": y[:, kept].ravel()}
    without = of_rows(member[:, kept].ravel(), month[:, kept].ravel(), layers)
    assert fit(untold, "received").coefficients == pytest.approx(fit(without, "received").coefficients, rel=1e-12)


def test_large_numbers_and_steep_effects_do_not_overflow() -> None:
    chance = np.random.default_rng(5)
    x = chance.integers(0, 60_000, (50, 12))
    y = chance.poisson(np.exp(x * 1.5e-4) / 3)
    found = fit(grid(x, y), "received")
    assert found.coefficients["dose"] == pytest.approx(1.5e-4, rel=0.01)
    x = chance.integers(0, 2, (60, 12)) * 200 + chance.integers(0, 4, (60, 12))
    y = chance.poisson(np.exp(0.25 * x - 43))
    assert fit(grid(x, y), "received").coefficients["dose"] == pytest.approx(0.25, abs=0.03)


def test_a_fit_that_comes_to_no_end_is_a_sentence_and_never_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = some()
    monkeypatch.setattr(climbing, "ROUNDS", 1)
    with pytest.raises(ScienceError, match="no end"):
        same_member(grid(x, y), "received")
