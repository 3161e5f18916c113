"""Bringing a report in: whom a line means, what is asked, what is kept, once and twice, by whom, and the way back."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.signals import account_erasing
from cookout.groups.models import Group, Office
from cookout.insight.models import ReportedMonth, ReportIn
from cookout.insight.models.report_counts import MonthSaid
from cookout.insight.models.report_preview import as_data
from cookout.insight.receivers import forget_waiting, reported_of
from cookout.insight.tests.reported_cast import APRIL, brought, chapter, counts, file, pick, row
from cookout.one_to_ones.models import OneToOne
from cookout.referrals.models import Referral
from cookout.science.reports.tests.report_files import ATTENDANCE, ATTENDANCE_HEAD, SLIPS, WIDE
from cookout.science.reports.tests.workbooks import Rows

pytestmark = pytest.mark.django_db


def report_of(*names: str, chapter: str = "Olentangy", days: tuple[str, str] = ("2026-04-01", "2026-04-30")) -> Rows:
    """An attendance report of these names."""
    lines = [[*name.partition(" ")[::2], 4, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, None, 0, 0] for name in names]
    return [["Chapter:", chapter], ["From:", days[0], "To:", days[1]], ATTENDANCE_HEAD, *lines]


@pytest.fixture
def olentangy(db: None) -> Group:
    return chapter()


def received(group: Group, by: User, rows: Rows = ATTENDANCE) -> ReportIn:
    return ReportIn.receive(file(rows), group=group, by=by)


# Who is meant


def test_nobody_is_matched_by_a_first_name_alone(olentangy: Group, ada: User) -> None:
    report = received(olentangy, ada, report_of("Ada Ash", "Ben Birch", "Cleo", "Dan Doe"))
    assert [pick(report, name) for name in ("Cleo", "Dan Doe")] == [("unknown", ""), ("unknown", "")]
    report.apply(by=ada)
    assert set(report.months.values_list("name", flat=True)) == {"Ada Ash", "Ben Birch"}


def test_accents_case_and_signs_do_not_part_a_name(ada: User) -> None:
    group = chapter(names=("María-José Núñez", "Ben Birch"))
    assert pick(received(group, ada, report_of("MARIA JOSE NUNEZ")), "MARIA JOSE NUNEZ") == (
        "known", "María-José Núñez",
    )  # fmt: skip


def test_two_members_of_one_name_are_asked_for(ada: User) -> None:
    group = chapter(names=("Ada Ash", "Ada Ash", "Ben Birch"))
    report = received(group, ada, report_of("Ada Ash", "Ada Ash", "Ben Birch"))
    ask = [line for line in report.waiting.lines if line.name == "Ada Ash"]
    assert [(line.state, line.pick, len(line.candidates)) for line in ask] == [("ask", "", 2)] * 2
    one, other = ask[0].candidates
    report.choose(by=ada, picks={ask[0].number: one, ask[1].number: one})
    with pytest.raises(Refusal, match="Two lines are meant for one member"):
        report.apply(by=ada)
    report.choose(by=ada, picks={ask[1].number: other})
    report.apply(by=ada)
    assert {str(one.membership.uid) for one in report.months.filter(name="Ada Ash")} == {one, other}


def test_equal_lines_of_one_member_are_both_asked_about(olentangy: Group, ada: User) -> None:
    report = received(olentangy, ada, report_of("Ada Ash", "Ada Ash", "Ben Birch"))
    assert [line.state for line in report.waiting.lines] == ["ask", "ask", "known"]


def test_a_member_printed_as_a_guest_is_asked_about(olentangy: Group, ada: User) -> None:
    olentangy.memberships.create(name="Finn Fir", joined_on=dt.date(2024, 1, 1))
    assert pick(received(olentangy, ada, SLIPS), "Finn Fir") == ("ask", "")


def test_a_member_in_two_chapters_is_counted_where_the_report_is_of(
    olentangy: Group, ada: User, ben: User, cleo: User
) -> None:
    scioto = chapter("Scioto", names=())
    for group in (olentangy, scioto):
        group.memberships.create(name="Finn Fir", user=ben, joined_on=dt.date(2024, 1, 1))
    report = received(olentangy, ada, report_of("Ada Ash", "Finn Fir"))
    assert {one["name"]: one["also_in"] for one in as_data(report, viewer=ada)["lines"]} == {
        "Ada Ash": "", "Finn Fir": "Scioto",
    }  # fmt: skip
    assert as_data(report, viewer=cleo)["lines"][1]["also_in"] == ""  # who does not see the other group reads nothing
    report.apply(by=ada)
    assert row(report, "Finn Fir").membership.group == olentangy
    assert counts(scioto) == {}


def test_who_left_before_the_month_is_no_member_of_it(olentangy: Group, ada: User) -> None:
    olentangy.memberships.filter(name="Ada Ash").update(left_on=dt.date(2026, 4, 1))
    olentangy.memberships.filter(name="Ben Birch").update(left_on=dt.date(2026, 4, 2))
    report = received(olentangy, ada)
    assert [pick(report, name)[0] for name in ("Ada Ash", "Ben Birch")] == ["unknown", "known"]


def test_a_name_can_be_kept_alone_or_given_to_a_member(olentangy: Group, ada: User) -> None:
    report = received(olentangy, ada, report_of("Ada Ash", "Ben Birch", "Cloe Cedar", "Zoe Zander"))
    typo = next(line for line in report.waiting.lines if line.name == "Cloe Cedar")
    assert [report.seats[uid] for uid in typo.candidates] == ["Cleo Cedar"]  # the same last name is shown first
    report.choose(by=ada, picks={typo.number: typo.candidates[0]}, names=True)
    report.apply(by=ada)
    assert row(report, "Cloe Cedar").membership.name == "Cleo Cedar"
    assert row(report, "Zoe Zander").membership is None


def test_a_seat_of_another_group_cannot_be_picked(olentangy: Group, ada: User) -> None:
    elsewhere = chapter("Scioto", names=("Zoe Zander",)).memberships.get()
    with pytest.raises(Refusal, match="no seat in Olentangy"):
        received(olentangy, ada).choose(by=ada, picks={0: str(elsewhere.uid)})


# What is asked


def test_the_report_of_another_chapter_comes_in_only_with_a_yes(olentangy: Group, ada: User) -> None:
    report = received(olentangy, ada, report_of("Ada Ash", "Ben Birch", chapter="Scioto"))
    assert [question.key for question in report.questions()] == ["chapter"]
    with pytest.raises(Refusal, match="“Scioto”, and this is Olentangy"):
        report.apply(by=ada)
    assert not ReportedMonth.objects.exists()
    report.apply(by=ada, agreed=["chapter"])
    assert report.months.count() == 2


def test_a_report_in_which_few_sit_here_is_asked_about(olentangy: Group, ada: User) -> None:
    report = received(olentangy, ada, report_of("Ada Ash", "Uma Ulm", "Vic Vale", chapter=""))
    with pytest.raises(Refusal, match="1 of the 3 names in it sit in Olentangy"):
        report.apply(by=ada)


def test_the_same_file_again_is_the_same_report(olentangy: Group, ada: User) -> None:
    report = received(olentangy, ada)
    assert received(olentangy, ada) == report
    report.apply(by=ada)
    again = received(olentangy, ada)
    assert (again, again.state) == (report, "applied")
    report.undo(by=ada)
    assert received(olentangy, ada) != report


def test_a_month_that_is_there_is_replaced_after_asking_and_never_added(olentangy: Group, ada: User) -> None:
    first = brought(olentangy, ada)
    later = received(olentangy, ada, report_of("Ada Ash", "Ben Birch"))
    with pytest.raises(Refusal, match="April 2026 is brought in already"):
        later.apply(by=ada)
    later.apply(by=ada, agreed=["replaces"])
    seats = {seat.name: seat.pk for seat in olentangy.memberships.all()}
    told = counts(olentangy)
    assert told[seats["Ada Ash"]].one_to_ones == 2
    assert seats["Dan Dogwood"] not in told  # the later report leaves him out, so that nothing is known of him
    assert [said.is_replaced for said in MonthSaid.in_report(first, viewer=ada)] == [True]
    later.undo(by=ada)
    told = counts(olentangy)
    assert (told[seats["Ada Ash"]].one_to_ones, told[seats["Dan Dogwood"]].one_to_ones) == (4, 1)


def test_reports_of_different_weeks_of_a_month_count_together(olentangy: Group, ada: User) -> None:
    for days in (("2026-04-07", "2026-04-07"), ("2026-04-14", "2026-04-14")):
        brought(olentangy, ada, report_of("Ada Ash", "Ben Birch", days=days))
    told = counts(olentangy)
    assert {one.one_to_ones for one in told.values()} == {4}


def test_of_two_kinds_of_report_one_speaks(olentangy: Group, ada: User) -> None:
    for rows in (SLIPS, WIDE, ATTENDANCE):
        brought(olentangy, ada, rows)
    ada_s = next(one for one in counts(olentangy).values() if one.name == "Ada Ash")
    assert (ada_s.one_to_ones, ada_s.given, ada_s.present, ada_s.late) == (4, 3, 4, 0)
    ReportIn.objects.get(kind="attendance").undo(by=ada)
    ada_s = next(one for one in counts(olentangy).values() if one.name == "Ada Ash")
    assert (ada_s.one_to_ones, ada_s.given, ada_s.present, ada_s.late) == (2, 2, 2, 1)


def test_a_file_without_a_month_waits_for_one(olentangy: Group, ada: User) -> None:
    report = received(olentangy, ada, report_of("Ada Ash", "Ben Birch")[2:])
    with pytest.raises(Refusal, match="Choose the month first"):
        report.apply(by=ada)
    ahead = timezone.localdate() + dt.timedelta(days=40)
    with pytest.raises(Refusal, match="a month that has begun"):
        report.choose(by=ada, month=12 * ahead.year + ahead.month - 1)
    report.choose(by=ada, month=APRIL)
    report.apply(by=ada)
    assert {one.month for one in report.months.all()} == {APRIL}
    assert (report.starts_on, report.ends_on) == (dt.date(2026, 4, 1), dt.date(2026, 4, 30))


def test_a_file_that_says_its_month_keeps_it(olentangy: Group, ada: User) -> None:
    with pytest.raises(Refusal, match="that is another month"):
        received(olentangy, ada).choose(by=ada, month=APRIL - 1)


def test_a_report_of_half_a_year_is_refused(olentangy: Group, ada: User) -> None:
    with pytest.raises(Refusal, match="one report for each month"):
        received(olentangy, ada, report_of("Ada Ash", days=("2026-01-01", "2026-06-30")))
    assert not ReportIn.objects.exists()


# Amounts


def test_amounts_of_fewer_than_three_are_not_even_kept_waiting(ada: User) -> None:
    rows = [list(line) for line in ATTENDANCE]
    rows[8][13] = None
    report = received(chapter(shares_sums=True), ada, rows)
    assert [(one.total, one.payers) for one in report.waiting.sums] == [("", 2)]
    assert "1480" not in str(report.lines)
    report.choose(by=ada, currency="USD")
    report.apply(by=ada)
    assert not report.sums.exists()


@pytest.mark.parametrize(("shares", "currency", "sums"), [(True, "USD", 1), (True, "", 0), (False, "USD", 0)])
def test_a_sum_needs_the_group_s_yes_and_a_currency(ada: User, shares: bool, currency: str, sums: int) -> None:
    report = received(chapter(shares_sums=shares), ada)
    assert "1480" not in str(report.lines)
    report.choose(by=ada, currency=currency)
    report.apply(by=ada)
    assert report.sums.count() == sums


def test_no_such_currency_is_refused(olentangy: Group, ada: User) -> None:
    with pytest.raises(Refusal, match="no currency"):
        received(olentangy, ada).choose(by=ada, currency="XXQ")


# The verbs


def test_applying_twice_is_applying_once_and_leaves_one_act(olentangy: Group, ada: User) -> None:
    report = brought(olentangy, ada)
    assert report.apply(by=ada) is None
    assert report.months.count() == 4
    assert ada.acts.filter(verb="report_in.apply").count() == 1
    assert (report.lines, report.complaints) == ([], [])  # names of strangers do not stay behind


def test_taking_back_twice_is_once_and_can_be_taken_back_itself(olentangy: Group, ada: User) -> None:
    report = brought(olentangy, ada)
    act = report.undo(by=ada)
    assert act is not None
    assert (report.months.count(), report.undo(by=ada)) == (0, None)
    act.undo(by=ada)
    report.refresh_from_db()
    assert (report.state, report.months.count()) == ("applied", 4)


def test_another_leader_can_take_it_back_and_a_former_one_cannot(olentangy: Group, ada: User, ben: User) -> None:
    seat = olentangy.memberships.create(name=ben.name, user=ben, joined_on=dt.date(2024, 1, 1))
    office = seat.appoint(Office.Role.PRESIDENT, by=ada)
    report = ReportIn.receive(file(), group=olentangy, by=ben)
    act = report.apply(by=ben)
    assert act is not None
    office.end(by=ada)
    assert len(act.undo(by=ben).skipped) == 5
    with pytest.raises(Refusal, match="Who leads Olentangy"):
        report.undo(by=ben)
    report.undo(by=ada)
    assert not report.months.exists()


def test_who_does_not_lead_brings_nothing_in(olentangy: Group, ada: User, ben: User) -> None:
    with pytest.raises(Refusal, match="Who leads Olentangy"):
        received(olentangy, ben)
    report = received(olentangy, ada)
    for verb in (report.choose, report.apply, report.discard):
        with pytest.raises(Refusal, match="Who leads Olentangy"):
            verb(by=ben)


def test_what_is_brought_in_is_neither_forgotten_nor_chosen_anew(olentangy: Group, ada: User) -> None:
    report = brought(olentangy, ada)
    for verb in (report.choose, report.discard):
        with pytest.raises(Refusal, match="not waiting"):
            verb(by=ada)
    waiting = received(olentangy, ada, WIDE)
    with pytest.raises(Refusal, match="nothing to take back"):
        waiting.undo(by=ada)
    waiting.discard(by=ada)
    assert list(ReportIn.objects.all()) == [report]


def test_reports_create_no_meeting_and_no_referral(olentangy: Group, ada: User) -> None:
    for rows in (ATTENDANCE, SLIPS):
        brought(olentangy, ada, rows)
    assert not OneToOne.objects.exists()
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"Hello, world", "no report"), (b"%PDF-1.7", "a PDF"), (b"PK\x03\x04broken", "r.xls")],
)
def test_what_is_no_report_ends_in_a_sentence(olentangy: Group, ada: User, content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        ReportIn.receive(SimpleUploadedFile("r.xls", content), group=olentangy, by=ada)
    with pytest.raises(Refusal, match="too big"):
        ReportIn.receive(None, group=olentangy, by=ada, too_big=["r.xls"])
    with pytest.raises(Refusal, match="Choose the report"):
        ReportIn.receive(None, group=olentangy, by=ada)
    assert not ReportIn.objects.exists()


def test_a_file_that_waits_is_forgotten_after_thirty_days(olentangy: Group, ada: User) -> None:
    received(olentangy, ada)
    brought(olentangy, ada, WIDE)
    ReportIn.objects.update(created_at=timezone.now() - dt.timedelta(days=31))
    forget_waiting()
    assert [report.state for report in ReportIn.objects.all()] == ["applied"]


def test_my_export_has_my_reported_months_and_erasing_takes_the_name(olentangy: Group, ada: User, ben: User) -> None:
    olentangy.memberships.filter(name="Ben Birch").update(user=ben)
    report = brought(olentangy, ada)
    told = reported_of(ben)
    assert [(one["month"], one["one_to_ones"], one["report"]) for one in told] == [("2026-04", 3, "attendance")]
    account_erasing.send(sender=User, user=ben)
    assert sorted(report.months.values_list("name", flat=True)) == ["", "Ada Ash", "Cleo Cedar", "Dan Dogwood"]
