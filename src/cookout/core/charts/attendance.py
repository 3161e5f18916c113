"""Who came: one small sign a meeting for a member, one bar a meeting for a group."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.charts.svg import element, picture, text

STEP, RADIUS = 11, 3.6
WIDTH, HEIGHT = 326.0, 136.0
LEFT, RIGHT, TOP, FOOT = 26.0, 92.0, 12.0, 26.0
LEAST = 2.5
"""No part that is there gets thinner than this."""


class Week(Protocol):
    """One meeting in numbers."""

    @property
    def on(self) -> dt.date: ...
    @property
    def present(self) -> int: ...
    @property
    def substitutes(self) -> int: ...
    @property
    def absent(self) -> int: ...
    @property
    def excused(self) -> int: ...
    @property
    def members(self) -> int: ...


def strip(marks: Sequence[str], label: str = "") -> SafeString:
    """The last meetings of one member, the oldest first.

    `p` present: a full dot; `s` substitute: half of one; `a` absent: an empty one; `x` excused: a short stroke;
    empty or `-`: nothing is known, or nothing is to be known.
    """
    width = max(1, len(marks)) * STEP
    body = [part for place, mark in enumerate(marks) for part in _sign(mark, place * STEP + 5)]
    return element(
        "svg", body, class_="strip", viewBox=f"0 0 {width} 12", width=width, height=12, role="img",
        aria_label=label or strip_label(marks),
    )  # fmt: skip


def strip_label(marks: Sequence[str]) -> str:
    """The same in words; what nobody knows is not told as anything else."""
    known = [mark for mark in marks if mark in ("p", "s", "a", "x")]
    if not known:
        return _("not known")
    words = {"p": _("%s present"), "s": _("%s substitute"), "a": _("%s absent"), "x": _("%s excused")}
    return ", ".join(words[mark] % known.count(mark) for mark in words if known.count(mark) or mark in ("p", "a"))


def weeks(told: Sequence[Week], label: str = "") -> SafeString:
    """The last meetings of a group: present, substitutes above them, absent as an open part at the top."""
    most = max((week.members for week in told), default=0) or 1
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(told))
    body = [*_lines(most)]
    for place, week in enumerate(told):
        body += _bar(week, LEFT + place * slot + 2.5, slot - 5, most)
        body += _day(week.on, LEFT + place * slot + slot / 2, place, len(told))
    body += _named(told[-1]) if told else []
    return picture(body, width=WIDTH, height=HEIGHT, label=label or weeks_label(told), class_="chart attend")


def weeks_label(told: Sequence[Week]) -> str:
    """What the bars show, in words."""
    if not told:
        return _("No meeting yet.")
    counts = [week.present for week in told]
    last = told[-1]
    spans = {
        "n": len(told), "low": min(counts), "high": max(counts), "members": last.members,
        "day": date_format(last.on, "F j"), "present": last.present, "subs": last.substitutes, "absent": last.absent,
    }  # fmt: skip
    return (
        ngettext(
            "Attendance at the last meeting. On %(day)s: %(present)s of %(members)s present, %(subs)s substitutes, "
            "%(absent)s absent.",
            "Attendance at the last %(n)s meetings: present between %(low)s and %(high)s. On %(day)s: %(present)s of "
            "%(members)s present, %(subs)s substitutes, %(absent)s absent.",
            len(told),
        )
        % spans
    )


@lru_cache(maxsize=512)  # the same few signs at the same few places, in every row of a roster
def _sign(mark: str, x: int) -> tuple[SafeString, ...]:
    ring = element("circle", class_="so", cx=x, cy=6, r=RADIUS)
    signs = {
        "p": (element("circle", class_="p", cx=x, cy=6, r=RADIUS),),
        "s": (element("path", class_="s", d=f"M{x} 2.4a3.6 3.6 0 0 0 0 7.2z"), ring),
        "a": (ring,),
        "x": (element("path", class_="so", d=f"M{x - 3} 6h6"),),
    }
    return signs.get(mark, ())


def _y(count: float, most: int) -> float:
    return TOP + (most - count) / most * (HEIGHT - TOP - FOOT)


def _lines(most: int) -> list[SafeString]:
    unit = next(unit for unit in (1, 2, 5, 10, 20, 50, 100, 500, most) if most / unit <= 4)
    drawn = []
    for count in range(0, most + 1, unit):
        y = _y(count, most)
        drawn.append(element("line", class_="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y))
        drawn.append(text(count, LEFT - 7, y + 4, class_="axis", anchor="end"))
    return drawn


def _bar(week: Week, x: float, width: float, most: int) -> list[SafeString]:
    there, both = week.present, week.present + week.substitutes
    drawn = []
    if there:
        drawn.append(_part("p", x, width, _y(there, most), _y(0, most), 2))
    if week.substitutes:
        drawn.append(_part("s", x, width, _y(both, most), _y(there, most) - 1.5, 1))
    if week.absent:
        top = _y(both + week.absent, most)
        drawn.append(_part("a", x + 0.75, width - 1.5, top + 0.75, _y(both, most) - 2.25, 1))
    return drawn


def _part(class_: str, x: float, width: float, top: float, foot: float, round_: int) -> SafeString:
    return element("rect", class_=class_, x=x, y=top, width=width, height=max(LEAST, foot - top), rx=round_)


def _day(day: dt.date, x: float, place: int, of: int) -> list[SafeString]:
    """Under the first, the last, and every third between them."""
    if place not in (0, of - 1) and (place % 3 or place > of - 3):
        return []
    return [text(date_format(day, "M j"), x, HEIGHT - 8, class_="axis", anchor="middle")]


def _named(last: Week) -> list[SafeString]:
    """The parts of the last bar by name, beside it."""
    said = [
        (last.absent, ngettext("%s absent", "%s absent", last.absent)),
        (last.substitutes, ngettext("%s substitute", "%s substitutes", last.substitutes)),
        (last.present, ngettext("%s present", "%s present", last.present)),
    ]
    lines = [words % count for count, words in said if count]
    return [text(words, WIDTH - RIGHT + 8, TOP + 3 + 15 * place) for place, words in enumerate(lines)]
