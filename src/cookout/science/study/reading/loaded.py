"""Files brought into an engine, alike ones together, each table with what its columns mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cookout.science.errors import ScienceError
from cookout.science.study.engines.duck import Engine, named
from cookout.science.study.reading.cells import Read
from cookout.science.study.reading.columns import FILE, PAIRS, find, says
from cookout.science.study.reading.complaints import lacking, listed, said
from cookout.science.study.reading.reported import complaints_of, without_report
from cookout.science.study.reading.sources import Reports, Source, found, looked_into, readable, written_anew
from cookout.science.study.results import Complaint
from cookout.science.tables.months_text import month_within


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked for."""

    columns: Mapping[str, str]
    doubles: str
    kind: str | None
    month: int | None = None
    """Of which month reports are, where their titles do not say it."""

    @property
    def reports(self) -> Reports | None:
        """Whether reports are welcome: not where a person says what the columns of a table mean."""
        says_columns = any(name != FILE for name in self.columns.values())
        return None if self.kind == PAIRS or says_columns else Reports(self.month)

    @property
    def by_file(self) -> bool:
        """Whether names of files say something."""
        return FILE in self.columns.values()


@dataclass(frozen=True, slots=True)
class Loaded:
    """The tables that can be read, and what was said about the others."""

    reads: tuple[Read, ...]
    complaints: tuple[Complaint, ...]


def load(files: Sequence[str], asked: Asked, engine: Engine, folder: Path) -> Loaded:
    """Every table behind these files as a view of the engine; those that are no table of ours are left aside."""
    reads: list[Read] = []
    aside: list[tuple[str, ScienceError]] = []
    cut = 0
    names_said = [part for name in asked.columns.values() for part in name.split("+")]
    looked: list[Source] = []
    for source in found(files):
        try:
            with readable(source.label):
                looked.append(looked_into(source, folder, names_said, asked.reports))
        except ScienceError as error:
            _aside(source, error, aside)
    if asked.month is not None and looked and not any(source.reported for source in looked):
        raise without_report(looked[0].label)
    for group in _alike(looked, asked, engine):
        view = f"table_{len(reads)}_{len(aside)}"
        try:
            read, lost = _group(group, view, asked, engine, folder)
        except ScienceError as error:
            _aside(group[0], error, aside, len(group))
        else:
            reads.append(read)
            cut += lost
    if not reads:
        raise aside[0][1]
    _all_mapped(asked, [list(read.types) for read in reads])
    told = complaints_of([(source.label, one) for source in looked for one in source.told])
    return Loaded(tuple(reads), (*_said_of(aside, cut), *told))


def _aside(source: Source, error: ScienceError, aside: list[tuple[str, ScienceError]], many: int = 1) -> None:
    """A file in a folder may be something else; one that a person named may not."""
    if source.alone:
        raise error
    aside.append((source.label if many == 1 else f"{source.label} and {many - 1} more", error))


def _said_of(aside: Sequence[tuple[str, ScienceError]], cut: int) -> list[Complaint]:
    complaints = []
    if aside:
        text = "%(files)s left aside: no table of this kind. The first: %(why)s"
        files = "1 file" if len(aside) == 1 else f"{len(aside)} files"
        labels = [label for label, _error in aside[:3]]
        complaints.append(said("other_files", text, 0, labels, files=files, why=aside[0][1]))
    if cut:
        text = "%(rows)s left out: more cells than the head names columns, or a cell too long for one."
        complaints.append(said("too_many_cells", text, cut, rows="1 line" if cut == 1 else f"{cut:,} lines"))
    return complaints


def _alike(sources: Sequence[Source], asked: Asked, engine: Engine) -> list[list[Source]]:
    """Sources that one view can hold: same form and same names of columns, whatever their order."""
    groups: dict[tuple[object, ...], list[Source]] = {}
    many_parquet = sum(source.form == "parquet" for source in sources) > 1
    for source in sources:
        shape: object = frozenset(source.names)
        if source.form == "parquet" and many_parquet:
            shape = _shape(engine, source)
        by_file = source.label if asked.by_file else ""
        groups.setdefault((source.form == "parquet", source.plain, source.delimiter, shape, by_file), []).append(source)
    return list(groups.values())


