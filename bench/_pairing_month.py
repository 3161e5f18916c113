"""Months: 50 members, four meetings each, four weeks of three slots, planned beside rounds made one after another."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import networkx
import numpy as np
import rustworkx

from cookout.science.pairing.instance import Candidates, Rules
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.tests.made_pairs import clustered, propensity, uniform
from cookout.science.pairing.verify import verify_plan

MEMBERS, EACH, WEEKS, SLOTS = 50, 4, 4, 3
SEEDS = range(2026_000, 2026_024)
Row = tuple[int, int, int, int]
Round = Callable[[list[Row]], set[int]]


def measure() -> list[dict[str, Any]]:
    """Twenty-four months of three kinds that nothing was tuned on; each verified."""
    seconds, proved, gains, bounds = [], 0, 0, 0
    peers: dict[str, list[float]] = {"rustworkx": [0.0, 0.0], "networkx": [0.0, 0.0]}
    for seed in SEEDS:
        candidates, rules = month(seed)
        began = time.perf_counter()
        plan = plan_weeks(candidates, rules, seed=seed)
        seconds.append(time.perf_counter() - began)
        verify_plan(candidates, rules, plan)
        proved, gains, bounds = proved + plan.optimal, gains + plan.value, bounds + plan.upper_bound
        for peer, by in (("rustworkx", by_rustworkx), ("networkx", by_networkx)):
            taken, gain = rounds(candidates, rules, by)
            peers[peer][0] += taken
            peers[peer][1] += gain
    name = f"science.pairing, month of {MEMBERS}, {EACH} each, {WEEKS} weeks of {SLOTS} slots"
    told = {peer: f"rounds by {peer}, {taken / len(SEEDS):.2f} s" for peer, (taken, _) in peers.items()}
    sorted_seconds = sorted(seconds)
    return [
        _row(f"{name}: middle of {len(SEEDS)} seeds", median(seconds), "s", 3.0, told["networkx"]),
        _row(f"{name}: nine in ten", sorted_seconds[len(seconds) * 9 // 10], "s", 3.0, told["networkx"]),
        _row(f"{name}: longest", sorted_seconds[-1], "s", None, told["networkx"]),
        _row(f"{name}: not proved the best", len(SEEDS) - proved, "plans", 0.0, None),
        _row(f"{name}: below its bound", 1 - gains / bounds, "of it", None, None),
        *(
            _row(f"{name}: what rounds one after another lose", 1 - gain / gains, "of it", None, told[peer])
            for peer, (_, gain) in peers.items()
        ),
    ]


def month(seed: int) -> tuple[Candidates, Rules]:
    """Everybody may meet everybody; each can in about half of all slots, and in one week in seven not at all."""
    draw = np.random.default_rng(seed)
    candidates = (uniform, clustered, propensity)[seed % 3](MEMBERS, seed)
    can = draw.random((MEMBERS, WEEKS, SLOTS)) < 0.5
    can &= (draw.random((MEMBERS, WEEKS)) < 0.86)[:, :, None]
    return candidates, Rules(WEEKS, np.full(MEMBERS, EACH), can)


def rounds(candidates: Candidates, rules: Rules, by: Round) -> tuple[float, int]:
    """What a group does with a matching alone: the best round of the first week, then of the second with the rest …"""
    shared = rules.shared(candidates.first, candidates.second).any(axis=2)
    columns = (candidates.first.tolist(), candidates.second.tolist(), candidates.gain.tolist())
    left = {place: (*row, place) for place, row in enumerate(zip(*columns, strict=True))}
    began, gain = time.perf_counter(), 0
    for week in range(rules.weeks):
        met = by([row for place, row in left.items() if shared[place, week]])
        gain += sum(left.pop(place)[2] for place in met)
    return time.perf_counter() - began, gain


def by_rustworkx(rows: list[Row]) -> set[int]:
    """The places of the pairs of the best round."""
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(MEMBERS))
    graph.add_edges_from([(one, other, (gain, place)) for one, other, gain, place in rows])
    found = rustworkx.max_weight_matching(graph, weight_fn=lambda both: both[0])
    return {graph.get_edge_data(one, other)[1] for one, other in found}


def by_networkx(rows: list[Row]) -> set[int]:
    """The places of the pairs of the best round."""
    graph = networkx.Graph()
    for one, other, gain, place in rows:
        graph.add_edge(one, other, weight=gain, place=place)
    return {graph[one][other]["place"] for one, other in networkx.max_weight_matching(graph)}


def _row(name: str, value: float, unit: str, budget: float | None, peer: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": value if 0 < abs(value) < 0.001 else round(value, 4),
        "unit": unit,
        "budget": budget,
        "ok": None if budget is None else value <= budget,
        "peer": peer,
        "ratio": None,
    }
