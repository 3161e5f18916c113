"""From cold: the plan of a chapter, as a program of its own."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from cookout.science.pairing.tests.pair_files import MONDAY, chapter

SECONDS = 1.5
"""From pressing Enter to the last line, for 35 members, on a machine that does nothing else."""

LIBRARIES = "import numpy, scipy.optimize, scipy.sparse.csgraph, highspy"
TIMES = 3.0
"""On a machine so slow, or so busy, that the libraries alone take half a second: so many times as long as they do."""

PROGRAM = """
import sys
from cookout.site.command import main
try:
    main(["cookout", "pair", *sys.argv[1:]])
finally:
    slow = {"django", "duckdb", "statsmodels", "pyspark", "openpyxl", "icalendar", "networkx"}
    heavy = slow & set(sys.modules)
    assert not heavy, heavy
"""


def started(*words: object) -> tuple[float, str]:
    """Seconds of work, and what was said. Work and not waiting: beside other tests a process waits its turn."""
    return worked(PROGRAM, *map(str, words))


def worked(program: str, *words: str) -> tuple[float, str]:
    """Seconds of work of one program, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env={name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"},
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (done.returncode, done.stderr) == (0, "")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def test_a_chapter_is_planned_within_its_time_and_without_django(tmp_path: Path) -> None:
    # Everybody can meet in each week, so that it is the start that is measured: the search has benches of its own.
    roster, history = chapter(tmp_path, away=0)
    words = (roster, "--history", history, "--from", MONDAY)
    taken, said = started(*words)
    if taken > SECONDS:  # a crowded machine is slower at everything: the second look is the fair one
        taken = min(taken, started(*words)[0])
    allowed = SECONDS if taken <= SECONDS else max(SECONDS, TIMES * worked(LIBRARIES)[0])
    assert taken <= allowed, f"{taken:.2f} s of {allowed:.2f}"
    assert "and proved: no plan gains more." in said


def test_help_comes_without_django_in_both_ways_to_ask_for_it() -> None:
    said = started("--help")[1]
    assert said.startswith("usage: cookout pair")
    asked = [sys.executable, "-c", "from cookout.site.command import main; main(['cookout', 'help', 'pair'])"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == said
