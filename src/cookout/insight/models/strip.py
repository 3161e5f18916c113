"""My months as a small strip: a column a month, three rows of bars. A missing month is a dashed place, not a zero."""

from collections.abc import Sequence

from django.template.defaultfilters import date as written
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cookout.core.charts.svg import element, picture, text
from cookout.insight.models.my_month import MyMonth

ROW, COLUMN, LEFT, TOP = 56.0, 22.0, 84.0, 8.0
BAR = 30.0
"""The height of the highest bar."""

SHOWN = 24
"""So many months, the latest; the table holds all."""

LAYERS = (("one_to_ones", "1-2-1s", "met"), ("received", "Received", "recv"), ("given", "Given", "given"))


def strip(months: Sequence[MyMonth]) -> SafeString:
    """The picture; its label says how many months it holds, the table beside it says each number."""
    some = months[-SHOWN:]
    width, height = LEFT + COLUMN * max(len(some), 6) + 4, TOP + ROW * len(LAYERS) + 22
    body = [part for place, layer in enumerate(LAYERS) for part in _row(some, place, *layer)]
    body += [
        text(written(month.first_day, "M y"), LEFT + COLUMN * at, height - 4, class_="axis")
        for at, month in enumerate(some)
        if at % 6 == 0
    ]
    label = _("My months: 1-2-1s, referrals received and given in each of %(n)s months. The table says the numbers.")
    return picture(body, width=width, height=height, label=label % {"n": len(some)}, class_="chart mymonths")


def _row(months: Sequence[MyMonth], place: int, name: str, label: str, kind: str) -> list[SafeString]:
    numbers = [getattr(month, name) for month in months]
    most = max([many for many in numbers if many is not None], default=0) or 1
    base, wide = TOP + ROW * place + BAR + 14, COLUMN * max(len(months), 6)
    found = [
        text(_(label), 0, base - 8, class_="strong"),
        element("path", class_="grid", d=f"M{LEFT:g} {base}h{wide:g}"),
    ]
    return found + [
        part for at, many in enumerate(numbers) for part in _bar(many, most, LEFT + COLUMN * at, base, kind)
    ]


def _bar(many: int | None, most: int, x: float, base: float, kind: str) -> list[SafeString]:
    if many is None:
        return [element("path", class_="gap", d=f"M{x + 4:g} {base - 4}h{COLUMN - 8:g}")]
    if not many:
        return []
    tall = BAR * many / most
    bar = element("rect", class_=f"bar bar--{kind}", x=x + 4, y=base - tall, width=COLUMN - 8, height=tall, rx=2)
    return [bar, text(many, x + COLUMN / 2, base - tall - 4, anchor="middle")]
