"""docs/study.md, number by number: what it shows is what the program says."""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cookout.science import command
from cookout.science.study.keys import keys
from cookout.science.study.results import Estimate, Study
from cookout.science.study.shown.as_json import as_mapping
from cookout.science.study.shown.terminal import cell
from cookout.science.study.tests.answers import region
from cookout.science.study.words.silences import PLAIN

PAPER = Path(__file__).resolve().parents[4] / "docs" / "study.md"
pytestmark = pytest.mark.skipif(not PAPER.exists(), reason="docs/study.md is not part of an installed program")


@pytest.fixture(scope="module")
def text() -> str:
    return PAPER.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("paper")


def shown(text: str) -> Iterator[tuple[list[str], str]]:
    """The words of each command of the paper, and what it shows of its answer."""
    for block in re.findall(r"^```console\n\$ cookout study (.*?)^```", text, re.MULTILINE | re.DOTALL):
        words, _, output = block.partition("\n")
        yield words.split(), output


def as_pattern(output: str) -> str:
    """The output with any lines where it shows `…`."""
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in output.splitlines()]
    return "".join(lines)


def test_the_commands_of_the_paper_answer_as_it_shows(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    tried = 0
    for words, output in shown(text):
        assert command.main(words) == 0
        assert re.match(as_pattern(output), capsys.readouterr().out), " ".join(words)
        tried += 1
    assert tried == 3


def test_the_numbers_of_its_tables_are_those_of_the_worked_example(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    if not (folder / "region").exists():
        assert command.main(next(shown(text))[0]) == 0
    capsys.readouterr()
    assert command.main(["region", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["estimates"]
    rows = re.findall(r"^\| `([\w.+-]+)` \| ([^|]+?) \| [^|]+ \|$", text, re.MULTILINE)
    assert {family(key) for key, _written in rows} == {family(key) for key in keys()}
    for key, written in rows:
        one = told[key]
        named = Estimate(key, one["unit"], one["value"], one["low"], one["high"], silence=one["silence"])
        assert cell(named, "×" if "×" in written else "") == written, key


def family(key: str) -> str:
    return key if key.startswith(("lot.", "settle.")) else key.split(".")[0]


def test_its_arithmetic_is_right(text: str) -> None:
    sums = re.findall(r"([\d.]+) ([/×]) ([\d.]+) = ([\d.]+\d)", text)
    assert len(sums) == 2
    for one, sign, other, result in sums:
        found = float(one) / float(other) if sign == "/" else float(one) * float(other)
        assert found == pytest.approx(float(result), abs=0.006)


def test_it_names_every_option_and_no_other(text: str) -> None:
    parser = command._parser()
    known = {name for action in parser._actions for name in action.option_strings if name.startswith("--")}
    told = set(re.findall(r"^\| `(--[a-z]+)", text, re.MULTILINE))
    assert told == known - {"--help"}
    assert isinstance(parser, argparse.ArgumentParser)


def keys_told(text: str, heading: str) -> set[str]:
    table = text.split(heading, 1)[1].split("\n\n", 2)[1]
    first = [line.split("|")[1] for line in table.splitlines()[2:]]
    return {key for cells in first for key in re.findall(r"`(\w+)`", cells)}


def test_it_names_every_key_of_the_json(text: str) -> None:
    told: Study = region(2)
    found = as_mapping(told, files=[], kind="months", columns={})
    assert keys_told(text, "Each has these keys:") == set(next(iter(found["estimates"].values())))
    assert keys_told(text, "Beside them stand") == set(found) - {"estimates"}


def test_it_names_every_silence(text: str) -> None:
    assert keys_told(text, "not in the page, not in the\nJSON.") == set(PLAIN)
