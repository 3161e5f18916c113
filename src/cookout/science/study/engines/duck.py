"""Where the rows of a study are kept and counted: `Engine`, which DuckDB (`Duck`) and Spark (`spark.Spark`) both are.

All SQL of the study is one text for both. What differs is here: how files are loaded, how a table is kept, how rows
come out. An engine is closed when done (`with Duck() as engine:`) and then leaves no file behind.
"""

import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import duckdb
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.engines.pieces import BrokenStream, pieces

Progress = Callable[[str, float], None]
"""Told what is being done and how much of it, from 0 to 1; from -1 on where that cannot be said."""

Columns = Mapping[str, npt.NDArray[Any]]

LOOK = 0.05
"""Every so many seconds a running query is looked at: for its progress, and for somebody pressing Ctrl-C."""


class Engine(Protocol):
    """What a study asks of the place where its rows are."""

    progress: Progress | None
    members_at_once: int
    """How many members' sums may be held in memory together."""
    near: bool
    """Whether the rows are in this process, so that reading them all costs little."""

    def load_csv(self, paths: Sequence[str], name: str, *, delimiter: str = ",", encoding: str = "utf-8") -> None:
        """Make the rows of text files with a heading line readable as `name`, every column as text, united by name."""

    def load_parquet(self, paths: Sequence[str], name: str) -> None:
        """Make the rows of Parquet files readable as `name`, each column of its own type, united by name."""

    def load_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str | None]], name: str) -> None:
        """Make these rows readable as `name`, every column as text: for files that no engine reads."""

    def columns(self, name: str) -> dict[str, str]:
        """The columns of a table or view with their types, in order."""

    def keep(self, name: str, sql: str, *, doing: str = "") -> None:
        """Work a query out once and keep its rows as the table `name`."""

    def view(self, name: str, sql: str) -> None:
        """Let a query be read as `name`; it is worked out when it is read."""

    def run(self, sql: str, *, doing: str = "") -> None:
        """Run one statement to its end."""

    def rows(self, sql: str, *, doing: str = "") -> list[tuple[Any, ...]]:
        """All rows of a query. Whole numbers come as int, however long."""

    def stream(self, sql: str, *, doing: str = "") -> Iterator[Columns]:
        """The rows of a query in pieces of many thousand, a flat array a column. Numbers only, and no NULL."""

    def close(self) -> None:
        """Let go of everything, files as well. A second time does nothing."""


class EngineError(ScienceError):
    """The engine could not go on: the message says why and what to do."""


