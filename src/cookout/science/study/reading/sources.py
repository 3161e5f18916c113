"""The files a study is given: found, looked into, and made plain where their form is not.

A plain file is Parquet, or text in UTF-8 whose first line names the columns. All others are written anew as such into a
folder of work: sheets of Excel, other encodings, heads that stand further down, lines longer than their head.
"""

import csv
import glob
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from cookout.science.errors import ScienceError
from cookout.science.reports.report import Complaint
from cookout.science.study.reading.columns import recognised
from cookout.science.study.reading.reported import HEAD, begins_as_report, is_report, write_member_months
from cookout.science.tables.keys import key
from cookout.science.tables.sheets import SHEETS, sheet_rows

TEXTS = (".csv", ".tsv", ".tab", ".txt")
READABLE = f"Cookout reads {', '.join(one[1:] for one in (*TEXTS[:3], '.parquet', *SHEETS[:2]))}."
_DELIMITERS = ",;\t|"
_LOOK = 64 * 1024
_HEAD_WITHIN = 20
"""The head stands within so many lines."""
_BLOCK = 1 << 20
_CHECKED = 1 << 30
"""The encoding of larger files is checked at their beginning only."""


@dataclass(frozen=True, slots=True)
class Reports:
    """That chapter reports are welcome among the files."""

    month: int | None = None
    """Of which month they are, where a person says it: 12 * year + month - 1."""


@dataclass(frozen=True, slots=True)
class Source:
    """One table in a file."""

    path: str
    label: str
    """How the person calls it: the file's name, with its sheet."""
    form: str
    """`text`, `parquet` or `sheet`."""
    alone: bool
    """Whether a person named this very file, not its folder."""
    names: tuple[str, ...] = ()
    """The head; empty for Parquet, whose columns the engine tells."""
    delimiter: str = ","
    encoding: str = "utf-8"
    head_at: int = 0
    """In which line the head stands, from 0; -1: there is none, and columns are known by their number."""
    plain: bool = True
    told: tuple[Complaint, ...] = ()
    """What is wrong with a report."""
    reported: bool = False
    """Whether it was a report, and is now a table of member-months."""
    cut: int = 0
    """Lines left out because they hold more cells than the head."""

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        name = Path(self.path.removesuffix(".gz")).name
        return name.rsplit(".", 1)[0]


def found(files: Sequence[str]) -> list[Source]:
    """All tables behind names of files, folders and patterns; each once, in the order of their names."""
    if not files:
        raise ScienceError("Name the files to study: a table of member-months, or of pairs.")
    sources: dict[str, Source] = {}
    for name in files:
        with readable(name):
            for source in _behind(name):
                sources.setdefault(source.label if source.form == "sheet" else source.path, source)
    return list(sources.values())


@contextmanager
def readable(label: str) -> Iterator[None]:
    """Say in a sentence where a file is closed to this person, goes away meanwhile, or was packed and is broken."""
    try:
        yield
    except OSError as refused:
        raise ScienceError(f"“{label}” cannot be read ({refused.strerror or refused}). Name another file.") from refused
    except (EOFError, zlib.error) as broken:
        raise ScienceError(f"“{label}” could not be unpacked: it is broken or cut short.") from broken


def _behind(name: str) -> Iterator[Source]:
    path, _hash, sheet = name.partition("#")
    if sheet and _form(path) == "sheet":
        yield Source(_existing(path), f"{Path(path).name}#{sheet}", "sheet", alone=True)
    elif Path(name).is_dir():
        yield from _within(name, sorted(str(one) for one in Path(name).rglob("*") if _is_file(one)))
    elif not Path(name).exists() and glob.has_magic(name):
        yield from _within(name, sorted(one for one in glob.glob(name, recursive=True) if _is_file(Path(one))))
    else:
        form = _form(_existing(name))
        if not form:
            raise ScienceError(f"“{Path(name).name}” is no table that can be read. {READABLE}")
        yield Source(name, Path(name).name, form, alone=True)


def _within(name: str, paths: Sequence[str]) -> Iterator[Source]:
    readable = [path for path in paths if _form(path) and not Path(path).name.startswith((".", "~$"))]
    if not readable:
        raise ScienceError(f"In “{name}” there is no table that can be read. {READABLE}")
    yield from (Source(path, Path(path).name, _form(path), alone=len(readable) == 1) for path in readable)


def _existing(path: str) -> str:
    if Path(path).is_file():
        return path
    if Path(path).exists():
        raise ScienceError(f"“{path}” is no file but a device, a pipe or the like. Save the table in a file.")
    raise ScienceError(f"There is no file “{path}”. Look at its name and folder.")


