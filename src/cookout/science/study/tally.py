"""One pass over the rows of alike tables: whose rows, how many good, what is wrong with the others, and doubles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cookout.science.errors import ScienceError
from cookout.science.study.cells import (
    FINE,
    Read,
    is_whole,
    literal,
    month_cell,
    month_is_number,
    projection,
)
from cookout.science.study.columns import NEEDED
from cookout.science.study.complaints import (
    NO_COUNT,
    NO_MONTH,
    NO_NAME,
    SELF,
    TOTAL,
    column_unusable,
    left_out,
    refuse_column,
    said,
)
from cookout.science.study.engines import Engine
from cookout.science.study.months_text import Months, month_of_year, read_months, written
from cookout.science.study.results import Complaint

MOST_MONTHS = 20_000
"""More different texts than this are no months."""
_WORD = 62
"""Months that one whole number marks, a bit each."""
_TOTALS = "('total', 'totals', 'grand total', 'sum', 'summe', 'gesamt', 'gesamtsumme', 'insgesamt')"
_UNTOLD = "-9223372036854775807"
_STEP = 16
"""A flaw is told as 16 * place of the role + what is wrong."""
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of one kind of table are made of."""

    kind: str
    people: tuple[str, ...]
    """Roles that name who a row is of, beside the chapter."""
    numbers: tuple[str, ...]
    required: tuple[str, ...]
    """Numbers without which a row says nothing."""
    row: str
    """What a row is called: `member-month`."""

    @property
    def names(self) -> tuple[str, ...]:
        """Chapter first."""
        return ("chapter", *self.people)


@dataclass(frozen=True, slots=True)
class Tallied:
    """The view `judged_KIND` and the table `tally_KIND`, and what was found on the way."""

    shape: Shape
    reads: tuple[Read, ...]
    complaints: tuple[Complaint, ...]
    rows: int
    doubles: int
    months: Months
    as_number: Mapping[str, bool] = field(default_factory=dict)

    @property
    def judged(self) -> str:
        """The view of all rows with their flaws."""
        return f"judged_{self.shape.kind}"

    @property
    def tally(self) -> str:
        """The table of people with the number of their rows, a line for each flaw."""
        return f"tally_{self.shape.kind}"


def tallied(shape: Shape, reads: Sequence[Read], engine: Engine) -> Tallied:
    """Judge every row, and count by whom and by flaw; columns that never say what is sought are left aside."""
    reads = list(reads)
    months = _calendar(shape, reads, engine)
    complaints: list[Complaint] = []
    while True:
        as_number = _as_number(shape, reads)
        words = _judge(shape, reads, as_number, engine)
        _count(shape, words, engine)
        flaws = {
            int(flaw): int(rows)
            for flaw, rows in engine.rows(f"SELECT flaw, sum(n) FROM tally_{shape.kind} GROUP BY flaw")
        }
        unusable = _unusable(shape, flaws)
        if unusable is None:
            break
        reads, complaint = _without(shape, reads, *unusable)
        complaints.append(complaint)
    good = flaws.get(FINE, 0)
    complaints += _left_out(shape, reads, flaws, engine)
    if not good:
        raise _nothing_left(complaints)
    marked = " + ".join(f"bit_count(m{at})" for at in range(words))
    over = engine.rows(
        f"SELECT coalesce(sum(n - ({marked})), 0) FROM tally_{shape.kind} WHERE flaw = 0 AND n > {marked}"
    )
    return Tallied(shape, tuple(reads), tuple(complaints), good, int(over[0][0]), months, as_number)


def examples_of_doubles(done: Tallied, engine: Engine) -> list[str]:
    """At most three rows that stand twice."""
    names = ", ".join(done.shape.names)
    twice = (
        f"SELECT {names}, month, count(*) FROM {done.judged} WHERE flaw = 0 GROUP BY {names}, month "
        f"HAVING count(*) > 1 ORDER BY {names}, month LIMIT {EXAMPLES}"
    )
    return [
        f"{_people(row[1:-2])} in {written(int(row[-2]))} ({row[-1]} rows)"
        for row in engine.rows(twice)
    ]  # fmt: skip


