"""The drawings: well formed, escaped, true to their numbers, and said in words."""

import datetime as dt
import itertools
import math
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from django.utils.safestring import SafeString

from cookout.core import parts
from cookout.core.charts import capacity, face, table, tie, units

TODAY = dt.date(2026, 10, 16)
NASTY = 'Bo "<script>alert(1)</script>" & Co'


def parsed(svg: SafeString) -> ET.Element:
    """The drawing as a tree; it must be well formed and hold nothing that the policy forbids."""
    assert "style=" not in svg
    assert "<script" not in svg
    return ET.fromstring(f"<div>{svg}</div>")


def seats(count: int, percent: float = 80) -> list[table.Seat]:
    return [table.Seat(f"Person {number}", percent) for number in range(count)]


def classes(root: ET.Element, name: str) -> list[ET.Element]:
    return [node for node in root.iter() if name in (node.get("class") or "").split()]


@pytest.mark.parametrize("count", range(1, 41))
def test_every_table_up_to_forty_has_its_seats_apart_and_inside(count: int) -> None:
    plan = table.seating(count)
    assert len(plan.places) == count
    spots = [*plan.places, plan.you]
    gaps = [math.dist(one, other) for one, other in itertools.combinations(spots, 2)]
    assert min(gaps) >= 2 * table.RADIUS
    assert all(table.RADIUS <= x <= plan.width - table.RADIUS for x, _y in spots)
    assert all(table.RADIUS <= y <= plan.height - table.RADIUS for _x, y in spots)
    assert plan.width <= 360


def test_fifteen_seats_stand_as_in_the_design() -> None:
    plan = table.seating(15)
    assert (plan.width, plan.height) == (304, 164)
    assert [y for _x, y in plan.places] == [20] * 7 + [82] + [144] * 7


@pytest.mark.parametrize(("taken", "of"), [(0, 15), (13, 15), (15, 15), (1, 1), (40, 40)])
def test_the_table_shows_taken_and_open_seats(taken: int, of: int) -> None:
    root = parsed(table.table(seats(taken), of))
    assert len(classes(root, "seat__body")) == taken
    assert len(classes(root, "seat--open")) == of - taken
    assert len(classes(root, "seat--you")) == 1
    assert f"{taken} of {of}" in "".join(root.itertext())


def test_more_people_than_seats_are_counted_but_only_seats_are_drawn() -> None:
    root = parsed(table.table(seats(17), 15))
    assert len(classes(root, "seat__body")) == 15
    assert "17 of 15" in "".join(root.itertext())


def test_the_table_states_its_finding() -> None:
    crowd = [*seats(2, 80), *seats(1, 50), *seats(1, 10)]
    svg = parsed(table.table(crowd, 5))[0]
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "4 of 5 seats taken: 2 warm, 1 cooling, 1 quiet."
    assert table.finding([], 15) == "An empty table with 15 seats; you sit at the head."


def test_names_are_escaped_everywhere() -> None:
    course = replace(parts.course(TODAY), label=NASTY, marks=[tie.Mark(TODAY, 50, "note", NASTY)])
    for svg in (
        table.table([table.Seat(NASTY, 50)], 3, NASTY),
        tie.tie(course),
        units.units([("open", NASTY)], NASTY),
        capacity.hours(1, 2, need_label=NASTY, label=NASTY),
        capacity.dots(1, label=NASTY),
    ):
        assert NASTY in [text for node in parsed(svg).iter() for text in (node.get("aria-label"), node.text)]


def test_a_tie_is_drawn_wide_and_narrow_with_the_same_words() -> None:
    course = parts.course(TODAY)
    root = parsed(tie.tie(course))
    assert [node.get("class") for node in root] == ["only-wide", "only-narrow"]
    assert {node.get("aria-label") for node in root.iter("svg")} == {course.label}
    wide, narrow = (len(classes(node, "mk")) for node in root)
    assert wide == len(course.marks) > narrow > 0


