"""The last weeks as a calm picture: a column a week, a row of bars for each kind, a line where the plan was."""

from collections.abc import Sequence

from django.template.defaultfilters import date as written
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cookout.core.charts.svg import element, picture, text
from cookout.plan.models.targets import Kind, plain
from cookout.plan.models.weeks import Span

ROW, COLUMN, LEFT, TOP, BAR = 56.0, 22.0, 84.0, 8.0, 30.0
NUMBER = 16.0
"""So high is the number of a bar, with the air below it."""


def drawn(weeks: Sequence[Span]) -> SafeString:
    """The picture; the table beside it says each number."""
    kinds = [one.kind for one in weeks[-1].kept]
    width, height = LEFT + COLUMN * len(weeks) + 4, TOP + ROW * len(kinds) + 22
    body = [part for place, kind in enumerate(kinds) for part in _row(weeks, place, kind)]
    body += [
        text(written(week.first, "M j"), LEFT + COLUMN * at, height - 4, class_="axis")
        for at, week in enumerate(weeks)
        if at % 4 == 0
    ]
    return picture(body, width=width, height=height, label=_label(weeks), class_="chart keptweeks")


def _label(weeks: Sequence[Span]) -> str:
    said = [f"{Kind(one.kind).label}: {one.words}" for one in weeks[-1].kept]
    label = _("The last %(n)s weeks; a line shows what was planned. This week: %(said)s. The table says the numbers.")
    return label % {"n": len(weeks), "said": ", ".join(said)}


def _row(weeks: Sequence[Span], place: int, kind: str) -> list[SafeString]:
    cells = [next(one for one in week.kept if one.kind == kind) for week in weeks]
    most = float(max(max(one.number, one.aim or 0) for one in cells)) or 1.0
    base = TOP + ROW * place + BAR + 14
    found = [
        text(str(Kind(kind).label).capitalize(), 0, base - 8, class_="strong"),
        element("path", class_="grid", d=f"M{LEFT:g} {base}h{COLUMN * len(weeks):g}"),
    ]
    for at, (week, one) in enumerate(zip(weeks, cells, strict=True)):
        x = LEFT + COLUMN * at
        tall, line = BAR * float(one.number) / most, BAR * float(one.aim or 0) / most
        found += _bar(tall, line, plain(one.number), x, base)
        if week.state == "paused":
            found.append(element("path", class_="gap", d=f"M{x + 4:g} {base - 4}h{COLUMN - 8:g}"))
        elif one.aim is not None:
            found.append(element("path", class_="aim", d=f"M{x + 1:g} {base - line:g}h20"))
    return found


def _bar(tall: float, line: float, said: str, x: float, base: float) -> list[SafeString]:
    """The bar with its number above it, and above the line where that would cross the number."""
    if not tall:
        return []
    above = line if tall < line < tall + NUMBER else tall
    bar = element("rect", class_="bar", x=x + 4, y=base - tall, width=COLUMN - 8, height=tall, rx=2)
    return [bar, text(said, x + COLUMN / 2, base - above - 4, anchor="middle")]
