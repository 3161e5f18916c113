"""`cookout study` on what somebody left there to break it: a sentence and 2, or an answer; never a traceback."""

import gzip
import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cookout.science import command
from cookout.science.errors import ScienceError
from cookout.science.shown import writing
from cookout.science.shown.harmless import LONGEST, harmless
from cookout.science.study.reading import sources
from cookout.science.tables import sheets

HEAD = "chapter,member,month,one_to_ones,referrals_given,referrals_received\n"
ESCAPES = "\x1b[2J\x1b]0;owned\x07\u202e<script>alert(1)</script>"
Run = Callable[..., tuple[int, str, str]]


def rows(*, instead: dict[int, tuple[int, str]] | None = None) -> str:
    """Twelve members, ten months; of some rows one cell is another."""
    told = []
    for place in range(120):
        cells = ["Riverside", f"M{place // 10}", f"2025-{place % 10 + 1:02d}", f"{place * 7 % 6}",
                 f"{place % 3}", f"{place * 5 % 4}"]  # fmt: skip
        if instead and place in instead:
            at, text = instead[place]
            cells[at] = f'"{text}"'
        told.append(",".join(cells))
    return HEAD + "\n".join(told) + "\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """What comes of the words; whoever reaches for the network fails."""

    def refused(*_words: object, **_named: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refused)

    def ran(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = command.main([str(word) for word in words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert code in {0, 2}
        assert code == 0 or (told.err.strip() and len(told.err) < LONGEST + 200)
        return code, told.out, told.err

    return ran


@pytest.fixture
def table(tmp_path: Path) -> Path:
    made = tmp_path / "table.csv"
    made.write_text(rows())
    return made


@pytest.mark.parametrize("column", [0, 1, 2, 3, 4])
def test_what_a_terminal_obeys_is_not_passed_on(run: Run, tmp_path: Path, column: int) -> None:
    path = tmp_path / "table.csv"
    path.write_text(rows(instead={place: (column, ESCAPES) for place in (0, 11, 25)}))
    page, picture = tmp_path / "page.html", tmp_path / "picture.svg"
    code, out, err = run(path, "--html", page, "--svg", picture)
    assert not set("\x1b\x07\u202e") & set(out + err)
    if code == 0:
        for file in (page, picture):
            assert "<script" not in file.read_text()
    code, out, _err = run(path, "--json")
    assert "\x1b" not in out


def test_a_name_of_a_column_or_file_is_not_obeyed_either(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(rows().replace("one_to_ones", f'"{ESCAPES}"', 1))
    for words in ([path], [path, "--column", "one_to_ones=\x1b[31m'\";"], [tmp_path / "\x1b[2Jnothing.csv"]):
        code, _out, err = run(*words)
        assert code == 2
        assert "\x1b" not in err


def test_words_are_kept_to_a_length() -> None:
    assert harmless("a\nb") == "a\nb"
    assert len(harmless("x" * 10_000)) == LONGEST
    assert harmless("\x9b31m\ud800") == "�31m�"


def test_a_line_of_millions_of_letters_costs_itself_only(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(rows() + "Riverside," + "x" * 5_000_000 + ",2025-01,1,1,1\n")
    code, out, _err = run(path)
    assert code == 0
    assert "120 member-months" in out
    assert "a cell too long for one" in " ".join(out.split())
    path.write_text("x" * 5_000_000)
    assert run(path)[0] == 2


def test_ten_thousand_columns_are_not_all_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(",".join(f"c{n}" for n in range(10_000)) + "\n" + ",".join(["1"] * 10_000) + "\n")
    code, _out, err = run(path)
    assert code == 2
    assert "and 9,988 more" in err


@pytest.mark.parametrize("name", ["it's [1] *?.csv", 'a"b;c.csv', "new\nline.csv", "--.csv"])
def test_names_of_files_are_only_names(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(rows())
    assert run(tmp_path / name)[0] == 0


def test_columns_named_to_be_obeyed_by_a_database_are_only_names(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(rows().replace("one_to_ones", '"a""; DROP TABLE months; --\'"', 1))
    code, out, _err = run(path, "--column", "one_to_ones=a\"; DROP TABLE months; --'")
    assert code == 0
    assert "120 member-months" in out


@pytest.mark.parametrize("told", ["-0", "1e308", "nan", "inf", "-inf", "99999999999999999999", "0x10", "½", "1_000"])
def test_numbers_that_are_none_leave_their_row_out(run: Run, tmp_path: Path, told: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(rows(instead={0: (3, told)}))
    code, out, _err = run(path)
    assert code == 0
    assert ("119 member-months" if told != "-0" else "120 member-months") in out


def sheet(path: Path, told: bytes) -> None:
    """A workbook whose first sheet holds just this."""
    plain = path.with_name("plain.xlsx")
    openpyxl.Workbook().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, told if name.endswith("sheet1.xml") else source.read(name))


CELLS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def test_a_sheet_from_corner_to_corner_ends_its_own_process_only(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    corners = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet(path, CELLS % corners)
    code, _out, err = run(path)
    assert code == 2
    assert "reach too far" in err


def test_a_sheet_that_bursts_is_refused_unopened(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.xlsx"
    sheet(path, CELLS % (b'<row><c t="inlineStr"><is><t>' + b"A" * 1_000_000 + b"</t></is></c></row>"))
    monkeypatch.setattr(sheets, "MOST_BYTES", 500_000)
    monkeypatch.setattr(sheets.subprocess, "run", None)
    code, _out, err = run(path)
    assert code == 2
    assert "once it is unpacked" in err


@pytest.mark.parametrize("keep", [0.5, 0.99])
def test_a_packed_file_that_is_cut_short_is_told_so(run: Run, tmp_path: Path, keep: float) -> None:
    packed = gzip.compress(rows().encode())
    path = tmp_path / "table.csv.gz"
    path.write_bytes(packed[: int(len(packed) * keep)])
    code, _out, err = run(path)
    assert code == 2
    assert "broken or cut short" in err
    path.write_bytes(packed[:60] + bytes(range(50)) + packed[110:])
    assert run(path)[0] == 2


def test_what_is_no_file_is_said_to_be_none(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    for name, told in (("pipe.csv", "no file but"), ("loop.csv", ""), ("x" * 5000, "cannot be read"), ("", "")):
        code, _out, err = run(tmp_path / name)
        assert code == 2
        assert told in err
    assert run("https://example.org/table.csv")[0] == 2
    assert run("s3://table/table.parquet")[0] == 2


@pytest.mark.parametrize("problem", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "No such file")])
def test_a_file_that_is_closed_or_goes_away_is_a_sentence(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch, problem: OSError
) -> None:
    def gone(_path: str) -> str:
        raise problem

    monkeypatch.setattr(sources, "_encoding", gone)
    code, _out, err = run(table)
    assert code == 2
    assert "cannot be read" in err


def test_a_page_takes_the_place_of_no_table_and_of_no_device(run: Run, table: Path, tmp_path: Path) -> None:
    before = table.read_text()
    alias = tmp_path / "alias.html"
    alias.symlink_to(table)
    for name in (table, alias):
        code, _out, err = run(table, "--html", name)
        assert code == 2
        assert "would be lost" in err
    assert table.read_text() == before
    pipe = tmp_path / "pipe.html"
    os.mkfifo(pipe)
    code, _out, err = run(table, "--html", pipe)
    assert code == 2
    assert pipe.is_fifo()
    with pytest.raises(ScienceError, match="no file but"):
        writing.write(pipe, "x")
    assert run(table, "--html", tmp_path / "one.x", "--svg", tmp_path / "one.x")[0] == 2


def test_a_link_stays_one_and_what_it_leads_to_is_written(run: Run, table: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "real.html")
    assert run(table, "--html", link)[0] == 0
    assert link.is_symlink()
    assert (tmp_path / "real.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    "words",
    [
        ["--threads", "99999"], ["--threads", "9" * 6000], ["--redraws", "9" * 9], ["--seed", "-1"], ["--seed=-1"],
        ["--seed", "9" * 6000], ["--together", "²"], ["--memory", "1GB'; DROP"],
    ],
)  # fmt: skip
def test_numbers_beyond_all_sense_are_refused(run: Run, table: Path, words: list[str]) -> None:
    assert run(table, *words)[0] == 2


@pytest.mark.parametrize(
    "word", ["theta=1e308", "theta=nan", "seed=-1", "seed=" + "9" * 6000, "chapters=" + "9" * 6000]
)
def test_a_region_beyond_all_sense_is_refused(run: Run, word: str) -> None:
    assert run("--simulate", word)[0] == 2


@pytest.mark.parametrize("chance", ["0", "1", "-0.1", "1.1", "nan", "1e-300", "abc", ""])
def test_pairs_with_impossible_chances_end_well(run: Run, tmp_path: Path, chance: str) -> None:
    path = tmp_path / "pairs.csv"
    lines = ["giver,receiver,month,met,referrals,suggested,probability"]
    for month in range(1, 9):
        lines += [
            f"P{a},P{b},2025-{month:02d},{(a + b + month) % 2},{a * b * month % 3},{int(a ^ 1 == b)},{chance}"
            for a in range(8)
            for b in range(8)
            if a != b
        ]
    path.write_text("\n".join(lines))
    code, out, _err = run(path, "--json", "--redraws", "100")
    assert code == 0 or not out
