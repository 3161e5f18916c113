"""Chapters as dots on one line: where each stands, none above the other."""

import math
from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cookout.core.charts.svg import element, picture, text

WIDTH, EDGE, RADIUS = 330.0, 12.0, 5.0
STEPS = (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20, 25, 50, 100)
TICKS = 5
SPAN = {False: 1.0, True: 10.0}
"""An axis is at least so long, in means or in hundredths: small differences are to look small."""

Dot = tuple[str, float, bool]
"""What stands under the pointer (empty where the viewer may not know whose it is), the value, whether it is her own."""


def dots(several: Sequence[Dot], *, of: str, unit: str = "") -> SafeString:
    """The picture; its label says the finding, the table beside it each number."""
    values = [value for _name, value, _mine in several]
    low, high, step = _ends(min(values), max(values), unit)
    placed = _stacked(several, low, high)
    ours = [value for _name, value, is_mine in several if is_mine]
    tall = (28 if len(ours) != 1 else 44) + 2 * RADIUS * max((level for *_rest, level in placed), default=0)
    base = tall - 10
    body = [element("line", class_="grid", x1=EDGE, x2=WIDTH - EDGE, y1=base, y2=base)]
    for at in range(round((high - low) / step) + 1):
        value = low + at * step
        x = _x(value, low, high)
        body.append(element("line", class_="tickline", x1=x, x2=x, y1=base, y2=base + 5))
        body.append(text(f"{value:g}{unit}", x, base + 20, class_="axis", anchor="middle"))
    for (name, _value, mine), x, level in sorted(placed, key=lambda one: one[0][2]):
        title = element("title", name) if name else ""
        kind = "dot dot--us" if mine else "dot"
        size = 7.0 if mine else RADIUS
        body.append(element("circle", title, class_=kind, cx=x, cy=base - 2 * RADIUS * level, r=size))
    if len(ours) == 1:
        body.append(_you(ours[0], _x(ours[0], low, high), unit))
    return picture(body, width=WIDTH, height=base + 26, label=_finding(several, of, unit), class_="chart dotstrip")


def _you(value: float, x: float, unit: str) -> SafeString:
    """The viewer's own, said above the dots; at an end of the line the words lean inwards."""
    anchor = "start" if x < 2 * EDGE else "end" if x > WIDTH - 2 * EDGE else "middle"
    return text(_("you %s") % said(value, unit), x, 12, class_="strong", anchor=anchor)


def said(value: float, unit: str = "") -> str:
    """A mean as it is read: one digit, or whole hundredths."""
    return f"{value:.0f}{unit}" if unit else number_format(value, 1)


def _finding(several: Sequence[Dot], of: str, unit: str) -> str:
    values = [value for _name, value, _mine in several]
    told = _("%(of)s: %(n)s values, from %(low)s to %(high)s.") % {
        "of": of, "n": len(values), "low": said(min(values), unit), "high": said(max(values), unit),
    }  # fmt: skip
    mine = [value for _name, value, is_mine in several if is_mine]
    return told + (" " + _("Yours: %s.") % said(mine[0], unit) if len(mine) == 1 else "")


def _ends(low: float, high: float, unit: str) -> tuple[float, float, float]:
    """Round ends of the axis and its step."""
    least = SPAN[bool(unit)]
    if high - low < least:
        low = max(0.0, (low + high - least) / 2)
        high = min(low + least, 100.0) if unit else low + least
        low = high - least
    span = high - low
    step = next((one for one in STEPS if span / one <= TICKS), STEPS[-1])
    start = math.floor(low / step) * step
    end = math.ceil(high / step) * step
    return start, end if end > start else start + step, step


def _x(value: float, low: float, high: float) -> float:
    return EDGE + (value - low) / (high - low) * (WIDTH - 2 * EDGE)


def _stacked(several: Sequence[Dot], low: float, high: float) -> list[tuple[Dot, float, int]]:
    """Each with its place on the line, and how many lie below it there, so that none hides another."""
    ends: list[float] = []
    found = []
    for dot in sorted(several, key=lambda one: one[1]):
        x = _x(dot[1], low, high)
        level = next((at for at, end in enumerate(ends) if x - end >= 2 * RADIUS), len(ends))
        ends[level : level + 1] = [x]
        found.append((dot, x, level))
    return found
