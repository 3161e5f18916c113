"""Who could introduce me, among a million people with twenty ties each: one question, answered out of SQLite."""

import itertools
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path as File
from typing import Any

import networkx as nx
import numpy as np
import scipy.sparse as sp

from cookout.science.introductions import LAST, Path, Ties, TieTable, strongest, tie_table

PEOPLE, SMALL, TIES = 1_000_000, 20_000, 20
ASKED, WARM = 2_000, 200
BUDGET_MS, BUILD_S = 1.0, 60.0


def measure(full: bool = False) -> list[dict[str, Any]]:
    """Build the million, ask two thousand times; beside the obvious ways at a size they finish, with one answer."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("COOKOUT_DATA_DIR")) as folder:
        return [*_million(File(folder)), *_beside(File(folder), 100_000 if full else SMALL)]


def _million(folder: File) -> list[dict[str, Any]]:
    began = time.perf_counter()
    known = _acquaintances(PEOPLE)
    house = House(folder / "million.sqlite3", known)
    built = time.perf_counter() - began
    pairs = _pairs(known, ASKED + WARM)
    found = [strongest(*pair, onward=house.of) for pair in pairs[:WARM]]
    if found != [strongest(*pair, onward=known.of) for pair in pairs[:WARM]]:
        raise AssertionError("The answers out of SQLite are not those out of arrays.")
    taken = _times(lambda a, b: strongest(a, b, onward=house.of), pairs[WARM:])
    own = _times(lambda a, b: strongest(a, b, onward=house.of), pairs[WARM:], time.process_time)
    arrays = _times(lambda a, b: strongest(a, b, onward=known.of), pairs[WARM:])
    strangers = [(pair[0], other[1]) for pair, other in itertools.pairwise(pairs[WARM:])]
    none = _times(lambda a, b: strongest(a, b, onward=house.of), strangers)
    what = "introduction in three steps among 1,000,000 people × 20 ties, SQLite"
    return [
        _row(f"{what}, p99", _p99(taken), BUDGET_MS),
        _row(f"{what}, p99 of this process's own time", _p99(own), BUDGET_MS),
        _row(f"{what}, median", statistics.median(taken), None),
        _row(f"{what}, any two people, p99", _p99(none), BUDGET_MS),
        _row("the same out of arrays, median", statistics.median(arrays), None),
        _row("building these million people", built, BUILD_S, unit="s"),
    ]


def _beside(folder: File, many: int) -> list[dict[str, Any]]:
    known = _acquaintances(many)
    house, pairs = House(folder / "small.sqlite3", known), _pairs(known, 60)
    naive = Naive(folder / "naive.sqlite3", known)
    graph, matrix = _graph(known), sp.csr_array((known.closeness, known.end, known.first))

    def ours(one: int, other: int) -> Path | None:
        return strongest(one, other, onward=house.of)

    peers: list[tuple[str, Callable[[int, int], float]]] = [
        ("a recursive question in SQL", naive.ask),
        ("networkx, all_simple_paths", lambda one, other: _networkx(graph, one, other)),
        ("scipy.sparse, in memory", lambda one, other: _scipy(matrix, one, other)),
    ]
    quick = statistics.median(_times(ours, pairs))
    rows = []
    for name, peer in peers:
        few = pairs[:6] if name.startswith("networkx") else pairs
        for one, other in few[:6]:
            path = ours(one, other)
            if path is None or not np.isclose(path.strength, peer(one, other)):
                raise AssertionError(f"{name} says something else for {one} and {other}.")
        ratio = statistics.median(_times(peer, few)) / quick
        rows.append(_row(f"introduction among {many:,} people × 20 ties, SQLite, median", quick, None, name, ratio))
    return rows


class House:
    """People with all their ties in one row: two or three reads by number answer a question."""

    def __init__(self, path: File, known: TieTable) -> None:
        self.read = _empty(path)
        self.read.execute("create table known (person integer primary key, ties blob)")
        record = np.empty(known.end.size, [("end", "<i4"), ("closeness", "<f4")])
        record["end"], record["closeness"] = known.end, known.closeness
        whole, bounds = memoryview(record.view(np.uint8)), (known.first * record.itemsize).tolist()
        self.read.executemany("insert into known values (?, ?)", _cut(whole, bounds))
        self.read.commit()

    def of(self, people: Any) -> Ties:
        """The ties of these people, in one question."""
        asked = people.tolist()
        marks = ",".join("?" * len(asked))
        rows = self.read.execute(f"select person, ties from known where person in ({marks})", asked).fetchall()
        record = np.frombuffer(b"".join(row[1] for row in rows), [("end", "<i4"), ("closeness", "<f4")])
        begin = np.repeat([row[0] for row in rows], [len(row[1]) // record.itemsize for row in rows])
        return Ties(begin, record["end"].astype(np.int64), record["closeness"].astype(np.float64))


def _cut(whole: memoryview, bounds: list[int]) -> Any:
    return ((person, whole[start:end]) for person, (start, end) in enumerate(itertools.pairwise(bounds)))


class Naive:
    """What one would write first: every tie a row, and the ways grown step by step."""

    QUESTION = """
        with recursive way (person, steps, strength, last) as (
            values (:one, 0, 1.0, 1.0)
            union all
            select known.other, steps + 1, strength * last, closeness
            from way join known on known.one = way.person where steps < 3 and way.person <> :other)
        select max(strength * pow(last, :power)) from way where person = :other and steps > 0
    """

    def __init__(self, path: File, known: TieTable) -> None:
        self.read = _empty(path)
        self.read.create_function("pow", 2, pow, deterministic=True)
        self.read.execute(
            "create table known (one integer, other integer, closeness real, primary key (one, other)) without rowid"
        )
        begin = np.repeat(np.arange(known.first.size - 1), np.diff(known.first))
        rows = zip(begin.tolist(), known.end.tolist(), known.closeness.tolist(), strict=True)
        self.read.executemany("insert or replace into known values (?, ?, ?)", rows)
        self.read.commit()

    def ask(self, one: int, other: int) -> float:
        """How strong the strongest way is."""
        return float(self.read.execute(self.QUESTION, {"one": one, "other": other, "power": LAST}).fetchone()[0])


def _empty(path: File) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript("pragma journal_mode=off; pragma synchronous=off; pragma mmap_size=268435456;")
    return connection


def _acquaintances(people: int) -> TieTable:
    """Twenty ties a person on the average, both ways, half of them within one's own thousand, as people live."""
    chance = np.random.default_rng(7)
    half = people * TIES // 2
    one = np.repeat(np.arange(people, dtype=np.int64), TIES // 2)
    near = one - one % 1000 + chance.integers(0, 1000, half)
    other = np.where(chance.random(half) < 0.5, near, chance.integers(0, people, half)) % people
    met = one != other
    _, once = np.unique(np.minimum(one, other) * people + np.maximum(one, other), return_index=True)
    kept = np.zeros(half, bool)
    kept[once] = True
    kept &= met
    # Values that four bytes hold exactly, so that arrays and database say the same.
    close = chance.integers(1, 65, half) / 64
    return tie_table(one[kept], other[kept], close[kept], n=people, both_ways=True)


def _pairs(known: TieTable, many: int) -> list[tuple[int, int]]:
    """Two who are three steps apart or less, by a walk: whoever cannot be reached at all is found out more quickly."""
    chance, pairs = np.random.default_rng(11), []
    while len(pairs) < many:
        walk = [int(chance.integers(0, known.first.size - 1))]
        for _ in range(3):
            ties = known.of(np.array([walk[-1]])).end
            walk.append(int(chance.choice(ties)) if ties.size else walk[-1])
        if walk[-1] not in walk[:-1]:
            pairs.append((walk[0], walk[-1]))
    return pairs


def _graph(known: TieTable) -> Any:
    graph = nx.Graph()
    begin = np.repeat(np.arange(known.first.size - 1), np.diff(known.first))
    graph.add_weighted_edges_from(zip(begin.tolist(), known.end.tolist(), known.closeness.tolist(), strict=True))
    return graph


def _networkx(graph: Any, one: int, other: int) -> float:
    def strength(way: list[int]) -> float:
        steps = [graph[a][b]["weight"] for a, b in itertools.pairwise(way)]
        return float(np.prod(steps[:-1]) * steps[-1] ** LAST)

    return max(strength(way) for way in nx.all_simple_paths(graph, one, other, cutoff=3))


def _scipy(matrix: Any, one: int, other: int) -> float:
    """By rows of a sparse matrix, all in memory; the two themselves taken out of those between."""
    out, into = matrix[[one]].toarray()[0], matrix[[other]].toarray()[0] ** LAST
    first, last = np.flatnonzero(out), np.flatnonzero(into)
    first, last = first[first != other], last[last != one]
    between = matrix[first][:, last].multiply(out[first][:, None]).multiply(into[last][None, :])
    return float(max(into[one], (out * into).max(), between.max()))


def _times(
    act: Callable[[int, int], Any], pairs: list[tuple[int, int]], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    taken = []
    for one, other in pairs:
        start = clock()
        act(one, other)
        taken.append((clock() - start) * 1000)
    return taken


def _p99(taken: list[float]) -> float:
    return float(np.quantile(taken, 0.99))


def _row(
    name: str, value: float, budget: float | None, peer: str | None = None, ratio: float | None = None, unit: str = "ms"
) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "budget": budget,
        "ok": None if budget is None else value <= budget,
        "peer": peer,
        "ratio": None if ratio is None else round(ratio, 1),
    }
