"""The examples in the docstrings say what is so."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["capacity", "course", "ties", "touches"])
def test_the_examples_of_a_module_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"cookout.science.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