def _calendar(shape: Shape, reads: Sequence[Read], engine: Engine) -> Months:
    """Leaves behind the view `calendar_KIND(key, month, word, mark)`: what each text for a month means."""
    number = all(month_is_number(read) for read in reads)
    keys = " UNION ALL ".join(f"SELECT {month_cell(read, number)} AS key FROM {read.view}" for read in reads)
    found = engine.rows(
        f"SELECT key, count(*) FROM ({keys}) AS k WHERE key IS NOT NULL GROUP BY key LIMIT {MOST_MONTHS + 1}",
        doing="reading the months",
    )
    column = str(reads[0].found.filled["month"])
    if len(found) > MOST_MONTHS:
        raise ScienceError(
            f"“{column}” holds more than {MOST_MONTHS:,} different texts, too many for months. Say which column holds "
            "the month: --column month=NAME."
        )
    months = _read(shape, reads, [str(key) for key, _rows in found])
    if months.ambiguous:
        raise ScienceError(
            f"“{column}” holds dates such as “{months.ambiguous[0]}”, where day and month cannot be told apart. Write "
            "them as 2025-09-01."
        )
    if found and not months.of:
        raise ScienceError(
            f"“{column}” was taken for the month, but “{found[0][0]}” is none that can be read. Write months as "
            "2025-09, or say which column holds them: --column month=NAME."
        )
    first = min(months.of.values(), default=0)
    lines = [
        f"({key if number else literal(key)}, {month}, {(month - first) // _WORD}, {1 << (month - first) % _WORD})"
        for key, month in sorted(months.of.items())
    ] or [f"({'0' if number else literal('')}, 0, 0, 1)"]
    engine.view(
        f"calendar_{shape.kind}",
        "SELECT " + ("CAST(key AS BIGINT) AS key" if number else "key")
        + ", CAST(month AS INTEGER) AS month, CAST(word AS INTEGER) AS word, CAST(mark AS BIGINT) AS mark "
        f"FROM (VALUES {', '.join(lines)}) AS c(key, month, word, mark)",
    )  # fmt: skip
    return months


def _read(shape: Shape, reads: Sequence[Read], texts: Sequence[str]) -> Months:
    """Months as texts say them, or a year and a month of two columns."""
    split = {text: text.split("|", 1) for text in texts if "|" in text}
    plain = read_months(text for text in texts if text not in split)
    of = dict(plain.of)
    for text, (year, month) in split.items():
        number = month_of_year(month)
        whole = read_months([f"{year.split('.')[0]}-{number:02d}" if number else month])
        if whole.of and not whole.counted:
            of[text] = next(iter(whole.of.values()))
    return replace(plain, of=of, counted=plain.counted and not split)


def _as_number(shape: Shape, reads: Sequence[Read]) -> dict[str, bool]:
    """Which names are whole numbers by type in all tables, so that they need not become texts."""
    kinds = {role: [read.type_of(role) for read in reads] for role in shape.names}
    found = {role: all(is_whole(kind) for kind in of) for role, of in kinds.items()}
    same = all(found[role] for role in shape.people)
    found.update(dict.fromkeys(shape.people, same))
    return {**found, "month": all(month_is_number(read) for read in reads)}


def _judge(shape: Shape, reads: Sequence[Read], as_number: Mapping[str, bool], engine: Engine) -> int:
    """Leaves behind the view `judged_KIND`; answers how many numbers mark the months."""
    rows = " UNION ALL ".join(projection(read, shape.numbers, as_number) for read in reads)
    chapter = f"coalesce(u.chapter, {_UNTOLD})" if as_number["chapter"] else "coalesce(u.chapter, '')"
    people = ", ".join(f"u.{role}" for role in shape.people)
    values = ", ".join(f"u.v_{role}, u.s_{role}" for role in shape.numbers)
    engine.view(
        f"judged_{shape.kind}",
        f"SELECT {chapter} AS chapter, {people}, u.key, c.month, c.word, c.mark, {values}, "
        f"{_flaw(shape, as_number)} AS flaw FROM ({rows}) AS u LEFT JOIN calendar_{shape.kind} AS c ON u.key = c.key",
    )
    highest = engine.rows(f"SELECT max(word) FROM calendar_{shape.kind}")
    return int(highest[0][0]) + 1


def _flaw(shape: Shape, as_number: Mapping[str, bool]) -> str:
    """What is wrong with a row: the first thing found; -1 for a blank line, which is no row at all."""
    nothing = " AND ".join(
        [*(f"u.{role} IS NULL" for role in shape.people), *(f"u.v_{role} IS NULL" for role in shape.required)]
    )
    cases = [f"WHEN {nothing} THEN -1"]
    for role in shape.people:
        if not as_number[role]:
            cases.append(f"WHEN lower(u.{role}) IN {_TOTALS} THEN {TOTAL}")
        cases.append(f"WHEN u.{role} IS NULL THEN {_STEP * shape.people.index(role) + NO_NAME}")
    cases.append(f"WHEN c.month IS NULL THEN {NO_MONTH}")
    cases += [f"WHEN u.w_{role} <> 0 THEN {_STEP * at} + u.w_{role}" for at, role in enumerate(shape.numbers)]
    cases += [f"WHEN u.v_{role} IS NULL THEN {_STEP * shape.numbers.index(role) + NO_COUNT}" for role in shape.required]
    if len(shape.people) == 2:
        cases.append(f"WHEN u.{shape.people[0]} = u.{shape.people[1]} THEN {SELF}")
    return f"CASE {' '.join(cases)} ELSE {FINE} END"


