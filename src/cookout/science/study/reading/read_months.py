"""Member-months out of tallied rows, and what their numbers give away about themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cookout.science.errors import ScienceError
from cookout.science.study.engines.duck import Engine
from cookout.science.study.reading.cells import Read
from cookout.science.study.reading.columns import MONTHS, looks_like_score
from cookout.science.study.reading.complaints import PLAIN_ROLE, doubled, said, summed
from cookout.science.study.reading.tally import (
    UNTOLD,
    Shape,
    Tallied,
    examples_of_doubles,
    note_counted,
    same_people,
    tallied,
)
from cookout.science.study.results import Complaint

SHAPE = Shape(
    kind=MONTHS,
    people=("member",),
    numbers=("one_to_ones", "referrals_given", "referrals_received", "tenure", "attendance"),
    required=("one_to_ones",),
    row="member-month",
)
COLUMN = {
    "one_to_ones": "x",
    "referrals_given": "given",
    "referrals_received": "received",
    "tenure": "tenure",
    "attendance": "attendance",
}
"""Role → its column in the table `months`."""
OUTCOMES = ("referrals_given", "referrals_received")
CONTROL_CONTAINS = "control_contains_outcome"
_FEWEST = 12
"""Fewer rows can lie on a line by chance."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was left behind in the engine."""

    rows: int
    complaints: tuple[Complaint, ...]
    counted_months: bool = False


def read_member_months(reads: Sequence[Read], doubles: str, engine: Engine) -> Done:
    """Leave behind `months` and `members`."""
    done = tallied(SHAPE, reads, engine)
    complaints = [*done.complaints, *note_counted(done.months)]
    if done.doubles and doubles == "refuse":
        raise doubled(done.doubles, SHAPE.row, examples_of_doubles(done, engine))
    engine.keep("members", people_of(done))
    engine.keep(
        "written_members",
        f"SELECT t.raw_chapter, t.raw_member, m.number, {chapter_text(done, 't')} AS home FROM {done.tally} AS t "
        "JOIN members AS m ON t.chapter = m.chapter AND t.member = m.member WHERE t.flaw = 0",
    )
    engine.keep("months_as_told", _months(done), doing="putting the months in order")
    if done.doubles:
        complaints.append(summed(done.doubles, SHAPE.row))
    complaints += _about(done, engine)
    aside = {str(one.words.values["key"]) for one in complaints if one.code == CONTROL_CONTAINS}
    columns = ", ".join(
        f"CAST({COLUMN[role] if role in _told(done) and role not in aside else 'NULL'} AS INTEGER) AS {COLUMN[role]}"
        for role in SHAPE.numbers
    )
    engine.view("months", f"SELECT chapter, member, CAST(month AS INTEGER) AS month, {columns} FROM months_as_told")
    return Done(done.rows - done.doubles, tuple(complaints), done.months.counted)


def people_of(done: Tallied) -> str:
    """The query of all chapters and names with good rows."""
    each = (f"SELECT chapter, {role} AS member FROM {done.tally} WHERE flaw = 0" for role in done.shape.people)
    return (
        "SELECT CAST(row_number() OVER (ORDER BY chapter, member) - 1 AS BIGINT) AS number, chapter, member "
        f"FROM (SELECT DISTINCT chapter, member FROM ({' UNION ALL '.join(each)}) AS e) AS p"
    )


def chapter_text(done: Tallied, table: str) -> str:
    """The chapter as text, empty where it is not told."""
    if not done.as_number["chapter"]:
        return f"{table}.chapter"
    return f"CASE WHEN {table}.chapter = {UNTOLD} THEN '' ELSE CAST({table}.chapter AS STRING) END"


def _told(done: Tallied) -> list[str]:
    """The numbers for which there is a column."""
    return [role for role in SHAPE.numbers if any(role in read.found.filled for read in done.reads)]