class Duck:
    """DuckDB in this process. What does not fit into `memory` is put into a folder of its own below `folder`.

    `memory` as DuckDB writes it ("2GB"); `room` is the most the folder may take. The network is never asked.
    """

    members_at_once = 1 << 18
    near = True

    def __init__(
        self,
        memory: str | None = None,
        threads: int | None = None,
        folder: str | Path | None = None,
        room: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.progress = progress
        self.folder = Path(_made_below(folder))
        # Also where nobody closes it: at the end of this object, or of the process.
        self._removed = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        wishes: dict[str, Any] = {"memory_limit": memory, "threads": threads}
        fixed: dict[str, Any] = {
            "temp_directory": str(self.folder),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
        try:
            self._open = duckdb.connect(":memory:", config=fixed | {k: v for k, v in wishes.items() if v is not None})
            self._open.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
            if room is not None:  # told at the start, DuckDB keeps it in its settings and does not keep to it
                self._open.execute(f"SET max_temp_directory_size = {quoted(room)}")
        except duckdb.Error as refused:
            self._removed()
            raise EngineError(f"DuckDB could not be started so: {first_line(refused)}") from refused

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load_csv(self, paths: Sequence[str], name: str, *, delimiter: str = ",", encoding: str = "utf-8") -> None:
        """Text files as a view; a broken line is found when the view is read."""
        options = (
            f"delim = {quoted(delimiter)}, encoding = {quoted(encoding)}, quote = '\"', escape = '\"', header = true, "
            "all_varchar = true, union_by_name = true, null_padding = true, max_line_size = 1000000"
        )
        self.run(f"CREATE OR REPLACE VIEW {named(name)} AS SELECT * FROM read_csv({_listed(paths)}, {options})")

    def load_parquet(self, paths: Sequence[str], name: str) -> None:
        """Parquet files as a view."""
        source = f"read_parquet({_listed(paths)}, union_by_name = true)"
        self.run(f"CREATE OR REPLACE VIEW {named(name)} AS SELECT * FROM {source}")

    def load_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str | None]], name: str) -> None:
        """Rows from memory as a table of text."""
        self.run(f"CREATE OR REPLACE TABLE {named(name)} ({', '.join(f'{named(one)} VARCHAR' for one in columns)})")
        marks = ", ".join("?" for _ in columns)
        if rows:
            self._guarded(lambda: self._open.executemany(f"INSERT INTO {named(name)} VALUES ({marks})", list(rows)))

    def columns(self, name: str) -> dict[str, str]:
        """Names and types, in order."""
        return {str(row[0]): str(row[1]) for row in self.rows(f"DESCRIBE {named(name)}")}

    def keep(self, name: str, sql: str, *, doing: str = "") -> None:
        """As a table, in memory as far as that reaches."""
        self.run(f"CREATE OR REPLACE TABLE {named(name)} AS {sql}", doing=doing)

    def view(self, name: str, sql: str) -> None:
        """As a view."""
        self.run(f"CREATE OR REPLACE VIEW {named(name)} AS {sql}")

    def run(self, sql: str, *, doing: str = "") -> None:
        """One statement, to its end."""
        self._watched(lambda: self._open.execute(sql).complete(), doing)

    def rows(self, sql: str, *, doing: str = "") -> list[tuple[Any, ...]]:
        """All rows."""
        found: list[tuple[Any, ...]] = self._watched(lambda: self._open.execute(sql).fetchall(), doing)
        return found

    def stream(self, sql: str, *, doing: str = "") -> Iterator[Columns]:
        """Rows in pieces, straight from DuckDB's own arrays."""
        opened = self._watched(lambda: self._open.sql(sql).__arrow_c_stream__(), doing)
        with closing(pieces(opened)) as following:
            while (piece := self._watched(lambda: next(following, None), doing)) is not None:
                yield piece

    def interrupt(self) -> None:
        """Stops what runs, from another thread; who asked for it gets an EngineError."""
        self._open.interrupt()

    def close(self) -> None:
        """Closes the database and removes its folder."""
        with suppress(duckdb.Error):
            self._open.interrupt()
        self._open.close()
        self._removed()

    def _watched(self, work: Callable[[], Any], doing: str) -> Any:
        """Do it in a thread beside, so that this one can tell how far it is and stop it when somebody asks."""
        answer: list[Any] = []
        failure: list[BaseException] = []
        # An event and not the thread's join: Python before 3.13 takes a thread for ended whose join Ctrl-C broke off.
        done = threading.Event()

        def worked() -> None:
            try:
                answer.append(self._guarded(work))
            except BaseException as error:  # whatever it is, it belongs to who asked for the rows, in his thread
                failure.append(error)
            finally:
                done.set()

        threading.Thread(target=worked, daemon=True).start()
        try:
            self._watch(done, doing)
        except BaseException:
            self._open.interrupt()
            done.wait()
            raise
        if failure:
            raise failure[0]
        return answer[0]

    def _watch(self, done: threading.Event, doing: str) -> None:
        while not done.wait(LOOK):
            if self.progress:
                share = self._open.query_progress()
                self.progress(doing, share / 100 if share >= 0 else -1.0)

    def _guarded(self, work: Callable[[], Any]) -> Any:
        """With the errors of the database in words for who is in front of the screen."""
        try:
            return work()
        except (duckdb.Error, BrokenStream) as error:
            raise self._said(error) from error

    def _said(self, error: Exception) -> EngineError:
        line = first_line(error)
        if "max_temp_directory_size" in str(error) or "No space left" in str(error):
            return EngineError(
                f"The disk is full: the study puts what does not fit into memory into {self.folder.parent}, and there "
                "is no more room. Free some there, or name a folder with more room."
            )
        if "Out of Memory" in line:
            return EngineError(f"There is not enough memory for this table. Allow more, or close something. ({line})")
        return EngineError(line)


def named(name: str) -> str:
    """The name of a column or table as SQL; Spark is told to read double quotes as names, as DuckDB does."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def whole(values: Sequence[Any]) -> tuple[int, ...]:
    """Whole numbers of any engine, Decimal and numpy as well, as int; NULL, the sum of nothing, as 0."""
    return tuple(0 if value is None else int(value) for value in values)


def _listed(paths: Sequence[str]) -> str:
    return "[" + ", ".join(quoted(path) for path in paths) + "]"


def _made_below(folder: str | Path | None) -> str:
    try:
        return tempfile.mkdtemp(prefix="cookout-study-", dir=folder)
    except OSError as refused:
        raise EngineError(
            f"In {folder or tempfile.gettempdir()} nothing can be put aside ({refused.strerror}). Name another folder."
        ) from refused


def first_line(error: BaseException) -> str:
    """What a database says, without its statement and stack."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