def _count(shape: Shape, words: int, engine: Engine) -> None:
    names = ", ".join(shape.names)
    marks = ", ".join(f"bit_or(CASE WHEN word = {at} THEN mark ELSE 0 END) AS m{at}" for at in range(words))
    engine.keep(
        f"tally_{shape.kind}",
        f"SELECT {names}, flaw, count(*) AS n, {marks} FROM judged_{shape.kind} WHERE flaw >= 0 GROUP BY {names}, flaw",
        doing="reading the rows",
    )


def _unusable(shape: Shape, flaws: Mapping[int, int]) -> tuple[int, str] | None:
    """The column, if any, whose cells are wrong in more than half of the rows: it holds something else."""
    whole = sum(flaws.values())
    by_role: dict[int, dict[int, int]] = {}
    for flaw, rows in flaws.items():
        if flaw % _STEP > NO_COUNT and flaw % _STEP < TOTAL:
            by_role.setdefault(flaw // _STEP, {})[flaw % _STEP] = rows
    for at, of in by_role.items():
        if 2 * sum(of.values()) > whole:
            return max(of, key=lambda code: of[code]), shape.numbers[at]
    return None


def _without(shape: Shape, reads: Sequence[Read], code: int, role: str) -> tuple[list[Read], Complaint]:
    """The tables without this column; refused where nothing can be said without it."""
    column = next(str(read.found.filled[role]) for read in reads if role in read.found.filled)
    others = list(dict.fromkeys(name for read in reads for name in read.found.unknown))
    left = [
        replace(read, found=replace(read.found, filled={k: v for k, v in read.found.filled.items() if k != role}))
        for read in reads
    ]
    if role in NEEDED[shape.kind] or not any(read.found.has_outcome for read in left):
        raise refuse_column(code, column, role, others)
    return left, column_unusable(code, column, role, others)


def _left_out(shape: Shape, reads: Sequence[Read], flaws: Mapping[int, int], engine: Engine) -> list[Complaint]:
    complaints = []
    for flaw, rows in sorted(flaws.items()):
        code, at = flaw % _STEP, flaw // _STEP
        if code != FINE:
            role = _role(shape, code, at)
            filled = next((read.found.filled[role] for read in reads if role in read.found.filled), role)
            complaints.append(left_out(code, str(filled), role, rows, _examples(shape, flaw, role, engine)))
    return complaints


def _role(shape: Shape, code: int, at: int) -> str:
    """Which role a flaw is about."""
    if code == NO_MONTH:
        return "month"
    return shape.people[at] if code in {NO_NAME, TOTAL, SELF} else shape.numbers[at]


def _examples(shape: Shape, flaw: int, role: str, engine: Engine) -> list[str]:
    """At most three rows with this flaw, in a few words each."""
    people = ", ".join(shape.people)
    text = f"s_{role}" if role in shape.numbers else "CAST(key AS STRING)"
    rows = engine.rows(
        f"SELECT {people}, CAST(key AS STRING), {text} FROM judged_{shape.kind} WHERE flaw = {flaw} "
        f"ORDER BY {people}, CAST(key AS STRING), {text} LIMIT {EXAMPLES}"
    )
    shown = []
    for *who, key, cell in rows:
        place = ", ".join(part for part in (_people(who), str(key or "").replace("|", "-")) if part)
        shown.append(f"{place}: “{cell}”" if role in shape.numbers and cell else place or "a row without a name")
    return shown


def _people(names: Sequence[object]) -> str:
    return " → ".join(str(name) for name in names if name is not None)


def _nothing_left(complaints: Sequence[Complaint]) -> ScienceError:
    if not complaints:
        return ScienceError("The table has a head, but no rows. Put a row for each member and month below it.")
    shown = f" For example: {'; '.join(complaints[-1].examples)}." if complaints[-1].examples else ""
    return ScienceError(f"No row of the table can be used. {complaints[-1].words}{shown}")


def note_counted(months: Months) -> list[Complaint]:
    """That months are only counted, where they are."""
    text = "Months are whole numbers without a year; they are taken as counted one after the other."
    return [said("counted_months", text)] if months.counted else []
