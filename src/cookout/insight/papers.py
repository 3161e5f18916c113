"""What this room prints: the month of a group, the quarter of a region."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core import papers
from cookout.core.models import House
from cookout.insight.models.award import Award
from cookout.insight.models.month_report import MonthReport
from cookout.insight.models.quarter_report import QuarterReport
from cookout.insight.models.sheet import NOT_KNOWN, Figure

MONTH, QUARTER = "insight/month.typ", "insight/quarter.typ"


def month_paper(report: MonthReport, *, size: str = papers.A4) -> bytes:
    """The month as a PDF; the table of members runs over as many pages as it needs."""
    data = {
        "words": _month_words(report), "missing": report.missing, "figures": _figures(report.figures),
        "awards": [_award(award) for award in report.awards if award.names], "sums": report.sums_said,
        "sums_why": report.sums_why, "reported": _reported(report),
        "rows": [
            [row.name, row.classification, *_shown(row.known)] for row in report.rows
        ] if report.tells_members else [],
        "total": _shown(report.total),
    }  # fmt: skip
    return papers.pdf(MONTH, data, size=size)


def quarter_paper(report: QuarterReport, *, size: str = papers.A4) -> bytes:
    """The quarter as a PDF."""
    rows = [
        [
            one.group.name, *_shown([one.members, one.met, one.unsettled]), _mean(one.one_to_ones), _mean(one.given),
            _mean(one.thanked), NOT_KNOWN if one.percent is None else f"{one.percent}%", *_shown([one.visitors]),
        ]
        for one in report.rows
    ]  # fmt: skip
    data = {
        "words": _quarter_words(report), "missing": report.missing, "figures": _figures(report.figures),
        "awards": [_award(award) for award in report.awards if award.names],
        "sums": [one.said for one in report.totals], "sums_from": _sums_from(report), "rows": rows,
        "middle": [_("%(what)s: %(n)s") % {"what": one.label, "n": one.middle} for one in report.measures],
    }  # fmt: skip
    return papers.pdf(QUARTER, data, size=size)


def _shown(counts: Iterable[int | None]) -> list[str]:
    return [NOT_KNOWN if count is None else str(count) for count in counts]


def _mean(value: float | None) -> str:
    return NOT_KNOWN if value is None else f"{value:.1f}"


def _award(award: Award) -> dict[str, str]:
    return {"kind": award.get_kind_display(), "names": ", ".join(award.names), "count": str(award.count)}


def _sums_from(report: QuarterReport) -> str:
    if not report.sums:
        return ""
    many, house = report.sums_from, House.the()
    return ngettext(
        "From one %(word)s that agreed to show its sums.", "From %(n)s %(words)s that agreed to show their sums.", many
    ) % {"n": many, "word": house.group_word, "words": house.group_words}


def _figures(several: Iterable[Figure]) -> list[list[str]]:
    return [[one.said, one.label] for one in several]


def _reported(report: MonthReport) -> dict[str, Any] | None:
    told = report.reported
    if told is None:
        return None
    known = told.known.as_data()
    names = _names()
    return {
        "members": ngettext("%(n)s member", "%(n)s members", told.members) % {"n": told.members},
        "counts": [[names[name], str(count)] for name, count in known.items() if count is not None],
        "sums": list(told.sums),
    }


def _names() -> dict[str, str]:
    return {
        "present": _("present"), "absent": _("absent"), "late": _("late"), "medical": _("medical"),
        "substitute": _("substitute"), "one_to_ones": _("1-2-1s"), "given": _("given"), "received": _("received"),
        "thanked": _("thanked"), "visitors": _("visitors"), "credits": _("learning credits"), "praise": _("praise"),
    }  # fmt: skip


def _common() -> dict[str, str]:
    return {
        "missing": _("What is missing"), "nothing_missing": _("Nothing is missing."),
        "recognition": _("Recognition"), "nobody": _("Nobody was recognized yet."),
        "sums": _("Closed business among members"), "members": _("Members"),
        "not_known": _("A dash is not known, which is not zero."),
        "nobody_sits": _("Nobody belonged to it then."),
    }  # fmt: skip


def _month_words(report: MonthReport) -> dict[str, Any]:
    names, common = _names(), _common()
    heads = ["P", "A", "L", "M", "S", _("1-2-1s"), _("Given"), _("Received"), _("Thanked"), _("Visitors"),
             _("Credits"), _("Praise")]  # fmt: skip
    return {
        **common, "title": f"{report.group}, {report.title}", "name": report.group.name, "when": report.title,
        "heads": [_("Name"), _("Classification"), *heads], "all": _("All"),
        "nobody_sits": _("Nothing is written down of single members.") if report.lines else common["nobody_sits"],
        "marks": ", ".join(f"{sign} {names[name]}" for sign, name in zip(
            "PALMS", ("present", "absent", "late", "medical", "substitute"), strict=True)),
        "reported": _("Reported by another system, never added"),
        "foot": _("1-2-1s that both confirmed and referrals that were accepted. A 1-2-1 stands with both."),
    }  # fmt: skip


def _quarter_words(report: QuarterReport) -> dict[str, Any]:
    return {
        **_common(), "title": f"{report.region}, {report.title}", "name": report.region.name, "when": report.title,
        "beside": _("Beside each other, by name"), "middle": _("In the middle"),
        "heads": [
            House.the().group_word.capitalize(), _("Members"), _("Meetings"), _("Weeks missing"),
            _("1-2-1s each"), _("Given each"), _("Thanked each"), _("Attendance"), _("Visitors"),
        ],
        "foot": _("Means are for each member with an account. Counts of fewer than three are not shown."),
    }  # fmt: skip
