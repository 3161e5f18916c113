"""Killed with -9 at many points, an import leaves the book as it was, and can be run again; nothing doubles."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DRIVER = Path(__file__).with_name("crash_driver.py")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the driver found."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COOKOUT_")}
    env |= {
        "COOKOUT_DATA_DIR": str(tmp_path_factory.mktemp("house")),
        "DJANGO_SETTINGS_MODULE": "cookout.site.settings",
    }
    done = subprocess.run([sys.executable, str(DRIVER)], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_command_that_dies_leaves_the_book_as_it_was_or_whole(told: dict[str, Any]) -> None:
    for name, point in told["command"].items():
        assert point["died"], name
        expected = told["whole"][:1] if name == "after_flip" else [0]
        assert point["after"][:1] == expected, name


def test_what_a_dead_command_left_is_swept_and_the_file_comes_in_whole(told: dict[str, Any]) -> None:
    for name, point in told["command"].items():
        if name != "after_flip":
            assert point["swept"] == [0, 0], name
        assert point["again"] == told["whole"], name


def test_a_worker_that_dies_leaves_the_book_as_it_was_and_the_next_one_finishes(told: dict[str, Any]) -> None:
    for name, point in told["page"].items():
        assert point["died"], name
        assert point["after"][0] == (0 if name != "after_flip" else told["whole"][0]), name
        assert (point["stage"], point["again"]) == ("applied", told["whole"]), name


def test_a_worker_that_dies_while_reading_is_followed_by_one_that_reads_anew(told: dict[str, Any]) -> None:
    point = told["reading"]["turn1"]
    assert (point["died"], point["rows"], point["stage"]) == (True, 91, "preview")
