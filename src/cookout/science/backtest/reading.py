"""Tables of contacts and of ratings, as CSV or packed with gzip: all is read, or the lines that cannot be are named."""

import csv
import gzip
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.touches import Floats, Ints

MOST_BYTES = 1 << 29
"""What is read of one table, unpacked."""

NAMED = 5
"""So many wrong lines are named."""

LATEST = 1e11
"""Seconds that no year of a calendar reaches."""

FROM, TO, TIME = ("src", "from", "a"), ("dst", "to", "b"), ("t", "time", "date")
RATER, RATEE, RATING = ("rater", "from"), ("ratee", "to"), ("rating", "value")


@dataclass(frozen=True, slots=True)
class Rows:
    """Two people a row as numbers from 0 on, when it was in seconds, and the rating where there is one."""

    one: Ints
    other: Ints
    seconds: Floats
    rating: Floats


def read_contacts(path: str) -> Rows:
    """Read a table src, dst, t. Raises ScienceError with the lines that are wrong."""
    return _read(path, (FROM, TO, TIME))


def read_ratings(path: str) -> Rows:
    """Read a table rater, ratee, rating, t. Raises ScienceError with the lines that are wrong."""
    return _read(path, (RATER, RATEE, TIME, RATING))


def _read(path: str, wanted: Sequence[Sequence[str]]) -> Rows:
    numbers: dict[str, int] = {}
    columns: tuple[list[int], list[int], list[float], list[float]] = ([], [], [], [])
    wrong: list[str] = []
    with _opened(path) as file:
        rows = _lines(path, file)
        places = _places(path, next(rows, (1, []))[1], wanted)
        for line, row in rows:
            if not any(cell.strip() for cell in row):
                continue
            try:
                read = _row(row, places)
            except ScienceError as refused:
                wrong.append(f"line {line:,}: {refused}")
                continue
            for column, name in zip(columns[:2], read[0], strict=True):
                column.append(numbers.setdefault(name, len(numbers)))
            columns[2].append(read[1])
            columns[3].append(read[2])
    if wrong:
        more = f" and {len(wrong) - NAMED:,} more" if len(wrong) > NAMED else ""
        raise ScienceError(f"“{path}” cannot be judged: {'; '.join(wrong[:NAMED])}{more}. Mend or remove them.")
    if not columns[0]:
        raise ScienceError(f"“{path}” has a head and no rows.")
    one, other, seconds, rating = columns
    return Rows(np.array(one), np.array(other), np.array(seconds), np.array(rating))


def _opened(path: str) -> TextIO:
    try:
        if path.lower().endswith(".gz"):
            return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
        return open(path, encoding="utf-8-sig", newline="")
    except OSError as refused:
        raise ScienceError(f"“{path}” cannot be read: {refused.strerror or 'it is no file'}.") from refused


def _lines(path: str, file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells; what breaks the file on the way is one sentence."""
    read = 0

    def counted() -> Iterator[str]:
        nonlocal read
        while text := file.readline(1 << 20):
            read += len(text)
            if read > MOST_BYTES:
                raise ScienceError(f"“{path}” is larger than {MOST_BYTES >> 20} MB once it is unpacked.")
            yield text

    rows = csv.reader(counted(), strict=True)
    try:
        for row in rows:
            yield rows.line_num, row
    except UnicodeDecodeError as refused:
        raise ScienceError(f"“{path}” is no text in UTF-8, after line {rows.line_num:,}. Save it as CSV.") from refused
    except (csv.Error, OSError, EOFError, zlib.error) as refused:
        raise ScienceError(f"“{path}” breaks off or is damaged after line {rows.line_num:,}.") from refused


def _places(path: str, head: Sequence[str], wanted: Sequence[Sequence[str]]) -> list[int]:
    """Where each column stands."""
    names = [cell.strip().lower() for cell in head]
    found = [next((names.index(name) for name in one if name in names), -1) for one in wanted]
    missing = [one[0] for one, place in zip(wanted, found, strict=True) if place < 0]
    if missing:
        raise ScienceError(
            f"“{path}” has no column {', '.join(missing)}. Its head must name {', '.join(one[0] for one in wanted)}."
        )
    return found


def _row(row: Sequence[str], places: Sequence[int]) -> tuple[tuple[str, str], float, float]:
    if max(places) >= len(row):
        raise ScienceError("cells are missing")
    cells = [row[place].strip() for place in places]
    if not (cells[0] and cells[1]):
        raise ScienceError("a person is missing")
    rating = _number(cells[3], "rating") if len(cells) > 3 else 0.0
    return (cells[0], cells[1]), _time(cells[2]), rating


def _number(text: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) < LATEST:
        raise ScienceError(f"“{text[:40]}” is no {what}")
    return value


def _time(text: str) -> float:
    """Seconds, or a day or instant as 2026-04-30 or 2026-04-30T18:00Z; without a zone it is UTC."""
    if "-" in text[1:] and ":" not in text[:4]:
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            return _number(text, "time")
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    return _number(text, "time")
