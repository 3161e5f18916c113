"""Every form of report through preview, apply and undo; the numbers were read in the made-up files by eye."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cookout.core.models import User
from cookout.groups.models import Group
from cookout.insight.models import ReportedMonth, ReportIn
from cookout.insight.tests.reported_cast import APRIL, chapter, row
from cookout.science.reports.tests import report_files as made
from cookout.science.reports.tests.workbooks import comma_separated, spreadsheetml, xls, xlsx

pytestmark = pytest.mark.django_db

WRITERS = {
    "xml": (spreadsheetml, "r.xls"),
    "xls": (xls, "r.xls"),
    "xlsx": (xlsx, "r.xlsx"),
    "csv": (comma_separated, "r.csv"),
}
MARCH, MAY = APRIL - 1, APRIL + 1


@pytest.fixture
def olentangy(db: None) -> Group:
    return chapter(shares_sums=True)


def received(form: str, rows: made.Rows, group: Group, ada: User) -> ReportIn:
    write, name = WRITERS[form]
    return ReportIn.receive(SimpleUploadedFile(name, write(rows)), group=group, by=ada)


def marks(one: ReportedMonth) -> tuple[int | None, ...]:
    return one.present, one.absent, one.late, one.medical, one.substitute


def passed(one: ReportedMonth) -> tuple[int | None, ...]:
    return one.given_inside, one.given_outside, one.received_inside, one.received_outside


@pytest.mark.parametrize("form", WRITERS)
def test_an_attendance_report_comes_in_as_it_reads(olentangy: Group, ada: User, form: str) -> None:
    report = received(form, made.ATTENDANCE, olentangy, ada)
    assert (report.kind, report.state, report.chapter) == ("attendance", "preview", "Olentangy")
    assert {line.state for line in report.waiting.lines} == {"known"}
    assert not ReportedMonth.objects.exists()
    report.choose(by=ada, currency="USD")
    act = report.apply(by=ada)
    assert act is not None
    assert {one.name for one in report.months.all()} == {"Ada Ash", "Ben Birch", "Cleo Cedar", "Dan Dogwood"}
    one, other, third = row(report, "Ada Ash"), row(report, "Ben Birch"), row(report, "Cleo Cedar")
    assert (one.month, marks(one), passed(one)) == (APRIL, (4, 0, 0, 0, 0), (2, 1, 3, 0))
    assert (one.one_to_ones, one.visitors, one.credits) == (4, 1, 2)
    assert (marks(other), other.one_to_ones) == ((3, 0, 1, 0, 0), 3)
    assert (marks(third), passed(third), third.visitors) == ((2, 1, 0, 0, 1), (3, 0, 0, 2), 2)
    assert third.one_to_ones is None  # a cell without a number is missing, not zero
    total = report.sums.get()
    assert (total.amount, total.currency, total.payers, total.month) == (159975, "USD", 3, APRIL)
    assert act.undo(by=ada).skipped == ()
    report.refresh_from_db()
    assert (report.state, report.months.count(), report.sums.count()) == ("preview", 0, 0)


@pytest.mark.parametrize("form", WRITERS)
def test_a_slips_report_comes_in_as_it_reads(olentangy: Group, ada: User, form: str) -> None:
    report = received(form, made.SLIPS, olentangy, ada)
    report.choose(by=ada, currency="EUR")
    report.apply(by=ada, agreed=("chapter",))
    one, other, third = row(report, "Ada Ash"), row(report, "Ben Birch"), row(report, "Cleo Cedar")
    assert passed(one) == (2, 0, 0, 0)  # two equal slips are both true
    assert (passed(other)[1], passed(other)[2]) == (1, 2)
    assert (one.one_to_ones, other.one_to_ones, third.one_to_ones) == (2, 0, 1)
    assert (third.visitors, row(report, "Dan Dogwood").credits) == (1, 3)
    assert marks(one) == (None,) * 5
    assert report.sums.get().amount == 159975  # nobody is named under From, and it is one sum all the same
    report.undo(by=ada)
    assert (report.state, ReportedMonth.objects.count()) == ("undone", 0)


@pytest.mark.parametrize("form", ["xml", "xlsx"])
def test_who_is_printed_bold_is_of_another_chapter_and_stays_out(olentangy: Group, ada: User, form: str) -> None:
    report = received(form, made.SLIPS, olentangy, ada)
    guest = next(line for line in report.waiting.lines if line.name == "Finn Fir")
    assert (guest.state, guest.pick, guest.chapter) == ("guest", "", "Scioto")
    report.apply(by=ada)
    assert not report.months.filter(name="Finn Fir").exists()


@pytest.mark.parametrize("form", WRITERS)
def test_a_wide_sheet_comes_in_month_by_month(olentangy: Group, ada: User, form: str) -> None:
    report = received(form, made.WIDE, olentangy, ada)
    assert (report.kind, report.starts_on.isoformat(), report.ends_on.isoformat()) == (
        "wide", "2026-03-31", "2026-05-05",
    )  # fmt: skip
    report.apply(by=ada)
    ada_s = {one.month: marks(one) for one in report.months.filter(name="Ada Ash")}
    assert ada_s == {MARCH: (1, 0, 0, 0, 0), APRIL: (2, 0, 1, 0, 0), MAY: (1, 0, 0, 0, 0)}
    ben_s = {one.month: marks(one) for one in report.months.filter(name="Ben Birch")}
    assert ben_s == {MARCH: (1, 0, 0, 0, 0), APRIL: (0, 1, 0, 0, 1)}  # a holiday is no absence, a blank is missing
    assert {one.month: marks(one) for one in report.months.filter(name="Cleo Cedar")} == {MAY: (0, 0, 0, 1, 0)}
    assert report.months.filter(one_to_ones=None).count() == 6
    report.undo(by=ada)
    assert not ReportedMonth.objects.exists()
