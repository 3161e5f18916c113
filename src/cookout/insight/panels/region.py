"""On a region's page its chapters beside each other, what is missing first; on a group's the way to its reports."""

from django.utils import timezone

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.groups.models import Group, Region
from cookout.insight.models import Award
from cookout.insight.models.periods import Period
from cookout.insight.models.quarter_report import QuarterReport

LATEST_AWARDS = 6


def _report(user: User, region: Region) -> QuarterReport:
    """The last quarter that is over, counted once for all panels of a page."""
    kept: QuarterReport | None = getattr(region, "_quarter", None)
    if kept is None or kept.viewer != user:
        today = timezone.localdate()
        kept = QuarterReport.of(region, Period.latest(today, months=3).first, user, today=today, lately=True)
        region._quarter = kept  # type: ignore[attr-defined]  # one page asks three times
    return kept


def way_to_quarter(user: User, region: Region) -> Panel:
    """A button in the head of the page."""
    period = Period.latest(timezone.localdate(), months=3)
    return Panel("quarter", "insight/_quarter_button.html", {"region": region, "period": period})


def missing(user: User, region: Region) -> Panel:
    """What is not known."""
    return Panel("missing", "insight/_missing.html", {"report": _report(user, region)})


def figures(user: User, region: Region) -> Panel:
    """The quarter in a few numbers."""
    return Panel("figures", "insight/_quarter_figures.html", {"report": _report(user, region)})


def recognized(user: User, region: Region) -> Panel:
    """The awards of the latest time, and the way to who did most."""
    given = list(
        Award.objects.of(region).standing().with_holders().order_by("-ends_on", "-starts_on", "kind")[:LATEST_AWARDS]
    )
    latest = [award for award in given if award.ends_on == given[0].ends_on]
    return Panel("recognized", "insight/_region_awards.html", {"region": region, "awards": latest})


def beside_each_other(user: User, region: Region) -> Panel | None:
    """Dots, one a group."""
    report = _report(user, region)
    return Panel("beside", "insight/_beside.html", {"report": report}) if report.measures else None


def by_name(user: User, region: Region) -> Panel | None:
    """The same numbers by name, of the groups that the viewer may see."""
    report = _report(user, region)
    return Panel("by_name", "insight/_chapters.html", {"report": report}) if report.rows else None


def way_to_month(user: User, group: Group) -> Panel:
    """Among the pages of a group: its last month that is over."""
    period = Period.latest(timezone.localdate())
    return Panel("month_report", "insight/_month_place.html", {"group": group, "period": period})


def way_to_recognition(user: User, group: Group) -> Panel:
    """Among the pages of a group: who did most."""
    return Panel("recognition", "insight/_recognition_place.html", {"group": group})


def register() -> None:
    """Fill the slots."""
    slots.register("region.head", way_to_quarter, order=10)
    slots.register("region.cards", missing, order=10)
    slots.register("region.cards", figures, order=20)
    slots.register("region.cards", recognized, order=30)
    slots.register("region.main", beside_each_other, order=10)
    slots.register("region.main", by_name, order=20)
    slots.register("group.places", way_to_month, order=60)
    slots.register("group.places", way_to_recognition, order=70)
