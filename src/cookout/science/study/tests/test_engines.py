"""The engine where things go wrong: no memory, no disk, somebody who presses Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cookout.science.study.engines.duck import Duck, EngineError
from cookout.science.study.engines.taking import take

LONG = "SELECT count(*) FROM range(100000) AS a(i), range(100000) AS b(j) WHERE hash(i + j) % 7 = 1"
"""Minutes on this machine."""

LARGE = "SELECT i, md5(CAST(i AS VARCHAR)) AS h FROM range(2000000) AS a(i) ORDER BY h"
"""Nearly 100 MB to be sorted, which cannot be made smaller."""


@pytest.fixture
def duck(tmp_path: Path) -> Iterator[Duck]:
    with Duck(folder=tmp_path) as engine:
        yield engine


def test_rows_come_in_pieces_of_numbers(duck: Duck) -> None:
    sql = (
        "SELECT i, CAST(i % 200 AS UTINYINT) AS small, CAST(i AS DOUBLE) / 4 AS quarter, i % 3 = 0 AS third "
        "FROM range(300000) AS a(i)"
    )
    found = list(duck.stream(sql))
    whole = {name: np.concatenate([piece[name] for piece in found]) for name in found[0]}
    order = np.argsort(whole["i"])
    assert len(found) > 1
    assert np.array_equal(whole["i"][order], np.arange(300_000))
    assert np.array_equal(whole["small"][order], np.arange(300_000) % 200)
    assert np.array_equal(whole["quarter"][order], np.arange(300_000) / 4)
    assert np.array_equal(whole["third"][order], np.arange(300_000) % 3 == 0)
    assert whole["small"].dtype == np.uint8
    assert list(duck.stream("SELECT 1 AS one WHERE 1 = 0")) == []


def test_what_is_no_number_does_not_come_in_pieces(duck: Duck) -> None:
    with pytest.raises(TypeError, match="name"):
        list(duck.stream("SELECT 'Ada' AS name"))
    with pytest.raises(TypeError, match="NULL"):
        list(duck.stream("SELECT CAST(NULL AS INTEGER) AS nothing"))


def test_a_stream_left_early_keeps_nobody_waiting(duck: Duck) -> None:
    for _piece in duck.stream("SELECT i FROM range(10000000) AS a(i)"):
        break
    assert duck.rows("SELECT 1") == [(1,)]


def test_files_are_united_by_the_names_of_their_columns(duck: Duck, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('who;"many; much"\nÖzlem;007\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text("many; much;who\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text('"many; much";who;more\n;"Ben ""B"" Brandt";x\n', encoding="utf-8")
    duck.load_csv([str(tmp_path / "a.csv"), str(tmp_path / "c.csv")], "read", delimiter=";")
    assert duck.columns("read") == {"who": "VARCHAR", "many; much": "VARCHAR", "more": "VARCHAR"}
    assert sorted(duck.rows("SELECT * FROM read")) == [('Ben "B" Brandt', None, "x"), ("Özlem", "007", None)]
    duck.load_rows(["who", "o'clock"], [["Ada", None]], "said")
    assert duck.rows('SELECT who, "o\'clock" FROM said') == [("Ada", None)]
    duck.load_rows(["who"], [], "said")
    assert duck.rows("SELECT * FROM said") == []


def test_a_refused_statement_is_one_line(duck: Duck) -> None:
    with pytest.raises(EngineError) as refused:
        duck.rows("SELECT lost FROM nowhere")
    assert "nowhere" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_does_not_fit_into_memory_goes_to_the_folder_and_is_gone_afterwards(tmp_path: Path) -> None:
    with Duck(memory="40MB", threads=1, folder=tmp_path) as engine:
        seen: list[int] = []
        engine.progress = lambda doing, share: seen.append(sum(1 for path in tmp_path.rglob("*") if path.is_file()))
        engine.keep("sorted", LARGE, doing="Sorting")
        assert engine.rows("SELECT count(*), min(i), max(i) FROM sorted") == [(2_000_000, 0, 1_999_999)]
        assert max(seen) > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.proof
def test_a_table_larger_than_memory_is_counted_all_the_same(tmp_path: Path) -> None:
    with Duck(memory="100MB", threads=2, folder=tmp_path) as engine:
        engine.keep(
            "months",
            "SELECT 'Chapter ' || (hash(m) % 900) AS chapter, m AS member, CAST(24000 + t AS INTEGER) AS month, "
            "CAST(hash(m * 29 + t) % 7 AS INTEGER) AS x, CAST(hash(m * 31 + t) % 5 AS INTEGER) AS given, "
            "CAST(hash(m * 37 + t) % 5 AS INTEGER) AS received, CAST(NULL AS INTEGER) AS tenure, "
            "CAST(NULL AS INTEGER) AS attendance FROM (SELECT range AS m FROM range(250000)), "
            "(SELECT range AS t FROM range(24)) ORDER BY hash(m * 41 + t)",
        )
        in_sql, in_the_grid = take(engine, largest=0), take(engine)
    assert in_sql.facts == in_the_grid.facts
    assert in_sql.counts == in_the_grid.counts
    assert in_sql.facts.rows == 6_000_000
    assert in_sql.grid is None
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    with Duck(memory="40MB", threads=1, folder=tmp_path, room="20MB") as engine:
        with pytest.raises(
            EngineError, match="The disk is full: the study puts what does not fit into memory into"
        ) as full:
            engine.keep("sorted", LARGE)
        assert str(tmp_path) in str(full.value)
        assert engine.rows("SELECT 1") == [(1,)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists() or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_really_full_is_said_in_the_same_words(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(small)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        with (
            Duck(memory="40MB", threads=1, folder=small) as engine,
            pytest.raises(EngineError, match="The disk is full"),
        ):
            engine.keep("sorted", LARGE)
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_folder_that_cannot_be_written_is_refused_before_anything_begins(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="nothing can be put aside"):
        Duck(folder=tmp_path / "nowhere")
    with pytest.raises(EngineError, match="could not be started"):
        Duck(memory="a lot", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_long_work_says_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    with Duck(folder=tmp_path, threads=1, progress=lambda doing, share: told.append((doing, share))) as engine:
        engine.run("CREATE TABLE many AS SELECT hash(i) AS h FROM range(6000000) AS a(i)")
        told.clear()
        engine.rows("SELECT count(*) FROM many WHERE md5(CAST(h AS VARCHAR)) LIKE 'a%'", doing="Counting")
    assert {doing for doing, _share in told} == {"Counting"}
    assert all(share == -1.0 or 0.0 <= share <= 1.0 for _doing, share in told)
    assert max(share for _doing, share in told) > 0


def test_whoever_stops_a_query_from_another_thread_gets_the_engine_back(duck: Duck) -> None:
    threading.Timer(0.3, duck.interrupt).start()
    began = time.monotonic()
    with pytest.raises(EngineError, match="[Ii]nterrupt"):
        duck.rows(LONG)
    assert time.monotonic() - began < 5
    assert duck.rows("SELECT 1") == [(1,)]


PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has whoever runs in its background ignore it
from cookout.science.study.engines.duck import Duck
with Duck(folder=sys.argv[1], progress=lambda doing, share: print("running", flush=True)) as engine:
    engine.rows(sys.argv[2])
"""


def test_ctrl_c_ends_a_running_query_within_a_second_and_leaves_no_file(tmp_path: Path) -> None:
    words = [sys.executable, "-c", PROGRAM, str(tmp_path), LONG]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    assert len(list(tmp_path.iterdir())) == 1
    pressed = time.monotonic()
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in said
    assert time.monotonic() - pressed < 1 + _busy()
    assert list(tmp_path.iterdir()) == []


def _busy() -> float:
    """How much longer things may take where others work on the same machine."""
    return max(0.0, os.getloadavg()[0] / (os.cpu_count() or 1) - 1)


def test_who_forgets_to_close_leaves_no_file_either(tmp_path: Path) -> None:
    program = "import sys; from cookout.science.study.engines.duck import Duck; engine = Duck(folder=sys.argv[1])"
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    assert list(tmp_path.iterdir()) == []
    engine = Duck(folder=tmp_path)
    engine.close()
    engine.close()
    assert list(tmp_path.iterdir()) == []
