"""Measures ourselves: `make bench`. Each module here has a `measure()`, run in a house and a process of its own."""

import argparse
import importlib
import inspect
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent
SCRATCH = HERE / "scratch"
LATEST = HERE / "latest.json"
MARK = "@@rows@@ "


def main() -> int:
    """Measure, print, write; the exit code says whether everything could be measured, not whether it was quick."""
    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("names", nargs="*", help="only these modules")
    asked.add_argument("--full", action="store_true", help="large sizes and every peer")
    asked.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.alone:
        print(MARK + json.dumps(measure(options.names[0], full=options.full)))
        return 0
    console, rows, broken = Console(width=max(Console().width, 110)), [], []
    for name in options.names or modules():
        began = time.monotonic()
        console.print(f"Measuring {name} …", highlight=False)
        found = measured(name, full=options.full)
        rows += found or [failed(name)]
        broken += [] if found else [name]
        console.print(f"  took {time.monotonic() - began:.0f} s", highlight=False)
    LATEST.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    console.print(table(rows))
    console.print(f"Written to {LATEST.relative_to(HERE.parent)}.", highlight=False)
    return 1 if broken else 0


def modules() -> list[str]:
    """Everything here that can measure."""
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def measure(name: str, *, full: bool) -> list[dict[str, Any]]:
    """Run one module's `measure`, with the large sizes where it has any."""
    function = importlib.import_module(f"bench.{name}").measure
    takes_full = "full" in inspect.signature(function).parameters
    rows: list[dict[str, Any]] = function(full=full) if takes_full else function()
    return rows


def measured(name: str, *, full: bool) -> list[dict[str, Any]]:
    """The same in a process of its own, so that no measurement inherits another's memory or database."""
    house = SCRATCH / name
    shutil.rmtree(house, ignore_errors=True)
    house.mkdir(parents=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COOKOUT_", "DJANGO_"))}
    env = {**kept, "COOKOUT_DATA_DIR": str(house)}
    words = [sys.executable, "-m", "bench", "--alone", name, *(["--full"] if full else [])]
    done = subprocess.run(words, cwd=HERE.parent, env=env, stdout=subprocess.PIPE, text=True, check=False)
    shutil.rmtree(house, ignore_errors=True)
    found = [line.removeprefix(MARK) for line in done.stdout.splitlines() if line.startswith(MARK)]
    return list(json.loads(found[-1])) if found and not done.returncode else []


def failed(name: str) -> dict[str, Any]:
    """What stands in the table where a module did not get through."""
    return {
        "name": f"{name}: could not be measured", "value": None, "unit": "", "budget": None, "ok": False,
        "peer": None, "ratio": None,
    }  # fmt: skip


def table(rows: list[dict[str, Any]]) -> Table:
    """For people."""
    shown = Table("what", "value", "budget", "", "peer", "ratio", box=None, header_style="bold")
    for column in (1, 2, 5):
        shown.columns[column].justify = "right"
    for row in rows:
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.1f} ×"
        verdict = {True: "[green]ok[/]", False: "[red]over[/]", None: ""}[row["ok"]]
        shown.add_row(row["name"], told(row, "value"), told(row, "budget"), verdict, row["peer"] or "", ratio)
    return shown


def told(row: dict[str, Any], key: str) -> str:
    """A number with its unit."""
    number = row[key]
    return "" if number is None else f"{number:,.10g} {row['unit']}".strip()


if __name__ == "__main__":
    sys.exit(main())
