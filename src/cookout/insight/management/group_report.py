"""`cookout group report NAME`: the month of a group, or the quarter of a region, on screen, on paper or as a table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cookout.core import papers
from cookout.core.management.deeds import Deed
from cookout.core.models import User
from cookout.groups.models import Group, Region
from cookout.insight.formats.palms import as_palms
from cookout.insight.formats.report_tables import month_table, quarter_table
from cookout.insight.models.month_report import MonthReport
from cookout.insight.models.palms_rows import palms_rows
from cookout.insight.models.periods import Period
from cookout.insight.models.quarter_report import QuarterReport
from cookout.insight.papers import month_paper, quarter_paper

Report = MonthReport | QuarterReport


class GroupReport(Deed):
    """Read a report, and write it into a file where one is named."""

    name = "report"
    help = "The month of one of your groups, or with --quarter the quarter of a region: on screen, as PDF or as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, when, and into which file."""
        parser.add_argument("whose", nargs="*", metavar="NAME", help="the group or the region; else the only one")
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--month", metavar="YYYY-MM", help="of a group; else the last that is over")
        when.add_argument("--quarter", metavar="YYYY-qN", help="of a region, such as 2026-q3")
        into = parser.add_mutually_exclusive_group()
        into.add_argument("--pdf", type=Path, metavar="FILE", help="write it on paper")
        into.add_argument("--csv", type=Path, metavar="FILE", help="write it as a table")
        into.add_argument("--palms", type=Path, metavar="FILE", help="write the columns that other systems take")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Find it, count, and write the file."""
        name = " ".join(options["whose"])
        if options["quarter"]:
            return _written(_quarter(user, name, options["quarter"]), user, **options)
        return _written(_month(user, name, options["month"]), user, **options)

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """What is missing first, then the sums."""
        whose = result.get("group") or result["region"]
        write(f"{whose['name']}, {result['title']}")
        for sentence in result["missing"]:
            write(f"  missing: {sentence}")
        total = result["total"]
        known = {"1-2-1s": result["pairs"], "referrals": total["given"], "thank-yous": total["thanked"]}
        write("  " + ", ".join(f"{'not known' if many is None else many} {label}" for label, many in known.items()))
        for award in result["awards"]:
            write(f"  {award['kind']}: {', '.join(award['holders'])} ({award['count']})")
        if result["file"]:
            write(f"Written: {result['file']}")


def _month(user: User, name: str, text: str | None) -> MonthReport:
    period = _period(text, months=1)
    groups = Group.objects.visible_to(user).select_related("region")
    return MonthReport.of(_named(groups, name, "groups"), period.first, user, today=timezone.localdate())


def _quarter(user: User, name: str, text: str) -> QuarterReport:
    period = _period(text, months=3)
    regions = Region.objects.visible_to(user)
    return QuarterReport.of(_named(regions, name, "regions"), period.first, user, today=timezone.localdate())


def _period(text: str | None, *, months: int) -> Period:
    today = timezone.localdate()
    found = Period.named(text) if text else Period.latest(today, months=months)
    if found is None or found.months != months or found.start > today:
        kind = "month. Write it as 2026-10" if months == 1 else "quarter. Write it as 2026-q3"
        raise CommandError(f"“{text}” is no such {kind}.")
    return found


def _named(mine: Any, name: str, kind: str) -> Any:
    """The one of that name, else the only one whose name begins so."""
    found = list(mine.filter(name__iexact=name)[:2]) if name else []
    found = found or list(mine.filter(name__istartswith=name)[:2])
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{one.name}”" for one in mine[:10]) or "none"
    said = f"Several of your {kind} are" if found else f"None of your {kind} is"
    raise CommandError(f"{said} called “{name}”. They are: {names}.")


def _written(report: Report, user: User, **options: Any) -> dict[str, Any]:
    """What the report says, and the file that was asked for."""
    path = options["pdf"] or options["csv"] or options["palms"]
    if path is not None:
        try:
            path.write_bytes(_body(report, user, **options))
        except OSError as problem:
            raise CommandError(f"{path} cannot be written: {problem.strerror}. Choose another place.") from problem
    return report.as_data() | {"file": str(path) if path else None}


def _body(report: Report, user: User, **options: Any) -> bytes:
    size = papers.size_for(user)
    if isinstance(report, QuarterReport):
        if options["palms"]:
            raise CommandError("These columns are for one month of a group.")
        return quarter_paper(report, size=size) if options["pdf"] else quarter_table(report).encode()
    if options["palms"]:
        return _palms(report, user).encode()
    return month_paper(report, size=size) if options["pdf"] else month_table(report).encode()


def _palms(report: MonthReport, user: User) -> str:
    if not report.group.is_led_by(user):
        raise CommandError("These columns are for who leads the group.")
    return as_palms(palms_rows(report))
