"""SQL that reads the cells of a table: names, keys of months, numbers and yes or no. One text for DuckDB and Spark.

Reading goes up through three layers of a subquery: `t`, the text or typed value of each column; `v`, the number it
says; `w`, what is wrong with it. Nothing is read row by row in Python.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cookout.science.study.engines.duck import named
from cookout.science.study.reading.columns import NAMES, Found

FINE, NOT_A_NUMBER, NEGATIVE, FRACTION, IMPOSSIBLE, NOT_YES_OR_NO, NOT_A_CHANCE = 0, 4, 5, 6, 7, 8, 9
"""What can be wrong with a cell."""

MOST = 1000
"""More 1-2-1s or referrals than this in one month are a slip of the pen."""
MOST_TENURE = 1200

_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "INT", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "HUGEINT", "UBIGINT"}
_REAL = {"FLOAT", "DOUBLE", "REAL"}
_BLANK = ("", "-", "–", "—", "na", "n/a", "#n/a", "nan", "null", "none", ".", "?", "k.a.", "k. a.")
_YES = ("yes", "y", "true", "t", "1", "1.0", "ja", "j", "wahr", "x", "✓", "on")
_NO = ("no", "n", "false", "f", "0", "0.0", "nein", "falsch", "off")


def is_whole(column_type: str) -> bool:
    """Whether a column holds whole numbers by its type."""
    return column_type.upper() in _WHOLE


def literal(text: str) -> str:
    """A text in SQL, without an apostrophe or backslash inside quotes, which the engines read differently."""
    parts, plain = [], ""
    for letter in text:
        if letter in "'\\":
            parts += [f"'{plain}'", f"chr({ord(letter)})"]
            plain = ""
        else:
            plain += letter
    return " || ".join([*parts, f"'{plain}'"])


def is_one_of(text: str, words: Sequence[str]) -> str:
    """Whether a text is one of these words, whatever its capitals.

    Not by IN: DuckDB makes a join of a long list, worked out for every row, even where a CASE needs it for none.
    """
    return f"instr('|{'|'.join(words)}|', '|' || lower(trim({text})) || '|') > 0"


@dataclass(frozen=True, slots=True)
class Read:
    """One loaded table with what its columns mean; `file` stands for roles that the file's name fills."""

    view: str
    types: Mapping[str, str]
    found: Found
    labels: tuple[str, ...]
    stem: str = ""
    month: int | None = None
    """The month that the file's name says, where it was asked."""

    def type_of(self, role: str) -> str:
        """The type of the only column of a role; empty where there is none or are several."""
        filled = self.found.filled.get(role)
        one = filled is not None and filled.how != "file" and len(filled.columns) == 1
        return self.types[filled.columns[0]].upper() if filled and one else ""


def name_cell(read: Read, role: str, as_number: bool) -> str:
    """A name as it is written; it is trimmed later, once for each name. A number where that is its type everywhere."""
    filled = read.found.filled.get(role)
    if filled is None:
        return "''"
    if filled.how == "file":
        return literal(read.stem)
    if as_number:
        return f"CAST({named(filled.columns[0])} AS BIGINT)"
    if len(filled.columns) == 1:
        return f"CAST({named(filled.columns[0])} AS STRING)"
    return " || ' ' || ".join(f"trim(coalesce(CAST({named(one)} AS STRING), ''))" for one in filled.columns)


def month_cell(read: Read, as_number: bool, by_day: bool = False) -> str:
    """What stands for the month: a text, or a whole number where all tables have one.

    `by_day` cuts off the time of day, where times make too many texts.
    """
    filled = read.found.filled["month"]
    if filled.how == "file":
        return str(read.month) if as_number else f"'{read.month}'"
    kind = read.type_of("month")
    column = named(filled.columns[0])
    if kind.startswith(("DATE", "TIMESTAMP")):
        number = f"CAST(12 * year({column}) + month({column}) - 1 AS BIGINT)"
        return number if as_number else f"CAST({number} AS STRING)"
    if as_number:
        return f"CAST({column} AS BIGINT)"
    text = f"CAST({column} AS STRING)"
    if "year" in read.found.filled:
        year = named(read.found.filled["year"].columns[0])
        return f"CAST({year} AS STRING) || '|' || {text}"
    return f"CASE WHEN substr({text}, 5, 1) = '-' THEN substr({text}, 1, 10) ELSE {text} END" if by_day else text


def month_is_number(read: Read) -> bool:
    """Whether the months of this table come as whole numbers."""
    filled = read.found.filled["month"]
    if filled.how == "file":
        return True
    kind = read.type_of("month")
    return kind.startswith(("DATE", "TIMESTAMP")) or (is_whole(kind) and "year" not in read.found.filled)


