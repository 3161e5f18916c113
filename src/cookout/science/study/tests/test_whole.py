"""All questions of one table together: the same keys whatever the table, each with its words."""

from dataclasses import replace

import numpy as np
import pytest

from cookout.science.errors import ScienceError
from cookout.science.study.engines.counted import counts_of, facts_of
from cookout.science.study.grid import Grid, of_rows
from cookout.science.study.keys import keys
from cookout.science.study.pairs import PairMonths
from cookout.science.study.results import BANDS, OUTCOMES, Study
from cookout.science.study.simulate import simulate
from cookout.science.study.tests.answers import region
from cookout.science.study.whole import study
from cookout.science.study.within import poisson
from cookout.science.study.words.said import causal_sentence


def of(grid: Grid, pairs: PairMonths | None = None, **more: object) -> Study:
    counts = {outcome: counts_of(grid, outcome) for outcome in grid.outcomes}
    return study(counts, grid, pairs, facts=facts_of(grid), redraws=99, **more)  # type: ignore[arg-type]  # by name


def rows(members: int, months: int, x: int | None = None, y: int | None = None) -> Grid:
    """A small table; with `x` or `y` that number in every month."""
    rng = np.random.default_rng(members * 100 + months)
    size = members * months
    at = np.arange(size)
    layers = {
        "one_to_ones": rng.poisson(2, size) if x is None else np.full(size, x),
        "received": rng.poisson(1, size) if y is None else np.full(size, y),
        "given": rng.poisson(1, size) if y is None else np.full(size, y),
    }
    return of_rows(at // months, 12 * 2025 + at % months, layers)


def test_every_key_is_there_whatever_the_table() -> None:
    for one in (region(2), of(rows(12, 12)), of(rows(1, 1)), study({}, None, facts=region(2).facts)):
        assert tuple(one.estimates) == keys()
        assert all(found.key == key for key, found in one.estimates.items())


def test_every_estimate_speaks_or_says_why_not_and_has_both_sentences() -> None:
    for one in (region(2), region(2, with_hat=False), of(rows(12, 12)), of(rows(1, 1)), of(rows(12, 12, y=0))):
        for found in one.estimates.values():
            assert (found.value is None) == bool(found.silence), found.key
            assert str(found.plain), found.key
            assert str(found.exact), found.key


def test_both_outcomes_are_always_reported() -> None:
    told = region(2).estimates
    for key in told:
        if ".received" in key:
            assert key.replace(".received", ".given") in told


@pytest.mark.parametrize(
    ("grid", "silences"),
    [
        (rows(1, 12), {"too_few", "no_variation", "constant"}),
        (rows(12, 12, x=3), {"constant", "too_few", "no_variation"}),
        (rows(12, 12, y=0), {"all_zero", "constant", "no_variation"}),
    ],
)
def test_one_member_a_constant_and_all_zeros_are_answered_with_silence(grid: Grid, silences: set[str]) -> None:
    told = of(grid)
    for key in ("months.received", "same_member.received", "pearson.given"):
        assert told.get(key).silence in silences, key
    assert str(told.finding)
    assert told.cannot_say


def test_a_question_that_makes_no_sense_is_a_complaint_and_the_others_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise ScienceError("The month 13 does not exist.")

    monkeypatch.setattr(poisson, "estimates", refused)
    told = of(rows(12, 12))
    assert any("month 13" in str(one.words) for one in told.complaints)
    assert told.get("same_member.received").silence == "not_asked"
    assert told.get("pearson.received").is_known


def test_without_pairs_the_pairs_are_silent_and_without_a_hat_the_draw() -> None:
    assert region(2, with_hat=False).get("pairs.met").silence == "no_pairs"
    grid, pairs = simulate(2, 12, 6, suggestions=False)
    told = of(grid, pairs)
    assert told.get("lot.effect").silence == "no_draw"
    assert told.get("pairs.met").silence != "no_pairs"


def test_the_bands_know_where_they_stand() -> None:
    grid, _pairs = simulate(4, 20, 12)
    told = of(grid)
    busy = (grid.x == 3) | (grid.x == 4)
    assert told.get("band.received.3-4").more["x"] == pytest.approx(float(grid.x[busy].mean()))
    assert told.get("band.given.5+").more["x"] >= 5


def test_progress_tells_what_is_done_and_goes_forward() -> None:
    heard: list[tuple[str, float]] = []
    grid, pairs = simulate(2, 12, 6)
    of(grid, pairs, progress=lambda doing, share: heard.append((doing, share)))
    shares = [share for _doing, share in heard]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] < 1
    assert all(doing for doing, _share in heard)


def test_the_same_seed_gives_the_same_study() -> None:
    grid, pairs = simulate(3, 12, 8, theta=0.5)
    assert of(grid, pairs, seed=7).estimates == of(grid, pairs, seed=7).estimates
    assert of(grid, pairs, seed=7).get("lot.intent").p != of(grid, pairs, seed=8).get("lot.intent").p


def test_a_score_is_refused_in_every_number_and_in_the_picture() -> None:
    grid = rows(12, 12)
    score = replace(grid, x=(2 * grid.outcomes["given"] + grid.outcomes["received"]).astype(np.uint8))
    told = of(score)
    assert {told.get(f"band.{outcome}.{band}").silence for outcome in OUTCOMES for band in BANDS} == {
        "contains_outcome"
    }
    assert not told.lines
    assert any("counts the referrals" in str(words) for words in told.cannot_say)


def test_chapters_of_the_region_shorten_what_would_settle_it() -> None:
    grid, _pairs = simulate(1, 24, 12)
    alone, together = of(grid), of(grid, region_chapters=14)
    assert alone.get("settle.months").silence == "too_few_clusters"
    assert together.get("settle.months").value is not None
    assert any("region’s 14 chapters" in str(words) for words in together.cannot_say)


def test_a_strong_effect_is_found_by_the_hat_and_none_is_not() -> None:
    assert causal_sentence(region(20, theta=1.0)) is not None
    assert causal_sentence(region(20, theta=0.0)) is None


@pytest.mark.proof
def test_where_a_121_does_nothing_the_causal_sentence_is_refused() -> None:
    spoke = sum(causal_sentence(region(6, seed=seed)) is not None for seed in range(200))
    assert spoke <= 10
