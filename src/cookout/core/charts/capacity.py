"""The arithmetic of depth: hours that you have and hours that many people would take; a year of new faces."""

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cookout.core.charts.svg import element, picture, text

WIDTH = 304.0
INITIALS = ("J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D")


def hours(have: float, need: float, *, need_label: str, have_label: str = "", label: str = "") -> SafeString:
    """Two bars in one unit: the hours set aside, and the hours needed with those set aside inside them."""
    scale = (WIDTH - 2) / max(have, need, 1)
    mine = have_label or _("You set aside")
    said = label or _("%(mine)s: %(have)s hours a year. %(theirs)s: %(need)s hours.") % {
        "mine": mine,
        "have": _digits(have),
        "theirs": need_label,
        "need": _digits(need),
    }
    body = [
        *_line(mine, have, 11),
        _bar("have", have * scale, 20),
        *_line(need_label, need, 63),
        _bar("need", need * scale, 72),
        _bar("have", min(have, need) * scale, 72),
    ]
    return picture(body, width=WIDTH, height=104, label=said, class_="chart hours")


def dots(seats: int, *, a_month: int = 12, label: str = "") -> SafeString:
    """A year of meeting so many a month, one dot a person; the first `seats` of them find room."""
    tall = max(1, a_month)
    left, step = 30.0, (WIDTH - 34) / 12
    rise = min(14.2, 170.4 / tall)
    foot = rise * (tall - 1) + 12
    body = []
    for month in range(12):
        x = left + step * (month + 0.5)
        body += [
            element(
                "circle",
                class_="in" if month * tall + row < seats else "out",
                cx=x,
                cy=foot - row * rise,
                r=min(4.6, rise * 0.4),
            )
            for row in range(tall)
        ]
        body.append(text(INITIALS[month], x, foot + 22, class_="axis", anchor="middle"))
    for count in sorted({1, (tall + 1) // 2, tall}):
        body.append(text(count, left - 8, foot + 4 - (count - 1) * rise, class_="axis", anchor="end"))
    said = label or _("%(all)s dots: %(month)s people met in each of twelve months. %(room)s find room.") % {
        "all": tall * 12,
        "month": tall,
        "room": min(seats, tall * 12),
    }
    return picture(body, width=WIDTH, height=foot + 28, label=said, class_="chart dots")


def _line(words: str, amount: float, y: float) -> tuple[SafeString, SafeString]:
    sum_ = _("%(hours)s h a year") % {"hours": _digits(amount)}
    return text(words, 0, y), text(sum_, WIDTH, y, class_="strong", anchor="end")


def _bar(kind: str, width: float, y: float) -> SafeString:
    return element("rect", class_=kind, x=0, y=y, width=max(0.0, width), height=20, rx=3)


def _digits(amount: float) -> str:
    return number_format(round(amount), use_l10n=True, force_grouping=True)