def _months(done: Tallied) -> str:
    """Only what is told, in the smallest type that holds it: a third less memory for a long table."""
    numbers = {role: f"CAST(j.v_{role} AS SMALLINT)" for role in _told(done)}
    if done.doubles:
        # A part that is missing makes the whole missing; membership does not add up.
        numbers = {
            role: f"CASE WHEN count(j.v_{role}) = count(*) THEN CAST({_whole(role)}(j.v_{role}) AS INTEGER) END"
            for role in numbers
        }
    columns = ", ".join(f"{number} AS {COLUMN[role]}" for role, number in numbers.items())
    by = " GROUP BY t.home, t.number, j.month" if done.doubles else ""
    return (
        f"SELECT t.home AS chapter, t.number AS member, CAST(j.month AS SMALLINT) AS month, {columns} "
        f"FROM {done.judged} AS j JOIN written_members AS t ON {same_people(done)} WHERE j.flaw = 0{by}"
    )


def _whole(role: str) -> str:
    return "max" if role == "tenure" else "sum"


def _about(done: Tallied, engine: Engine) -> list[Complaint]:
    """What the numbers say about themselves: columns that never change, names that are alike, sums of the outcome."""
    told = _told(done)
    names = {role: next(str(r.found.filled[role]) for r in done.reads if role in r.found.filled) for role in told}
    spans = _spans(told, engine)
    complaints = [one for role in OUTCOMES if (one := _outcome(role, names.get(role), spans))]
    if len([one for one in complaints if one.code == "missing_outcome"]) == len(OUTCOMES):
        raise ScienceError("No referrals are told: the columns for referrals given and received are blank throughout.")
    complaints += _constant(names, spans)
    complaints += _half_sums(done.reads)
    complaints += _alike(engine, done.as_number["member"])
    return complaints + _contained(names, spans, engine)


def _spans(told: Sequence[str], engine: Engine) -> dict[str, tuple[int, int, int]]:
    """How often each number is told, its least and its greatest."""
    columns = [COLUMN[role] for role in told]
    asked = ", ".join(f"count({one}), coalesce(min({one}), 0), coalesce(max({one}), 0)" for one in columns)
    row = engine.rows(f"SELECT {asked} FROM months_as_told")[0]
    return {role: (int(row[3 * at]), int(row[3 * at + 1]), int(row[3 * at + 2])) for at, role in enumerate(told)}


def _outcome(role: str, column: str | None, spans: Mapping[str, tuple[int, int, int]]) -> Complaint | None:
    if column is not None and spans[role][0]:
        return None
    text = "No column tells %(role)s; the study answers for the other alone. If there is one: --column %(key)s=NAME."
    if column is not None:
        text = "“%(column)s” is blank throughout, so nothing is said about %(role)s."
    return said("missing_outcome", text, role=PLAIN_ROLE[role], key=role, column=column or "")


def _constant(names: Mapping[str, str], spans: Mapping[str, tuple[int, int, int]]) -> list[Complaint]:
    complaints = []
    for role in ("one_to_ones", *OUTCOMES):
        many, least, most = spans.get(role, (0, 0, 0))
        if many and least == most and role in names:
            text = "“%(column)s” is 0 in every row, so it can explain nothing and nothing can explain it."
            if least:
                text = "“%(column)s” is %(value)s in every row: what never changes can explain nothing."
            complaints.append(said("constant" if least else "all_zero", text, column=names[role], value=least))
    return complaints


def _half_sums(reads: Sequence[Read]) -> list[Complaint]:
    """Inside or outside referrals alone are not all of them."""
    complaints = []
    for role in OUTCOMES:
        filled = next((read.found.filled[role] for read in reads if role in read.found.filled), None)
        if filled and filled.how == "summed" and len(filled.columns) == 1:
            text = "Only “%(column)s” tells %(role)s: those inside or those outside the chapter are missing."
            complaints.append(said("half_sum", text, column=filled.columns[0], role=PLAIN_ROLE[role]))
    return complaints


