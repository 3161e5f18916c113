"""What is decided of rounds from values alone, and the words it is said in."""

import datetime as dt
import doctest

import pytest

from cookout.rounds import rules
from cookout.rounds.formats import table
from cookout.rounds.models import why
from cookout.rounds.models.obstacles import in_words
from cookout.rounds.models.why import in_points, kept, lesson_in_words, why_of, worth


@pytest.mark.parametrize("module", [rules, why, table])
def test_the_examples_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]  # modules are objects
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("day", [dt.date(2026, 12, 7) + dt.timedelta(days=many) for many in range(7)])
def test_each_day_of_a_week_names_its_monday(day: dt.date) -> None:
    assert rules.monday_of(day) == dt.date(2026, 12, 7)


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ([["new", 0], ["fit", 61, "home buyers"]], "New pair: both serve home buyers"),
        ([["new", 0], ["unknowns", 100]], "Never met"),
        ([["new", 0], ["newcomer", 1]], "New pair: one is new here"),
        ([["fit", 95, "realtors people"], ["long_ago", 3]], "Good fit: both serve realtors"),
        ([["fit", 95, ""]], "Trades that fit"),
        ([["long_ago", 14], ["fit", 95, "parents"]], "Long ago, 14 months"),
        ([["long_ago", 30]], "Long ago, 2 years"),
        ([["long_ago", 0]], "Met this month"),
        ([["common_ground", 1]], "Something in common"),
        ([["unknowns", 150]], "Much to tell each other"),
        ([], "A 1-2-1"),
    ],
)
def test_a_reason_is_a_few_words(reasons: list[list[object]], said: str) -> None:
    assert why_of(reasons).text == said


def test_the_value_says_whether_it_is_proved() -> None:
    assert worth(24810, 24810) == "No plan is worth more: that is proved."
    assert worth(1000, 1004) == "At most 0.4 % better is possible."
    assert worth(3000, 3014) == "At most 0.5 % better is possible."
    assert worth(0, 9) == "How much better is possible is not known."
    assert "24,810 points" in in_points(24810, 24999)
    assert "more than 24,999" in in_points(24810, 24999)


def test_what_had_to_stay_is_said() -> None:
    assert kept(has_lot=False, has_turns=False) == ""
    assert kept(has_lot=True, has_turns=True) == "The pairs drawn by lot were kept. One sits out by turn."


def test_what_was_learned_is_told_with_its_evidence() -> None:
    few = {"meetings": 12, "referrals": 3, "percent": {}}
    assert lesson_in_words(few) == "Not yet known from your own results: 12 of 60 1-2-1s, 3 of 20 referrals."
    many = {"meetings": 84, "referrals": 31, "percent": {"new": 100, "fit": 150}}
    assert lesson_in_words(many) == "Learned from 84 1-2-1s and 31 referrals: trades that fit count 150 %."
    alike = {"meetings": 84, "referrals": 31, "percent": {"new": 100}}
    assert "all reasons went together with referrals alike" in lesson_in_words(alike)


def test_obstacles_are_sentences_and_a_wish_names_nobody() -> None:
    told = [
        {"code": "never_available", "members": [1, 2], "week": None},
        {"code": "sits_out", "members": [], "week": 1},
        {"code": "sits_out", "members": [], "week": 3},
        {"code": "wish", "members": [], "week": None},
    ]
    names, mondays = {1: "Ana", 2: "Bo"}, [dt.date(2019, 12, 16) + week * rules.A_WEEK for week in range(4)]
    assert in_words(told, names, mondays) == [
        "Not free in these weeks: Ana, Bo.",
        "A private wish stands in the way, or when somebody can meet.",
        "In the weeks of Dec 16 and Dec 30 an odd number can meet, so somebody sits out.",
    ]


def test_all_weeks_are_every_week_and_how_many_sit_out_is_said() -> None:
    mondays = [dt.date(2019, 12, 16) + week * rules.A_WEEK for week in range(3)]
    told = [{"code": "sits_out", "members": [], "week": week} for week in (3, 1, 2)]
    assert in_words(told, {}, mondays, dict(zip(mondays, (1, 1, 3), strict=True))) == [
        "Every week an odd number can meet, so somebody sits out.",
        "In the week of Dec 30, 3 members sit out.",
    ]
    assert in_words([{"code": "empty_week", "members": [], "week": 2}], {}, mondays) == [
        "In the week of Dec 23 fewer than two members are there."
    ]
