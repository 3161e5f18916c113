"""The table: so many seats, you at the head, and who sits there. It shows capacity, never decoration."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.charts import face
from cookout.core.charts.svg import element, picture, text

#: One seat, and how far apart two of them are.
RADIUS, STEP = 16.5, 39.3
EDGE, TOP, LEAST_DEPTH = 34.0, 20.0, 124.0
LONGEST_SIDE = 8
LEAST_WIDTH = 304.0


@dataclass(frozen=True, slots=True)
class Seat:
    """A person at the table and how much of the tie is left, 0 to 100."""

    name: str
    percent: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the seats stand: in order from the far left of the top side, clockwise."""

    width: float
    height: float
    you: tuple[float, float]
    places: tuple[tuple[float, float], ...]


def table(seats: Sequence[Seat], capacity: int = 15, label: str = "") -> SafeString:
    """The drawing. Without a label it says how many seats are taken and how those ties stand."""
    plan = seating(capacity)
    middle = plan.width / 2
    depth = plan.height - 2 * TOP
    wide, deep = plan.width - 90, depth - 60
    board = element("rect", class_="tablefig__top", x=45, y=50, width=wide, height=deep, rx=14)
    count = _("%(taken)s of %(seats)s") % {"taken": len(seats), "seats": capacity}
    words = (
        text(count, middle, plan.you[1] + 1, class_="tablefig__big"),
        text(_("seats taken"), middle, plan.you[1] + 19, class_="tablefig__small"),
    )
    return picture(
        [board, *_chairs(plan, seats), _head(plan), *words],
        width=plan.width,
        height=plan.height,
        label=label or finding(seats, capacity),
        class_="tablefig",
    )


def seating(capacity: int) -> Plan:
    """Place the seats: as many along the sides as read well, then more at the ends."""
    ends = 1
    while 2 * LONGEST_SIDE + 2 * ends - 1 < capacity:
        ends += 2
    side = max(1, math.ceil((capacity - (2 * ends - 1)) / 2))
    width = max(LEAST_WIDTH, 2 * EDGE + (side - 1) * STEP)
    depth = max(LEAST_DEPTH, (ends + 1) * 39.0)
    foot, middle = TOP + depth, TOP + depth / 2
    along = _spread(side, EDGE, width - EDGE)
    down = [TOP + (place + 1) * depth / (ends + 1) for place in range(ends)]
    places = [(x, TOP) for x in along]
    places += [(width - 19.0, y) for y in down]
    places += [(x, foot) for x in reversed(along)]
    places += [(19.0, y) for y in reversed(down) if abs(y - middle) > 1]
    return Plan(width, foot + TOP, (19.0, middle), tuple(places[: max(0, capacity)]))


def finding(seats: Sequence[Seat], capacity: int) -> str:
    """What the drawing shows, in words."""
    if not seats:
        return ngettext(
            "An empty table with one seat; you sit at the head.",
            "An empty table with %(n)s seats; you sit at the head.",
            capacity,
        ) % {"n": capacity}
    levels = [face.level(seat.percent) for seat in seats]
    return _("%(taken)s of %(seats)s seats taken: %(warm)s warm, %(cooling)s cooling, %(quiet)s quiet.") % {
        "taken": len(seats),
        "seats": capacity,
        "warm": levels.count("warm"),
        "cooling": levels.count("cooling"),
        "quiet": levels.count("cool"),
    }


def _spread(count: int, start: float, end: float) -> list[float]:
    if count == 1:
        return [(start + end) / 2]
    return [start + place * (end - start) / (count - 1) for place in range(count)]


def _chairs(plan: Plan, seats: Sequence[Seat]) -> Iterator[SafeString]:
    for place, (x, y) in enumerate(plan.places):
        yield _taken(seats[place], x, y) if place < len(seats) else _open(x, y)


def _taken(seat: Seat, x: float, y: float) -> SafeString:
    body = [
        element("title", seat.name),
        element("circle", class_="seat__body", cx=x, cy=y, r=RADIUS - 2.8),
        face.arc(x, y, RADIUS, seat.percent),
        text(face.initials(seat.name), x, y + 3.8),
    ]
    classes = f"seat seat--{face.level(seat.percent)} avatar--t{face.tint(seat.name)}"
    return element("g", body, class_=classes)


def _open(x: float, y: float) -> SafeString:
    return element("g", [element("circle", cx=x, cy=y, r=RADIUS - 1)], class_="seat seat--open")


def _head(plan: Plan) -> SafeString:
    x, y = plan.you
    body = [element("circle", cx=x, cy=y, r=RADIUS), text(_("you"), x, y + 3.6)]
    return element("g", body, class_="seat seat--you")
