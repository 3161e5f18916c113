"""Chapter reports among the files of a study: read as the member-months they tell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cookout.science.errors import ScienceError
from cookout.science.reports.tests.report_files import ATTENDANCE, ATTENDANCE_HEAD, SLIPS, SLIPS_HEAD, WIDE
from cookout.science.reports.tests.workbooks import ENDINGS, FORMS, Rows, comma_separated
from cookout.science.study.reading import sources
from cookout.science.study.tests.reading_made import SMALL, put, read, read_pairs, said

APRIL = 12 * 2026 + 3
READ = [
    ("Olentangy", "Ada Ash", APRIL, 4, 3, 3, None, 4),
    ("Olentangy", "Ben Birch", APRIL, 3, 0, 2, None, 3),
    ("Olentangy", "Dan Dogwood", APRIL, 1, 1, 2, None, 3),
]
"""What ATTENDANCE says; of Cleo the 1-2-1s are not told."""
UNTITLED: Rows = [ATTENDANCE_HEAD, *ATTENDANCE[5:9]]

Put = Callable[..., str]


@pytest.fixture
def report(tmp_path: Path) -> Put:
    """Write a report; its path."""

    def write(rows: Rows, name: str = "report", form: str = "xml") -> str:
        path = tmp_path / (name + ENDINGS[form])
        path.write_bytes(FORMS[form](rows))
        return str(path)

    return write


@pytest.mark.parametrize("form", FORMS)
def test_an_attendance_report_becomes_member_months_in_every_form(report: Put, form: str) -> None:
    table, rows = read(report(ATTENDANCE, form=form))
    assert rows == READ
    assert table.columns["referrals_given"] == "referrals_given"
    assert "no_count" in said(table), "blank 1-2-1s are missing, and said"


def test_a_slips_report_becomes_member_months_without_people_of_other_chapters(report: Put) -> None:
    _table, rows = read(report(SLIPS))
    assert rows == [
        ("Olentangy", "Ada Ash", APRIL, 2, 2, 0, None, None),
        ("Olentangy", "Ben Birch", APRIL, 0, 1, 2, None, None),
        ("Olentangy", "Cleo Cedar", APRIL, 1, 0, 0, None, None),
        ("Olentangy", "Dan Dogwood", APRIL, 0, 0, 0, None, None),
    ]


def test_where_the_form_does_not_tell_other_chapters_that_is_said(report: Put) -> None:
    table, rows = read(report(SLIPS, form="csv"))
    assert "Finn Fir" in {row[1] for row in rows}
    assert "In “report.csv”: Detail names another chapter" in said(table)["chapters_untold"]


def test_months_come_from_title_name_or_person(report: Put) -> None:
    for path, asked in ((report(UNTITLED, "PALMS April 2026"), {}), (report(UNTITLED, "palms"), {"month": APRIL})):
        _table, rows = read(path, **asked)
        assert [row[1:] for row in rows] == [row[1:] for row in READ]
    with pytest.raises(ScienceError, match="Say --month"):
        read(report(UNTITLED, "palms"))
    with pytest.raises(ScienceError, match="not of 2026-05"):
        read(report(ATTENDANCE), month=APRIL + 1)


def test_a_year_of_reports_in_a_folder_is_one_table_beside_others(report: Put, tmp_path: Path) -> None:
    for month in range(12):
        report(UNTITLED, f"PALMS 2025-{month + 1:02d}", form=("xml", "csv")[month % 2])
    put(tmp_path / "table.csv", SMALL)
    table, rows = read(str(tmp_path))
    assert len(rows) == 12 * 3 + len(SMALL)
    assert {row[2] for row in rows if row[1] == "Ada Ash"} == set(range(12 * 2025, 12 * 2026))


def test_reports_of_meetings_are_parts_that_are_added_up_when_asked(report: Put) -> None:
    files = [report([[f"Slips of 2026-04-{day:02d}"], *SLIPS[1:]], f"week {day}") for day in (7, 14)]
    with pytest.raises(ScienceError, match="--doubles sum"):
        read(*files)
    table, rows = read(*files, doubles="sum")
    assert rows[0] == ("Olentangy", "Ada Ash", APRIL, 4, 4, 0, None, None)
    assert "In 2 reports, such as “week 7.xls”" in said(table)["part_of_month"]


def test_what_is_wrong_with_a_report_is_said_once_for_many(report: Put) -> None:
    files = [
        report([*ATTENDANCE[4:6], ["Total", None, 99]], f"PALMS 2026-{month:02d}", form="csv") for month in (1, 2, 3)
    ]
    table, _rows = read(*files)
    assert (
        "In 3 reports, such as “PALMS 2026-01.csv”: The report's own total of “P” is 99" in said(table)["total_differs"]
    )


def test_a_wide_sheet_alone_says_nothing_to_a_study(report: Put) -> None:
    with pytest.raises(ScienceError, match="it says who came"):
        read(report(WIDE))


def test_a_table_with_months_or_with_columns_that_a_person_says_is_a_table(tmp_path: Path) -> None:
    head = [*ATTENDANCE_HEAD, "Month"]
    path = tmp_path / "table.csv"
    path.write_bytes(comma_separated([head, *([*row, "2026-05"] for row in ATTENDANCE[5:9])]))
    assert {row[2] for row in read(str(path))[1]} == {APRIL + 1}
    path.write_bytes(comma_separated(UNTITLED))
    with pytest.raises(ScienceError, match="no column says: month"):
        read(str(path), columns={"one_to_ones": "1-2-1"})
    path = path.rename(tmp_path / "2026-04.csv")
    assert {row[2] for row in read(str(path), columns={"month": "@file"})[1]} == {APRIL}


def test_the_chapter_may_be_the_name_of_the_file(report: Put) -> None:
    _table, rows = read(report(UNTITLED, "Scioto"), columns={"chapter": "@file"}, month=APRIL)
    assert {row[0] for row in rows} == {"Scioto"}


def test_a_month_without_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScienceError, match="--month says nothing"):
        read(put(tmp_path / "table.csv", SMALL), month=APRIL)


def test_a_sheet_that_was_named_is_read_as_a_table(report: Put) -> None:
    with pytest.raises(ScienceError, match="month"):
        read(report(UNTITLED, form="xlsx") + "#Sheet", columns={})


def test_other_sheets_are_opened_once_only(report: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(sources, "write_member_months", lambda *told: opened.append(told))
    rows: Rows = [["member", "month", "one_to_ones", "referrals_given"], ["Ada", "2026-04", 1, 2]]
    assert len(read(report(rows, form="xlsx"))[1]) == 1
    assert not opened


def test_a_table_of_pairs_is_no_slips_report(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_bytes(comma_separated([[*SLIPS_HEAD[:2], "month", "met", "referrals"], ["a", "b", "2026-04", 1, 0]]))
    assert len(read_pairs(str(path))[1]) == 1
