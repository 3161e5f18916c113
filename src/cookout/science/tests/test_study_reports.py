"""`cookout study` on chapter reports: they are answered like any table, and what is wrong with them is a sentence."""

import re
from pathlib import Path

import pytest

from cookout.science.command import main
from cookout.science.reports.tests.report_files import ATTENDANCE, ATTENDANCE_HEAD, SLIPS
from cookout.science.reports.tests.workbooks import comma_separated, spreadsheetml

UNTITLED = [ATTENDANCE_HEAD, *ATTENDANCE[5:9]]


def test_a_folder_of_reports_is_studied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for month in range(1, 13):
        (tmp_path / f"PALMS 2025-{month:02d}.csv").write_bytes(comma_separated(UNTITLED))
    assert main([str(tmp_path)]) == 0
    assert "36 member-months, 3 members" in capsys.readouterr().out


@pytest.mark.parametrize("month", ["2026-04", "April 2026", "04/2026"])
def test_a_person_says_the_month(tmp_path: Path, capsys: pytest.CaptureFixture[str], month: str) -> None:
    path = tmp_path / "palms.xls"
    path.write_bytes(spreadsheetml(UNTITLED))
    assert main([str(path)]) == 2
    assert "--month" in capsys.readouterr().err
    assert main(["--month", month, str(path)]) == 0
    assert "April 2026" in capsys.readouterr().out


@pytest.mark.parametrize("month", ["13", "2026", "soon", ""])
def test_what_is_no_month_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], month: str) -> None:
    with pytest.raises(SystemExit):
        main(["--month", month, str(tmp_path)])
    assert re.search("is no month", capsys.readouterr().err)


def test_a_broken_report_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "slips.xls"
    path.write_bytes(spreadsheetml(SLIPS)[:900])
    assert main([str(path)]) == 2
    assert "broken or cut short" in capsys.readouterr().err
