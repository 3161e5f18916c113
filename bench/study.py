"""Ten million member-months described: bands, correlations, slope; the whole process beside pandas and statsmodels."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).resolve().parent
HOUSE = HERE / "scratch" / "study"
MONTHS = 24
MEMBERS, MANY = 420_000, 4_200_000


def measure(*, full: bool = False) -> list[dict[str, Any]]:
    """From the start of Python to the last number, and the most memory on the way; both peers say the same numbers."""
    path = table(MEMBERS)
    ours, read, theirs = run("ours", "counted", path), run("ours", "read", path), run("theirs", path)
    name = f"science.study, bands, correlations, slope, {ours['rows'] / 1e6:.1f} million rows"
    said = f"pandas with statsmodels, {theirs['wall']:.1f} s, {theirs['megabytes']:,.0f} MB"
    rows = [
        _row(name, ours["wall"], "s", theirs["wall"] / 5, said, theirs["wall"] / ours["wall"]),
        _row(f"{name}: memory", ours["megabytes"], "MB", theirs["megabytes"] / 10, said, _times(theirs, ours)),
        _row(f"{name}: furthest apart", apart(ours["numbers"], theirs["numbers"]), "of it", 1e-8, said, None),
        _row(f"{name}: read with every check", read["wall"], "s", None, said, theirs["wall"] / read["wall"]),
        _row(f"{name}: memory, with every check", read["megabytes"], "MB", None, said, _times(theirs, read)),
    ]
    path.unlink()
    return rows + (large() if full else [])


def large() -> list[dict[str, Any]]:
    """A hundred million, and how much of it is nothing but looking at every cell."""
    path = table(MANY)
    scan, ours = run("ours", "scan", path), run("ours", "counted", path)
    path.unlink()
    name = f"science.study, bands, correlations, slope, {ours['rows'] / 1e6:.0f} million rows"
    return [
        _row(name, ours["wall"], "s", 15.0, None, None),
        _row(f"{name}: memory", ours["megabytes"], "MB", 1000.0, None, None),
        _row(f"{name}: share that is pure scan", scan["seconds"] / ours["seconds"], "of it", None, None, None),
    ]


def table(members: int) -> Path:
    """Members over two years with holes, some keener than others on both, written by DuckDB in seconds."""
    HOUSE.mkdir(parents=True, exist_ok=True)
    path = HOUSE / f"{members}.parquet"

    def drawn(salt: int, keen: str, most: int) -> str:
        """A geometric number: its mean differs between members, the same members are keen on all three."""
        chance = f"(hash(m * {salt} + t) % 1000003) / 1000003.0"
        return f"CAST(least(floor(-ln(1 - {chance}) * ({keen})), {most}) AS TINYINT)"

    less = "0.4 + (hash(m) % 5) * 0.3"
    sql = f"""SELECT 'Chapter ' || lpad(CAST(m // 30 AS VARCHAR), 6, '0') AS chapter, m AS member,
        (2024 + t // 12) * 100 + t % 12 + 1 AS month,
        {drawn(1000003, "0.6 + (hash(m) % 5) * 0.5", 12)} AS one_to_ones,
        {drawn(7000003, less, 9)} AS referrals_given, {drawn(9000011, less, 9)} AS referrals_received
        FROM (SELECT range AS m FROM range({members})), (SELECT range AS t FROM range({MONTHS}))
        WHERE hash(m * 31 + t) % 100 > 0"""
    columns = "chapter, member, month, one_to_ones, referrals_given, referrals_received"
    with duckdb.connect(config={"memory_limit": "2GB"}) as base:
        base.execute(f"COPY (SELECT {columns} FROM ({sql})) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    return path


def run(whose: str, *words: Any) -> dict[str, Any]:
    """One of the two in a process of its own: what it says, its seconds and its most memory."""
    command = [sys.executable, "-m", f"bench._study_{whose}", *map(str, words)]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _pid, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found | {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}


def apart(ours: dict[str, float], theirs: dict[str, float]) -> float:
    """The largest relative difference between numbers that both say; all of theirs must be ours as well."""
    return max(abs(ours[name] / value - 1) for name, value in theirs.items())


def _times(theirs: dict[str, Any], ours: dict[str, Any]) -> float:
    return float(theirs["megabytes"] / ours["megabytes"])


def _row(
    name: str, value: float, unit: str, budget: float | None, peer: str | None, ratio: float | None
) -> dict[str, Any]:  # fmt: skip
    return {
        "name": name,
        "value": value if 0 < abs(value) < 0.001 else round(value, 3),
        "unit": unit,
        "budget": None if budget is None else budget if budget < 0.001 else round(budget, 1),
        "ok": None if budget is None else value <= budget,
        "peer": peer,
        "ratio": None if ratio is None else round(ratio, 1),
    }
