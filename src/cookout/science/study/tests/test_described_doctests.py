"""The examples in the docstrings of what is described, planned and simulated say what is so."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["paired.power", "described.ranks", "described.rates", "simulate"])
def test_the_examples_of_a_module_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"cookout.science.study.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