def _alike(engine: Engine, numbered: bool) -> list[Complaint]:
    """One member alone; names that differ by capitals only; one name in two chapters."""
    (members,) = (int(value) for value in engine.rows("SELECT count(*) FROM members")[0])
    complaints = []
    if members == 1:
        complaints.append(said("one_member", "The table holds one member only: nobody can be compared with anybody."))
    if numbered:
        return complaints
    alike = engine.rows(
        "SELECT min(member), max(member) FROM members GROUP BY chapter, lower(member) HAVING count(*) > 1 ORDER BY 1, 2"
    )
    if alike:
        text = "%(many)s written in two ways, by capitals, and counted as two members each."
        many = "1 name is" if len(alike) == 1 else f"{len(alike)} names are"
        complaints.append(said("alike_names", text, 0, [f"{one}, {other}" for one, other in alike[:3]], many=many))
    shared = [
        str(row[0]) for row in engine.rows("SELECT member FROM members GROUP BY member HAVING count(*) > 1 ORDER BY 1")
    ]
    # Where most names return in each chapter they are numbers within it, and that is no news.
    if shared and 4 * len(shared) < members:
        text = "%(many)s in more than one chapter, and counted as another member in each."
        many = "1 name stands" if len(shared) == 1 else f"{len(shared)} names stand"
        complaints.append(said("two_chapters", text, 0, shared[:3], many=many))
    return complaints


def _contained(names: Mapping[str, str], spans: Mapping[str, tuple[int, int, int]], engine: Engine) -> list[Complaint]:
    """Explanations that are a sum with the outcome in it: they must rise with it, whatever is true."""
    varying = [role for role in SHAPE.numbers if role in names and spans[role][0] and spans[role][1] < spans[role][2]]
    rows, products = _products([COLUMN[role] for role in varying], engine)
    complaints = []
    for role in ("one_to_ones", "attendance", "tenure"):
        inside = [] if role not in varying or rows < _FEWEST else _inside(varying.index(role), varying, products)
        if inside and role == "one_to_ones":
            text = (
                "“%(column)s” is worked out from %(outcome)s: it rises with them by its making, so it cannot explain "
                "them. Take a column that holds the 1-2-1s alone."
            )
            complaints.append(said("contains_outcome", text, column=names[role], outcome=" and ".join(inside)))
        elif inside:
            text = "“%(column)s” is worked out from %(outcome)s, so it is not held still as a second explanation."
            complaints.append(said(CONTROL_CONTAINS, text, column=names[role], key=role, outcome=" and ".join(inside)))
    if looks_like_score(names.get("one_to_ones", "")) and not any(one.code == "contains_outcome" for one in complaints):
        text = "“%(column)s” calls itself a score. If referrals count in it, it cannot explain them."
        complaints.append(said("looks_like_score", text, column=names["one_to_ones"]))
    return complaints


def _products(columns: Sequence[str], engine: Engine) -> tuple[int, npt.NDArray[np.float64]]:
    """Rows in which all are told, and n times the covariances of the columns, from exact whole sums."""
    if not columns:
        return 0, np.zeros((0, 0))
    pairs = [(i, j) for i in range(len(columns)) for j in range(i, len(columns))]
    sums = [f"sum(CAST({one} AS BIGINT))" for one in columns]
    sums += [f"sum(CAST({columns[i]} AS BIGINT) * {columns[j]})" for i, j in pairs]
    told = " AND ".join(f"{one} IS NOT NULL" for one in columns)
    row = engine.rows(f"SELECT count(*), {', '.join(sums)} FROM months_as_told WHERE {told}")[0]
    n, *values = (int(value or 0) for value in row)
    found = np.zeros((len(columns), len(columns)))
    for (i, j), product in zip(pairs, values[len(columns) :], strict=True):
        found[i, j] = found[j, i] = (n * product - values[i] * values[j]) / max(n, 1)
    return n, found


def _inside(at: int, roles: Sequence[str], products: npt.NDArray[np.float64]) -> list[str]:
    """Which outcomes a column is an exact sum of, together with the other columns."""
    others = [one for one in range(len(roles)) if one != at]
    outcomes = [one for one in others if roles[one] in OUTCOMES]
    if not outcomes or products[at, at] <= 0:
        return []
    for explaining in (others, outcomes):
        weights = np.linalg.lstsq(products[np.ix_(explaining, explaining)], products[explaining, at], rcond=1e-12)[0]
        left = products[at, at] - weights @ products[explaining, at]
        if left <= 1e-9 * products[at, at]:
            return [
                PLAIN_ROLE[roles[o]]
                for o, w in zip(explaining, weights, strict=True)
                if o in outcomes and abs(w) > 1e-6
            ]
    return []
