"""One pass over the rows of alike tables: whose rows, how many good, what is wrong with the others, and doubles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cookout.science.errors import ScienceError
from cookout.science.study.engines.duck import Engine
from cookout.science.study.reading.calendars import calendar
from cookout.science.study.reading.cells import (
    FINE,
    Read,
    is_whole,
    month_is_number,
    projection,
)
from cookout.science.study.reading.columns import NEEDED
from cookout.science.study.reading.complaints import (
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
from cookout.science.study.results import Complaint
from cookout.science.tables.months_text import Months, written

_TOTALS = "('total', 'totals', 'grand total', 'sum', 'summe', 'gesamt', 'gesamtsumme', 'insgesamt')"
UNTOLD = -9223372036854775807
"""What stands for a chapter or member that is not told, where they are numbers."""
_NO_TEXT = "''"
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
    """What is left in the engine, and what was found on the way.

    The view `judged_KIND` has all rows with names as they are written; the table `tally_KIND` has a line for each
    writing of a name and each flaw: names trimmed and as written (`raw_`), number of rows, a mark for each month.
    """

    shape: Shape
    reads: tuple[Read, ...]
    complaints: tuple[Complaint, ...]
    rows: int
    months: Months
    as_number: Mapping[str, bool]
    doubles: int = 0

    @property
    def judged(self) -> str:
        """The view of all rows with their flaws."""
        return f"judged_{self.shape.kind}"

    @property
    def tally(self) -> str:
        """The table of people."""
        return f"tally_{self.shape.kind}"


def tallied(shape: Shape, reads: Sequence[Read], engine: Engine) -> Tallied:
    """Judge every row, and count by whom and by flaw; columns that never say what is sought are left aside."""
    reads = list(reads)
    days = calendar(shape.kind, reads, engine)
    complaints: list[Complaint] = []
    while True:
        as_number = _as_number(shape, reads)
        _judge(shape, reads, as_number, days.by_day, engine)
        _count(shape, as_number, days.words, engine)
        flaws = {
            int(flaw): int(rows)
            for flaw, rows in engine.rows(f"SELECT flaw, sum(n) FROM tally_{shape.kind} GROUP BY flaw")
        }
        unusable = _unusable(shape, flaws)
        if unusable is None:
            break
        reads, complaint = _without(shape, reads, *unusable)
        complaints.append(complaint)
    complaints += _left_out(shape, reads, flaws, engine)
    if FINE not in flaws:
        raise _nothing_left(complaints)
    done = Tallied(shape, tuple(reads), tuple(complaints), flaws[FINE], days.months, as_number)
    return replace(done, doubles=_doubles(done, days.words, engine))


def _doubles(done: Tallied, words: int, engine: Engine) -> int:
    """Good rows beyond the first of the same people and month."""
    marks = ", ".join(f"bit_or(m{at}) AS m{at}" for at in range(words))
    months = " + ".join(f"bit_count(m{at})" for at in range(words))
    people = f"SELECT sum(n) AS n, {marks} FROM {done.tally} WHERE flaw = 0 GROUP BY {', '.join(done.shape.names)}"
    return int(engine.rows(f"SELECT coalesce(sum(n - ({months})), 0) FROM ({people}) AS p")[0][0])


def examples_of_doubles(done: Tallied, engine: Engine) -> list[str]:
    """At most three people and months that stand twice."""
    by = ", ".join(f"t.{name}" for name in done.shape.names)
    twice = (
        f"SELECT {by}, j.month, count(*) FROM {done.judged} AS j JOIN {done.tally} AS t ON {same_people(done)} "
        f"WHERE j.flaw = 0 AND t.flaw = 0 GROUP BY {by}, j.month HAVING count(*) > 1 "
        f"ORDER BY {by}, j.month LIMIT {EXAMPLES}"
    )
    return [f"{_people(who)} in {written(int(month))}" for _chapter, *who, month, _rows in engine.rows(twice)]


def same_people(done: Tallied) -> str:
    """How a judged row `j` finds its people in the tally `t`."""
    return " AND ".join(f"j.{name} = t.raw_{name}" for name in done.shape.names)


def _as_number(shape: Shape, reads: Sequence[Read]) -> dict[str, bool]:
    """Which names are whole numbers by type in all tables, so that they need not become texts."""
    kinds = {role: [read.type_of(role) for read in reads] for role in shape.names}
    found = {role: all(is_whole(kind) for kind in of) for role, of in kinds.items()}
    same = all(found[role] for role in shape.people)
    found.update(dict.fromkeys(shape.people, same))
    return {**found, "month": all(month_is_number(read) for read in reads)}


def _judge(shape: Shape, reads: Sequence[Read], as_number: Mapping[str, bool], by_day: bool, engine: Engine) -> None:
    """Leaves behind the view `judged_KIND`."""
    rows = " UNION ALL ".join(projection(read, shape.numbers, as_number, by_day) for read in reads)
    names = ", ".join(
        f"coalesce(u.{role}, {UNTOLD if as_number[role] else _NO_TEXT}) AS {role}" for role in shape.names
    )
    values = ", ".join(f"u.v_{role}, u.s_{role}" for role in shape.numbers)
    engine.view(
        f"judged_{shape.kind}",
        f"SELECT {names}, u.key, c.month, c.word, c.mark, {values}, {_flaw(shape, reads, as_number)} AS flaw "
        f"FROM ({rows}) AS u LEFT JOIN calendar_{shape.kind} AS c ON u.key = c.key",
    )


def _flaw(shape: Shape, reads: Sequence[Read], as_number: Mapping[str, bool]) -> str:
    """What is wrong with a row: the first thing found; -1 for a blank line, which is no row at all."""
    by_file = {role for read in reads for role, filled in read.found.filled.items() if filled.how == "file"}
    names = [role for role in shape.names if role not in by_file]
    nothing = [f"u.{role} IS NULL" if as_number[role] else f"coalesce(u.{role}, '') = ''" for role in names]
    nothing += [f"u.v_{role} IS NULL" for role in shape.required]
    nothing += [] if "month" in by_file else ["u.key IS NULL"]
    cases = [f"WHEN {' AND '.join(nothing)} THEN -1", f"WHEN c.month IS NULL THEN {NO_MONTH}"]
    cases += [f"WHEN u.w_{role} <> 0 THEN {_STEP * at} + u.w_{role}" for at, role in enumerate(shape.numbers)]
    cases += [f"WHEN u.v_{role} IS NULL THEN {_STEP * shape.numbers.index(role) + NO_COUNT}" for role in shape.required]
    return f"CASE {' '.join(cases)} ELSE {FINE} END"


def _count(shape: Shape, as_number: Mapping[str, bool], words: int, engine: Engine) -> None:
    """Leaves behind `tally_KIND`. What is wrong with a name is found here, once for each name and not for each row."""
    names = ", ".join(shape.names)
    marks = ", ".join(f"bit_or(CASE WHEN word = {at} THEN mark ELSE 0 END) AS m{at}" for at in range(words))
    by_name = (
        f"SELECT {names}, flaw, count(*) AS n, {marks} FROM judged_{shape.kind} WHERE flaw >= 0 GROUP BY {names}, flaw"
    )
    raw = ", ".join(f"{name} AS raw_{name}" for name in shape.names)
    plain = ", ".join(name if as_number[name] else f"trim({name}) AS {name}" for name in shape.names)
    cases = []
    for at, role in enumerate(shape.people):
        blank = f"{role} = {UNTOLD}" if as_number[role] else f"trim({role}) = ''"
        cases.append(f"WHEN {blank} THEN {_STEP * at + NO_NAME}")
        if not as_number[role]:
            cases.append(f"WHEN lower(trim({role})) IN {_TOTALS} THEN {TOTAL}")
    if len(shape.people) == 2:
        alike = [role if as_number[role] else f"trim({role})" for role in shape.people]
        cases.append(f"WHEN {' = '.join(alike)} THEN {SELF}")
    kept = ", ".join(f"m{at}" for at in range(words))
    engine.keep(
        f"tally_{shape.kind}",
        f"SELECT {plain}, {raw}, CASE {' '.join(cases)} ELSE flaw END AS flaw, n, {kept} FROM ({by_name}) AS b",
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
    if flaw % _STEP in {NO_NAME, TOTAL, SELF}:
        rows = engine.rows(
            f"SELECT {people} FROM tally_{shape.kind} WHERE flaw = {flaw} GROUP BY {people} "
            f"ORDER BY {people} LIMIT {EXAMPLES}"
        )
        return [shown for who in rows if (shown := _people(who))]
    text = f"s_{role}" if role in shape.numbers else "CAST(key AS STRING)"
    rows = engine.rows(
        f"SELECT {people}, CAST(key AS STRING), {text} FROM judged_{shape.kind} WHERE flaw = {flaw} "
        f"ORDER BY {people}, CAST(key AS STRING), {text} LIMIT {EXAMPLES}"
    )
    return [_shown(who, key, cell if role in shape.numbers else None) for *who, key, cell in rows]


def _shown(who: Sequence[object], key: object, cell: object) -> str:
    place = ", ".join(part for part in (_people(who), str(key or "").replace("|", "-")) if part)
    return f"{place}: “{cell}”" if cell else place


def _people(names: Sequence[object]) -> str:
    return " → ".join(str(name).strip() for name in names if name not in {None, "", UNTOLD})


def _nothing_left(complaints: Sequence[Complaint]) -> ScienceError:
    if not complaints:
        return ScienceError("The table has a head, but no rows. Put a row for each member and month below it.")
    shown = f" For example: {'; '.join(complaints[-1].examples)}." if complaints[-1].examples else ""
    return ScienceError(f"No row of the table can be used. {complaints[-1].words}{shown}")


def note_counted(months: Months) -> list[Complaint]:
    """That months are only counted, where they are."""
    text = "Months are whole numbers without a year; they are taken as counted one after the other."
    return [said("counted_months", text)] if months.counted else []
