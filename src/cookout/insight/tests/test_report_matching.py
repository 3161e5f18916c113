"""Who a line of a report means, and the examples in the docstrings; pure."""

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.insight.formats.report_lines import COUNTS, Line, Sum, Waiting
from cookout.insight.formats.report_matching import ASK, GUEST, KNOWN, UNKNOWN, Roster, Seat, is_same_chapter, key_of

FIRST, LAST = st.sampled_from(["Ada", "Ben", "Cléo", "dan"]), st.sampled_from(["Ash", "Birch", "CEDAR", "Ash-Birch"])
NAMES = st.builds("{} {}".format, FIRST, LAST)


@pytest.mark.parametrize("module", ["formats.report_matching", "formats.report_lines", "forms.reports_in"])
def test_the_examples_are_true(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"cookout.insight.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


@given(st.lists(NAMES, max_size=6), NAMES, st.booleans(), st.booleans())
def test_only_one_seat_of_the_whole_name_is_chosen_for_anybody(
    names: list[str], name: str, is_guest: bool, is_twice: bool
) -> None:
    seats = [Seat(str(place), one) for place, one in enumerate(names)]
    match = Roster(seats).match(name, is_guest=is_guest, is_twice=is_twice)
    same = {seat.uid for seat in seats if key_of(seat.name) == key_of(name)}
    assert (match.state == KNOWN) == (len(same) == 1 and not is_guest and not is_twice)
    assert match.pick in same | {""}
    assert match.state != ASK or same == set(match.candidates)
    if is_guest and not same:
        assert match.state == GUEST


@given(st.lists(NAMES, max_size=6), FIRST | LAST)
def test_one_word_alone_finds_nobody(names: list[str], word: str) -> None:
    seats = [Seat(str(place), one) for place, one in enumerate(names)]
    assert Roster(seats).match(word, is_guest=False, is_twice=False).state == UNKNOWN


@pytest.mark.parametrize(
    ("said", "name", "same"),
    [
        ("", "Olentangy", True), ("OLENTANGY", "Olentangy", True), ("Chapter: Olentangy", "Olentangy chapter", True),
        ("Scioto", "Olentangy", False), ("Olentangy North", "Olentangy", False), ("Chapter", "Olentangy", True),
    ],
)  # fmt: skip
def test_a_chapter_is_known_by_its_name(said: str, name: str, same: bool) -> None:
    assert is_same_chapter(said, name) is same


COUNT = st.none() | st.integers(0, 99)
LINES = st.builds(
    Line, st.integers(0, 9), NAMES, st.booleans(), st.text(max_size=5),
    st.dictionaries(st.sampled_from(["", "24315", "24316"]), st.fixed_dictionaries(dict.fromkeys(COUNTS, COUNT))),
)  # fmt: skip


@given(st.lists(LINES, max_size=4), st.none() | st.integers(24300, 24320), st.sampled_from([None, (), (24315, 24316)]))
def test_what_waits_comes_out_as_it_went_in(lines: list[Line], month: int | None, may: tuple[int, ...] | None) -> None:
    waiting = Waiting(tuple(lines), (Sum("12.50", "USD", 3),), month, may)
    assert Waiting.of(waiting.as_data()) == waiting
