"""A plan as a report, as JSON, as tables and as a calendar: the same pairs, harmless wherever they are opened."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import python_calamine
from rich.cells import cell_len

from cookout.science.pairing import command
from cookout.science.pairing.answer import Answer
from cookout.science.pairing.from_files import Wishes, plan_of_files
from cookout.science.pairing.shown import terminal
from cookout.science.pairing.shown.as_json import as_mapping
from cookout.science.pairing.shown.calendar_file import calendar
from cookout.science.pairing.tests.pair_files import MONDAY, chapter, put
from cookout.science.shown import writing

DOC = Path(__file__).resolve().parents[5] / "docs" / "pair.md"


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """Ten members, four weeks, one pair each from the hat."""
    roster, history = chapter(tmp_path_factory.mktemp("chapter"), members=10)
    return plan_of_files(Wishes(str(roster), str(history), first=date(2026, 12, 7), hat=1, seed=7))


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Names that a spreadsheet, a terminal or a calendar might obey."""
    return put(
        tmp_path / "r.csv", "name", "=HYPERLINK(0)", "@SUM(A1)", "Ana\x1b[2J", '"Ben; Cy\\,X"', "\u202eEve", "Fay"
    )


def run(*words: object) -> int:
    return command.main([*map(str, words), "--from", MONDAY])


def test_every_key_of_the_json_is_in_the_paper_and_none_is_there_alone(answer: Answer) -> None:
    paper = DOC.read_text(encoding="utf-8").split("## JSON")[1]
    told = as_mapping(answer)
    rows = re.findall(r"^\| (`.*?) \|", paper, re.MULTILINE)
    assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} == set(told)
    for key in ("pairs", "drawn", "weeks", "obstacles"):
        inner = re.search(rf"^\| `{key}` \| (.*) \|$", paper, re.MULTILINE)
        assert inner
        assert {name for one in told[key] for name in one} == set(re.findall(r"`(\w+)`", inner[1])), key


def test_the_json_is_golden() -> None:
    """The keys that the issue promises, and the order in which a reader meets them."""
    told = list(as_mapping(Answer((), 0, (), (), 0, 0, "", 0, 0, 3, (), (), {})))
    assert told[:5] == ["version", "value", "upper_bound", "optimal", "pairs"]


def test_the_worked_example_is_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = DOC.read_text(encoding="utf-8")
    tables = re.findall(r"```csv\n(.*?)```", paper, re.DOTALL)
    for name, text in zip(("roster.csv", "history.csv", "gains.csv"), tables, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (said,) = re.findall(r"```console\n(.*?)```", paper, re.DOTALL)
    line, _, expected = said.partition("\n")
    monkeypatch.chdir(tmp_path)
    assert command.main(line.removeprefix("$ cookout pair ").split()) == 0
    assert capsys.readouterr().out == expected


def test_every_option_is_in_the_paper_and_none_is_there_alone() -> None:
    told = set(re.findall(r"`(--[a-z-]+)", DOC.read_text(encoding="utf-8")))
    known = {name for action in command.parser()._actions for name in action.option_strings if name.startswith("--")}
    assert told == known - {"--help"}


def test_what_the_hat_drew_is_marked_with_its_chance(answer: Answer) -> None:
    told = as_mapping(answer)
    assert told["drawn"]
    assert all(0 < one["chance"] <= 1 for one in told["drawn"])
    pairs = {(one["a"], one["b"], one["week"]) for one in told["pairs"]}
    assert {(one["a"], one["b"], one["week"]) for one in told["drawn"]} <= pairs


def test_the_report_fits_its_width_and_says_value_and_proof(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return self.columns > 0

        columns = 0

    for columns, widest in ((0, 80), (60, 80), (100, 100), (200, 120)):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("NO_COLOR", "1")
        screen = Screen()
        screen.columns = columns
        terminal.report(answer, screen)
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in screen.getvalue().splitlines()]
        assert max(map(len, lines)) <= widest
        assert any(
            line.startswith(f"Worth {answer.value:,}, and proved: no plan that keeps what the hat drew")
            for line in lines
        )
        assert sum(line.startswith("Week ") for line in lines) == 4
    assert all(one.a in screen.getvalue() and one.b in screen.getvalue() for one in answer.meetings)


def test_long_names_and_wide_letters_leave_the_lines_their_width(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = [
        "Ana Katharina von Hohenstein zu Altenburg an der Aller",
        "Benedikt Maximilian Fürst zu Salm-Reifferscheidt",
    ]
    rows = [f"{name},Realtor,x" for name in long] + ["山田太郎山田太郎,Moving company,x", "Cy,Mover,x"]
    assert run(put(tmp_path / "r.csv", "name,classification,week 1 morning", *rows)) == 0
    said = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, said)) <= 80
    assert sum("both serve home buyers" in line for line in said) == 2


