"""The three pictures of a study as SVG: referrals by 1-2-1s, ten referrals against so many, and three ways to ask.

Classes and presentation attributes only, so that a page with a strict content policy can hold them; the colors come
from the page's stylesheet. Each picture carries a label that says what it shows. `say` turns words into text and is
where a page translates them.
"""

import math
from collections.abc import Callable, Sequence
from html import escape

from cookout.science.study.results import BANDS, OUTCOMES, Estimate, Study, Words
from cookout.science.study.shown.comparisons import Comparison
from cookout.science.study.shown.drawing_bands import Frame, axes, brackets, lines, points, wide_labels
from cookout.science.study.shown.scales import Scale, number, ratios, steps

Say = Callable[[Words], str]


def _svg(kind: str, width: float, height: float, label: str, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {kind}" viewBox="0 0 {width:g} {height:g}" role="img"'
    return f'{head} aria-label="{escape(label)}">{"".join(parts)}</svg>'


def bands_and_lines(study: Study, *, narrow: bool = False, say: Say = str) -> str:
    """Referrals per member and month by 1-2-1s held in it: means with intervals, and the fitted line with its band."""
    frame = _frame(study, narrow)
    parts = axes(frame)
    parts += lines(frame, study)
    parts += [part for outcome in ("given", "received") for part in points(frame, study, outcome, say)]
    parts += brackets(frame, study, say)
    if not narrow:
        parts += wide_labels(frame, study, say)
    return _svg("study", frame.width, frame.height, say(bands_label(study)), parts)


def _frame(study: Study, narrow: bool) -> Frame:
    known = [study.get(f"band.{outcome}.{band}") for outcome in OUTCOMES for band in BANDS]
    most = [float(one.more.get("x", 0.0)) for one in known if one.key.endswith("5+") and one.is_known]
    across = float(max(6, math.ceil(max(most, default=5.6)))) + 0.4
    tops = [reach for one in known if one.is_known for reach in (one.value, one.high) if reach is not None]
    # A line may run far above the means where few months are busy: it is cut at a fifth above the highest of them.
    ends = [min(line.at(across)[2], 1.2 * max(tops, default=1.0)) for line in study.lines]
    up = steps(max([*tops, *ends], default=1.0))
    return Frame.of(up, across, narrow)


def bands_label(study: Study) -> Words:
    """What the picture of the bands shows, for who cannot see it."""

    def means(outcome: str) -> str:
        found = [(band, study.get(f"band.{outcome}.{band}")) for band in BANDS]
        return ", ".join(
            f"{band}: {number(one.value)}" for band, one in found if one.is_known and one.value is not None
        )

    received, given = means("received"), means("given")
    if not received and not given:
        return Words("Chart. Referrals per member and month by 1-2-1s held: not yet known.")
    return Words(
        "Chart. Referrals per member and month by the 1-2-1s held in it. Received, %(received)s. Given, %(given)s.",
        {"received": received or "–", "given": given or "–"},
    )


MOST_DOTS = 60
"""Beyond so many dots nobody counts; the row ends there and the number says the rest."""

FEW, MANY = Words("One or less a month"), Words("3–4 a month")


def ten(
    low: float, value: float, high: float, *,
    few: Words = FEW, many: Words = MANY, say: Say = str,
) -> str:  # fmt: skip
    """For every 10 referrals of the one group, so many of the other: solid to the low end, fading to the high end."""
    ends = [_dots(part) for part in (low, value, high)]
    room = min(17.0, 380 / max(10, ends[2]))
    radius = min(6.2, room * 0.37)
    label = Words(
        "For every 10 referrals in the first group there are %(value)s in the second; "
        "the interval runs from %(low)s to %(high)s.",
        {"value": str(ends[1]), "low": str(ends[0]), "high": str(ends[2])},
    )
    parts = [f'<text x="0" y="11">{escape(say(few))}</text><text x="0" y="61">{escape(say(many))}</text>']
    parts += [_dot("a", i, 29, room, radius) for i in range(10)]
    parts += [_dot(_shade(i, ends), i, 79, room, radius) for i in range(ends[2])]
    parts.append(f'<text class="strong" x="{7 + 10 * room + 2:.1f}" y="33">10</text>')
    parts += _ends(ends, room)
    return _svg("ten", 410, 96, say(label), parts)


def _dots(ratio: float) -> int:
    return min(max(int(10 * ratio + 0.5), 0), MOST_DOTS) if math.isfinite(ratio) else MOST_DOTS


def _shade(place: int, ends: Sequence[int]) -> str:
    return "a" if place < ends[0] else "b" if place < ends[1] else "c"


def _dot(kind: str, place: int, y: int, room: float, radius: float) -> str:
    return f'<circle class="{kind}" cx="{7 + place * room:.1f}" cy="{y}" r="{radius:.1f}"/>'


def _ends(ends: Sequence[int], room: float) -> list[str]:
    """The three numbers above the second row; one that would touch another, or the row's name, goes without."""
    middle = 7 + (ends[1] - 0.5) * room
    if middle <= 110:
        return [f'<text class="strong" x="{7 + max(ends[2], 1) * room + 2:.1f}" y="83">{ends[1]}</text>']
    found = [f'<path class="tickline" d="M{middle:.1f} 69v-8"/>'] + [
        f'<text class="strong" x="{middle:.1f}" y="56" text-anchor="middle">{ends[1]}</text>'
    ]
    for end in (ends[0], ends[2]):
        x = 7 + (end - 0.5) * room
        if abs(x - middle) >= 18 and x > 110:
            found.append(f'<path class="tickline" d="M{x:.1f} 69v-8"/>')
            found.append(f'<text x="{x:.1f}" y="56" text-anchor="middle">{end}</text>')
    return found


def forest(rows: Sequence[Comparison], *, narrow: bool = False, say: Say = str) -> str:
    """Several ways to ask the same thing under each other: the further down, the fairer the comparison."""
    known = [row.estimate for row in rows if row.estimate.is_known]
    ends = [end for one in known for end in (one.low, one.value, one.high) if end is not None and end > 0]
    marks = ratios(min(ends, default=1.0), max(ends, default=1.0), 5 if narrow else 8)
    width, left, right = (326.0, 20.0, 20.0) if narrow else (1110.0, 320.0, 140.0)
    tall = 66 if narrow else 46
    height = 6 + tall * len(rows) + 48
    axis = Scale(math.log(marks[0]), math.log(marks[-1]), left, width - right)
    # The words at 1 are wide: a mark too near to them goes without its number.
    one = axis(0.0)
    parts = [
        _mark(x, value, height, say)
        for value, x in ((value, axis(math.log(value))) for value in marks)
        if value == 1 or abs(x - one) >= 48
    ]
    for place, row in enumerate(rows):
        y = 6 + tall * place + (48 if narrow else 24)
        parts += _named(row, y, width, narrow, say)
        parts += _drawn(row, y, axis)
    under = say(Words("times as many referrals"))
    parts.append(
        f'<text class="axis" x="{(left + width - right) / 2:.1f}" y="{height - 6}" text-anchor="middle">{under}</text>'
    )
    return _svg("forest", width, height, forest_label(rows, say), parts)


def _mark(x: float, value: float, height: int, say: Say) -> str:
    kind, text = ("one", say(Words("no effect"))) if value == 1 else ("grid", f"{value:g}×")
    return (
        f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="6" y2="{height - 42}"/>'
        f'<text class="axis" x="{x:.1f}" y="{height - 26}" text-anchor="middle">{escape(text)}</text>'
    )


def _named(row: Comparison, y: int, width: float, narrow: bool, say: Say) -> list[str]:
    name, under, found = escape(say(row.name)), escape(say(row.under)), escape(written(row.estimate, say))
    if narrow:
        return [
            f'<rect class="bgc" x="0" y="{y - 42}" width="{width:g}" height="30"/>',
            f'<text class="strong" x="0" y="{y - 30}">{name}</text>',
            f'<text class="axis" x="0" y="{y - 15}">{under}</text>',
            f'<text class="strong" x="{width:g}" y="{y - 30}" text-anchor="end">{found}</text>',
        ]
    return [
        f'<text class="strong" x="0" y="{y - 3}">{name}</text><text class="axis" x="0" y="{y + 13}">{under}</text>',
        f'<text class="strong" x="{width:g}" y="{y + 4}" text-anchor="end">{found}</text>',
    ]


def _drawn(row: Comparison, y: int, axis: Scale) -> list[str]:
    one = row.estimate
    if not one.is_known or one.value is None or one.value <= 0:
        return []
    middle = axis.within(math.log(one.value))
    low, high = (axis.within(math.log(end)) if end and end > 0 else middle for end in (one.low, one.high))
    dot = (
        f'<rect x="{middle - 6:.1f}" y="{y - 6}" width="12" height="12" transform="rotate(45 {middle:.1f} {y})"/>'
        if row.by_lot
        else f'<circle cx="{middle:.1f}" cy="{y}" r="6"/>'
    )
    kind = "lot" if row.by_lot else "cor"
    return [f'<g class="est est--{kind}"><path d="M{low:.1f} {y}H{high:.1f}"/>{dot}</g>']


def written(one: Estimate, say: Say = str) -> str:
    """A ratio with its interval, or that there is none to show."""
    if one.silence in ("placebo_failed", "contains_outcome"):
        return say(Words("not shown"))
    if not one.is_known or one.value is None:
        return say(Words("not yet known"))
    if one.low is None or one.high is None:
        return f"{number(one.value)}×"
    return f"{number(one.value)}× [{number(one.low)}–{number(one.high)}]"


def forest_label(rows: Sequence[Comparison], say: Say = str) -> str:
    """What the picture of the comparisons shows, for who cannot see it."""
    told = "; ".join(f"{say(row.name)}: {written(row.estimate, say)}" for row in rows)
    return f"{say(Words('Estimates under each other; 1 is no effect.'))} {told}."
