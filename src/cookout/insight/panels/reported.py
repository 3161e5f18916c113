"""What reports of other systems say of a group, on its page; and for leaders the way to bring one in."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.groups.models import Group
from cookout.insight.models.report_counts import MonthSaid


def reported_month(user: User, group: Group) -> Panel | None:
    """The latest month that reports tell of, beside our own counts and never added to them."""
    said = MonthSaid.of(group, viewer=user)
    if said is None:
        return None
    return Panel("reported", "insight/_reported_panel.html", {"said": said, "leads": group.is_led_by(user)})


def place_of_reports(user: User, group: Group) -> Panel | None:
    """Among the group's pages, for who leads it."""
    return Panel("reports_in", "insight/_reports_in_place.html") if group.is_led_by(user) else None


def register() -> None:
    """Fill the slots."""
    slots.register("group.main", reported_month, order=80)
    slots.register("group.places", place_of_reports, order=80)
