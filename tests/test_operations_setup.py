"""From an empty clone to the first page with one word, on a machine that has only Python, make and git."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.houses import free_port, status

HOME = Path(__file__).resolve().parents[1]
LEFT_OUT = ("COOKOUT_", "DJANGO_", "PYTHON", "MAKE", "MFLAGS")


def test_setting_up_needs_nothing_but_python_itself() -> None:
    tree = ast.parse((HOME / "bootstrap.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_unknown_word_is_answered_with_the_known_ones() -> None:
    said = subprocess.run([sys.executable, HOME / "bootstrap.py", "dance"], capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "setup | dev | proof | run" in said.stderr


def test_every_word_of_the_makefile_explains_itself() -> None:
    text = (HOME / "Makefile").read_text(encoding="utf-8")
    promised = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())  # type: ignore[index]
    explained = set(re.findall(r"^([a-z-]+):.*## \S", text, re.MULTILINE))
    assert promised == explained


def test_ci_checks_both_databases_and_the_proofs() -> None:
    text = (HOME / ".ci" / "run").read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", HOME / ".ci" / "run"], check=False).returncode == 0
    assert "set -euo pipefail" in text
    assert re.findall(r"^make (.*)$", text, re.MULTILINE) == ["check", "test", "test DB=postgres", "proof"]


@contextmanager
def running(clone: Path, env: dict[str, str], *, within: float) -> Iterator[float]:
    """`make run` while the block lasts; how long its first page took."""
    port = free_port()
    began, log = time.monotonic(), (clone / "var.log").open("w")
    child = subprocess.Popen(
        ["make", "run", f"PORT={port}"], cwd=clone, env=env, stdout=log, stderr=log, start_new_session=True
    )
    try:
        while not answers(port):
            assert child.poll() is None, (clone / "var.log").read_text()
            assert time.monotonic() - began < within, (clone / "var.log").read_text()
            time.sleep(0.05)
        yield time.monotonic() - began
    finally:
        os.killpg(child.pid, signal.SIGINT)
        child.wait(30)


def answers(port: int) -> bool:
    try:
        return status(f"http://127.0.0.1:{port}/") in (200, 302)
    except OSError:
        return False


@pytest.mark.proof
@pytest.mark.skipif(not (shutil.which("make") and shutil.which("git")), reason="needs make and git")
def test_a_cold_clone_shows_its_first_page_within_a_minute_and_later_within_six_seconds(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", HOME, clone], check=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    env = {**kept, "UV_CACHE_DIR": str(tmp_path / "cache"), "PIP_NO_CACHE_DIR": "1", "DB": "sqlite"}
    with running(clone, env, within=60) as cold:
        said = (clone / "var.log").read_text()
    assert "enter with one click" in said
    later = []
    for _ in range(2):
        with running(clone, env, within=30) as taken:
            later.append(taken)
    print(f"first page after {cold:.1f} s, later after {min(later):.1f} s")
    assert min(later) < 6
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    assert changed.stdout.split("\n") == ["?? var.log", ""], "setting up wrote into the checkout's own files"
