"""`cookout study FILE…` as a person runs it."""

import importlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cookout.science import command
from cookout.science.errors import ScienceError
from cookout.science.shown import writing
from cookout.science.shown.progress import Shown
from cookout.science.study.engines.duck import Duck
from cookout.science.study.keys import keys
from cookout.science.study.shown.terminal import report
from cookout.science.study.simulated import region_of
from cookout.science.study.tests.answers import region

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a simulated chapter."""
    folder = tmp_path_factory.mktemp("books")
    assert command.main(["--simulate", "chapters=1", "members=25", "seed=4", "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """What comes of the words: code, output, errors."""

    def ran(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = command.main([str(word) for word in words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


def test_a_table_is_answered(run: Run, books: Path) -> None:
    code, out, err = run(books / "months.csv")
    assert (code, err) == (0, "")
    assert "300 member-months, 25 members, January 2025 to December 2025" in out
    assert "Month by month" in out


def test_the_files_that_a_simulation_leaves_give_the_same_study(run: Run, books: Path) -> None:
    _code, straight, _err = run("--simulate", "chapters=1", "members=25", "seed=4", "--json")
    _code, by_file, _err = run(books / "months.csv", "--pairs", books / "pairs.csv", "--json")
    one, other = json.loads(straight)["estimates"], json.loads(by_file)["estimates"]
    for key in keys():
        assert other[key]["value"] == (pytest.approx(one[key]["value"]) if one[key]["value"] is not None else None), key
        assert other[key]["silence"] == one[key]["silence"], key


def test_json_holds_every_key_and_says_what_was_read(run: Run, books: Path) -> None:
    code, out, _err = run(books / "months.csv", "--json")
    told = json.loads(out)
    assert code == 0
    assert set(told["estimates"]) == set(keys())
    assert told["kind"] == "months"
    assert told["columns"]["one_to_ones"] == "one_to_ones"
    assert told["facts"]["first"] == "2025-01"


def test_a_folder_is_read_as_well(run: Run, books: Path) -> None:
    code, out, _err = run(books)
    assert code == 0
    assert "300 member-months" in out
    assert "pairs" in out


def test_a_column_can_be_mapped(run: Run, books: Path, tmp_path: Path) -> None:
    text = (books / "months.csv").read_text().replace("one_to_ones", "abc")
    (tmp_path / "odd.csv").write_text(text)
    assert run(tmp_path / "odd.csv")[0] == 2
    code, _out, err = run(tmp_path / "odd.csv", "--column", "one_to_ones=abc")
    assert (code, err) == (0, "")


def test_page_and_picture_are_written_whole(run: Run, books: Path, tmp_path: Path) -> None:
    code, _out, _err = run(books / "months.csv", "--html", tmp_path / "a.html", "--svg", tmp_path / "a.svg")
    assert code == 0
    assert (tmp_path / "a.html").read_text().endswith("</html>\n")
    assert (tmp_path / "a.svg").read_text().startswith("<svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.svg"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Which table?"),
        (("nowhere.csv",), "nowhere.csv"),
        (("--colour",), "Unrecognized arguments: --colour."),
        (("a.csv", "--simulate"), "not both"),
        (("a.csv", "--column", "x"), "maps nothing"),
        (("a.csv", "--threads", "0"), "no whole number from 1 on"),
        (("a.csv", "--doubles", "guess"), "Argument --doubles"),
        (("--simulate", "chapters=many"), "chapters is a whole number"),
        (("--simulate", "warp=9"), "nothing to simulate"),
        (("--simulate", "chapters=0"), ""),
        (("--simulate", "chapters=4000", "members=500"), "Ask for a smaller one"),
        (("--simulate", "chapters=1", "members=8", "--redraws", "5"), ""),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_two(
    run: Run, words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _out, err = run(*words)
    assert said in err
    assert "Traceback" not in err
    if "--redraws" not in words:
        assert code == 2
        assert len(err.strip().splitlines()) == 1


def test_a_table_of_names_where_numbers_belong_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("member,month,one_to_ones,referrals_given\nAda,2025-01,Ben,Cleo\n")
    code, out, err = run(tmp_path / "names.csv")
    assert "Traceback" not in out + err
    assert code in (0, 2)
    assert "one_to_ones" in out + err


def test_stopped_by_hand_it_says_so(run: Run, books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "study_of_files", stopped)
    assert run(books / "months.csv") == (2, "", "Stopped.\n")


def test_a_reader_who_leaves_is_no_error(books: Path) -> None:
    script = f"set -o pipefail; {sys.executable} -m cookout.science.command {books / 'months.csv'} --exact | head -1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Do 1-2-1s")


def test_a_full_disk_leaves_the_old_file_and_a_sentence(
    run: Run, books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.html"
    target.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(writing.os, "fsync", full)
    code, _out, err = run(books / "months.csv", "--html", target)
    assert code == 2
    assert err.startswith("The disk is full")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ScienceError, match="there is no folder"):
        writing.write(tmp_path / "none" / "a.html", "text")


def test_progress_is_for_terminals_and_for_long_work() -> None:
    class Screen:
        def __init__(self, tty: bool) -> None:
            self.tty, self.text = tty, ""

        def isatty(self) -> bool:
            return self.tty

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None:
            """Nothing waits."""

    quick, slow, pipe = Screen(True), Screen(True), Screen(False)
    for screen, patience in ((quick, 60.0), (slow, 0.0), (pipe, 0.0)):
        shown = Shown(screen, patience)  # type: ignore[arg-type]  # as much of a file as is used
        shown("Counting months", 0.5)
        shown("Counting months", -1.0)
        shown.clear()
    assert (quick.text, pipe.text) == ("", "")
    assert "Counting months … 50%" in slow.text
    assert slow.text.endswith("\r")


def test_wishes_for_a_region_are_read() -> None:
    found = region_of(["chapters=2", "theta=0.25"])
    assert (found.chapters, found.members, found.theta) == (2, 24, 0.25)


def test_on_a_terminal_it_has_color_and_in_a_pipe_none(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Screen()
    report(region(1, seed=4), screen)
    assert "\x1b[" in screen.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Screen()
    report(region(1, seed=4), plain)
    assert "\x1b[3" not in plain.getvalue()


def test_stopped_while_it_starts_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_words: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "main", stopped)
    site = importlib.import_module("cookout.site.command")
    with pytest.raises(SystemExit) as ended:
        site.main(["cookout", "study", "a.csv"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == "Stopped.\n"


def test_a_query_that_is_stopped_by_a_signal_has_ended_when_it_says_so() -> None:
    def pressed(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, pressed)
    try:
        with Duck() as engine:
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            with pytest.raises(KeyboardInterrupt):
                engine.rows("SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b")
            assert engine.rows("SELECT 1") == [(1,)]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
