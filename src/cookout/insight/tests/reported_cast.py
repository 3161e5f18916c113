"""A chapter whose numbers are kept elsewhere, and its reports as files in memory."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.insight.models import ReportedMonth, ReportIn
from cookout.insight.models.report_counts import Reported, reported_members
from cookout.science.reports.tests.report_files import ATTENDANCE
from cookout.science.reports.tests.workbooks import Rows, spreadsheetml

APRIL = 12 * 2026 + 3

NAMES = ("Ada Ash", "Ben Birch", "Cleo Cedar", "Dan Dogwood")


def chapter(name: str = "Olentangy", *, names: tuple[str, ...] = NAMES, **agreed: Any) -> Group:
    """A chapter of these members, long founded, none with an account."""
    group = Group.objects.create(name=name, **agreed)
    for one in names:
        group.memberships.create(name=one, joined_on=dt.date(2024, 1, 1))
    return group


def file(rows: Rows = ATTENDANCE, name: str = "report.xls") -> SimpleUploadedFile:
    """A report as other systems export it."""
    return SimpleUploadedFile(name, spreadsheetml(rows))


def brought(group: Group, by: User, rows: Rows = ATTENDANCE, *agreed: str) -> ReportIn:
    """A report that was brought in."""
    report = ReportIn.receive(file(rows), group=group, by=by)
    report.apply(by=by, agreed=agreed)
    return report


def row(report: ReportIn, name: str) -> ReportedMonth:
    """What came in of one name."""
    return report.months.get(name=name)


def pick(report: ReportIn, name: str) -> tuple[str, str]:
    """What is thought of a line while it waits: how sure, and who."""
    line = next(line for line in report.waiting.lines if line.name == name)
    return line.state, report.seats.get(line.pick, line.pick)


def counts(group: Group, month: int = APRIL) -> dict[int, Reported]:
    """What reports say of a month of the group, by membership."""
    rows = ReportedMonth.objects.counted().filter(group=group, month=month, membership__isnull=False)
    return {one.membership or 0: one for one in reported_members(rows.select_related("report", "membership"))}