def _shape(engine: Engine, source: Source) -> object:
    """Names and types of a Parquet file; of a broken one nothing, which is said when it is loaded."""
    try:
        engine.load_parquet([source.path], "looked_at")
        return frozenset(engine.columns("looked_at").items())
    except ScienceError:
        return source.path


def _group(group: list[Source], view: str, asked: Asked, engine: Engine, folder: Path) -> tuple[Read, int]:
    """One group in the engine, and how many of its lines had to be left out."""
    first = group[0]
    try:
        table = _into(engine, group, view)
    except ScienceError as error:
        if first.form == "parquet" or not first.plain:
            raise ScienceError(f"“{first.label}” is broken and could not be read. ({error})") from error
        # The engine refuses the whole file for one broken line: written anew without it, the rest can be answered.
        with readable(first.label):
            group = [written_anew(source, folder) for source in group]
        table = _into(engine, group, view)
    types = engine.columns(table)
    lost = sum(source.cut for source in group)
    if first.form != "parquet" and len(types) > len(group[0].names):
        table, more = _cut(engine, table, types, len(group[0].names))
        types = dict(list(types.items())[: len(group[0].names)])
        lost += more
    meaning = find(list(types), asked.columns, asked.kind)
    if meaning.lacks or not meaning.has_outcome:
        if first.alone:
            _all_mapped(asked, [list(types)])
        raise lacking(first.label, meaning, list(types))
    read = Read(table, types, meaning, tuple(source.label for source in group))
    return (_by_file(read, first) if asked.by_file else read), lost


def _into(engine: Engine, group: Sequence[Source], view: str) -> str:
    """Bring a group into the engine; under which name."""
    paths = [source.path for source in group]
    if group[0].form == "parquet":
        engine.load_parquet(paths, view)
        return view
    engine.load_csv(paths, view, delimiter=group[0].delimiter)
    if group[0].plain:
        # A view of text is parsed when it is read; a broken line must be known before the study relies on it.
        engine.rows(f"SELECT count(*) FROM {view}")
        return view
    # What was written anew is gone when the reading is done.
    engine.keep(f"{view}_kept", f"SELECT * FROM {view}")
    return f"{view}_kept"


def _cut(engine: Engine, table: str, types: Mapping[str, str], names: int) -> tuple[str, int]:
    """Without the lines that hold more cells than the head: a comma too many puts every number in a wrong column."""
    beyond = [named(name) for name in list(types)[names:]]
    fits = " AND ".join(f"coalesce(trim({name}), '') = ''" for name in beyond)
    lost = int(engine.rows(f"SELECT count(*) FROM {table} WHERE NOT ({fits})")[0][0])
    engine.view(f"{table}_fits", f"SELECT * FROM {table} WHERE {fits}")
    return f"{table}_fits", lost


def _by_file(read: Read, source: Source) -> Read:
    stem = Path(source.label).name.rsplit(".", 1)[0] if source.form == "sheet" else source.stem
    filled = read.found.filled.get("month")
    month = month_within(stem) if filled and filled.how == "file" else None
    if filled and filled.how == "file" and month is None:
        raise ScienceError(f"The name of “{source.label}” holds no month. Name it such as “chapter 2025-09.csv”.")
    return replace(read, stem=stem, month=month)


def _all_mapped(asked: Asked, tables: Sequence[Sequence[str]]) -> None:
    """That each column a person named is in at least one table."""
    for role, name in asked.columns.items():
        if not any(says(name, columns, role) for columns in tables):
            there = listed(list(dict.fromkeys(column for columns in tables for column in columns)))
            raise ScienceError(f"No column “{name}” was found for {role}. The columns are: {there}.")
