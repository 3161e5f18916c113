"""The examples in the docstrings say what is so."""

import doctest
import importlib

import pytest

MODULES = [
    "backtest.learned",
    "backtest.measures",
    "capacity",
    "common_ground",
    "course",
    "facets",
    "introductions",
    "matching_people",
    "moments",
    "network",
    "outlook",
    "past",
    "pairing.bound",
    "pairing.counting",
    "pairing.evening",
    "pairing.evening_bound",
    "pairing.evening_instance",
    "pairing.evening_start",
    "pairing.fairness",
    "pairing.gains",
    "pairing.giving_way",
    "pairing.hat",
    "pairing.hat_of_plan",
    "pairing.month_plan",
    "pairing.one_round",
    "pairing.preflight",
    "pairing.reading.heads",
    "pairing.reading.listed",
    "pairing.reading.people",
    "pairing.reading.weeks",
    "pairing.seating",
    "pairing.shown.rows",
    "pairing.shuffling",
    "pairing.trades",
    "pairing.thinning",
    "pairing.verify",
    "pairing.wording",
    "pairing.worth",
    "questions",
    "record",
    "referrers",
    "reports.body",
    "reports.figures",
    "reports.grid",
    "reports.marks",
    "reports.months",
    "reports.read",
    "reputation",
    "study.paired.dyads",
    "study.paired.inversion",
    "study.paired.redraws",
    "tables.days",
    "tables.months_text",
    "ties",
    "touches",
    "trust",
    "wanted",
    "words.meaning",
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"cookout.science.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
