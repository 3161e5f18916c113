"""The parts of the picture of referrals by 1-2-1s: axes, fitted lines, points with whiskers, brackets of the bands."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from cookout.science.study.results import BANDS, Estimate, Line, Study, Words
from cookout.science.study.shown.scales import Scale, number, polyline, spread

USUAL = {"0-1": 0.6, "2": 2.0, "3-4": 3.4, "5+": 5.6}
"""Where a band stands when the mean of its 1-2-1s is not told."""

SHORT = {"given": "given", "received": "recv"}
NAMED = {"given": Words("Given"), "received": Words("Received")}
ASIDE = {"given": -6, "received": 6}
"""The two outcomes of a band stand side by side, so that their whiskers do not cover each other."""

POINTS = 40


@dataclass(frozen=True, slots=True)
class Frame:
    """Size and axes of the picture."""

    width: float
    height: float
    left: float
    bottom: float
    ticks: tuple[float, ...]
    across: Scale
    up: Scale
    narrow: bool

    @classmethod
    def of(cls, ticks: tuple[float, ...], most: float, narrow: bool) -> "Frame":
        """The wide frame, or the narrow one for a phone."""
        width, height, left, right, below = (
            (326.0, 340.0, 28.0, 10.0, 92.0) if narrow else (720.0, 400.0, 34.0, 104.0, 76.0)
        )
        across = Scale(0.0, most, left, width - right)
        up = Scale(0.0, ticks[-1], height - below, 18.0)
        return cls(width, height, left, height - below, ticks, across, up, narrow)


def band_name(band: str) -> str:
    """As it is printed: with a dash that is not a minus."""
    return band.replace("-", "–")


def axes(frame: Frame) -> list[str]:
    """Both axes from zero."""
    end = frame.across.end
    parts = []
    for tick in frame.ticks:
        y = frame.up(tick)
        parts.append(f'<line class="grid" x1="{frame.left:g}" x2="{end:g}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="axis" x="{frame.left - 8:g}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    every = max(1, round(frame.across.last / 7))
    for tick in range(0, int(frame.across.last) + 1, every):
        x = frame.across(tick)
        parts.append(
            f'<line class="tickline" x1="{x:.1f}" x2="{x:.1f}" y1="{frame.bottom:g}" y2="{frame.bottom + 5:g}"/>'
        )
        parts.append(f'<text class="axis" x="{x:.1f}" y="{frame.bottom + 19:g}" text-anchor="middle">{tick}</text>')
    parts.append(
        f'<line class="tickline" x1="{frame.left:g}" x2="{end:g}" y1="{frame.bottom:g}" y2="{frame.bottom:g}"/>'
    )
    return parts


def lines(frame: Frame, study: Study) -> list[str]:
    """The fitted lines with their bands."""
    return [part for line in study.lines for part in _line(frame, line, line_end(frame, study))]


def line_end(frame: Frame, study: Study) -> float:
    """How far the lines go: through the last band that speaks. Beyond it they would tell of months nobody had."""
    known = [end for band, end in zip(BANDS, (1.45, 2.45, 4.45, frame.across.last), strict=True)
             if any(study.get(f"band.{outcome}.{band}").is_known for outcome in SHORT)]  # fmt: skip
    return known[-1] if known else frame.across.last


def _line(frame: Frame, line: Line, end: float) -> list[str]:
    xs = [end * i / POINTS for i in range(POINTS + 1)]
    middle, low, high = zip(*(line.at(x) for x in xs), strict=True)
    upper = polyline(xs, list(high), frame.across, frame.up.within)
    lower = polyline(xs[::-1], list(low)[::-1], frame.across, frame.up.within)
    kind = SHORT[line.outcome]
    return [
        f'<path class="fitband fitband--{kind}" d="M{upper}L{lower}Z"/>',
        f'<path class="fitline fitline--{kind}" d="M{polyline(xs, list(middle), frame.across, frame.up.within)}"/>',
    ]


def points(frame: Frame, study: Study, outcome: str, say: Callable[[Words], str]) -> list[str]:
    """Mean and interval of each band."""
    found = ((band, study.get(f"band.{outcome}.{band}")) for band in BANDS)
    return [_point(frame, band, outcome, one, say) for band, one in found if one.is_known]


def _point(frame: Frame, band: str, outcome: str, one: Estimate, say: Callable[[Words], str]) -> str:
    value = one.value or 0.0
    low, high = (value if end is None else end for end in (one.low, one.high))
    x = frame.across.within(float(one.more.get("x", USUAL[band]))) + ASIDE[outcome]
    y, bottom, top = (frame.up.within(part) for part in (value, low, high))
    text = f"{band_name(band)}, {say(NAMED[outcome])}: {number(value)} [{number(low)}–{number(high)}]"
    mark = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
        if outcome == "received"
        else f'<rect x="{x - 5.5:.1f}" y="{y - 5.5:.1f}" width="11" height="11"/>'
    )
    whisker = f"M{x:.1f} {bottom:.1f}V{top:.1f}M{x - 4:.1f} {bottom:.1f}h8M{x - 4:.1f} {top:.1f}h8"
    return f'<g class="pt pt--{SHORT[outcome]}"><title>{escape(text)}</title><path d="{whisker}"/>{mark}</g>'


def brackets(frame: Frame, study: Study, say: Callable[[Words], str]) -> list[str]:
    """Which 1-2-1s make a band, and how many member-months it rests on."""
    ends = ((0.0, 1.45), (1.55, 2.45), (2.55, 4.45), (4.55, frame.across.last))
    parts = []
    y = frame.bottom + 30
    for band, (first, last) in zip(BANDS, ends, strict=True):
        left, right = frame.across(first) + 2, frame.across(last) - 2
        middle = (left + right) / 2
        parts.append(f'<path class="bracket" d="M{left:.1f} {y:g}v5H{right:.1f}v-5"/>')
        parts.append(
            f'<text class="strong" x="{middle:.1f}" y="{y + 20:g}" text-anchor="middle">{band_name(band)}</text>'
        )
        months = _months(frame, study, band, say)
        parts.append(f'<text class="axis" x="{middle:.1f}" y="{y + 36:g}" text-anchor="middle">{escape(months)}</text>')
    if frame.narrow:
        under = escape(say(Words("1-2-1s a month; below: member-months")))
        parts.append(
            f'<text class="axis" x="{frame.width / 2:g}" y="{frame.height - 6:g}" text-anchor="middle">{under}</text>'
        )
    return parts


def _months(frame: Frame, study: Study, band: str, say: Callable[[Words], str]) -> str:
    many = max(study.get(f"band.{outcome}.{band}").n for outcome in SHORT)
    return f"{many:,}" if frame.narrow else say(Words("%(many)s months", {"many": f"{many:,}"}))


def wide_labels(frame: Frame, study: Study, say: Callable[[Words], str]) -> list[str]:
    """Each line's name at its end, with the mark of its points."""
    end = line_end(frame, study)
    places = spread([frame.up.within(line.at(end)[0]) for line in study.lines], 20.0)
    parts = []
    for line, y in zip(study.lines, places, strict=True):
        x, kind = frame.across(end), SHORT[line.outcome]
        mark = (
            f'<circle class="lab lab--{kind}" cx="{x + 13.5:.1f}" cy="{y:.1f}" r="5"/>'
            if line.outcome == "received"
            else f'<rect class="lab lab--{kind}" x="{x + 9:.1f}" y="{y - 4.5:.1f}" width="9" height="9"/>'
        )
        name = escape(say(NAMED[line.outcome]))
        parts.append(f'{mark}<text class="lab lab--{kind}" x="{x + 24:.1f}" y="{y + 5:.1f}">{name}</text>')
    return parts
