"""The made-up reports, read in each form: the numbers are those that one reads in `report_files` by eye."""

from decimal import Decimal

import pytest

from cookout.science.errors import ScienceError
from cookout.science.reports.months import money_of, month_of, months_of
from cookout.science.reports.read import read_report
from cookout.science.reports.report import Counts, MemberMonth, Money, Report, SlipLine
from cookout.science.reports.tests.report_files import ATTENDANCE, ATTENDANCE_HEAD, SLIPS, SLIPS_HEAD, WIDE
from cookout.science.reports.tests.workbooks import ENDINGS, FORMS, Bold, Rows, comma_separated, spreadsheetml

APRIL = 12 * 2026 + 3
TELLS_BOLD = {"xml", "xlsx"}


def read(rows: Rows, form: str = "csv", name: str = "report") -> Report:
    return read_report(FORMS[form](rows), name + ENDINGS[form])


def by_name(report: Report, month: int | None = None) -> dict[str, MemberMonth]:
    months = months_of(report, month)
    assert len({one.name for one in months}) == len(months)
    return {one.name: one for one in months}


def codes(report: Report) -> list[str]:
    return [one.code for one in report.complaints]


@pytest.mark.parametrize("form", FORMS)
def test_an_attendance_report_says_its_numbers_in_every_form(form: str) -> None:
    report = read(ATTENDANCE, form)
    assert (report.kind, report.form, report.chapter) == ("attendance", form, "Olentangy")
    assert (str(report.starts_on), str(report.ends_on)) == ("2026-04-01", "2026-04-30")
    assert [line.name for line in report.lines] == ["Ada Ash", "Ben Birch", "Cleo Cedar", "Dan Dogwood"]
    told = by_name(report)
    assert told["Ada Ash"].counts == Counts(4, 0, 0, 0, 0, 2, 1, 3, 0, 1, 4, 2)
    assert told["Dan Dogwood"].counts == Counts(3, 0, 0, 1, 0, 1, 0, 2, 0, 0, 1, 4)
    assert told["Cleo Cedar"].counts.one_to_ones is None, "blank is missing, not zero"
    assert {one.month for one in told.values()} == {APRIL}
    assert report.totals == Counts(12, 1, 1, 1, 1, 7, 3, 7, 3, 3, 8, 7)
    assert money_of(report) == Money(Decimal("1599.75"), "", 3)
    assert codes(report) == ["no_member"], "the line of the organisation, which has one name and attends nothing"
    assert {one.other_chapter for one in told.values()} == ({False} if form in TELLS_BOLD else {None})


@pytest.mark.parametrize("form", FORMS)
def test_a_slips_report_is_counted_by_name_in_every_form(form: str) -> None:
    report = read(SLIPS, form)
    assert (report.kind, report.chapter, len(report.lines)) == ("slips", "Olentangy", 10)
    told = by_name(report)
    of_ada, of_ben = told["Ada Ash"].counts, told["Ben Birch"].counts
    assert (of_ada.given_inside, of_ada.one_to_ones, of_ada.received_inside) == (2, 2, 0)
    assert (of_ben.received_inside, of_ben.given_outside, of_ben.one_to_ones) == (2, 1, 0)
    assert (told["Cleo Cedar"].counts.visitors, told["Dan Dogwood"].counts.credits) == (1, 3)
    assert "Gus Guest" not in told, "a visitor is no member"
    assert of_ada.present is None, "slips do not tell who came"
    assert money_of(report) == Money(Decimal("1599.75"), "", 3)
    assert "It is of 2026-04-14, a part of a month" in " ".join(map(str, report.complaints))


@pytest.mark.parametrize("form", FORMS)
def test_bold_is_a_person_of_another_chapter_where_the_form_can_say_so(form: str) -> None:
    report = read(SLIPS, form)
    finn = by_name(report)["Finn Fir"]
    if form in TELLS_BOLD:
        assert report.tells_chapters
        assert (finn.other_chapter, finn.chapter) == (True, "Scioto")
        assert by_name(report)["Ada Ash"].other_chapter is False
    else:
        assert (finn.other_chapter, finn.chapter) == (None, "")
        assert "chapters_untold" in codes(report)


