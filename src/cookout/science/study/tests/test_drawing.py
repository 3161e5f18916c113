"""The three pictures, as strings: what they show, and that a strict page can hold them."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.science.study.results import Estimate, Line, Study, Words
from cookout.science.study.shown.comparisons import comparisons
from cookout.science.study.shown.drawing import MOST_DOTS, bands_and_lines, forest, ten
from cookout.science.study.shown.scales import ratios, spread, steps
from cookout.science.study.tests.answers import FACTS, estimate, hand_written, region, silent

RECEIVED = Line("received", 0.6, 0.13, ((0.001, -0.0001), (-0.0001, 0.0002)), 1.96)


def study() -> Study:
    """Written down so that places can be worked out by hand."""
    some = hand_written(
        estimate("band.received.0-1", 0.62, 0.55, 0.70, n=412, more={"x": 0.5}),
        estimate("band.received.3-4", 1.18, 1.04, 1.34, n=203, more={"x": 3.4}),
        estimate("band.given.3-4", 1.24, 1.09, 1.40, n=203, more={"x": 3.4}),
        estimate("pooled.received", 1.26, 1.18, 1.35),
        estimate("lot.relative", 1.09, 0.93, 1.28),
    )
    return replace(some, lines=(RECEIVED,))


DRAWINGS: list[Callable[[Study], str]] = [
    bands_and_lines,
    lambda one: bands_and_lines(one, narrow=True),
    lambda one: forest(comparisons(one)),
    lambda one: forest(comparisons(one), narrow=True),
    lambda one: ten(1.6, 1.9, 2.3),
]


@pytest.mark.parametrize("draw", DRAWINGS)
@pytest.mark.parametrize("which", [study, silent, region])
def test_a_drawing_is_whole_and_needs_no_style_of_its_own(draw: Callable[[Study], str], which: Callable) -> None:
    drawn = draw(which())
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert " style=" not in drawn
    assert "<script" not in drawn
    assert "nan" not in drawn.lower()


def test_the_labels_state_the_finding() -> None:
    label = ElementTree.fromstring(bands_and_lines(study())).get("aria-label", "")
    assert "0-1: 0.62" in label
    assert "3-4: 1.24" in label
    rows = ElementTree.fromstring(forest(comparisons(study()))).get("aria-label", "")
    assert "Different members: 1.26× [1.18–1.35]" in rows
    dots = ElementTree.fromstring(ten(1.6, 1.9, 2.3)).get("aria-label", "")
    assert "19 in the second" in dots
    assert "from 16 to 23" in dots


def test_a_mean_stands_where_its_value_is() -> None:
    drawn = bands_and_lines(study())
    grid = {float(y) for y in re.findall(r'class="grid" x1="\d+" x2="\d+" y1="([\d.]+)"', drawn)}
    zero, top = max(grid), min(grid)
    circle = re.search(r'pt--recv"><title>3–4.*?<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)
    assert circle is not None
    assert float(circle[2]) == pytest.approx(zero + (top - zero) * 1.18 / 2.0, abs=0.1), "the axis ends at 2"


def test_solid_dots_end_at_the_low_end_and_faint_ones_at_the_high_end() -> None:
    drawn = ten(1.6, 1.9, 2.3)
    assert drawn.count('class="a"') == 10 + 16
    assert drawn.count('class="b"') == 3
    assert drawn.count('class="c"') == 4


def test_a_half_is_rounded_up_as_people_do() -> None:
    assert ten(2.65, 2.65, 2.65).count('class="a"') == 10 + 27


@pytest.mark.parametrize("high", [50.0, math.inf])
def test_nobody_is_made_to_count_hundreds_of_dots(high: float) -> None:
    assert ten(0.2, 0.9, high).count("<circle") == 10 + MOST_DOTS


def test_by_lot_is_a_diamond_and_the_rest_are_circles() -> None:
    drawn = forest(comparisons(study()))
    assert drawn.count("est--cor") == 1
    assert re.search(r'est--lot">.*?<rect [^>]*rotate\(45', drawn)


def test_what_is_withheld_is_not_drawn() -> None:
    kept = study()
    hushed = Estimate("same_member.received", "times", silence="placebo_failed")
    drawn = forest(comparisons(replace(kept, estimates={**kept.estimates, hushed.key: hushed})))
    assert "not shown" in drawn
    assert drawn.count("est--") == 2


def test_an_interval_without_an_end_stays_within_the_picture() -> None:
    wild = hand_written(estimate("pooled.received", 3.0, 0.2, 1e9))
    ends = re.findall(r'est--cor"><path d="M([\d.]+) \d+H([\d.]+)"', forest(comparisons(wild)))
    assert 0 < float(ends[0][0]) < float(ends[0][1]) < 1110


def test_words_can_be_translated_and_are_escaped() -> None:
    def shout(words: Words) -> str:
        return f"<{str(words).upper()}>"

    drawn = bands_and_lines(study(), say=shout)
    assert "&lt;GIVEN&gt;" in drawn or "&lt;RECEIVED&gt;" in drawn
    ElementTree.fromstring(drawn)


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-6, 1e6))
def test_steps_reach_their_highest_in_few_round_parts(highest: float) -> None:
    found = steps(highest)
    assert found[0] == 0
    assert found[-1] >= highest * (1 - 1e-6)
    assert 2 <= len(found) <= 6


@settings(max_examples=60, deadline=None)
@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_ratios_hold_both_ends_and_one(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = ratios(low, high)
    assert found[0] <= low + 1e-9
    assert found[-1] >= high - 1e-9
    assert 1.0 in found
    assert list(found) == sorted(set(found))


def test_labels_are_moved_apart_in_their_order() -> None:
    assert spread([12.0, 10.0], 16.0) == [19.0, 3.0]
    assert spread([10.0, 40.0], 16.0) == [10.0, 40.0]


def test_the_facts_of_an_empty_study_are_drawn_as_nothing_known() -> None:
    assert "not yet known" in bands_and_lines(Study(FACTS, {}))
