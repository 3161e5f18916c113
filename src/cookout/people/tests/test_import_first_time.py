"""On an empty data directory `cookout import` lays the ground, makes a local user and says so; stdout is JSON only."""

import json
import os
import subprocess
import sys
from pathlib import Path

from cookout.people.testing import vcard


def cookout(house: Path, *words: object) -> "subprocess.CompletedProcess[str]":
    """The command in a house of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COOKOUT_")}
    env = {**kept, "COOKOUT_DATA_DIR": str(house), "DJANGO_SETTINGS_MODULE": "cookout.site.settings"}
    program = [sys.executable, "-m", "cookout.site.command", *map(str, words)]
    return subprocess.run(program, env=env, capture_output=True, text=True, check=False)


def test_the_first_command_on_an_empty_directory_brings_people_in(tmp_path: Path) -> None:
    house, file, bad = tmp_path / "house", tmp_path / "book.vcf", tmp_path / "bad.vcf"
    file.write_bytes(vcard("Dana Dorn", EMAIL="dana@example.org"))
    bad.write_bytes(b"")
    first = cookout(house, "import", file, bad, "--json")
    assert first.returncode == 0, first.stderr
    assert "local user" in first.stderr
    good, refused = json.loads(first.stdout)["files"]
    assert good == {"file": "book.vcf", "format": "vcard 3.0", "new": 1, "same": 0, "merge": 0, "unreadable": []}
    assert (refused["format"], refused["new"], refused["unreadable"][0]["line"]) == ("", 0, 0)
    (dana,) = json.loads(cookout(house, "people", "--json").stdout)
    assert dana["name"] == "Dana Dorn"
    nothing = cookout(house, "import", bad, "--json")
    assert nothing.returncode == 1
    assert json.loads(nothing.stdout)["files"][0]["unreadable"][0]["reason"] in nothing.stderr
    assert "Traceback" not in nothing.stderr
    assert not list((house / "media" / "imports").glob("*"))
