"""A million ties at once, beside the obvious loop and beside a sort by two columns."""

import time
from collections import defaultdict
from typing import Any

import numpy as np

from cookout.science import histories

TODAY = 731_500


def measure() -> list[dict[str, Any]]:
    """Warmth, gap and rhythm of a million ties; both peers at a size they finish."""
    tie, day = _touches(1_000_000, 5_000_000)
    whole = _best(lambda: histories(tie, day, n=1_000_000, today=TODAY))
    few_tie, few_day = _touches(100_000, 500_000)
    ours = _best(lambda: histories(few_tie, few_day, n=100_000, today=TODAY))
    loop = _best(lambda: _loop(few_tie, few_day), times=1)
    naive = _best(lambda: _two_columns(few_tie, few_day, 100_000))
    return [
        _row("science.ties, a million ties with five million touches", whole, 1.0, None, None),
        _row("science.ties, 100,000 ties", ours, None, "a plain loop", loop / ours),
        _row("science.ties, 100,000 ties", ours, None, "numpy.unique by rows", naive / ours),
    ]


def _touches(ties: int, many: int) -> tuple[Any, Any]:
    chance = np.random.default_rng(1)
    return chance.integers(0, ties, many), chance.integers(TODAY - 1500, TODAY, many)


def _best(act: Any, times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return min(taken)


def _loop(tie: Any, day: Any) -> dict[int, tuple[float, float]]:
    days: dict[int, set[int]] = defaultdict(set)
    for one, when in zip(tie.tolist(), day.tolist(), strict=True):
        days[one].add(when)
    return {one: (sum(1 / (1 + TODAY - d) for d in found), float(max(found))) for one, found in days.items()}


def _two_columns(tie: Any, day: Any, n: int) -> Any:
    rows = np.unique(np.stack([tie, day], axis=1), axis=0)
    return np.bincount(rows[:, 0], weights=1 / (1 + TODAY - rows[:, 1]), minlength=n)


def _row(name: str, value: float, budget: float | None, peer: str | None, ratio: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": "s",
        "budget": budget,
        "ok": None if budget is None else value <= budget,
        "peer": peer,
        "ratio": None if ratio is None else round(ratio, 1),
    }