@pytest.mark.parametrize("form", FORMS)
def test_a_wide_sheet_is_counted_by_month_in_every_form(form: str) -> None:
    report = read(WIDE, form)
    assert report.kind == "wide"
    told = {(one.name, one.month): one.counts for one in months_of(report)}
    assert told["Ada Ash", APRIL] == Counts(2, 0, 1, 0, 0)
    assert told["Ben Birch", APRIL] == Counts(0, 1, 0, 0, 1), "one of three weeks is blank, and so missing"
    assert ("Ben Birch", APRIL + 1) not in told, "a holiday is neither presence nor absence"
    assert ("Cleo Cedar", APRIL) not in told
    assert told["Cleo Cedar", APRIL + 1].medical == 1
    assert codes(report) == ["missing_weeks"]
    assert "2026-04-21" in str(report.complaints[0])
    assert {one.month for one in months_of(report, APRIL)} == {APRIL}


def test_equal_slips_are_kept_and_both_counted() -> None:
    report = read([*SLIPS[:3], *[SLIPS[3]] * 4])
    assert len(report.lines) == 4
    assert by_name(report)["Ada Ash"].counts.given_inside == 4


def test_a_name_bold_and_plain_is_two_people() -> None:
    rows = [SLIPS_HEAD, ["Ada Ash", "Ben Birch", "One-to-One"], ["Ada Ash", Bold("Ben Birch"), "One-to-One"]]
    months = months_of(read_report(spreadsheetml(rows)), APRIL)
    assert [(one.name, one.other_chapter) for one in months] == [
        ("Ada Ash", False), ("Ben Birch", False), ("Ben Birch", True),
    ]  # fmt: skip


def test_two_members_of_one_name_stay_apart_and_are_said() -> None:
    report = read([*ATTENDANCE[:6], ATTENDANCE[5], *ATTENDANCE[6:9]])
    assert [one.name for one in months_of(report)].count("Ada Ash") == 2
    assert "same_name" in codes(report)


def test_a_total_that_differs_from_its_lines_is_said() -> None:
    report = read([*ATTENDANCE[:6], *ATTENDANCE[7:]])
    told = [str(one) for one in report.complaints if one.code == "total_differs"]
    assert "The report's own total of “P” is 12, but its lines add up to 9." in told


def test_a_member_with_one_name_is_a_member() -> None:
    cher = ["Cher", None, 3, 1, 0, 0, 0, 1, 1, 1, 1, 0, 2, None, 0, 0]
    report = read([*ATTENDANCE[:9], cher, *ATTENDANCE[9:11]])
    assert [line.name for line in report.lines][-1] == "Cher"
    assert "Total" not in {line.name for line in report.lines}


@pytest.mark.parametrize("name", ["Ada Total", "Visitor Vance"])
def test_a_member_whose_name_sounds_like_a_line_is_a_member(name: str) -> None:
    first, last = name.split()
    assert name in {line.name for line in read([*ATTENDANCE[:6], [first, last, *ATTENDANCE[5][2:]]]).lines}


def test_names_are_turned_and_days_without_a_year_take_that_of_the_name() -> None:
    rows: Rows = [["Member", "7/4", "14/4", "21/4"], ["Ash, Ada", "P", "A", "P"], ["Birch, Jr.", "P", "P", "P"]]
    report = read(rows, name="attendance 2026")
    assert [line.name for line in report.lines] == ["Ada Ash", "Birch, Jr."]
    assert str(report.starts_on) == "2026-04-07"
    with pytest.raises(ScienceError, match="no line names its columns"):
        read(rows, name="attendance")


def test_heads_return_on_each_page_and_titles_may_be_missing() -> None:
    report = read([*ATTENDANCE[4:7], ATTENDANCE_HEAD, *ATTENDANCE[7:9]])
    assert len(report.lines) == 4
    assert report.starts_on is None
    assert {one.month for one in months_of(report, APRIL)} == {APRIL}


