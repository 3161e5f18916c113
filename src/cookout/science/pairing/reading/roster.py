"""The roster: who is a member, of which trade, how often she can meet, and in which weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cookout.science.errors import ScienceError
from cookout.science.pairing.reading.heads import Head, heads_of
from cookout.science.pairing.reading.listed import weeks_listed
from cookout.science.pairing.reading.people import People, folded
from cookout.science.pairing.reading.sheet import Form, Row, Sheet, open_sheet
from cookout.science.tables.days import read_days

ROSTER = Form(
    noun="roster",
    needed=MappingProxyType({"name": frozenset(["name", "member", "fullname", "membername", "mitglied"])}),
    optional=MappingProxyType(
        {
            "classification": frozenset(
                ["classification", "profession", "trade", "category", "seat", "fachgebiet", "beruf", "branche"]
            ),
            "per_month": frozenset(["permonth", "capacity", "promonat", "amonth"]),
            "availability": frozenset(["availability", "available", "weeks", "verfuegbarkeit", "verfuegbar", "wochen"]),
            "since": frozenset(["since", "joined", "joinedon", "membersince", "seit", "beitritt"]),
        }
    ),
    example="name,classification,week 1,week 2",
)

YES = frozenset(["yes", "y", "ja", "j", "x", "1", "true", "ok", "+", "✓", "✔", "☑", "✅", "can", "free", "available"])
NO = frozenset(
    ["no", "n", "nein", "0", "false", "-", "–", "—", "✗", "✘", "❌", "cannot", "away", "absent", "off", "busy", "leave",
     "unavailable"]
)  # fmt: skip
MOST_A_MONTH = 31


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the roster."""

    name: str
    classification: str
    per_month: int | None
    since: date | None
    line: int
    weeks: tuple[Head, ...] | None
    """The weeks listed in a cell of her own; None where they are not limited so."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The members, and what they marked."""

    label: str
    members: tuple[Member, ...]
    people: People
    heads: tuple[Head, ...]
    """The columns of weeks and time slots."""
    marks: tuple[tuple[bool, ...], ...]
    """Members × those columns: whether she can."""
    notes: tuple[str, ...]


def read_roster(path: str, blank: str = "") -> Roster:
    """The roster in a file; `blank` says what an empty mark is, `yes` or `no`, where not the roster itself does."""
    sheet = open_sheet(path, ROSTER)
    since = _days(sheet)
    members = tuple(_member(sheet, row, since) for row in sheet.rows)
    _no_twins(sheet, members)
    found = heads_of(sheet.label, sheet.heads, frozenset(sheet.column.values()))
    said = [[_mark(sheet, row, head) for head in found.heads] for row in sheet.rows]
    empty, how = _empty(said, blank)
    marks = tuple(tuple(empty if mark is None else mark for mark in row) for row in said)
    people = People.of([member.name for member in members])
    return Roster(sheet.label, members, people, found.heads, marks, (*sheet.notes, *how, *found.notes))


def _days(sheet: Sheet) -> Mapping[str, date]:
    """What the cells under `since` mean, read as one column."""
    read = read_days(text for row in sheet.rows if (text := sheet.cell(row, "since")))
    for row in sheet.rows:
        text = sheet.cell(row, "since")
        if text and text not in read.of:
            raise sheet.wrong(row.line, f"“{text[:40]}” is no day that can be told. Write it as 2026-04-30.")
    return read.of


def _member(sheet: Sheet, row: Row, since: Mapping[str, date]) -> Member:
    name = " ".join(sheet.cell(row, "name").split())
    if not name:
        raise sheet.wrong(row.line, f"nobody is named under “{sheet.heads[sheet.column['name']]}”. Name the member.")
    return Member(
        name, " ".join(sheet.cell(row, "classification").split()), _per_month(sheet, row),
        since.get(sheet.cell(row, "since")), row.line, _weeks(sheet, row),
    )  # fmt: skip


def _weeks(sheet: Sheet, row: Row) -> tuple[Head, ...] | None:
    try:
        return weeks_listed(sheet.cell(row, "availability"))
    except ValueError as unread:
        head = sheet.heads[sheet.column["availability"]]
        cause = f"“{str(unread)[:40]}” under “{head}” names no week. Write numbers of weeks, such as “1; 3”, or “all”."
        raise sheet.wrong(row.line, cause) from None


def _per_month(sheet: Sheet, row: Row) -> int | None:
    text = sheet.cell(row, "per_month")
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:4]) <= MOST_A_MONTH and len(text) < 5:
        return int(text)
    head = sheet.heads[sheet.column["per_month"]]
    raise sheet.wrong(row.line, f"“{text[:40]}” under “{head}” is no whole number from 0 to {MOST_A_MONTH}. Write one.")


def _no_twins(sheet: Sheet, members: Sequence[Member]) -> None:
    lines: dict[str, list[Member]] = {}
    for member in members:
        lines.setdefault(folded(member.name), []).append(member)
    twins = [some for some in lines.values() if len(some) > 1]
    if not twins:
        return
    some = twins[0]
    where = f"{', '.join(str(one.line) for one in some[:-1])} and {some[-1].line}"
    more = f" So are {len(twins) - 1:,} other names." if len(twins) > 1 else ""
    raise ScienceError(
        f"“{sheet.label}”, lines {where}: “{some[0].name}” is there more than once.{more} Leave one out; or, if "
        "they are two people, write what tells them apart into their names."
    )


def _mark(sheet: Sheet, row: Row, head: Head) -> bool | None:
    text = row.cells[head.column]
    word = text.casefold()
    if not word:
        return None
    if word in YES or word in NO:
        return word in YES
    raise sheet.wrong(row.line, f"“{text[:40]}” under “{head.text}” is neither yes nor no. Write yes or no.")


def _empty(said: Sequence[Sequence[bool | None]], blank: str) -> tuple[bool, tuple[str, ...]]:
    """What an empty mark means, and the sentence that says so where there are any."""
    marks = {mark for row in said for mark in row}
    empty = blank == "yes" if blank else marks != {True, None}
    if None not in marks:
        return empty, ()
    if blank:
        return empty, (f"An empty mark counts as {blank}, as you said.",)
    if empty:
        return empty, ("An empty mark counts as yes.",)
    return empty, (
        "Members mark when they can, and nobody when not: an empty mark counts as no. Else say --blank yes.",
    )
