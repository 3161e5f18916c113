"""The drawings of attendance: every part that is there is drawn, and the label says the same in words."""

import datetime as dt
import re
from dataclasses import dataclass

import pytest

from cookout.core.charts.attendance import HEIGHT, WIDTH, strip, strip_label, weeks, weeks_label


@dataclass(frozen=True)
class Week:
    on: dt.date
    present: int
    substitutes: int = 0
    absent: int = 0
    excused: int = 0

    @property
    def members(self) -> int:
        return self.present + self.substitutes + self.absent + self.excused


TEN = [Week(dt.date(2026, 1, 6) + dt.timedelta(weeks=n), 30 - n % 3, n % 4, n % 3) for n in range(10)]


def test_a_strip_has_one_sign_a_meeting_and_none_where_nothing_is_known() -> None:
    drawn = strip(["p", "s", "a", "x", "", "-"])
    assert drawn.count('class="p"') == 1
    assert drawn.count('class="s"') == 1
    assert drawn.count("<circle") == 3  # present, the ring of the substitute, absent
    assert 'width="66"' in drawn
    assert strip_label(["p", "s", "a", "x", "", "-"]) == "1 present, 1 substitute, 1 absent, 1 excused"
    assert strip_label(["", "-"]) == "not known"
    assert strip_label(["p", "p"]) == "2 present, 0 absent"


def test_bars_stand_on_zero_and_stay_inside() -> None:
    drawn = weeks(TEN)
    rects = [
        {name: float(told) for name, told in re.findall(r'(x|y|width|height)="([-\d.]+)"', rect)}
        for rect in re.findall(r"<rect[^>]+>", drawn)
    ]
    assert len(rects) == 10 + sum(week.substitutes > 0 for week in TEN) + sum(week.absent > 0 for week in TEN)
    assert all(one["x"] >= 0 and one["x"] + one["width"] <= WIDTH for one in rects)
    assert all(one["y"] >= 0 and one["y"] + one["height"] <= HEIGHT for one in rects)
    assert weeks_label(TEN).startswith("Attendance at the last 10 meetings: present between 28 and 30.")


@pytest.mark.parametrize("told", [[], TEN[:1], [Week(dt.date(2026, 1, 6), 0)], [Week(dt.date(2026, 1, 6), 900)]])
def test_any_chapter_can_be_drawn(told: list[Week]) -> None:
    drawn = weeks(told)
    assert "nan" not in drawn
    assert drawn.count('class="grid"') <= 6
    assert "style=" not in drawn
