"""One mark for each: done (filled), open (a ring), came to nothing (a small cross)."""

from collections.abc import Sequence
from typing import Literal

from django.utils.safestring import SafeString

from cookout.core.charts.svg import element

State = Literal["closed", "open", "not"]


def units(states: Sequence[tuple[State, str]], label: str) -> SafeString:
    """A short row of marks; each carries its own words."""
    width = max(1, len(states)) * 26
    body = [
        element("g", [element("title", words), _mark(state, 11 + place * 26)], class_=f"unit unit--{state}")
        for place, (state, words) in enumerate(states)
    ]
    return element(
        "svg",
        body,
        class_="units",
        viewBox=f"0 0 {width} 22",
        width=width,
        height=22,
        role="img",
        aria_label=label,
    )


def _mark(state: State, x: int) -> SafeString:
    if state == "not":
        return element("path", d=f"M{x - 5} 6l10 10m0-10l-10 10")
    return element("circle", cx=x, cy=11, r=8.5)
