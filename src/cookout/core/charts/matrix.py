"""A heat map of pairs: one square for each two, rows and columns in the same order, a little apart where a field ends.

All squares of one colour are one path, so that a thousand of them are a few kilobytes. A square leads to its pair by
the script of the page; without it the list beside the picture does.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from django.utils.safestring import SafeString

from cookout.core.charts.svg import element, number

STEP, SIDE, APART = 20, 15, 6
"""From square to square; a square without its rounded rim; between two fields."""
RIM = 2
SQUARE = f"h{SIDE}v{SIDE}h-{SIDE}z"
LETTER = 6.4
"""About so wide is a letter."""
LONGEST, LONGEST_SHORT = 24, 14
"""Names are cut where they would take half of the picture."""
GAP = 8
NEARLY_FITS = 1040
"""A picture no wider than that shrinks a little rather than scroll at a desk."""
Sign = Literal["dot", "ring"]
CIRCLE = "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"
"""A sign around the middle of its square: filled as a dot, open as a ring."""
CELLS = "matrix-cells"
"""By this id the small picture shows the squares of the large one."""


@dataclass(frozen=True, slots=True)
class Side:
    """A row or a column: its place among all, the name, the short name, its field, and what leads to its pairs."""

    at: int
    name: str
    short: str
    field: str
    key: str
    is_marked: bool = False


@dataclass(frozen=True)
class Matrix:
    """What is drawn. `bands` are the classes of the squares by place, `words` what they mean, in drawing order.

    `frames` are rows to look at, by place, with the class of the line around; `marks` are signs in squares.
    """

    rows: Sequence[Side]
    columns: Sequence[Side]
    bands: Sequence[Sequence[str]]
    words: Mapping[str, object]
    label: str
    leads_to: str = ""
    frames: Mapping[int, str] = field(default_factory=dict)
    marks: Mapping[tuple[int, int], Sign] = field(default_factory=dict)

    @cached_property
    def left(self) -> int:
        """Room for the names of the rows."""
        return GAP + _room((side.name for side in self.rows), LONGEST)

    @cached_property
    def top(self) -> int:
        """Room for the turned names of the columns."""
        return GAP + _room((side.short for side in self.columns), LONGEST_SHORT)

    @cached_property
    def size(self) -> tuple[int, int]:
        """How wide and high the squares are together."""
        return tuple(_offsets(sides)[-1] + STEP if sides else 0 for sides in (self.columns, self.rows))  # type: ignore[return-value]  # of two


def matrix(told: Matrix) -> SafeString:
    """The large picture, in its own size: it scrolls in its box where there is less room."""
    width, height = (room + size + GAP // 2 for room, size in zip((told.left, told.top), told.size, strict=True))
    body = [*_names(told), cells(told), *_signs(told), *_frames(told)]
    css = "matrix" if width > NEARLY_FITS else "matrix matrix--fits"
    return element(
        "svg", body, class_=css, viewBox=f"0 0 {width} {height}", width=width, height=height, role="img",
        aria_label=told.label, data_leads=told.leads_to or None,
    )  # fmt: skip


def small(told: Matrix) -> SafeString:
    """The same squares without names, for a narrow screen; the large picture stands on the page as well."""
    width, height = told.size
    box = f"{told.left} {told.top} {width} {height}"
    use = element("use", href=f"#{CELLS}")
    return element("svg", use, class_="chart mini", viewBox=box, role="img", aria_label=told.label)


def cells(told: Matrix) -> SafeString:
    """The squares, a path for each class with what it means, and a stroke where somebody meets herself."""
    drawn: dict[str, list[str]] = defaultdict(list)
    left = told.left
    across = list(zip(told.columns, _offsets(told.columns), strict=True))
    for row, down in zip(told.rows, _offsets(told.rows), strict=True):
        y, bands = told.top + down, told.bands[row.at]
        for column, along in across:
            x = left + along
            if row.at == column.at:
                drawn["self"].append(f"M{x + 5} {y + 14}l9-9")
            else:
                drawn[bands[column.at]].append(f"M{x + RIM} {y + RIM}{SQUARE}")
    paths = [
        element("path", [element("title", str(words))], class_=f"cell {css}", d="".join(drawn[css]))
        for css, words in told.words.items()
        if drawn[css]
    ]
    own = [element("path", class_="self", d="".join(drawn["self"]))] if drawn["self"] else []
    return element("g", [*paths, *own], id=CELLS)


def _names(told: Matrix) -> Iterator[SafeString]:
    for side, at in zip(told.rows, _offsets(told.rows), strict=True):
        yield element(
            "text", _cut(side.name, LONGEST), class_=_on(side), x=told.left - GAP, y=told.top + at + 14,
            text_anchor="end", data_at=side.at,
        )  # fmt: skip
    for side, at in zip(told.columns, _offsets(told.columns), strict=True):
        turned = f"translate({told.left + at + 14} {told.top - 6}) rotate(-90)"
        yield element(
            "text", _cut(side.short, LONGEST_SHORT), class_=_on(side), transform=turned, data_key=side.key,
            data_name=side.name,
        )  # fmt: skip


def _signs(told: Matrix) -> Iterator[SafeString]:
    """One path a kind of sign, in the middle of its squares."""
    down = {side.at: at for side, at in zip(told.rows, _offsets(told.rows), strict=True)}
    along = {side.at: at for side, at in zip(told.columns, _offsets(told.columns), strict=True)}
    drawn: dict[Sign, list[str]] = defaultdict(list)
    for (row, column), sign in told.marks.items():
        if row in down and column in along:
            middle = f"M{number(told.left + along[column] + 9.5)} {number(told.top + down[row] + 9.5)}"
            drawn[sign].append(middle + CIRCLE)
    for shape, places in drawn.items():
        yield element("path", class_=f"mark mark--{shape}", d="".join(places))


def _frames(told: Matrix) -> Iterator[SafeString]:
    width, _height = told.size
    for side, at in zip(told.rows, _offsets(told.rows), strict=True):
        if side.at in told.frames:
            yield element(
                "rect", class_=f"frame {told.frames[side.at]}", x=told.left - 2.5, y=told.top + at - 2.5,
                width=width + 3, height=STEP + 3.5, rx=3,
            )  # fmt: skip


def _offsets(sides: Sequence[Side]) -> list[int]:
    """Where each begins: a step after the one before, and a little more where another field begins."""
    offsets = [0] if sides else []
    for before, side in pairwise(sides):
        offsets.append(offsets[-1] + STEP + (APART if before.field != side.field else 0))
    return offsets


def _room(names: Iterator[str], most: int) -> int:
    return round(LETTER * max((min(len(name), most) for name in names), default=0)) + GAP


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _on(side: Side) -> str | None:
    return "on" if side.is_marked else None