def projection(read: Read, numbers: Sequence[str], as_number: Mapping[str, bool], by_day: bool = False) -> str:
    """The query of one table: its names, `key` of the month, for each number `v_`, `w_` and `s_`, as written."""
    parts = {role: read.found.filled[role].columns for role in numbers if role in read.found.filled}
    cells = [(f"{role}_{at}", role, column) for role, columns in parts.items() for at, column in enumerate(columns)]
    keep = [f"{name_cell(read, role, as_number[role])} AS {role}" for role in as_number if role in NAMES]
    keep.append(f"{month_cell(read, as_number['month'], by_day)} AS key")
    first = ", ".join([*keep, *(f"{_taken(read, column)} AS t_{cell}" for cell, _role, column in cells)])
    names = [role for role in as_number if role in NAMES] + ["key"]
    second = ", ".join(
        [*names, *(f"t_{cell}, {_value(read, role, column, f't_{cell}')} AS v_{cell}" for cell, role, column in cells)]
    )
    third = ", ".join([*names, *(_judged(role, len(parts.get(role, ()))) for role in numbers)])
    return f"SELECT {third} FROM (SELECT {second} FROM (SELECT {first} FROM {named(read.view)}) AS a) AS b"


def _is_typed(read: Read, column: str) -> bool:
    kind = read.types[column].upper()
    return kind in _WHOLE or kind in _REAL or kind.startswith("DECIMAL") or kind == "BOOLEAN"


def _taken(read: Read, column: str) -> str:
    """The cell as it is where it is a number by type, else its text."""
    return named(column) if _is_typed(read, column) else f"CAST({named(column)} AS STRING)"


def _value(read: Read, role: str, column: str, cell: str) -> str:
    """The number a cell says, NULL where it is blank or says none."""
    kind = read.types[column].upper()
    if kind == "BOOLEAN":
        return f"CAST(CAST({cell} AS INTEGER) AS DOUBLE)"
    if kind in _REAL:
        return f"CASE WHEN isnan({cell}) THEN NULL ELSE CAST({cell} AS DOUBLE) END"
    if _is_typed(read, column):
        return f"CAST({cell} AS DOUBLE)"
    yes = f"CASE WHEN {is_one_of(cell, _YES)} THEN 1.0 WHEN {is_one_of(cell, _NO)} THEN 0.0 END"
    if role == "suggested":
        return f"CAST({yes} AS DOUBLE)"
    # 1_000 is a number to DuckDB and none to Spark: to a person it is a slip.
    plain = f"replace({cell}, '_', '?')"
    # 1,5 is one and a half; 1,500 could be fifteen hundred and is left unread rather than guessed.
    comma = f"CASE WHEN {cell} LIKE '%,___' THEN NULL ELSE TRY_CAST(replace({plain}, ',', '.') AS DOUBLE) END"
    tries = [f"TRY_CAST({plain} AS DOUBLE)", comma]
    if role == "met":
        tries.append(f"CAST({yes} AS DOUBLE)")
    if role == "probability":
        tries.append(f"TRY_CAST(replace(replace({plain}, '%', ''), ',', '.') AS DOUBLE) / 100.0")
    return f"nullif(coalesce({', '.join(tries)}), CAST('NaN' AS DOUBLE))"


def _judged(role: str, many: int) -> str:
    """Value, flaw and text of a role out of its cells; all NULL where no column fills it."""
    if not many:
        return f"CAST(NULL AS DOUBLE) AS v_{role}, 0 AS w_{role}, CAST(NULL AS STRING) AS s_{role}"
    cells = [f"{role}_{at}" for at in range(many)]
    flaws = [_flaw(role, cell) for cell in cells]
    flaw = flaws[0] if many == 1 else f"greatest({', '.join(flaws)})"
    value = " + ".join(f"v_{cell}" for cell in cells)
    text = " || '+' || ".join(f"coalesce(CAST(t_{cell} AS STRING), '')" for cell in cells)
    return f"{value} AS v_{role}, {flaw} AS w_{role}, {text} AS s_{role}"


def _flaw(role: str, cell: str) -> str:
    told = f"t_{cell} IS NOT NULL AND NOT {is_one_of(f'CAST(t_{cell} AS STRING)', _BLANK)}"
    unread = f"WHEN v_{cell} IS NULL THEN CASE WHEN {told} THEN %d ELSE {FINE} END"
    if role == "suggested":
        return f"CASE {unread % NOT_YES_OR_NO} WHEN v_{cell} NOT IN (0, 1) THEN {NOT_YES_OR_NO} ELSE {FINE} END"
    if role == "probability":
        return f"CASE {unread % NOT_A_CHANCE} WHEN v_{cell} < 0 OR v_{cell} > 1 THEN {NOT_A_CHANCE} ELSE {FINE} END"
    most = MOST_TENURE if role == "tenure" else MOST
    return (
        f"CASE {unread % NOT_A_NUMBER} WHEN v_{cell} < 0 THEN {NEGATIVE} WHEN v_{cell} > {most} THEN {IMPOSSIBLE} "
        f"WHEN v_{cell} <> floor(v_{cell}) THEN {FRACTION} ELSE {FINE} END"
    )
