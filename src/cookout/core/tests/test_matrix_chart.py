"""The heat map of pairs: every square where it belongs, one path a colour, whatever the size."""

import re
from xml.etree import ElementTree

import pytest

from cookout.core.charts.matrix import LONGEST, Matrix, Side, matrix, small

SVG = re.compile(r"M(\d+) (\d+)h15")


def drawn(many: int, *, rows: int | None = None, fields: int = 2, name: str = "Nora Flynn") -> Matrix:
    """So many members, in fields of a few; two with an even sum have met."""
    sides = [Side(at, name, f"N{at}", str(at * fields // many), f"key-{at}", at == 1) for at in range(many)]
    bands = [["w5" if (one + other) % 2 == 0 else "w0" for other in range(many)] for one in range(many)]
    words = {"w5": "within a month", "w0": "never met", "wx": "not known"}
    frames, marks = {1: "frame--me"}, {(1, 0): "dot", (1, many - 1): "ring"}
    return Matrix(sides[:rows], sides, bands, words, "All pairs", "/pairs/key-0/", frames, marks)  # type: ignore[arg-type]  # signs are words


def squares(svg: str) -> dict[str, set[tuple[int, int]]]:
    """The corners of the squares of each class."""
    root = ElementTree.fromstring(svg)  # noqa: S314  (our own drawing)
    paths = [path for path in root.iter("path") if path.get("class", "").startswith("cell")]
    return {
        path.get("class", "").split()[1]: {(int(x), int(y)) for x, y in SVG.findall(path.get("d", ""))}
        for path in paths
    }


@pytest.mark.parametrize("many", [1, 2, 3, 36, 100])
def test_each_two_have_a_square_both_ways_and_one_path_holds_a_colour(many: int) -> None:
    found = squares(matrix(drawn(many)))
    assert sum(map(len, found.values())) == many * (many - 1)
    assert len(set().union(*found.values())) == many * (many - 1)
    assert set(found) <= {"w5", "w0"}


def test_the_picture_is_the_same_across_and_down() -> None:
    told = drawn(12)
    for places in squares(matrix(told)).values():
        moved = {(x - told.left, y - told.top) for x, y in places}
        assert moved == {(y, x) for x, y in moved}


def test_a_field_ends_with_a_gap_and_the_squares_stay_within_the_picture() -> None:
    told = drawn(10)
    assert told.size == (10 * 20 + 6, 10 * 20 + 6)
    root = ElementTree.fromstring(matrix(told))  # noqa: S314  (our own drawing)
    width, height = int(root.get("width", 0)), int(root.get("height", 0))
    for places in squares(matrix(told)).values():
        assert all(0 < x <= width - 17 and 0 < y <= height - 17 for x, y in places)


def test_a_thousand_squares_are_a_few_kilobytes_and_a_dozen_parts() -> None:
    svg = matrix(drawn(35))
    assert len(svg) < 36_000
    assert len(list(ElementTree.fromstring(svg).iter("path"))) < 8  # noqa: S314  (our own drawing)


def test_some_rows_can_be_drawn_alone() -> None:
    assert sum(map(len, squares(matrix(drawn(9, rows=3))).values())) == 3 * 8


def test_names_are_escaped_and_cut_and_nothing_has_a_style() -> None:
    svg = matrix(drawn(3, name="<script>&" + "x" * 40))
    assert "<script>" not in svg
    assert "style=" not in svg
    texts = [text.text or "" for text in ElementTree.fromstring(svg).iter("text")]  # noqa: S314  (our own drawing)
    assert max(map(len, texts)) == LONGEST


def test_the_rows_one_looks_at_are_framed_and_signs_stand_in_them() -> None:
    root = ElementTree.fromstring(matrix(drawn(5)))  # noqa: S314  (our own drawing)
    frames = [rect.get("class") for rect in root.iter("rect")]
    signs = [path.get("class") for path in root.iter("path") if (path.get("class") or "").startswith("mark ")]
    assert (frames, signs) == (["frame frame--me"], ["mark mark--dot", "mark mark--ring"])


def test_the_small_picture_shows_the_squares_of_the_large_one() -> None:
    large, little = matrix(drawn(4)), small(drawn(4))
    assert 'id="matrix-cells"' in large
    assert 'href="#matrix-cells"' in little
    assert 'aria-label="All pairs"' in little


def test_nobody_is_an_empty_picture() -> None:
    assert squares(matrix(Matrix([], [], [], {}, "Nobody"))) == {}