@pytest.mark.parametrize(
    ("title", "name", "period"),
    [
        ("Slips Audit Report for 14/04/2026", "a.xls", ("2026-04-14", "2026-04-14")),
        ("Slips from 01/04/2026 to 30/04/2026", "a.xls", ("2026-04-01", "2026-04-30")),
        ("Slips 4/1/2026 - 4/30/2026", "a.xls", ("2026-04-01", "2026-04-30")),
        ("Bericht 01.04.2026 bis 30.04.2026", "a.xls", ("2026-04-01", "2026-04-30")),
        ("Slips of April 2026", "a.xls", ("2026-04-01", "2026-04-30")),
        ("Slips Audit Report for 01/04/2026", "slips 2026-04.xls", ("2026-04-01", "2026-04-01")),
        ("Printed on 2026-05-03", "a.xls", ("None", "None")),
        ("Slips Audit Report for 01/04/2026", "a.xls", ("None", "None")),
    ],
)
def test_the_period_stands_in_the_title(title: str, name: str, period: tuple[str, str]) -> None:
    report = read_report(comma_separated([[title], *SLIPS[2:]]), name)
    assert (str(report.starts_on), str(report.ends_on)) == period
    assert ("open_period" in codes(report)) == (title.endswith("01/04/2026") and name == "a.xls")


def test_the_month_is_said_by_title_or_person_or_name_in_this_order() -> None:
    untitled = [ATTENDANCE_HEAD, *ATTENDANCE[5:9]]
    assert month_of(read(untitled, name="PALMS 2026-03")) == APRIL - 1
    assert month_of(read(untitled, name="PALMS 2026-03"), APRIL) == APRIL
    assert month_of(read(ATTENDANCE, name="PALMS 2026-03")) == APRIL
    with pytest.raises(ScienceError, match="not of 2026-05"):
        months_of(read(ATTENDANCE), APRIL + 1)
    with pytest.raises(ScienceError, match="which month"):
        months_of(read(untitled))


def test_a_report_of_half_a_year_cannot_be_parted() -> None:
    rows = [["From:", "2025-10-01", "To:", "2026-03-31"], *ATTENDANCE[4:9]]
    with pytest.raises(ScienceError, match="one report for each month"):
        months_of(read(rows), APRIL)


def test_five_weeks_over_the_end_of_a_month_ask_which_it_is() -> None:
    report = read([["From:", "2026-03-31", "To:", "2026-04-28"], *ATTENDANCE[4:9]])
    with pytest.raises(ScienceError, match="which month"):
        months_of(report)
    assert {one.month for one in months_of(report, APRIL)} == {APRIL}


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (["Ada Ash", "Ben Birch", "Handshake"], "unknown_type"),
        (["Ada Ash", None, "Referral", "Inside"], "half_slip"),
        (["Ada Ash", "Ada Ash", "One-to-One"], "to_oneself"),
        (["Ada Ash", "Ben Birch", "Referral", None], "no_tier"),
        (["Ada Ash", None, "CEU", None, None, "many"], "no_credits"),
    ],
)
def test_a_slip_that_cannot_be_counted_is_said_and_not_guessed(slip: list[str | None], code: str) -> None:
    report = read([SLIPS_HEAD, slip, ["Ben Birch", "Cleo Cedar", "Visitor"]])
    assert code in codes(report)
    assert {one.name for one in months_of(report, APRIL)} == {"Ben Birch"}


def test_kinds_of_slips_that_do_not_occur_are_not_told() -> None:
    ada = by_name(read([SLIPS_HEAD, ["Ada Ash", "Ben Birch", "One-to-One"]]), APRIL)["Ada Ash"]
    assert (ada.counts.one_to_ones, ada.counts.given_inside, ada.counts.credits) == (1, None, None)


def test_an_anonymous_thank_you_is_kept_without_a_giver() -> None:
    thanks = [line for line in read(SLIPS, "xml").lines if isinstance(line, SlipLine) and line.kind == "thanks"]
    assert [(line.giver, line.receiver, line.amount) for line in thanks][0] == ("", "Ada Ash", Decimal("1480.5"))


def test_amounts_in_two_currencies_are_not_added_up() -> None:
    report = read([SLIPS_HEAD, [None, "Ada Ash", "TYFCB", None, "€5"], [None, "Ben Birch", "TYFCB", None, "$6"]])
    assert money_of(report) is None
    assert "mixed_currencies" in codes(report)


def test_cells_that_are_no_counts_are_said_and_not_told() -> None:
    rows = [ATTENDANCE_HEAD, ["Ada", "Ash", "four", -1, 2.5, "0,0", " 3 ", 200000]]
    report = read(rows)
    (ada,) = months_of(report, APRIL)
    assert ada.counts == Counts(medical=0, substitute=3)
    assert codes(report) == ["not_a_count"] * 4
