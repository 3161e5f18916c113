"""What is wrong with a table, in sentences: what, in which column, and what to do about it."""

from collections.abc import Mapping, Sequence

from cookout.science.errors import ScienceError
from cookout.science.study.reading.cells import (
    FRACTION,
    IMPOSSIBLE,
    MOST,
    MOST_TENURE,
    NEGATIVE,
    NOT_A_CHANCE,
    NOT_A_NUMBER,
    NOT_YES_OR_NO,
)
from cookout.science.study.reading.columns import PAIRS, Found
from cookout.science.study.results import Complaint, Words

NO_NAME, NO_MONTH, NO_COUNT, TOTAL, SELF = 1, 2, 3, 10, 11
"""What can be wrong with a whole row; what can be wrong with a cell is in `cells`."""

_ROWS: Mapping[int, tuple[str, str]] = {
    NO_NAME: ("no_name", "%(rows)s left out: they name nobody in “%(column)s”."),
    NO_MONTH: (
        "unread_month",
        "%(rows)s left out: “%(column)s” holds no month there that can be read. Write months as 2025-09.",
    ),
    NO_COUNT: (
        "no_count",
        "%(rows)s left out: “%(column)s” is blank there. Blank is missing, not zero: write 0 for none.",
    ),  # fmt: skip
    NOT_A_NUMBER: ("not_a_number", "%(rows)s left out: “%(column)s” holds words there where a number belongs."),
    NEGATIVE: ("negative", "%(rows)s left out: “%(column)s” is below zero there. A count begins at 0."),
    FRACTION: ("fraction", "%(rows)s left out: “%(column)s” is no whole number there. Counts are whole."),
    IMPOSSIBLE: (
        "impossible",
        "%(rows)s left out: “%(column)s” is over %(most)s there, more than a month can hold. Put it right in the file.",
    ),
    NOT_YES_OR_NO: ("not_yes_or_no", "%(rows)s left out: “%(column)s” says neither yes nor no there."),
    NOT_A_CHANCE: ("not_a_chance", "%(rows)s left out: “%(column)s” is no probability between 0 and 1 there."),
    TOTAL: ("total_row", "%(rows)s left out: they are sums over members, not members."),
    SELF: ("self_pair", "%(rows)s left out: giver and receiver are the same person there."),
}
PLAIN_ROLE = {
    "one_to_ones": "1-2-1s",
    "referrals_given": "referrals given",
    "referrals_received": "referrals received",
    "member": "members",
    "month": "months",
    "giver": "givers",
    "receiver": "receivers",
    "met": "1-2-1s of the two",
    "referrals": "referrals",
    "attendance": "attendance",
    "tenure": "months of membership",
    "suggested": "what the hat suggested",
    "probability": "probabilities",
    "chapter": "chapters",
}
_NEVER = {
    NOT_A_NUMBER: "holds words, not numbers",
    NEGATIVE: "is mostly below zero",
    FRACTION: "holds mostly fractions, such as averages, not counts of one month",
    IMPOSSIBLE: "is mostly far over what a month can hold, as if it held sums of money or years",
    NOT_YES_OR_NO: "says neither yes nor no",
    NOT_A_CHANCE: "holds no probabilities between 0 and 1",
}


def counted(rows: int) -> str:
    """`1 row`, `1,204 rows`."""
    return "1 row" if rows == 1 else f"{rows:,} rows"


def left_out(code: int, column: str, role: str, rows: int, examples: Sequence[str]) -> Complaint:
    """Rows that are kept out for one reason."""
    name, text = _ROWS[code]
    most = MOST_TENURE if role == "tenure" else MOST
    values = {"rows": counted(rows), "column": column, "most": f"{most:,}"}
    return Complaint(name, Words(text, values), rows, tuple(examples))


def column_unusable(code: int, column: str, role: str, others: Sequence[str]) -> Complaint:
    """A column that never says what was looked for in it; the study goes on without."""
    name = _ROWS[code][0]
    text = (
        "“%(column)s” was taken for %(role)s, but it %(never)s. It is left aside. Say which column is meant: "
        "--column %(key)s=NAME. Others in the table: %(others)s."
    )
    return Complaint(name, Words(text, _unusable(code, column, role, others)))


def refuse_column(code: int, column: str, role: str, others: Sequence[str]) -> ScienceError:
    """The same, where nothing can be answered without it."""
    text = (
        "“%(column)s” was taken for %(role)s, but it %(never)s. Say which column is meant: --column %(key)s=NAME. "
        "Others in the table: %(others)s."
    )
    return ScienceError(text % _unusable(code, column, role, others))


def _unusable(code: int, column: str, role: str, others: Sequence[str]) -> dict[str, str]:
    listed = ", ".join(f"“{one}”" for one in others[:8]) or "none"
    return {"column": column, "role": PLAIN_ROLE[role], "key": role, "never": _NEVER[code], "others": listed}


MANY_NAMES, LONG_NAME = 12, 60


def listed(names: Sequence[str]) -> str:
    """Names of columns for a sentence: the first dozen, each no longer than a line bears."""
    some = [name if len(name) <= LONG_NAME else f"{name[: LONG_NAME - 1]}…" for name in names[:MANY_NAMES]]
    more = len(names) - len(some)
    return ", ".join(some) + (f" and {more:,} more" if more else "") if some else "none"


def lacking(label: str, found: Found, names: Sequence[str]) -> ScienceError:
    """A table without columns that are needed."""
    lacks = list(found.lacks)
    if not found.has_outcome:
        lacks.append("referrals_given or referrals_received")
    table = "pairs" if found.kind == PAIRS else "member-months"
    example = next(iter(found.lacks), "referrals_given")
    return ScienceError(
        f"“{label}” was read as a table of {table}, but no column says: {', '.join(lacks)}. "
        f"Say which is meant, such as --column {example}=NAME. Its columns: {listed(names)}."
    )


def said(code: str, text: str, rows: int = 0, examples: Sequence[str] = (), /, **values: object) -> Complaint:
    """Any other complaint."""
    return Complaint(code, Words(text, {name: str(value) for name, value in values.items()}), rows, tuple(examples))


def doubled(rows: int, what: str, examples: Sequence[str]) -> ScienceError:
    """Two rows for one member-month: only a person knows what they mean."""
    return ScienceError(
        f"{counted(rows)} too many: one {what} has two rows or more, such as {'; '.join(examples)}. "
        "If each row is a part, add them up with --doubles sum; if the table holds the same twice, put it right."
    )


def summed(rows: int, what: str) -> Complaint:
    """Doubles that were added up, as asked."""
    return said(
        "doubles_summed", "%(rows)s added to another row of the same %(what)s, as asked.", rows,
        rows=counted(rows), what=what,
    )  # fmt: skip
