"""Who should meet whom: rounds and months beside rustworkx and networkx, each asked the same in a process of its own.

`make bench` asks for groups the peers answer in seconds; `make bench-full`, and `python -m bench.pairing` alone, for
those of the budgets, at which rustworkx takes minutes, and for rounds of a region of a hundred thousand and a million.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import _pairing_month
from bench.__main__ import table
from rich.console import Console

HERE = Path(__file__).resolve().parent
DENSE = ("uniform", "clustered", "propensity")
PATIENCE = 900.0
"""A peer that takes longer than this many seconds has not finished."""
TIMES, FASTER = 3, 50


def measure(*, full: bool = False) -> list[dict[str, Any]]:
    """All with proofs; where a peer finishes, its gain must be ours to the unit."""
    rows = _pairing_month.measure()
    rows += beside("propensity", 200, "networkx")
    dense = [beside(kind, 2000 if full else 1000, "rustworkx") for kind in DENSE]
    rows += [row for both in dense for row in both]
    if not full:
        return rows + beside("region", 4000, "rustworkx")
    slower = sum(both[0]["ratio"] < FASTER for both in dense)
    rows.append(row(f"science.pairing, kinds of three less than {FASTER} times faster", slower, "kinds", 1))
    return rows + beside("region", 10_000, "rustworkx", budget=1.0) + large()


def beside(kind: str, members: int, peer: str, budget: float | None = None) -> list[dict[str, Any]]:
    """One round of ours, the middle one of three, and one of the peer's; with a budget also so much faster."""
    ours = sorted((run("ours", kind, members) for _ in range(TIMES)), key=lambda one: one["seconds"])[TIMES // 2]
    theirs = run(peer, kind, members)
    if theirs["gain"] not in (None, ours["gain"]) or ours["gain"] != ours["bound"]:
        raise RuntimeError(f"{kind}, {members}: we gain {ours['gain']} of {ours['bound']}, {peer} {theirs['gain']}")
    name = f"science.pairing, {named(kind, members, ours)}"
    said = f"{peer}, {'over ' if theirs['gain'] is None else ''}{theirs['seconds']:,.1f} s"
    worked = f"{peer}, {'over ' if theirs['gain'] is None else ''}{theirs['processor']:,.1f} s"
    limit = None if budget is None else min(theirs["seconds"] / FASTER, budget)
    return [
        row(name, ours["seconds"], "s", limit, said, theirs["seconds"] / ours["seconds"]),
        row(f"{name}: processor", ours["processor"], "s", None, worked, theirs["processor"] / ours["processor"]),
    ]


def large() -> list[dict[str, Any]]:
    """Rounds of a region that no peer finishes: exact, and within a proved distance of the best."""
    some, many = run("ours", "region", 100_000), run("ours", "region", 1_000_000)
    first, second = (
        f"science.pairing, {named('region', members, one)}" for members, one in ((100_000, some), (1_000_000, many))
    )
    return [
        row(first, some["seconds"], "s", 30.0),
        row(f"{first}: below its bound", 1 - some["gain"] / some["bound"], "of it", 0.0),
        row(f"{first}: processor", some["processor"], "s"),
        row(second, many["seconds"], "s", 120.0),
        row(f"{second}: below its bound", 1 - many["gain"] / many["bound"], "of it", 0.005),
        row(f"{second}: memory", many["megabytes"], "MB", 4000.0),
        row(f"{second}: processor", many["processor"], "s"),
    ]


def named(kind: str, members: int, ours: dict[str, Any]) -> str:
    """What was asked."""
    return f"one round of {members:,}, {ours['pairs']:,} pairs, {kind}"


def run(whose: str, kind: str, members: int) -> dict[str, Any]:
    """One question to one of them: its seconds, its gain (none where it did not finish) and its most memory."""
    command = [sys.executable, "-m", "bench._pairing_one", whose, kind, str(members)]
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    began, found = time.monotonic(), None
    while (found := os.wait4(process.pid, os.WNOHANG))[0] == 0 and time.monotonic() - began < PATIENCE:
        time.sleep(0.05)
    if found[0] == 0:
        process.kill()
        process.wait()
        return {"seconds": PATIENCE, "processor": PATIENCE, "gain": None}
    process.returncode = os.waitstatus_to_exitcode(found[1])
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    said: dict[str, Any] = json.loads(process.stdout.read().splitlines()[-1])
    return said | {"megabytes": found[2].ru_maxrss / 1024}


def row(
    name: str, value: float, unit: str, budget: float | None = None, peer: str | None = None, ratio: float | None = None
) -> dict[str, Any]:
    """One line of the table."""
    return {
        "name": name,
        "value": value if 0 < abs(value) < 0.001 else round(value, 3),
        "unit": unit,
        "budget": None if budget is None else round(budget, 3),
        "ok": None if budget is None else value <= budget,
        "peer": peer,
        "ratio": None if ratio is None else round(ratio, 1),
    }


if __name__ == "__main__":
    Console(width=150).print(table(measure(full=True)))
