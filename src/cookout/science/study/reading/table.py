"""Tables of member-months or of pairs, read from files of many forms into the tables that a study counts.

Nothing is done row by row in Python: files are brought into an engine (`loaded`), the distinct texts of months are read
in Python and joined (`months_text`), cells are judged in SQL (`cells`), and one pass over the rows tallies for each
member how many of his rows are good and what is wrong with the others (`tally`). What is left out is counted and shown.

Left behind in the engine, each only where there are such rows:

* `months(chapter VARCHAR, '' where untold; member BIGINT, 0 ... N-1; month INTEGER; x, given, received, tenure,
  attendance INTEGER, NULL where missing)`
* `pairs(chapter; giver, receiver BIGINT; month; met, referrals INTEGER; suggested BOOLEAN; probability DOUBLE)`
* `members(number, chapter, member)` and `pair_members(number, chapter, member)`: who is behind the numbers.

A month is 12 * year + month - 1.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cookout.science.errors import ScienceError
from cookout.science.study.engines.duck import Engine
from cookout.science.study.reading.cells import Read
from cookout.science.study.reading.columns import MONTHS, PAIRS, check_roles
from cookout.science.study.reading.complaints import said
from cookout.science.study.reading.loaded import Asked, load
from cookout.science.study.reading.read_months import read_member_months
from cookout.science.study.reading.read_pairs import read_pairs
from cookout.science.study.results import Complaint

BOTH = "both"


@dataclass(frozen=True, slots=True)
class Table:
    """What was read, by which columns, and what is wrong with it."""

    kind: str
    """`months`, `pairs`, or `both` where the files held tables of both kinds."""
    columns: Mapping[str, str]
    """Role → the column that fills it, as it was detected or said; where files differ, as in the first of them."""
    unused: tuple[str, ...] = ()
    """Columns that mean nothing to a study."""
    complaints: tuple[Complaint, ...] = ()
    months: int = 0
    """Member-months."""
    pairs: int = 0
    """Pair-months."""
    files: int = 0
    counted_months: bool = False
    """Whether months are only counted, without a year."""


def open_table(
    files: Sequence[str],
    *,
    columns: Mapping[str, str] | None = None,
    doubles: str = "refuse",
    kind: str | None = None,
    month: int | None = None,
    engine: Engine,
) -> Table:
    """Read files, folders and patterns into the tables `months` and `pairs` of the engine.

    `columns` maps roles to columns where their names do not say it: `{"one_to_ones": "Treffen"}`, sums
    (`"RGI+RGO"`), joined names (`"Vorname+Nachname"`), columns by number (`"#3"`), the name of the file (`"@file"`, for
    chapter and month). `doubles` says what to do with two rows for one member-month: `refuse` or `sum`. `kind` is
    `months` or `pairs` where the files hold both and one is wanted. `month`, 12 * year + month - 1, says of which month
    chapter reports are where neither their titles nor their names do.

    Raises ScienceError with a sentence for the person where nothing can be answered; what is wrong with the rest is in
    the complaints.
    """
    columns = dict(columns or {})
    if doubles not in {"refuse", "sum"}:
        raise ScienceError(f"“{doubles}” is no way to treat doubles. Say refuse or sum.")
    if kind not in {None, MONTHS, PAIRS}:
        raise ScienceError(f"“{kind}” is no kind of table. Say months or pairs.")
    check_roles(columns, kind)
    with tempfile.TemporaryDirectory(prefix="cookout-reading-") as folder:
        loaded = load(files, Asked(columns, doubles, kind, month), engine, Path(folder))
        return _table(loaded.reads, loaded.complaints, doubles, engine)


def _table(reads: Sequence[Read], complaints: Sequence[Complaint], doubles: str, engine: Engine) -> Table:
    by_kind = {kind: [read for read in reads if read.found.kind == kind] for kind in (MONTHS, PAIRS)}
    said_all = list(complaints)
    rows = {MONTHS: 0, PAIRS: 0}
    counted = False
    for kind, read in ((MONTHS, read_member_months), (PAIRS, read_pairs)):
        if by_kind[kind]:
            done = read(by_kind[kind], doubles, engine)
            said_all += done.complaints
            rows[kind] = done.rows
            counted = counted or done.counted_months
    unused = tuple(dict.fromkeys(name for read in reads for name in read.found.unknown))
    if unused:
        said_all.append(_unused(unused))
    return Table(
        kind=BOTH if by_kind[MONTHS] and by_kind[PAIRS] else reads[0].found.kind,
        columns={role: str(filled) for read in reversed(reads) for role, filled in read.found.filled.items()},
        unused=unused,
        complaints=tuple(said_all),
        months=rows[MONTHS],
        pairs=rows[PAIRS],
        files=sum(len(read.labels) for read in reads),
        counted_months=counted,
    )


def _unused(names: Sequence[str]) -> Complaint:
    text = "Columns left aside, as their names say nothing to a study: %(columns)s. If they do, map them with --column."
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return said("unused_columns", text, columns=shown)
