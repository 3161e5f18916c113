"""Times of one thing done again and again, in milliseconds, as rows of the table."""

import statistics
import time
from collections.abc import Callable
from typing import Any


def times(act: Callable[[], Any], many: int) -> list[float]:
    """How long it takes each time, after one that does not count."""
    act()
    taken = []
    for _ in range(many):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(taken: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(taken, n=20)[-1]


def row(name: str, value: float, budget: float | None) -> dict[str, Any]:
    """One line of the table, without a peer."""
    ok = None if budget is None else value <= budget
    return {
        "name": name, "value": round(value, 1), "unit": "ms", "budget": budget, "ok": ok, "peer": None, "ratio": None,
    }  # fmt: skip
