"""Who met whom, and when: the last 1-2-1 of each pair of members."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from cookout.science.pairing.reading.people import People
from cookout.science.pairing.reading.sheet import Form, Row, Sheet, open_sheet
from cookout.science.tables.days import read_days

ONE = frozenset(["a", "one", "first", "member", "member1", "membera", "name1", "from"])
OTHER = frozenset(["b", "other", "second", "partner", "member2", "memberb", "name2", "with", "to"])

HISTORY = Form(
    noun="history",
    needed=MappingProxyType(
        {"a": ONE, "b": OTHER, "date": frozenset(["date", "day", "on", "heldon", "met", "datum", "tag"])}
    ),
    optional=MappingProxyType({}),
    example="a,b,date",
)


@dataclass(frozen=True, slots=True)
class History:
    """1-2-1s between members."""

    label: str
    held: tuple[tuple[int, int, date], ...]
    """The lower member first."""
    notes: tuple[str, ...]

    @property
    def last(self) -> Mapping[tuple[int, int], date]:
        """When each pair met last."""
        found: dict[tuple[int, int], date] = {}
        for one, other, day in self.held:
            found[one, other] = max(day, found.get((one, other), day))
        return found


def read_history(path: str, people: People) -> History:
    """The history in a file. Rows about people who are not on the roster count for nobody, and are said."""
    sheet = open_sheet(path, HISTORY)
    read = read_days(sheet.cell(row, "date") for row in sheet.rows)
    held: list[tuple[int, int, date]] = []
    strangers: dict[str, None] = {}
    many = 0
    for row in sheet.rows:
        day = _day(sheet, row, read.of, read.ambiguous or {})
        pair, unknown = pair_in(sheet, row, people)
        if pair:
            held.append((*pair, day))
        else:
            many += 1
            strangers.update(dict.fromkeys(unknown))
    notes = (*sheet.notes, *((_strangers(path, many, list(strangers)),) if many else ()))
    return History(sheet.label, tuple(held), notes)


def _day(sheet: Sheet, row: Row, read: Mapping[str, date], ambiguous: Mapping[str, object]) -> date:
    text = sheet.cell(row, "date")
    if text in read:
        return read[text]
    if not text:
        raise sheet.wrong(row.line, "it has no date. Write the day on which the two met, as 2026-04-30.")
    if text in ambiguous:
        raise sheet.wrong(row.line, f"“{text}” may be two days, and no other line says which. Write it as 2026-04-30.")
    raise sheet.wrong(row.line, f"“{text[:40]}” is no day that can be told. Write it as 2026-04-30.")


def pair_in(sheet: Sheet, row: Row, people: People) -> tuple[tuple[int, int] | None, list[str]]:
    """The pair a row names, the lower member first; or none, and the names that no member has."""
    names = [sheet.cell(row, "a"), sheet.cell(row, "b")]
    if not all(names):
        raise sheet.wrong(row.line, "it names only one of two people. Name both.")
    one, other = (people.find(name) for name in names)
    if one is None or other is None:
        return None, [name for name, at in zip(names, (one, other), strict=True) if at is None]
    if one == other:
        raise sheet.wrong(row.line, f"“{names[0]}” stands there twice. Name two people.")
    return (min(one, other), max(one, other)), []


def _strangers(path: str, many: int, names: list[str]) -> str:
    shown = ", ".join(f"“{name[:60]}”" for name in names[:3]) + (" and others" if len(names) > 3 else "")
    rows = "1 line" if many == 1 else f"{many:,} lines"
    return f"“{Path(path).name}”: {rows} about people who are not on the roster ({shown}) count for nobody."


def ahead(history: History, until: date) -> str:
    """That some days lie after this one, as a wrong year does; nothing where none does."""
    late = [day for _one, _other, day in history.held if day > until]
    if not late:
        return ""
    have = "1 line has a date" if len(late) == 1 else f"{len(late):,} lines have a date"
    return (
        f"“{history.label}”: {have} after {until}, the latest {max(late)}. Such a pair counts as met this month; "
        "correct a date that is wrong."
    )
