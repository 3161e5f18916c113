"""The same engine on Apache Spark, for tables that outgrow one machine: `Spark(master="spark://…")`.

Every statement of the study runs as it is written for DuckDB. Spark is asked for names in double quotes and for errors
instead of NULL where a number does not fit, as DuckDB does. Needs the extra `spark` and Java 17 or later.
"""

import importlib.util
import logging
import os
import shutil
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from cookout.science.study.engines.duck import LOOK, Columns, EngineError, Progress, first_line

LOCAL = "local[*]"
"""Without a master: all processors of this machine."""

AT_A_TIME = 1 << 16
"""Rows travel to this process in packets of so many."""

SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

KINDS = {"bigint": "i8", "int": "i4", "smallint": "i2", "tinyint": "i1", "double": "f8", "float": "f4", "boolean": "?"}
"""Spark's name for a type of number, and numpy's."""


class Spark:
    """A Spark session behind the protocol of `engines.Engine`.

    `settings` go to Spark as they are (`spark.executor.memory`, …). Tables and views live in the session.
    """

    members_at_once = 1 << 22
    near = False

    def __init__(
        self,
        master: str = LOCAL,
        settings: Mapping[str, str] | None = None,
        folder: str | Path | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.progress = progress
        self.folder = Path(tempfile.mkdtemp(prefix="cookout-study-", dir=folder))
        self._removed = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._kept: dict[str, Any] = {}
        try:
            self._session = _session(master, {**SETTINGS, **_places(self.folder), **(settings or {})})
        except BaseException:
            self._removed()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def executors(self) -> int:
        """How many processes work beside this one."""
        return int(self._session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1

    def load_csv(self, paths: Sequence[str], name: str, *, delimiter: str = ",", encoding: str = "utf-8") -> None:
        """Text files as a view: every column as text, files united by the names of their columns."""
        reader = self._session.read.options(
            header=True, sep=delimiter, encoding=encoding, quote='"', escape='"', multiLine=True, inferSchema=False
        )
        self._united([self._did(partial(reader.csv, path)) for path in paths], name)

    def load_parquet(self, paths: Sequence[str], name: str) -> None:
        """Parquet files as a view, each column of its own type."""
        self._united([self._did(partial(self._session.read.parquet, path)) for path in paths], name)

    def load_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str | None]], name: str) -> None:
        """Rows from memory as a table of text."""
        schema = ", ".join(f"`{one.replace('`', '``')}` STRING" for one in columns)
        self._session.createDataFrame([tuple(row) for row in rows], schema).createOrReplaceTempView(name)

    def columns(self, name: str) -> dict[str, str]:
        """Names and types, in order; types in DuckDB's words, which are the standard's."""
        said = {"STRING": "VARCHAR", "INT": "INTEGER"}
        kinds = self._did(lambda: self._session.table(name).dtypes)
        return {column: said.get(kind.upper(), kind.upper()) for column, kind in kinds}

    def keep(self, name: str, sql: str, *, doing: str = "") -> None:
        """As a view that is worked out now and kept in the memory and on the disks of the executors."""
        frame = self._did(lambda: self._session.sql(sql).persist(_memory_and_disk()))
        self._watched(frame.count, doing)
        frame.createOrReplaceTempView(name)
        former = self._kept.pop(name, None)
        if former is not None:
            former.unpersist()
        self._kept[name] = frame

    def view(self, name: str, sql: str) -> None:
        """As a view."""
        self._did(lambda: self._session.sql(sql)).createOrReplaceTempView(name)

    def run(self, sql: str, *, doing: str = "") -> None:
        """One statement, to its end."""
        self._watched(lambda: self._session.sql(sql).count(), doing)

    def rows(self, sql: str, *, doing: str = "") -> list[tuple[Any, ...]]:
        """All rows."""
        found = self._watched(lambda: self._session.sql(sql).collect(), doing)
        return [tuple(row) for row in found]

    def stream(self, sql: str, *, doing: str = "") -> Iterator[Columns]:
        """Rows in pieces. They are packed where they are, so that this process does not read them one by one."""
        frame = self._did(lambda: self._session.sql(sql))
        kinds = [(name, KINDS[kind]) for name, kind in frame.dtypes]
        packets = frame.rdd.mapPartitions(_packer(kinds)).toLocalIterator()
        while (packet := self._watched(lambda: next(packets, None), doing)) is not None:
            rows = np.frombuffer(packet, dtype=kinds)
            yield {name: rows[name].copy() for name, _kind in kinds}

    def close(self) -> None:
        """Ends the session."""
        self._kept.clear()
        self._session.stop()
        self._removed()

    def _united(self, frames: Sequence[Any], name: str) -> None:
        whole = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), frames)
        whole.createOrReplaceTempView(name)

    def _did(self, work: Callable[[], Any]) -> Any:
        """With Spark's errors in one line; what it says on is a stack of Java."""
        try:
            return work()
        except (KeyboardInterrupt, EngineError):
            raise
        except Exception as error:  # py4j and pyspark have no common ancestor below this one
            if "No space left" in str(error):
                raise EngineError(
                    "A disk of Spark's is full. Free some there, or name a folder with more room."
                ) from error
            raise EngineError(f"Spark could not go on: {first_line(error)}") from error

    def _watched(self, work: Callable[[], Any], doing: str) -> Any:
        """Do it, saying how far it is; whoever presses Ctrl-C stops the jobs as well."""
        done = threading.Event()
        teller = threading.Thread(target=self._tell, args=(done, doing), daemon=True)
        if self.progress:
            teller.start()
        try:
            return self._did(work)
        except BaseException:
            self._session.sparkContext.cancelAllJobs()
            raise
        finally:
            done.set()
            if self.progress:
                teller.join()

    def _tell(self, done: threading.Event, doing: str) -> None:
        tracker = self._session.sparkContext.statusTracker()
        while not done.wait(LOOK * 10):
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            tasks = sum(stage.numTasks for stage in stages if stage)
            if self.progress:
                self.progress(
                    doing, sum(stage.numCompletedTasks for stage in stages if stage) / tasks if tasks else -1.0
                )


