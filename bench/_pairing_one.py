"""One process, one question of pairing: `python -m bench._pairing_one WHOSE KIND MEMBERS`; seconds and gain as JSON."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import networkx
import rustworkx

from cookout.science.pairing.instance import Candidates
from cookout.science.pairing.one_round import one_round
from cookout.science.pairing.tests import made_pairs

SEED = 2026
KINDS: dict[str, Callable[[int], Candidates]] = {
    "uniform": lambda members: made_pairs.uniform(members, SEED),
    "clustered": lambda members: made_pairs.clustered(members, SEED),
    "propensity": lambda members: made_pairs.propensity(members, SEED),
    "region": lambda members: made_pairs.region(members, 25.6, SEED),
}


def main(whose: str, kind: str, members: str) -> dict[str, Any]:
    """The question is made by its seed, the same for everybody; making it, and a peer's graph, is not counted."""
    return {"ours": ours, "rustworkx": by_rustworkx, "networkx": by_networkx}[whose](KINDS[kind](int(members)))


def ours(candidates: Candidates) -> dict[str, Any]:
    """From the candidates to pairs whose proof has been summed anew and whose rules have been checked."""
    began, worked = time.perf_counter(), time.process_time()
    answer = one_round(candidates)
    return {
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - worked,
        "gain": answer.value,
        "bound": answer.upper_bound,
        "pairs": candidates.gain.size,
    }


def by_rustworkx(candidates: Candidates) -> dict[str, Any]:
    """Nothing but its search, in a graph that has been built."""
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(candidates.members))
    graph.add_edges_from(rows(candidates))
    began, worked = time.perf_counter(), time.process_time()
    found = rustworkx.max_weight_matching(graph, weight_fn=int)
    taken = {"seconds": time.perf_counter() - began, "processor": time.process_time() - worked}
    return taken | {"gain": sum(graph.get_edge_data(one, other) for one, other in found)}


def by_networkx(candidates: Candidates) -> dict[str, Any]:
    """Nothing but its search, in a graph that has been built."""
    graph = networkx.Graph()
    graph.add_weighted_edges_from(rows(candidates))
    began, worked = time.perf_counter(), time.process_time()
    found = networkx.max_weight_matching(graph)
    taken = {"seconds": time.perf_counter() - began, "processor": time.process_time() - worked}
    return taken | {"gain": sum(graph[one][other]["weight"] for one, other in found)}


def rows(candidates: Candidates) -> list[tuple[int, int, int]]:
    """Both members and the gain of each pair."""
    columns = (candidates.first.tolist(), candidates.second.tolist(), candidates.gain.tolist())
    return list(zip(*columns, strict=True))


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
