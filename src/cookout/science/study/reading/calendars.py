"""What each text for a month means, as a small table that rows are joined to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cookout.science.errors import ScienceError
from cookout.science.study.engines.duck import Engine
from cookout.science.study.reading.cells import Read, literal, month_cell, month_is_number
from cookout.science.tables.months_text import Months, month_of_year, read_months

MOST_TEXTS = 20_000
"""More different texts than this are no months."""
_WORD = 62
"""Months that one whole number marks, a bit each."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The view `calendar_KIND(key, month, word, mark)`: bit `mark` of the whole number `word` stands for the month."""

    months: Months
    words: int
    by_day: bool
    """Whether the texts held times of day, which were cut off."""


def calendar(kind: str, reads: Sequence[Read], engine: Engine) -> Calendar:
    """Read the distinct texts for months, and leave behind what they mean."""
    as_number = all(month_is_number(read) for read in reads)
    column = str(reads[0].found.filled["month"])
    by_day = False
    keys = _keys(reads, as_number, by_day, engine)
    if len(keys) > MOST_TEXTS:
        by_day = True
        keys = _keys(reads, as_number, by_day, engine)
    if len(keys) > MOST_TEXTS:
        raise ScienceError(
            f"“{column}” holds more than {MOST_TEXTS:,} different texts, too many for months. Say which column holds "
            "the month: --column month=NAME."
        )
    months = _read(keys)
    _refuse(column, keys, months)
    first, last = min(months.of.values(), default=0), max(months.of.values(), default=0)
    lines = [
        f"({key if as_number else literal(key)}, {month}, {(month - first) // _WORD}, {1 << (month - first) % _WORD})"
        for key, month in sorted(months.of.items())
    ] or [f"({'0' if as_number else literal('')}, 0, 0, 1)"]
    kept = "CAST(key AS BIGINT)" if as_number else "key"
    engine.view(
        f"calendar_{kind}",
        f"SELECT {kept} AS key, CAST(month AS INTEGER) AS month, CAST(word AS INTEGER) AS word, "
        f"CAST(mark AS BIGINT) AS mark FROM (VALUES {', '.join(lines)}) AS c(key, month, word, mark)",
    )
    return Calendar(months, (last - first) // _WORD + 1, by_day)


def _keys(reads: Sequence[Read], as_number: bool, by_day: bool, engine: Engine) -> list[str]:
    """The distinct texts, one more than there may be."""
    each = " UNION ALL ".join(f"SELECT {month_cell(read, as_number, by_day)} AS key FROM {read.view}" for read in reads)
    found = engine.rows(
        f"SELECT DISTINCT key FROM ({each}) AS k WHERE key IS NOT NULL LIMIT {MOST_TEXTS + 1}",
        doing="reading the months",
    )
    return sorted(str(key) for (key,) in found)


def _read(keys: Sequence[str]) -> Months:
    """Months as texts say them, or a year and a month of two columns."""
    split = {text: text.split("|", 1) for text in keys if "|" in text}
    plain = read_months(text for text in keys if text not in split)
    of = dict(plain.of)
    for text, (year, month) in split.items():
        number = month_of_year(month)
        whole = read_months([f"{year.strip().split('.')[0]}-{number:02d}" if number else month])
        if whole.of and not whole.counted:
            of[text] = next(iter(whole.of.values()))
    return replace(plain, of=of, counted=plain.counted and not split)


def _refuse(column: str, keys: Sequence[str], months: Months) -> None:
    if months.ambiguous:
        raise ScienceError(
            f"“{column}” holds dates such as “{months.ambiguous[0]}”, where day and month cannot be told apart. Write "
            "them as 2025-09-01."
        )
    told = [key for key in keys if key.strip(" |")]
    if told and not months.of:
        raise ScienceError(
            f"“{column}” was taken for the month, but “{told[0].replace('|', ' ')}” is none that can be read. Write "
            "months as 2025-09, or say which column holds them: --column month=NAME."
        )