def _is_file(path: Path) -> bool:
    """Whether it is one that can be looked at; what is closed to this person is not theirs to read."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_table(path: str) -> bool:
    """Whether its name ends as that of a table does."""
    return bool(_form(path))


def _form(path: str) -> str:
    """What kind of file by its ending; empty: none of ours."""
    ending = Path(path.lower().removesuffix(".gz")).suffix
    if ending in TEXTS:
        return "text"
    if ending in {".parquet", ".pq"}:
        return "parquet"
    return "sheet" if ending in SHEETS else ""


def looked_into(source: Source, folder: Path, said: Sequence[str] = (), reports: Reports | None = None) -> Source:
    """The source with its head, plain: written anew into the folder where it was not.

    `said` are names of columns that a person gave: they too tell the head. With `reports`, chapter reports are read.
    """
    if source.form == "parquet":
        return source
    if reports and "#" not in source.label and begins_as_report(source.path):
        return _of_report(source, folder, reports)
    if source.form == "sheet":
        return _of_sheet(source, folder, said, reports)
    if not Path(source.path).stat().st_size:
        raise ScienceError(f"“{source.label}” is empty.")
    encoding = _encoding(source.path)
    with _opened(source.path, encoding) as opened:
        beginning = opened.read(_LOOK)
    delimiter, head_at, names = _headed(source, beginning, said)
    headed = replace(source, delimiter=delimiter, head_at=head_at, names=names, encoding=encoding)
    is_plain = encoding in {"utf-8", "utf-8-sig"} and not headed.head_at and _names_are_plain(headed.names)
    return headed if is_plain else written_anew(headed, folder)


def written_anew(source: Source, folder: Path) -> Source:
    """The same rows as plain text in the folder; lines with more cells than the head are left out and counted."""
    path = folder / f"{sum(1 for _ in folder.iterdir())}.csv"
    names = _made_plain(source.names)
    cut = 0
    with (
        _opened(source.path, source.encoding) as opened,
        path.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out)
        writer.writerow(names)
        for row in islice(_rows(csv.reader(opened, delimiter=source.delimiter)), source.head_at + 1, None):
            if row is None or any(cell.strip() for cell in row[len(names) :]):
                cut += 1
            else:
                writer.writerow([" ".join(cell.splitlines()) for cell in row[: len(names)]])
    return replace(
        source, path=str(path), names=names, delimiter=",", encoding="utf-8", head_at=0, plain=False, cut=cut
    )


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Row by row; None for one with a cell that is longer than any cell is."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _of_report(source: Source, folder: Path, reports: Reports) -> Source:
    """A chapter report as a table of member-months."""
    out = folder / f"{sum(1 for _ in folder.iterdir())}.csv"
    told = write_member_months(source.path, source.label, reports.month, out)
    return replace(source, path=str(out), form="sheet", names=HEAD, plain=False, told=tuple(told), reported=True)


def _of_sheet(source: Source, folder: Path, said: Sequence[str], reports: Reports | None) -> Source:
    """The first sheet with a head, or the one that was named, as plain text."""
    path, _hash, wanted = source.label.partition("#")
    best: tuple[int, int, list[list[str]]] | None = None
    for rows in sheet_rows(source.path, wanted):
        if reports and not wanted and is_report(rows):
            return _of_report(source, folder, reports)
        at = _head_at(rows, said)
        if at is not None and (best is None or _known(rows[at], said) > best[0]):
            best = _known(rows[at], said), at, rows
    if best is None:
        place = f"sheet “{wanted}” of “{path}”" if wanted else f"“{path}”"
        raise ScienceError(f"In {place} no line names the columns. Put their names into the first line.")
    _names_known, at, rows = best
    out = folder / f"{sum(1 for _ in folder.iterdir())}.csv"
    names = _made_plain(tuple(rows[at]))
    with out.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([names, *(row[: len(names)] for row in rows[at + 1 :] if any(row))])
    return replace(source, path=str(out), names=names, plain=False)


def _headed(source: Source, beginning: str, said: Sequence[str]) -> tuple[str, int, tuple[str, ...]]:
    """Delimiter, head and where it stands, from the beginning of the text."""
    beginning = beginning.removeprefix("\ufeff")
    if not beginning.strip():
        raise ScienceError(f"“{source.label}” is empty.")
    tried = [(one, _parsed(beginning, one)) for one in _DELIMITERS]
    delimiter, rows = max(tried, key=lambda pair: _fits(pair[1], said))
    at = _head_at(rows, said)
    if at is None and any(name.startswith("#") for name in said):
        # A person says columns by number: then every line is a row.
        return delimiter, -1, tuple(f"column {number}" for number in range(1, max(map(len, rows)) + 1))
    if at is None:
        if _is_values(rows[0]):
            raise ScienceError(
                f"“{source.label}” has no line that names its columns: its first line is "
                f"“{delimiter.join(rows[0])[:80]}”. Put their names into a first line, such as "
                "“member,month,one_to_ones,referrals_given,referrals_received”, or say --column member=#1."
            )
        at = 0
    return delimiter, at, tuple(name.strip() for name in rows[at])


def _parsed(beginning: str, delimiter: str) -> list[list[str]]:
    """The first lines as cells. Blank lines count: the head's place is told in lines of the file."""
    try:
        return list(islice(csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter), _HEAD_WITHIN)) or [[]]
    except csv.Error:
        return [[]]


