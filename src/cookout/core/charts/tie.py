"""A tie over time: how it faded and was renewed, where it stands, and where it goes if left alone."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cookout.core.charts import face
from cookout.core.charts.svg import element, number, path, picture, text

Kind = Literal["meet", "ref", "note"]

#: The margins: left, right (where the words of the zones stand), top, bottom (where the months stand).
LEFT, RIGHT, TOP, FOOT = 4.0, 64.0, 18.0, 24.0
WIDE, NARROW = (640.0, 180.0), (326.0, 174.0)
#: What a phone shows of the past, in days.
RECENT = 168


@dataclass(frozen=True, slots=True)
class Mark:
    """One contact on the line: a 1-2-1, a referral, or a call, text or note."""

    day: dt.date
    strength: float
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """The strength on a day to come if nobody stirs: the likely one between a low and a high."""

    day: dt.date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Course:
    """All that the picture shows. Strengths run from 0 to 100; the label states the finding."""

    line: Sequence[tuple[dt.date, float]]
    today: dt.date
    label: str
    marks: Sequence[Mark] = field(default_factory=tuple)
    ahead: Sequence[Ahead] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper: from pixel to day and strength."""

    start: dt.date
    end: dt.date
    width: float
    height: float

    def x(self, day: dt.date) -> float:
        """How far right a day is."""
        share = (day - self.start).days / max(1, (self.end - self.start).days)
        return LEFT + share * (self.width - LEFT - RIGHT)

    def y(self, strength: float) -> float:
        """How far down a strength is."""
        return TOP + (100 - min(100.0, max(0.0, strength))) / 100 * (self.height - TOP - FOOT)


def tie(course: Course) -> SafeString:
    """The picture twice: wide for a screen, and a shorter past, larger, for the phone."""
    wide = element("div", draw(course, *WIDE), class_="only-wide")
    near = element("div", draw(recent(course), *NARROW), class_="only-narrow")
    return SafeString(wide + near)


def draw(course: Course, width: float, height: float) -> SafeString:
    """One drawing."""
    frame = _frame(course, width, height)
    body = [*_zones(frame), *_months(frame)]
    if course.ahead:
        body += _projection(course, frame)
    if len(course.line) > 1:
        body.append(element("path", class_="decay__line", d=_line(course.line, frame)))
    body += _now(course, frame)
    body += [_mark(mark, frame) for mark in course.marks]
    return picture(body, width=width, height=height, label=course.label, class_="chart chart--decay")


def recent(course: Course) -> Course:
    """The same course without its older past; the line enters at the height it had."""
    start = course.today - dt.timedelta(days=RECENT)
    later = [point for point in course.line if point[0] >= start]
    before = [point for point in course.line if point[0] < start]
    if before and later:
        later.insert(0, (start, _between(before[-1], later[0], start)))
    marks = [mark for mark in course.marks if mark.day >= start]
    return replace(course, line=later or list(course.line), marks=marks)


def _between(left: tuple[dt.date, float], right: tuple[dt.date, float], day: dt.date) -> float:
    share = (day - left[0]).days / max(1, (right[0] - left[0]).days)
    return left[1] + share * (right[1] - left[1])


def _frame(course: Course, width: float, height: float) -> Frame:
    days = [day for day, _strength in course.line] + [course.today] + [step.day for step in course.ahead]
    return Frame(min(days), max(days), width, height)


def _line(points: Sequence[tuple[dt.date, float]], frame: Frame) -> str:
    return path((frame.x(day), frame.y(strength)) for day, strength in points)


def _zones(frame: Frame) -> Iterator[SafeString]:
    zones = (
        (face.WARM, 100, _("warm"), "warm"),
        (face.COOLING, face.WARM, _("cooling"), "cooling"),
        (0, face.COOLING, _("quiet"), "cool"),
    )
    for low, high, words, kind in zones:
        top, foot = frame.y(high), frame.y(low)
        yield element(
            "rect",
            class_=f"band band--{kind}",
            x=LEFT,
            y=top,
            width=frame.width - LEFT - RIGHT,
            height=foot - top,
        )
        yield text(words, frame.width - RIGHT + 8, (top + foot) / 2 + 4, class_="band__label")


def _months(frame: Frame) -> Iterator[SafeString]:
    """A tick where a month begins and its short name; names are left out where they would touch."""
    floor = frame.height - FOOT
    last = -100.0
    for first in _firsts(frame.start, frame.end):
        x = frame.x(first)
        yield element("line", class_="tickline", x1=x, x2=x, y1=floor, y2=floor + 4)
        following = (first.replace(day=28) + dt.timedelta(days=5)).replace(day=1)
        middle = (x + frame.x(min(following, frame.end))) / 2
        if middle - last >= 30 and middle + 12 < frame.width - RIGHT + 20:
            yield text(_month(first), middle, frame.height - 5, class_="axis", anchor="middle")
            last = middle


def _firsts(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    day = start if start.day == 1 else (start.replace(day=28) + dt.timedelta(days=5)).replace(day=1)
    while day < end:
        yield day
        day = (day.replace(day=28) + dt.timedelta(days=5)).replace(day=1)


def _month(first: dt.date) -> str:
    return date_format(first, "Y" if first.month == 1 else "M")


def _projection(course: Course, frame: Frame) -> list[SafeString]:
    high = [(frame.x(step.day), frame.y(step.high)) for step in course.ahead]
    low = [(frame.x(step.day), frame.y(step.low)) for step in reversed(course.ahead)]
    likely = [(step.day, step.middle) for step in course.ahead]
    return [
        element("path", class_="decay__band", d=path([*high, *low]) + "Z"),
        element("path", class_="decay__next", d=_line(likely, frame)),
    ]


def _now(course: Course, frame: Frame) -> list[SafeString]:
    x = frame.x(course.today)
    anchor = "end" if x > frame.width - RIGHT - 20 else "start" if x < 24 else "middle"
    return [
        element("line", class_="today", x1=x, x2=x, y1=TOP - 2, y2=frame.height - FOOT),
        text(_("today"), x, TOP - 6, class_="today__label", anchor=anchor),
    ]


def _mark(mark: Mark, frame: Frame) -> SafeString:
    x, y = frame.x(mark.day), frame.y(mark.strength)
    if mark.kind == "ref":
        turn = f"rotate(45 {number(x)} {number(y)})"
        shape = element("rect", x=x - 4.2, y=y - 4.2, width=8.4, height=8.4, transform=turn)
    else:
        shape = element("circle", cx=x, cy=y, r=5 if mark.kind == "meet" else 3)
    return element("g", [element("title", mark.words), shape], class_=f"mk mk--{mark.kind}")