def _packer(kinds: list[tuple[str, str]]) -> Callable[[Iterable[Any]], Iterator[bytearray]]:
    """What runs beside the data: rows to packets of numbers. It names nothing of ours, so executors need only numpy."""
    size = AT_A_TIME

    def packed(rows: Iterable[Any]) -> Iterator[bytearray]:
        held = []
        for row in rows:
            held.append(tuple(row))
            if len(held) == size:
                yield bytearray(np.array(held, dtype=kinds).tobytes())
                held = []
        if held:
            yield bytearray(np.array(held, dtype=kinds).tobytes())

    return packed


def _session(master: str, settings: Mapping[str, str]) -> Any:
    """A session, or a sentence about what it lacks."""
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        raise EngineError("Spark is not installed. Install the extra spark: pip install 'cookout[spark]'.")
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise EngineError("Spark needs Java 17 or later, and there is none. Install it, or set JAVA_HOME.")
    home = Path(found.origin).parent
    for name, value in _environment(home).items():
        os.environ.setdefault(name, value)
    builder = importlib.import_module("pyspark.sql").SparkSession.builder.master(master).appName("cookout study")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as refused:  # Java that does not start says so through several kinds of error
        raise EngineError(f"Spark could not be started at {master}: {first_line(refused)}") from refused
    # Spark tells every refused statement twice, once to the log with its whole stack of Java.
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    return session


def _environment(home: Path) -> dict[str, str]:
    """What the installed package needs to be told to start processes of its own: its home and its Scala."""
    scala = next(iter(sorted(home.glob("jars/scala-library-*.jar"))), None)
    version = ".".join(scala.stem.removeprefix("scala-library-").split(".")[:2]) if scala else "2.13"
    return {
        "SPARK_HOME": str(home),
        "SPARK_SCALA_VERSION": version,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }


def _places(folder: Path) -> dict[str, str]:
    """Where Spark may write on this machine."""
    return {"spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder / "warehouse")}


def _memory_and_disk() -> Any:
    return importlib.import_module("pyspark").StorageLevel.MEMORY_AND_DISK