def test_a_plan_that_is_not_proved_says_how_near_it_is(answer: Answer) -> None:
    short = Answer((), 0, (), (), 990, 1000, "", 0, 0, 3, (), (), {})
    assert not short.optimal
    assert terminal.worth(short).startswith("Worth 990. No plan gains more than 1,000, so this one is within 1.00% of")
    assert as_mapping(short)["optimal"] is False


def test_tables_hold_all_pairs_and_are_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster, history = chapter(tmp_path, members=10)
    assert run(roster, "--history", history, "--json", "--csv", tmp_path / "o.csv", "--xlsx", tmp_path / "o.xlsx") == 0
    told = json.loads(capsys.readouterr().out)
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(one["a"], one["b"], int(one["week"]), int(one["gain"])) for one in rows] == [
        (one["a"], one["b"], one["week"], one["gain"]) for one in told["pairs"]
    ]
    book = python_calamine.load_workbook(tmp_path / "o.xlsx")
    sheet = book.get_sheet_by_name("Pairs").to_python()
    assert sheet[0] == list(rows[0])
    assert [(row[0], row[3], row[4]) for row in sheet[1:]] == [(int(one["week"]), one["a"], one["b"]) for one in rows]
    assert ["value", told["value"]] in book.get_sheet_by_name("About").to_python()


def test_names_that_are_formulas_stay_names(hostile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(hostile, "--csv", tmp_path / "o.csv", "--xlsx", tmp_path / "o.xlsx") == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    text = (tmp_path / "o.csv").read_text(encoding="utf-8")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=HYPERLINK(0)" in cells
    sheets: list[Any] = [
        cell
        for name in ("Pairs", "About")
        for row in python_calamine.load_workbook(tmp_path / "o.xlsx").get_sheet_by_name(name).to_python()
        for cell in row
    ]
    words = [str(cell) for cell in [*cells, *sheets]]
    assert not [word for word in words if word.startswith(("=", "@"))]


def test_the_calendar_has_a_week_for_each_pair_and_the_same_one_twice(answer: Answer) -> None:
    read = icalendar.Calendar.from_ical(calendar(answer))
    events = list(read.walk("VEVENT"))
    assert calendar(answer) == calendar(answer)
    assert len({str(event["uid"]) for event in events}) == len(events) == len(answer.meetings)
    assert [str(event["summary"]) for event in events] == [f"1-2-1: {one.a} and {one.b}" for one in answer.meetings]
    assert events[0]["dtstart"].dt == date(2026, 12, 7)
    assert (events[0]["dtend"].dt - events[0]["dtstart"].dt).days == 7


def test_a_members_calendar_names_whom_she_meets(answer: Answer) -> None:
    read = icalendar.Calendar.from_ical(calendar(answer, "Member 03"))
    hers = [one for one in answer.meetings if "Member 03" in (one.a, one.b)]
    others = [one.b if one.a == "Member 03" else one.a for one in hers]
    assert [str(event["summary"]) for event in read.walk("VEVENT")] == [f"1-2-1: {name}" for name in others]


def test_names_in_a_calendar_come_back_as_they_were(hostile: Path, tmp_path: Path) -> None:
    assert run(hostile, "--ics", tmp_path / "o.ics") == 0
    read = icalendar.Calendar.from_ical((tmp_path / "o.ics").read_bytes())
    said = " ".join(str(event["summary"]) for event in read.walk("VEVENT"))
    assert "Ben; Cy\\,X" in said
    assert "\x1b" not in said


def test_a_full_disk_leaves_the_old_file_and_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    target = put(tmp_path / "o.ics", "old")
    monkeypatch.setattr(writing.os, "fsync", full)
    assert run(put(tmp_path / "r.csv", "name", "Ana", "Ben"), "--ics", target) == 2
    assert capsys.readouterr().err.startswith("The disk is full")
    assert target.read_text() == "old\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["o.ics", "r.csv"]
