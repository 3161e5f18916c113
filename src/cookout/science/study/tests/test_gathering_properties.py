"""Packing and crossing lose nothing, however large the numbers are; and the examples of their docstrings are so."""

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science.study.engines.gathering import cross
from cookout.science.study.engines.packing import BITS, MONTHS_A_YEAR, Packing
from cookout.science.study.results import EDGES

LARGE = st.integers(0, 2**61)


@given(st.lists(st.tuples(LARGE, LARGE, st.integers(0, 9)), max_size=20))
def test_products_are_those_of_whole_numbers_without_end(rows: list[tuple[int, int, int]]) -> None:
    expected = [[sum(row[i] * row[j] for row in rows) for j in range(3)] for i in range(3)]
    assert cross(np.array(rows, dtype=np.int64).reshape(-1, 3)).tolist() == expected
    assert cross(np.array(rows, dtype=object).reshape(-1, 3)).tolist() == expected


def test_many_rows_of_the_largest_exact_size_stay_exact() -> None:
    sums = np.full((70_000, 2), 2**20 - 1, dtype=np.int64)
    assert cross(sums).tolist() == [[70_000 * (2**20 - 1) ** 2] * 2] * 2


@given(st.data(), st.sampled_from([0, 1, 12, 255, 1000, 65_534]), st.sampled_from([0, 1, 9, 1000, 65_534]))
def test_a_year_of_packed_months_comes_apart_into_its_sums(data: st.DataObject, most_x: int, most_y: int) -> None:
    packing = Packing.up_to(most_x, most_y)
    months = st.tuples(st.integers(0, most_x) | st.just(most_x), st.integers(0, most_y) | st.just(most_y))
    year = data.draw(st.lists(months, max_size=MONTHS_A_YEAR))
    x, y = np.array(year, dtype=np.int64).reshape(-1, 2).T
    words = packing.pack(x, y)
    assert all(0 <= word.sum() < 2**BITS for word in words)
    found = {name: value.item() for name, value in packing.unpack([word.sum(keepdims=True) for word in words]).items()}
    band = [sum(edge <= value for edge in EDGES) - 1 for value, _other in year]
    for at in range(len(EDGES)):
        assert found[f"n{at}"] == band.count(at)
        assert found[f"y{at}"] == sum(other for (_one, other), here in zip(year, band, strict=True) if here == at)
    assert (found["n"], found["x"], found["y"]) == (len(year), x.sum(), y.sum())
    assert (found["xx"], found["xy"], found["yy"]) == ((x * x).sum(), (x * y).sum(), (y * y).sum())


@pytest.mark.parametrize("name", ["packing", "gathering", "counted"])
def test_the_examples_are_so(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"cookout.science.study.engines.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
