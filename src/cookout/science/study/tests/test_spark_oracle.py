"""A real cluster, two processes of their own, counts exactly what DuckDB counts. Starting one takes half a minute."""

import importlib.util
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cookout.science.study.counts import Counts
from cookout.science.study.engines import counting, spark
from cookout.science.study.engines.counted import counts_of
from cookout.science.study.engines.duck import Duck, Engine, EngineError
from cookout.science.study.engines.loading import load_grid, load_pairs
from cookout.science.study.engines.spark import Spark
from cookout.science.study.reading.table import open_table
from cookout.science.study.results import Facts

READY = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
cluster_needed = pytest.mark.skipif(not READY, reason="no pyspark or no Java here")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Spark]:
    """Two executors, each a Java process with its own memory and its own Python."""
    settings = {
        "spark.executor.memory": "1024m",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
    }
    work = Path(str(importlib.util.find_spec("pyspark").origin)).parent / "work"
    before = set(work.glob("*"))
    with Spark("local-cluster[2,1,1024]", settings) as engine:
        until = time.monotonic() + 60
        while engine.executors < 2 and time.monotonic() < until:
            time.sleep(0.2)
        assert engine.executors == 2
        yield engine
    # Spark's cluster for tests writes what its workers said below its own home.
    for left in set(work.glob("*")) - before:
        shutil.rmtree(left, ignore_errors=True)


@pytest.fixture
def duck() -> Iterator[Duck]:
    with Duck() as engine:
        yield engine


def rows(folder: Path) -> list[str]:
    """Two files with their columns in another order; holes, blanks, three chapters, one with a comma in its name."""
    chance = np.random.default_rng(5)
    lines: dict[int, list[str]] = {0: [], 1: []}
    for member in range(90):
        name = ("North", '"Lake, south"', "Übersee")[member % 3]
        for month in range(30):
            if chance.random() < 0.1:
                continue
            met, given, received = chance.poisson(1.5), chance.poisson(0.6), chance.poisson(0.6)
            when = f"{2024 + month // 12}-{month % 12 + 1:02d}"
            told = "" if chance.random() < 0.05 else str(received)
            if member < 45:
                lines[0].append(f"{name},m{member},{when},{met},{given},{told}")
            else:
                lines[1].append(f"{when},{met},{told},{given},{name},m{member}")
    heads = (
        "chapter,member,month,one_to_ones,referrals_given,referrals_received",
        "month,one_to_ones,referrals_received,referrals_given,chapter,member",
    )
    paths = []
    for at, head in enumerate(heads):
        path = folder / f"part{at}.csv"
        path.write_text("\n".join([head, *lines[at]]) + "\n", encoding="utf-8")
        paths.append(str(path))
    return paths


def pairs(folder: Path) -> str:
    chance = np.random.default_rng(6)
    lines = ["giver,receiver,month,met,referrals,suggested,probability,chapter"]
    for one in range(8):
        for other in range(one):
            for month in range(1, 7):
                met, hat = chance.poisson(0.2), int(chance.random() < 1 / 7)
                for giver, receiver in ((one, other), (other, one)):
                    passed = chance.poisson(0.1)
                    lines.append(f"g{giver},g{receiver},2025-{month:02d},{met},{passed},{hat},0.142857,East")
    path = folder / "pairs.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def both(engine: Engine, files: list[str]) -> tuple[list[Counts], Facts]:
    """Everything that is taken from files on an engine."""
    open_table(files, engine=engine)
    return [counting.count(engine, name) for name in counting.told(engine)], counting.facts(engine)


@pytest.mark.proof
@pytest.mark.spark
@cluster_needed
def test_files_read_and_counted_on_a_cluster_come_to_the_same_whole_numbers(
    cluster: Spark, duck: Duck, tmp_path: Path
) -> None:
    files = rows(tmp_path)
    here, there = both(duck, files), both(cluster, files)
    assert here == there
    near, far = load_grid(duck), load_grid(cluster)
    assert [counts_of(near, name) for name in near.outcomes] == here[0]
    # Members are numbered by each engine in its own order; their rows are the same.
    assert sorted(map(bytes, near.x)) == sorted(map(bytes, far.x))


@pytest.mark.proof
@pytest.mark.spark
@cluster_needed
def test_pairs_come_from_a_cluster_as_they_come_from_duckdb(cluster: Spark, duck: Duck, tmp_path: Path) -> None:
    found = []
    for engine in (duck, cluster):
        open_table([pairs(tmp_path)], engine=engine)
        loaded = load_pairs(engine)
        columns = [loaded.month, loaded.met, loaded.referrals, loaded.chapter, loaded.suggested, loaded.probability]
        found.append(sorted(zip(*(np.asarray(column).tolist() for column in columns), strict=True)))
    assert found[0] == found[1]
    assert len(found[0]) == 8 * 7 * 6


@pytest.mark.proof
@pytest.mark.spark
@cluster_needed
def test_what_spark_cannot_do_is_said_in_one_line(cluster: Spark) -> None:
    with pytest.raises(EngineError) as refused:
        cluster.rows("SELECT lost FROM nowhere")
    assert "nowhere" in str(refused.value)
    assert "\n" not in str(refused.value)
    cluster.load_rows(["a b", "c"], [["1", None], ["2", "x"]], "given_rows")
    assert cluster.columns("given_rows") == {"a b": "VARCHAR", "c": "VARCHAR"}
    with pytest.raises(EngineError, match="Spark could not go on"):
        cluster.rows('SELECT CAST("c" AS INT) FROM given_rows')


def test_without_spark_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setattr(spark.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match="Install the extra spark"):
        Spark(folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="no pyspark here")
def test_without_java_the_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(spark.shutil, "which", lambda name: None)
    with pytest.raises(EngineError, match="needs Java 17"):
        Spark(folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
