"""A million ties at once, beside the obvious loop and beside a sort by two columns."""

import statistics
import time
from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np

from cookout.science import due, histories, warmth

TODAY = 731_500


def measure() -> list[dict[str, Any]]:
    """Warmth, gap, rhythm and due-ness of a million ties; both peers at a size they finish, with the same answers."""
    many, thin = _touches(1_000_000, 5_000_000), _three_each(1_000_000)
    few = _touches(100_000, 500_000)
    whole = _best(lambda: _answer(*many, 1_000_000))
    sparse = _best(lambda: _answer(*thin, 1_000_000))
    ours = _best(lambda: _answer(*few, 100_000))
    warm = _best(lambda: warmth(*few, n=100_000, today=TODAY))
    loop = _best(lambda: _loop(*few), times=1)
    naive = _best(lambda: _two_columns(*few, 100_000))
    return [
        _row("science.ties, a million ties with five million touches", whole, 1.0, None, None),
        _row("science.ties, a million ties with three touches each", sparse, 1.0, None, None),
        _row("science.ties, 100,000 ties with 500,000 touches", ours, None, "a plain loop", loop / ours),
        _row("science.ties, warmth alone of 100,000 ties", warm, None, "numpy.unique by rows", naive / warm),
    ]


def _answer(tie: Any, day: Any, n: int) -> Any:
    return due(histories(tie, day, n=n, today=TODAY).gap, 30)


def _touches(ties: int, many: int) -> tuple[Any, Any]:
    chance = np.random.default_rng(1)
    return chance.integers(0, ties, many), chance.integers(TODAY - 1500, TODAY, many)


def _three_each(ties: int) -> tuple[Any, Any]:
    return np.tile(np.arange(ties), 3), np.random.default_rng(2).integers(TODAY - 1500, TODAY, 3 * ties)


def _best(act: Any, times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return min(taken)


def _loop(tie: Any, day: Any) -> dict[int, tuple[float, float, float | None]]:
    days: dict[int, set[int]] = defaultdict(set)
    for one, when in zip(tie.tolist(), day.tolist(), strict=True):
        days[one].add(when)
    return {one: _by_hand(sorted(found)) for one, found in days.items()}


def _by_hand(days: list[int]) -> tuple[float, float, float | None]:
    intervals = [later - one for one, later in pairwise(days)]
    rhythm = statistics.median(intervals) if len(intervals) >= 3 else None
    return sum(1 / (1 + TODAY - day) for day in days), (TODAY - days[-1]) / 30, rhythm


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