def _fits(rows: Sequence[Sequence[str]], said: Sequence[str]) -> tuple[int, int]:
    """How well a delimiter explains the lines: names of columns known, then cells in the narrowest full line."""
    return max(_known(row, said) for row in rows), min((len(row) for row in rows if any(row)), default=0)


def _head_at(rows: Sequence[Sequence[str]], said: Sequence[str]) -> int | None:
    """The line that knows most names, at least two of them; else the first full line where it looks like one."""
    known = [_known(row, said) for row in rows[:_HEAD_WITHIN]]
    if known and max(known) >= 2:
        return known.index(max(known))
    first = next((at for at, row in enumerate(rows[:_HEAD_WITHIN]) if any(row)), None)
    return None if first is None or _is_values(rows[first]) else first


def _known(row: Sequence[str], said: Sequence[str]) -> int:
    keys = {key(name) for name in said if not name.startswith("#")}
    return recognised(row) + len({key(cell) for cell in row if key(cell)} & keys)


def _is_values(row: Sequence[str]) -> bool:
    """Whether a line holds a number, which no name of a column is."""
    digits = (cell.strip().replace(".", "", 1).replace("-", "", 2) for cell in row[1:] if not recognised([cell]))
    return any(cell.isdigit() and len(cell) < 12 for cell in digits)


def _names_are_plain(names: Sequence[str]) -> bool:
    """Whether every column has a name of its own, for an engine that does not tell small letters from capitals."""
    return all(names) and len({name.lower() for name in names}) == len(names)


def _made_plain(names: Sequence[str]) -> tuple[str, ...]:
    """Every column with a name of its own; columns without a name at the end are dropped."""
    last = max((at for at, name in enumerate(names) if name.strip()), default=-1)
    made: list[str] = []
    taken: set[str] = set()
    for at, name in enumerate(names[: last + 1], start=1):
        plain = name.strip() or f"column {at}"
        while plain.lower() in taken:
            plain += " again"
        taken.add(plain.lower())
        made.append(plain)
    return tuple(made)


def _opened(path: str, encoding: str) -> TextIO:
    """The text of a file, packed or not; what is no text in this encoding becomes a mark."""
    if path.endswith(".gz"):
        return gzip.open(path, "rt", encoding=encoding, errors="replace", newline="")
    return Path(path).open(encoding=encoding, errors="replace", newline="")


def _encoding(path: str) -> str:
    """UTF-8 where the bytes are; UTF-16 by its mark; else what Windows wrote in the west."""
    size = Path(path).stat().st_size
    with gzip.open(path) if path.endswith(".gz") else Path(path).open("rb") as opened:
        try:
            start = opened.read(4)
        except OSError as refused:
            raise ScienceError(f"“{Path(path).name}” could not be unpacked: {refused}.") from refused
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        opened.seek(0)
        blocks = iter(lambda: opened.read(_BLOCK), b"")
        return "utf-8-sig" if _is_utf8(islice(blocks, 8) if size > _CHECKED else blocks) else "cp1252"


def _is_utf8(blocks: Iterator[bytes]) -> bool:
    rest = b""
    for block in blocks:
        if not rest and block.isascii():
            continue
        try:
            rest = rest + block
            rest.decode("utf-8")
            rest = b""
        except UnicodeDecodeError as error:
            # A letter may be cut in two where the block ends: it is tried again with the next one.
            if error.start < len(rest) - 3:
                return False
            rest = rest[error.start :]
    return not rest