def numbers(path: str) -> list[float]:
    return [float(word) for word in re.findall(r"-?[\d.]+", path)]


def test_a_tie_stays_on_its_paper() -> None:
    svg = parsed(tie.draw(parts.course(TODAY), *tie.WIDE))[0]
    for node in classes(svg, "decay__line") + classes(svg, "decay__next") + classes(svg, "decay__band"):
        values = numbers(node.get("d") or "")
        assert all(tie.LEFT <= x <= tie.WIDE[0] - tie.RIGHT for x in values[::2])
        assert all(tie.TOP <= y <= tie.WIDE[1] - tie.FOOT for y in values[1::2])


def test_a_stronger_tie_stands_higher_and_later_stands_further_right() -> None:
    frame = tie.Frame(TODAY, TODAY + dt.timedelta(days=10), *tie.WIDE)
    assert frame.y(90) < frame.y(10)
    assert frame.y(500) == frame.y(100)
    assert frame.x(TODAY) < frame.x(TODAY + dt.timedelta(days=1))


def test_the_recent_part_enters_at_the_height_the_line_had() -> None:
    old, new = TODAY - dt.timedelta(days=2 * tie.RECENT), TODAY
    course = tie.recent(tie.Course(line=[(old, 80), (new, 20)], today=TODAY, label="x"))
    assert course.line[0] == (TODAY - dt.timedelta(days=tie.RECENT), pytest.approx(50))
    assert course.line[-1] == (new, 20)


@pytest.mark.parametrize("points", [[], [(TODAY, 40.0)]])
def test_a_tie_without_a_past_is_still_a_picture(points: list[tuple[dt.date, float]]) -> None:
    root = parsed(tie.tie(tie.Course(line=points, today=TODAY, label="Nothing yet.")))
    assert classes(root, "today__label")
    assert not classes(root, "decay__line")


def test_month_names_do_not_touch_on_a_long_tie() -> None:
    long = [(TODAY - dt.timedelta(days=days), 50.0) for days in (3000, 0)]
    svg = parsed(tie.draw(tie.Course(line=long, today=TODAY, label="x"), *tie.WIDE))[0]
    places = [float(node.get("x") or 0) for node in classes(svg, "axis")]
    assert len(places) > 3
    assert min(later - sooner for sooner, later in itertools.pairwise(places)) >= 30


def test_the_bars_of_hours_share_one_scale() -> None:
    svg = parsed(capacity.hours(150, 1440, need_label="144 people would take"))[0]
    have, need, inside = (float(node.get("width") or 0) for node in svg.iter("rect"))
    assert have / need == pytest.approx(150 / 1440, rel=0.01)
    assert inside == have
    assert "1,440" in (svg.get("aria-label") or "")


def test_hours_to_spare_do_not_leave_the_paper() -> None:
    svg = parsed(capacity.hours(500, 100, need_label="x"))[0]
    have, need, inside = (float(node.get("width") or 0) for node in svg.iter("rect"))
    assert have <= capacity.WIDTH
    assert inside == need < have


@pytest.mark.parametrize(("room", "month"), [(15, 12), (0, 4), (500, 3), (20, 40)])
def test_a_year_of_dots_counts_who_finds_room(room: int, month: int) -> None:
    root = parsed(capacity.dots(room, a_month=month))
    assert len(classes(root, "in")) == min(room, 12 * month)
    assert len(classes(root, "in")) + len(classes(root, "out")) == 12 * month


def test_each_unit_has_a_mark_of_its_own_shape() -> None:
    root = parsed(units.units([("closed", "a"), ("open", "b"), ("not", "c")], "three"))
    assert [len(list(root.iter(tag))) for tag in ("circle", "path", "title")] == [2, 1, 3]


def test_a_ring_never_runs_past_full() -> None:
    assert 'stroke-dasharray="100 100"' in face.ring(140)
    assert "ring__arc" not in face.ring(-5)
