"""Charts drawn in text: a line for each estimate with its mean and its interval, on one axis."""

import math
from collections.abc import Callable, Sequence

from cookout.science.study.results import Estimate
from cookout.science.study.shown.scales import number, ratios, steps

ACROSS = 40
"""So many columns are the axis."""

Row = tuple[str, Estimate]


def interval_lines(title: str, rows: Sequence[Row], beside: Sequence[Estimate]) -> list[str]:
    """Bands of 1-2-1s under each other, from zero.

    A mean is a dot, its interval a line; beside them the numbers and the member-months they rest on. Charts that stand
    `beside` each other have one axis.
    """
    ends = [end for one in beside if one.is_known for end in (one.value, one.high) if end is not None]
    marks = steps(max([end for end in ends if math.isfinite(end)], default=1.0), 4)
    top = marks[-1]

    def place(value: float) -> int:
        return round(min(max(value / top, 0.0), 1.0) * (ACROSS - 1))

    lines = [f"{title:<9}{_axis([(place(mark), f'{mark:g}') for mark in marks])}"]
    for name, one in rows:
        told = f"{number(one.value)}" if one.is_known and one.value is not None else "not yet known"
        months = f"{one.n:,} month{'' if one.n == 1 else 's'}" if one.n else ""
        lines.append(f"{name:>7}  {_drawn(one, place)}  {told:<5} {months}".rstrip())
    return lines


def ratio_lines(rows: Sequence[tuple[str, str, str, Estimate]]) -> list[str]:
    """Ratios under each other on a logarithmic axis with 1 marked; each with its name and what it compares."""
    known = [one for _name, _under, _told, one in rows if one.is_known]
    ends = [end for one in known for end in (one.low, one.value, one.high) if end and math.isfinite(end)]
    marks = ratios(min(ends, default=1.0), max(ends, default=1.0), 5)
    first, last = math.log(marks[0]), math.log(marks[-1])
    across = 56

    def place(value: float) -> int:
        if value <= 0:
            return 0
        return round(min(max((math.log(value) - first) / (last - first), 0.0), 1.0) * (across - 1))

    lines = []
    for name, under, told, one in rows:
        lines.append(f"{name:<27}{told}")
        lines.append(f"  {under}")
        if one.is_known:
            lines.append(f"    {_drawn(one, place, across, place(1.0))}".rstrip())
    lines.append(f"    {_axis([(place(mark), f'{mark:g}×') for mark in marks], across)}".rstrip())
    return lines


def _drawn(one: Estimate, place: Callable[[float], int], across: int = ACROSS, mark: int | None = None) -> str:
    cells = [" "] * across
    if mark is not None:
        cells[mark] = "┊"
    if one.is_known and one.value is not None:
        middle = place(one.value)
        low, high = (middle if end is None else place(end) for end in (one.low, one.high))
        for at in range(low, high + 1):
            cells[at] = "─"
        if mark is not None and low < mark < high:
            cells[mark] = "┼"
        if low < middle:
            cells[low] = "├"
        if high > middle:
            cells[high] = "┤"
        cells[middle] = "●"
    return "".join(cells)


def _axis(marks: Sequence[tuple[int, str]], across: int = ACROSS) -> str:
    """Labels under their places; one that would touch the label before it goes without."""
    line = [" "] * (across + 6)
    free = 0
    for at, text in marks:
        start = max(0, at - len(text) // 2)
        if start < free:
            continue
        line[start : start + len(text)] = text
        free = start + len(text) + 1
    return "".join(line[: across + 6]).rstrip()
