"""Whatever a file holds, `cookout pair` ends in a plan that keeps the rules or in one sentence."""

import contextlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cookout.science.pairing import command
from cookout.science.pairing.tests.pair_files import MONDAY

NAMES = ["Ana", "ana ", "Ben", "Cy", "Dora", "Eve", "=1+1", "", '"', "Fay,Gus", "\u202e", "\x00", "Élodie"]
CELLS = [
    "yes",
    "no",
    "",
    "x",
    "maybe",
    "1",
    "2026-12-07",
    "-1",
    "1.5",
    "9" * 40,
    "03/04/2026",
    "\t",
    ";",
    "=A1",
    "no,no",
]
HEADS = ["name", "week 1", "week 2", "2026-12-07", "a", "b", "gain", "date", "per_month", "availability", "", "Tue pm"]


def tables(*first: str) -> st.SearchStrategy[bytes]:
    """Lines of cells below a head, in some encoding, cut anywhere."""
    row = st.lists(st.sampled_from([*NAMES, *CELLS]), max_size=4).map(",".join)
    head = st.one_of(st.just(",".join(first)), st.lists(st.sampled_from(HEADS), max_size=4).map(",".join))
    text = st.tuples(head, st.lists(row, max_size=8)).map(lambda parts: "\n".join([parts[0], *parts[1]]))
    encoded = st.tuples(text, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"])).map(lambda two: two[0].encode(two[1]))
    return st.one_of(encoded, st.tuples(encoded, st.integers(0, 60)).map(lambda two: two[0][: two[1]]), st.binary())


def ran(*words: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = command.main([*map(str, words), "--from", MONDAY])
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables("name", "week 1"), tables("a", "b", "date"), tables("a", "b", "gain"), st.booleans())
def test_whatever_is_in_the_files_it_ends_in_a_plan_or_a_sentence(
    folder: Path, roster: bytes, history: bytes, gains: bytes, alone: bool
) -> None:
    for name, content in (("r.csv", roster), ("h.csv", history), ("g.csv", gains)):
        (folder / name).write_bytes(content)
    more = () if alone else ("--history", folder / "h.csv", "--gains", folder / "g.csv")
    code, out, err = ran(folder / "r.csv", "--weeks", 2, "--json", *more)
    if code == 0:
        told = json.loads(out)
        assert told["value"] == sum(one["gain"] for one in told["pairs"]) <= told["upper_bound"]
    else:
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert "\x00" not in err


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xls"])
def test_a_file_that_only_calls_itself_a_workbook_is_a_sentence(folder: Path, ending: str) -> None:
    (folder / f"r{ending}").write_bytes(b"PK\x03\x04 no workbook")
    code, out, err = ran(folder / f"r{ending}")
    assert (code, out) == (2, "")
    assert err == f"“r{ending}” cannot be read as a workbook. Save it again as XLSX or CSV.\n"
